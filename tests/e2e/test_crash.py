#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills portierd at random moments while trips are written, checked and told about (PLT-103).

Every new trip has a threshold far above its first price, so its first check fires exactly one alert mail. Afterwards every
acknowledged write is there, every message has ended, a mail was repeated only if it was in flight at a kill, and then with
the same Message-ID and bytes; the database is whole.

PORTIER_CRASHES sets the number of kills, PORTIER_SEED the random seed of the moments.
"""
import contextlib
import collections
import datetime
import http.client
import os
import random
import sqlite3
import threading
import time
import unittest
import uuid

import harness

CRASHES = int(os.environ.get("PORTIER_CRASHES", "200"))
SEED = int(os.environ.get("PORTIER_SEED", str(uuid.uuid4().int % 1_000_000)))
WRITERS = 3
MAILS_PER_HOUR = 1000  # the highest budget of a person (PLT-133): a writer makes fewer trips, so no mail is collected
MAILS_AT_ONCE = 4  # deliveries that may be under way when the kill comes
OPEN_MESSAGES = ("queued", "sending", "waiting", "collected")


class Writer(threading.Thread):
    """One person's client that keeps creating, renaming and deleting trips and remembers what was acknowledged."""

    def __init__(self, server, number, token):
        super().__init__(daemon=True)
        self.server, self.number, self.token = server, number, token
        self.acknowledged = {}  # trip id -> name
        self.deleted = set()
        self.unknown = set()  # ids whose last write got no answer
        self.stop_requested = threading.Event()
        self.counter = 0
        self.surprises = []

    def run(self):
        while not self.stop_requested.is_set():
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.step()
            time.sleep(0.05)

    def write(self, method, path, body=None, headers=None):
        return self.server.request(method, "/api/v1" + path, body, {"Idempotency-Key": str(uuid.uuid4()), **(headers or {})},
                                   self.token)

    def step(self):
        action = random.random()
        if len(self.acknowledged) < 3 or (action < 0.6 and self.counter < MAILS_PER_HOUR - 10):
            self.create()
        elif action < 0.9:
            self.rename()
        else:
            self.delete()

    def create(self):
        self.counter += 1
        depart = datetime.date.today() + datetime.timedelta(days=20 + self.counter % 300)
        name = f"Trip {self.number}-{self.counter}-{uuid.uuid4().hex[:6]}"
        reply = self.write("POST", "/trips", {
            "name": name, "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": "LIS",
            "depart_date": depart.isoformat(), "return_date": (depart + datetime.timedelta(days=5 + self.number)).isoformat(),
            "adults": 1 + self.counter % 9, "currency": "EUR", "track_flights": True, "track_hotels": False,
            "alert": {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 100_000_000, "currency": "EUR"}, "desktop": False},
        })
        if reply.status == 201:
            self.acknowledged[reply.json["id"]] = name
        elif reply.status not in (503,):
            self.surprises.append((reply.status, reply.body))

    def rename(self):
        trip = random.choice(list(self.acknowledged))
        current = self.server.request("GET", f"/api/v1/trips/{trip}", token=self.token)
        if current.status != 200 or trip in self.unknown:
            return
        name = f"Renamed {uuid.uuid4().hex[:8]}"
        self.unknown.add(trip)
        reply = self.write("PATCH", f"/trips/{trip}", {"name": name}, {"If-Match": current.headers["ETag"]})
        self.unknown.discard(trip)
        if reply.status == 200:
            self.acknowledged[trip] = name

    def delete(self):
        trip = random.choice(list(self.acknowledged))
        self.unknown.add(trip)
        if self.write("DELETE", f"/trips/{trip}").status == 204:
            self.unknown.discard(trip)
            del self.acknowledged[trip]
            self.deleted.add(trip)


class Crash(unittest.TestCase):
    def test_nothing_is_lost_and_nothing_is_sent_twice(self):
        print(f"{CRASHES} kills, PORTIER_SEED={SEED}", flush=True)
        random.seed(SEED)
        with harness.workspace() as directory:
            smtp = harness.Smtp()
            self.addCleanup(smtp.stop)
            server = harness.Portierd(directory, {
                **smtp.settings(), "trips.max_tracked": "10000", "limits.trip_create": "0", "limits.general": "0",
                "limits.reads": "0", "limits.manual_refresh": "0", "http.max_connections_per_client": "500", "log.level": "warning",
                "notify.mail_per_hour": str(MAILS_PER_HOUR),
            })
            self.addCleanup(server.kill)
            people = [f"writer{number}@portier.test" for number in range(WRITERS)]
            for person in people:
                server.add_user(person, "admin", "en")
            server.start()
            writers = [Writer(server, number, server.sign_in(person)) for number, person in enumerate(people)]
            server.token = None
            for writer in writers:
                writer.start()
            for _ in range(CRASHES):
                time.sleep(random.uniform(0.0, 0.5))
                server.kill()
                server.start(ready=False)
                if random.random() < 0.8:  # now and then the next kill comes before it is ready
                    server.wait_ready()
            server.wait_ready()
            time.sleep(0.5)
            for writer in writers:
                writer.stop_requested.set()
            for writer in writers:
                writer.join(60)
            self.wait_until_quiet(server)
            self.assertEqual(server.stop(), 0)
            self.check(server.data / "portier.db", smtp, writers)

    def wait_until_quiet(self, server):
        """Everything has ended: no open check or mail is left. Notices on the desktop wait until somebody sees them."""
        database = sqlite3.connect(f"file:{server.data / 'portier.db'}?mode=ro", uri=True, timeout=30)

        def is_quiet():
            open_checks = database.execute("SELECT count(*) FROM price_checks WHERE state <> 'done'").fetchone()[0]
            marks = ",".join("?" * len(OPEN_MESSAGES))
            open_messages = database.execute(f"SELECT count(*) FROM notification_messages WHERE state IN ({marks}) "
                                             "AND channel = 'mail'", OPEN_MESSAGES).fetchone()[0]
            return open_checks == 0 and open_messages == 0
        try:
            harness.wait_until(is_quiet, "all checks and messages ended", 600)
        except AssertionError:
            self.show_what_is_open(database)
            raise
        finally:
            database.close()

    @staticmethod
    def show_what_is_open(database):
        """What has not ended, each with its job: the first thing that one wants to know after a failure."""
        database.row_factory = sqlite3.Row
        marks = ",".join("?" * len(OPEN_MESSAGES))
        now = int(time.time() * 1000)
        for table, condition, values in (("price_checks", "o.state <> 'done'", ()),
                                         ("notification_messages", f"o.state IN ({marks}) AND o.channel = 'mail'", OPEN_MESSAGES)):
            rows = database.execute(f"SELECT o.*, j.state AS job_state, j.run_at - ? AS job_due_in_ms, j.attempt AS job_attempt, "
                                    f"j.deaths AS job_deaths, j.last_error AS job_last_error FROM {table} o "
                                    f"LEFT JOIN jobs j ON j.id = o.job_id WHERE {condition} LIMIT 5", (now, *values)).fetchall()
            for row in rows:
                print(table, {key: row[key] for key in row.keys() if row[key] not in (None, "") and key != "body"}, flush=True)

    def check(self, path, smtp, writers):
        database = sqlite3.connect(path)
        self.addCleanup(database.close)
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])

        names = dict(database.execute("SELECT id, name FROM trips"))
        for writer in writers:
            self.assertEqual(writer.surprises, [])
            for trip, name in writer.acknowledged.items():
                if trip not in writer.unknown:
                    self.assertEqual(names.get(trip), name, "an acknowledged write is lost")
            for trip in writer.deleted:
                self.assertNotIn(trip, names, "an acknowledged delete is lost")
        acknowledged = sum(len(writer.acknowledged) for writer in writers)
        print(f"{len(names)} trips, {acknowledged} acknowledged and present")
        self.assertGreater(acknowledged, CRASHES // 10, "the run was too idle to show anything")

        # Every fired evaluation has exactly one event, every event of a trip exactly one mail message, all ended.
        states = collections.Counter(database.execute("SELECT channel, state FROM notification_messages").fetchall())
        print("messages:", dict(states))
        fired = database.execute("SELECT count(*) FROM alert_evaluations WHERE fired = 1").fetchone()[0]
        per_trip = database.execute(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM alert_evaluations WHERE fired = 1 GROUP BY rule_id)").fetchone()[0]
        self.assertGreater(fired, 0)
        self.assertEqual(per_trip, 1, "a first price told twice")
        doubled = database.execute("SELECT event_id, channel, count(*) FROM notification_messages GROUP BY event_id, channel, person "
                                   "HAVING count(*) > 1").fetchall()
        self.assertEqual(doubled, [])

        received = collections.defaultdict(list)
        for mail in smtp.mails():
            message_id = next(value for name, value in mail["headers"] if name.lower() == "message-id")
            received[message_id].append(mail)
        repeated = {key: mails for key, mails in received.items() if len(mails) > 1}
        print(f"{len(received)} mails received, {len(repeated)} of them more than once")
        self.assertLessEqual(sum(len(mails) - 1 for mails in repeated.values()), CRASHES * MAILS_AT_ONCE)
        for mails in repeated.values():
            self.assertEqual(len({mail["raw"] for mail in mails}), 1, "a repeated mail differs from the first")
        sent = database.execute("SELECT count(*) FROM notification_messages WHERE channel = 'mail' AND state = 'sent'").fetchone()[0]
        # A mail may have arrived whose trip was deleted afterwards; its message row stays. One whose delivery was under
        # way at five deaths in a row is given up as unknown, and may have arrived or not.
        given_up = database.execute("SELECT count(*) FROM notification_messages WHERE channel = 'mail' AND state = 'dead' "
                                    "AND reason = 'job_dead'").fetchone()[0]
        print(f"{sent} sent, {given_up} given up")
        self.assertGreaterEqual(len(received), sent)
        self.assertLessEqual(len(received), sent + given_up)


if __name__ == "__main__":
    harness.main()
