-- The rank of a session in its line, the rate of its bot's starts, and its tenant's part of them.
local r = record(ARGV[5])
if not r or r.bad or r.ln == '' then return {NOW, EPOCH} end
local rank = call('ZRANK', K_LINE .. r.b .. ':' .. r.t, ARGV[5])
if not rank then return {NOW, EPOCH} end
local rate = releases(r.b)
if rate == 0 then return {NOW, EPOCH, rank + 1} end
local own = tonumber(call('HGET', K_WEIGHTS .. r.b, r.t) or 0)
local all = 0
for _, w in ipairs(call('HVALS', K_WEIGHTS .. r.b)) do all = all + w end
local share = 1
if own > 0 and all > 0 then share = own / all end
return {NOW, EPOCH, rank + 1, number(rate * share)}
