-- Records, newest first, each with all that the indexes say of it. ARGV: below which id ('' none), how many.
local from = ARGV[5] == '' and '+' or '(' .. ARGV[5]
local ids = call('ZREVRANGEBYLEX', K_LIST, from, '-', 'LIMIT', 0, ARGV[6])
local found = {}
local function is(number) return number and number ~= 0 and '1' or '' end
for _, id in ipairs(ids) do
  local r = record(id)
  if r and r.bad then
    found[#found + 1] = {id}
  elseif r then
    local lane = r.b .. ':' .. r.t
    local active = call('SISMEMBER', K_ACTIVE .. 'b:' .. r.b, id) + call('SISMEMBER', K_ACTIVE .. 'l:' .. lane, id)
      + call('SISMEMBER', K_ACTIVE .. 't:' .. r.t, id)
    local queued = call('SISMEMBER', K_QUEUED, id) + call('SISMEMBER', K_QUEUED .. ':' .. r.t, id)
    found[#found + 1] = {id, r.j, tostring(r.s), r.mu,
      call('ZSCORE', K_DATES, id) or '', call('ZSCORE', K_SILENCE, id) or '',
      call('ZSCORE', K_LINE .. lane, id) or '', call('ZSCORE', K_OPEN .. lane, id) or '',
      is(call('ZSCORE', K_HELD, id) and 1), tostring(queued),
      is(call('SISMEMBER', K_BACKOFF .. lane, id)), tostring(active),
      call('HGET', K_ROOM .. r.t .. ':' .. r.r, id) or '', is(call('ZSCORE', K_ENDED, id) and 1),
      is(call('ZSCORE', K_LIST_OF .. r.t, id) and 1), is(call('EXISTS', K_SPEC .. id))}
  end
end
return {NOW, EPOCH, #ids == tonumber(ARGV[6]) and ids[#ids] or '', found}
