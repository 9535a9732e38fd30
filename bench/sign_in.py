#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What signing in costs, each figure as one JSON line (platform.md A04, A05): sign-ins per second under the cap of hashes
and what they do to the p99 of other requests meanwhile; 40 at once; medians of unknown addresses and wrong passwords.
Needs a built portierd (environment PORTIERD). Load generator and server share the machine.
"""
import concurrent.futures
import json
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/e2e"))
import harness  # noqa: E402

harness.Portierd.holds_to_contract = False

SECONDS = float(os.environ.get("PORTIER_BENCH_SECONDS", "8"))
TRIES = int(os.environ.get("PORTIER_BENCH_TRIES", "200"))
EMAIL = "ida@portier.net"
PASSWORD = "not a good secret"


def start(directory):
    # Every try has an address of its own, as A04 and A05 want: one proxy that may say so.
    server = harness.Portierd(directory, {
        "limits.login": "0", "limits.reads": "0", "limits.general": "0", "log.level": "error", "http.trusted_proxy_count": "1",
        "http.trusted_proxies": "127.0.0.0/8"})
    server.add_user(EMAIL, role="admin")
    server.start()
    return server


def sign_in(server, email, password, number):
    """Status and milliseconds of one try from an address of its own."""
    begin = time.perf_counter()
    reply = server.request("POST", "/api/v1/auth/login", {"email": email, "password": password},
                           headers={"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"})
    return reply, (time.perf_counter() - begin) * 1000


def health_times(server, until):
    times = []
    while not until():
        begin = time.perf_counter()
        assert server.request("GET", "/health").status == 200
        times.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.005)
    return times


def p99(times):
    return round(sorted(times)[max(0, int(len(times) * 0.99) - 1)], 2)


def throughput(server):
    """Wrong passwords for addresses nobody has cost what right ones do (PLT-014)."""
    quiet_end = time.monotonic() + 2
    quiet = health_times(server, lambda: time.monotonic() > quiet_end)
    end = time.monotonic() + SECONDS
    counted = {"done": 0, "number": 0}

    def keep_trying():
        while time.monotonic() < end:
            counted["number"] += 1
            reply, _ = sign_in(server, f"nobody{counted['number']}@portier.net", PASSWORD, counted["number"])
            counted["done"] += reply.status == 401

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        begin = time.monotonic()
        for _ in range(4):
            pool.submit(keep_trying)
        busy = health_times(server, lambda: time.monotonic() > end)
    return {"bench": "sign_in_throughput", "hashes_at_once": 2, "per_second": round(counted["done"] / (time.monotonic() - begin), 1),
            "health_p99_ms_quiet": p99(quiet), "health_p99_ms_meanwhile": p99(busy)}


def forty_at_once(server):
    with concurrent.futures.ThreadPoolExecutor(41) as pool:
        tries = [pool.submit(sign_in, server, f"forty{n}@portier.net", PASSWORD, 70_000 + n) for n in range(40)]
        health = health_times(server, lambda: all(each.done() for each in tries))
    replies = [each.result()[0] for each in tries]
    busy = [reply for reply in replies if reply.status == 503]
    return {"bench": "sign_in_forty_at_once", "answered": sum(reply.status == 401 for reply in replies), "busy": len(busy),
            "retry_after": sorted({reply.headers.get("Retry-After") for reply in busy}), "health_p99_ms": p99(health)}


def medians(server):
    """Each try from its own address for its own e-mail; the two kinds take turns, so that load hits both alike."""
    server.sign_in(EMAIL)
    for number in range(TRIES):
        server.api("POST", "/admin/accounts", {"email": f"known{number}@portier.net", "password": harness.PASSWORD}, 201)
    server.token = None
    unknown, wrong, bodies = [], [], set()
    for number in range(TRIES):
        for email, times, address in ((f"ghost{number}@portier.net", unknown, 80_000 + number),
                                      (f"known{number}@portier.net", wrong, 90_000 + number)):
            reply, took = sign_in(server, email, PASSWORD, address)
            times.append(took)
            bodies.add((reply.status, reply.json["code"]))
    a, b = statistics.median(unknown), statistics.median(wrong)
    return {"bench": "sign_in_medians", "tries": TRIES, "answers": sorted(bodies), "unknown_ms": round(a, 2),
            "wrong_ms": round(b, 2), "ratio": round(max(a, b) / min(a, b), 3)}


def main():
    with harness.workspace() as directory:
        server = start(directory)
        try:
            for figure in (throughput, forty_at_once, medians):
                print(json.dumps(figure(server)), flush=True)
        finally:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
