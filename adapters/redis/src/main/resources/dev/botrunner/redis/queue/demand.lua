-- Sets what an autoscaler reads of one bot, from what was shared out: then for each tenant its part.
local KEY = K_DEMAND .. ARGV[5]
call('DEL', KEY)
for i = 6, #ARGV, 2 do
  for n = 1, tonumber(ARGV[i + 1]) do call('ZADD', KEY, 0, string.format('%s:%08d', ARGV[i], n)) end
end
return {NOW, EPOCH}
