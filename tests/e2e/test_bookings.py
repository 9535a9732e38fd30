#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shared house from outside: every mail of a booking's life as the recipient's mail program reads it, every link of
every mail under a crawler, limits, delivery that stumbles, the personal data of its people, and the log afterwards.

test_bookings.py sqlite|postgres. PORTIER_CRAWL_ROUNDS: how often each link is fetched by GET and HEAD (100 in full).
"""
import base64
import collections
import concurrent.futures
import email
import email.policy
import email.utils
import io
import json
import os
import re
import sqlite3
import threading
import time
import unittest
import urllib.parse
import zipfile

import harness
import house

CRAWL_ROUNDS = int(os.environ.get("PORTIER_CRAWL_ROUNDS", "5"))
MARA = "mara@gast.test"
SUBJECTS = {
    "de": {"M0": r": deine Anfrage", "M1": r"Mara möchte kommen", "M2": r"hat freigegeben", "M3": r": bestätigt, Mara",
           "M4": r": abgelehnt, Mara", "M5": r"gekürzt auf", "M6": r"Mara hat die Daten geändert", "M7": r"Mara fragt noch einmal",
           "M8": r": storniert, Mara", "M9": r": storniert, \d", "M10": r"deine Zugangslinks", "M11": r"Anfragen? warte"},
    "en": {"M0": r": your request", "M1": r"Mara would like to come", "M2": r"has approved", "M3": r": confirmed, Mara",
           "M4": r": denied, Mara", "M5": r"shortened to", "M6": r"Mara has changed the dates", "M7": r"Mara asks again",
           "M8": r": canceled, Mara", "M9": r": canceled, \d", "M10": r"your access links", "M11": r"requests? wait"},
}
# What each mail must say and lead to (bookings.md §13): words in the text, kinds of links by their path.
LINKS = {"M0": {"personal", "action"}, "M1": {"approver", "action"}, "M2": {"personal"}, "M5": {"personal"},
         "M6": {"approver", "action"}, "M7": {"approver", "action"}, "M8": {"calendar"}, "M9": {"calendar"},
         "M11": {"approver", "action"}}
REASON, ILL = "Da sind wir selbst dort", "Wir sind krank"
# Beside ranges, persons and names: what no mail of a kind may leave out.
MUST_SAY = {
    "de": {"M0": ["notiert", "Jetzt entscheiden: Ingeborg, Cornelia, Angelika", "Du bekommst eine Mail, sobald",
                  "Du hast das gar nicht angefragt? Dann storniere die Anfrage"],
           "M1": ["Mara möchte ins Haus", "bitte entscheide", "Cornelia"],
           "M2": ["hat deine Anfrage freigegeben", "es fehlt noch: ", "Die Bestätigung kommt"],
           "M3": ["bestätigt", "Ingeborg, Cornelia, Angelika"],
           "M4": ["hat abgelehnt", REASON, "im Kalender steht er nicht mehr"],
           "M5": ["Was schon freigegeben war, gilt weiter", "01.–05.08.2027", "01.–04.08.2027"],
           "M6": ["eine frühere Freigabe gilt damit nicht mehr", "entscheide noch einmal", "01.–04.08.2027", "01.–06.08.2027"],
           "M7": ["ist wieder offen", "entscheide noch einmal", "01.–06.08.2027", "02.–06.08.2027"],
           "M8": ["storniert", "war schon bestätigt", ILL, "Ingeborg, Cornelia, Angelika"], "M9": ["storniert"],
           "M10": ["Gib sie nicht weiter", "Du hast keine Links angefordert? Dann brauchst du nichts zu tun"],
           "M11": ["1 Anfrage wartet", "Mara, 01.10.2027", "1 Personen, wartet seit 6 Tagen"]},
    "en": {"M0": ["recorded", "Now these decide: Ingeborg, Cornelia, Angelika", "You will get a mail as soon",
                  "You did not ask for this? Then cancel the request"],
           "M1": ["Mara would like to come", "please decide", "Cornelia"],
           "M2": ["has approved your request", "still to decide: ", "The confirmation follows"],
           "M3": ["confirmed", "Ingeborg, Cornelia, Angelika"],
           "M4": ["has denied", REASON, "the calendar does not show it any more"],
           "M5": ["Approvals already given still count", "1–5 Aug 2027", "1–4 Aug 2027"],
           "M6": ["an earlier approval no longer counts", "decide again", "1–4 Aug 2027", "1–6 Aug 2027"],
           "M7": ["is open again", "decide again", "1–6 Aug 2027", "2–6 Aug 2027"],
           "M8": ["canceled", "had been confirmed", ILL, "Ingeborg, Cornelia, Angelika"], "M9": ["canceled"],
           "M10": ["do not pass them on", "You did not ask for links? Then there is nothing to do"],
           "M11": ["1 request waits", "Mara, 1 Oct 2027", "1 person, waiting for 6 days"]},
}
TO_REQUESTER = {"de": {"M4": "oder die Anfrage stornieren", "M8": "Du hast die Anfrage storniert"},
                "en": {"M4": "or cancel the request", "M8": "You have canceled the request"}}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def plain(text):
    """Without the marks that only keep lines together."""
    return text.replace("\u2060", "").replace("\u00a0", " ").replace("\u202f", " ")


def read(mail):
    """As a mail program takes it from the wire."""
    return email.message_from_bytes(base64.b64decode(mail["raw"]), policy=email.policy.default)


class Bookings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory, cls.cluster, _ = harness.ground(cls)

    def start(self, name, **settings):
        """A server with one house on 2027-03-01 at 10:00 in Berlin, its clock moved by the test."""
        self.smtp = harness.Smtp()
        self.addCleanup(self.smtp.stop)
        self.url = self.cluster.database() if self.cluster else None
        self.server = harness.Portierd(self.directory / name, {
            **house.NO_LIMITS, "limits.booking_submit": "1000/day", **house.SETTINGS, **self.smtp.settings(),
            "schedule.health_digest": "off",  # only mails about bookings are counted here
            "test.enabled": "true", "test.clock": "stepped",
            "test.clock_start": "2027-03-01T09:00:00Z", "notify.mail_per_hour": "1000", "log.level": "debug", **settings,
        }, self.url)
        self.addCleanup(self.server.kill)
        self.server.add_user(house.ADMIN, "admin")
        self.server.start()
        self.server.sign_in(house.ADMIN)
        self.house = house.House.first(self.server, self.smtp)
        self.addCleanup(self.house.call.close)
        self.seen = 0

    def query(self, sql):
        if self.cluster:
            return [tuple(row) for row in self.cluster.query(self.url, sql)]
        with sqlite3.connect(f"file:{self.server.data}/portier.db?mode=ro", uri=True, timeout=30) as database:
            return database.execute(sql).fetchall()

    def new_mails(self, count):
        """The next mails; exactly so many."""
        harness.wait_until(lambda: len(self.smtp.mails()) >= self.seen + count, f"{count} mails after {self.seen}")
        open_ones = "SELECT COUNT(*) FROM notification_messages WHERE state IN ('queued', 'sending')"
        harness.wait_until(lambda: int(self.query(open_ones)[0][0]) == 0, "an empty outbox")
        mails = self.smtp.mails()[self.seen:]
        self.assertEqual(len(mails), count, [(mail["to"], mail["subject"]) for mail in mails])
        self.seen += count
        return mails

    # -- the twelve mails

    def live(self, language):
        """A booking's whole life; after each step its mails as ({(recipient, kind)}, messages)."""
        parties = list(house.ADDRESSES.values())
        for name, party in self.house.parties.items():
            found = next(p for p in self.server.api("GET", "/resources")["items"][0]["parties"] if p["name"] == name)
            self.server.api("PATCH", f"/parties/{party}", {"language": language},
                            headers={"If-Match": f'"{found["version"]}"'})
            self.house.approver(name)
        self.seen = len(self.smtp.mails())

        def step(*expected):
            want = collections.Counter((to, kind) for kind, recipients in expected for to in recipients)
            mails = self.new_mails(sum(want.values()))
            got = collections.Counter((mail["to"][0], self.kind_of(mail, language)) for mail in mails)
            self.assertEqual(got, want)
            self.told += [(self.kind_of(mail, language), mail) for mail in mails]
            self.server.advance_clock("1h")

        def done(reply, status=200):
            self.assertEqual(reply.status, status, reply.body)
            return reply.json

        self.told = []
        ask = self.house
        first = ask.submit("2027-08-01", "2027-08-05", language=language, description="Mit Hund\nund Katze")
        step(("M0", [MARA]), ("M1", parties))
        mara = ask.link_of(MARA)
        done(ask.decide("approve", first, "Ingeborg"))
        step(("M2", [MARA]))
        done(ask.change(first, {"end_date": "2027-08-04"}, mara))
        step(("M5", [MARA]))
        done(ask.change(first, {"end_date": "2027-08-06"}, mara))
        step(("M6", parties))
        done(ask.decide("deny", first, "Cornelia", 2, comment=REASON))
        step(("M4", [MARA, *parties]))
        done(ask.change(first, {"start_date": "2027-08-02"}, mara, "reopen"))
        step(("M7", parties))
        for party in house.PARTIES[:2]:
            done(ask.decide("approve", first, party, 3))
            step(("M2", [MARA]))
        done(ask.decide("approve", first, "Angelika", 3))
        step(("M3", [MARA, *parties]))
        done(ask.call("POST", f"/bookings/{first}/cancel", {"comment": ILL}, mara))
        step(("M8", [MARA, *parties]))
        second = ask.submit("2027-09-01", "2027-09-05", language=language)
        step(("M0", [MARA]), ("M1", parties))
        done(ask.decide("deny", second, "Ingeborg", comment=REASON))
        step(("M4", [MARA, *parties]))
        done(ask.call("POST", f"/bookings/{second}/cancel", {}, mara))
        step(("M9", [MARA]))
        ask.submit("2027-10-01", "2027-10-01", language=language, party_size=1)
        step(("M0", [MARA]), ("M1", parties))
        for address in (MARA, "cornelia@haus.test", "nobody@gast.test"):
            done(ask.call("POST", "/links/recover", {"email": address, "language": language}))
            self.server.advance_clock("2m")
        step(("M10", [MARA, "cornelia@haus.test"]))
        self.server.advance_clock("6d")  # over Sunday, 09:00
        step(("M11", parties))
        return first

    def kind_of(self, mail, language):
        subject = plain(mail["subject"])
        return next(kind for kind, pattern in SUBJECTS[language].items() if re.search(pattern, subject))

    def check_mail(self, kind, mail, language):
        message = read(mail)
        to = email.utils.getaddresses(message.get_all("To"))
        self.assertEqual([address for _, address in to], mail["to"], "one recipient, the one on the envelope")
        self.assertFalse({"Cc", "Bcc", "Reply-To"} & set(message.keys()))
        sender, address = email.utils.parseaddr(message["From"])
        self.assertEqual((sender, address), ("Haus am See" if kind != "M10" else sender, "portier@portier.test"))
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertRegex(message["Message-ID"], r"^<[^<>\s]+@[^<>\s]+>$")
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        text = message.get_body(("plain",)).get_content()
        html = message.get_body(("html",)).get_content()
        for part in (str(message["Subject"]), text, html):
            self.assertEqual(ADDRESS.findall(part), [], kind)
        links = house.links_of({"text": text, "html": html})
        base = self.server.settings["http.public_url"]
        for url in re.findall(r"(?:href|src)=\"([^\"]*)\"", html):
            self.assertTrue(url.startswith(base + "/"), f"{kind}: {url}")
            self.assertIn(url.replace("&amp;", "&"), text, "both parts lead to the same")
        places = {"action" if link.startswith("/action/") else "calendar" if link.startswith("/calendar/") else
                  "personal" if mail["to"] == [MARA] else "approver" for link in links}
        if kind in LINKS:
            self.assertEqual(places, LINKS[kind], kind)
        if kind not in ("M10", "M11"):
            self.assertIn("Ferienhaus", str(message["Subject"]))
        self.check_words(kind, mail, plain(f"{message['Subject']}\n{text}"), plain(html), language)

    def check_words(self, kind, mail, text, html, language):
        """BKG-113, BKG-140, section 13: the same in both parts; BKG-028: M0 tells a wrong recipient what to do."""
        must = list(MUST_SAY[language][kind])
        if mail["to"] == [MARA]:
            must += filter(None, [TO_REQUESTER[language].get(kind)])
        if kind not in ("M10", "M11"):
            first = not re.search(r"\.0?9\.2027|Sept? 2027|\.10\.2027|Oct 2027", text)
            one = re.search(r"\.10\.2027|Oct 2027", text)
            must += ["1 Personen" if one else "4 Personen"] if language == "de" else ["1 person" if one else "4 people"]
            if first and kind in ("M1", "M3", "M6", "M7"):
                must += ["Mit Hund", "und Katze"]
        shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
        for word in must:
            self.assertIn(word, text, kind)
            self.assertIn(word, shown, kind)

    def check_threads(self):
        """One thread per booking (§13); ids never repeat."""
        ids = [read(mail)["Message-ID"] for _, mail in self.told]
        self.assertEqual(len(set(ids)), len(ids))
        about_first = [read(mail)["References"] for kind, mail in self.told[:20] if kind != "M10"]
        self.assertEqual(len(set(about_first)), 1)
        self.assertTrue(about_first[0])

    def the_twelve(self, language):
        self.start("mails-" + language)
        found = self.server.request("GET", "/api/v1/resources").json["items"][0]
        self.server.api("PATCH", f"/resources/{self.house.id}", {"sender_name": "Haus am See"},
                        headers={"If-Match": f'"{found["version"]}"'})
        self.live(language)
        self.assertEqual({kind for kind, _ in self.told}, set(SUBJECTS[language]))
        for kind, mail in self.told:
            with self.subTest(kind=kind, to=mail["to"][0]):
                self.check_mail(kind, mail, language)
        self.check_threads()

    def test_twelve_mails_german(self):
        """S93, S95, BKG-066, BKG-113 to BKG-117: through a real SMTP server, read as a mail program reads them."""
        self.the_twelve("de")
        self.check_log()

    def test_twelve_mails_english(self):
        self.the_twelve("en")

    def check_log(self):
        """S82, BKG-144, BKG-079: at the finest level."""
        log = self.server.log()
        self.assertGreater(len(log), 10_000)
        self.assertEqual(re.findall(r"[\w.+-]+@(?:haus|gast)\.test", log), [])
        self.assertEqual(re.findall(r"lk_[\w-]{20,}", log), [])
        for text in (REASON, "Mit Hund", ILL, "Mara"):
            self.assertNotIn(text, log)

    # -- the crawler

    def everything(self):
        """All rows of all tables but the counters of limits and what the watch over itself writes."""
        own = {"rate_counters", "instances", "leases", "workers"}
        if self.cluster:
            tables = [row[0] for row in self.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
            return {table: sorted(self.query(f"SELECT t::text FROM {table} t")) for table in tables if table not in own}
        with sqlite3.connect(f"file:{self.server.data}/portier.db?mode=ro", uri=True, timeout=30) as database:
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {table: sorted(map(repr, database.execute(f"SELECT * FROM {table}"))) for table in tables if table not in own}

    def other_mails(self):
        """Mails of other rooms: an invitation, a reset of the password, an alert with its pause and unsubscribe links."""
        self.server.create("/admin/invitations", {"email": "new@gast.test", "language": "de"})
        self.server.add_user("ada@gast.test", "member", "en")
        self.assertEqual(self.house.call("POST", "/auth/password-reset", {"email": "ada@gast.test"}).status, 200)
        admin, ada = self.server.token, self.server.sign_in("ada@gast.test")
        self.server.token = admin
        reply = self.server.request("POST", "/api/v1/trips", {
            "name": "Lisbon", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS",
            "depart_date": "2027-05-01", "currency": "EUR", "track_flights": True, "track_hotels": False,
            "alert": {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 10 ** 8, "currency": "EUR"}},
        }, {"Idempotency-Key": "0197b8a0-0000-7000-8000-000000000001"}, token=ada)
        self.assertEqual(reply.status, 201, reply.body)
        before = self.seen
        harness.wait_until(lambda: len({tuple(mail["to"]) for mail in self.smtp.mails()[before:]}) >= 2, "mails of other rooms")
        harness.wait_until(lambda: any("/trips/" in mail["text"] for mail in self.smtp.mails()[before:]), "the alert")

    def test_links_under_a_crawler(self):
        """S64, BKG-077, A17 of platform.md: every link of every mail by GET and HEAD; no row differs afterwards."""
        self.start("crawler")
        self.live("de")
        self.other_mails()
        links = sorted({link for mail in self.smtp.mails() for link in house.links_of(mail)})
        self.assertGreater(len(links), 40)
        self.assertTrue({"/account", "/action", "/booking", "/calendar", "/trips", "/unsubscribe"} <= {link[:link.index("/", 1)] for link in links})
        idle = "SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running') AND run_at <= 1"
        harness.wait_until(lambda: int(self.query(idle)[0][0]) == 0, "idle")
        harness.wait_until(self.is_still, "nothing moves any more")
        before = self.everything()
        self.server.token = None
        statuses = collections.Counter()

        def crawl(link):
            for method in ("GET", "HEAD"):
                reply = self.server.request(method, link)
                statuses[reply.status] += 1
                self.assertLess(reply.status, 400, f"{method} {link}")
                self.assertTrue(method == "GET" or not reply.body)
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            list(pool.map(crawl, links * CRAWL_ROUNDS))
        self.assertEqual(set(statuses) - {200, 303}, set())
        after = self.everything()
        for table, rows in before.items():
            self.assertEqual(rows, after[table], table)

    def is_still(self):
        first = self.everything()
        time.sleep(0.2)
        return first == self.everything()

    # -- limits and load

    def test_anonymous_writes_end_and_reads_go_on(self):
        """S69, BKG-087, BKG-088."""
        self.start("limits", **{"limits.unauthenticated_write": "30/hour"})
        approver = self.house.approver("Ingeborg")
        self.server.token = None
        recover = ("POST", "/api/v1/links/recover", {"email": "not an address"})
        for _ in range(30):
            self.assertEqual(self.server.request(*recover).status, 422)
        refused = self.server.request("POST", "/api/v1/bookings", self.house.request("2027-08-01", "2027-08-05"))
        self.assertEqual((refused.status, refused.json["code"]), (429, "rate_limited"))
        self.assertLessEqual(int(refused.headers["Retry-After"]), 3600)
        self.assertIn("erlaubt sind 30.", refused.json["detail"])
        self.assertEqual(self.server.request(*recover).status, 429)
        for path in ("/health", f"/api/v1/resources/{self.house.slug}/calendar", f"/calendar/{self.house.slug}"):
            self.assertEqual(self.server.request("GET", path).status, 200, path)
        page = f"/calendar/{self.house.slug}/request"
        token = re.search(r'name="form_token" value="([^"]+)"', self.server.request("GET", page).body.decode())[1]
        typed = urllib.parse.urlencode({"form_token": token, "name": "Tilda", "description": "Mit Hund"})
        form = self.server.request("POST", page, typed, {"Content-Type": "application/x-www-form-urlencoded",
                                                         "Origin": self.server.settings["http.public_url"]})
        self.assertEqual(form.status, 429)
        for kept in ('value="Tilda"', "Mit Hund", "noch hier"):  # BKG-124
            self.assertIn(kept, form.body.decode())
        own = self.house.call("GET", "/approvals", token=approver)
        self.assertEqual(own.status, 200, "a link is no anonymous caller")
        self.server.advance_clock("1h")
        self.house.submit("2027-08-01", "2027-08-05")

    def submit_from(self, source, body, key):
        """A submission of somebody without credentials, from one of loopback's many addresses."""
        connection = harness.http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30, source_address=(source, 0))
        try:
            connection.request("POST", "/api/v1/bookings", json.dumps(body),
                               {"Content-Type": "application/json", "Idempotency-Key": key})
            reply = connection.getresponse()
            return harness.Reply(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    def test_a_repeated_submission_is_one_booking(self):
        """BKG-102, BKG-060: no second booking, mail or count of booking_submit; a key is one client's with one house."""
        self.start("repeats", **{"limits.booking_submit": "2/day"})
        key, here, there = "0197b8a0-0000-7000-8000-0000000000aa", "127.0.1.1", "127.0.1.2"
        body = self.house.request("2027-08-01", "2027-08-05")
        first = self.submit_from(here, body, key)
        self.assertEqual((first.status, first.headers["Idempotency-Replayed"]), (201, None), first.body)
        for _ in range(3):
            again = self.submit_from(here, body, key)
            self.assertEqual((again.status, again.headers["Idempotency-Replayed"]), (201, "true"))
            self.assertEqual((again.body, again.headers["Location"]), (first.body, first.headers["Location"]))
        self.new_mails(4)
        self.assertEqual(self.query("SELECT COUNT(*) FROM bookings"), [(1,)] if not self.cluster else [("1",)])
        other = {**body, "start_date": "2027-09-01", "end_date": "2027-09-02"}
        self.assertEqual(self.submit_from(here, other, key).json["code"], "idempotency_mismatch")
        self.assertEqual(self.submit_from(there, body, key).json["code"], "booking_conflict", "of its own, and the second of the day")
        self.assertEqual(self.submit_from(there, other, key).json["code"], "rate_limited", "the third")

        hut = self.server.api("POST", "/resources", {"name": "Hütte"}, 201)
        nora = self.server.api("POST", f"/resources/{hut['id']}/parties",
                               {"name": "Nora", "colour": "#abcdef", "email": "nora@haus.test"}, 201)
        elsewhere = {**body, "resource": hut["slug"], "affiliation_party_id": nora["id"]}
        made = self.submit_from(here, elsewhere, key)
        self.assertEqual(made.status, 201, made.body)
        self.server.advance_clock("25h")
        self.assertEqual(self.submit_from(here, body, key).json["code"], "booking_conflict", "kept for 24 hours")

    def test_a_hundred_readers(self):
        """S87, BKG-142, BKG-143: 100 clients at once on 10,000 bookings of ten years."""
        if self.cluster:
            self.skipTest("the same path; the rows are written by the file")
        self.start("load", **{"limits.reads": "10/s burst 20", "http.max_connections": "1024"})
        self.house.submit("2027-08-01", "2027-08-02")
        self.server.stop()
        with sqlite3.connect(self.server.data / "portier.db", timeout=30) as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(bookings)")]
            model = dict(zip(columns, database.execute("SELECT * FROM bookings").fetchone()))
            database.executemany(f"INSERT INTO bookings ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                                 (list(self.copy_of(model, number).values()) for number in range(10_000)))
        self.server.start()
        path = f"/api/v1/resources/{self.house.slug}/calendar?year=2027&month=9"
        start = threading.Barrier(101)

        def read_as(number):
            connection = harness.http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30,
                                                            source_address=(f"127.0.1.{number + 1}", 0))
            try:
                connection.connect()
                start.wait(30)
                connection.request("GET", path)
                reply = connection.getresponse()
                return reply.status, len(json.loads(reply.read())["bookings"]), time.monotonic()
            finally:
                connection.close()
        with concurrent.futures.ThreadPoolExecutor(100) as pool:
            replies = [pool.submit(read_as, number) for number in range(100)]
            start.wait(30)
            began = time.monotonic()
            replies = [reply.result(30) for reply in replies]
        self.assertEqual({status for status, _, _ in replies}, {200})
        self.assertEqual({count for _, count, _ in replies}, {16})
        self.assertLess(max(end for _, _, end in replies) - began, 2.0)
        self.check_budgets(path.removeprefix("/api/v1"))

    def check_budgets(self, calendar):
        """BKG-142: each in the middle of nine, on the same ten years; mails leave beside the answer."""
        mara, day = self.house.link_of(MARA), iter(range(1, 28))
        own = self.house.call("GET", "/bookings?scope=mine&limit=1", token=mara).json["items"][0]["id"]
        days = self.house.call("GET", calendar).json["bookings"]
        self.assertEqual(len(days), 16)
        for what, most, status, arguments in (
                ("calendar", 0.1, 200, lambda: ("GET", calendar)),
                ("details", 0.1, 200, lambda: ("GET", f"/bookings/{own}", None, mara)),
                ("a page of a list", 0.2, 200, lambda: ("GET", "/bookings?scope=all", None, self.house.admin)),
                ("create", 0.3, 201, lambda: ("POST", "/bookings", self.free_day(next(day))))):
            took = []
            for _ in range(9):
                call = arguments()
                began = time.monotonic()
                reply = self.house.call(*call)
                took.append(time.monotonic() - began)
                self.assertEqual(reply.status, status, reply.body)
                self.server.advance_clock("1s")  # the limit of reads
            self.assertLess(sorted(took)[4], most, what)

    def free_day(self, number):
        return self.house.request(f"2028-08-{number:02d}", f"2028-08-{number:02d}")

    @staticmethod
    def copy_of(model, number):
        """The number-th stay of two days after 2000-01-01; denied where the first one lies, and in August 2028."""
        day = 10957 + 2 * number
        text = sqlite3.connect(":memory:").execute("SELECT date(?, 'unixepoch')", (day * 86400,)).fetchone()[0]
        last = sqlite3.connect(":memory:").execute("SELECT date(?, 'unixepoch')", ((day + 1) * 86400,)).fetchone()[0]
        return {**model, "id": f"01970000-0000-7000-8000-{number:012d}", "start_day": day, "end_day": day + 1,
                "start_date": text, "end_date": last, "total_days": 2,
                "status": "denied" if day in (model["start_day"], model["start_day"] - 1)
                or "2028-08" in (text[:7], last[:7]) else "confirmed"}

    # -- what the API says

    def test_answers_tell_enough_and_no_more(self):
        """Section 11: GET /links/self without an address (BKG-066), 412 with what it is now (BKG-101), refusals in the
        language of the house (BKG-103), which is also that of a request that names none (BKG-115)."""
        self.start("answers")
        booking = self.house.submit("2027-08-01", "2027-08-05")
        approver, mara = self.house.approver("Cornelia"), self.house.link_of(MARA)
        own = self.server.api("GET", "/links/self", token=approver)
        self.assertEqual(own, {"kind": "approver", "resource": {"slug": self.house.slug, "name": "Ferienhaus"},
                               "party": {"id": self.house.parties["Cornelia"], "name": "Cornelia"}})
        self.assertEqual(self.server.api("GET", "/links/self", token=mara), {"kind": "personal", "resource": None, "party": None})

        english = {"language": "en"}
        self.server.api("PATCH", f"/resources/{self.house.id}", english, headers={"If-Match": '"1"'})
        stale = self.server.api("PATCH", f"/resources/{self.house.id}", english, 412, headers={"If-Match": '"1"'})
        self.assertEqual((stale["current"]["version"], stale["current"]["language"]), (2, "en"))
        party = f"/parties/{self.house.parties['Angelika']}"
        stale = self.server.api("PATCH", party, {"name": "Anna"}, 412, headers={"If-Match": '"7"'})
        self.assertEqual((stale["current"]["version"], stale["current"]["name"]), (1, "Angelika"))

        self.server.token = None
        for wish, word in (({}, "has already requested"), ({"Accept-Language": "de"}, "schon angefragt")):
            body = self.house.request("2027-08-01", "2027-08-05")
            taken = self.server.request("POST", "/api/v1/bookings", body, wish)
            self.assertEqual(taken.status, 409)
            self.assertIn(word, taken.json["detail"])
        wrong = self.server.request("POST", "/api/v1/bookings", {**body, "party_size": 0})
        self.assertIn("Allowed are", wrong.json["errors"][0]["message"])
        wrong = self.server.request("POST", f"/api/v1/bookings/{booking}/deny", {"round": 1}, token=approver)
        self.assertEqual(wrong.json["title"], self.title_of("comment_required", "en"))
        del body["language"]
        made = self.server.request("POST", "/api/v1/bookings", {**body, "start_date": "2027-09-01", "end_date": "2027-09-02"})
        self.assertEqual(made.status, 201)
        self.assertEqual(self.query(f"SELECT language FROM bookings WHERE id = '{made.json['id']}'"), [("en",)])

    def test_what_is_hidden_answers_as_what_never_was(self):
        """BKG-063, S58, S59: the same status, body and headers, in the API and on pages; BKG-101: 428 on what is visible."""
        self.start("hidden")
        visible = self.house.submit("2027-08-01", "2027-08-05")
        denied, canceled = (self.house.submit(f"2027-{month}-01", f"2027-{month}-05") for month in ("09", "10"))
        self.assertEqual(self.house.decide("deny", denied, "Cornelia", comment=REASON).status, 200)
        mara = self.house.link_of(MARA)
        self.assertEqual(self.house.call("POST", f"/bookings/{canceled}/cancel", {}, mara).status, 200)
        self.house.submit("2027-12-01", "2027-12-02", requester_email="jonas@gast.test")
        jonas, approver = self.house.link_of("jonas@gast.test"), self.house.approver("Ingeborg")
        never = "0197b8a0-0000-7000-8000-000000000001"
        asked = [("GET", "", None, None), ("GET", "", None, jonas), ("PATCH", "", {"party_size": 2}, jonas),
                 ("POST", "/cancel", {}, jonas), ("POST", "/reopen", {}, jonas), ("DELETE", "", None, jonas)]
        for hidden in (denied, canceled):
            for method, verb, body, token in asked + ([("GET", "", None, approver)] if hidden == canceled else []):
                replies = [self.house.call(method, f"/bookings/{each}{verb}", body, token, {"If-Match": '"1"', "Accept-Language": language})
                           for each in (hidden, never) for language in ("de", "en")]
                self.assertEqual({reply.status for reply in replies}, {404}, (method, verb))
                self.assertEqual(*(list(map(self.without_ids, half)) for half in (replies[:2], replies[2:])))
            pages = [self.server.request("GET", f"/calendar/{self.house.slug}/{each}") for each in (hidden, never)]
            self.assertEqual({page.status for page in pages}, {404})
            self.assertEqual(pages[0].body.decode().replace(hidden, never), pages[1].body.decode())
        for method, verb in (("PATCH", ""), ("POST", "/reopen")):
            for given in ({}, {"If-Match": "*"}):
                reply = self.house.call(method, f"/bookings/{visible}{verb}", {"party_size": 2}, mara, given)
                self.assertEqual((reply.status, reply.json["code"]), (428, "precondition_required"))

    @staticmethod
    def without_ids(reply):
        varying = {"x-request-id", "date"}
        return ({key: value for key, value in reply.json.items() if key not in ("request_id", "instance")},
                sorted((name.lower(), value) for name, value in reply.headers.items() if name.lower() not in varying))

    def title_of(self, code, language):
        unknown = self.house.submit("2027-12-01", "2027-12-01")
        reply = self.house.call("POST", f"/bookings/{unknown}/deny", {"round": 1}, self.house.approver("Cornelia"),
                                {"Accept-Language": language})
        self.assertEqual(reply.json["code"], code)
        return reply.json["title"]

    # -- delivery

    def test_delivery_stumbles(self):
        """S78, BKG-116, BKG-062: two refusals for now, then the same mail again; a refusal for good is tried once."""
        self.start("delivery")
        self.smtp.control("POST", "/rules", [
            {"stage": "body", "to": "mara", "reply": "451 4.3.0 later", "times": 2, "store": True},
            {"stage": "rcpt", "to": "ingeborg", "reply": "550 5.1.1 nobody here", "times": 0}])
        booking = self.house.submit("2027-08-01", "2027-08-05")
        for pause, attempts in (("2s", 2), ("4s", 3)):
            harness.wait_until(lambda: len(self.house.mails_to(MARA)) == attempts - 1, f"attempt {attempts - 1}")
            harness.wait_until(lambda: self.state_of(booking, "booking_submitted")["state"] == "queued", "the next attempt")
            self.server.advance_clock(pause)
        harness.wait_until(lambda: self.state_of(booking, "booking_submitted")["state"] == "sent", "the third attempt")
        raws = {mail["raw"] for mail in self.house.mails_to(MARA)}
        self.assertEqual((len(self.house.mails_to(MARA)), len(raws)), (3, 1))
        mails = self.server.api("GET", f"/bookings/{booking}")["mails"]
        self.assertEqual([mail["state"] for mail in mails if mail["kind"] == "booking_submitted"], ["sent"])
        dead = next(mail for mail in mails if (mail["address"] or "").startswith("i"))
        self.assertEqual((dead["state"], dead["attempts"]), ("dead", 1))
        self.assertEqual(self.house.decide("approve", booking, "Cornelia").status, 200, "the booking does not depend on it")
        approver, mara = self.house.approver("Cornelia"), self.house.link_of(MARA)
        self.assertNotIn("mails", self.house.call("GET", f"/bookings/{booking}", token=approver).json)
        own = self.house.call("GET", f"/bookings/{booking}", token=mara).json["mails"]  # PLT-140: the own ones alone
        self.assertEqual({mail["kind"] for mail in own} - {"booking_submitted", "booking_approved"}, set())
        self.assertEqual([mail["state"] for mail in own if mail["kind"] == "booking_submitted"], ["sent"])
        self.assertNotIn("haus.test", json.dumps(own))

    def state_of(self, booking, kind):
        return next(mail for mail in self.server.api("GET", f"/bookings/{booking}")["mails"] if mail["kind"] == kind)

    # -- people

    def test_personal_data(self):
        """PLT-157 to PLT-159 for people without an account, over the API; the inbox of an approver (PLT-189)."""
        self.start("people")
        wish = self.house.request("2027-08-01", "2027-08-05", description="Mit Hund")
        booking = self.server.create("/bookings", wish)["id"]  # by an admin on Mara's behalf, whose reply is kept for a retry
        self.server.add_user("ida@haus.test", "approver")
        account = next(each for each in self.server.api("GET", "/admin/accounts")["items"] if each["email"] == "ida@haus.test")
        reply = self.server.request("GET", f"/api/v1/admin/accounts/{account['id']}")
        self.server.api("PATCH", f"/admin/accounts/{account['id']}", {"parties": [self.house.parties["Ingeborg"]]},
                        headers={"If-Match": reply.headers["ETag"]})
        admin, ida = self.server.token, self.server.sign_in("ida@haus.test")
        self.server.token = admin
        inbox = self.server.api("GET", "/me/inbox", token=ida)
        self.assertEqual([(item["kind"], item["id"]) for item in inbox["items"]], [("booking_decision", booking)])
        self.assertEqual(inbox["counts"], {"booking_decision": 1})

        wanted = self.server.create("/admin/exports", {"email": MARA, "language": "de"}, expect=202)
        harness.wait_until(lambda: self.server.api("GET", f"/admin/exports/{wanted['id']}")["state"] == "ready", "the export")
        archive = self.server.request("GET", f"/api/v1/admin/exports/{wanted['id']}/archive")
        with zipfile.ZipFile(io.BytesIO(archive.body)) as files:
            self.assertEqual(json.loads(files.read("bookings.json"))["bookings"][0]["description"], "Mit Hund")
            written = json.loads(files.read("notifications.json"))["messages"]
        self.assertEqual([message["kind"] for message in written], ["booking_submitted"])
        self.assertIn("/booking/lk_…", written[0]["text"])
        self.assertNotRegex(str(written), r"lk_[\w-]")

        erasure = self.server.create("/admin/erasures", {"email": MARA, "immediately": True}, expect=202)
        harness.wait_until(lambda: self.server.api("GET", f"/admin/erasures/{erasure['id']}")["state"] == "done", "the erasure")
        seen = self.server.api("GET", f"/bookings/{booking}")
        self.assertEqual((seen["requester_first_name"], seen["description"], seen["status"]), ("Jemand", None, "pending"))
        self.assertNotIn("requester_email", seen)
        self.assertEqual(self.house.decide("approve", booking, "Ingeborg").status, 200)
        self.assertEqual(self.server.api("GET", "/me/inbox", token=ida)["items"], [])
        self.server.create(f"/resources/{self.house.id}/parties", {"name": "Otto", "colour": "#336699"})
        logged = {row["event"] for row in self.server.events() if row["component"] == "bookings"}
        self.assertLessEqual({"booking_created", "booking_updated", "party_created"}, logged)  # PLT-162
        for table, rows in self.everything().items():
            for trace in (MARA, "Mara", "Mit Hund"):
                self.assertFalse([row for row in rows if trace in str(row)], table)
                self.assertFalse([row for row in rows if trace.encode().hex() in str(row)], table)  # as PostgreSQL shows bytes


if __name__ == "__main__":
    harness.main()
