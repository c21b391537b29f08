-- Accepts sessions, or says why not: as many as were asked for at the same time, one after another. ARGV from 5: for each
-- how many words it has, then these. Repeated with the same id it says what it said. What stops one stops no other: of
-- each, all that can fail is read before anything is written, a token of the rate included.
--
-- The records are written one by one, so that each sees those before it. The indexes are written at the end, by one call
-- for all: what counts or orders sessions must not be read between. Nothing stops a script there, since every key was
-- looked at before.
local OWN = 25
local pokes = {}
local wrote = false
local dated, queued = {}, {}
local tenants, lines = {}, {}

-- What is in order: a table by name, whose names are listed in it too.
local function of(all, name, fresh)
  if not all[name] then
    all[name] = fresh
    all[#all + 1] = name
  end
  return all[name]
end

local function push(list, ...)
  for _, item in ipairs({...}) do list[#list + 1] = item end
end

-- How many there are of something that nothing but this script changes meanwhile.
local counts = {}
local function count(command, key)
  if not counts[key] then counts[key] = call(command, key) end
  return counts[key]
end

local function counted(command, key, more)
  counts[key] = count(command, key) + more
end

local function remember(idem, fingerprint, id, reused)
  if idem then
    call('HSET', idem, 'f', fingerprint, 'i', id, 'u', reused, 'x', NOW + KEY_KEPT)
    wrote = true
    call('PEXPIRE', idem, KEY_KEPT)
    call('HSET', K_HEAD .. id, 'ku', NOW + KEY_KEPT)
  end
end

local function known(strict, ...)
  if strict == '1' then
    call('SET', K_TOUCHED, NOW)
    wrote = true
  end
  return {'K', ...}
end

-- How many tokens the tenant has.
local function tokens(tenant, rate, burst)
  local was = call('HMGET', K_RATE .. tenant, 'k', 'a')
  if not was[1] then return burst end
  return math.min(burst, was[1] + math.max(0, NOW - was[2]) / 1000 * rate)
end

local function pay(tenant, left, rate, burst)
  local key = K_RATE .. tenant
  call('HSET', key, 'k', number(left), 'a', NOW)
  wrote = true
  call('PEXPIRE', key, math.ceil(burst / rate * 1000) + 60000)
end

-- The newest live session of that bot in the room.
local function holder(room_key, bot)
  local newest
  local room = call('HGETALL', room_key)
  for i = 1, #room, 2 do
    if room[i + 1] == bot .. ' live' and (not newest or room[i] > newest) then newest = room[i] end
  end
  return newest, newest and record(newest)
end

-- Why there is no place for one more, if so. A tenant's own limit matters where it is the lower one.
local function full(bot, tenant, queue, tenant_queue)
  if count('XLEN', K_OUTBOX) > OUTBOX_LIMIT then return {'O'} end
  if count('SCARD', K_QUEUED) >= queue then
    local rate = 0
    for _, name in ipairs(call('SMEMBERS', K_RELEASERS)) do rate = rate + releases(name) end
    return {'Q', number(rate)}
  end
  if tenant_queue < queue and count('SCARD', K_QUEUED .. ':' .. tenant) >= tenant_queue then
    return {'N', number(releases(bot) * share(bot, tenant))}
  end
end

-- That nothing that a join changes is of another type; which other bots' lines its tenant's cap, which is new, is about.
local looked = {}
local function sound_join(bot, tenant, room, tenant_cap)
  call('HLEN', room)
  local line = bot .. ':' .. tenant .. ':' .. tenant_cap
  if looked[line] then return looked[line] end
  local others = is_new_cap(tenant, tenant_cap) and elsewhere(bot, tenant) or {}
  for _, other in ipairs(others) do sound_line(other, tenant, {}, {}, {}) end
  sound_line(bot, tenant, {}, {K_DATES, K_LIST .. tenant, K_HELD}, {})
  count('XLEN', K_OUTBOX)
  looked[line] = others
  return others
end

local function admit(at, last)
  local id, bot, tenant, room_hash, policy, latest, seen_epoch, key, fingerprint, strict, queue, tenant_queue, weight,
    per_second, burst, bot_cap, lane_cap, tenant_cap, facts, head, spec, line, date, labels, trace =
    unpack(ARGV, at, at + OWN - 1)
  local there = record(id)
  if there then
    if there.bad then return {'E', 'WRONGTYPE ' .. K_HEAD .. id .. ' holds no record'} end
    return {'S', there.v, there.j}
  end
  if NOW > tonumber(latest) or seen_epoch ~= EPOCH then return {'L'} end

  local idem = key ~= '' and K_IDEM .. tenant .. ':' .. key
  if idem then
    local was = call('HMGET', idem, 'f', 'i', 'u', 'x')
    if was[1] and tonumber(was[4]) > NOW then
      if was[1] ~= fingerprint then return {'R'} end
      local earlier = call('HGET', K_HEAD .. was[2], 'j')
      if earlier then return known(strict, '', earlier, was[3], '1') end
    end
  end

  local room = K_ROOM .. tenant .. ':' .. room_hash
  local others = sound_join(bot, tenant, room, tonumber(tenant_cap))
  local rate, most, has
  if per_second ~= '' then
    rate, most = tonumber(per_second), math.max(1, tonumber(burst))
    has = tokens(tenant, rate, most)
    if has < 1 then return {'H', math.ceil((1 - has) / rate * 1000)} end
  end
  local newest, r
  if policy ~= 'another' then newest, r = holder(room, bot) end
  local refused = not r and full(bot, tenant, tonumber(queue), tonumber(tenant_queue))

  if has then pay(tenant, has - 1, rate, most) end
  if r then
    if policy == 'refuse' then return {'T', r.v, r.j} end
    remember(idem, fingerprint, newest, '1')
    return known(strict, r.v, r.j, '1', '0')
  end
  if refused then return refused end

  local written = {'HSET', K_HEAD .. id, 'j', head, 'i', '1 ' .. facts, 'tp', trace}
  if labels ~= '' then
    written[9] = 'l'
    written[10] = labels
  end
  call(unpack(written))
  wrote = true
  call('SET', K_SPEC .. id, spec)
  remember(idem, fingerprint, id, '0')
  call('HSET', room, id, bot .. ' live')
  for i = at + OWN, last do call('XADD', K_OUTBOX, '*', 'e', ARGV[i], 't', trace) end
  counted('XLEN', K_OUTBOX, last - at - OWN + 1)
  counted('SCARD', K_QUEUED, 1)
  counted('SCARD', K_QUEUED .. ':' .. tenant, 1)

  local answer = {'A'}
  push(dated, date, id)
  push(queued, id)
  local its = of(tenants, tenant, {queued = {}, listed = {}})
  push(its.queued, id)
  push(its.listed, 0, id)
  local own = of(lines, bot .. ':' .. tenant, {bot = bot, tenant = tenant, others = others, entries = {}, answers = {}})
  push(own.entries, line, id)
  push(own.answers, answer)
  if #others > 0 then own.others = others end
  own.weight, own.bot_cap, own.lane_cap, own.tenant_cap = weight, bot_cap, lane_cap, tenant_cap
  push(pokes, id .. ' ' .. bot .. ' 1')
  return answer
end

local function write_indexes()
  call('ZADD', K_DATES, unpack(dated))
  call('SADD', K_QUEUED, unpack(queued))
  for _, tenant in ipairs(tenants) do
    call('SADD', K_QUEUED .. ':' .. tenant, unpack(tenants[tenant].queued))
    call('ZADD', K_LIST .. tenant, unpack(tenants[tenant].listed))
  end
end

local function write_line(l)
  local bot, tenant, tenant_cap = l.bot, l.tenant, tonumber(l.tenant_cap)
  local ranks = enter(bot, tenant, l.entries, l.weight)
  if is_new_cap(tenant, tenant_cap) then call('HSET', K_CAPS, tenant, tenant_cap) end
  demand(bot, tenant, tonumber(l.bot_cap), tonumber(l.lane_cap), tenant_cap)
  demand_elsewhere(l.others, tenant, tenant_cap)
  local _, rate = place(bot, tenant, ranks[1])
  for i, rank in ipairs(ranks) do push(l.answers[i], rank + 1, rate) end
end

-- What stopped one of them. Somebody else's value under a key of ours is a matter of those whose key it is. What holds for
-- all of them, above all that nothing may be written, is met before the first has written anything.
local function stopped(why)
  local text = type(why) == 'table' and why.err or tostring(why)
  if not wrote and string.sub(text, 1, 9) ~= 'WRONGTYPE' then error(why, 0) end
  return {'E', text}
end

local answers = {NOW, EPOCH}
local at = 5
while ARGV[at] do
  local last = at + tonumber(ARGV[at])
  local done, answer = pcall(admit, at + 1, last)
  push(answers, done and answer or stopped(answer))
  at = last + 1
end
if pokes[1] then
  write_indexes()
  for _, line in ipairs(lines) do write_line(lines[line]) end
  -- Who waits looks again by itself: that nobody was told undoes nothing.
  redis.pcall('PUBLISH', K_POKE, table.concat(pokes, '\n'))
end
return answers
