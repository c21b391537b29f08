-- A record as it stands, with the clock and the epoch.
local r = record(ARGV[5])
if not r then return {NOW, EPOCH} end
if r.bad then return redis.error_reply('WRONGTYPE ' .. K_HEAD .. ARGV[5] .. ' holds no record') end
return {NOW, EPOCH, r.v, r.j, r.s}
