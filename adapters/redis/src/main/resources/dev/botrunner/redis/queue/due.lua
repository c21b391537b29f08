-- What is due in one index, earliest first. A record that the caller cannot read is put off by a minute, and counted.
local KEY = ARGV[5] == 'DATES' and K_DATES or K_SILENCE
local LIMIT = tonumber(ARGV[6])
local found = {}
local hidden = 0
for _ = 1, 8 do
  local ids = call('ZRANGEBYSCORE', KEY, '-inf', NOW, 'LIMIT', #found / 3, LIMIT - #found / 3)
  if #ids == 0 then break end
  for _, id in ipairs(ids) do
    local r = record(id)
    if not r then
      call('ZREM', KEY, id)
    elseif unreadable(r) then
      go_on_when_full()
      call('ZADD', KEY, NOW + 60000, id)
      hidden = hidden + 1
    else
      found[#found + 1] = id
      found[#found + 1] = r.v
      found[#found + 1] = r.j
    end
  end
  if #found / 3 >= LIMIT then break end
end
return {NOW, EPOCH, hidden, found}
