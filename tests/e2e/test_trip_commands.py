#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`portierd trips check|import|export`, beside a running service and without one (TRP-260 to TRP-264)."""
import csv
import datetime
import io
import json
import signal
import subprocess
import unittest

import harness

CORNELIA, JONAS = "cornelia@portier.test", "jonas@portier.test"
OK, SOME_FAILED, USAGE, NOTHING_MATCHED = 0, 1, 2, 8


def a_trip(name, destination="LIS"):
    depart = datetime.date.today() + datetime.timedelta(days=30)
    return {
        "name": name, "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": destination,
        "depart_date": depart.isoformat(), "return_date": (depart + datetime.timedelta(days=7)).isoformat(),
        "currency": "USD", "track_flights": True, "track_hotels": False,
    }


class TripCommands(unittest.TestCase):
    def setUp(self):
        self.directory, _, _ = harness.ground(self)
        self.market = harness.Skiplagged()
        self.addCleanup(self.market.stop)
        self.server = harness.Portierd(self.directory, {**self.market.settings(), "limits.manual_refresh": "1/hour", "limits.reads": "0",
                                                              "limits.job_poll": "0"})
        self.addCleanup(self.server.kill)
        self.server.add_user(CORNELIA, "admin", "en")
        self.server.add_user(JONAS, "member", "en")
        self.server.start()
        self.server.sign_in(CORNELIA)

    def check(self, *arguments):
        done = self.server.cli("trips", "check", *arguments, "--json", check=False)
        return done.returncode, json.loads(done.stdout)["checks"] if done.stdout else []

    def priced(self, name):
        """A trip whose first check has ended."""
        trip = self.server.create("/trips", a_trip(name))
        harness.wait_until(lambda: self.server.api("GET", f"/trips/{trip['id']}")["check"] is None, "the first check")
        return trip["id"]

    def test_checks(self):  # A79, TRP-261, TRP-263
        self.assertEqual(self.check("--all", "--wait"), (NOTHING_MATCHED, []))
        lisbon, porto = self.priced("Lisbon"), self.priced("Porto")
        code, checks = self.check("--all", "--wait")
        self.assertEqual(code, OK)
        self.assertEqual({check["trip_id"] for check in checks}, {lisbon, porto})
        self.assertEqual({check["outcome"] for check in checks}, {"duplicate"})  # priced less than a minute ago

        searches = self.market.control("GET")["calls"]["sk_flights_search"]
        for _ in range(3):  # the operator knows no limit of the user's (TRP-135)
            code, checks = self.check("--trip", lisbon, "--live", "--wait")
            self.assertEqual((code, checks[0]["outcome"]), (OK, "complete"))
        self.assertEqual(self.market.control("GET")["calls"]["sk_flights_search"], searches + 3)
        self.assertEqual(self.check("--user", JONAS, "--wait")[0], NOTHING_MATCHED)
        self.assertEqual(self.server.cli("trips", "check", check=False).returncode, USAGE)

        self.market.control("POST", "", {"faults": [{"kind": "status", "status": 503, "times": 1000}]})
        code, checks = self.check("--trip", lisbon, "--live", "--wait")
        self.assertEqual((code, checks[0]["outcome"]), (SOME_FAILED, "failed"))

        said = self.server.cli("trips", "check", "--trip", porto, "--wait", check=False)
        self.assertIn("Porto", said.stdout)
        self.assertNotIn(CORNELIA, said.stdout + said.stderr)  # TRP-264

    def test_joins_a_check_on_its_way(self):  # A79, TRP-136
        self.market.control("POST", "", {"faults": [{"kind": "hang", "ms": 3000, "tool": "sk_flights_search", "times": 1}]})
        trip = self.server.create("/trips", a_trip("Lisbon"))
        code, checks = self.check("--all", "--wait")
        self.assertEqual(code, OK)
        self.assertEqual([check["check_id"] for check in checks], [trip["check"]["id"]])

    def test_interrupt_stops_the_waiting_only(self):  # TRP-265
        self.market.control("POST", "", {"faults": [{"kind": "hang", "ms": 4000, "tool": "sk_flights_search", "times": 1}]})
        trip = self.server.create("/trips", a_trip("Lisbon"))
        waiting = subprocess.Popen([harness.PORTIERD, "trips", "check", "--all", "--wait"], env=self.server.environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        harness.wait_until(lambda: self.server.events("control_command"), "the command reached the service")
        waiting.send_signal(signal.SIGINT)
        waiting.communicate(timeout=60)
        harness.wait_until(lambda: self.server.api("GET", f"/price-checks/{trip['check']['id']}")["outcome"] == "complete",
                           "the check went on to its end")

    def test_checks_are_logged(self):  # TRP-292, PLT-162
        trip = self.priced("Lisbon")
        started, finished = self.server.events("check_started")[0], self.server.events("check_finished")[0]
        self.assertEqual((started["trip_id"], started["trigger"]), (trip, "initial"))
        self.assertEqual((finished["check_id"], finished["outcome"]), (started["check_id"], "complete"))
        self.assertGreaterEqual(finished["duration_ms"], 0)
        self.assertIn("tools/call sk_flights_search", {call["endpoint"] for call in self.server.events("external_call")})
        self.assertEqual(self.server.events("trip_created")[0]["trip_id"], trip)

    def test_works_without_the_service(self):  # TRP-263, PLT-151
        lisbon = self.priced("Lisbon")
        self.assertEqual(self.server.stop(), 0)
        code, checks = self.check("--trip", lisbon, "--live", "--wait")
        self.assertEqual((code, checks[0]["outcome"]), (OK, "complete"))

    def test_import_and_export(self):  # TRP-252, TRP-260, TRP-262
        self.priced("Lisbon")
        exported = self.server.cli("trips", "export", "--user", CORNELIA).stdout
        trips = json.loads(exported)
        self.assertEqual([trip["name"] for trip in trips["trips"]], ["Lisbon"])
        path = self.directory / "trips.json"
        path.write_text(exported)
        done = self.server.cli("trips", "import", path, "--user", JONAS, "--dry-run", "--json")
        self.assertEqual(json.loads(done.stdout)["written"], False)
        report = json.loads(self.server.cli("trips", "import", path, "--user", JONAS, "--json").stdout)
        self.assertEqual((report["created"], report["snapshots"], report["failed"]), (1, 1, 0))
        again = self.server.cli("trips", "import", "-", "--user", JONAS, "--json", stdin=exported, check=False)
        self.assertEqual(again.returncode, SOME_FAILED)
        row = json.loads(again.stdout)["rows"][0]
        self.assertEqual((row["result"], row["errors"][0]["code"]), ("error", "trip_name_taken"))

        history = self.server.cli("trips", "export", "--user", CORNELIA, "--history").stdout
        rows = list(csv.DictReader(io.StringIO(history)))
        self.assertEqual((len(rows), rows[0]["trip"], rows[0]["flight_source"]), (1, "Lisbon", "skiplagged"))
        self.assertEqual(self.server.cli("trips", "export", "--user", "nobody@portier.test", check=False).returncode, NOTHING_MATCHED)
        self.assertEqual(self.server.cli("trips", "import", path, "--user", JONAS, "--format", "xml", check=False).returncode, USAGE)


if __name__ == "__main__":
    harness.main()
