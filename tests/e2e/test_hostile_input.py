#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Throws generated bodies at every writing operation of the API document: never a 500, never a changed row on refusal.

test_hostile_input.py sqlite|postgres [SEED]
"""
import copy
import hashlib
import json
import random
import sqlite3
import sys
import time
import unittest
import uuid

import harness


SEED = 20270110
ADA = "ada@portier.test"
BODIES_EACH = 40
WRITING = ("post", "put", "patch", "delete")
# They end the sign-in that the test needs; their bodies are ignored.
LEFT_OUT = {("post", "/api/v1/auth/logout"), ("post", "/api/v1/me/erasure"), ("delete", "/api/v1/me/sessions")}
# Bookkeeping, and what schedules do beside the test.
UNWATCHED_TABLES = {"rate_counters", "idempotency_keys", "health_probe", "runners", "jobs", "occurrences", "signin_pairs",
                    "signin_addresses", "sqlite_sequence", "sqlite_stat1"}
UNWATCHED_COLUMNS = {("sessions", "last_used_at"), ("api_keys", "last_used_at")}

RAW = [
    b"", b" ", b"{", b"}", b"[]", b"null", b"true", b"0", b'"text"', b"[1,]", b'{"a":1,}', b"{'a':1}", b'{"a":01}', b'{"a":+1}',
    b'{"a":NaN}', b'{"a":Infinity}', b'{"a":1e400}', b'{"a":-1e400}', b'{"a":' + b"9" * 400 + b"}", b'{"a":"\\x"}',
    b'{"a":"\\ud800"}', b'{"a":"\x00"}', b'{"a":"\\u0000"}', b'{"a":"\xff\xfe"}', b'{"a":"\xc0\x80"}', b'{"\xed\xa0\x80":1}',
    b"\xef\xbb\xbf{}", b'{"a":1}{"b":2}', b'{"a":1} x', b'{"a":1,"a":2}', b'{"a":' + b"[" * 70 + b"]" * 70 + b"}",
    b'{"a":' * 70 + b"1" + b"}" * 70, b"[" * 100_000, b"{} // comment", b"\x00", b"\xff" * 64,
]
VALUES = [
    None, True, False, 0, -1, 1, 2**31, 2**53, -2**63, 10**30, 1.5, -0.0, 1e-300, "", " ", "x", "x" * 300, "x" * 5000, "\x00",
    "a\x00b", "\ud83d\ude00", "\u202eevil", "=1+1", "' OR 1=1 --", "<script>", "../../etc/passwd", "0000-00-00", "2027-02-30",
    "99:99", "Mars/Olympus", "1e400", [], [None], [[]], [{}], ["x"] * 500, {}, {"a": {"b": {"c": 1}}}, {"": ""},
]


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory, _, url = harness.ground(cls)
        cls.server = harness.Portierd(directory, {"limits.exempt": "loopback", "limits.trip_create": "0",
                                                  "limits.manual_refresh": "0", "identity.signup": "open"}, url)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user(ADA, "admin", "en")
        cls.server.add_user("eva@portier.test", "admin", "en")  # so that no request is refused for the last admin alone
        cls.server.start()
        cls.token = cls.server.sign_in(ADA)
        cls.server.token = None
        cls.document = cls.server.request("GET", "/openapi.json").json

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def example(self, operation):
        schema = self.resolve(operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}))
        example = schema.get("example")
        if example is None and schema.get("examples"):
            example = schema["examples"][0]
        return copy.deepcopy(example) if isinstance(example, dict) else {}

    def bodies(self, operation, rng):
        """Raw texts first, then the documented example with one to three members made wrong."""
        yield from RAW
        example = self.example(operation)
        yield json.dumps({**example, "role": "admin", "owner_id": "x", "state": "done"}).encode()  # A18
        for key in list(example)[:5]:  # duplicate keys
            text = json.dumps(example)
            yield (text[:-1] + "," + json.dumps(key) + ":" + json.dumps(example[key]) + "}").encode()
        for _ in range(BODIES_EACH):
            body = copy.deepcopy(example)
            for _ in range(rng.randint(1, 3)):
                self.spoil(body, rng)
            yield json.dumps(body, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")

    def spoil(self, node, rng):
        while True:
            if isinstance(node, list) and node and rng.random() < 0.7:
                node = rng.choice(node)
                if not isinstance(node, (dict, list)):
                    return
                continue
            if not isinstance(node, dict):
                return
            key = rng.choice([*node, f"x_{rng.randint(0, 9)}"])
            if isinstance(node.get(key), (dict, list)) and node[key] and rng.random() < 0.6:
                node = node[key]
                continue
            if rng.random() < 0.15:
                node.pop(key, None)
            else:
                node[key] = copy.deepcopy(rng.choice(VALUES))
            return

    def state(self):
        """A digest of every row that is not bookkeeping; nothing where another process holds the database."""
        if harness.BACKEND != "sqlite":
            return None
        database = sqlite3.connect(f"file:{self.server.data / 'portier.db'}?mode=ro", uri=True, timeout=30)
        try:
            digest = {}
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
                if table in UNWATCHED_TABLES:
                    continue
                columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
                wanted = [column for column in columns if (table, column) not in UNWATCHED_COLUMNS]
                # A refused sign-in is a security event and has its audit row (PLT-141).
                where = " WHERE outcome = 'ok'" if table == "audit_log" else ""
                hasher = hashlib.sha256()
                for row in database.execute(f"SELECT {', '.join(wanted)} FROM {table}{where} ORDER BY 1, 2"):
                    hasher.update(repr(row).encode())
                digest[table] = hasher.hexdigest()
            return digest
        finally:
            database.close()

    def settled(self):
        """The state once nothing works in the background any more."""
        seen = []

        def is_quiet():
            time.sleep(0.2)
            seen.append(self.state())
            return len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]
        harness.wait_until(is_quiet, "a quiet database")
        return seen[-1]

    def path_of(self, template, trip):
        path = template
        if template.startswith("/api/v1/trips/{id}"):
            path = path.replace("{id}", trip, 1)
        while "{" in path:
            name = path[path.index("{") + 1:path.index("}")]
            path = path.replace("{" + name + "}", "google" if name in ("provider", "name") else str(uuid.uuid4()), 1)
        return path

    def new_trip(self):
        trip = self.resolve({"$ref": "#/components/schemas/NewTrip"}) if "NewTrip" in self.document["components"]["schemas"] else {}
        body = copy.deepcopy(trip.get("example") or self.example(self.document["paths"]["/api/v1/trips"]["post"]))
        body["name"] = "Trip " + uuid.uuid4().hex[:8]
        body.pop("alert", None)
        return self.server.request("POST", "/api/v1/trips", body, {"Idempotency-Key": str(uuid.uuid4())}, self.token)

    def test_every_writing_operation(self):
        created = self.new_trip()
        self.assertEqual(created.status, 201, created.body)
        trip = created.json["id"]
        harness.wait_until(lambda: self.server.request("GET", f"/api/v1/trips/{trip}/checks", token=self.token)
                           .json["items"][0]["state"] == "done", "the check of the new trip")
        operations = [(method, template, operation) for template, item in self.document["paths"].items()
                      for method, operation in item.items() if method in WRITING and (method, template) not in LEFT_OUT]
        self.assertGreater(len(operations), 20)
        rng = random.Random(SEED)
        sent = refused = 0
        for method, template, operation in operations:
            if method == "delete":
                continue  # no body; foreign ids are the authorisation walk's
            path = self.path_of(template, trip)
            before = self.state()
            for body in self.bodies(operation, rng):
                headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
                if any(self.resolve(parameter).get("name") == "If-Match" for parameter in operation.get("parameters", [])):
                    headers["If-Match"] = self.server.request("GET", path, token=self.token).headers.get("ETag") or '"1-0"'
                token = None if operation.get("x-access") in ("public", "own-credential") else self.token
                request = (method.upper(), path, body, headers, token)
                reply = self.server.request(*request)
                where = f"seed {SEED}: {method} {path} {body[:300]!r}: {reply.status} {reply.body[:300]!r}"
                self.assertNotEqual(reply.status, 500, where)
                self.assertNotIn(reply.status, range(501, 600), where)
                sent += 1
                if reply.status >= 400:
                    refused += 1
                    after = self.state()
                    if before != after:
                        # Work behind an earlier, accepted request may have ended meanwhile: what a refusal changes, it
                        # changes again.
                        before = self.settled()
                        self.server.request(*request)
                        after = self.state()
                    if before != after:
                        changed = [table for table in after if after[table] != before.get(table)]
                        self.fail(f"{where}: changed {changed}")
                else:
                    before = self.state()
        self.assertGreater(refused, sent // 2)
        self.assertEqual(self.server.request("GET", "/health").status, 200)
        self.assertEqual([event for event in self.server.events("request_failed")], [])
        print(f"{sent} bodies to {len(operations)} operations, {refused} refused", file=sys.stderr)
        self.assertEqual(self.server.stop(), 0)


if __name__ == "__main__":
    if sys.argv[-1].isdigit():
        SEED = int(sys.argv.pop())
    harness.main()
