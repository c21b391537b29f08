-- The record that a pod has claimed, whatever became of it since.
local id = call('GET', K_INSTANCE .. ARGV[5])
local r = id and record(id)
if not r then return {NOW, EPOCH} end
if r.bad then return redis.error_reply('WRONGTYPE ' .. K_HEAD .. id .. ' holds no record') end
return {NOW, EPOCH, id, r.v, r.j}
