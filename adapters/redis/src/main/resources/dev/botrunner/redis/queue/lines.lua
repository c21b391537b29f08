-- The lines, the turns of bots among each other, and of tenants within each bot. Passes are doubles, written exactly.
-- A tenant's member in its bot's ring starts with the age of the first of its line whom nobody has marked: equal passes
-- are decided by age, then name.
local SHIFT = 4398046511104
local NOBODY = '999999999999999'

local function since(score) return score % SHIFT end

local function bots_lowest()
  local f = tonumber(call('HGET', K_TURNS, 'f') or 0)
  local first = call('ZRANGE', K_BOTS, 0, 0, 'WITHSCORES')
  if first[2] then return math.max(f, tonumber(first[2])) end
  return f
end

local function bot_pass(bot)
  local pass = call('ZSCORE', K_BOTS, bot)
  if pass then return tonumber(pass), true end
  return math.max(tonumber(call('HGET', K_TURNS, 'p:' .. bot) or 0), bots_lowest()), false
end

local function ring_lowest(bot)
  local f = tonumber(call('HGET', K_LANES .. bot, 'f') or 0)
  local first = call('ZRANGE', K_RING .. bot, 0, 0, 'WITHSCORES')
  if first[2] then return math.max(f, tonumber(first[2])) end
  return f
end

local function age(bot, tenant)
  local first = call('ZRANGE', K_OPEN .. bot .. ':' .. tenant, 0, 0, 'WITHSCORES')
  if first[2] then return string.format('%015.0f', since(tonumber(first[2]))) end
  return NOBODY
end

-- What orders a line among the others follows the first in it.
local function reorder(bot, tenant)
  local was = call('HGET', K_LANES .. bot, 'm:' .. tenant)
  if not was then return end
  local member = age(bot, tenant) .. ':' .. tenant
  if member ~= was then
    local pass = call('ZSCORE', K_RING .. bot, was) or 0
    call('ZREM', K_RING .. bot, was)
    call('ZADD', K_RING .. bot, pass, member)
    call('HSET', K_LANES .. bot, 'm:' .. tenant, member)
  end
end

-- entries: scores and ids in turn, as ZADD takes them. Answers with how many stand before each.
local function enter(bot, tenant, entries, weight)
  local line = bot .. ':' .. tenant
  call('ZADD', K_LINE .. line, unpack(entries))
  call('ZADD', K_OPEN .. line, unpack(entries))
  local ranks, first = {}, math.huge
  for i = 2, #entries, 2 do
    local rank = call('ZRANK', K_LINE .. line, entries[i])
    ranks[#ranks + 1] = rank
    first = math.min(first, rank)
  end
  local lanes = K_LANES .. bot
  local was = call('HMGET', lanes, 'm:' .. tenant, 'w:' .. tenant)
  if was[1] then
    -- Those before it may all be marked, and then it is the first of the others.
    if first <= call('ZCARD', K_HELD) then reorder(bot, tenant) end
    if was[2] == weight then return ranks end
  else
    local pass, waits = bot_pass(bot)
    if not waits then call('ZADD', K_BOTS, number(pass), bot) end
    local own = math.max(tonumber(call('HGET', lanes, 'p:' .. tenant) or 0), ring_lowest(bot))
    local member = age(bot, tenant) .. ':' .. tenant
    call('ZADD', K_RING .. bot, number(own), member)
    call('HSET', lanes, 'm:' .. tenant, member)
    call('SADD', K_ROWS, line)
    call('SADD', K_TENANTS, tenant)
  end
  call('HSET', lanes, 'w:' .. tenant, weight)
  call('HSET', K_WEIGHTS .. bot, tenant, weight)
  return ranks
end

local function leave(bot, tenant, id)
  local line = bot .. ':' .. tenant
  call('ZREM', K_LINE .. line, id)
  call('ZREM', K_OPEN .. line, id)
  if call('EXISTS', K_LINE .. line) == 1 then
    reorder(bot, tenant)
    return
  end
  local lanes = K_LANES .. bot
  local member = call('HGET', lanes, 'm:' .. tenant)
  if member then
    local pass = tonumber(call('ZSCORE', K_RING .. bot, member) or 0)
    call('ZREM', K_RING .. bot, member)
    call('HDEL', lanes, 'm:' .. tenant, 'w:' .. tenant)
    if pass > tonumber(call('HGET', lanes, 'f') or 0) then
      call('HSET', lanes, 'p:' .. tenant, number(pass))
    else
      call('HDEL', lanes, 'p:' .. tenant)
    end
  end
  call('HDEL', K_WEIGHTS .. bot, tenant)
  if call('EXISTS', K_RING .. bot) == 0 then
    local pass = call('ZSCORE', K_BOTS, bot)
    if pass then
      call('ZREM', K_BOTS, bot)
      call('HSET', K_TURNS, 'p:' .. bot, pass)
    end
  end
end

-- A session of that line starts: told while it still stands there. Whoever comes from now on enters at this turn.
local function started(bot, tenant, weight)
  local pass, waits = bot_pass(bot)
  call('HSET', K_TURNS, 'f', number(math.max(tonumber(call('HGET', K_TURNS, 'f') or 0), pass)))
  if waits then
    call('ZADD', K_BOTS, number(pass + 1), bot)
  else
    call('HSET', K_TURNS, 'p:' .. bot, number(pass + 1))
  end
  local lanes = K_LANES .. bot
  local member = call('HGET', lanes, 'm:' .. tenant)
  local own
  if member then
    own = tonumber(call('ZSCORE', K_RING .. bot, member) or 0)
  else
    own = math.max(tonumber(call('HGET', lanes, 'p:' .. tenant) or 0), ring_lowest(bot))
  end
  call('HSET', lanes, 'f', number(math.max(tonumber(call('HGET', lanes, 'f') or 0), own)))
  if member then
    call('ZADD', K_RING .. bot, number(own + 1 / weight), member)
  else
    call('HSET', lanes, 'p:' .. tenant, number(own + 1 / weight))
  end
  call('SADD', K_RELEASERS, bot)
  call('RPUSH', K_RELEASED .. bot, NOW)
  call('LTRIM', K_RELEASED .. bot, -100, -1)
end

-- What a cap leaves; -1 is no cap.
local function left(cap, key)
  if cap < 0 then return math.huge end
  return math.max(0, cap - call('SCARD', key))
end

-- What an autoscaler reads is the length of K_DEMAND: how many of a bot's sessions caps allow to start now. K_WANTS keeps
-- each tenant's part of it, their sum (=), and the caps by which it was counted (=b, =l). Told after each change of a line,
-- and of what counts against its caps.
local function demand(bot, tenant, bot_cap, lane_cap, tenant_cap)
  local wants, key, line = K_WANTS .. bot, K_DEMAND .. bot, bot .. ':' .. tenant
  local was = call('HMGET', wants, tenant, '=', '=b', '=l')
  local had = tonumber(was[1] or 0)
  local want = math.min(call('ZCARD', K_LINE .. line), left(lane_cap, K_ACTIVE .. 'l:' .. line), left(tenant_cap, K_ACTIVE .. 't:' .. tenant))
  local sum = tonumber(was[2] or 0) + want - had
  local have = call('ZCARD', key)
  local may = math.min(sum, left(bot_cap, K_ACTIVE .. 'b:' .. bot))
  if want ~= had then
    if want > 0 then call('HSET', wants, tenant, want, '=', sum) else
      call('HDEL', wants, tenant)
      call('HSET', wants, '=', sum)
    end
  end
  for n = have + 1, may do call('ZADD', key, 0, string.format('%08d', n)) end
  for n = may + 1, have do call('ZREM', key, string.format('%08d', n)) end
  if tonumber(was[3] or -1) == bot_cap and tonumber(was[4] or -1) == lane_cap then return end
  call('HSET', wants, '=b', bot_cap, '=l', lane_cap)
  for _, member in ipairs(call('ZRANGE', K_RING .. bot, 0, -1)) do
    local other = string.sub(member, 17)
    -- What somebody has put under a key of another tenant is no matter of this one.
    if other ~= tenant then pcall(demand, bot, other, bot_cap, lane_cap, tonumber(call('HGET', K_CAPS, other) or -1)) end
  end
end

-- Of which other bots the tenant has lines.
local function elsewhere(bot, tenant)
  local others = {}
  for _, other in ipairs(call('ZRANGE', K_BOTS, 0, -1)) do
    if other ~= bot and call('HGET', K_LANES .. other, 'm:' .. tenant) then others[#others + 1] = other end
  end
  return others
end

-- What counts against a tenant's cap, or the cap itself, has changed: its lines of other bots may start more, or less.
local function demand_elsewhere(bots, tenant, tenant_cap)
  for _, bot in ipairs(bots) do
    local caps = call('HMGET', K_WANTS .. bot, '=b', '=l')
    demand(bot, tenant, tonumber(caps[1] or -1), tonumber(caps[2] or -1), tenant_cap)
  end
end

-- Whether the cap of a tenant over all bots is another one than scripts that are told of other tenants know.
local function is_new_cap(tenant, cap)
  return tonumber(call('HGET', K_CAPS, tenant) or -1) ~= cap
end

-- Nothing of what the functions above change is of another type.
local function sound_line(bot, tenant, sets, zsets, hashes)
  local line = bot .. ':' .. tenant
  for _, key in ipairs({K_ACTIVE .. 'b:' .. bot, K_ACTIVE .. 'l:' .. line, K_ACTIVE .. 't:' .. tenant, K_QUEUED,
    K_QUEUED .. ':' .. tenant, K_BACKOFF .. line, K_ROWS, K_TENANTS, K_RELEASERS}) do sets[#sets + 1] = key end
  for _, key in ipairs({K_LINE .. line, K_OPEN .. line, K_RING .. bot, K_BOTS, K_DEMAND .. bot}) do zsets[#zsets + 1] = key end
  for _, key in ipairs({K_LANES .. bot, K_TURNS, K_WEIGHTS .. bot, K_WANTS .. bot, K_CAPS}) do hashes[#hashes + 1] = key end
  call('LLEN', K_RELEASED .. bot)
  sound(sets, zsets, hashes)
end
