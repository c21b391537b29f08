-- Whether a request was told that it will never take anything.
return {NOW, EPOCH, call('GET', K_TOOK .. ARGV[5]) == '-' and 1 or 0}
