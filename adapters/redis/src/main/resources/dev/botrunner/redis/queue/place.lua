-- The rank of a session in its line, and the rate at which the line moves.
local r = record(ARGV[5])
if not r or r.bad or r.ln == '' then return {NOW, EPOCH} end
local rank, rate = place(r.b, r.t, call('ZRANK', K_LINE .. r.b .. ':' .. r.t, ARGV[5]))
if not rank then return {NOW, EPOCH} end
return {NOW, EPOCH, rank, rate}
