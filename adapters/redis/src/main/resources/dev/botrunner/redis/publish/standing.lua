-- In front of every script. Where the broker stands: its epoch, the id of the last event, when it began from nothing.
-- KEYS[1] n, KEYS[2] epoch; ARGV[1] an epoch to take where a new one is needed.
-- A broker that was emptied has no n; one that was restarted or took over from another has another replication id, and
-- may have lost what came last: either way what positions meant before means nothing any more.
local call = redis.call

local function milliseconds()
  local time = call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function standing()
  local replid = string.match(call('INFO', 'replication'), 'master_replid:(%w+)')
  local last = call('GET', KEYS[1])
  local known = call('HMGET', KEYS[2], 'epoch', 'replid', 'since', 'began')
  if last and known[1] and known[2] == replid then
    return known[1], last, tonumber(known[3]), known[4]
  end
  local since = tonumber(known[3] or '0')
  if not last or not known[1] then
    since = milliseconds()
  end
  last = last or '0-0'
  call('SET', KEYS[1], last)
  call('HSET', KEYS[2], 'epoch', ARGV[1], 'replid', replid, 'since', string.format('%.0f', since), 'began', last)
  return ARGV[1], last, since, last
end

local function halves(id)
  local dash = string.find(id, '-', 1, true)
  return tonumber(string.sub(id, 1, dash - 1)), tonumber(string.sub(id, dash + 1))
end

local function isBefore(one, other)
  local ms, n = halves(one)
  local otherMs, otherN = halves(other)
  return ms < otherMs or (ms == otherMs and n < otherN)
end
