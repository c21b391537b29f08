#!/usr/bin/env python3
"""How a runner starts as its image has it, and what it takes: with its AOT cache, and next to it without.

    images/build && bench/images.py [STARTS]

Prints, for each way, the time from the start of the process to the redeemed ticket (as the record of the session says,
to the millisecond), and the resident memory of a joined echo session. The image's files are unpacked and started where
they lie, by this machine's C library; the control server is one in memory, on loopback. Run it where nothing else runs.
"""

import gzip
import io
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from datetime import datetime

TOP = pathlib.Path(__file__).resolve().parent.parent
IMAGES = TOP / "images/target"
LIB = TOP / "dist/control/target-quick/lib"
PLACE = "/opt/botrunner"


def call(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def until(look, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.02)
    raise SystemExit("bench/images.py: waited in vain")


def unpack(tar, folder):
    """The layers of an image; what it weighs."""
    with tarfile.open(tar) as image:
        layers = json.load(image.extractfile("./manifest.json"))[0]["Layers"]
        sizes = []
        for layer in layers:
            packed = image.extractfile("./" + layer).read()
            sizes.append(len(packed))
            with tarfile.open(fileobj=io.BytesIO(gzip.decompress(packed))) as files:
                files.extractall(folder)
    return sizes


class Control:
    """A control server in memory, and a worker that only takes tickets."""

    def __init__(self, work):
        (work / "bots.yaml").write_text("bots: {echo: {}}\n")
        java = os.path.join(os.environ["JAVA_HOME"], "bin/java")
        self.log = work / "control.log"
        self.process = subprocess.Popen(
            [java, "-XX:+UseSerialGC", "-cp", f"{LIB}/*", "dev.botrunner.cli.Main", "control", "--queue", "memory:",
             "--events", "memory:", "--auth", "none", "--bots", str(work / "bots.yaml"), "--http", "127.0.0.1:0",
             "--manage", "127.0.0.1:0", "--link", "127.0.0.1:0"],
            stdout=self.log.open("w"), stderr=subprocess.STDOUT)
        until(lambda: "\nManagement" in self.log.read_text())
        words = [line.split() for line in self.log.read_text().splitlines()]
        at = {line[0]: line[1] for line in words if len(line) == 2 and line[1].startswith("http")}
        self.api, self.link = at["API"], at["Link"]

    def ticket(self, number):
        session = call("POST", self.api + "/v1/join", {"bot": "echo", "room_url": f"https://bench.invalid/{number}"})
        claim = call("POST", self.link + "/link/v1/claim", {
            "instance": "bench", "request_id": str(number), "bots": ["echo"], "children": [], "wait_seconds": 10})
        if claim["claim"]["session_id"] != session["session_id"]:
            raise SystemExit("bench/images.py: another session was given")
        return session["session_id"], claim["claim"]["ticket"]

    def entered(self, session, phase):
        timeline = call("GET", f"{self.api}/v1/sessions/{session}")["timeline"]
        for entry in timeline:
            if entry["phase"] == phase:
                return datetime.fromisoformat(entry["at"].replace("Z", "+00:00")).timestamp()
        return None


def memory(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def start(control, home, words, number):
    session, ticket = control.ticket(number)
    environment = {"LANG": "C.UTF-8", "BOTRUNNER_LINK_URL": control.link, "BOTRUNNER_TICKET": ticket}
    began = time.time()
    process = subprocess.Popen([f"{home}/java/bin/java", f"@{words}", "runner", "run"], env=environment)
    redeemed = until(lambda: control.entered(session, "running"))
    until(lambda: control.entered(session, "joined"))
    time.sleep(0.5)
    resident = memory(process.pid)
    call("DELETE", f"{control.api}/v1/sessions/{session}")
    process.wait(60)
    return (redeemed - began) * 1000, resident


def main():
    starts = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    work = pathlib.Path(tempfile.mkdtemp())
    control = None
    try:
        for name in ("runner", "control"):
            tar = IMAGES / f"botrunner-{name}.tar"
            sizes = unpack(tar, work / name)
            held = sum(f.stat().st_size for f in (work / name).rglob("*") if f.is_file() and not f.is_symlink())
            print(f"botrunner-{name}: {tar.stat().st_size / 1e6:.1f} MB packed "
                  f"({' + '.join(f'{size / 1e6:.1f}' for size in sizes)}), {held / 1e6:.1f} MB unpacked")
        home = work / "runner" / PLACE.lstrip("/")
        ways = {"with the AOT cache": "runner.args", "without": "without.args"}
        for words in ways.values():
            text = (home / words).read_text()
            (home / words).write_text(text.replace(PLACE + "/", f"{home}/"))
        control = Control(work)
        number = 0
        figures = {way: [] for way in ways}
        # In turn, so that what the machine does meanwhile falls on both; the first of each is not counted.
        for round_ in range(starts + 1):
            for way, words in ways.items():
                number += 1
                figure = start(control, home, home / words, number)
                if round_ > 0:
                    figures[way].append(figure)
        for way, seen in figures.items():
            times = sorted(t for t, _ in seen)
            resident = sorted(m for _, m in seen)
            print(f"{way}: started -> redeemed p50 {statistics.median(times):.0f} ms, "
                  f"p90 {times[int(len(times) * 0.9)]:.0f} ms, least {times[0]:.0f} ms; "
                  f"resident p50 {statistics.median(resident):.0f} MB, most {resident[-1]:.0f} MB (n={len(seen)})")
        print("load average at the end:", " ".join(f"{load:.1f}" for load in os.getloadavg()))
    finally:
        if control is not None:
            control.process.terminate()
            control.process.wait(30)
        shutil.rmtree(work, ignore_errors=True)


main()
