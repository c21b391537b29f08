package dev.botrunner.testkit.kubernetes;

import dev.botrunner.session.Json;

record ApiReply(int status, Json.Obj body) {}
