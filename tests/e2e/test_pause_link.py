#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pause link of an alert mail (TRP-201): opening it changes nothing, its form pauses the trip (PLT-041)."""
import datetime
import re
import unittest
import urllib.parse

import harness

CORNELIA = "cornelia@portier.test"


class PauseLink(unittest.TestCase):
    def test_pauses_by_its_form_only(self):
        with harness.workspace() as directory:
            smtp = harness.Smtp()
            self.addCleanup(smtp.stop)
            server = harness.Portierd(directory, smtp.settings())
            self.addCleanup(server.kill)
            server.add_user(CORNELIA, "admin", "en")
            server.start()
            server.sign_in(CORNELIA)
            depart = datetime.date.today() + datetime.timedelta(days=30)
            trip = server.create("/trips", {
                "name": "Lisbon & more", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS",
                "depart_date": depart.isoformat(), "currency": "EUR", "track_flights": True, "track_hotels": False,
                "alert": {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 100_000_000, "currency": "EUR"}},
            })
            harness.wait_until(smtp.mails, "the alert", 60)
            link = re.search(r"http://localhost:\d+(/trips/pause/\S+)", smtp.mails()[0]["text"]).group(1)
            server_token, server.token = server.token, None

            def status():
                return server.api("GET", f"/trips/{trip['id']}", token=server_token)["status"]

            for _ in range(3):
                page = server.request("GET", link)
                self.assertEqual(page.status, 200)
                self.assertIn("Lisbon &amp; more", page.body.decode())
            self.assertEqual(status(), "active")
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            self.assertEqual(server.request("POST", link, b"form_token=wrong", form).status, 200)
            self.assertEqual(status(), "active")
            token = re.search(r'name="form_token" value="([^"]+)"', page.body.decode()).group(1)
            done = server.request("POST", link, urllib.parse.urlencode({"form_token": token}).encode(), form)
            self.assertEqual(done.status, 303)
            self.assertEqual(status(), "paused")
            self.assertEqual(server.request("GET", done.headers["Location"]).status, 200)
            self.assertEqual(server.request("GET", link[:-3] + "AAA").status, 404)
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    harness.main()
