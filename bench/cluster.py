#!/usr/bin/env python3
"""How fast sessions begin in Kubernetes, next to bare Jobs of the same image, on the cluster of e2e/cluster.

    images/build && sudo e2e/cluster/cluster up && sudo e2e/cluster/cluster load-image images/target/botrunner-runner.tar
    bench/cluster.py cold [SESSIONS]      one after another: join to `running`, and its floor: a Job's creation to the start
                                          of its container
    bench/cluster.py burst [SESSIONS]     all at once: started containers a second, of a bare loop, of Jobs and of Pods

Container starts are taken from containerd. The control server runs on this machine, with its queue in memory. Needs root;
run it where nothing else runs.
"""

import base64
import hashlib
import http.client
import json
import os
import pathlib
import re
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

TOP = pathlib.Path(__file__).resolve().parent.parent
CLUSTER = TOP / "e2e/cluster/cluster"
STATE = pathlib.Path("/var/lib/botcluster")
LIB = pathlib.Path(os.environ.get("BENCH_LIB", TOP / "dist/control/target-quick/lib"))
IMAGE = os.environ.get("BENCH_IMAGE", "localhost/botrunner-runner:0.1.0")
MACHINE = "10.231.0.1"
NAMESPACE = f"bench-{os.getpid()}"
ACCOUNT = f"""
apiVersion: v1
kind: Namespace
metadata: {{name: {NAMESPACE}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: bot-echo, namespace: {NAMESPACE}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {{name: launcher, namespace: {NAMESPACE}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {{name: launcher, namespace: {NAMESPACE}}}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}}
subjects: [{{kind: ServiceAccount, name: launcher, namespace: {NAMESPACE}}}]
"""


def until(look, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.02)
    raise SystemExit("bench/cluster.py: waited in vain")


def kubectl(*words, text=None):
    return subprocess.run([CLUSTER, "kubectl", *words], input=text, text=True, check=True, stdout=subprocess.PIPE).stdout


def containerd(*words):
    node = (STATE / "pid/node").read_text().strip()
    return ["nsenter", "--target", node, "--mount", "--pid", "--net", "ctr", "-n", "k8s.io", *words]


class Starts:
    """When containers of the image have started, as containerd says: nobody else may start some meanwhile."""

    def __init__(self):
        self.process = subprocess.Popen(
            containerd("events"), stdout=subprocess.PIPE, text=True)
        self.seen = []
        threading.Thread(target=self.read, daemon=True).start()
        time.sleep(1)

    def read(self):
        ours = set()
        for line in self.process.stdout:
            if " /containers/create " in line and f'"image":"{IMAGE}"' in line:
                ours.add(re.search(r'"id":"(\w+)"', line)[1])
            found = re.match(r'(\S+ [\d:]+)\.(\d+) \+0000 UTC \S+ /tasks/start .*"container_id":"(\w+)"', line)
            if found and found[3] in ours:
                at = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc).timestamp()
                self.seen.append(at + float("0." + found[2]))

    def forget(self):
        self.seen = []

    def await_pods(self, pods):
        until(lambda: len(self.seen) >= pods, 300)
        return sorted(self.seen)


class Kubernetes:
    """Creates bare Jobs, as the administrator."""

    def __init__(self, folder):
        config = (STATE / "admin.kubeconfig").read_text()
        for name in ("certificate-authority", "client-certificate", "client-key"):
            (folder / name).write_bytes(base64.b64decode(re.search(name + r"-data: (\S+)", config)[1]))
        self.trust = ssl.create_default_context(cafile=folder / "certificate-authority")
        self.trust.load_cert_chain(folder / "client-certificate", folder / "client-key")
        self.local = threading.local()

    def create(self, name, ticket=False):
        """Without volumes, or with one as every bot's pod has it: the pod's own token, for the link."""
        if not hasattr(self.local, "way"):
            self.local.way = http.client.HTTPSConnection("10.231.0.2", 6443, context=self.trust)
        container = {"name": "bot", "image": IMAGE, "command": ["/opt/botrunner/java/bin/java", "-Xshare:auto", "-version"]}
        pod = {"restartPolicy": "Never", "automountServiceAccountToken": False, "containers": [container]}
        if ticket:
            token = {"serviceAccountToken": {"audience": "botrunner", "path": "token"}}
            pod["volumes"] = [{"name": "ticket", "projected": {"sources": [token]}}]
            container["volumeMounts"] = [{"name": "ticket", "mountPath": "/var/run/botrunner/ticket"}]
        job = {"metadata": {"name": name}, "spec": {"backoffLimit": 0, "template": {"spec": pod}}}
        began = time.time()
        self.local.way.request("POST", f"/apis/batch/v1/namespaces/{NAMESPACE}/jobs", json.dumps(job),
                               {"Content-Type": "application/json"})
        answer = self.local.way.getresponse()
        answer.read()
        if answer.status != 201:
            raise SystemExit(f"bench/cluster.py: no Job ({answer.status})")
        return began


def kubeconfig(folder):
    """For a launcher that shows a token, as those in pods do."""
    config = (STATE / "admin.kubeconfig").read_text()
    token = kubectl("-n", NAMESPACE, "create", "token", "launcher", "--duration=2h").strip()
    file = folder / "launcher.kubeconfig"
    file.write_text(re.sub(r"    client-certificate-data: .*\n    client-key-data: .*", f"    token: {token}", config))
    return file


class Control:
    def __init__(self, folder, kind):
        (folder / "bots.yaml").write_text(f"bots: {{echo: {{image: '{IMAGE}', good_bye: 5s, start_deadline: 10m}}}}\n")
        digest = hashlib.sha256(b"bench").hexdigest()
        (folder / "keys.yaml").write_text(
            f"keys: [{{sha256: '{digest}', tenant: bench, scopes: [join, read, stop, events]}}]\n")
        self.log = folder / f"control-{kind}.log"
        self.process = subprocess.Popen(
            [os.path.join(os.environ["JAVA_HOME"], "bin/java"), "-XX:+UseSerialGC", "-cp", f"{LIB}/*",
             "dev.botrunner.cli.Main", "control", "--queue", "memory:", "--events", "memory:",
             "--bots", folder / "bots.yaml", "--keys", folder / "keys.yaml", "--http", "127.0.0.1:0",
             "--manage", "127.0.0.1:0", "--link", MACHINE + ":0",
             "--launcher", f"kubernetes:{kind}?namespace={NAMESPACE}&kubeconfig={kubeconfig(folder)}"],
            stdout=self.log.open("w"), stderr=subprocess.STDOUT)
        until(lambda: "\nManagement" in self.log.read_text())
        self.api = re.search(r"API +(http\S+)", self.log.read_text())[1]

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.api + path, None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json", "Authorization": "Bearer bench"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def join(self, number):
        return self.call("POST", "/v1/join", {"bot": "echo", "room_url": f"https://bench.invalid/{number}"})["session_id"]

    def reached(self, session, phase):
        for entry in self.call("GET", f"/v1/sessions/{session}")["timeline"]:
            if entry["phase"] == phase:
                return entry["after_ms"]
        return None

    def leave(self, session):
        self.call("DELETE", f"/v1/sessions/{session}")

    def close(self):
        self.process.kill()
        self.process.wait()


def figure(what, values):
    ordered = sorted(values)
    print(f"{what}: p50 {statistics.median(ordered):.0f} ms, p90 {ordered[int(len(ordered) * 0.9)]:.0f} ms, "
          f"max {ordered[-1]:.0f} ms", flush=True)
    return statistics.median(ordered)


def bare(kubernetes, starts, name, ticket=False):
    starts.forget()
    began = kubernetes.create(name, ticket)
    took = (starts.await_pods(1)[0] - began) * 1000
    time.sleep(1)
    return took


def cold(folder, starts, sessions):
    kubernetes, control = Kubernetes(folder), Control(folder, "job")
    floors, ticketed, whole, phases = [], [], [], {}
    # In turn, so that what the machine does meanwhile falls on both; the first of each is not counted.
    for number in range(sessions + 1):
        floor = bare(kubernetes, starts, f"bare-{number}")
        token = bare(kubernetes, starts, f"ticket-{number}", ticket=True)
        session = control.join(number)
        until(lambda: control.reached(session, "joined"))
        if number > 0:
            floors.append(floor)
            ticketed.append(token)
            whole.append(control.reached(session, "running"))
            for phase in ("claimed", "created", "scheduled", "pulling", "started"):
                phases.setdefault(phase, []).append(control.reached(session, phase) or 0)
        control.leave(session)
        time.sleep(1)
    control.close()
    floor = figure("bare Job, creation to container started", floors)
    figure("  the same with a pod's own token as a volume", ticketed)
    running = figure("join to running", whole)
    for phase, values in phases.items():
        figure(f"  join to {phase}", values)
    print(f"over the floor: {running - floor:.0f} ms")


def rate(what, times, pods):
    print(f"{what}: {pods} started in {times[-1] - times[0]:.1f} s, {pods / (times[-1] - times[0]):.2f}/s", flush=True)


def clean():
    kubectl("-n", NAMESPACE, "delete", "jobs,pods", "--all", "--wait=true", "--timeout=180s")


def burst(folder, starts, sessions):
    kubernetes = Kubernetes(folder)
    starts.forget()
    began = time.time()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: kubernetes.create(f"burst-{n}"), range(sessions)))
    rate("bare loop of Jobs", [began] + starts.await_pods(sessions), sessions)
    clean()
    for kind in ("job", "pod"):
        control = Control(folder, kind)
        control.leave(until(lambda: control.join("warm")))
        time.sleep(3)
        clean()
        starts.forget()
        began = time.time()
        with ThreadPoolExecutor(8) as pool:
            ids = list(pool.map(control.join, range(sessions)))
        rate(f"joins by kubernetes:{kind}", [began] + starts.await_pods(sessions), sessions)
        for session in ids:
            control.leave(session)
        control.close()
        clean()


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in ("cold", "burst"):
        raise SystemExit(__doc__)
    sessions = int(sys.argv[2]) if len(sys.argv) > 2 else {"cold": 20, "burst": 100}[sys.argv[1]]
    kubectl("apply", "-f", "-", text=ACCOUNT)
    with tempfile.TemporaryDirectory() as folder:
        starts = Starts()
        try:
            (cold if sys.argv[1] == "cold" else burst)(pathlib.Path(folder), starts, sessions)
        finally:
            starts.process.kill()
            kubectl("delete", "namespace", NAMESPACE, "--wait=false")


if __name__ == "__main__":
    main()
