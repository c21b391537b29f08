-- Counts anew what an autoscaler reads of one bot. ARGV: bot, its cap, its cap for each tenant, then for each tenant that
-- waits: its name and its cap over all bots.
local BOT = ARGV[5]
sound({}, {K_DEMAND .. BOT}, {K_WANTS .. BOT, K_CAPS})
local BOT_CAP, LANE_CAP = tonumber(ARGV[6]), tonumber(ARGV[7])
call('DEL', K_WANTS .. BOT, K_DEMAND .. BOT)
call('HSET', K_WANTS .. BOT, '=b', BOT_CAP, '=l', LANE_CAP)
for i = 8, #ARGV, 2 do
  call('HSET', K_CAPS, ARGV[i], ARGV[i + 1])
  demand(BOT, ARGV[i], BOT_CAP, LANE_CAP, tonumber(ARGV[i + 1]))
end
return {NOW, EPOCH}
