#!/usr/bin/env python3
"""A bot in Python, without any library: see README.md beside this file.

It asks before it enters its room, answers every message with two events, and leaves when it is told to.
"""

import json
import os
import signal
import sys


def say(line):
    """One JSON object on a line of its own: what the runner listens to."""
    print(json.dumps(line), flush=True)


def event(event_type, **data):
    say({"type": event_type, "data": data})


def leave(reason):
    say({"end": {"reason": reason}})
    sys.exit(0)


def main():
    signal.signal(signal.SIGTERM, lambda *_: leave("said_goodbye"))
    persona = json.loads(os.environ.get("BOT_PERSONALITY_RECORD", "{}"))
    name = persona.get("name", "Python")
    print(f"{name} is about to enter {os.environ['ROOM_URL']}", file=sys.stderr)

    say({"joining": True})
    # The answer comes when the control server has written "joined". A bot that has a room would enter it now.
    for line in sys.stdin:
        message = json.loads(line)
        if message.get("join"):
            event("bot.participant.joined", name=name)
            continue
        text = message["data"].get("text", "")
        event("bot.turn.user", text=text, message_id=message["id"])
        event("bot.turn.bot", text=f"{name} heard: {text}")
    leave("said_goodbye")  # the end of the input means leave


if __name__ == "__main__":
    main()
