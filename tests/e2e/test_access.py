#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what: every documented operation by every kind of principal, compared with the table below (PLT-009,
PLT-042 to PLT-046), and the scenarios of platform.md §14 about rights."""
import base64
import hashlib
import hmac
import html
import re
import signal
import sqlite3
import struct
import time
import unittest
import urllib.parse
import uuid

import harness

SCOPES = ["trips:read", "trips:write", "watches:read", "watches:write", "roomplans:read", "roomplans:write", "waits:write",
          "calls:write", "push_scan", "requests"]
ROLES = ["member", "reviewer", "approver", "admin"]
METHODS = ("get", "post", "put", "patch", "delete")
THROUGH, SIGN_IN_FIRST, BAD_TOKEN, UNVERIFIED, REFUSED = "through", "sign in first", "bad token", "unverified", "refused"
CODES = {"authentication_required": SIGN_IN_FIRST, "invalid_token": BAD_TOKEN, "email_unverified": UNVERIFIED,
         "forbidden": REFUSED}
STATUS = {SIGN_IN_FIRST: 401, BAD_TOKEN: 401, UNVERIFIED: 403, REFUSED: 403}


# Where the handler itself judges by rows: nobody here decides for a party but the approver link (bookings.md §7).
DECIDED_BY_ROWS = {("get", "/api/v1/approvals"): {"link approver"}}


ADMIN, ACCOUNT, PARTY = "role:admin", "account", "account|link:personal,approver"
READ_TRIPS, WRITE_TRIPS = "account|key:trips:read", "account|key:trips:write"
#: Which doors the paths that begin so must have, as platform.md sections 1.2 and 13 and bookings.md section 7 say; the first
#: that fits counts: (beginning, reading, writing). None: there is no such operation.
DOORS = [
    ("/api/v1/admin/", ADMIN, ADMIN),
    ("/api/v1/auth/{provider}/callback", "own-credential", None), ("/api/v1/auth/logout", None, "own-credential"),
    ("/api/v1/auth/verify/resend", None, "any-account"), ("/api/v1/auth/", "public", "public"),
    ("/api/v1/me", ACCOUNT, ACCOUNT), ("/api/v1/notifications/unsubscribe", None, "public"),
    ("/api/v1/notifications", ACCOUNT, ACCOUNT), ("/api/v1/hooks/", None, "own-credential"),
    ("/api/v1/changes", "any-credential", None), ("/api/v1/feedback", None, "public"), ("/api/v1/telemetry/", None, "public"),
    ("/api/v1/links/recover", None, "public"), ("/api/v1/links/self", "link:personal,approver", None),
    ("/api/v1/links/{id}/renew", None, ADMIN),
    ("/api/v1/bookings/{id}/", None, PARTY), ("/api/v1/bookings/{id}", "public", PARTY), ("/api/v1/bookings", PARTY, "public"),
    ("/api/v1/approvals", PARTY, None), ("/api/v1/resources/{id}", "public", ADMIN), ("/api/v1/resources", ADMIN, ADMIN),
    ("/api/v1/parties/", None, ADMIN),
    ("/api/v1/trips/forecast", None, READ_TRIPS), ("/api/v1/trips/{id}/alert/backtest", None, READ_TRIPS),  # change nothing
    ("/api/v1/trips", READ_TRIPS, WRITE_TRIPS), ("/api/v1/price-checks/", READ_TRIPS, None),
    ("/api/v1/refresh-runs", READ_TRIPS, None), ("/api/v1/airports", READ_TRIPS, None),
    ("/api/v1/price-sources", READ_TRIPS, ADMIN),
    ("/metrics", "own-credential", None), ("/booking/{token}/feed.ics", "own-credential", None),
    ("/health", "public", None), ("/ready", "public", None), ("/openapi.json", "public", None),
    ("/calendar/{slug}/feed.ics", "public", None), ("/api/v1", "public", None),
]


def doors_of(method, path):
    for begin, reading, writing in DOORS:
        if path.startswith(begin) and (begin != "/api/v1" or path == begin):
            return reading if method == "get" else writing
    return None


def expected(access, who):
    """The table. Deny by default: what is not written here is refused."""
    doors = access.split("|")
    if who in ("bad token", "disabled"):
        return BAD_TOKEN  # never anonymous, not even where everybody may go (PLT-045)
    if who == "unverified":
        return THROUGH if "any-account" in doors else UNVERIFIED
    if who.startswith("link "):  # opens what names it; besides, what is open to all
        names = [kind for door in doors if door.startswith("link:") for kind in door[5:].split(",")]
        return THROUGH if who[5:] in names or access in ("public", "any-credential") else REFUSED
    if access == "public":
        return THROUGH
    if who == "anonymous":
        return SIGN_IN_FIRST
    if "any-credential" in doors:
        return THROUGH
    if who.startswith("key "):
        return THROUGH if "key:" + who[4:] in doors else REFUSED
    return THROUGH if {"account", "any-account", "role:" + who} & set(doors) else REFUSED


def link_token(server, kind, number, email=None, party=None):
    """A standing link as linktoken.cpp signs it, of a row of its own."""
    link, now = uuid.uuid4(), int(time.time() * 1000)
    database = sqlite3.connect(server.data / "portier.db", timeout=30)
    with database:
        database.execute("INSERT INTO links (id, kind, email, party_id, generation, key_number, created_at)"
                         " VALUES (?, ?, ?, ?, 1, 1, ?)", (str(link), kind, email, party, now))
    database.close()
    lines = (server.data / "secret.key").read_text(encoding="ascii").splitlines()
    secret = base64.b64decode(next(line.split()[3] for line in lines if line.startswith("link 1 ")) + "==")
    body = b"\x01" + struct.pack(">H", 1) + link.bytes + struct.pack(">I", 1) + bytes([number])
    mac = hmac.new(secret, b"portier link 1\n" + body, hashlib.sha256).digest()
    return "lk_" + base64.urlsafe_b64encode(body + mac).decode("ascii").rstrip("=")


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workspace = harness.workspace()
        directory = cls.workspace.__enter__()
        cls.server = harness.Portierd(directory, {
            "identity.signup": "open", "limits.reads": "0", "limits.general": "0", "limits.login": "0",
            "limits.register": "0",
            "limits.trip_create": "0"})
        cls.server.add_user("admin@portier.test", "admin")
        cls.server.start()
        cls.accounts = {"admin": "admin@portier.test"}
        for role in ROLES[:3] + ["disabled"]:
            cls.accounts[role] = f"{role}@portier.test"
            cls.by_admin("POST", "/admin/accounts", {
                "email": cls.accounts[role], "password": harness.PASSWORD, "roles": [role] if role in ROLES else []}, 201)
        cls.disabled = cls.session("disabled")
        found = cls.by_admin("GET", "/admin/accounts?q=disabled")["items"][0]
        cls.by_admin("POST", f"/admin/accounts/{found['id']}/disable")
        cls.unverified = cls.server.request("POST", "/api/v1/auth/register", {
            "email": "unverified@portier.test", "password": harness.PASSWORD}).json["token"]
        cls.member_id = cls.by_admin("GET", "/admin/accounts?q=member")["items"][0]["id"]
        cls.keys = {scope: cls.key([scope])["token"] for scope in SCOPES}
        cls.links = {"personal": link_token(cls.server, "personal", 0, email="guest@portier.test"),
                     "approver": link_token(cls.server, "approver", 1, party=str(uuid.uuid4())),
                     "feed": link_token(cls.server, "feed", 2, email="guest@portier.test")}

    @classmethod
    def tearDownClass(cls):
        cls.server.kill()
        cls.workspace.__exit__(None, None, None)

    @classmethod
    def session(cls, who):
        reply = cls.server.request("POST", "/api/v1/auth/login", {"email": cls.accounts[who], "password": harness.PASSWORD})
        return reply.json["token"]

    @classmethod
    def by_admin(cls, method, path, body=None, expect=200, **options):
        return cls.server.api(method, path, body, expect, token=cls.session("admin"), **options)

    @classmethod
    def key(cls, scopes):
        return cls.by_admin("POST", "/admin/api-keys", {"account_id": cls.member_id, "name": "Key", "scopes": scopes}, 201)

    def token(self, who):
        """A session of its own for each walk."""
        if who == "anonymous":
            return None
        if who.startswith("key "):
            return self.keys[who[4:]]
        if who.startswith("link "):
            return self.links[who[5:]]
        return {"disabled": self.disabled, "unverified": self.unverified, "bad token": "ps_nobody"}.get(who) or self.session(who)

    def outcome(self, reply):
        code = reply.json.get("code") if reply.body and b'"code"' in reply.body else None
        return CODES.get(code, THROUGH)

    def test_every_operation_by_every_principal(self):  # PLT-009, PLT-042 to PLT-045
        document = self.server.request("GET", "/openapi.json").json
        operations = [(method, path, item[method]["x-access"]) for path, item in document["paths"].items()
                      for method in METHODS if method in item]
        operations.sort(key=lambda operation: operation[1] == "/api/v1/me/erasure")  # last: it ends the sign-in
        self.assertGreater(len(operations), 60)
        kinds = ROLES + ["anonymous", "disabled", "unverified", "bad token"]
        kinds += [f"key {scope}" for scope in SCOPES] + [f"link {kind}" for kind in self.links]
        wrong = []
        for who in kinds:
            token = self.token(who)
            for method, path, access in operations:
                if access == "own-credential":
                    continue  # the credential is the handler's business
                concrete = re.sub(r"\{\w+\}", lambda _: str(uuid.uuid4()), path)
                reply = self.server.request(method.upper(), concrete, token=token)
                met, wanted = self.outcome(reply), expected(access, who)
                if access == "public" and who == "link feed":
                    wanted = REFUSED  # a feed link opens feeds and nothing else (BKG-081)
                if access == "any-credential" and who == "link feed":
                    wanted = REFUSED
                if wanted == THROUGH and who not in DECIDED_BY_ROWS.get((method, path), {who}):
                    wanted = REFUSED
                fits = met == wanted and reply.status == STATUS.get(met, reply.status) and reply.status != 500
                if met in (SIGN_IN_FIRST, BAD_TOKEN):
                    fits = fits and "WWW-Authenticate" in reply.headers
                if not fits:
                    wrong.append(f"{method} {path} ({access}) by {who}: {met} {reply.status}, not {wanted}")
        self.assertEqual(wrong, [])

    def test_every_operation_has_the_doors_of_its_kind(self):  # PLT-009, PLT-042, PLT-187
        """What a route declares is not believed: it must be what the table says, so that no door opens by a slip."""
        document = self.server.request("GET", "/openapi.json").json
        wrong = [f"{method} {path}: {item[method]['x-access']}, not {doors_of(method, path)}"
                 for path, item in document["paths"].items() for method in METHODS
                 if method in item and item[method]["x-access"] != doors_of(method, path)]
        self.assertEqual(wrong, [])

    def test_bad_bearer_is_never_anonymous(self):  # PLT-045
        for value in ("Basic YTpi", "Bearer", "Bearer xx_123", "ps_123", "Bearer ps_1 ps_2"):
            with self.subTest(value):
                self.assertEqual(self.server.request("GET", "/api/v1", headers={"Authorization": value}).status, 401)

    def test_a09_cookies_open_nothing(self):  # PLT-022
        token = self.session("member")
        reply = self.server.request("GET", "/api/v1/me", headers={"Cookie": f"__Host-portier={token}; portier={token}"})
        self.assertEqual(reply.status, 401)

    def test_a16_a_foreign_row_is_no_row(self):  # PLT-044
        owner, other = self.session("member"), self.session("reviewer")
        own = self.server.api("GET", "/me/sessions", token=owner)["items"][0]["id"]
        foreign = self.server.request("DELETE", f"/api/v1/me/sessions/{own}", token=other)
        missing = self.server.request("DELETE", f"/api/v1/me/sessions/{uuid.uuid4()}", token=other)
        self.assertEqual([foreign.status, missing.status], [404, 404])
        volatile = ("instance", "request_id")
        strip = lambda reply: {name: value for name, value in reply.json.items() if name not in volatile}
        self.assertEqual(strip(foreign), strip(missing))
        self.assertEqual(self.server.request("GET", "/api/v1/me", token=owner).status, 200)

    def test_a18_nothing_is_smuggled_in(self):  # PLT-046
        member = self.session("member")
        etag = self.server.request("GET", "/api/v1/me", token=member).headers["ETag"]
        for path, method, body, options in (
                ("/me", "PATCH", {"display_name": "Eve", "roles": ["admin"]}, {"If-Match": etag}),
                ("/auth/register", "POST", {"email": "eve@portier.test", "password": harness.PASSWORD, "role": "admin"}, {}),
                ("/trips", "POST", {"name": "Trip", "owner_id": "x", "state": "y"}, {"Idempotency-Key": str(uuid.uuid4())})):
            with self.subTest(path):
                token = None if path.startswith("/auth") else member
                reply = self.server.request(method, "/api/v1" + path, body, headers=options, token=token)
                self.assertEqual(reply.status, 422)
                self.assertIn("unknown_field", [error["code"] for error in reply.json["errors"]])
        self.assertEqual(self.by_admin("GET", "/admin/accounts?q=eve")["items"], [])
        self.assertEqual(self.server.api("GET", "/me", token=member)["roles"], ["member"])

    def test_pages_take_what_trackers_add(self):  # PLT-046
        added = "?utm_source=mail&fbclid=x%20y"
        for path in ("/sign-in", "/unsubscribe/nobody", "/recover"):
            self.assertEqual(self.server.request("GET", path + added).status, 200, path)
        refused = self.server.request("GET", "/api/v1/auth/providers" + added)
        self.assertEqual([refused.status, refused.json["code"]], [400, "unknown_parameter"])

    def test_a15_a_key_shows_its_secret_once_and_rotates(self):  # PLT-035, PLT-036, PLT-188
        key = self.key(["trips:read"])
        listed = self.by_admin("GET", "/api-keys?limit=100")["items"]  # the alias
        self.assertIn(key["id"], [each["id"] for each in listed])
        self.assertFalse([each for each in listed if "token" in each])
        works = lambda token: self.server.request("GET", "/api/v1/trips", token=token).status
        renewed = self.by_admin("POST", f"/admin/api-keys/{key['id']}/rotate", {"overlap_days": 1})["token"]
        self.assertEqual([works(key["token"]), works(renewed)], [200, 200])
        last = self.by_admin("POST", f"/api-keys/{key['id']}/rotate", {"overlap_days": 0})["token"]
        self.assertEqual([works(key["token"]), works(renewed), works(last)], [401, 401, 200])
        refused = self.server.request("POST", f"/api/v1/api-keys/{key['id']}/rotate", {"overlap_days": 8},
                                      token=self.session("admin"))
        self.assertEqual(refused.status, 422)

    def test_a03_the_last_admin_stays(self):  # PLT-007
        admin = self.by_admin("GET", "/admin/accounts?role=admin")["items"][0]
        reply = self.server.request("POST", f"/api/v1/admin/accounts/{admin['id']}/disable", token=self.session("admin"))
        self.assertEqual([reply.status, reply.json["code"]], [409, "last_admin"])

    def test_admins_invite_and_take_back(self):  # PLT-004
        invited = self.by_admin("POST", "/admin/invitations", {"email": "new@portier.test", "roles": ["reviewer"]}, 201)
        self.assertEqual(self.by_admin("GET", "/admin/invitations?state=open")["items"][0]["id"], invited["id"])
        self.by_admin("POST", f"/admin/invitations/{invited['id']}/resend")
        self.by_admin("DELETE", f"/admin/invitations/{invited['id']}", expect=204)
        reply = self.server.request("DELETE", f"/api/v1/admin/invitations/{invited['id']}", token=self.session("admin"))
        self.assertEqual([reply.status, reply.json["code"]], [409, "invitation_ended"])


class Allowlist(unittest.TestCase):
    def test_a14_leaving_the_list_ends_session_and_key_without_restart(self):  # PLT-033, PLT-034, PLT-102
        with harness.workspace() as directory:
            server = harness.Portierd(directory, {"limits.general": "0", "limits.login": "0"})
            self.addCleanup(server.kill)
            file = directory / "portier.conf"

            def put(allowlist):
                file.write_text(f"[identity]\nallowlist = {allowlist}\n", encoding="utf-8")
                if server.process:
                    server.process.send_signal(signal.SIGHUP)

            put("")
            server.add_user("admin@portier.test", "admin")
            server.add_user("anna@house.test")
            server.start("--config", file)
            admin, anna = server.sign_in("admin@portier.test"), server.sign_in("anna@house.test")
            server.token = None
            owner = server.api("GET", "/admin/accounts?q=anna", token=admin)["items"][0]["id"]
            key = server.api("POST", "/admin/api-keys", {"account_id": owner, "name": "Key", "scopes": ["trips:read"]}, 201,
                             token=admin)["token"]
            calls = lambda: [server.request("GET", "/api/v1/me", token=anna).status,
                             server.request("GET", "/api/v1/trips", token=key).status]
            self.assertEqual(calls(), [200, 200])
            put("admin@portier.test")
            harness.wait_until(lambda: calls() == [403, 403], "the new list")
            self.assertEqual(server.request("GET", "/api/v1/me", token=anna).json["code"], "not_allowed")
            page = server.request("GET", "/sign-in", headers={"Cookie": f"portier={anna}", "Accept-Language": "en"})
            self.assertEqual(page.status, 403)
            self.assertIn("not admitted here", page.body.decode())
            put("admin@portier.test, @house.test")
            harness.wait_until(lambda: calls() == [401, 200], "the key back, the session ended")
            self.assertTrue(server.sign_in("anna@house.test"))


class DeviceSignIn(unittest.TestCase):
    """A13 (PLT-030, PLT-031): the app signs in through the browser; its code is good once and for a minute."""
    APP = "http://127.0.0.1:4711/callback"

    def setUp(self):
        directory, _, _ = harness.ground(self)
        self.server = harness.Portierd(directory, {
            "limits.exempt": "loopback", "test.enabled": "true", "test.clock": "stepped",
            "test.clock_start": "2027-09-09T07:12:00Z"})
        self.addCleanup(self.server.kill)
        self.server.add_user("anna@house.test", "admin")
        self.server.start()
        self.verifier = base64.urlsafe_b64encode(b"v" * 48).decode("ascii")
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        self.challenge = base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")

    def page(self, **changes):
        asked = {"redirect_uri": self.APP, "state": "s" * 22, "code_challenge": self.challenge, "device_name": "Annas Laptop"}
        self.path = "/auth/device?" + urllib.parse.urlencode({**asked, **changes})
        return self.server.request("GET", self.path)

    def code(self, **typed):
        page = self.page().body.decode()
        self.assertIn("Annas Laptop", page)
        fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page)}
        fields.pop("lang", None)
        fields |= {"email": "anna@house.test", "password": harness.PASSWORD, **typed}
        return self.server.request("POST", self.path, urllib.parse.urlencode(fields).encode("ascii"),
                                   {"Content-Type": "application/x-www-form-urlencoded"})

    def exchange(self, code, verifier=None):
        return self.server.request("POST", "/api/v1/auth/token", {"code": code, "code_verifier": verifier or self.verifier,
                                                                  "device_name": "Annas Laptop"})

    def arrival(self, reply):
        self.assertEqual(reply.status, 303, reply.body[:500])
        target = urllib.parse.urlsplit(reply.headers["Location"])
        self.assertEqual(target.scheme + "://" + target.netloc + target.path, self.APP)
        answer = urllib.parse.parse_qs(target.query)
        self.assertEqual(answer["state"], ["s" * 22])
        return answer["code"][0]

    def test_a13_end_to_end(self):
        code = self.arrival(self.code())
        self.assertEqual(self.exchange(code, "w" * 64).status, 401)  # the code of another app, which ends it
        code = self.arrival(self.code())
        session = self.exchange(code)
        self.assertEqual(session.status, 200, session.body)
        token = session.json["token"]
        self.assertEqual(self.server.request("GET", "/api/v1/me", token=token).json["email"], "anna@house.test")
        listed = self.server.request("GET", "/api/v1/me/sessions", token=token).json["items"]
        self.assertIn("Annas Laptop", [each["device_name"] for each in listed])
        replayed = self.exchange(code)
        self.assertEqual(replayed.status, 401)

    def test_a13_a_code_lives_for_a_minute(self):
        early, late = self.arrival(self.code()), self.arrival(self.code())
        self.server.advance_clock("45s")  # real time runs on beside it, so not 59
        self.assertEqual(self.exchange(early).status, 200)
        self.server.advance_clock("15s")
        self.assertEqual(self.exchange(late).status, 401)

    def test_a13_leads_nowhere_else(self):
        for target in ("https://evil.test/callback", "http://127.0.0.1:4711/other", "http://127.0.0.1.evil.test/callback",
                       "http://localhost:4711/callback", "http://127.0.0.1:4711/callback?next=//evil.test",
                       "http://user@127.0.0.1:4711/callback", "http://127.0.0.1:4711/callback#x", "//evil.test/callback",
                       "javascript:alert(1)", "http://[::2]:4711/callback", ""):
            with self.subTest(target):
                page = self.page(redirect_uri=target)
                self.assertGreaterEqual(page.status, 400)
                self.assertNotIn("Location", page.headers)
                self.assertNotIn(b'name="password"', page.body)
        self.assertEqual(self.page(redirect_uri="http://[::1]:4711/callback").status, 200)

    def test_a13_a_wrong_password_gives_no_code(self):
        refused = self.code(password="not the one at all")
        self.assertNotEqual(refused.status, 303)
        self.assertNotIn("Location", refused.headers)


class Recovery(unittest.TestCase):
    def test_a27_recovery_tells_nobody_who_is_known(self):  # table 3.5, PLT-015, BKG-085
        with harness.workspace() as directory:
            smtp = harness.Smtp()
            self.addCleanup(smtp.stop)
            server = harness.Portierd(directory, {**smtp.settings(), "bookings.party_emails": "ingeborg@haus.test"})
            self.addCleanup(server.kill)
            server.add_user("anna@house.test", "admin")
            server.start()
            admin = server.sign_in("anna@house.test")
            server.token = None
            for path, known in (("/auth/password-reset", "Anna@house.test"), ("/links/recover", "ingeborg@haus.test")):
                replies = [server.request("POST", "/api/v1" + path, {"email": email})
                           for email in (known, known, "nobody@house.test", "nobody@house.test")]
                self.assertEqual([reply.status for reply in replies], [200] * 4)
                self.assertEqual({reply.body for reply in replies}, {replies[0].body})
            harness.wait_until(smtp.mails, "the one mail")
            done = lambda: server.api("GET", "/admin/jobs?state=queued", token=admin)["items"]
            harness.wait_until(lambda: not [job for job in done() if "recover" in job["kind"]], "all recoveries answered")
            told = server.api("GET", "/admin/notifications?limit=100", token=admin)["items"]
            self.assertEqual(len(told), 1, told)  # the client's cooldown covers both doors
            self.assertEqual(smtp.mails()[0]["to"], ["anna@house.test"])


class MailedLinks(unittest.TestCase):
    def test_links_arrive_work_once_and_are_stored_nowhere(self):  # PLT-004, PLT-015, PLT-038
        with harness.workspace() as directory:
            smtp = harness.Smtp()
            self.addCleanup(smtp.stop)
            server = harness.Portierd(directory, smtp.settings())
            self.addCleanup(server.kill)
            server.add_user("admin@portier.net", "admin", "en")
            server.start()
            admin = server.sign_in("admin@portier.net")
            server.token = None

            def link(count):
                harness.wait_until(lambda: len(smtp.mails()) == count, f"mail {count}")
                found = set(re.findall(r"/account/(pl_[A-Za-z0-9_-]{43})", smtp.mails()[-1]["text"]))
                self.assertEqual(len(found), 1)
                return found.pop()

            server.api("POST", "/admin/invitations", {"email": "anna@portier.net", "language": "en"}, 201, token=admin)
            invitation = link(1)
            accept = {"invitation": invitation, "password": harness.PASSWORD}
            anna = server.api("POST", "/auth/register", accept, 201)
            self.assertTrue(anna["account"]["email_verified_at"])
            self.assertEqual(server.request("POST", "/api/v1/auth/register", accept).status, 401)

            server.api("POST", "/auth/password-reset", {"email": "anna@portier.net"})
            reset = link(2)
            change = {"token": reset, "password": "another good secret"}
            server.api("POST", "/auth/password-reset/confirm", change, 204)
            self.assertEqual(server.request("POST", "/api/v1/auth/password-reset/confirm", change).status, 401)
            self.assertEqual(server.request("GET", "/api/v1/me", token=anna["token"]).status, 401)

            self.assertEqual(server.stop(), 0)
            stored = b"".join(path.read_bytes() for path in server.data.rglob("*") if path.is_file()) + server.log().encode()
            for token in (invitation, reset):
                self.assertNotIn(token.encode("ascii"), stored)


if __name__ == "__main__":
    harness.main()
