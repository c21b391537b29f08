-- Accepts a session, or says why not. Repeated with the same id it says what it said.
local A = {}
for i, name in ipairs({'id', 'bot', 'tenant', 'room', 'policy', 'latest', 'epoch', 'key', 'fingerprint', 'strict',
  'queue', 'tenant_queue', 'weight', 'per_second', 'burst', 'bot_cap', 'lane_cap', 'tenant_cap',
  'version', 'head', 'spec', 'line', 'stands', 'date', 'labels', 'trace'}) do A[name] = ARGV[i + 4] end
local EVENTS = 31
local ID = A.id

local function answer(code, ...)
  if A.strict == '1' and code == 'K' then call('SET', K_TOUCHED, NOW) end
  return {code, NOW, EPOCH, ...}
end

local there = record(ID)
if there then return answer('S', there.v, there.j) end
if NOW > tonumber(A.latest) or A.epoch ~= EPOCH then return answer('L') end

local idem = A.key ~= '' and K_IDEM .. A.tenant .. ':' .. A.key
if idem then
  local was = call('HMGET', idem, 'f', 'i', 'u', 'x')
  if was[1] and tonumber(was[4]) > NOW then
    if was[1] ~= A.fingerprint then return answer('R') end
    local r = call('HMGET', K_HEAD .. was[2], 'v', 'j')
    if r[1] then return answer('K', r[1], r[2], was[3], '1') end
  end
end

local function throttled()
  local rate = tonumber(A.per_second)
  if rate <= 0 then return nil end
  local key = K_RATE .. A.tenant
  local burst = math.max(1, tonumber(A.burst))
  local was = call('HMGET', key, 'k', 'a')
  local tokens = burst
  if was[1] then tokens = math.min(burst, was[1] + math.max(0, NOW - was[2]) / 1000 * rate) end
  local taken = tokens >= 1
  call('HSET', key, 'k', number(taken and tokens - 1 or tokens), 'a', NOW)
  call('PEXPIRE', key, math.ceil(burst / rate * 1000) + 60000)
  if not taken then return math.ceil((1 - tokens) / rate * 1000) end
end

local wait = throttled()
if wait then return answer('H', wait) end

local function remember(id, reused)
  if idem then
    call('HSET', idem, 'f', A.fingerprint, 'i', id, 'u', reused, 'x', NOW + KEY_KEPT)
    call('PEXPIRE', idem, KEY_KEPT)
    call('HSET', K_HEAD .. id, 'ku', NOW + KEY_KEPT)
  end
end

local ROOM = K_ROOM .. A.tenant .. ':' .. A.room
if A.policy ~= 'another' then
  local newest
  local room = call('HGETALL', ROOM)
  for i = 1, #room, 2 do
    if room[i + 1] == A.bot .. ' live' and (not newest or room[i] > newest) then newest = room[i] end
  end
  local holder = newest and record(newest)
  if holder then
    if A.policy == 'refuse' then return answer('T', holder.v, holder.j) end
    remember(newest, '1')
    return answer('K', holder.v, holder.j, '1', '0')
  end
end

if call('XLEN', K_OUTBOX) > OUTBOX_LIMIT then return answer('O') end
if call('SCARD', K_QUEUED) >= tonumber(A.queue) then
  local rate = 0
  for _, bot in ipairs(call('SMEMBERS', K_RELEASERS)) do rate = rate + releases(bot) end
  return answer('Q', number(rate))
end
if call('SCARD', K_QUEUED .. ':' .. A.tenant) >= tonumber(A.tenant_queue) then
  local rate = releases(A.bot)
  local own = tonumber(call('HGET', K_WEIGHTS .. A.bot, A.tenant) or 0)
  if own > 0 then
    local all = 0
    for _, w in ipairs(call('HVALS', K_WEIGHTS .. A.bot)) do all = all + w end
    rate = rate * own / all
  end
  return answer('N', number(rate))
end

call('HSET', K_HEAD .. ID, 'v', 1, 's', A.version, 'j', A.head, 'b', A.bot, 't', A.tenant, 'r', A.room,
  'st', 'QUEUED', 'ln', A.line, 'qs', A.stands, 'lb', A.labels, 'tp', A.trace)
call('SET', K_SPEC .. ID, A.spec)
remember(ID, '0')
call('ZADD', K_DATES, A.date, ID)
call('HSET', ROOM, ID, A.bot .. ' live')
call('SADD', K_QUEUED, ID)
call('SADD', K_QUEUED .. ':' .. A.tenant, ID)
call('SADD', K_ROWS, A.bot .. ':' .. A.tenant)
call('ZADD', K_LIST, 0, ID)
call('ZADD', K_LIST_OF .. A.tenant, 0, ID)
enter(A.bot, A.tenant, ID, A.line, A.weight)
demand(A.bot, A.tenant, tonumber(A.bot_cap), tonumber(A.lane_cap), tonumber(A.tenant_cap))
for i = EVENTS, #ARGV, 2 do call('XADD', K_OUTBOX, '*', 'e', ARGV[i + 1], 't', A.trace) end
call('PUBLISH', K_POKE, ID .. ' ' .. A.bot .. ' 1')
return answer('A')
