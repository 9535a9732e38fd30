#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A trip from the market to a mailbox: the built portierd, a real SMTP server, Skiplagged's emulator with falling prices.

test_trip_to_mail.py sqlite|postgres
"""
import datetime
import unittest

import harness

# Half past six in Berlin: tomorrow's check at six finds today's first answer too old to be used again (TRP-104).
START = datetime.datetime(2027, 1, 10, 5, 30, tzinfo=datetime.timezone.utc)
IDA = "ida@portier.test"
JOHN = "john@portier.test"


def trip(name, threshold, **changes):
    """A flight within the daily tier (TRP-043), in the only currency Skiplagged quotes."""
    return {
        "name": name, "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": "LIS",
        "depart_date": "2027-02-05", "return_date": "2027-02-12", "adults": 2, "currency": "USD",
        "track_flights": True, "track_hotels": False,
        "alert": {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": threshold, "currency": "USD"}},
        **changes,
    }


class TripToMail(unittest.TestCase):
    def setUp(self):
        directory, _, url = harness.ground(self)
        self.smtp = harness.Smtp()
        self.addCleanup(self.smtp.stop)
        self.market = harness.Skiplagged()
        self.addCleanup(self.market.stop)
        self.server = harness.Portierd(directory, {
            **self.smtp.settings(), **self.market.settings(), "test.enabled": "true", "test.clock": "stepped",
            "test.clock_start": START.strftime("%Y-%m-%dT%H:%M:%SZ"), "limits.reads": "0", "limits.general": "0",
            "schedule.health_digest": "off",  # only mails about trips are counted here
        }, url)
        self.addCleanup(self.server.kill)
        self.server.add_user(IDA, "admin", "de")
        self.server.add_user(JOHN, "member", "en")
        self.server.start()

    # -- helpers

    def prices(self, *series):
        """What the market asks for Munich - Lisbon from the next search on."""
        self.market.control("POST", "", {"routes": {"MUC-LIS": list(series)}})

    def searches(self):
        return self.market.control("GET")["calls"].get("sk_flights_search", 0)

    def wait_for_checks(self):
        def are_done():
            items = self.server.api("GET", "/trips?limit=100")["items"]
            checks = [self.server.api("GET", f"/trips/{item['id']}/checks")["items"] for item in items]
            return all(check["state"] == "done" for rows in checks for check in rows[:1])
        harness.wait_until(are_done, "all checks done")

    def wait_for_mails(self, count):
        harness.wait_until(lambda: len(self.smtp.mails()) >= count, f"{count} mails, have {len(self.smtp.mails())}")
        return self.smtp.mails()

    def next_day(self):
        """To the same time tomorrow: the daily check at 06:00 lies on the way."""
        before = self.searches()
        self.server.advance_clock("24h")
        self.wait_for_checks()
        return self.searches() - before

    def header(self, mail, name):
        return next((value for key, value in mail["headers"] if key.lower() == name.lower()), None)

    # -- scenarios

    def test_falling_price_is_told_once_in_the_own_language(self):
        """A64 through every floor: 1000, 940, 935, 921, 960, 945 against 950 gives three mails (TRP-180 ff.)."""
        self.server.sign_in(IDA)
        self.prices("1000.00", "940.00", "935.00", "921.00", "960.00", "945.00")
        created = self.server.create("/trips", trip("Lissabon", 95000))
        self.wait_for_checks()
        latest = self.server.api("GET", f"/trips/{created['id']}")["latest"]
        self.assertEqual(latest["flight"], {"amount_minor": 100000, "currency": "USD"})
        self.assertEqual(latest["flight_source"], "skiplagged")
        agents = {request["agent"] for request in self.market.control("GET")["requests"]}
        self.assertEqual(len(agents), 1)
        self.assertRegex(agents.pop(), r"^Portier/\d+\.\d+")  # TRP-151
        self.assertFalse(latest["simulated"])

        told = []
        for expected_mails in (1, 1, 2, 2, 3):
            self.assertEqual(self.next_day(), 1, "one search a day")
            mails = self.wait_for_mails(expected_mails)
            self.assertEqual(len(mails), expected_mails)
            told.append(self.server.api("GET", f"/trips/{created['id']}/alert/explain")["reason"])
        self.assertEqual(told, ["crossed", "not_a_new_low", "new_low", "rearmed", "crossed"])

        first = self.smtp.mails()[0]
        self.assertEqual(first["to"], [IDA])
        self.assertIn("Preisalarm: Lissabon jetzt 940,00", first["subject"])
        for part in (first["text"], first["html"]):
            self.assertIn("940,00", part)
            self.assertIn("950,00", part)  # the threshold
            self.assertIn("10,00", part)  # the saving
            self.assertIn(f"/trips/{created['id']}", part)
        self.assertEqual(self.header(first, "Auto-Submitted"), "auto-generated")
        self.assertIn("One-Click", self.header(first, "List-Unsubscribe-Post"))
        self.assertTrue(first["tls"], "delivered inside TLS")
        self.assertEqual(len({self.header(mail, "Message-ID") for mail in self.smtp.mails()}), 3)

        history = self.server.api("GET", "/notifications")["items"]
        mail_rows = [row for row in history if row["channel"] == "mail"]
        self.assertEqual([row["state"] for row in mail_rows], ["sent"] * 3)
        self.assertNotIn(IDA, self.server.log(), "no address in any log line (PLT-163)")
        self.assertEqual(self.server.stop(), 0)

    def test_english_reader_pause_and_resume(self):
        """A18, A19: a paused trip is left alone; resuming checks at once."""
        self.server.sign_in(JOHN)
        self.prices("900.00")
        created = self.server.create("/trips", trip("Lisbon & <friends>", 95000))
        mail = self.wait_for_mails(1)[0]
        self.assertIn("Price alert: Lisbon & <friends> now", mail["subject"])
        self.assertIn("$900.00", mail["text"])
        self.assertIn("Lisbon &amp; &lt;friends&gt;", mail["html"])
        self.wait_for_checks()

        self.server.api("PATCH", f"/trips/{created['id']}/status", {"status": "paused"})
        self.assertEqual(self.next_day(), 0, "a paused trip is not searched for")
        refused = self.server.request("POST", f"/api/v1/trips/{created['id']}/refresh", {})
        self.assertEqual((refused.status, refused.json["code"]), (409, "trip_paused"))
        resumed = self.server.api("PATCH", f"/trips/{created['id']}/status", {"status": "active"})
        self.assertEqual(resumed["check"]["trigger"], "resume")
        harness.wait_until(lambda: self.searches() == 2, "the check of the resume")
        self.assertEqual(len(self.smtp.mails()), 1, "the same price is not told again")

    def test_outlier_waits_for_its_confirmation(self):
        """A67: 250 after 1000 is doubted; the confirming check half an hour later fires or discards it."""
        self.server.sign_in(IDA)
        self.prices("1000.00", "250.00", "255.00")
        created = self.server.create("/trips", trip("Lissabon", 95000))
        self.wait_for_checks()
        self.server.advance_clock("1425m")  # 06:00 has passed, 06:30 has not
        self.wait_for_checks()
        explained = self.server.api("GET", f"/trips/{created['id']}/alert/explain")
        self.assertEqual(explained["reason"], "unconfirmed_outlier")
        self.assertEqual(self.smtp.mails(), [])
        self.server.advance_clock("30m")
        mail = self.wait_for_mails(1)[0]
        self.assertIn("255,00", mail["subject"])

    def test_a_market_that_fails_is_survived(self):
        """TRP-032, A22: the third failed check turns the trip to error and tells once; a good one turns it back."""
        self.server.sign_in(IDA)
        self.prices("1000.00")
        created = self.server.create("/trips", trip("Lissabon", 10000))
        self.wait_for_checks()
        self.market.control("POST", "", {"faults": [{"kind": "status", "status": 503, "times": 1000}]})
        self.next_day()  # yesterday's answer is younger than a day and stands in, marked as stale (TRP-106)
        state = self.server.api("GET", f"/trips/{created['id']}")
        self.assertEqual((state["latest"]["stale"], state["last_error"]), (True, None))
        for day in range(1, 4):
            self.next_day()
            state = self.server.api("GET", f"/trips/{created['id']}")
            self.assertEqual(state["last_error"]["consecutive"], day)
            self.assertEqual(state["status"], "error" if day == 3 else "active")
        self.assertEqual(len(self.wait_for_mails(1)), 1)
        self.market.control("POST", "", {"faults": []})
        self.server.advance_clock("24h")
        harness.wait_until(lambda: self.server.api("GET", f"/trips/{created['id']}")["status"] == "active", "active again")

    def test_daily_digest_holds_all_alerts_of_a_day(self):
        """A71, TRP-203, TRP-204: three alerts on two trips leave as one mail with two blocks; without alerts none."""
        self.server.sign_in(IDA)
        self.server.api("PATCH", "/me/notification-preferences", {"digest": {"mode": "daily", "time": "18:00"}})
        self.market.control("POST", "", {"routes": {"MUC-LIS": ["900.00", "850.00"], "MUC-OPO": ["800.00"]}})
        lisbon = self.server.create("/trips", trip("Lissabon", 95000))
        self.server.create("/trips", trip("Porto", 95000, destination_airport="OPO"))
        self.wait_for_checks()
        self.server.advance_clock("61m")  # the first answer is too old for a refresh by hand (TRP-104)
        self.server.api("POST", f"/trips/{lisbon['id']}/refresh", {}, expect=202)
        self.wait_for_checks()
        self.assertEqual(self.server.api("GET", f"/trips/{lisbon['id']}/alert/explain")["reason"], "new_low")
        self.server.advance_clock("628m")  # 17:59 in Berlin
        self.assertEqual(self.smtp.mails(), [])
        self.server.advance_clock("1m")
        digest = self.wait_for_mails(1)[0]
        self.assertIn("3 Neuigkeiten", digest["subject"])
        self.assertIn("One-Click", self.header(digest, "List-Unsubscribe-Post"))
        for words in ("Lissabon jetzt 850,00", "Lissabon jetzt 900,00", "Porto jetzt 800,00"):
            self.assertIn(words, digest["text"].replace("\u00a0", " "))
        self.assertEqual(digest["text"].count("Davor:"), 1, "the newest state of each trip leads its block")
        mails = [row for row in self.server.api("GET", "/notifications?limit=50")["items"] if row["channel"] == "mail"]
        self.assertEqual(sorted(row["state"] for row in mails), ["digested", "digested", "digested", "sent"])
        self.next_day()
        self.assertEqual(len(self.smtp.mails()), 1, "nothing to tell, no mail")

    def test_reminders_and_the_weekly_summary(self):
        """A73, TRP-205 to TRP-207: each once, at its time, in the reader's language, and with a way out."""
        self.server.sign_in(JOHN)
        self.server.api("PATCH", "/me/notification-preferences", {"price_summary": {"enabled": True}})
        self.prices("1000.00")
        self.server.create("/trips", trip("Lisbon", 100, depart_date="2027-01-20", return_date="2027-01-27",
                                          reminder_days=[14, 3]))
        self.wait_for_checks()
        version = self.server.api("GET", "/me")["version"]
        self.server.api("PATCH", "/me", {"time_zone": "America/New_York"}, headers={"If-Match": f'"{version}"'})
        self.server.advance_clock("8h")  # a Sunday, past nine in Berlin only
        self.assertEqual(self.smtp.mails(), [])
        self.server.advance_clock("1h")
        first = self.wait_for_mails(1)[0]
        self.assertEqual(first["subject"], "Your week: prices of 1 trip")
        self.assertIn("Lisbon: $1,000.00", first["text"])
        self.server.advance_clock("168h")  # three days before departure, a Sunday again
        mails = self.wait_for_mails(3)
        self.assertEqual(sorted(mail["subject"] for mail in mails[1:]),
                         ["Lisbon: 3 days to go", "Your week: prices of 1 trip"])
        self.assertIn("The same as seven days ago", next(mail for mail in mails[1:] if "week" in mail["subject"])["text"])
        for mail in mails:
            self.assertEqual(mail["to"], [JOHN])
            self.assertIn("One-Click", self.header(mail, "List-Unsubscribe-Post"))
            self.assertIn("/unsubscribe/", mail["text"])
        self.server.advance_clock("120h")
        self.assertEqual(len(self.smtp.mails()), 3, "neither comes twice, and none too late")
        kinds = {row["kind"] for row in self.server.api("GET", "/notifications?limit=50")["items"]}
        self.assertEqual(kinds, {"trip_reminder", "trip_weekly_summary"})

    def test_restart_in_between_changes_nothing(self):
        """PLT-097, PLT-103: killed between check and mail, the mail comes after the restart, once."""
        self.server.sign_in(IDA)
        self.smtp.control("POST", "/rules", {"stage": "rcpt", "reply": "451 4.3.0 later", "times": 1})
        self.prices("900.00")
        self.server.create("/trips", trip("Lissabon", 95000))
        harness.wait_until(lambda: self.smtp.control("GET", "/state")["transactions"] >= 1, "the first attempt")
        self.server.kill()
        self.server.start()
        self.server.advance_clock("1m")
        mails = self.wait_for_mails(1)
        self.server.advance_clock("24h")
        self.assertEqual(len(self.smtp.mails()), 1)
        self.assertIn("Lissabon", mails[0]["subject"])

    def test_sample_file_comes_in_by_the_command_line(self):
        """A77, TRP-250 ff.: the shipped file imports whole, twice without harm, and comes out as it went in."""
        sample = harness.ROOT / "resources/samples/trips.csv"
        self.prices("1000.00")
        tried = self.server.cli("trips", "import", sample, "--user", IDA, "--dry-run")
        self.assertIn("12", tried.stdout)
        self.server.sign_in(IDA)
        self.assertEqual(self.server.api("GET", "/trips")["items"], [])
        self.server.cli("trips", "import", sample, "--user", IDA)
        trips = self.server.api("GET", "/trips?limit=100")["items"]
        self.assertGreaterEqual(len(trips), 12)
        self.assertLessEqual(sum(row["status"] in ("active", "error") for row in trips), 10)
        self.server.cli("trips", "import", sample, "--user", IDA, "--on-conflict", "skip")
        self.assertEqual(len(self.server.api("GET", "/trips?limit=100")["items"]), len(trips))
        exported = self.server.cli("trips", "export", "--user", IDA, "--format", "csv").stdout
        self.assertEqual(len(exported.strip().splitlines()), len(trips) + 1)


if __name__ == "__main__":
    harness.main()
