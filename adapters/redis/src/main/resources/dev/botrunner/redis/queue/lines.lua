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

-- Answers with how many stand before it.
local function enter(bot, tenant, id, score, weight)
  local line = bot .. ':' .. tenant
  call('ZADD', K_LINE .. line, score, id)
  call('ZADD', K_OPEN .. line, score, id)
  local rank = call('ZRANK', K_LINE .. line, id)
  local lanes = K_LANES .. bot
  local was = call('HMGET', lanes, 'm:' .. tenant, 'w:' .. tenant)
  if was[1] then
    -- Those before it may all be marked, and then it is the first of the others.
    if rank <= call('ZCARD', K_HELD) then reorder(bot, tenant) end
    if was[2] == weight then return rank end
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
  return rank
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

-- What an autoscaler reads: one member for each session of the line that caps allow to start now. The line has grown by
-- one, or become shorter by one, or neither.
local function demand(bot, tenant, bot_cap, lane_cap, tenant_cap, grown)
  local key = K_DEMAND .. bot
  if bot_cap < 0 and lane_cap < 0 and tenant_cap < 0 then
    -- All of the line; depth corrects what caps that are gone have left.
    local n = call('ZCARD', K_LINE .. bot .. ':' .. tenant)
    if n > 0 then call('ZADD', key, 0, string.format('%s:%08d', tenant, n)) end
    if not grown then call('ZREM', key, string.format('%s:%08d', tenant, n + 1)) end
    return
  end
  local have = call('ZLEXCOUNT', key, '[' .. tenant .. ':', '[' .. tenant .. ';')
  local others = call('ZCARD', key) - have
  local want = math.min(
    call('ZCARD', K_LINE .. bot .. ':' .. tenant),
    left(lane_cap, K_ACTIVE .. 'l:' .. bot .. ':' .. tenant),
    left(tenant_cap, K_ACTIVE .. 't:' .. tenant),
    math.max(0, left(bot_cap, K_ACTIVE .. 'b:' .. bot) - others))
  for i = have + 1, want do call('ZADD', key, 0, string.format('%s:%08d', tenant, i)) end
  for i = want + 1, have do call('ZREM', key, string.format('%s:%08d', tenant, i)) end
end
