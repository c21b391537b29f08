-- Where the broker stands, and which logs there are.
-- KEYS[3] logs; ARGV[2] how old the youngest event of a log may be, in ms.
local epoch, last, _, began = standing()
call('ZREMRANGEBYSCORE', KEYS[3], '-inf', '(' .. string.format('%.0f', milliseconds() - tonumber(ARGV[2])))
return {epoch, last, began, call('ZRANGE', KEYS[3], 0, -1)}
