#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendar feeds as calendar programs take them (BKG-119 to BKG-121, S80): conditional requests, the secret link
of a requester, three parsers that agree, and a CalDAV server that keeps one event per booking.

`test_calendar_feeds.py [sqlite|postgres] CalendarFeeds|CalDav`; exit code 77: node, ical.js, python3-icalendar or radicale is not installed."""
import base64
import datetime
import http.client
import re
import shutil
import subprocess
import sys
import unittest

import harness
import icalreaders

MARA = "mara@gast.test"
DESCRIPTION = "Mit Hund; Ankunft 18 Uhr, Schlüssel\\Kasten\n<b>fett</b> " + "🙂ü" * 60


def day(offset):
    return (datetime.date.today() + datetime.timedelta(days=offset)).isoformat()


class Radicale:
    """Debian's CalDAV server on a folder of its own, without accounts."""

    def __init__(self, directory):
        self.port = harness.free_port()
        options = ["--config", "", "--server-hosts", f"127.0.0.1:{self.port}", "--auth-type", "none",
                   "--storage-filesystem-folder", directory / "radicale", "--rights-type", "authenticated"]
        self.process = subprocess.Popen([shutil.which("radicale"), *map(str, options)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def request(self, method, path, body=b"", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            user = base64.b64encode(b"mara:any").decode()
            connection.request(method, "/mara/" + path, body, {"Authorization": f"Basic {user}", **headers})
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()

    def is_up(self):
        try:
            return self.request("OPTIONS", "")[0] < 500
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class WithHouse(unittest.TestCase):
    def setUp(self):
        self.directory, _, url = harness.ground(self)
        self.smtp = harness.Smtp()
        self.addCleanup(self.smtp.stop)
        self.server = harness.Portierd(self.directory, {
            **self.smtp.settings(), "bookings.party_emails": "ing@haus.test,cor@haus.test,ang@haus.test", "limits.reads": "0",
            "limits.unauthenticated_write": "0", "limits.general": "0", "limits.link_write": "0"}, url)
        self.addCleanup(self.server.kill)
        self.server.add_user("admin@haus.test", "admin")
        self.server.start()
        self.admin = self.server.request("POST", "/api/v1/auth/login", {
            "email": "admin@haus.test", "password": harness.PASSWORD}).json["token"]
        self.house = self.server.api("GET", "/resources", token=self.admin)["items"][0]
        self.feed = f"/calendar/{self.house['slug']}/feed.ics"

    def book(self, start, end, **more):
        body = {"resource": self.house["slug"], "requester_first_name": "Mara", "requester_email": MARA,
                "start_date": day(start), "end_date": day(end), "party_size": 4, "language": "de",
                "affiliation_party_id": self.house["parties"][0]["id"], **more}
        return self.server.api("POST", "/bookings", body, 201)["id"]

    def get(self, path, **headers):
        return self.server.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def personal_page(self, email):
        """Where the first mail to a requester leads."""
        mail = harness.wait_until(lambda: [each for each in self.smtp.mails() if email in each["to"]], "the first mail")[0]
        return re.search(r"/booking/lk_[\w-]+", mail["text"])[0]

    def read(self, text):
        """By all three, which must say the same."""
        found = {name: read(text) for name, read in icalreaders.READERS.items()}
        for name, events in found.items():
            self.assertEqual(events, found["libical"], name)
        return found["libical"]


class CalendarFeeds(WithHouse):
    def test_house_feed(self):  # BKG-119, BKG-120, S80
        first = self.book(30, 34, description=DESCRIPTION)
        self.book(40, 40, party_size=1)
        reply = self.get(self.feed)
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        self.assertEqual((reply.headers["Cache-Control"], reply.headers["X-Robots-Tag"]), ("private, no-cache", "noindex"))
        events = self.read(reply.body)
        self.assertEqual([(event["start"], event["end"], event["summary"], event["status"], event["all_day"]) for event in events],
                         [(day(30), day(35), "Mara, 4 Personen", "TENTATIVE", True),
                          (day(40), day(41), "Mara, 1 Personen", "TENTATIVE", True)])
        self.assertTrue(events[0]["uid"].startswith(first + "@"))
        self.assertFalse(re.search(rb"Hund|gast\.test|haus\.test", reply.body))
        self.assertEqual(self.get("/calendar/nowhere/feed.ics").status, 404)

    def test_conditional_requests(self):  # BKG-119
        booking = self.book(30, 34)
        first = self.get(self.feed)
        again = self.get(self.feed, If_None_Match=first.headers["ETag"])
        self.assertEqual((again.status, again.body, again.headers["ETag"]), (304, b"", first.headers["ETag"]))
        head = self.server.request("HEAD", self.feed)
        self.assertEqual((head.status, head.body, head.headers["ETag"]), (200, b"", first.headers["ETag"]))
        self.server.api("POST", f"/bookings/{booking}/cancel", {"comment": "Verwählt"}, token=self.admin)
        changed = self.get(self.feed, If_None_Match=first.headers["ETag"])
        self.assertEqual(changed.status, 200)
        event, = self.read(changed.body)
        self.assertEqual((event["status"], event["summary"], event["sequence"]), ("CANCELLED", "Findet nicht statt", 1))
        self.assertNotIn(b"Mara", changed.body)
        self.assertNotIn("Verwählt".encode(), changed.body)

    def test_own_feed(self):  # BKG-119, BKG-081, BKG-077
        self.book(30, 34, requester_email="jonas@gast.test", requester_first_name="Jonas", description=DESCRIPTION)
        self.book(40, 41)
        home = self.personal_page("jonas@gast.test")
        self.assertNotIn("feed.ics", self.get(home).body.decode())  # looking makes no link
        path = harness.make_calendar_link(self.server, home)
        feed = self.get(path)
        event, = self.read(feed.body)
        self.assertEqual((event["summary"], event["description"], event["location"]),
                         ("Jonas, 4 Personen", DESCRIPTION, "Ferienhaus"))
        self.assertNotIn(b"lk_", feed.body)
        self.assertEqual(self.get(path, If_None_Match=feed.headers["ETag"]).status, 304)

        secret = path.split("/")[2]
        for wrong in (f"/booking/{secret[:-2]}AA/feed.ics", home + "/feed.ics"):  # forged; a personal link is no feed link
            self.assertEqual(self.get(wrong).status, 404, wrong)
        self.assertIn(self.server.request("GET", "/api/v1/bookings?scope=mine", token=secret).status, (401, 403))
        self.assertNotIn("Jonas", self.get(f"/booking/{secret}").body.decode())  # it opens feeds only
        self.assertNotIn(secret, self.server.log())


class CalDav(WithHouse):
    def test_radicale_keeps_one_event_per_booking(self):  # BKG-120, BKG-121
        booking = self.book(30, 34)
        radicale = Radicale(self.directory)
        self.addCleanup(radicale.stop)
        harness.wait_until(radicale.is_up, "radicale answers")
        self.assertIn(radicale.request("MKCOL", "")[0], (201, 405, 409))
        put = lambda: radicale.request("PUT", "house/", self.get(self.feed).body, **{"Content-Type": "text/calendar"})[0]
        self.assertEqual(put(), 201)
        kept = self.read(radicale.request("GET", "house/")[1])
        self.assertEqual([(event["status"], event["sequence"]) for event in kept], [("TENTATIVE", 0)])
        self.server.api("POST", f"/bookings/{booking}/cancel", {"comment": "Verwählt"}, token=self.admin)
        event = self.get(self.feed).body
        uid = self.read(event)[0]["uid"]
        self.assertEqual(uid, kept[0]["uid"])
        # An update of one event by its UID, as a subscribing program does it.
        item = re.search(rb"BEGIN:VEVENT.*END:VEVENT", event, re.DOTALL)[0]
        single = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + item + b"\r\nEND:VCALENDAR\r\n"
        names = re.findall(r"<href>(/mara/house/[^<]+\.ics)</href>", radicale.request("PROPFIND", "house/", Depth="1")[1].decode())
        self.assertEqual(len(names), 1)
        status, _ = radicale.request("PUT", names[0].removeprefix("/mara/"), single, **{"Content-Type": "text/calendar"})
        self.assertIn(status, (200, 201, 204))
        updated = self.read(radicale.request("GET", "house/")[1])
        self.assertEqual([(event["uid"], event["status"], event["sequence"]) for event in updated], [(uid, "CANCELLED", 1)])


def missing():
    if not shutil.which("node") or not (harness.ROOT / "tests/npm/node_modules/ical.js").exists():
        return "node and ical.js (npm ci in tests/npm)"
    if subprocess.run(["/usr/bin/python3", "-c", "import icalendar"], capture_output=True, check=False).returncode != 0:
        return "python3-icalendar"
    return "radicale" if "CalDav" in sys.argv and not shutil.which("radicale") else None


if __name__ == "__main__":
    if absent := missing():
        harness.skip(absent)
    harness.main()
