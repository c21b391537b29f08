-- A page of events behind a position, oldest first, with what says whether some are missing.
-- KEYS[3] the session's stream. ARGV[2] epoch of the position, [3] its id, or nothing for the first event there is,
-- [4] most events, [5] when the session was accepted in ms, [6] history in ms.
local epoch, last, since = standing()
local after = ARGV[3]
local foreign = 0
if after ~= '' and ARGV[2] ~= epoch then
  after = ''
  foreign = 1
end
local gap = 0
local first = call('XRANGE', KEYS[3], '-', '+', 'COUNT', 1)[1]
local accepted = tonumber(ARGV[5])
if not first then
  local gone = milliseconds() - accepted > tonumber(ARGV[6]) or accepted + 5000 < since
  if gone and (after == '' or isBefore(after, last)) then
    gap = 1
  end
elseif after == '' or isBefore(after, first[1]) then
  local info = call('XINFO', 'STREAM', KEYS[3])
  local about = {}
  for field = 1, #info, 2 do
    about[info[field]] = info[field + 1]
  end
  if about['entries-added'] > about['length'] or (after == '' and accepted + 5000 < since) then
    gap = 1
  end
end
local entries = call('XRANGE', KEYS[3], after == '' and '-' or '(' .. after, '+', 'COUNT', ARGV[4])
return {epoch, last, foreign, gap, first and first[1] or '', entries}
