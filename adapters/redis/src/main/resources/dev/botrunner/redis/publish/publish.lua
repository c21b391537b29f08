-- Writes events, each with one id, into its log and into its session's stream.
-- KEYS[3] logs, KEYS[4] news, KEYS[5] turn, KEYS[6…] logs and sessions.
-- ARGV[2] the turn before this one, or nothing, ARGV[3] this turn, or nothing: a batch in pieces goes through in order, or
-- from one piece on not at all. ARGV[4] most events of a log, [5] of a session, [6] history in ms, [7] how many runs; then
-- for each run of events of one session: which key is the log, its name, which key is the session, how many events,
-- whether the session's end is among them; then the events.
if ARGV[2] ~= '' and call('GET', KEYS[5]) ~= ARGV[2] then
  return redis.error_reply('OUTOFTURN a piece of this batch before this one was not taken')
end
local epoch, last = standing()
local ms, n = halves(last)
ms = math.max(ms, milliseconds())
local history = tonumber(ARGV[6])
local live = string.format('%.0f', history + 604800000)
local oldest = string.format('%.0f', ms - history)
local runs = tonumber(ARGV[7])
local at = 8 + runs * 5
call('SET', KEYS[1], string.format('%.0f-%.0f', ms, n + #ARGV - at + 1))
local pcall = redis.pcall
local prefix = string.format('%.0f-', ms)
local before = n
local touched = {}
for run = 0, runs - 1 do
  local base = 8 + run * 5
  local log = KEYS[tonumber(ARGV[base])]
  local session = KEYS[tonumber(ARGV[base + 2])]
  if not touched[log] then
    touched[log] = true
    if call('EXISTS', log) == 0 then
      call('XADD', KEYS[4], 'MAXLEN', '~', 1000, prefix .. (n + 1), 'log', ARGV[base + 1])
    end
    call('ZADD', KEYS[3], ms, ARGV[base + 1])
  end
  local last = at + tonumber(ARGV[base + 3]) - 1
  for i = at, last do
    n = n + 1
    local id = prefix .. n
    local event = ARGV[i]
    call('XADD', log, id, 'e', event)
    if i < last then
      pcall('XADD', session, id, 'e', event)
    else
      pcall('XADD', session, 'MAXLEN', '~', ARGV[5], id, 'e', event)
    end
  end
  at = last + 1
  -- A session that has ended keeps the date that its end gave it, whatever its runner says after that.
  local left = call('PTTL', session)
  if ARGV[base + 4] == '1' then
    call('PEXPIRE', session, ARGV[6])
  elseif left < 0 or (left > history and left < history + 518400000) then
    call('PEXPIRE', session, live)
  end
end
-- Now and then is enough: a log grows by some tens of events meanwhile.
local trims = math.floor(before / 64) ~= math.floor(n / 64)
for log in pairs(touched) do
  if trims then
    call('XTRIM', log, 'MAXLEN', '~', ARGV[4])
    call('XTRIM', log, 'MINID', '~', oldest)
  end
  call('PEXPIRE', log, live)
end
if ARGV[3] ~= '' then
  call('SET', KEYS[5], ARGV[3], 'PX', 60000)
end
return {epoch, prefix .. n}
