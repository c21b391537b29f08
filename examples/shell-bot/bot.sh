#!/bin/sh
# A bot in a few lines of shell: see README.md beside this file.
# It cannot ask before it enters its room, so its profile says `announce: start`.

trap 'echo "{\"end\":{\"reason\":\"said_goodbye\"}}"; exit 0' TERM

echo "in $ROOM_URL" >&2
echo '{"type":"bot.participant.joined","data":{"name":"Shell"}}'
number=0
while read -r message; do
    number=$((number + 1))
    echo "{\"type\":\"bot.turn.user\",\"data\":$message}"
    echo "{\"type\":\"bot.turn.bot\",\"data\":{\"text\":\"message $number\"}}"
done
echo '{"end":{"reason":"said_goodbye"}}'
