-- Records, newest first, each with all that the indexes say of it. ARGV: below which id ('' none), how many.
local from = ARGV[5] == '' and '+' or '(' .. ARGV[5]
local ids = {}
for _, tenant in ipairs(call('SMEMBERS', K_TENANTS)) do
  for _, id in ipairs(call('ZREVRANGEBYLEX', K_LIST .. tenant, from, '-', 'LIMIT', 0, ARGV[6])) do ids[#ids + 1] = id end
end
table.sort(ids, function(a, b) return a > b end)
for i = #ids, ARGV[6] + 1, -1 do ids[i] = nil end
local found = {}
local function is(number) return number and number ~= 0 and '1' or '' end
for _, id in ipairs(ids) do
  local r = record(id)
  if r and r.bad then
    found[#found + 1] = {id}
  elseif r then
    local lane = r.b .. ':' .. r.t
    local room = string.match(call('HGET', K_HEAD .. id, 'i'), '^%d+ %d+ %S+ %S+ (%S+)')
    local active = call('SISMEMBER', K_ACTIVE .. 'b:' .. r.b, id) + call('SISMEMBER', K_ACTIVE .. 'l:' .. lane, id)
      + call('SISMEMBER', K_ACTIVE .. 't:' .. r.t, id)
    local queued = call('SISMEMBER', K_QUEUED, id) + call('SISMEMBER', K_QUEUED .. ':' .. r.t, id)
    found[#found + 1] = {id, r.j, tostring(r.s), r.mu,
      call('ZSCORE', K_DATES, id) or '', call('ZSCORE', K_SILENCE, id) or '',
      call('ZSCORE', K_LINE .. lane, id) or '', call('ZSCORE', K_OPEN .. lane, id) or '',
      is(call('ZSCORE', K_HELD, id) and 1), tostring(queued),
      is(call('SISMEMBER', K_BACKOFF .. lane, id)), tostring(active),
      call('HGET', K_ROOM .. r.t .. ':' .. room, id) or '', is(call('ZSCORE', K_ENDED, id) and 1),
      is(call('ZSCORE', K_LIST .. r.t, id) and 1), is(call('EXISTS', K_SPEC .. id))}
  end
end
return {NOW, EPOCH, #ids == tonumber(ARGV[6]) and ids[#ids] or '', found}
