#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The races of bookings.md §6 through the HTTP API, 64 callers at once; afterwards the database is asked by itself.

test_booking_races.py sqlite|postgres; on PostgreSQL two processes share the database. PORTIER_RACE_ROUNDS sets the
rounds per race: 32 by default, 1000 for the full proof of S71 and S72.
"""
import collections
import concurrent.futures
import datetime
import itertools
import os
import sqlite3
import threading
import time
import unittest
import zoneinfo

import harness
import house

ROUNDS = int(os.environ.get("PORTIER_RACE_ROUNDS", "32"))
CALLERS = 64
MARA = "mara@gast.test"
# Each an hour behind the one before, all year.
WESTWARD = ("Africa/Johannesburg", "Africa/Lagos", "Africa/Abidjan", "Atlantic/Cape_Verde", "Atlantic/South_Georgia",
            "America/Cayenne", "America/La_Paz", "America/Bogota", "America/Costa_Rica", "America/Phoenix", "Pacific/Pitcairn",
            "Pacific/Gambier", "Pacific/Honolulu", "Pacific/Pago_Pago", "Pacific/Funafuti", "Pacific/Guadalcanal",
            "Pacific/Port_Moresby", "Asia/Tokyo", "Asia/Singapore", "Asia/Bangkok", "Asia/Thimphu", "Asia/Karachi", "Asia/Dubai",
            "Africa/Nairobi")
REASON = {"comment": "Da sind wir selbst dort", "ack_confirmed": True}
# Nothing of this may ever be found (BKG-016, BKG-061) among the bookings made since %(since)s: what -> a query that counts it.
NEVER = {
    "two blocking bookings share a day":
        "SELECT COUNT(*) FROM bookings a JOIN bookings b ON a.resource_id = b.resource_id AND a.id < b.id"
        " AND a.start_date <= b.end_date AND a.end_date >= b.start_date WHERE b.id > '%(since)s'"
        " AND a.status IN ('pending', 'confirmed') AND b.status IN ('pending', 'confirmed')",
    "confirmed without all approvals":
        "SELECT COUNT(*) FROM bookings b JOIN approvals a ON a.booking_id = b.id"
        " WHERE b.id > '%(since)s' AND b.status = 'confirmed' AND a.decision <> 'approved'",
    "pending with a denied approval or without an open one":
        "SELECT COUNT(*) FROM bookings b WHERE b.id > '%(since)s' AND b.status = 'pending' AND (EXISTS"
        " (SELECT 1 FROM approvals a WHERE a.booking_id = b.id AND a.decision = 'denied') OR NOT EXISTS (SELECT 1 FROM approvals a WHERE"
        " a.booking_id = b.id AND a.decision = 'no_response'))",
    "denied by none or by two":
        "SELECT COUNT(*) FROM bookings b WHERE b.id > '%(since)s' AND b.status = 'denied' AND 1 <> (SELECT COUNT(*)"
        " FROM approvals a WHERE a.booking_id = b.id AND a.decision = 'denied')",
    "the same transition twice in one round":
        "SELECT COUNT(*) FROM (SELECT 1 FROM timeline_events WHERE booking_id > '%(since)s' AND type IN ('submitted',"
        " 'confirmed', 'denied', 'canceled', 'reopened', 'dates_extended') GROUP BY booking_id, round, type HAVING COUNT(*) > 1) twice",
    "one party approved twice in one round":
        "SELECT COUNT(*) FROM (SELECT 1 FROM timeline_events WHERE booking_id > '%(since)s' AND type = 'approved'"
        " GROUP BY booking_id, round, actor_party_id HAVING COUNT(*) > 1) twice",
    "a timeline with gaps":
        "SELECT COUNT(*) FROM (SELECT 1 FROM timeline_events WHERE booking_id > '%(since)s'"
        " GROUP BY booking_id HAVING COUNT(*) <> MAX(seq)) gaps",
    "a confirmation that is not told four times, or a denial":
        "SELECT COUNT(*) FROM (SELECT id FROM (SELECT booking_id AS id, 4 AS told FROM timeline_events"
        " WHERE booking_id > '%(since)s' AND type IN ('confirmed', 'denied') UNION ALL SELECT subject_id, -1"
        " FROM notification_messages WHERE subject_id > '%(since)s' AND kind IN ('booking_confirmed', 'booking_denied')) facts"
        " GROUP BY id HAVING SUM(told) <> 0) wrong",
    "a request that is not told to its requester once":
        "SELECT COUNT(*) FROM (SELECT id FROM (SELECT id, 1 AS told FROM bookings WHERE id > '%(since)s' UNION ALL"
        " SELECT subject_id, -1 FROM notification_messages WHERE subject_id > '%(since)s' AND kind = 'booking_submitted') facts"
        " GROUP BY id HAVING SUM(told) <> 0) wrong",
}


class Patient(house.Caller):
    """Comes back after 503, as it asks for: a busy database has stored nothing (BKG-017), or the second try would tell."""

    def __call__(self, *request, **more):
        for _ in range(50):
            reply = super().__call__(*request, **more)
            if reply.status != 503:
                break
            time.sleep(0.1)
        return reply


class Stage(unittest.TestCase):
    """A house, and on PostgreSQL two processes that serve it."""
    own_settings = {}
    proven = ""  # the newest booking that was looked at; ids are in the order of time

    @classmethod
    def setUpClass(cls):
        Stage.proven = ""
        directory, cls.cluster, url = harness.ground(cls)
        cls.url = url
        smtp = harness.Smtp()
        cls.addClassCleanup(smtp.stop)
        settings = {**house.NO_LIMITS, **house.SETTINGS, **smtp.settings(), "bookings.future_horizon_months": "60",
                    "http.max_connections_per_client": "256", "log.level": "warning", **cls.own_settings}
        cls.server = harness.Portierd(directory / "one", {**settings, "server.instance": "one"}, url)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user(house.ADMIN, "admin")
        cls.server.start()
        cls.server.sign_in(house.ADMIN)
        cls.house = house.House.first(cls.server, smtp)
        cls.fetch_links()
        cls.house.call.close()
        cls.server.stop()
        settings["notify.suppressed_domains"] = "haus.test,gast.test"  # mails are written and counted; sending them takes time
        cls.server.settings.update(settings)
        cls.server.start()
        cls.house.call = Patient(cls.server)
        cls.servers, cls.calls = [cls.server], [cls.house.call]
        if url:
            cls.servers.append(cls.second_process(directory, settings))
            cls.calls.append(Patient(cls.servers[1]))
        for call in cls.calls:
            cls.addClassCleanup(call.close)
        cls.pool = concurrent.futures.ThreadPoolExecutor(CALLERS)
        cls.addClassCleanup(cls.pool.shutdown)

    @classmethod
    def fetch_links(cls):
        """What only mails tell, while they are still sent."""

    @classmethod
    def second_process(cls, directory, settings):
        second = cls.server.twin(directory / "two", {**settings, "server.instance": "two"}).start()
        cls.addClassCleanup(second.kill)
        return second

    # -- the stage

    def together(self, actions):
        """All at once, each on a connection of its own, taking turns between the processes; replies in their order."""
        start = threading.Barrier(len(actions))

        def run(number, action):
            start.wait(30)
            return action(self.calls[number % len(self.calls)])
        return [each.result(60) for each in [self.pool.submit(run, n, action) for n, action in enumerate(actions)]]

    def query(self, sql):
        if self.cluster:
            return self.cluster.query(self.url, sql)
        with sqlite3.connect(f"file:{self.server.data}/portier.db?mode=ro", uri=True, timeout=30) as database:
            return database.execute(sql).fetchall()

    def prove(self):
        """Looks at everything made since the last time."""
        for what, sql in NEVER.items():
            self.assertEqual(int(self.query(sql % {"since": self.proven})[0][0]), 0, what)
        Stage.proven = max(row[0] for row in self.query("SELECT MAX(id) FROM bookings"))

    @staticmethod
    def outcome(reply):
        body = reply.json
        return body.get("result") or body.get("code") or "saved"


class Races(Stage):
    """The table of §6, every row by itself."""

    @classmethod
    def fetch_links(cls):
        for party in house.PARTIES:
            cls.house.approver(party)
        soon = datetime.date.today() + datetime.timedelta(days=3)  # today may be over where the house stands
        first = cls.house.submit(soon, soon)
        cls.mara = cls.house.link_of(MARA)
        assert cls.house.call("POST", f"/bookings/{first}/cancel", {}, cls.mara).status == 200

    def prepare(self, count, approved=(), days=2, confirmed=False):
        """That many bookings on days of their own, approved by some."""
        def one(start):
            booking = self.house.submit(start, start + datetime.timedelta(days=days - 1))
            for party in house.PARTIES if confirmed else approved:
                self.assertEqual(self.house.decide("approve", booking, party).status, 200)
            return booking, start
        return list(self.pool.map(one, [next(self.days) for _ in range(count)]))

    def race(self, approved, first, second, allowed):
        """Two actions on each of many bookings; `allowed`: the pairs of outcomes and the end state that may follow."""
        for _ in range(-(-ROUNDS // 32)):
            bookings = self.prepare(min(ROUNDS, 32), approved)
            versions = dict(self.pool.map(self.version_of, [booking for booking, _ in bookings]))
            actions = []
            for number, (booking, start) in enumerate(bookings):
                pair = [self.bind(action, booking, start, versions[booking]) for action in (first, second)]
                actions += pair if number % 2 else pair[::-1]
            replies = self.together(actions)
            ends = dict(tuple(row) for row in self.query(f"SELECT id, status FROM bookings WHERE id > '{self.proven}'"))
            for number, (booking, _) in enumerate(bookings):
                pair = replies[2 * number:2 * number + 2]
                outcomes = [self.outcome(reply) for reply in (pair if number % 2 else pair[::-1])]
                self.assertIn((*outcomes, ends[booking]), allowed, [reply.body[:300] for reply in pair])
            self.prove()
            self.clear()

    def version_of(self, booking):
        return booking, self.house.call("GET", f"/bookings/{booking}", token=self.mara).headers["ETag"]

    @staticmethod
    def bind(action, booking, start, version):
        return lambda call: action(call, booking, start, version)

    def setUp(self):
        self.days = (datetime.date.today() + datetime.timedelta(days=10 + 6 * n) for n in itertools.count())
        self.addCleanup(self.clear)

    def clear(self):
        """Frees all days for the next rounds; what happened stays in the tables."""
        body = {"comment": "Aufgeräumt"}
        open_ones = self.query("SELECT id FROM bookings WHERE status IN ('pending', 'confirmed')")
        list(self.pool.map(lambda row: self.house.call("POST", f"/bookings/{row[0]}/cancel", body, self.house.admin), open_ones))
        self.days = (datetime.date.today() + datetime.timedelta(days=10 + 6 * n) for n in itertools.count())

    # -- the actions

    def decision(self, verb, party, round_number=1, **more):
        token = self.house.approver(party)
        return lambda call, booking, start, version: call("POST", f"/bookings/{booking}/{verb}",
                                                          {"round": round_number, **more}, token)

    def cancel(self, **body):
        return lambda call, booking, start, version: call("POST", f"/bookings/{booking}/cancel", body, self.mara)

    def edit(self, patch):
        return lambda call, booking, start, version: call("PATCH", f"/bookings/{booking}", patch(start), self.mara,
                                                          {"If-Match": version})

    @staticmethod
    def longer(start):
        return {"end_date": str(start + datetime.timedelta(days=2))}

    # -- the table of §6

    def test_same_approver_twice(self):
        approve = self.decision("approve", "Ingeborg")
        self.race((), approve, approve, {("approved", "already_done", "pending"), ("already_done", "approved", "pending")})

    def test_two_approve_and_one_is_open(self):
        self.race((), self.decision("approve", "Ingeborg"), self.decision("approve", "Cornelia"),
                  {("approved", "approved", "pending")})

    def test_two_approve_as_the_last(self):  # S71
        self.race(("Ingeborg",), self.decision("approve", "Cornelia"), self.decision("approve", "Angelika"),
                  {("approved", "approved", "confirmed")})

    def test_last_approve_against_deny(self):  # S72
        self.race(("Ingeborg", "Cornelia"), self.decision("approve", "Angelika"),
                  self.decision("deny", "Ingeborg", comment="Doch nicht"),
                  {("approved", "confirmed_ack_required", "confirmed"), ("already_done", "denied", "denied")})

    def test_approve_against_deny(self):
        self.race((), self.decision("approve", "Ingeborg"), self.decision("deny", "Cornelia", **REASON),
                  {("approved", "denied", "denied"), ("already_done", "denied", "denied")})

    def test_deny_against_deny(self):
        self.race((), self.decision("deny", "Ingeborg", **REASON), self.decision("deny", "Cornelia", **REASON),
                  {("denied", "already_done", "denied"), ("already_done", "denied", "denied")})

    def test_cancel_against_approve(self):
        self.race((), self.cancel(), self.decision("approve", "Ingeborg"),
                  {("canceled", "approved", "canceled"), ("canceled", "already_done", "canceled")})

    def test_cancel_against_deny(self):
        self.race((), self.cancel(), self.decision("deny", "Ingeborg", **REASON),
                  {("canceled", "denied", "canceled"), ("canceled", "already_done", "canceled")})

    def test_last_approve_against_cancel_without_comment(self):
        self.race(("Ingeborg", "Cornelia"), self.decision("approve", "Angelika"), self.cancel(),
                  {("approved", "comment_required", "confirmed"), ("already_done", "canceled", "canceled")})

    def test_approve_against_extend(self):
        # An approval does not change the version (BKG-011), so the edit goes through either way.
        self.race((), self.decision("approve", "Ingeborg"), self.edit(self.longer),
                  {("approved", "saved", "pending"), ("stale_round", "saved", "pending")})

    def test_deny_against_edit(self):
        self.race((), self.decision("deny", "Ingeborg", **REASON), self.edit(self.longer),
                  {("denied", "invalid_state", "denied"), ("stale_round", "saved", "pending")})

    def test_last_approve_against_edit(self):
        self.race(("Ingeborg", "Cornelia"), self.decision("approve", "Angelika"), self.edit(self.longer),
                  {("approved", "invalid_state", "confirmed"), ("stale_round", "saved", "pending")})

    def test_edit_against_edit(self):  # S48
        self.race((), self.edit(lambda _: {"party_size": 2}), self.edit(lambda _: {"party_size": 3}),
                  {("saved", "stale_version", "pending"), ("stale_version", "saved", "pending")})

    def test_equal_creates(self):  # S70
        for _ in range(max(1, ROUNDS // 16)):
            start = next(self.days)
            body = self.house.request(start, start)
            replies = self.together([lambda call: call("POST", "/bookings", body)] * CALLERS)
            codes = collections.Counter((reply.status, self.outcome(reply)) for reply in replies)
            self.assertEqual(codes, {(201, "saved"): 1, (409, "booking_conflict"): CALLERS - 1})
            winner = next(reply.json["id"] for reply in replies if reply.status == 201)
            for reply in replies:
                if reply.status == 409:
                    self.assertEqual([each["booking_id"] for each in reply.json["conflicts"]], [winner])
            self.prove()
            self.clear()

    def test_create_extend_and_reopen_for_the_same_days(self):
        """Left grows to the right, right to the left, a denied one comes back, others ask anew: the middle is given once."""
        for _ in range(max(1, ROUNDS // 16)):
            groups = []
            for _ in range(CALLERS // 8):
                start = next(self.days)
                day = [str(start + datetime.timedelta(days=n)) for n in range(5)]
                middle = self.house.submit(day[2], day[2])
                self.assertEqual(self.house.decide("deny", middle, "Cornelia", **REASON).status, 200)
                groups.append((self.house.submit(day[0], day[1]), middle, self.house.submit(day[3], day[4]), day))
            actions = []
            for left, middle, right, day in groups:
                actions += [self.changing(left, {"end_date": day[2]}), self.changing(right, {"start_date": day[2]}),
                            self.changing(middle, {}, "reopen")]
                body = self.house.request(day[2], day[2])
                actions += [lambda call, body=body: call("POST", "/bookings", body)] * 5
            replies = self.together(actions)
            for number in range(0, len(replies), 8):
                outcomes = sorted(self.outcome(reply) for reply in replies[number:number + 8])
                self.assertEqual(outcomes, ["booking_conflict"] * 7 + ["saved"])
            self.prove()
            self.clear()

    def changing(self, booking, patch, verb=""):
        version = self.house.call("GET", f"/bookings/{booking}", token=self.mara).headers["ETag"]
        method, path = ("POST", f"/bookings/{booking}/{verb}") if verb else ("PATCH", f"/bookings/{booking}")
        return lambda call: call(method, path, patch, self.mara, {"If-Match": version})


class Flip(Stage):
    """Midnight comes while parties decide: cleanup against approve, and the job that two instances want to run. Each flip
    has houses of its own, one booking each, in the zone where it is ten to midnight; an hour later the next zone is."""
    own_settings = {"test.enabled": "true", "test.clock": "stepped", "test.clock_start": "2027-06-01T21:50:00Z",
                    "schedule.health_digest": "off"}
    HOUSES = 32
    flips, lasts = 0, 0.5  # so many so far; seconds that the clocks take over midnight

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = {}
        for name, address in house.ADDRESSES.items():
            cls.server.add_user("account-" + address, "approver")
        admin = cls.house.admin
        for each in cls.server.api("GET", "/admin/accounts")["items"]:
            name = next((name for name, address in house.ADDRESSES.items() if each["email"] == "account-" + address), None)
            if name:
                cls.accounts[name] = each["id"]
        cls.tokens = {name: cls.server.sign_in("account-" + address) for name, address in house.ADDRESSES.items()}
        cls.server.token = admin

    def fresh_houses(self, zone):
        def add(number):
            made = self.server.api("POST", "/resources", {"name": f"Haus {number}", "zone": zone}, 201)
            ids = {}
            for name, address in house.ADDRESSES.items():
                party = {"name": name, "colour": "#C1DBE3", "email": address}
                ids[name] = self.server.api("POST", f"/resources/{made['id']}/parties", party, 201)["id"]
            return made["slug"], ids
        houses = list(self.pool.map(add, range(self.HOUSES)))
        for name, account in self.accounts.items():
            version = self.server.request("GET", f"/api/v1/admin/accounts/{account}").headers["ETag"]
            self.server.api("PATCH", f"/admin/accounts/{account}", {"parties": [ids[name] for _, ids in houses]},
                            headers={"If-Match": version})
        return houses

    def advance(self, duration):
        list(self.pool.map(lambda server: server.advance_clock(duration), self.servers))

    def approve(self, call, booking, name):
        return call("POST", f"/bookings/{booking}/approve", {"round": 1}, self.tokens[name])

    def requests(self, already):
        """One request per house for the day that ends, approved by some."""
        now = datetime.datetime.fromisoformat(self.server.cli("clock", "show").stdout.strip().replace("Z", "+00:00"))
        zone = WESTWARD[self.flips % len(WESTWARD)]
        today = now.astimezone(zoneinfo.ZoneInfo(zone)).date()
        houses = self.fresh_houses(zone)

        def one(made):
            slug, ids = made
            booking = self.house.submit(today, today, resource=slug, affiliation_party_id=ids["Ingeborg"])
            for name in already:
                self.assertEqual(self.approve(self.house.call, booking, name).status, 200)
            return booking
        return list(self.pool.map(one, houses))

    def flip(self, already, allowed):
        """Takes all clocks over midnight while a party decides; how often what came of it."""
        bookings = self.requests(already)
        self.advance("9m50s")
        began = time.monotonic()
        moving = [self.pool.submit(server.advance_clock, "1m20s") for server in self.servers]

        def decide(number):
            time.sleep(self.lasts * (number / self.HOUSES) ** 2)  # midnight comes early in the move
            return self.approve(self.calls[number % len(self.calls)], bookings[number], "Angelika")
        deciding = [self.pool.submit(decide, number) for number in range(self.HOUSES)]
        for each in moving:
            each.result(60)
        Flip.lasts = time.monotonic() - began
        replies = [each.result(60) for each in deciding]
        ended = "SELECT COUNT(*) FROM bookings WHERE status = 'pending'"
        harness.wait_until(lambda: int(self.query(ended)[0][0]) == 0, "every open request is cleaned up")
        ends = dict(tuple(row) for row in self.query(f"SELECT id, status FROM bookings WHERE id > '{self.proven}'"))
        outcomes = [(self.outcome(reply), ends[booking]) for booking, reply in zip(bookings, replies)]
        for outcome, reply in zip(outcomes, replies):
            self.assertIn(outcome, allowed, reply.body[:300])
        self.prove()
        self.prove_cleanup()
        self.advance("48m50s")
        Flip.flips += 1
        return collections.Counter(outcomes)

    def prove_cleanup(self):
        """Each occurrence ran once and by one instance; what it canceled it canceled once, silently (BKG-109, BKG-110)."""
        twice = ("SELECT COUNT(*) FROM (SELECT 1 FROM occurrences o JOIN schedules s ON s.id = o.schedule_id"
                 " WHERE o.kind = 'scheduled' AND s.name = 'booking_cleanup' GROUP BY s.owner, o.nominal_local HAVING COUNT(*) > 1) twice")
        self.assertEqual(int(self.query(twice)[0][0]), 0)
        loud = "SELECT COUNT(*) FROM notification_messages WHERE kind IN ('booking_canceled', 'booking_denied_canceled')"
        self.assertEqual(int(self.query(loud)[0][0]), 0)
        events = ("SELECT COUNT(*) FROM bookings b WHERE b.status = 'canceled' AND 1 <> (SELECT COUNT(*) FROM timeline_events t"
                  " WHERE t.booking_id = b.id AND t.type = 'canceled' AND t.actor_role = 'system')")
        self.assertEqual(int(self.query(events)[0][0]), 0)

    def flip_often(self, already, allowed):
        seen = sum((self.flip(already, allowed) for _ in range(max(2, -(-ROUNDS // self.HOUSES)))), collections.Counter())
        print(f"  {dict(seen)}", flush=True)

    def test_cleanup_against_last_approve(self):
        self.flip_often(("Ingeborg", "Cornelia"), {("approved", "confirmed"), ("past_booking", "canceled"),
                                                   ("already_done", "canceled")})

    def test_cleanup_against_approve(self):
        self.flip_often((), {("approved", "canceled"), ("past_booking", "canceled"), ("already_done", "canceled")})


if __name__ == "__main__":
    harness.main()
