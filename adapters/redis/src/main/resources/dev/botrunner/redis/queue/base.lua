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

-- A server that was started again, or was a replica before, has another replication id: it may have forgotten something.
local function epoch()
  local replid = string.match(call('INFO', 'replication'), 'master_replid:(%w+)') or ''
  local e = call('HMGET', K_EPOCH, 'e', 'r', 'q', 'n')
  local known = ARGV[3]
  if e[1] and e[2] == replid then
    if e[4] == '1' and known ~= '' and known ~= e[1] then
      e[3] = NOW + QUIET
      call('HSET', K_EPOCH, 'q', e[3], 'n', '')
    end
    return e[1], tonumber(e[3])
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
local function record(id)
  local r = redis.pcall('HMGET', K_HEAD .. id, 'v', 'j', 's', 'x', 'gone', 'b', 't', 'ln', 'mk', 'mu', 'cl', 'ac', 'r', 'qs')
  if r.err then return {bad = true, s = 1000000000} end
  if not r[1] or r[5] or (r[4] and tonumber(r[4]) <= NOW) then return nil end
  return {v = r[1], j = r[2], s = tonumber(r[3]) or 0, b = r[6], t = r[7], ln = r[8] or '', mk = r[9] or '',
    mu = r[10] or '', cl = r[11] or '', ac = r[12] == '1', r = r[13], qs = tonumber(r[14] or '')}
end

-- Seen by the caller, and not readable by it: hidden for a minute, so that it holds nobody up.
local function unreadable(r)
  return r.bad or r.s > tonumber(ARGV[4])
end

-- How many starts a bot had in ten minutes, of the last hundred, and when the first of them was.
local function releases(bot)
  local times = call('LRANGE', K_RELEASED .. bot, 0, -1)
  local from = 1
  while times[from] and NOW - tonumber(times[from]) > 600000 do from = from + 1 end
  local count = #times - from + 1
  if count < 5 then return 0 end
  return count * 1000 / math.max(1, NOW - tonumber(times[from]))
end
