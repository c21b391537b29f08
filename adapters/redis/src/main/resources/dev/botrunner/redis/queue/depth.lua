-- Every line that has anything, the bots and their tenants in turn.
local rows = {}
local bots = {}
local tenants = {}
local known = {}
local function bot(name)
  if known['b' .. name] then return end
  known['b' .. name] = true
  bots[#bots + 1] = name
  bots[#bots + 1] = call('SCARD', K_ACTIVE .. 'b:' .. name)
  bots[#bots + 1] = number(releases(name))
  bots[#bots + 1] = call('ZCARD', K_DEMAND .. name)
end
local function row(name, tenant)
  local line = name .. ':' .. tenant
  if known['r' .. line] then return end
  known['r' .. line] = true
  local first = call('ZRANGE', K_LINE .. line, 0, 0, 'WITHSCORES')
  local waiting = call('ZCARD', K_LINE .. line)
  local off = call('SCARD', K_BACKOFF .. line)
  local active = call('SCARD', K_ACTIVE .. 'l:' .. line)
  if waiting + off + active == 0 then
    call('SREM', K_ROWS, line)
    return
  end
  bot(name)
  if not known['t' .. tenant] then
    known['t' .. tenant] = true
    tenants[#tenants + 1] = tenant
    tenants[#tenants + 1] = call('SCARD', K_ACTIVE .. 't:' .. tenant)
  end
  rows[#rows + 1] = name
  rows[#rows + 1] = tenant
  rows[#rows + 1] = waiting
  rows[#rows + 1] = off
  rows[#rows + 1] = active
  rows[#rows + 1] = first[2] and math.max(0, NOW - since(tonumber(first[2]))) or -1
end
for _, name in ipairs(call('ZRANGE', K_BOTS, 0, -1)) do
  for _, member in ipairs(call('ZRANGE', K_RING .. name, 0, -1)) do row(name, string.sub(member, 17)) end
end
for _, line in ipairs(call('SMEMBERS', K_ROWS)) do
  local colon = string.find(line, ':', 1, true)
  row(string.sub(line, 1, colon - 1), string.sub(line, colon + 1))
end
return {NOW, EPOCH, rows, bots, tenants}
