#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk through the whole API with valid requests: every documented operation is called and succeeds as documented
(PLT-042, PLT-049). The harness holds every reply against openapi.yaml; this test says which operations nobody called.
"""
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import re
import sqlite3
import subprocess
import threading
import time
import unittest
import urllib.parse
import uuid

import harness

RESEND_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ADMIN, ANNA, BEN = "admin@portier.test", "anna@portier.test", "ben@portier.test"
PARTIES = ["ingeborg@haus.test", "cornelia@haus.test", "angelika@haus.test"]
# What ends well only with a provider that signs: tst_oidc and tst_oidcservice walk there.
ELSEWHERE = {("get", "/api/v1/auth/{provider}/callback")}


class Provider(threading.Thread):
    """The one document of an OpenID provider that a departure needs."""

    def __init__(self):
        super().__init__(daemon=True)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer = f"http://127.0.0.1:{self.server.server_port}"
                body = json.dumps({"issuer": issuer, "authorization_endpoint": issuer + "/authorize",
                                   "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/keys"}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.start()

    def run(self):
        self.server.serve_forever()

    def settings(self):
        return {"oidc.google.client_id": "portier", "oidc.google.client_secret": "a secret of the provider",
                "oidc.google.issuer": f"http://127.0.0.1:{self.server.server_port}"}

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def day(distance):
    return (datetime.date.today() + datetime.timedelta(days=distance)).isoformat()


class Walk(unittest.TestCase):
    def setUp(self):
        self.directory, _, _ = harness.ground(self)
        self.key = self.directory / "sendgrid.pem"
        self.smtp = harness.Smtp()
        self.addCleanup(self.smtp.stop)
        self.market = harness.Skiplagged()
        self.addCleanup(self.market.stop)
        self.messaging = harness.Messaging()
        self.addCleanup(self.messaging.stop)
        provider = Provider()
        self.addCleanup(provider.stop)
        subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self.key],
                       check=True, capture_output=True)
        public = subprocess.run(["openssl", "pkey", "-in", self.key, "-pubout", "-outform", "DER"], check=True,
                                capture_output=True).stdout
        self.server = harness.Portierd(self.directory, {
            **self.smtp.settings(), **self.market.settings(), **provider.settings(), **self.messaging.settings(),
            "resend.webhook_secret": RESEND_SECRET, "sendgrid.webhook_key": base64.b64encode(public).decode(),
            "identity.signup": "open",
            "limits.exempt": "loopback", "bookings.party_emails": ",".join(PARTIES)})
        self.addCleanup(self.server.kill)
        self.server.add_user(ADMIN, "admin", "en")
        self.server.start()
        self.admin = self.sign_in(ADMIN)

    # -- helpers

    def call(self, method, path, body=None, expect=200, token=None, headers=None):
        reply = self.server.request(method, "/api/v1" + path, body, headers=headers, token=token)
        self.assertEqual(reply.status, expect, f"{method} {path}: {reply.body[:1500]!r}")
        return reply

    def by_admin(self, method, path, body=None, expect=200, headers=None):
        return self.call(method, path, body, expect, self.admin, headers)

    def json(self, *arguments, **options):
        return self.call(*arguments, **options).json

    def create(self, path, body, expect=201, token=None):
        return self.call("POST", path, body, expect, token, {"Idempotency-Key": str(uuid.uuid4())}).json

    def change(self, path, body, token, method="PATCH", at=None):
        """With the version that a GET tells."""
        etag = self.call("GET", at or path, token=token).headers["ETag"]
        return self.call(method, path, body, token=token, headers={"If-Match": etag}).json

    def change_version(self, path, body, version):
        return self.by_admin("PATCH", path, body, headers={"If-Match": f'"{version}"'}).json

    def sign_in(self, email, password=harness.PASSWORD):
        return self.json("POST", "/auth/login", {"email": email, "password": password})["token"]

    def account(self, email, roles=()):
        self.by_admin("POST", "/admin/accounts", {"email": email, "password": harness.PASSWORD, "roles": list(roles)}, 201)
        return self.sign_in(email)

    def mailed(self, to, pattern):
        """The newest mail to somebody in which the pattern is found."""
        def find():
            for mail in reversed(self.smtp.mails()):
                found = to in mail["to"] and re.search(pattern, mail["text"])
                if found:
                    return found.group(1)
            return None
        return harness.wait_until(find, f"a mail to {to} with {pattern}")

    def execute(self, statement, *values):
        database = sqlite3.connect(self.server.data / "portier.db", timeout=30)
        with database:
            database.execute(statement, values)
        database.close()

    # -- the walk

    def test_every_operation(self):
        for step in (self.service, self.sign_up, self.device, self.providers, self.own_account, self.own_notifications,
                     self.personal_data, self.accounts, self.invitations, self.keys, self.trips, self.prices,
                     self.imports, self.house, self.bookings, self.links, self.operations, self.jobs, self.messages,
                     self.phone, self.reports):
            with self.subTest(step.__name__):
                step()
        missing = [operation for operation in self.server.contract.unexercised() if operation not in ELSEWHERE]
        self.assertEqual(missing, [], "documented, and not called with success")
        self.assertEqual(self.server.stop(), 0)

    def service(self):
        for path in ("/health", "/ready", "/metrics", "/openapi.json", "/api/v1"):
            self.assertEqual(self.server.request("GET", path).status, 200, path)
        self.json("GET", "/auth/providers")

    def sign_up(self):
        account = self.create("/auth/register", {"email": "new@portier.test", "password": harness.PASSWORD})
        self.mailed("new@portier.test", r"/account/(pl_[\w-]{43})")
        self.call("POST", "/auth/verify/resend", expect=204, token=account["token"])
        harness.wait_until(lambda: len([m for m in self.smtp.mails() if m["to"] == ["new@portier.test"]]) == 2, "both mails")
        token = self.mailed("new@portier.test", r"/account/(pl_[\w-]{43})")
        self.call("POST", "/auth/verify", {"token": token}, 204)
        self.call("POST", "/auth/password-reset", {"email": "new@portier.test"})
        harness.wait_until(lambda: len([m for m in self.smtp.mails() if m["to"] == ["new@portier.test"]]) == 3, "the reset")
        token = self.mailed("new@portier.test", r"/account/(pl_[\w-]{43})")
        self.call("POST", "/auth/password-reset/confirm", {"token": token, "password": "an even better secret"}, 204)
        session = self.sign_in("new@portier.test", "an even better secret")
        self.call("POST", "/auth/logout", expect=204, token=session)

    def device(self):
        """The app opens the page, the person signs in by its form, the code becomes a session once (PLT-030)."""
        verifier = base64.urlsafe_b64encode(b"v" * 48).decode().rstrip("=")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        query = urllib.parse.urlencode({"redirect_uri": "http://127.0.0.1:4711/callback", "state": "s" * 22,
                                        "code_challenge": challenge, "device_name": "Laptop"})
        page = self.server.request("GET", "/auth/device?" + query)
        self.assertEqual(page.status, 200, page.body)
        own = page.body.decode().split('<form class="form" id="device"', 1)[1].split("</form>", 1)[0]  # others are below
        form = dict(re.findall(r'name="([\w]+)"[^>]*? value="([^"]*)"', own))
        form = {name: value.replace("&amp;", "&") for name, value in form.items()}
        form |= {"email": ADMIN, "password": harness.PASSWORD}
        form.pop("lang", None)
        led = self.server.request("POST", "/auth/device?" + query, urllib.parse.urlencode(form).encode(),
                                  {"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(led.status, 303, led.body)
        target = urllib.parse.urlsplit(led.headers["Location"])
        self.assertEqual(target.netloc, "127.0.0.1:4711")
        answer = urllib.parse.parse_qs(target.query)
        self.assertEqual(answer["state"], ["s" * 22])
        wanted = {"code": answer["code"][0], "code_verifier": verifier, "device_name": "Laptop"}
        token = self.json("POST", "/auth/token", wanted)["token"]
        self.assertEqual(self.json("GET", "/me", token=token)["email"], ADMIN)
        self.call("POST", "/auth/token", wanted, 401)

    def providers(self):
        self.call("POST", "/auth/google/start", {"return_to": "/sign-in"})
        self.call("POST", "/me/identities/google/start", {"return_to": "/sign-in"}, token=self.admin)
        self.call("GET", "/auth/google/callback?state=unknown&code=x", expect=400)

    def own_account(self):
        self.anna = self.account(ANNA)
        self.change("/me", {"display_name": "Anna", "language": "en"}, self.anna)
        other = self.sign_in(ANNA)
        sessions = self.json("GET", "/me/sessions", token=self.anna)["items"]
        foreign = next(session["id"] for session in sessions if not session["current"])
        self.call("DELETE", f"/me/sessions/{foreign}", expect=204, token=self.anna)
        self.call("GET", "/me", expect=401, token=other)
        self.call("DELETE", "/me/sessions", expect=204, token=self.anna)
        self.json("GET", "/me/limits", token=self.anna)
        self.json("GET", "/me/schedule", token=self.anna)
        self.call("PATCH", "/me/schedule", {"frequency": "weekly", "local_time": "07:30"}, token=self.anna)
        self.json("GET", "/me/schedule/occurrences", token=self.anna)
        self.json("GET", "/me/inbox", token=self.anna)
        self.json("GET", "/changes", token=self.anna)
        self.call("POST", "/me/password", {"current_password": harness.PASSWORD, "password": "a new and long secret"}, 204,
                  self.anna)
        self.call("POST", "/feedback", {"text": "The calendar is lovely."}, 202)
        self.call("POST", "/telemetry/client", {"message": "index out of range", "version": "1", "platform": "linux"}, 202)
        self.json("GET", "/admin/client-reports", token=self.admin)

    def own_notifications(self):
        self.json("GET", "/me/notification-preferences", token=self.anna)
        self.call("PATCH", "/me/notification-preferences", {"lists": {"trips": {"mail": True}}}, token=self.anna)
        self.call("POST", "/notifications/unsubscribe?token=whatever", b"List-Unsubscribe=One-Click",
                  headers={"Content-Type": "application/x-www-form-urlencoded"})

    def personal_data(self):
        export = self.create("/me/export", None, 202, self.anna)
        harness.wait_until(lambda: self.json("GET", "/me/export", token=self.anna)["state"] == "ready", "the export")
        archive = self.call("GET", f"/me/export/{export['id']}/archive", token=self.anna)
        self.assertEqual(archive.body[:2], b"PK")
        made = self.create("/admin/exports", {"email": "guest@haus.test", "language": "de"}, 202, self.admin)
        harness.wait_until(lambda: self.json("GET", f"/admin/exports/{made['id']}", token=self.admin)["state"] == "ready",
                           "the guest's export")
        self.by_admin("GET", f"/admin/exports/{made['id']}/archive")
        erasure = self.json("POST", "/admin/erasures", {"email": "gone@haus.test"}, expect=202, token=self.admin)
        self.by_admin("GET", f"/admin/erasures/{erasure['id']}")
        self.by_admin("POST", f"/admin/erasures/{erasure['id']}/cancel")
        leaving = self.account("leaving@portier.test")
        self.call("POST", "/me/erasure", expect=202, token=leaving)

    def accounts(self):
        made = self.by_admin("POST", "/admin/accounts", {"email": BEN, "roles": ["reviewer"]}, 201).json
        self.by_admin("GET", "/admin/accounts?q=ben")
        at = f"/admin/accounts/{made['id']}"
        self.change(at, {"roles": ["approver"], "parties": ["party-1"]}, self.admin)
        self.by_admin("POST", at + "/disable")
        self.by_admin("POST", at + "/enable")
        self.by_admin("DELETE", at + "/sessions", expect=204)

    def invitations(self):
        invited = self.by_admin("POST", "/admin/invitations", {"email": "guest@portier.test"}, 201).json
        self.by_admin("GET", "/admin/invitations?state=open")
        self.by_admin("POST", f"/admin/invitations/{invited['id']}/resend")
        self.by_admin("DELETE", f"/admin/invitations/{invited['id']}", expect=204)

    def keys(self):
        owner = self.by_admin("GET", "/admin/accounts?q=anna").json["items"][0]["id"]
        key = self.create("/admin/api-keys", {"account_id": owner, "name": "Display", "scopes": ["trips:read"]}, 201, self.admin)
        self.by_admin("GET", "/admin/api-keys")
        at = f"/admin/api-keys/{key['id']}"
        self.change(at, {"description": "In the kitchen"}, self.admin)
        self.by_admin("POST", at + "/rotate", {"overlap_days": 1})

    def trip(self, name):
        return {"name": name, "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": "LIS",
                "depart_date": day(40), "return_date": day(47), "adults": 2, "currency": "USD", "track_flights": True,
                "track_hotels": False}

    def trips(self):
        trip = self.create("/trips", self.trip("Lisbon"), token=self.anna)
        self.at = f"/trips/{trip['id']}"
        self.json("GET", "/trips", token=self.anna)
        self.json("POST", "/trips/forecast", self.trip("Lisbon"), token=self.anna)
        self.wait_for_checks()
        self.change(self.at, {"name": "Lisboa"}, self.anna)
        self.call("PATCH", self.at + "/status", {"status": "paused"}, token=self.anna)
        self.call("PATCH", self.at + "/status", {"status": "active"}, token=self.anna)
        self.wait_for_checks()
        limit = {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 90000000, "currency": "USD"}}
        self.call("PUT", self.at + "/alert", {**limit, "desktop": True}, token=self.anna)
        self.call("POST", self.at + "/refresh", expect=202, token=self.anna)
        self.wait_for_checks()
        for path in ("/alert", "/alert/evaluations", "/alert/explain", "/history", "/export", "/checks"):
            self.call("GET", self.at + path, token=self.anna)
        self.json("POST", self.at + "/alert/backtest", {**limit, "days": 30}, token=self.anna)
        self.call("DELETE", self.at + "/alert", expect=204, token=self.anna)

    def wait_for_checks(self):
        def are_done():
            rows = self.json("GET", self.at + "/checks", token=self.anna)["items"]
            return rows and all(row["state"] == "done" for row in rows) and rows
        return harness.wait_until(are_done, "the checks")

    def prices(self):
        check = self.wait_for_checks()[0]
        self.json("GET", f"/price-checks/{check['id']}", token=self.anna)
        snapshot = self.json("GET", self.at + "/snapshots", token=self.anna)["items"][0]
        one = self.json("GET", f"{self.at}/snapshots/{snapshot['id']}", token=self.anna)
        response = next(each for side in one["sides"].values() for each in side["response_ids"])
        self.call("GET", f"{self.at}/snapshots/{snapshot['id']}/responses/{response}", token=self.anna)
        self.json("POST", "/trips/refresh", expect=202, token=self.anna)
        run = self.json("GET", "/refresh-runs", token=self.anna)["items"][0]
        self.json("GET", f"/refresh-runs/{run['id']}", token=self.anna)
        self.json("GET", "/airports?q=lis", token=self.anna)
        self.json("GET", "/airports/LIS", token=self.anna)
        self.json("GET", "/price-sources", token=self.anna)
        self.by_admin("PUT", "/price-sources/order", {"flights": ["skiplagged"]})
        self.by_admin("POST", "/price-sources/skiplagged/reset")
        self.by_admin("POST", "/price-sources/skiplagged/test")

    def imports(self):
        file = self.json("GET", "/trips/export", token=self.anna)
        self.create("/trips/import", file, 200, self.anna)
        self.call("DELETE", self.at, expect=204, token=self.anna)
        left = len(self.json("GET", "/trips?limit=100", token=self.anna)["items"])
        self.json("DELETE", f"/trips?confirm_count={left}", token=self.anna)

    def house(self):
        made = self.create("/resources", {"name": "Strandhaus", "zone": "Europe/Berlin", "language": "de"}, 201, self.admin)
        at = f"/resources/{made['id']}"
        self.change_version(at, {"name": "Strandhaus 2"}, made["version"])
        party = self.create(at + "/parties", {"name": "Jutta", "colour": "#C7DFC5", "email": "jutta@haus.test"}, 201, self.admin)
        self.change_version(f"/parties/{party['id']}", {"name": "Jutta K."}, party["version"])
        self.by_admin("POST", f"/parties/{party['id']}/send-link", expect=202)
        unused = self.create(at + "/parties", {"name": "Nobody", "colour": "#C7DFC5"}, 201, self.admin)
        self.by_admin("DELETE", f"/parties/{unused['id']}", expect=204)
        self.by_admin("DELETE", at, expect=204)
        self.by_admin("GET", "/resources")

    def booking(self, start, **more):
        return self.create("/bookings", {
            "resource": self.slug, "requester_first_name": "Mara", "requester_email": "mara@gast.test", "start_date": day(start),
            "end_date": day(start + 3), "party_size": 2, "affiliation_party_id": self.party, "language": "en", **more})

    def bookings(self):
        house = self.by_admin("GET", "/resources").json["items"][0]
        self.slug = house["slug"]
        shown = self.json("GET", f"/resources/{self.slug}")
        self.party = shown["parties"][0]["id"]
        first, second = self.booking(60), self.booking(70)
        self.mine = self.mailed("mara@gast.test", r"/booking/(lk_[\w-]+)")
        deciders = [self.mailed(party, r"/(?:action|booking)/[^\s]*?(lk_[\w-]+)") for party in PARTIES]
        self.json("GET", f"/resources/{self.slug}/calendar")
        for feed in (f"/calendar/{self.slug}/feed.ics", harness.make_calendar_link(self.server, "/booking/" + self.mine)):
            self.assertEqual(self.server.request("GET", feed).status, 200)
        self.json("GET", "/bookings?scope=mine", token=self.mine)
        self.json("GET", f"/bookings/{first['id']}", token=self.mine)
        self.change(f"/bookings/{first['id']}", {"description": "With the dog"}, self.mine)
        decider = deciders[1]
        self.json("GET", "/approvals", token=decider)
        self.json("POST", f"/bookings/{first['id']}/approve", {"round": 1}, token=decider)
        self.json("POST", f"/bookings/{second['id']}/deny", {"round": 1, "comment": "We are there"}, token=decider)
        self.change(f"/bookings/{second['id']}/reopen", {"party_size": 3}, self.mine, "POST", f"/bookings/{second['id']}")
        self.json("POST", f"/bookings/{second['id']}/cancel", {"comment": "Another time"}, token=self.mine)
        self.json("DELETE", f"/bookings/{first['id']}", token=self.mine)

    def links(self):
        self.json("GET", "/links/self", token=self.mine)
        link = self.by_admin("GET", "/admin/links").json["items"][0]
        self.by_admin("POST", f"/links/{link['id']}/renew")
        self.json("POST", "/links/recover", {"email": "mara@gast.test", "language": "en"})

    def operations(self):
        schedule = self.by_admin("GET", "/admin/schedules").json["items"][0]
        self.by_admin("GET", f"/admin/schedules/{schedule['id']}/occurrences")
        self.by_admin("POST", f"/admin/schedules/{schedule['id']}/run", expect=201)
        self.by_admin("GET", "/admin/audit")
        self.by_admin("GET", "/admin/audit/export")
        self.change("/admin/settings", {"limits.job_poll": "7/s burst 9"}, self.admin)
        self.by_admin("GET", "/admin/status")

    def jobs(self):
        """Of an erasure that waits, whose job is made dead as one that failed too often is."""
        self.json("POST", "/admin/erasures", {"email": "later@haus.test"}, expect=202, token=self.admin)
        job = self.by_admin("GET", "/admin/jobs?kind=operations.erasure&state=queued").json["items"][0]
        at = f"/admin/jobs/{job['id']}"
        self.by_admin("GET", at)
        for verb in ("requeue", "discard"):
            self.execute("UPDATE jobs SET state = 'dead' WHERE id = ?", job["id"])
            self.by_admin("POST", f"{at}/{verb}")
        other = self.by_admin("GET", "/admin/jobs?kind=operations.erasure&state=queued").json["items"]
        self.by_admin("POST", f"/admin/jobs/{other[0]['id']}/cancel")

    def messages(self):
        self.smtp.control("POST", "/rules", {"stage": "rcpt", "reply": "550 5.1.1 no such user", "to": "bounce", "times": 0})
        for name in ("bounce1", "bounce2"):
            self.by_admin("POST", "/admin/invitations", {"email": f"{name}@portier.test"}, 201)
        dead = harness.wait_until(
            lambda: (rows := self.by_admin("GET", "/admin/notifications?state=dead").json["items"]) and len(rows) == 2 and rows,
            "the dead letters")
        self.by_admin("GET", f"/admin/notifications/{dead[0]['id']}")
        self.by_admin("POST", f"/admin/notifications/{dead[0]['id']}/requeue")
        self.by_admin("POST", f"/admin/notifications/{dead[1]['id']}/discard")
        suppressed = self.by_admin("GET", "/admin/suppressions").json["items"]
        self.by_admin("DELETE", f"/admin/suppressions/{suppressed[0]['id']}", expect=204)
        own = self.json("GET", "/notifications", token=self.anna)["items"]
        shown = next(row["id"] for row in own if row["channel"] == "desktop")
        self.json("GET", f"/notifications/{shown}", token=self.anna)
        self.call("POST", f"/notifications/{shown}/seen", expect=204, token=self.anna)

    def phone(self):
        self.json("POST", "/me/phone", {"number": "+49 151 12345678"}, token=self.anna)
        sent = harness.wait_until(lambda: self.messaging.control("GET")["accepted"], "the code")
        code = re.match(r"[0-9]{6}", sent[-1]["body"]).group()
        self.json("POST", "/me/phone/confirm", {"code": code}, token=self.anna)
        self.assertEqual(self.json("GET", "/me/phone", token=self.anna)["number"], "+4915112345678")
        self.call("DELETE", "/me/phone", expect=204, token=self.anna)

    def reports(self):
        """Each signed as its provider does."""
        def post(provider, body, headers):
            reply = self.server.request("POST", "/api/v1/hooks/" + provider, body, headers=headers)
            self.assertEqual(reply.status, 204, reply.body)
        form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
        url = self.server.settings["http.public_url"] + "/api/v1/hooks/twilio"
        text = url + "".join(name + form[name] for name in sorted(form))
        post("twilio", urllib.parse.urlencode(form), {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": base64.b64encode(hmac.digest(self.messaging.TOKEN.encode(), text.encode(), "sha1")).decode()})
        now, body = str(int(time.time())), json.dumps({"type": "email.delivered", "data": {"email_id": "e1"}})
        secret = base64.b64decode(RESEND_SECRET.removeprefix("whsec_"))
        signature = base64.b64encode(hmac.digest(secret, f"m1.{now}.{body}".encode(), "sha256")).decode()
        post("resend", body, {"Content-Type": "application/json", "svix-id": "m1", "svix-timestamp": now,
                              "svix-signature": "v1," + signature})
        body = json.dumps([{"event": "delivered", "sg_message_id": "s1.x"}])
        signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=(now + body).encode(), check=True,
                                capture_output=True).stdout
        post("sendgrid", body, {"Content-Type": "application/json", "X-Twilio-Email-Event-Webhook-Timestamp": now,
                                "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signed).decode()})


if __name__ == "__main__":
    harness.main()
