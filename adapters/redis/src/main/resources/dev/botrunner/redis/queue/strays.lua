-- Members of one key that lead to no record, or to one that does not stand there. ARGV: what it is called behind the
-- prefix, where to go on. Answers where to go on ('0' at the end) and the strays.
local NAME, CURSOR = ARGV[5], ARGV[6]
local KEY = P .. NAME
local strays = {}

local function stray(member) strays[#strays + 1] = member end

local function starts(with) return string.sub(NAME, 1, #with) == with end

-- What a record must say so that an id may stand there.
local function fits(id)
  local r = record(id)
  if r and r.bad then return true end
  -- Ended records whose time is over go a few at a time.
  if not r and (starts('ended') or starts('list:')) then return call('EXISTS', K_HEAD .. id) == 1 end
  if not r then return false end
  local lane = r.b .. ':' .. r.t
  if starts('line:') then return r.ln ~= '' and NAME == 'line:' .. lane end
  if starts('open:') then return r.ln ~= '' and r.mu == '' and NAME == 'open:' .. lane end
  if starts('active:') then
    return r.ac and (NAME == 'active:b:' .. r.b or NAME == 'active:t:' .. r.t or NAME == 'active:l:' .. lane)
  end
  if starts('queued:') then return NAME == 'queued:' .. r.t end
  if starts('list:') then return NAME == 'list:' .. r.t end
  if starts('room:') then
    return NAME == 'room:' .. r.t .. ':' .. string.match(call('HGET', K_HEAD .. id, 'i'), '^%d+ %d+ %S+ %S+ (%S+)')
  end
  if starts('spec:') then return not call('ZSCORE', K_ENDED, id) end
  return true
end

local cursor = '0'
if starts('spec:') then
  local id = string.sub(NAME, 6)
  if not fits(id) then stray(id) end
elseif starts('took:') then
  local id = call('GET', KEY)
  if id and id ~= '-' and not record(id) then stray(id) end
elseif starts('instance:') then
  local id = call('GET', KEY)
  if id and call('EXISTS', K_HEAD .. id) == 0 then stray(id) end
elseif starts('idem:') then
  local was = call('HMGET', KEY, 'i', 'x')
  if was[1] and tonumber(was[2]) > NOW and call('EXISTS', K_HEAD .. was[1]) == 0 then stray(was[1]) end
elseif starts('head:') then
  local id = string.sub(NAME, 6)
  local r = record(id)
  if r and not r.bad and not call('ZSCORE', K_LIST .. r.t, id) then stray(id) end
elseif starts('room:') then
  local found = call('HSCAN', KEY, CURSOR, 'COUNT', 200)
  cursor = found[1]
  for i = 1, #found[2], 2 do
    if not fits(found[2][i]) then stray(found[2][i]) end
  end
elseif call('TYPE', KEY).ok == 'zset' then
  local found = call('ZSCAN', KEY, CURSOR, 'COUNT', 200)
  cursor = found[1]
  for i = 1, #found[2], 2 do
    if not fits(found[2][i]) then stray(found[2][i]) end
  end
elseif call('TYPE', KEY).ok == 'set' then
  local found = call('SSCAN', KEY, CURSOR, 'COUNT', 200)
  cursor = found[1]
  for _, id in ipairs(found[2]) do
    if not fits(id) then stray(id) end
  end
end
return {NOW, EPOCH, cursor, strays}
