-- Writes something, so that a replica that has it has all that was written before it.
go_on_when_full()
call('SET', K_TOUCHED, NOW)
return {NOW, EPOCH}
