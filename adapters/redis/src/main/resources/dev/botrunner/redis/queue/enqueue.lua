-- Accepts a session, or says why not. Repeated with the same id it says what it said.
local ID, BOT, TENANT, ROOM_HASH, POLICY = ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9]
local LATEST, SEEN_EPOCH, KEY, FINGERPRINT, STRICT = ARGV[10], ARGV[11], ARGV[12], ARGV[13], ARGV[14]
local QUEUE, TENANT_QUEUE, WEIGHT, PER_SECOND, BURST = ARGV[15], ARGV[16], ARGV[17], ARGV[18], ARGV[19]
local BOT_CAP, LANE_CAP, TENANT_CAP = tonumber(ARGV[20]), tonumber(ARGV[21]), tonumber(ARGV[22])
local FACTS, HEAD, SPEC, LINE, DATE, LABELS, TRACE = ARGV[23], ARGV[24], ARGV[25], ARGV[26], ARGV[27], ARGV[28], ARGV[29]
local EVENTS = 30

local function answer(code, ...)
  if STRICT == '1' and code == 'K' then call('SET', K_TOUCHED, NOW) end
  return {code, NOW, EPOCH, ...}
end

local there = record(ID)
if there then return answer('S', there.v, there.j) end
if NOW > tonumber(LATEST) or SEEN_EPOCH ~= EPOCH then return answer('L') end

local idem = KEY ~= '' and K_IDEM .. TENANT .. ':' .. KEY
if idem then
  local was = call('HMGET', idem, 'f', 'i', 'u', 'x')
  if was[1] and tonumber(was[4]) > NOW then
    if was[1] ~= FINGERPRINT then return answer('R') end
    local head = call('HGET', K_HEAD .. was[2], 'j')
    if head then return answer('K', '', head, was[3], '1') end
  end
end

local function throttled()
  local rate = tonumber(PER_SECOND)
  local key = K_RATE .. TENANT
  local burst = math.max(1, tonumber(BURST))
  local was = call('HMGET', key, 'k', 'a')
  local tokens = burst
  if was[1] then tokens = math.min(burst, was[1] + math.max(0, NOW - was[2]) / 1000 * rate) end
  local taken = tokens >= 1
  call('HSET', key, 'k', number(taken and tokens - 1 or tokens), 'a', NOW)
  call('PEXPIRE', key, math.ceil(burst / rate * 1000) + 60000)
  if not taken then return math.ceil((1 - tokens) / rate * 1000) end
end

if PER_SECOND ~= '' then
  local wait = throttled()
  if wait then return answer('H', wait) end
end

local function remember(id, reused)
  if idem then
    call('HSET', idem, 'f', FINGERPRINT, 'i', id, 'u', reused, 'x', NOW + KEY_KEPT)
    call('PEXPIRE', idem, KEY_KEPT)
    call('HSET', K_HEAD .. id, 'ku', NOW + KEY_KEPT)
  end
end

local ROOM = K_ROOM .. TENANT .. ':' .. ROOM_HASH
if POLICY ~= 'another' then
  local newest
  local room = call('HGETALL', ROOM)
  for i = 1, #room, 2 do
    if room[i + 1] == BOT .. ' live' and (not newest or room[i] > newest) then newest = room[i] end
  end
  local holder = newest and record(newest)
  if holder then
    if POLICY == 'refuse' then return answer('T', holder.v, holder.j) end
    remember(newest, '1')
    return answer('K', holder.v, holder.j, '1', '0')
  end
end

if call('XLEN', K_OUTBOX) > OUTBOX_LIMIT then return answer('O') end
if call('SCARD', K_QUEUED) >= tonumber(QUEUE) then
  local rate = 0
  for _, bot in ipairs(call('SMEMBERS', K_RELEASERS)) do rate = rate + releases(bot) end
  return answer('Q', number(rate))
end
if call('SCARD', K_QUEUED .. ':' .. TENANT) >= tonumber(TENANT_QUEUE) then
  local rate = releases(BOT) * share(BOT, TENANT)
  return answer('N', number(rate))
end

call('HSET', K_HEAD .. ID, 'j', HEAD, 'i', '1 ' .. FACTS, 'tp', TRACE)
if LABELS ~= '' then call('HSET', K_HEAD .. ID, 'l', LABELS) end
call('SET', K_SPEC .. ID, SPEC)
remember(ID, '0')
call('ZADD', K_DATES, DATE, ID)
call('HSET', ROOM, ID, BOT .. ' live')
call('SADD', K_QUEUED, ID)
call('SADD', K_QUEUED .. ':' .. TENANT, ID)
call('ZADD', K_LIST .. TENANT, 0, ID)
enter(BOT, TENANT, ID, LINE, WEIGHT)
demand(BOT, TENANT, BOT_CAP, LANE_CAP, TENANT_CAP)
for i = EVENTS, #ARGV, 2 do call('XADD', K_OUTBOX, '*', 'e', ARGV[i + 1], 't', TRACE) end
call('PUBLISH', K_POKE, ID .. ' ' .. BOT .. ' 1')
return answer('A', place(BOT, TENANT, ID))
