-- Counts anew what an autoscaler reads of one bot. ARGV: bot, its cap, its cap for each tenant, then for each tenant that
-- waited when the caller looked: its name and its cap over all bots. Others have come since.
local BOT = ARGV[5]
sound({}, {K_DEMAND .. BOT}, {K_WANTS .. BOT, K_CAPS})
local BOT_CAP, LANE_CAP = tonumber(ARGV[6]), tonumber(ARGV[7])
call('DEL', K_WANTS .. BOT, K_DEMAND .. BOT)
call('HSET', K_WANTS .. BOT, '=b', BOT_CAP, '=l', LANE_CAP)
for i = 8, #ARGV, 2 do call('HSET', K_CAPS, ARGV[i], ARGV[i + 1]) end
for _, member in ipairs(call('ZRANGE', K_RING .. BOT, 0, -1)) do
  local tenant = string.sub(member, 17)
  demand(BOT, tenant, BOT_CAP, LANE_CAP, tonumber(call('HGET', K_CAPS, tenant) or -1))
end
return {NOW, EPOCH}
