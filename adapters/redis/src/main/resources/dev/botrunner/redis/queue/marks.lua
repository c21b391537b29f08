-- Which request was shown which session.
local function sound_marks(bot, tenant)
  sound({}, {K_HELD, K_OPEN .. bot .. ':' .. tenant, K_RING .. bot}, {K_LANES .. bot})
end

local function show(id, r)
  if r.ln ~= '' then
    call('ZADD', K_OPEN .. r.b .. ':' .. r.t, r.ln, id)
    reorder(r.b, r.t)
  end
end

local function unmark(id, r)
  if r.mu ~= '' then
    call('ZREM', K_HELD, id)
    call('HDEL', K_HEAD .. id, 'mu')
    r.mu = ''
    return true
  end
  return false
end

local function forget_request(request, id)
  if request ~= '' and redis.pcall('GET', K_TOOK .. request) == id then call('DEL', K_TOOK .. request) end
end

local function forget(id)
  local r = redis.pcall('HMGET', K_HEAD .. id, 'i', 'mk', 'cl', 'ku', 'p')
  call('ZREM', K_ENDED, id)
  local tenant = not r.err and string.match(r[1] or '', '^%d+ %d+ %S+ (%S+)')
  if not tenant then return end
  redis.pcall('ZREM', K_LIST .. tenant, id)
  forget_request(r[2] or '', id)
  forget_request(r[3] or '', id)
  for pod in string.gmatch(r[5] or '', '%S+') do call('DEL', K_INSTANCE .. pod) end
  local keyed = tonumber(r[4] or 0) - NOW
  if keyed > 0 then
    call('HSET', K_HEAD .. id, 'gone', 1)
    call('PEXPIRE', K_HEAD .. id, keyed)
  else
    call('DEL', K_HEAD .. id)
  end
end

-- What time has brought, a little at each step: marks lapse, ended records go.
local function tidy()
  for _, id in ipairs(call('ZRANGEBYSCORE', K_HELD, '-inf', NOW, 'LIMIT', 0, 64)) do
    local r = record(id)
    if not r or r.bad or r.mu == '' then
      call('ZREM', K_HELD, id)
    elseif pcall(sound_marks, r.b, r.t) then
      unmark(id, r)
      show(id, r)
    else
      call('ZADD', K_HELD, NOW + 60000, id)
    end
  end
  for _, id in ipairs(call('ZRANGEBYSCORE', K_ENDED, '-inf', NOW, 'LIMIT', 0, 16)) do forget(id) end
  local over = call('ZCARD', K_ENDED) - MOST_ENDED
  if over > 0 then
    for _, id in ipairs(call('ZRANGE', K_ENDED, 0, math.min(over, 16) - 1)) do forget(id) end
  end
end
