#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of a shared house with five years of bookings, each as one JSON line: 100 months asked for at once from 100
client addresses, a request with its conflict check, and what the month's page weighs. Needs a built portierd (environment
PORTIERD). Load generator and server share the machine.
"""
import datetime
import gzip
import json
import re
import selectors
import socket
import sqlite3
import sys
import time
import urllib.parse
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/e2e"))
import harness  # noqa: E402
import house  # noqa: E402

harness.Portierd.holds_to_contract = False

CLIENTS = 100
ROUNDS = 20
REQUESTS = 200
DAYS = 5 * 365
EPOCH = datetime.date(1970, 1, 1)


def percentile(values, share):
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def fill_house(path, home):
    """Stays of three days with a day between them, from four years ago to a year ahead, all confirmed."""
    database = sqlite3.connect(path)
    party = home.parties["Cornelia"]
    first = datetime.date.today() - datetime.timedelta(days=DAYS - 365)
    now = int(time.time() * 1000)
    for offset in range(0, DAYS, 4):
        start, booking = first + datetime.timedelta(days=offset), str(uuid.uuid4())
        end = start + datetime.timedelta(days=2)
        database.execute(
            "INSERT INTO bookings (id, resource_id, start_date, end_date, start_day, end_day, total_days, party_size,"
            " affiliation_party_id, requester_first_name, requester_email, language, status, round, version, ical_sequence,"
            " created_at, updated_at, last_activity_at) VALUES (?, ?, ?, ?, ?, ?, 3, 4, ?, 'Mara', 'mara@gast.test', 'de',"
            " 'confirmed', 1, 1, 0, ?, ?, ?)",
            (booking, home.id, str(start), str(end), (start - EPOCH).days, (end - EPOCH).days, party, now, now, now))
        database.executemany(
            "INSERT INTO approvals (id, booking_id, party_id, round, decision, decided_at) VALUES (?, ?, ?, 1, 'approved', ?)",
            ((str(uuid.uuid4()), booking, one, now) for one in home.parties.values()))
    database.commit()
    count = database.execute("SELECT COUNT(*) FROM bookings").fetchone()[0]
    database.execute("ANALYZE")
    database.close()
    return count


def all_at_once(server, path):
    """One GET from each of 100 addresses at the same time; milliseconds and status of each."""
    selector = selectors.DefaultSelector()
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    opened = [socket.create_connection(("127.0.0.1", server.port), source_address=(f"127.0.3.{number + 1}", 0))
              for number in range(CLIENTS)]
    started = time.perf_counter()
    for client in opened:
        client.sendall(request)
        selector.register(client, selectors.EVENT_READ, bytearray())
    took, states = [], []
    while selector.get_map():
        for key, _ in selector.select(30):
            part = key.fileobj.recv(262144)
            key.data.extend(part)
            if not part:
                took.append((time.perf_counter() - started) * 1000)
                states.append(int(key.data.split(b" ", 2)[1]))
                selector.unregister(key.fileobj)
                key.fileobj.close()
    return took, states


def months(server, home, count):
    today = datetime.date.today()
    path = f"/api/v1/resources/{home.slug}/calendar?year={today.year}&month={today.month}"
    all_at_once(server, path)  # warms up
    took, states = [], []
    for _ in range(ROUNDS):
        times, codes = all_at_once(server, path)
        took += times
        states += codes
    return {"bench": "house_months", "bookings": count, "clients": CLIENTS, "asked": len(took), "ok": states.count(200),
            "p50_ms": percentile(took, 0.5), "p99_ms": percentile(took, 0.99)}


def requests(home):
    """Durable requests one after the other, each for a free day between two stays."""
    free = datetime.date.today() - datetime.timedelta(days=DAYS - 365) + datetime.timedelta(days=3)
    while free <= datetime.date.today():
        free += datetime.timedelta(days=4)
    took = []
    for number in range(REQUESTS):
        body = home.request(free + datetime.timedelta(days=4 * (number % 80)), free + datetime.timedelta(days=4 * (number % 80)))
        started = time.perf_counter()
        reply = home.call("POST", "/bookings", body)
        took.append((time.perf_counter() - started) * 1000)
        assert reply.status == (201 if number < 80 else 409), reply.body
    made = {"bench": "house_request", "made": 80, "p50_ms": percentile(took[:80], 0.5), "p99_ms": percentile(took[:80], 0.99)}
    return {**made, "conflicts": REQUESTS - 80, "conflict_p99_ms": percentile(took[80:], 0.99)}


def page_weight(server, home):
    """Bytes of the month's page with everything that it loads, as a browser asks for it."""
    def weigh(path):
        reply = server.request("GET", path, headers={"Accept-Encoding": "gzip"})
        assert reply.status == 200, (path, reply.status)
        packed = reply.headers.get("Content-Encoding") == "gzip"
        return len(reply.body), (gzip.decompress(reply.body) if packed else reply.body)
    total, page = weigh(f"/calendar/{home.slug}")
    assets = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.decode()))
    for style in [asset for asset in assets if ".css" in asset]:
        text = weigh(style)[1].decode()
        assets |= {urllib.parse.urljoin(style, url) for url in re.findall(r"url\([\"']?([^\"')]+)", text) if not url.startswith("data:")}
    weights = {asset: weigh(asset)[0] for asset in assets}
    return {"bench": "house_month_page", "page_bytes": total, "assets": len(assets), "bytes_in_all": total + sum(weights.values())}


def main():
    with harness.workspace() as directory:
        smtp = harness.Smtp()
        server = harness.Portierd(directory, {**house.NO_LIMITS, **house.SETTINGS, "log.level": "error",
                                              "notify.suppressed_domains": ""})
        try:
            server.add_user(house.ADMIN, "admin")
            server.start()
            server.sign_in(house.ADMIN)
            home = house.House.first(server, smtp)
            server.stop()
            count = fill_house(server.data / "portier.db", home)
            server.start()
            for figure in (months(server, home, count), requests(home), page_weight(server, home)):
                print(json.dumps(figure), flush=True)
        finally:
            server.stop()
            smtp.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
