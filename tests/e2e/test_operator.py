#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the people who run the service hear: critical notices and reports of providers.

test_operator.py sqlite|postgres
"""
import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import unittest

import harness

harness.HOLD_TO_CONTRACT = True

ADA = "ada@portier.test"
OPERATOR = "operator@portier.test"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Endpoint:
    """Somebody's webhook: keeps what is posted."""

    def __init__(self):
        self.posts = posts = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/notices"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Operator(unittest.TestCase):
    def setUp(self):
        self.directory, _, self.url = harness.ground(self)
        self.smtp = harness.Smtp()
        self.addCleanup(self.smtp.stop)
        self.endpoint = Endpoint()
        self.addCleanup(self.endpoint.stop)

    def start(self, **settings):
        server = harness.Portierd(self.directory, {
            **self.smtp.settings(), "operator.emails": OPERATOR, "operator.webhook": self.endpoint.url,
            "security.callback_http": "true", "security.callback_allow": "127.0.0.1", "resend.webhook_secret": SECRET,
            **settings}, self.url)
        self.addCleanup(server.kill)
        server.add_user(ADA, "admin", "en")
        server.start(ready=settings.get("server.role") != "api")
        harness.wait_until(lambda: server.events("http_listening"), "its door")
        server.sign_in(ADA)
        return server

    def notices(self, server):
        return server.api("GET", "/notifications?kind=critical_notice&channel=desktop")["items"]

    def test_wrong_password_is_told_once(self):
        """A48, PLT-111, PLT-174: twenty mails wait, and one notice says why."""
        server = self.start(**{"smtp.password": "an old one"})
        for number in range(20):
            server.create("/admin/invitations", {"email": f"guest{number}@portier.test"})
        post = harness.wait_until(lambda: self.endpoint.posts[:1], "a notice at the endpoint")[0]
        self.assertEqual((post["type"], post["data"]["condition"], post["data"]["stage"], post["data"]["subject"]),
                         ("critical_notice", "channel_paused", "begin", "mail"))
        harness.wait_until(lambda: self.notices(server), "the admin's desktop")
        # Twelve seconds hold at least one more look.
        time.sleep(12)
        self.assertEqual([len(self.endpoint.posts), len(self.notices(server))], [1, 1])
        events = [row for row in server.events("critical_notice") if row["condition"] == "channel_paused"]
        self.assertEqual([(row["level"], row["stage"]) for row in events], [("critical", "begin")])
        dead = server.api("GET", "/admin/notifications?state=dead")["items"]
        self.assertEqual([row["reason"] for row in dead], ["config"])

        server.settings["smtp.password"] = self.smtp.ready["password"]
        server.stop()
        server.start()
        harness.wait_until(lambda: sum("Portier" in mail["text"] for mail in self.smtp.mails()) >= 21, "all mails")
        told = [mail for mail in self.smtp.mails() if mail["to"] == [OPERATOR]]
        self.assertEqual(len(told), 1)
        self.assertIn("Zugang zum Versand", told[0]["subject"])

    STEPPED = {"test.enabled": "true", "test.clock": "stepped", "test.clock_start": "2027-09-09T04:30:00Z"}

    def told(self, condition):
        """Stages that the endpoint heard of a condition."""
        return [post["data"]["stage"] for post in self.endpoint.posts
                if post["type"] == "critical_notice" and post["data"]["condition"] == condition]

    def test_a_dead_letter_comes_back(self):
        """A44, PLT-099, PLT-139, PLT-171, PLT-173, PLT-174: dead, told, sent after all, once; and over."""
        server = self.start(**self.STEPPED)
        self.smtp.control("POST", "/rules", {"stage": "body", "to": "guest@", "reply": "554 5.6.0 not like this"})
        server.create("/admin/invitations", {"email": "guest@portier.test"})
        dead = harness.wait_until(lambda: server.api("GET", "/admin/notifications?state=dead")["items"], "the dead letter")
        self.assertEqual([(row["kind"], row["reason"]) for row in dead], [("invitation", "permanent")])
        self.assertEqual(self.told("dead_letters"), [])
        server.advance_clock("1m")
        harness.wait_until(lambda: self.told("dead_letters"), "the notice at the endpoint")
        mail = harness.wait_until(lambda: [mail for mail in self.smtp.mails() if mail["to"] == [OPERATOR]], "the notice by mail")[0]
        self.assertIn("Etwas ließ sich nicht erledigen", mail["subject"])
        harness.wait_until(lambda: self.notices(server), "the admin's desktop")
        server.advance_clock("3s")  # readiness is shared for two
        self.assertIn("dead_letters", server.request("GET", "/ready").json["warnings"])

        requeued = server.api("POST", f"/admin/notifications/{dead[0]['id']}/requeue")
        self.assertIn(requeued["state"], ("queued", "sending", "sent"))
        sent = lambda: server.api("GET", f"/admin/notifications/{dead[0]['id']}")["state"] == "sent"
        harness.wait_until(sent, "the letter")
        server.advance_clock("12m")
        harness.wait_until(lambda: self.told("dead_letters") == ["begin", "end"], "the end of the episode")
        self.assertNotIn("dead_letters", server.request("GET", "/ready").json["warnings"])
        self.assertEqual(len([mail for mail in self.smtp.mails() if mail["to"] == ["guest@portier.test"]]), 1)
        audited = server.api("GET", "/admin/audit?action=notification.requeued")["items"]
        self.assertEqual([row["object_id"] for row in audited], [dead[0]["id"]])
        self.assertEqual(server.api("POST", f"/admin/notifications/{dead[0]['id']}/requeue", expect=409)["code"], "message_state")

    def test_the_daily_report_names_what_fails(self):
        """PLT-175: at 07:00 in schedule.zone, to admins and operator.emails, in their languages."""
        server = self.start(**self.STEPPED, **{"sources.demo.enabled": "false"})
        self.smtp.control("POST", "/rules", {"stage": "body", "to": "guest@", "reply": "554 5.6.0 not like this"})
        server.create("/admin/invitations", {"email": "guest@portier.test"})
        harness.wait_until(lambda: server.api("GET", "/admin/notifications?state=dead")["items"], "the dead letter")
        server.create("/trips", {
            "name": "Lisbon", "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": "LIS",
            "depart_date": "2027-12-01", "return_date": "2027-12-08", "currency": "EUR", "track_flights": True,
            "track_hotels": False})
        server.advance_clock("30m")  # 07:00 in Berlin

        def report(to):
            return [mail for mail in self.smtp.mails() if mail["to"] == [to] and "2027" in mail["subject"]]
        mine = harness.wait_until(lambda: report(ADA), "the admin's report")[0]
        self.assertEqual(mine["subject"], "Something is wrong: report of 9 Sept 2027")
        for line in ("- OK: Database", "- OK: Jobs", "- FAIL: Trips with errors", "- WARN: Outbox", "- WARN: Backups"):
            self.assertIn(line, mine["text"])
        theirs = harness.wait_until(lambda: report(OPERATOR), "the operator's report")[0]
        self.assertEqual(theirs["subject"], "Etwas ist nicht in Ordnung: Tagesbericht vom 09.09.2027")
        server.advance_clock("1h")
        self.assertEqual([len(report(ADA)), len(report(OPERATOR))], [1, 1])

    def test_a_missing_worker_is_told(self):
        """PLT-173, PLT-174: on PostgreSQL requests and work may run apart; its notices leave without the database."""
        if harness.BACKEND != "postgres":
            self.skipTest("on SQLite whoever looks is the worker")
        server = self.start(**self.STEPPED, **{"server.role": "api"})
        self.assertEqual(self.told("worker_missing"), [])
        server.advance_clock("32m")  # under a stepped clock a worker signs every ten minutes
        harness.wait_until(lambda: self.told("worker_missing") == ["begin"], "the notice")
        worker = harness.Portierd(self.directory / "worker", {
            **server.settings, "data.directory": self.directory / "worker/data", "server.role": "worker",
            "server.instance": "worker-1", "secrets.key_file": server.data / "secret.key",
            "test.clock_start": "2027-09-09T05:02:00Z"}, self.url)
        self.addCleanup(worker.kill)
        worker.settings["http.listen"] = f"127.0.0.1:{worker.port}"
        worker.data.mkdir(mode=0o700)
        worker.cli("adopt")
        worker.start()
        server.advance_clock("12m")
        harness.wait_until(lambda: self.told("worker_missing") == ["begin", "end"], "its end")

    def test_admins_change_how_mails_leave(self):
        """PLT-123, PLT-185, section 12: notify.* without a restart."""
        server = self.start()
        server.create("/admin/invitations", {"email": "first@gast.test"})
        harness.wait_until(lambda: [mail for mail in self.smtp.mails() if mail["to"] == ["first@gast.test"]], "the first")
        # What the environment sets stays as it is.
        fixed = server.request("GET", "/api/v1/admin/settings")
        refused = server.request("PATCH", "/api/v1/admin/settings", {"notify.suppressed_domains": ["gast.test"]},
                                 headers={"If-Match": fixed.headers["ETag"]})
        self.assertEqual((refused.status, refused.json["errors"][0]["code"]), (422, "setting_fixed"))
        changed = server.request("PATCH", "/api/v1/admin/settings", {"notify.daily_ceiling": 1, "notify.from_name": "Haus am See"},
                                 headers={"If-Match": fixed.headers["ETag"]})
        self.assertEqual(changed.status, 200, changed.body)
        server.create("/admin/invitations", {"email": "second@gast.test"})
        held = harness.wait_until(lambda: [row for row in server.api("GET", "/admin/notifications?state=queued")["items"]
                                           if row["reason"] == "daily_ceiling"], "the second waits")
        self.assertEqual(len(held), 1)
        harness.wait_until(lambda: self.told("mail_ceiling"), "the notice (PLT-137)")

        now = server.request("GET", "/api/v1/admin/settings")
        self.assertEqual(server.request("PATCH", "/api/v1/admin/settings", {"notify.daily_ceiling": None},
                                        headers={"If-Match": now.headers["ETag"]}).status, 200)
        second = harness.wait_until(lambda: [mail for mail in self.smtp.mails() if mail["to"] == ["second@gast.test"]], "the second")[0]
        self.assertIn("Haus am See", dict(second["headers"])["From"])

    def test_reports_of_providers_need_their_signature(self):
        """PLT-118, PLT-124, PLT-187."""
        server = self.start()
        body = json.dumps({"type": "email.bounced", "created_at": "2026-01-15T08:00:00Z",
                           "data": {"email_id": "unknown", "bounce": {"type": "Permanent"}}})
        now = str(int(time.time()))
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        right = "v1," + base64.b64encode(hmac.new(key, f"m1.{now}.{body}".encode(), hashlib.sha256).digest()).decode()

        def post(path, signature):
            return server.request("POST", "/api/v1/hooks/" + path, body, token="none", headers={
                "Content-Type": "application/json", "svix-id": "m1", "svix-timestamp": now, "svix-signature": signature}).status
        self.assertEqual(post("resend", right), 204)
        self.assertEqual(post("resend", right[:-4] + "AAA="), 401)
        self.assertEqual([post("sendgrid", right), post("twilio", right)], [404, 404])
        self.assertEqual(server.api("GET", "/admin/suppressions")["items"], [])

    def test_without_text_messages_no_number_can_be_confirmed(self):
        """PLT-118, PLT-187."""
        server = self.start()
        self.assertEqual(server.api("GET", "/me/phone"),
                         {"number": None, "confirmed_at": None, "pending": None, "sms_available": False})
        self.assertEqual(server.api("POST", "/me/phone", {"number": "+4915112345678"}, 409)["code"], "sms_unavailable")
        self.assertEqual(server.api("POST", "/me/phone/confirm", {"code": "123456"}, 409)["code"], "code_over")
        server.api("DELETE", "/me/phone", expect=204)


if __name__ == "__main__":
    harness.main()
