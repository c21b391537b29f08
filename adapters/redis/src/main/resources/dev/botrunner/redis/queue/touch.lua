-- Writes something, so that a replica that has it has all that was written before it.
call('DEL', K_NONE)
call('SET', K_TOUCHED, NOW)
return {NOW, EPOCH}
