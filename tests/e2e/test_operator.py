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
        server.start()
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
