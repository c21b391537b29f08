-- Shows a request for work the next fair session that no cap holds back, and marks it. ARGV: request ('' only looks
-- whether there is one), hold, the session that the same request was shown under caps that did not hold ('' for none),
-- number of tenants whose caps were corrected, these (tenant, cap), then for each bot:
-- name, since when a session must have waited at most, cap, cap for each tenant.
-- Answers with the tenants whose caps decided something and the caps that were used: the caller knows whether they hold.
local REQUEST = ARGV[5]
local HOLD = tonumber(ARGV[6])
local UNDONE = ARGV[7]
local corrected = tonumber(ARGV[8])
local at = 9
for _ = 1, corrected do
  call('HSET', K_CAPS, ARGV[at], ARGV[at + 1])
  at = at + 2
end
local bots = {}
local asked = {}
while ARGV[at] do
  local bot = {name = ARGV[at], wait = tonumber(ARGV[at + 1]), cap = tonumber(ARGV[at + 2]), lane_cap = tonumber(ARGV[at + 3])}
  bots[#bots + 1] = bot
  asked[bot.name] = bot
  at = at + 4
end

local hidden = 0
local used = {}
local reported = {}

local function answer(id, r, chosen)
  local a = {NOW, EPOCH, hidden, used}
  if id then a[5] = id; a[6] = r.v; a[7] = r.j; a[8] = chosen or ''; a[9] = r.b end
  return a
end

local function tenant_left(tenant)
  local cap = call('HGET', K_CAPS, tenant)
  if not reported[tenant] then
    reported[tenant] = true
    used[#used + 1] = tenant
    used[#used + 1] = cap or ''
  end
  return left(tonumber(cap or -1), K_ACTIVE .. 't:' .. tenant)
end

local function admits_lane(bot, tenant)
  return left(bot.lane_cap, K_ACTIVE .. 'l:' .. bot.name .. ':' .. tenant) > 0 and tenant_left(tenant) > 0
end

local function admits_bot(bot)
  return left(bot.cap, K_ACTIVE .. 'b:' .. bot.name) > 0
end

local function mark(id, r)
  sound_marks(r.b, r.t)
  unmark(id, r)
  if r.mk ~= '' and r.mk ~= REQUEST and r.cl ~= r.mk then forget_request(r.mk, id) end
  local untill = NOW + HOLD
  call('HSET', K_HEAD .. id, 'mk', REQUEST, 'mu', untill)
  call('ZADD', K_HELD, untill, id)
  call('SET', K_TOOK .. REQUEST, id)
  call('ZREM', K_OPEN .. r.b .. ':' .. r.t, id)
  reorder(r.b, r.t)
end

-- Stands in a line, and is no record.
local function drop(id, bot, tenant)
  sound_line(bot, tenant, {}, {K_LIST .. tenant}, {})
  leave(bot, tenant, id)
  call('SREM', K_QUEUED, id)
  call('SREM', K_QUEUED .. ':' .. tenant, id)
  call('ZREM', K_LIST .. tenant, id)
  demand(bot, tenant, asked[bot].cap, asked[bot].lane_cap, tonumber(call('HGET', K_CAPS, tenant) or -1))
end

-- A record that this server cannot read: it stands in its line, and nobody sees it for a minute.
local function hide(id, bot, tenant)
  sound_marks(bot, tenant)
  hidden = hidden + 1
  call('ZADD', K_HELD, NOW + 60000, id)
  local head = redis.pcall('HSET', K_HEAD .. id, 'mu', NOW + 60000)
  call('ZREM', K_OPEN .. bot .. ':' .. tenant, id)
  if type(head) == 'table' and head.err then drop(id, bot, tenant) end
  reorder(bot, tenant)
end

tidy()
if NOW < QUIET_UNTIL then return answer() end

local function release(id, r)
  if r.ln ~= '' then sound_marks(r.b, r.t) end
  if r.mu == '' or r.mk == REQUEST then
    if unmark(id, r) then show(id, r) end
  end
  call('DEL', K_TOOK .. REQUEST)
  if r.mk == REQUEST then call('HDEL', K_HEAD .. id, 'mk') end
end

if UNDONE ~= '' then
  local r = record(UNDONE)
  if r and r.ln ~= '' and r.mk == REQUEST and r.mu ~= '' then release(UNDONE, r) end
end

if REQUEST ~= '' then
  local id = call('GET', K_TOOK .. REQUEST)
  if id == '-' then return answer() end
  local r = id and record(id)
  if r and not unreadable(r) then
    local due
    if r.ln == '' then
      due = r.cl == REQUEST
    else
      local bot = asked[r.b]
      due = (r.mu == '' or r.mk == REQUEST) and bot and admits_bot(bot) and admits_lane(bot, r.t)
    end
    if due then
      if r.ln ~= '' then mark(id, r) end
      return answer(id, r)
    end
    release(id, r)
  end
end

local waiting = {}
for _, bot in ipairs(bots) do
  local pass = call('ZSCORE', K_BOTS, bot.name)
  if pass then
    bot.pass = tonumber(pass)
    waiting[#waiting + 1] = bot
  end
end
table.sort(waiting, function(a, b)
  if a.pass == b.pass then return a.name < b.name end
  return a.pass < b.pass
end)

-- The first of a line that can be read: others are hidden on the way.
local function head(bot, tenant)
  while true do
    local first = call('ZRANGE', K_OPEN .. bot.name .. ':' .. tenant, 0, 0, 'WITHSCORES')
    if not first[1] then return nil end
    local r = record(first[1])
    if not r then
      drop(first[1], bot.name, tenant)
    elseif unreadable(r) then
      hide(first[1], bot.name, tenant)
    else
      return first[1], r, r.qs or since(tonumber(first[2]))
    end
  end
end

for _, bot in ipairs(waiting) do
  if admits_bot(bot) then
    for _, member in ipairs(call('ZRANGE', K_RING .. bot.name, 0, -1)) do
      local tenant = string.sub(member, 17)
      if string.sub(member, 1, 15) ~= NOBODY then
        local id, r, from = head(bot, tenant)
        if id and from <= NOW - bot.wait and admits_lane(bot, tenant) then
          if REQUEST ~= '' then mark(id, r) end
          return answer(id, r, 'chosen')
        end
      end
    end
  end
end
return answer()
