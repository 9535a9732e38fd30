#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conventions of platform.md §3 through the built portierd: JSON as it is promised, lists that lose nothing, keys
that keep an effect single. Scenarios A19 to A23.

test_conventions.py sqlite|postgres
"""
import datetime
import sqlite3
import threading
import time
import unittest
import uuid

import harness

ADMIN, ANNA = "admin@portier.test", "anna@portier.test"
LEAVE = (datetime.date.today() + datetime.timedelta(days=40)).isoformat()
TRIP = {"name": "Lisbon", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS", "depart_date": LEAVE,
        "track_flights": True, "track_hotels": False}

# A19, PLT-051. What stands in place of the trip's name or its number of adults, or is the whole text: reply.
VALID = ('"name":%s,"depart_date":"' + LEAVE + '","trip_kind":"one_way","origin_airport":"MUC","destination_airport":"LIS",'
         '"track_flights":true,"track_hotels":false')
NAMES = {
    r'"Lisbon"': 201, r'"\u004cisbon"': 201, r'"M\u00fcnchen"': 201, '"München"': 201, r'"\ud83d\udeeb"': 201, '"🛫"': 201,
    r'"a\/b"': 201, r'"a\"b"': 201, r'"\\"': 201, '"\x7f"': (201, 422), '"\u2028"': (201, 422), r'"\uffff"': (201, 422),
    r'"\u0000"': 400, '"\x00"': 400, '"a\nb"': 400, '"a\tb"': 400, r'"\x41"': 400, r'"\u00g0"': 400, r'"\u12"': 400,
    r'"\ud800"': 400, r'"\udc00\ud800"': 400, r'"\ud800x"': 400, "'Lisbon'": 400, "Lisbon": 400, '"Lisbon': 400, '"\\': 400,
    "nul": 400, "TRUE": 400, "NaN": 400, "Infinity": 400, "": 400, ",": 400, "/* */": 400, '"a" "b"': 400, '"a":"b"': 400,
    "null": 422, "true": 422, "5": 422, "[]": 422, "{}": 422, '["Lisbon"]': 422, '""': 422, '"' + "x" * 5000 + '"': 422,
    "[" * 63 + "]" * 63: 422, "[" * 64 + "]" * 64: 400, "[" * 100_000: 400, '{"a":' * 100_000: 400,
}
NUMBERS = {
    "2": 201, "2.0": (201, 422), "2e0": (201, 422), "0": 422, "-1": 422, "2.5": 422, '"2"': 422, "true": 422, "1000000": 422,
    "9223372036854775807": 422, "9223372036854775808": 400, "-9223372036854775809": 400, "1e400": 400, "-1e400": 400,
    "1" + "0" * 400: 400, "02": 400, "+2": 400, ".5": 400, "2.": 400, "2e": 400, "0x2": 400, "2_0": 400, "-": 400, "--2": 400,
    "1,000": 400, "٢": 400, "-0": 422,
}
TEXTS = {
    b"": 400, b" ": 400, b"null": 400, b"true": 400, b"1": 400, b'"text"': 400, b"[]": 400, b"[{}]": 400, b"{": 400, b"}": 400,
    b"{}": 422, b" \r\n\t{ } ": 422, b"{}{}": 400, b"{} x": 400, b"{}\x00": 400, b"{,}": 400, b'{"name":"a",}': 400,
    b'{"name"}': 400, b'{"name":}': 400, b'{:"a"}': 400, b"{name:1}": 400, b"{1:1}": 400, b'{"name":"a" "b":1}': 400,
    b'{"name":"a","name":"b"}': 400, b'{"name":"a","\\u006eame":"b"}': 400, b'{"x":{"a":1,"a":1}}': 400,
    b'\xef\xbb\xbf{}': 400, b'\xff\xfe{\x00}\x00': 400, '{"a":1}'.encode("utf-16-le"): 400, '{"a":1}'.encode("utf-32"): 400,
    b'{"name":"\xc0\xaf"}': 400, b'{"name":"\xed\xa0\x80"}': 400, b'{"name":"\xe2\x82"}': 400, b'{"name":"\xff"}': 400,
    b'{"name":"\xf5\x80\x80\x80"}': 400, b'{"a":1}//': 400, b'#{}': 400, b"%7B%7D": 400, b"name=Lisbon": 400, b"<a/>": 400,
    b'{"__proto__":{}}': 422, b'{"":1}': 422, b'{"name":"a","nobody":1}': 422,
}


def corpus():
    for text, status in NAMES.items():
        yield text, ("{" + VALID % text + "}").encode("utf-8", "surrogatepass"), status
    for text, status in NUMBERS.items():
        yield text, ("{" + VALID % '"Lisbon"' + ',"adults":' + text + "}").encode(), status
    for text, status in TEXTS.items():
        yield text, text, status


class Conventions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory, cls.cluster, cls.url = harness.ground(cls)
        cls.server = harness.Portierd(directory, {"limits.exempt": "loopback", "trips.max_tracked": "1000"}, cls.url)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user(ADMIN, "admin")
        cls.server.add_user(ANNA)
        cls.server.start()
        cls.admin, cls.anna = cls.server.sign_in(ADMIN), cls.server.sign_in(ANNA)
        cls.server.token = None

    def execute(self, statement):
        if harness.BACKEND == "postgres":
            self.cluster.query(self.url, statement)
            return
        database = sqlite3.connect(self.server.data / "portier.db", timeout=30)
        with database:
            database.execute(statement)
        database.close()

    def post(self, body, key=None, expect=None):
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        reply = self.server.request("POST", "/api/v1/trips", body, headers, token=self.anna)
        if expect:
            self.assertEqual(reply.status, expect, reply.body[:500])
        return reply

    def trips(self):
        found, cursor = [], ""
        while True:
            page = self.server.api("GET", f"/trips?limit=100{cursor}", token=self.anna)
            found += page["items"]
            if not page["next_cursor"]:
                return found
            cursor = "&cursor=" + page["next_cursor"]

    def test_the_first_thing_wrong_is_told(self):
        """PLT-043: of several things that are wrong, the order says which one is told."""
        def call(method, path, body, token, **headers):
            reply = self.server.request(method, "/api/v1" + path, body, {"Content-Type": "application/json", **headers}, token=token)
            return reply.status, reply.json["code"]
        broken, nowhere, key = b'{"name":', f"/trips/{uuid.uuid4()}", str(uuid.uuid4())
        self.post({**TRIP, "name": "First"}, key, 201)
        told = [
            call("PATCH", "/admin/settings", broken, "ps_nobody"),  # who, before anything else
            call("PATCH", "/admin/settings", broken, self.anna),  # what they may
            call("POST", "/trips", broken, self.anna, **{"Idempotency-Key": key}),  # the key before the text under it
            call("PATCH", nowhere, broken, self.anna),  # the text before the row
            call("PATCH", nowhere, b'{"name":5}', self.anna, **{"If-Match": '"1"'}),  # the row before its fields
        ]
        self.assertEqual(told, [(401, "invalid_token"), (403, "forbidden"), (422, "idempotency_mismatch"),
                                (400, "malformed_json"), (404, "not_found")])

    def test_a19_json_is_taken_and_refused_as_promised(self):
        wrong = []
        for text, body, status in corpus():
            reply = self.post(body)
            allowed = status if isinstance(status, tuple) else (status,)
            code = reply.json.get("code")
            fits = reply.status in allowed and (reply.status != 400 or code == "malformed_json")
            if not fits:
                wrong.append(f"{text[:60]!r}: {reply.status} {code}, not {status}")
            if reply.status == 201:
                self.server.api("DELETE", f"/trips/{reply.json['id']}", expect=204, token=self.anna)
        self.assertEqual(wrong, [])

    def test_a20_a_walk_gives_every_row_once(self):
        """PLT-053: 10,000 accounts in pages of 100, while others come in and some of them change."""
        start = int(time.time() * 1000) - 3_600_000
        wanted = [str(uuid.UUID(int=(start + i // 7 << 80) | (7 << 76) | (2 << 62) | i)) for i in range(10_000)]
        for at in range(0, len(wanted), 250):
            rows = ",".join(f"('{each}','a{at + i}@walk.test','a{at + i}@walk.test','','','UTC','active',''," +
                            f"{start + (at + i) // 7},{start + (at + i) // 7})" for i, each in enumerate(wanted[at:at + 250]))
            self.execute("INSERT INTO accounts (id, email, email_compared, display_name, language, time_zone, status,"
                         f" password_hash, created_at, updated_at) VALUES {rows}")
        seen, cursor, pages = [], "", 0
        while True:
            page = self.server.api("GET", f"/admin/accounts?limit=100{cursor}", token=self.admin)
            seen += [item["id"] for item in page["items"]]
            pages += 1
            if pages % 10 == 5:
                self.server.api("POST", "/admin/accounts", {"email": f"new{pages}@walk.test"}, 201, token=self.admin)
                behind, ahead = wanted[pages * 50], wanted[-pages * 7]
                for each in (behind, ahead):
                    self.server.api("POST", f"/admin/accounts/{each}/disable", token=self.admin)
            if not page["next_cursor"]:
                break
            cursor = "&cursor=" + page["next_cursor"]
        self.assertGreaterEqual(pages, 100)
        self.assertEqual(len(seen), len(set(seen)), "no row twice")
        self.assertEqual(set(wanted) - set(seen), set(), "no row left out")

    def test_a21_equal_stamps_hide_nothing(self):
        """PLT-054: 50 rows with one updated_at; who asks from the newest stamp on gets them all, and what comes later."""
        mine = [self.post({**TRIP, "name": f"Stamp {i}"}, expect=201).json["id"] for i in range(51)]
        later, equal = mine[0], mine[1:]
        stamp = int(time.time() * 1000)
        listed = ",".join(f"'{each}'" for each in equal)
        self.execute(f"UPDATE trips SET updated_at = {stamp} WHERE id IN ({listed})")
        text = datetime.datetime.fromtimestamp(stamp / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds")
        query = "/trips?limit=20&updated_after=" + text.replace("+00:00", "Z")

        def poll():
            found, cursor = [], ""
            while True:
                page = self.server.api("GET", query + cursor, token=self.anna)
                found += [item["id"] for item in page["items"]]
                if not page["next_cursor"]:
                    return found
                cursor = "&cursor=" + page["next_cursor"]
        first = poll()
        self.assertEqual(len(first), len(set(first)))
        self.assertLessEqual(set(equal), set(first))
        self.execute(f"UPDATE trips SET updated_at = {stamp} WHERE id = '{later}'")
        self.assertIn(later, poll(), "an equal stamp that came afterwards")

    def test_a22_a_key_has_one_effect(self):
        """PLT-055, PLT-056: the same request 20 times at once."""
        before, key, replies = len(self.trips()), str(uuid.uuid4()), []
        gate = threading.Barrier(20)

        def call():
            gate.wait()
            replies.append(self.post({**TRIP, "name": "Once"}, key))
        threads = [threading.Thread(target=call) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(len(replies), 20)
        first = [reply for reply in replies if reply.status == 201 and "Idempotency-Replayed" not in reply.headers]
        self.assertEqual(len(first), 1)
        for reply in replies:
            if reply.status == 409:
                self.assertEqual((reply.json["code"], reply.headers["Retry-After"]), ("idempotency_in_flight", "1"))
            else:
                self.assertEqual((reply.status, reply.body), (201, first[0].body))
                self.assertEqual(reply.headers["Location"], first[0].headers["Location"])
        self.assertEqual(len(self.trips()), before + 1)
        self.assertEqual(self.post({**TRIP, "name": "Once"}, key, 201).headers["Idempotency-Replayed"], "true")

    def test_a23_a_refused_request_leaves_its_key_free(self):
        """PLT-056."""
        key = str(uuid.uuid4())
        self.assertEqual(self.post({**TRIP, "name": ""}, key, 422).json["code"], "validation_failed")
        made = self.post({**TRIP, "name": "Corrected"}, key, 201)
        self.assertNotIn("Idempotency-Replayed", made.headers)
        self.assertEqual(self.post({**TRIP, "name": "Another"}, key, 422).json["code"], "idempotency_mismatch")
        again = self.post({**TRIP, "name": "Corrected"}, key, 201)
        self.assertEqual((again.headers["Idempotency-Replayed"], again.body), ("true", made.body))


if __name__ == "__main__":
    harness.main()
