#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start of portierd to the first /ready, on an empty and on an existing database, and its memory when idle.

usage: startup.py PORTIERD [RUNS]      prints one JSON object
"""
import http.client
import json
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time


def resident_mib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        fields = dict(line.split(":", 1) for line in status)
    return {name: round(int(fields[name].split()[0]) / 1024, 1) for name in ("VmRSS", "VmHWM", "RssAnon")}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ready(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def start(program, data, idle_seconds):
    """One start; milliseconds to the first 200 of /ready, and memory after a while of doing nothing."""
    port = free_port()
    began = time.perf_counter()
    service = subprocess.Popen(
        [program, "serve", f"--data.directory={data}", f"--http.listen=127.0.0.1:{port}"],
        stderr=subprocess.DEVNULL)
    try:
        while not is_ready(port):
            if service.poll() is not None or time.perf_counter() - began > 30:
                sys.exit("portierd did not become ready")
            time.sleep(0.001)
        ready_ms = (time.perf_counter() - began) * 1000
        time.sleep(idle_seconds)
        return ready_ms, resident_mib(service.pid)
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(timeout=30)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
    empty, existing, memory = [], [], {}
    for run in range(runs):
        data = tempfile.mkdtemp(prefix="portier-bench-")
        try:
            empty.append(start(program, data + "/data", 0)[0])
            last = run == runs - 1
            milliseconds, memory = start(program, data + "/data", 3 if last else 0)
            existing.append(milliseconds)
        finally:
            shutil.rmtree(data)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    print(json.dumps({
        "benchmark": "startup",
        "version": re.sub(r"^portierd\s+", "", version).strip(),
        "runs": runs,
        "empty_database_ready_ms": {"median": round(statistics.median(empty), 1), "max": round(max(empty), 1)},
        "existing_database_ready_ms": {"median": round(statistics.median(existing), 1),
                                       "max": round(max(existing), 1)},
        "idle_memory_mib": {"resident": memory["VmRSS"], "anonymous": memory["RssAnon"], "peak": memory["VmHWM"]},
    }))


if __name__ == "__main__":
    main()
