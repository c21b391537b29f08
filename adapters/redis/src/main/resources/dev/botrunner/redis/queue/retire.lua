-- True where the request has taken nothing: it never will.
local REQUEST = ARGV[5]
-- The uid of the pod whose request it is; '' where it is nobody's.
local POD = ARGV[6]
tidy()
if POD ~= '' and call('EXISTS', K_INSTANCE .. POD) == 1 then return {NOW, EPOCH, 0} end
local id = call('GET', K_TOOK .. REQUEST)
if id and id ~= '-' then
  local r = record(id)
  if r and ((r.mu ~= '' and r.mk == REQUEST) or r.cl == REQUEST) then return {NOW, EPOCH, 0} end
  if r and r.mk == REQUEST then call('HDEL', K_HEAD .. id, 'mk') end
end
call('SET', K_TOOK .. REQUEST, '-', 'PX', KEY_KEPT)
return {NOW, EPOCH, 1}
