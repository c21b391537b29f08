-- The clock and the epoch. ARGV 1-4 are the same in all scripts: a clock that replaces the server's ('' but in tests),
-- a new epoch's name should one be needed, the epoch that the caller knows ('' for none), the newest record version it reads.
local call = redis.call
local QUIET = 15000
local OUTBOX_LIMIT = 200000
local KEY_KEPT = 86400000

local function clock()
  if ARGV[1] ~= '' then return tonumber(ARGV[1]) end
  local t = call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local NOW = clock()

-- Where memory is at its limit, a script is stopped at its first write that needs more. This one needs none, and lets
-- the rest of the script go on: what lives must be able to end, and somebody must do the duties.
local function go_on_when_full()
  call('DEL', K_NONE)
end

-- A key of another type under one of our names, which somebody else has put there, stops a script at the call that meets
-- it. What a script is going to change is looked at before, so that it stops while nothing is changed. Sets are looked at
-- in one call: together with one that is never there they have nothing in common, which costs nothing to find out.
local function sound(sets, zsets, hashes)
  if #sets > 0 then
    sets[#sets + 1] = K_NONE
    call('SINTERCARD', #sets, unpack(sets))
  end
  for _, key in ipairs(zsets) do call('ZCARD', key) end
  for _, key in ipairs(hashes) do call('HLEN', key) end
end

-- A server that was started again, or was a replica before, has another replication id: it may have forgotten something.
local function epoch()
  local info = call('INFO', 'replication')
  local _, at = string.find(info, 'master_replid:', 1, true)
  local replid = at and string.sub(info, at + 1, at + 40) or ''
  local e = call('HMGET', K_EPOCH, 'e', 'r', 'q', 'n')
  local known = ARGV[3]
  if e[1] and e[2] == replid and not (e[4] == '1' and known ~= '' and known ~= e[1]) then
    return e[1], tonumber(e[3])
  end
  go_on_when_full()
  if e[1] and e[2] == replid then
    call('HSET', K_EPOCH, 'q', NOW + QUIET, 'n', '')
    return e[1], NOW + QUIET
  end
  local fresh = not e[1]
  local quiet = 0
  if not fresh or known ~= '' then quiet = NOW + QUIET end
  call('HSET', K_EPOCH, 'e', ARGV[2], 'r', replid, 'q', quiet, 'n', (fresh and known == '') and '1' or '')
  return ARGV[2], quiet
end

local EPOCH, QUIET_UNTIL = epoch()

local function number(text)
  return string.format('%.17g', text)
end

-- A record that is there; nothing where there is none, or its time is over. A key of another type is no record.
--
-- j is the head; i says what the indexes know of it, in words: version of the record, version of its form, bot, tenant,
-- room, stage, place in the line, since when it stands there, active or not; - is nothing. l: labels, tp: trace.
-- mk, mu, cl: the request that it was shown to last, until when it is hidden for it, the one that claimed it.
-- p: the pods that have claimed it. x: from when it is no record any more; gone: only a key may still answer with it, until ku.
local function record(id)
  local r = redis.pcall('HMGET', K_HEAD .. id, 'j', 'i', 'mk', 'mu', 'cl', 'x', 'gone')
  if r.err then return {bad = true, s = 1000000000} end
  if not r[1] or r[7] or (r[6] and tonumber(r[6]) <= NOW) then return nil end
  local v, s, b, t, stage, line, stands, active =
    string.match(r[2] or '', '^(%d+) (%d+) (%S+) (%S+) %S+ (%S+) (%S+) (%S+) (%S+)')
  if not v then return {bad = true, s = 1000000000} end
  return {v = v, j = r[1], s = tonumber(s), b = b, t = t, stage = stage, ln = line == '-' and '' or line,
    qs = tonumber(stands), ac = active == '1', mk = r[3] or '', mu = r[4] or '', cl = r[5] or ''}
end

-- Seen by the caller, and not readable by it: hidden for a minute, so that it holds nobody up.
local function unreadable(r)
  return r.bad or r.s > tonumber(ARGV[4])
end

-- Starts of a bot per second in the last ten minutes, from the last hundred at most; 0 under five.
local function releases(bot)
  local key = K_RELEASED .. bot
  local count = call('LLEN', key)
  if count < 5 then return 0 end
  local first = tonumber(call('LINDEX', key, 0))
  if NOW - first > 600000 then
    local times = call('LRANGE', key, 0, -1)
    local from = 1
    while times[from] and NOW - tonumber(times[from]) > 600000 do from = from + 1 end
    count = #times - from + 1
    if count < 5 then return 0 end
    first = tonumber(times[from])
  end
  return count * 1000 / math.max(1, NOW - first)
end

-- Which part of them is this tenant's, among those who wait now.
local function share(bot, tenant)
  local key = K_WEIGHTS .. bot
  if call('HLEN', key) < 2 then return 1 end
  local own = tonumber(call('HGET', key, tenant) or 0)
  if own == 0 then return 1 end
  local all = 0
  for _, w in ipairs(call('HVALS', key)) do all = all + w end
  return own / all
end

-- Its rank in its line, from 1, and at how many a second those before it go; nothing where it stands in none.
local function place(bot, tenant, rank)
  if not rank then return nil end
  local rate = releases(bot)
  if rate == 0 then return rank + 1, '' end
  return rank + 1, number(rate * share(bot, tenant))
end
