-- As read.lua, over logs: what is in none of them any more was trimmed.
-- KEYS[3…] logs. ARGV as in read.lua up to [4].
local epoch, last = standing()
local after = ARGV[3]
local foreign = 0
if after ~= '' and ARGV[2] ~= epoch then
  after = ''
  foreign = 1
end
local pages = {}
local trimmed = 0
local earliest = ''
for key = 3, #KEYS do
  local first = call('XRANGE', KEYS[key], '-', '+', 'COUNT', 1)[1]
  if first then
    if earliest == '' or isBefore(first[1], earliest) then
      earliest = first[1]
    end
    if after == '' or isBefore(after, first[1]) then
      local info = call('XINFO', 'STREAM', KEYS[key])
      for field = 1, #info, 2 do
        if info[field] == 'entries-added' then
          trimmed = trimmed + info[field + 1]
        elseif info[field] == 'length' then
          trimmed = trimmed - info[field + 1]
        end
      end
    end
    pages[#pages + 1] = call('XRANGE', KEYS[key], after == '' and '-' or '(' .. after, '+', 'COUNT', ARGV[4])
  end
end
local gap = 0
if trimmed > 0 or (#pages == 0 and after ~= '' and isBefore(after, last)) then
  gap = 1
end
return {epoch, last, foreign, gap, earliest, unpack(pages)}
