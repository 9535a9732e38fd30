#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the running service, each as one JSON line: the trip list under load, what limits cost, and a year of history
and a scrape of the metrics out of a million snapshots. Needs wrk and a built portierd (environment PORTIERD). Load generator and server share the machine.
"""
import datetime
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/e2e"))
import harness  # noqa: E402

harness.Portierd.holds_to_contract = False

SECONDS = int(os.environ.get("PORTIER_BENCH_SECONDS", "8"))
SNAPSHOTS = int(os.environ.get("PORTIER_BENCH_SNAPSHOTS", "1000000"))
SNAPSHOTS_A_DAY = 3  # of a trip: its schedule makes one (TRP-041), people who press the button make the others
YEARS = 2


def peak_mib(server):
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return round(int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024, 1)


def wrk(server, path, connections):
    """Requests per second and latency quantiles of GETs at this many connections."""
    script = server.directory / "report.lua"
    script.write_text("""done = function(s, l, r)
      io.write(string.format('{"requests":%d,"us":%d,"errors":%d,"p50":%d,"p99":%d,"max":%d}\\n', s.requests, s.duration,
        s.errors.status + s.errors.connect + s.errors.read + s.errors.timeout, l:percentile(50), l:percentile(99), l.max)) end
    """, encoding="ascii")
    done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script, "-H",
                           f"Authorization: Bearer {server.token}", f"http://127.0.0.1:{server.port}{path}"],
                          capture_output=True, text=True, check=True)
    row = json.loads(done.stdout.strip().splitlines()[-1])
    return {"requests_per_second": round(row["requests"] / row["us"] * 1e6), "p50_ms": row["p50"] / 1000,
            "p99_ms": row["p99"] / 1000, "max_ms": row["max"] / 1000, "failed": row["errors"]}


def start(directory, reads="0"):
    server = harness.Portierd(directory, {"limits.reads": reads, "limits.general": "0", "limits.trip_create": "0",
                                          "log.level": "error", "http.max_connections_per_client": "500"})
    server.add_user("ida@portier.net")
    server.start()
    server.sign_in("ida@portier.net")
    return server


def create_trips(server, count):
    for number in range(count):
        depart = datetime.date.today() + datetime.timedelta(days=30 + number)
        server.create("/trips", {
            "name": f"Trip {number}", "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": "LIS",
            "depart_date": depart.isoformat(), "return_date": (depart + datetime.timedelta(days=7)).isoformat(),
            "adults": 2, "currency": "EUR", "track_flights": True, "track_hotels": False})
    harness.wait_until(lambda: all(row["latest"] or row["last_checked_at"]
                                   for row in server.api("GET", "/trips?limit=100")["items"]), "first prices")
    return [row["id"] for row in server.api("GET", "/trips?limit=100")["items"]]


def trip_list(directory):
    server = start(directory)
    try:
        create_trips(server, 10)
        wrk(server, "/health", 8)  # warms up
        figures = wrk(server, "/api/v1/trips", 32)
        return {"bench": "trip_list", "trips": 10, "connections": 32, **figures, "peak_mib": peak_mib(server)}
    finally:
        server.stop()


def limits(directory):
    """The same cheap read without limits and under one that is judged and never refuses."""
    figures = {}
    for name, reads in (("off", "0"), ("on", "1000000/s burst 1000000")):
        server = start(directory / name, reads)
        try:
            wrk(server, "/health", 8)  # warms up
            figures[name] = wrk(server, "/api/v1/me", 32)
            assert figures[name]["failed"] == 0, figures
        finally:
            server.stop()
    return {"bench": "limits", "off_per_second": figures["off"]["requests_per_second"],
            "on_per_second": figures["on"]["requests_per_second"], "off_p99_ms": figures["off"]["p99_ms"],
            "on_p99_ms": figures["on"]["p99_ms"]}


def milliseconds(server, path, calls):
    times = []
    for _ in range(calls):
        begin = time.perf_counter()
        reply = server.request("GET", path)
        times.append((time.perf_counter() - begin) * 1000)
        assert reply.status == 200, reply.body
    return sorted(times), reply


def year_of_history(directory):
    server = start(directory)
    trips = create_trips(server, 10)
    server.stop()
    fill_snapshots(server.data / "portier.db", trips)
    server.start()
    try:
        since = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=365)).strftime("%Y-%m-%dT%H:%M:%SZ")
        path = f"/api/v1/trips/{trips[0]}/history?bucket=day&from={since}"
        times, reply = milliseconds(server, path, 300)
        points = len(reply.json["points"])
        scrapes, _ = milliseconds(server, "/metrics", 100)
        return {"bench": "year_of_history", "snapshots": SNAPSHOTS, "points": points, "p50_ms": round(times[150], 2),
                "p99_ms": round(times[296], 2), "scrape_p50_ms": round(scrapes[50], 2), "scrape_p99_ms": round(scrapes[98], 2),
                "peak_mib": peak_mib(server)}
    finally:
        server.stop()


def fill_snapshots(path, trips):
    """Copies the first snapshot into the past, evenly over two years of the first trip and of as many copies of it as it takes."""
    database = sqlite3.connect(path)
    per_trip = 365 * YEARS * SNAPSHOTS_A_DAY
    source = database.execute("SELECT id FROM price_snapshots WHERE trip_id = ? LIMIT 1", (trips[0],)).fetchone()[0]
    owners = [trips[0]] + [str(uuid.uuid4()) for _ in range(SNAPSHOTS // per_trip)]
    copied = columns_but(database, "trips", {"id", "name_key"})
    database.executemany(f"INSERT INTO trips (id, name_key, {copied}) SELECT ?, ?, {copied} FROM trips WHERE id = ?",
                         ((owner, owner, trips[0]) for owner in owners[1:]))
    copied = columns_but(database, "price_snapshots", {"id", "trip_id", "check_id", "taken_at", "backfilled"})
    now, step = int(time.time() * 1000), 86_400_000 // SNAPSHOTS_A_DAY
    for owner in owners:
        database.executemany(
            f"INSERT INTO price_snapshots (id, trip_id, check_id, taken_at, backfilled, {copied}) "
            f"SELECT ?, ?, NULL, ?, 0, {copied} FROM price_snapshots WHERE id = ?",
            ((str(uuid.uuid4()), owner, now - number * step, source) for number in range(1, per_trip + 1)))
    database.commit()
    database.execute("ANALYZE")
    database.close()


def columns_but(database, table, changed):
    return ", ".join(row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in changed)


def main():
    if not shutil.which("wrk"):
        print("bench/http_figures.py needs wrk (installer/packages.txt, section optional)", file=sys.stderr)
        return 1
    for figure in (trip_list, limits, year_of_history):
        with harness.workspace() as directory:
            print(json.dumps(figure(directory)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
