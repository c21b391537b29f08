-- Records, newest first, looking at a bounded number of them. ARGV: tenant ('' all), below which id ('' none), how many,
-- how many looks, a room's hash ('' any), whether only live ones are asked for, then texts that are each led by what they
-- are: s a stage, b a bot, l a label as it stands in the labels.
local TENANT, AFTER, LIMIT, LOOKS, ROOM = ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9]
local wanted = {s = {}, b = {}}
local some = {s = false, b = false}
local labels = {}
for i = 11, #ARGV do
  local kind, text = string.sub(ARGV[i], 1, 1), string.sub(ARGV[i], 2)
  if kind == 'l' then labels[#labels + 1] = text else wanted[kind][text] = true; some[kind] = true end
end

local found = {}
local function look(id)
  local r = redis.pcall('HMGET', K_HEAD .. id, 'j', 'i', 'x', 'gone', 'l')
  if r.err or not r[1] or r[4] or (r[3] and tonumber(r[3]) <= NOW) then return end
  local version, bot, room, stage = string.match(r[2] or '', '^%d+ (%d+) (%S+) %S+ (%S+) (%S+)')
  if not version or tonumber(version) > tonumber(ARGV[4]) then return end
  if some.s and not wanted.s[stage] then return end
  if some.b and not wanted.b[bot] then return end
  if ROOM ~= '' and room ~= ROOM then return end
  for _, label in ipairs(labels) do
    if not string.find(r[5] or '', label, 1, true) then return end
  end
  found[#found + 1] = r[1]
end

if ROOM ~= '' and TENANT ~= '' and ARGV[10] == '1' then
  local ids = call('HKEYS', K_ROOM .. TENANT .. ':' .. ROOM)
  table.sort(ids, function(a, b) return a > b end)
  for i, id in ipairs(ids) do
    if AFTER == '' or id < AFTER then look(id) end
    if #found >= LIMIT and ids[i + 1] then return {NOW, EPOCH, id, found} end
  end
  return {NOW, EPOCH, '', found}
end

local TENANTS = TENANT == '' and call('SMEMBERS', K_TENANTS) or {TENANT}
local function below(from)
  if #TENANTS == 1 then return call('ZREVRANGEBYLEX', K_LIST .. TENANTS[1], from, '-', 'LIMIT', 0, 100) end
  local all = {}
  for _, tenant in ipairs(TENANTS) do
    for _, id in ipairs(call('ZREVRANGEBYLEX', K_LIST .. tenant, from, '-', 'LIMIT', 0, 100)) do all[#all + 1] = id end
  end
  table.sort(all, function(a, b) return a > b end)
  for i = #all, 101, -1 do all[i] = nil end
  return all
end
local from = AFTER == '' and '+' or '(' .. AFTER
local looks = 0
while true do
  local ids = below(from)
  for i, id in ipairs(ids) do
    look(id)
    looks = looks + 1
    if #found >= LIMIT or looks >= LOOKS then
      if i < #ids or #ids == 100 then return {NOW, EPOCH, id, found} end
      return {NOW, EPOCH, '', found}
    end
    from = '(' .. id
  end
  if #ids < 100 then return {NOW, EPOCH, '', found} end
end
