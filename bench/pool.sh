#!/bin/sh
# How quickly waiting pods take sessions: bench/pool.sh IMAGE KUBECONFIG ADDRESS. IMAGE is a runner's image that the
# cluster has, ADDRESS is where pods find this machine. Needs redis-server, redis-cli, python3, curl, a built checkout
# (./botrunner once, and the module bench) and rights to make a namespace. KUBECTL (default: kubectl) is how the cluster
# is asked. Takes some minutes; run it where nothing else runs.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$here/scripts/jdk.sh"
jdk_find
image=$1
kubeconfig=$2
address=$3
kubectl=${KUBECTL:-kubectl}
space=pool-bench-$$
work=$(mktemp -d)
started=
cleanup() {
    # shellcheck disable=SC2086  # numbers of processes
    [ -z "$started" ] || kill -9 $started 2>/dev/null || true
    $kubectl delete namespace "$space" --wait=false >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

lib="$here/dist/target-quick/dist/lib"
classes="$here/bench/target-quick/classes"
[ -d "$lib" ] && [ -d "$classes" ] || {
    echo "Build first: ./botrunner version && mvn -Dquick -pl bench -am compile" >&2
    exit 2
}
free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }

redis=$(free_port)
# Pods know the link by its port: it stays the same.
port=$(free_port)
redis-server --port "$redis" --bind 127.0.0.1 --dir "$work" --save '' --appendonly yes >"$work/redis.log" 2>&1 &
started="$started $!"
until redis-cli -p "$redis" ping >/dev/null 2>&1; do sleep 0.1; done

$kubectl create namespace "$space" >/dev/null
$kubectl -n "$space" create serviceaccount bot-echo >/dev/null
$kubectl -n "$space" create serviceaccount dispatch >/dev/null
$kubectl -n "$space" create role dispatch --verb=create,get,list,watch,delete --resource=pods,jobs.batch >/dev/null
$kubectl -n "$space" create rolebinding dispatch --role=dispatch --serviceaccount="$space:dispatch" >/dev/null
# The one given may hold keys that no token needs.
cat >"$work/kubeconfig" <<EOF
apiVersion: v1
kind: Config
current-context: it
clusters: [{name: it, cluster: {$(sed -n 's/^ *\(server\|certificate-authority-data\): *\(.*\)/\1: "\2", /p' "$kubeconfig" | tr -d '\n')}}]
users: [{name: it, user: {token: "$($kubectl -n "$space" create token dispatch --duration=2h)"}}]
contexts: [{name: it, context: {cluster: it, user: it, namespace: $space}}]
EOF
head -c 32 /dev/urandom | base64 >"$work/seal.key"
cat >"$work/bots.yaml" <<EOF
bots:
  echo: {image: "$image", good_bye: 5s, max_duration: 10m, pool: {idle: 20, max: 60, fallback_after: 5s}}
EOF
hash=$(printf bench | sha256sum | cut -d' ' -f1)
echo "keys: [{sha256: \"$hash\", tenant: bench, scopes: [join, read, stop, events]}]" >"$work/keys.yaml"

# control REFILL: sets $api, $manage and $pid.
control() {
    : >"$work/control"
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -cp "$lib/*" dev.botrunner.cli.Main \
        control --bots "$work/bots.yaml" --keys "$work/keys.yaml" --seal-key "$work/seal.key" \
        --http 127.0.0.1:0 --manage 127.0.0.1:0 --link "$address:$port" --queue "redis://127.0.0.1:$redis" \
        --launcher "kubernetes:pool?namespace=$space&kubeconfig=$work/kubeconfig" --pool-refill "$1" >"$work/control" 2>&1 &
    pid=$!
    started="$started $pid"
    until grep -q '^Management' "$work/control"; do
        kill -0 "$pid" 2>/dev/null || { cat "$work/control" >&2; exit 1; }
        sleep 0.2
    done
    api=$(sed -n 's/^ *API *//p' "$work/control")
    manage=$(sed -n 's/^ *Management *//p' "$work/control")
}
stop() { kill "$pid"; wait "$pid" || true; }
await_waiting() {
    until curl -s "$manage/metrics" | grep -q "^botrunner_pool_waiting{.*} $1\(\.0\)\{0,1\}\$"; do
        kill -0 "$pid" 2>/dev/null || { cat "$work/control" >&2; exit 1; }
        sleep 0.5
    done
}
# A server that was just started is not what is measured: it has answered before, and all pods have asked it.
warm() {
    for _ in $(seq 1 300); do curl -s -o "$work/null" -H 'Authorization: Bearer bench' "$api/v1/sessions"; done
    sleep 12
}
load() { "$JAVA_HOME/bin/java" -cp "$classes:$lib/*" dev.botrunner.bench.PoolLoad "$api" bench echo "$@"; }

control 20
await_waiting 20
stop
echo "20 pods wait, the refill is paused:"
control 0
warm
await_waiting 20
load 20 2
stop
control 5
warm
await_waiting 20
echo "20 pods wait, the refill adds 5 a second:"
load 60 2
curl -s "$manage/metrics" | grep '^botrunner_pool' || true
stop
