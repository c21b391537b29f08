-- Compare-and-set of one record, with its places and its events.
local ID, SEEN_VERSION, SEEN_EPOCH, NEXT, STARTS, CLAIM = ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local BOT, TENANT, ROOM_HASH, FACTS, LINE = ARGV[11], ARGV[12], ARGV[13], ARGV[14], ARGV[15]
local QUEUED, DATE, SILENCE, ACTIVE, IN_ROOM, LABELS = ARGV[16], ARGV[17], ARGV[18], ARGV[19], ARGV[20], ARGV[21]
local BOT_CAP, LANE_CAP, TENANT_CAP = tonumber(ARGV[22]), tonumber(ARGV[23]), tonumber(ARGV[24])
local WEIGHT, KEPT, ENDED = ARGV[25], ARGV[26], ARGV[27]
local STAGE = string.match(FACTS, '^%S+ %S+ %S+ %S+ (%S+)')
-- The uid of the waiting pod that claims it, or acts for it since, and what its one request is called; '' where there is none.
local POD, POD_REQUEST = ARGV[28], ARGV[29]
-- The request for work that a claim answers: it may have been shown to another since.
local REQUEST = ARGV[30]
local EVENTS = 31
local HEAD = K_HEAD .. ID

go_on_when_full()
local r = record(ID)
if r and r.bad then return redis.error_reply('WRONGTYPE ' .. HEAD .. ' holds no record') end
if r and r.j == NEXT then return {'D', NOW, EPOCH, r.v} end
if SEEN_EPOCH ~= EPOCH or SEEN_VERSION ~= (r and r.v or '0') then
  if r then return {'S', NOW, EPOCH, r.v, r.j} end
  return {'S', NOW, EPOCH}
end

local BOT_KEY, LANE_KEY, TENANT_KEY = K_ACTIVE .. 'b:' .. BOT, K_ACTIVE .. 'l:' .. BOT .. ':' .. TENANT, K_ACTIVE .. 't:' .. TENANT
local was_active = r and r.ac
-- A beat changes nothing of lines and counts.
local moves = not r or r.stage .. r.ln ~= STAGE .. LINE
local ROOM = K_ROOM .. TENANT .. ':' .. ROOM_HASH
local others = {}
local full = call('XLEN', K_OUTBOX) > OUTBOX_LIMIT
sound({}, {K_DATES, K_SILENCE, K_HELD, K_ENDED}, {})
if moves then
  if (TENANT_CAP >= 0 and was_active ~= (ACTIVE == '1')) or is_new_cap(TENANT, TENANT_CAP) then
    others = elsewhere(BOT, TENANT)
    for _, other in ipairs(others) do sound_line(other, TENANT, {}, {}, {}) end
  end
  sound_line(BOT, TENANT, {}, {K_LIST .. TENANT}, {ROOM})
end

if r and STARTS == '1' and not was_active then
  local capped = left(BOT_CAP, BOT_KEY) == 0 or left(LANE_CAP, LANE_KEY) == 0 or left(TENANT_CAP, TENANT_KEY) == 0
  -- A pod claims once, and one that was sent away never.
  local barred = CLAIM == '1' and POD ~= ''
    and (call('EXISTS', K_INSTANCE .. POD) == 1 or call('GET', K_TOOK .. POD_REQUEST) == '-')
  if capped or barred then
    if unmark(ID, r) then show(ID, r) end
    return {'C', NOW, EPOCH}
  end
  started(BOT, TENANT, tonumber(WEIGHT))
  if r.cl ~= '' and r.cl ~= r.mk then forget_request(r.cl, ID) end
  call('HSET', HEAD, 'cl', REQUEST)
  if REQUEST ~= '' and REQUEST ~= r.mk and redis.pcall('GET', K_TOOK .. REQUEST) ~= '-' then
    call('SET', K_TOOK .. REQUEST, ID)
  end
end

local trace = ''
if r then
  trace = call('HGET', HEAD, 'tp') or ''
else
  call('ZADD', K_LIST .. TENANT, 0, ID)
  call('SADD', K_TENANTS, TENANT)
  call('SADD', K_ROWS, BOT .. ':' .. TENANT)
  call('HSET', HEAD, 'tp', '', 'l', LABELS)
end
local events = 0
for i = EVENTS, #ARGV, 2 do
  if not (full and ARGV[i] == '1') then
    call('XADD', K_OUTBOX, '*', 'e', ARGV[i + 1], 't', trace)
    events = events + 1
  end
end

local version = r and r.v + 1 or 1
call('HSET', HEAD, 'j', NEXT, 'i', version .. ' ' .. FACTS)
if DATE ~= '' then call('ZADD', K_DATES, DATE, ID) else call('ZREM', K_DATES, ID) end
if SILENCE ~= '' then call('ZADD', K_SILENCE, SILENCE, ID) else call('ZREM', K_SILENCE, ID) end

-- So many pods at most are remembered for one record: those before have long gone.
if POD ~= '' and call('EXISTS', K_INSTANCE .. POD) == 0 then
  call('SET', K_INSTANCE .. POD, ID)
  local pods = (call('HGET', HEAD, 'p') or '') .. ' ' .. POD
  local _, count = string.gsub(pods, ' ', ' ')
  if count > 64 then
    local oldest, rest = string.match(pods, '^ (%S+)( .*)$')
    call('DEL', K_INSTANCE .. oldest)
    pods = rest
  end
  call('HSET', HEAD, 'p', pods)
end

local news = ''
if moves then
  local function member(key, is)
    if is then call('SADD', key, ID) else call('SREM', key, ID) end
  end
  local active = ACTIVE == '1'
  member(BOT_KEY, active)
  member(LANE_KEY, active)
  member(TENANT_KEY, active)
  member(K_QUEUED, QUEUED == '1')
  member(K_QUEUED .. ':' .. TENANT, QUEUED == '1')
  member(K_BACKOFF .. BOT .. ':' .. TENANT, QUEUED == '1' and LINE == '')

  if IN_ROOM ~= '' then call('HSET', ROOM, ID, BOT .. ' ' .. IN_ROOM) else call('HDEL', ROOM, ID) end

  local line = r and r.ln or ''
  if line ~= '' and line ~= LINE then
    unmark(ID, r)
    leave(BOT, TENANT, ID)
    line = ''
  end
  if LINE ~= '' and line == '' then
    enter(BOT, TENANT, {LINE, ID}, WEIGHT)
    news = BOT
  end
  -- A start that a cap may have held back: of the tenant any bot's, else one of this bot. Without caps nobody waits for it.
  if was_active and not active then
    if TENANT_CAP >= 0 then news = '*' elseif BOT_CAP >= 0 or LANE_CAP >= 0 then news = BOT end
  end
  if is_new_cap(TENANT, TENANT_CAP) then call('HSET', K_CAPS, TENANT, TENANT_CAP) end
  demand(BOT, TENANT, BOT_CAP, LANE_CAP, TENANT_CAP)
  demand_elsewhere(others, TENANT, TENANT_CAP)
end

if ENDED == '1' then
  call('DEL', K_SPEC .. ID)
  call('HSET', HEAD, 'x', NOW + KEPT)
  call('ZADD', K_ENDED, NOW + KEPT, ID)
end
tidy()
-- Who waits looks again by itself: that nobody was told undoes nothing.
redis.pcall('PUBLISH', K_POKE, ID .. ' ' .. news .. ' ' .. events)
return {'D', NOW, EPOCH, version}
