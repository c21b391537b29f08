-- Compare-and-set of one record, with its places and its events.
local A = {}
for i, name in ipairs({'id', 'seen', 'epoch', 'version', 'head', 'starts', 'claim', 'bot', 'tenant', 'room',
  'stage', 'line', 'stands', 'queued', 'date', 'silence', 'active', 'in_room', 'labels',
  'bot_cap', 'lane_cap', 'tenant_cap', 'weight', 'kept'}) do A[name] = ARGV[i + 4] end
local EVENTS = 29
local ID = A.id
local HEAD = K_HEAD .. ID

-- Where memory is at its limit, a script is stopped at its first write that needs more. This one needs none, and lets
-- the rest of the script go on: what lives must be able to end.
call('DEL', K_NONE)

local r = record(ID)
if r and r.bad then return redis.error_reply('WRONGTYPE ' .. HEAD .. ' holds no record') end
if r and r.j == A.head then return {'D', NOW, EPOCH, r.v} end
if A.epoch ~= EPOCH or A.seen ~= (r and r.v or '0') then
  if r then return {'S', NOW, EPOCH, r.v, r.j} end
  return {'S', NOW, EPOCH}
end

local bot_cap, lane_cap, tenant_cap = tonumber(A.bot_cap), tonumber(A.lane_cap), tonumber(A.tenant_cap)
local active_keys = {K_ACTIVE .. 'b:' .. A.bot, K_ACTIVE .. 'l:' .. A.bot .. ':' .. A.tenant, K_ACTIVE .. 't:' .. A.tenant}

if r and A.starts == '1' and not r.ac then
  if left(bot_cap, active_keys[1]) == 0 or left(lane_cap, active_keys[2]) == 0 or left(tenant_cap, active_keys[3]) == 0 then
    if unmark(ID, r) then show(ID, r) end
    return {'C', NOW, EPOCH}
  end
  started(A.bot, A.tenant, tonumber(A.weight))
  if r.cl ~= '' and r.cl ~= r.mk then forget_request(r.cl, ID) end
  call('HSET', HEAD, 'cl', A.claim == '1' and r.mk or '')
end

local trace = ''
if r then
  trace = call('HGET', HEAD, 'tp') or ''
else
  call('ZADD', K_LIST, 0, ID)
  call('ZADD', K_LIST_OF .. A.tenant, 0, ID)
end
local events = 0
local full = call('XLEN', K_OUTBOX) > OUTBOX_LIMIT
for i = EVENTS, #ARGV, 2 do
  if not (full and ARGV[i] == '1') then
    call('XADD', K_OUTBOX, '*', 'e', ARGV[i + 1], 't', trace)
    events = events + 1
  end
end

local version = r and r.v + 1 or 1
call('HSET', HEAD, 'v', version, 's', A.version, 'j', A.head, 'b', A.bot, 't', A.tenant, 'r', A.room,
  'st', A.stage, 'ln', A.line, 'qs', A.stands, 'ac', A.active, 'lb', A.labels)
if A.date ~= '' then call('ZADD', K_DATES, A.date, ID) else call('ZREM', K_DATES, ID) end
if A.silence ~= '' then call('ZADD', K_SILENCE, A.silence, ID) else call('ZREM', K_SILENCE, ID) end

local function member(key, is)
  if is then call('SADD', key, ID) else call('SREM', key, ID) end
end
local was_active = r and r.ac
for _, key in ipairs(active_keys) do member(key, A.active == '1') end
member(K_QUEUED, A.queued == '1')
member(K_QUEUED .. ':' .. A.tenant, A.queued == '1')
member(K_BACKOFF .. A.bot .. ':' .. A.tenant, A.queued == '1' and A.line == '')
if A.queued == '1' or A.active == '1' then call('SADD', K_ROWS, A.bot .. ':' .. A.tenant) end

local ROOM = K_ROOM .. A.tenant .. ':' .. A.room
if A.in_room ~= '' then call('HSET', ROOM, ID, A.bot .. ' ' .. A.in_room) else call('HDEL', ROOM, ID) end

local news = ''
local line = r and r.ln or ''
if line ~= '' and line ~= A.line then
  unmark(ID, r)
  leave(A.bot, A.tenant, ID)
  line = ''
end
if A.line ~= '' and line == '' then
  enter(A.bot, A.tenant, ID, A.line, A.weight)
  news = A.bot
end
if was_active and A.active ~= '1' then news = '*' end
demand(A.bot, A.tenant, bot_cap, lane_cap, tenant_cap)

if A.stage == 'ENDED' then
  call('DEL', K_SPEC .. ID)
  call('HSET', HEAD, 'x', NOW + A.kept)
  call('ZADD', K_ENDED, NOW + A.kept, ID)
end
tidy()
call('PUBLISH', K_POKE, ID .. ' ' .. news .. ' ' .. events)
return {'D', NOW, EPOCH, version}
