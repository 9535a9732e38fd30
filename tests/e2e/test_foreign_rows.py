#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A16 of platform.md §14 (PLT-044, PLT-010): a foreign row is no row. Every documented operation on a row of one's own is
called by others with a real id and with a random one, and both answers are the same 404.

test_foreign_rows.py sqlite|postgres
"""
import datetime
import re
import unittest
import uuid

import harness

ADMIN, ANNA, BEN = "admin@portier.test", "anna@portier.test", "ben@portier.test"
METHODS = ("get", "post", "put", "patch", "delete")
# What bookings.md §7 governs, and what belongs to nobody.
NOT_PERSONAL = ("/api/v1/bookings", "/api/v1/airports")


class ForeignRows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory, _, url = harness.ground(cls)
        market = harness.Skiplagged()
        cls.addClassCleanup(market.stop)
        cls.server = harness.Portierd(directory, {**market.settings(), "limits.exempt": "loopback"}, url)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user(ADMIN, "admin")
        for email in (ANNA, BEN):
            cls.server.add_user(email)
        cls.server.start()
        cls.tokens = {"admin": cls.server.sign_in(ADMIN), "member": cls.server.sign_in(BEN)}
        ben = cls.server.api("GET", "/admin/accounts?q=ben", token=cls.tokens["admin"])["items"][0]["id"]
        key = {"account_id": ben, "name": "Key", "scopes": ["trips:read", "trips:write"]}
        cls.tokens["key"] = cls.server.api("POST", "/admin/api-keys", key, 201, token=cls.tokens["admin"])["token"]
        cls.anna = cls.server.sign_in(ANNA)
        cls.rows = cls.make_rows()
        cls.server.token = None

    @classmethod
    def make_rows(cls):
        """Anna's rows: the values of the arguments by the beginning of the path."""
        leave = (datetime.date.today() + datetime.timedelta(days=40)).isoformat()
        trip = cls.server.create("/trips", {
            "name": "Lisbon", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS",
            "depart_date": leave, "currency": "USD", "track_flights": True, "track_hotels": False,
            "alert": {"kind": "threshold", "measure": "flight_total", "desktop": True,
                      "threshold": {"amount_minor": 90000000, "currency": "USD"}}})["id"]

        def checked():
            items = cls.server.api("GET", f"/trips/{trip}/checks")["items"]
            return items and items[0]["state"] == "done" and items
        check = harness.wait_until(checked, "the check")[0]["id"]
        snapshot = cls.server.api("GET", f"/trips/{trip}/snapshots")["items"][0]["id"]
        sides = cls.server.api("GET", f"/trips/{trip}/snapshots/{snapshot}")["sides"]
        response = next(each for side in sides.values() for each in side["response_ids"])
        cls.server.api("POST", "/trips/refresh", expect=202)
        run = cls.server.api("GET", "/refresh-runs")["items"][0]["id"]
        export = cls.server.create("/me/export", None, 202)["id"]
        harness.wait_until(lambda: cls.server.api("GET", "/me/export")["state"] == "ready", "the export")
        message = harness.wait_until(lambda: cls.server.api("GET", "/notifications")["items"], "the alert")[0]["id"]
        session = cls.server.api("GET", "/me/sessions")["items"][0]["id"]
        return {"/api/v1/trips/": {"id": trip, "sid": snapshot, "rid": response}, "/api/v1/price-checks/": {"id": check},
                "/api/v1/refresh-runs/": {"id": run}, "/api/v1/me/export/": {"id": export},
                "/api/v1/me/sessions/": {"id": session}, "/api/v1/notifications/": {"id": message}}

    def operations(self):
        document = self.server.request("GET", "/openapi.json").json
        for path, item in document["paths"].items():
            for method in METHODS:
                if method in item and "{" in path and not path.startswith(NOT_PERSONAL):
                    doors = item[method]["x-access"].split("|")
                    if "account" in doors and "{provider}" not in path:
                        yield method, path, doors

    def answer(self, method, path, values, token):
        concrete = re.sub(r"\{(\w+)\}", lambda name: values[name.group(1)], path)
        body = None if method in ("get", "delete") else {"status": "paused"} if path.endswith("/status") else {}
        reply = self.server.request(method.upper(), concrete, body, token=token, headers={"If-Match": '"1"'})
        told = {name: value for name, value in reply.json.items() if name not in ("instance", "request_id")} if reply.body else None
        return reply.status, reply.headers.get("Content-Type"), told

    def test_a16_foreign_and_missing_rows_answer_alike(self):
        seen, wrong = set(), []
        for method, path, doors in self.operations():
            begin = next((begin for begin in self.rows if path.startswith(begin)), None)
            self.assertIsNotNone(begin, f"{path}: a row of this kind is missing in this test")
            seen.add(begin)
            real = self.rows[begin]
            for who, token in self.tokens.items():
                if who == "key" and not any(door.startswith("key:") for door in doors):
                    continue
                missing = self.answer(method, path, {name: str(uuid.uuid4()) for name in real}, token)
                met = self.answer(method, path, real, token)
                if met != missing or met[0] != 404:
                    wrong.append(f"{method} {path} by {who}: {met}, a random id: {missing}")
        self.assertEqual(wrong, [])
        self.assertEqual(seen, set(self.rows), "a kind of row that no operation names")
        for begin, values in self.rows.items():  # nothing was changed or ended
            if begin.startswith("/api/v1/trips"):
                self.server.api("GET", f"/trips/{values['id']}", token=self.anna)

    def test_a16_lists_hold_own_rows_only(self):
        for who, token in self.tokens.items():
            for path in ("/trips", "/refresh-runs", "/notifications", "/me/sessions"):
                if who == "key" and path in ("/notifications", "/me/sessions"):
                    continue
                text = self.server.request("GET", "/api/v1" + path + "?limit=100" * (path != "/me/sessions"), token=token).body
                for values in self.rows.values():
                    for value in values.values():
                        self.assertNotIn(value.encode(), text, f"{path} by {who}")

    def test_a16_the_owner_sees_them(self):
        """The same ids open for Anna: what the others met was no mistake of this test."""
        for method, path, _ in self.operations():
            if method == "get":
                values = next(values for begin, values in self.rows.items() if path.startswith(begin))
                concrete = re.sub(r"\{(\w+)\}", lambda name: values[name.group(1)], path)
                self.assertEqual(self.server.request("GET", concrete, token=self.anna).status, 200, path)


if __name__ == "__main__":
    harness.main()
