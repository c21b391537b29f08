# shellcheck shell=bash
# The AOT cache of a runner: the memory of one whole session, kept beside the jars that it was played with. It belongs to
# exactly these jars and this Java, and is made anew with each image (see docs/operations/images.md).

# answer URL DATA: the body.
post() { curl -sS --fail-with-body -X POST -H 'Content-Type: application/json' --data "$2" "$1"; }

member() { sed -nE "s/.*\"$1\":\"?([^\",}]*).*/\1/p" | head -1; }

# await SECONDS COMMAND...: until it succeeds.
await() {
    local left=$(($1 * 10))
    shift
    until "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] || { echo "images/build: still not so: $*" >&2; return 1; }
        sleep 0.1
    done
}

state_is() { [ "$(curl -sS "$1/v1/sessions/$2" | member state)" = "$3" ]; }

# training HOME JARS: plays a session with the runner at HOME against a control server of JARS, and keeps what it learned
# as HOME/runner.aot with its key.
training() {
    local home=$1 lib=$2 log=$work/control.log api link session ticket runner
    printf 'bots: {echo: {}}\n' >"$work/bots.yaml"
    printf 'bots: {echo: {}, brief: {exec: ["true"], announce: start}}\n' >"$work/training.yaml"
    "$JAVA_HOME/bin/java" -cp "$lib/*" dev.botrunner.cli.Main control --queue memory: --events memory: --auth none \
        --bots "$work/bots.yaml" --http 127.0.0.1:0 --manage 127.0.0.1:0 --link 127.0.0.1:0 >"$log" 2>&1 &
    control=$!
    await 120 grep -q '^Management' "$log" || { cat "$log" >&2; return 1; }
    api=$(sed -nE 's/^ *API *(http.*)/\1/p' "$log")
    link=$(sed -nE 's/^ *Link *(http.*)/\1/p' "$log")
    session=$(post "$api/v1/join" '{"bot":"echo","room_url":"https://training.invalid/"}' | member session_id)
    ticket=$(post "$link/link/v1/claim" \
        '{"instance":"training","request_id":"training","bots":["echo"],"children":[],"wait_seconds":10}' | member ticket)
    env -i LANG=C.UTF-8 PATH=/usr/bin:/bin BOTRUNNER_LINK_URL="$link" BOTRUNNER_TICKET="$ticket" \
        BOTRUNNER_RUN_BOTS="$work/training.yaml" \
        "$home/java/bin/java" -XX:AOTCacheOutput="$home/runner.aot" -Xlog:aot=error -Xlog:cds=error \
        @"$home/training.args" runner run >"$work/training.log" 2>&1 &
    runner=$!
    await 120 state_is "$api" "$session" joined || { cat "$work/training.log" >&2; return 1; }
    post "$api/v1/sessions/$session/messages" '{"type":"chat","data":{"text":"hello"}}' >/dev/null
    curl -sS -X DELETE "$api/v1/sessions/$session" >/dev/null
    wait $runner || { cat "$work/training.log" >&2; return 1; }
    kill $control
    wait $control || true
    control=
    [ -s "$home/runner.aot" ] || { cat "$work/training.log" >&2; return 1; }
}

# cache_layer IMAGE FOLDER: the cache for what is in IMAGE, and the words that start a runner with it and without.
cache_layer() {
    local image=$1 folder=$2 home=$work/trained
    # The cache remembers when its jars were written: as the image will say.
    cp -r "$image/java/opt/botrunner" "$home"
    cp -r "$image/app/opt/botrunner/." "$home/"
    find "$home" -exec touch -h -d @315532800 {} +
    start_words "$home" "$home" dev.botrunner.runner.Training >"$home/training.args"
    training "$home" "$(jars control)"
    mkdir -p "$folder"
    mv "$home/runner.aot" "$folder/"
    "$home/java/bin/java" -cp "$(sed -n 2p "$home/training.args")" dev.botrunner.runner.image.JarKey >"$folder/runner.aot.key"
    cp "$image/app/opt/botrunner/runner.args" "$folder/without.args"
    {
        printf '%s\n' -XX:AOTCache=/opt/botrunner/runner.aot -Dbotrunner.aot=/opt/botrunner/runner.aot \
            -Dbotrunner.aot.without=/opt/botrunner/without.args
        cat "$folder/without.args"
    } >"$folder/runner.args"
}
