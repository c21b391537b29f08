#!/bin/sh
# The figures of Redis, each next to its reference: bench/redis.sh [SECONDS [PART…]], with the parts joins, claims,
# strict, failover, memory, mirror and streams. Needs redis-server, redis-cli, redis-benchmark, python3 and a built
# checkout (./botrunner once, and the module bench). Takes some minutes; run it where nothing else runs.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$here/scripts/jdk.sh"
jdk_find
seconds=${1:-30}
[ $# -eq 0 ] || shift
parts=${*:-joins claims strict failover memory mirror streams}
work=$(mktemp -d)
started=
cleanup() {
    # shellcheck disable=SC2086  # numbers of processes
    [ -z "$started" ] || kill -9 $started 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT INT TERM

lib="$here/dist/target-quick/dist/lib"
classes="$here/bench/target-quick/classes"
[ -d "$classes" ] || classes="$here/bench/target/classes"
kit="$here/testkit/target-quick/classes"
[ -d "$kit" ] || kit="$here/testkit/target/classes"
[ -d "$lib" ] && [ -d "$classes" ] || {
    echo "Build first: ./botrunner version && mvn -Dquick -pl bench -am compile" >&2
    exit 2
}
load() {
    program=$1
    shift
    "$JAVA_HOME/bin/java" -cp "$classes:$kit:$lib/*" "dev.botrunner.bench.$program" "$@"
}

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }

# redis NAME OPTIONS…: sets $redis to its port.
redis() {
    redis=$(free_port)
    mkdir -p "$work/$1"
    name=$1
    shift
    redis-server --port "$redis" --bind 127.0.0.1 --dir "$work/$name" --save '' "$@" >"$work/$name.log" 2>&1 &
    started="$started $!"
    until redis-cli -p "$redis" ping >/dev/null 2>&1; do sleep 0.1; done
}

# control NAME FLAGS…: sets $api, $link (host:port) and $pid.
control() {
    name=$1
    shift
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC ${BOTRUNNER_JAVA_OPTS:-} -cp "$lib/*" \
        dev.botrunner.cli.Main control --auth none --bots "$work/bots.yaml" --seal-key "$work/seal.key" \
        --http 127.0.0.1:0 --manage 127.0.0.1:0 --link 127.0.0.1:0 --queue-limit 10000000 "$@" >"$work/$name.out" 2>&1 &
    pid=$!
    started="$started $pid"
    until grep -qs '^Management' "$work/$name.out"; do
        kill -0 "$pid" 2>/dev/null || { cat "$work/$name.out" >&2; exit 1; }
        sleep 0.2
    done
    api=$(sed -n 's/^ *API *http:\/\///p' "$work/$name.out")
    link=$(sed -n 's/^ *Link *http:\/\///p' "$work/$name.out")
}

stop() { kill -9 "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }
row() { printf '%-44s %s\n' "$1" "$2"; }

printf 'bots:\n  echo: {attempts: 3}\n' >"$work/bots.yaml"
head -c 32 /dev/urandom | base64 >"$work/seal.key"

row "Redis" "$(redis-server --version | cut -d' ' -f3)"

# Joins, and the bare script.
measure_joins() {
    # A queue that only grows is written anew again and again, by a child process on one of the cores.
    redis growing --appendonly yes --appendfsync everysec
    control growing --queue "redis://127.0.0.1:$redis"
    row "POST /join, 32 connections, everysec" "$(load JoinLoad "$api" 32 "$seconds" 60000 | tail -1)"
    stop "$pid"
    redis everysec --appendonly yes --appendfsync everysec --auto-aof-rewrite-percentage 0
    control joins --queue "redis://127.0.0.1:$redis"
    row "the same, the file not written anew" "$(load JoinLoad "$api" 32 "$seconds" 60000 | tail -1)"
    redis-cli -p "$redis" flushall >/dev/null
    row "POST /join at 500/s" "$(load JoinLoad "$api" 32 "$seconds" 5000 500 | tail -1)"
    redis-cli -p "$redis" flushall >/dev/null
    stop "$pid"
    control bare --queue "redis://127.0.0.1:$redis"
    redis-cli -p "$redis" monitor >"$work/monitor" &
    watcher=$!
    sleep 0.5
    curl -s -o "$work/join.json" -H 'Content-Type: application/json' -d '{"bot":"echo","room_url":"https://meet.example/bare","room_policy":"another","labels":{"team":"bench"}}' "http://$api/v1/join"
    sleep 0.5
    kill "$watcher"
    stop "$pid"
    python3 "$here/bench/bare_script.py" "$work/monitor" "$work/join.json" "$redis" >"$work/bare" || true
    row "its script alone, redis-benchmark -c 32" "$(cat "$work/bare")"
    stop "$(redis-cli -p "$redis" info server | sed -n 's/^process_id:\([0-9]*\).*/\1/p')"
}

# At a steady rate: join to starting.
measure_claims() {
    redis rate --appendonly yes
    control rate --queue "redis://127.0.0.1:$redis"
    row "join → starting on SSE, 100/s" "$(load ClaimLoad "$api" "$link" $((seconds * 200)) 100)"
    stop "$pid"
}

# Strict, with a replica.
measure_strict() {
    redis primary --appendonly yes
    primary=$redis
    redis replica --appendonly yes --replicaof "127.0.0.1 $primary"
    until redis-cli -p "$redis" info replication | grep -q 'master_link_status:up'; do sleep 0.2; done
    control strict --queue "redis://127.0.0.1:$primary" --durability strict
    row "POST /join, 32 connections, strict" "$(load JoinLoad "$api" 32 "$seconds" 20000 | tail -1)"
    stop "$pid"
}

# Fail-over: the first does all duties.
measure_failover() {
    redis failover --appendonly yes
    control first --queue "redis://127.0.0.1:$redis"
    first_api=$api
    first_pid=$pid
    sleep 2
    control second --queue "redis://127.0.0.1:$redis"
    row "fail-over" "$(load FailOver "$first_api" "$api" "$first_pid" 200)"
    stop "$pid"
}

# Memory; the events are elsewhere.
measure_memory() {
    redis memory --appendonly no
    events=$redis
    redis store --appendonly yes
    control memory --queue "redis://127.0.0.1:$redis" --events "redis://127.0.0.1:$events"
    row "memory" "$(load StoreMemory "$api" "$link" "127.0.0.1:$redis" 2000)"
    stop "$pid"
}

# A mirror by itself, beside a bare XADD.
measure_mirror() {
    row "mirror, direct" "$(load MirrorLoad "$seconds" | tail -1)"
}

# From sources to clients.
measure_streams() {
    redis streams --appendonly yes
    control streams --queue "redis://127.0.0.1:$redis"
    row "5,000 events/s, 50 sources, 200 clients" "$(load StreamLoad "http://$api" "redis://127.0.0.1:$redis" 5000 50 200 $((seconds * 2)))"
    stop "$pid"
}

for part in $parts; do
    "measure_$part"
done
