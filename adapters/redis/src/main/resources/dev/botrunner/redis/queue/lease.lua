-- Acquires, renews or releases a duty's lease. ARGV: what, duty, token, instance, how long it lasts.
local WHAT, KEY, TOKEN = ARGV[5], K_LEASE .. ARGV[6], ARGV[7]
go_on_when_full()
local was = call('HMGET', KEY, 'k', 'i', 'u')
local good = was[1] and tonumber(was[3]) > NOW
local done = 0
if WHAT == 'acquire' then
  if not good or was[2] == ARGV[8] then
    call('HSET', KEY, 'k', TOKEN, 'i', ARGV[8], 'u', NOW + ARGV[9])
    done = 1
  end
elseif was[1] == TOKEN then
  if WHAT == 'release' then
    call('DEL', KEY)
    done = 1
  elseif good then
    call('HSET', KEY, 'u', NOW + ARGV[9])
    done = 1
  end
end
return {NOW, EPOCH, done}
