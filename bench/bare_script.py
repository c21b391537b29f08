"""Runs the script of one join with redis-benchmark: bare_script.py MONITOR JOIN-ANSWER PORT.

MONITOR is what redis-cli monitor wrote while one join was made. Each run has another session id, as joins have.
"""

import ast
import json
import re
import subprocess
import sys

LATEST = 14  # of the words of EVALSHA: until when the join may be accepted
FOR_EVER = "9999999999999"


def words(line):
    return [ast.literal_eval('b"' + text + '"').decode() for text in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]


def main():
    session = json.load(open(sys.argv[2]))["session_id"]
    for line in open(sys.argv[1], errors="replace"):
        if '"evalsha"' in line.lower() and session in line:
            command = words(line)
            if command[9] == session:
                break
    else:
        sys.exit("the join's script was not seen")
    # Twelve digits of the id are redis-benchmark's.
    other = session[:14] + "__rand_int__"
    command = [word.replace(session, other) for word in command]
    command[LATEST] = FOR_EVER
    run = subprocess.run(
        ["redis-benchmark", "-p", sys.argv[3], "-c", "32", "-n", "150000", "-r", "1000000000", "-q", *command],
        capture_output=True,
        text=True,
    )
    found = re.findall(r"[\d.]+ requests per second[^\r\n]*", run.stdout)
    print(found[-1] if found else run.stdout + run.stderr)


main()
