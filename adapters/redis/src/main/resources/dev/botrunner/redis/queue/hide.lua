-- A record that turned out not to be readable: out of the two indexes of dates, and of sight, for a minute.
local ID = ARGV[5]
go_on_when_full()
sound({}, {K_DATES, K_SILENCE}, {})
local r = record(ID)
if r and not r.bad and r.ln ~= '' then sound_marks(r.b, r.t) end
for _, key in ipairs({K_DATES, K_SILENCE}) do
  if call('ZSCORE', key, ID) then call('ZADD', key, NOW + 60000, ID) end
end
if r and not r.bad and r.ln ~= '' then
  unmark(ID, r)
  forget_request(r.mk, ID)
  call('HDEL', K_HEAD .. ID, 'mk')
  call('HSET', K_HEAD .. ID, 'mu', NOW + 60000)
  call('ZADD', K_HELD, NOW + 60000, ID)
  call('ZREM', K_OPEN .. r.b .. ':' .. r.t, ID)
  reorder(r.b, r.t)
end
return {NOW, EPOCH}
