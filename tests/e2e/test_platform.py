#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What serves all capabilities, through the built portierd: change feed, runtime settings, schedules, jobs, audit.

test_platform.py sqlite|postgres
"""
import contextlib
import datetime
import csv
import io
import json
import threading
import unittest
import uuid

import harness
import house

ADA = "ada@portier.test"
BEN = "ben@portier.test"


class Later(threading.Thread):
    """A request on a thread of its own, for calls that wait."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.reply, self.error = call, None, None
        self.start()

    def run(self):
        try:
            self.reply = self.call()
        except Exception as error:  # handed to the test's thread
            self.error = error

    def result(self, seconds=60):
        self.join(seconds)
        if self.error:
            raise self.error
        if self.is_alive():
            raise AssertionError(f"no reply within {seconds} s")
        return self.reply


class Platform(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory, cls.cluster, cls.url = harness.ground(cls)
        cls.directory = directory
        settings = {**house.SETTINGS, "limits.exempt": "loopback", "limits.login": "20/minute"}
        cls.server = harness.Portierd(directory, {"server.instance": "one", **settings}, cls.url)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user(ADA, "admin", "en")
        cls.server.add_user(BEN, "member", "de")
        cls.server.start()
        cls.ada = cls.server.sign_in(ADA)
        cls.ben = cls.server.sign_in(BEN)
        cls.server.token = None

    # -- helpers

    def api(self, method, path, body=None, expect=200, token=None, **options):
        """As the admin, unless another token is given."""
        reply = self.server.request(method, "/api/v1" + path, body, token=token or self.ada, **options)
        self.assertEqual(reply.status, expect, reply.body[:1000])
        return reply

    def head(self, token=None):
        return self.api("GET", "/changes", token=token).json["next"]

    def change_name(self, token, name):
        """Something that a person's feed tells."""
        me = self.api("GET", "/me", token=token)
        return self.api("PATCH", "/me", {"display_name": name}, token=token, headers={"If-Match": me.headers["ETag"]})

    def change_settings(self, changes, expect=200):
        before = self.api("GET", "/admin/settings")
        return self.api("PATCH", "/admin/settings", changes, expect, headers={"If-Match": before.headers["ETag"]})

    # -- change feed

    def test_waiting_feed_wakes_with_the_change(self):
        """PLT-080, PLT-082, PLT-044: the waiter sees its own change, in time, and nothing of others."""
        after = self.head(self.ben)
        waiting = Later(lambda: self.api("GET", f"/changes?after={after}&wait=25", token=self.ben).json)
        harness.wait_until(lambda: self.waiters() >= 1, "a waiter")
        self.change_name(self.ada, "Ada " + uuid.uuid4().hex[:6])
        self.change_name(self.ben, "Ben " + uuid.uuid4().hex[:6])
        page = waiting.result()
        self.assertEqual([item["kind"] for item in page["items"]], ["account.updated"])
        self.assertGreaterEqual(page["next"], page["items"][0]["sequence"])
        self.assertNotIn("Ben", json.dumps(page), "no personal data in the feed")
        again = self.api("GET", f"/changes?after={page['next']}", token=self.ben).json
        self.assertEqual(again["items"], [])

    def waiters(self):
        return self.api("GET", "/admin/status").json["feed_waiters"]

    def test_feed_refuses_what_it_does_not_know(self):
        """PLT-083, PLT-046: a position above the head is 410 with the present one; parameters are checked."""
        head = self.head()
        reset = self.api("GET", f"/changes?after={head + 2 ** 40}", expect=410).json
        self.assertEqual(reset["code"], "feed_reset")
        self.assertGreaterEqual(reset["head"], head)
        for query in ("after=-1", "after=x", "after=0&wait=26", "after=0&kinds=trip", "after=0&kinds=Trip.*", "after=0&limit=0"):
            self.assertEqual(self.api("GET", f"/changes?{query}", expect=400).json["code"], "bad_parameter", query)
        self.assertEqual(self.server.request("GET", "/api/v1/changes").status, 401)

    def test_fifth_waiter_sends_the_first_home(self):
        """Table 3.5, feed_wait: 4 at once."""
        after = self.head(self.ben)
        calls = []
        for count in range(1, 5):
            calls.append(Later(lambda: self.api("GET", f"/changes?after={after}&wait=25", token=self.ben).json))
            harness.wait_until(lambda: self.waiters() >= count, f"{count} waiters")
        fifth = Later(lambda: self.api("GET", f"/changes?after={after}&wait=25", token=self.ben).json)
        self.assertEqual(calls[0].result()["items"], [])
        self.change_name(self.ben, "Ben " + uuid.uuid4().hex[:6])
        for call in [*calls[1:], fifth]:
            self.assertEqual(len(call.result()["items"]), 1)

    def test_rights_that_change_show_and_hide_bookings(self):
        """PLT-083: one `created` for what a new approver or admin sees, one `removed` for what a former one no longer does."""
        home = self.api("GET", "/resources").json["items"][0]
        party = home["parties"][0]["id"]
        start = datetime.date.today() + datetime.timedelta(days=60)
        submitted = self.server.request("POST", "/api/v1/bookings", {
            "resource": home["slug"], "requester_first_name": "Mara", "requester_email": "mara@gast.test",
            "start_date": str(start), "end_date": str(start), "party_size": 2, "affiliation_party_id": party})
        self.assertEqual(submitted.status, 201, submitted.body)
        booking = submitted.json["id"]
        owner = self.api("GET", "/admin/accounts?q=ben@").json["items"][0]["id"]
        for change, wanted in (({"roles": ["approver"], "parties": [party]}, "booking.created"),
                               ({"roles": ["member"]}, "booking.gone"), ({"roles": ["admin"]}, "booking.created"),
                               ({"roles": ["member"]}, "booking.gone")):
            after = self.head(self.ben)
            before = self.api("GET", f"/admin/accounts/{owner}")
            self.api("PATCH", f"/admin/accounts/{owner}", change, headers={"If-Match": before.headers["ETag"]})
            items = self.api("GET", f"/changes?after={after}&kinds=booking.*", token=self.ben).json["items"]
            self.assertEqual([(item["kind"], item["object_id"]) for item in items], [(wanted, booking)], change)

    # -- settings

    def test_settings_change_at_once(self):
        """PLT-183, PLT-185, PLT-141: validated, in force without a restart, audited, and back again."""
        refused = self.server.request("POST", "/api/v1/auth/register", {"email": "c@portier.test", "password": harness.PASSWORD})
        self.assertEqual((refused.status, refused.json["code"]), (403, "signup_closed"))
        after = self.change_settings({"identity.signup": "open"})
        signup = next(item for item in after.json["items"] if item["name"] == "identity.signup")
        self.assertEqual((signup["value"], signup["origin"], signup["changeable"]), ("open", "runtime", True))
        self.assertIn("identity.signup = open    (runtime)\n", self.server.cli("config", "show").stdout)
        created = self.server.request("POST", "/api/v1/auth/register", {"email": "c@portier.test", "password": harness.PASSWORD})
        self.assertEqual(created.status, 201, created.body)
        self.change_settings({"identity.signup": None})
        refused = self.server.request("POST", "/api/v1/auth/register", {"email": "d@portier.test", "password": harness.PASSWORD})
        self.assertEqual(refused.status, 403)
        rows = self.api("GET", "/admin/audit?action=settings.*").json["items"]
        self.assertEqual(rows[0]["changes"], {"identity.signup": ["open", "closed"]})

    def test_mail_settings_change_at_once(self):
        """PLT-185, PLT-123: the next mail goes by the new settings; a pair that contradicts itself is refused."""
        def fate(address):
            invited = self.api("POST", "/admin/invitations", {"email": address}, expect=201).json["id"]

            def reason():
                items = self.api("GET", f"/admin/notifications?subject_kind=invitation&subject_id={invited}").json["items"]
                return items[0]["reason"] if items and items[0]["state"] == "suppressed" else None
            return harness.wait_until(reason, f"the invitation of {address}")
        self.assertEqual(fate("dora@house.test"), "test_domain")
        try:
            self.change_settings({"notify.suppressed_domains": "elsewhere.test"})
            self.assertEqual(fate("emil@house.test"), "dry_run")
            self.assertEqual(fate("fritz@elsewhere.test"), "test_domain")
        finally:
            self.change_settings({"notify.suppressed_domains": None})
        refused = self.change_settings({"notify.mail_fallback": "smtp"}, expect=422).json
        self.assertEqual([error["code"] for error in refused["errors"]], ["settings_contradict"])

    def test_price_sources_change_without_a_restart(self):
        """PLT-185, table 12 (`sources.<name>.*`): switched on, pointed elsewhere, given a budget and switched off at run time."""
        emulator = harness.Skiplagged()
        self.addCleanup(emulator.stop)

        def sources():
            return {source["name"]: source for source in self.api("GET", "/price-sources").json["items"]}
        before = sources()
        self.assertEqual([before[name]["serving"] for name in ("skiplagged", "demo")], [False, True])
        try:
            self.change_settings({**emulator.settings(), "sources.skiplagged.monthly_budget": 400})
            with_source = sources()
            self.assertEqual([with_source[name]["serving"] for name in ("skiplagged", "demo")], [True, False])
            self.assertIn(400, [budget["limit"] for budget in with_source["skiplagged"]["budgets"]])
            asked = self.api("POST", "/price-sources/skiplagged/test").json
            self.assertTrue(asked["sides"] and all(side["ok"] for side in asked["sides"]), asked)
            self.change_settings({"sources.skiplagged.monthly_budget": 0})
            spent = self.api("POST", "/price-sources/skiplagged/test").json
            self.assertEqual({side["code"] for side in spent["sides"]}, {"budget_exhausted"}, spent)
            refused = self.change_settings({"sources.skiplagged.base_url": "http://prices.example"}, expect=422).json
            self.assertEqual([error["code"] for error in refused["errors"]], ["settings_contradict"])
            self.change_settings({"sources.skiplagged.enabled": False, "sources.demo.enabled": False})
            self.assertFalse(any(source["serving"] for source in sources().values()))
        finally:
            names = ("enabled", "base_url", "monthly_budget")
            self.change_settings({**{f"sources.skiplagged.{name}": None for name in names}, "sources.demo.enabled": None})
        self.assertEqual([sources()[name]["serving"] for name in ("skiplagged", "demo")], [False, True])

    def test_houses_follow_the_limit_of_the_instance(self):
        """PLT-185: limits.booking_submit is in force for every house that has no number of its own."""
        def per_day():
            return [house["limits_in_force"]["bookings_per_day"] for house in self.api("GET", "/resources").json["items"]]
        before = per_day()
        self.assertTrue(before)
        try:
            self.change_settings({"limits.booking_submit": "3/day"})
            self.assertEqual(set(per_day()), {3})
            self.change_settings({"limits.booking_submit": "0"})
            self.assertEqual(set(per_day()), {0})
        finally:
            self.change_settings({"limits.booking_submit": None})
        self.assertEqual(per_day(), before)

    def test_settings_refuse_nonsense_and_change_nothing(self):
        """PLT-184, PLT-185, PLT-060, PLT-182."""
        before = self.api("GET", "/admin/settings")
        wrong = {"identity.signup": "maybe", "limits.reads": "many", "no.such": 1, "http.listen": "0.0.0.0:1",
                 "schedule.retention": "off", "identity.allowlist": [], "limits.general": {"a": 1},
                 "limits.login": "1/minute", "limits.recovery_cooldown": "5/hour"}
        refused = self.change_settings(wrong, expect=422).json
        codes = {error["field"]: error["code"] for error in refused["errors"]}
        self.assertEqual(codes, {"/identity.signup": "setting_invalid", "/limits.reads": "setting_invalid",
                                 "/no.such": "unknown_field", "/http.listen": "setting_not_changeable",
                                 "/schedule.retention": "setting_invalid", "/limits.general": "setting_invalid",
                                 "/limits.login": "setting_fixed", "/limits.recovery_cooldown": "setting_invalid"})
        self.assertEqual(self.api("GET", "/admin/settings").body, before.body)
        self.api("PATCH", "/admin/settings", {}, expect=428)
        self.api("PATCH", "/admin/settings", {}, expect=412, headers={"If-Match": '"9999-0"'})
        for item in before.json["items"]:
            if item["secret"]:
                self.assertIsNone(item["value"], item["name"])
        self.api("GET", "/admin/settings", token=self.ben, expect=403)

    def test_admins_leave_a_trace_of_what_they_read(self):
        """PLT-010, PLT-141: each look at other people's rows is one row of the audit, and no change for the feed."""
        self.api("POST", "/feedback", {"text": "Very nice"}, expect=202, token=self.ben)
        lists = {"/admin/accounts": "account.read", "/admin/invitations": "invitation.read", "/admin/links": "links.read",
                 "/admin/notifications": "notification.read", "/admin/suppressions": "suppression.read",
                 "/admin/client-reports": "client_report.read"}
        after = self.head()
        for path, action in lists.items():
            def rows():
                return self.api("GET", f"/admin/audit?action={action}&limit=100").json["items"]
            before = rows()
            self.api("GET", path)
            fresh = rows()[:len(rows()) - len(before)]
            self.assertEqual([(row["actor_kind"], row["outcome"]) for row in fresh], [("account", "ok")], path)
            self.api("GET", path, token=self.ben, expect=403)
            self.assertEqual(len(rows()), len(before) + 1, path)
        self.assertEqual(self.api("GET", f"/changes?after={after}").json["items"], [])

    @contextlib.contextmanager
    def second_instance(self):
        """Another process on the same database and keys."""
        if harness.BACKEND != "postgres":
            self.skipTest("one process per SQLite file")
        second = self.server.twin(self.directory / "second", {"server.instance": "two", "limits.exempt": "loopback"}).start()
        try:
            yield second
        finally:
            self.assertEqual(second.stop(), 0)

    def test_a14_leaving_the_list_is_effective_everywhere(self):
        """PLT-033, PLT-034: session and key of somebody who left stop on the instance that did not take the change, too."""
        cleo = "cleo@portier.test"
        self.api("POST", "/admin/accounts", {"email": cleo, "password": harness.PASSWORD}, expect=201)
        session = self.server.request("POST", "/api/v1/auth/login", {"email": cleo, "password": harness.PASSWORD}).json["token"]
        owner = self.api("GET", "/admin/accounts?q=cleo").json["items"][0]["id"]
        key = self.api("POST", "/admin/api-keys", {"account_id": owner, "name": "Key", "scopes": ["trips:read"]}, expect=201)
        key = key.json["token"]
        with self.second_instance() as second:
            def statuses(server):
                return [server.request("GET", "/api/v1/me", token=session).status,
                        server.request("GET", "/api/v1/trips", token=key).status]
            everywhere = lambda wanted: [statuses(each) for each in (self.server, second)] == [wanted, wanted]
            self.assertTrue(everywhere([200, 200]))
            try:
                self.change_settings({"identity.allowlist": f"{ADA}, {BEN}"})
                harness.wait_until(lambda: everywhere([403, 403]), "the new list on both", 10)
                refused = second.request("POST", "/api/v1/auth/login", {"email": cleo, "password": harness.PASSWORD})
                self.assertEqual((refused.status, refused.json["code"]), (403, "not_allowed"))
                self.change_settings({"identity.allowlist": f"{ADA}, {BEN}, {cleo}"})
                harness.wait_until(lambda: everywhere([401, 200]), "the key back on both, the session ended", 10)
            finally:
                self.change_settings({"identity.allowlist": None})

    def test_another_instance_follows(self):
        """PLT-185: effective on all instances."""
        with self.second_instance() as second:
            self.change_settings({"limits.job_poll": "7/s burst 9"})
            def seen():
                items = second.request("GET", "/api/v1/admin/settings", token=self.ada).json["items"]
                return next(item["value"] for item in items if item["name"] == "limits.job_poll") == "7/s burst 9"
            harness.wait_until(seen, "the setting on the other instance")
            # PLT-082: a commit on one instance wakes a waiter on the other.
            after = second.request("GET", "/api/v1/changes", token=self.ben).json["next"]
            waiting = Later(lambda: second.request("GET", f"/api/v1/changes?after={after}&wait=25", token=self.ben).json)
            harness.wait_until(lambda: second.request("GET", "/api/v1/admin/status", token=self.ada).json["feed_waiters"], "waiter")
            self.change_name(self.ben, "Ben " + uuid.uuid4().hex[:6])
            self.assertEqual(len(waiting.result()["items"]), 1)
            self.change_settings({"limits.job_poll": None})

    # -- schedules and jobs

    def test_schedule_is_shown_and_run_by_hand(self):
        """PLT-087, PLT-092, PLT-141: history, plan, and a manual run that consumes no nominal occurrence."""
        schedules = {item["name"]: item for item in self.api("GET", "/admin/schedules").json["items"]}
        cleanup = schedules["cleanup_sessions"]
        self.assertEqual(cleanup["schedule"], "every 360 min")
        plan = self.api("GET", f"/admin/schedules/{cleanup['id']}/occurrences").json
        self.assertEqual(len(plan["next"]), 20)
        key = str(uuid.uuid4())
        first = self.api("POST", f"/admin/schedules/{cleanup['id']}/run", expect=201, headers={"Idempotency-Key": key})
        again = self.api("POST", f"/admin/schedules/{cleanup['id']}/run", expect=201, headers={"Idempotency-Key": key})
        self.assertEqual((again.headers["Idempotency-Replayed"], again.body), ("true", first.body))

        def ran():
            last = self.api("GET", f"/admin/schedules/{cleanup['id']}/occurrences").json["last"]
            return [row for row in last if row["manual"] and row["outcome"] == "ran"]
        self.assertEqual(len(harness.wait_until(ran, "the manual run")), 1)
        listed = {item["name"]: item["last"] for item in self.api("GET", "/admin/schedules").json["items"]}
        self.assertEqual(listed["cleanup_sessions"]["outcome"], "ran", listed)
        self.assertEqual(self.api("GET", f"/admin/schedules/{cleanup['id']}/occurrences").json["next"], plan["next"])
        rows = self.api("GET", f"/admin/audit?action=schedule.run&object_id={cleanup['id']}").json["items"]
        self.assertEqual(len(rows), 1)
        self.api("GET", f"/admin/schedules/{uuid.uuid4()}/occurrences", expect=404)

        jobs = self.api("GET", "/admin/jobs?kind=schedule.cleanup_sessions&state=done").json["items"]
        self.assertGreaterEqual(len(jobs), 1)
        self.api("GET", f"/admin/jobs/{jobs[0]['id']}")
        for verb, code in (("requeue", "job_not_dead"), ("discard", "job_not_dead"), ("cancel", "job_ended")):
            self.assertEqual(self.api("POST", f"/admin/jobs/{jobs[0]['id']}/{verb}", expect=409).json["code"], code)
        self.assertEqual(self.api("GET", "/admin/jobs?state=sleeping", expect=400).json["code"], "bad_parameter")

    #: Table 12, schedule.<name>: what is set at run time, and what the stored schedule says then.
    SCHEDULES = {
        "cleanup_sessions": "every 90 min", "retention": "daily 05:45", "rotation_reminder": "monthly 2 10:00",
        "health_digest": "daily 07:30", "trip_expiry": "every 20 min", "booking_cleanup": "daily 00:30",
        "booking_purge": "monthly 3 04:00", "weekly_digest": "weekly mon 08:00", "trip_refresh": "daily 06:20",
        "notification_digest": "daily 19:10", "price_summary": "weekly wed 07:40",
    }

    def schedules(self):
        """By name: the instance's, the house's and Ben's."""
        house_id = self.api("GET", "/resources").json["items"][0]["id"]
        ben = self.api("GET", "/admin/accounts?q=ben@").json["items"][0]["id"]
        return {item["name"]: item for owner in ("", f"?owner={house_id}", f"?owner={ben}")
                for item in self.api("GET", f"/admin/schedules{owner}").json["items"]}

    def test_every_schedule_follows_its_setting(self):
        """PLT-185, PLT-088, PLT-141, table 12: validated, planned anew without a restart, switched off where that is allowed."""
        named = {item["name"].removeprefix("schedule."): item for item in self.api("GET", "/admin/settings").json["items"]
                 if item["name"].startswith("schedule.") and item["name"] != "schedule.zone"}
        self.assertEqual(set(named), {*self.SCHEDULES, "trip_reminder"}, "reminders are jobs, not schedules")
        self.assertTrue(all(item["changeable"] for item in named.values()))
        trip = {"name": "Lisbon", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS", "currency": "EUR",
                "depart_date": str(datetime.date.today() + datetime.timedelta(days=90)), "adults": 1, "track_flights": True,
                "track_hotels": False}
        self.api("POST", "/trips", trip, expect=201, token=self.ben, headers={"Idempotency-Key": str(uuid.uuid4())})
        wishes = self.api("GET", "/me/notification-preferences", token=self.ben)
        self.api("PATCH", "/me/notification-preferences", {"digest": {"mode": "daily"}, "price_summary": {"enabled": True}},
                 token=self.ben, headers={"If-Match": wishes.headers["ETag"]})
        before = {name: self.schedules()[name]["schedule"] for name in self.SCHEDULES}
        try:
            self.change_settings({f"schedule.{name}": text for name, text in self.SCHEDULES.items()})
            harness.wait_until(lambda: {name: self.schedules()[name]["schedule"] for name in self.SCHEDULES} == self.SCHEDULES,
                               "the edited schedules")
            shown = self.api("GET", "/me/notification-preferences", token=self.ben).json
            self.assertEqual((shown["digest"]["time"], shown["price_summary"]["weekday"], shown["price_summary"]["time"]),
                             ("19:10", 3, "07:40"))
            self.assertEqual(self.api("GET", "/me/schedule", token=self.ben).json["local_time"], "06:20")
            changes = self.api("GET", "/admin/audit?action=settings.changed").json["items"][0]["changes"]
            self.assertEqual(changes["schedule.booking_purge"], ["monthly 1 02:00", "monthly 3 04:00"])
            self.change_settings({f"schedule.{name}": "off" for name in [*self.SCHEDULES, "trip_reminder"] if name != "retention"})

            def all_off():
                left = {name for name, item in self.schedules().items() if item["enabled"]}
                return left & set(self.SCHEDULES) == {"retention"}
            harness.wait_until(all_off, "what is switched off")
            self.assertIsNone(self.api("GET", "/trips", token=self.ben).json["items"][0]["next_due_on"])
            self.assertIsNone(self.api("GET", "/me/schedule", token=self.ben).json["next"])
        finally:
            self.change_settings({f"schedule.{name}": None for name in [*self.SCHEDULES, "trip_reminder"]})
        harness.wait_until(lambda: {name: self.schedules().get(name, {}).get("schedule") for name in before} == before,
                           "the schedules as they were")

    def test_a_schedule_refuses_what_it_cannot_be(self):
        """PLT-184, PLT-088, table 12: a field error with what is allowed, and nothing is changed."""
        before = self.api("GET", "/admin/settings").body
        wrong = {"retention": "off", "booking_cleanup": "daily 24:00", "booking_purge": "monthly 32 02:00", "trip_expiry": "",
                 "weekly_digest": "daily 09:00", "trip_refresh": "every 10 min", "trip_reminder": "weekly sun 09:00",
                 "price_summary": "daily 09:00", "notification_digest": "sometimes", "health_digest": "Off"}
        refused = self.change_settings({f"schedule.{name}": text for name, text in wrong.items()}, expect=422).json
        self.assertEqual({error["field"]: error["code"] for error in refused["errors"]},
                         {f"/schedule.{name}": "setting_invalid" for name in wrong})
        self.assertEqual(self.api("GET", "/admin/settings").body, before)

    # -- audit and status

    def test_audit_is_listed_and_exported(self):
        """PLT-143: filters, pages, and a CSV file without formulas."""
        self.change_name(self.ben, "Ben " + uuid.uuid4().hex[:6])
        page = self.api("GET", "/admin/audit?limit=2").json
        self.assertEqual(len(page["items"]), 2)
        more = self.api("GET", f"/admin/audit?limit=2&cursor={page['next_cursor']}").json
        self.assertLess(more["items"][0]["sequence"], page["items"][-1]["sequence"])
        only = self.api("GET", "/admin/audit?actor_kind=account&action=account.updated").json["items"]
        self.assertTrue(only and all(row["action"] == "account.updated" for row in only))
        self.assertEqual(self.api("GET", "/admin/audit?from=2999-01-01T00:00:00Z").json["items"], [])
        self.api("GET", "/admin/audit?from=yesterday", expect=400)
        exported = self.api("GET", "/admin/audit/export")
        self.assertEqual(exported.headers["Content-Type"].split(";")[0], "text/csv")
        rows = list(csv.reader(io.StringIO(exported.body.decode())))
        self.assertEqual(rows[0][0:2], ["sequence", "at"])
        self.assertGreater(len(rows), 3)
        self.assertFalse([cell for row in rows for cell in row if cell[:1] in "=+-@" and cell])
        self.api("GET", "/admin/audit", token=self.ben, expect=403)

    def test_status_and_inbox(self):
        """PLT-187, PLT-189."""
        status = self.api("GET", "/admin/status").json
        self.assertTrue(status["ready"], status)
        self.assertEqual(status["database"], "sqlite" if harness.BACKEND == "sqlite" else "postgresql")
        self.assertEqual(self.api("GET", "/me/inbox", token=self.ben).json, {"items": [], "counts": {}})

    def test_zz_drain_sends_waiters_home(self):
        """PLT-102, A43: a waiting feed returns at once when the service stops. The last test: the server is gone then."""
        after = self.head(self.ben)
        waiting = Later(lambda: self.server.request("GET", f"/api/v1/changes?after={after}&wait=25", token=self.ben))
        harness.wait_until(lambda: self.waiters() >= 1, "a waiter")
        self.assertEqual(self.server.stop(), 0)
        reply = waiting.result()
        self.assertEqual((reply.status, reply.json["items"]), (200, []))


if __name__ == "__main__":
    harness.main()
