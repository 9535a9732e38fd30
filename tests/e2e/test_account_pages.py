#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages around accounts, as a browser without script uses them: sign-in and sign-out, sign-in at a provider, the
app's sign-in, links of mails to invitation and password reset, unsubscribe (PLT-004 to PLT-031, PLT-131, PLT-132)."""
import base64
import hashlib
import html.parser
import http.cookies
import json
import re
import shutil
import subprocess
import unittest
import urllib.parse

import harness

ADA = "ada@gast.test"
NPM = harness.ROOT / "tests/npm"


class Forms(html.parser.HTMLParser):
    """Forms with their fields, and the heading."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.heading, self.within = [], "", None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms.append({"id": found.get("id"), "action": found.get("action"), "method": found.get("method"), "fields": {}})
        elif tag == "input" and self.forms:
            self.forms[-1]["fields"][found.get("name")] = found.get("value", "")
        elif tag == "h1":
            self.within = "h1"

    def handle_endtag(self, tag):
        if tag == self.within:
            self.within = None

    def handle_data(self, data):
        if self.within == "h1":
            self.heading += data


class Browser:
    """Cookies and redirects within the house."""

    def __init__(self, server, language="en"):
        self.server, self.cookies, self.language = server, {}, language

    def ask(self, method, path, fields=None, headers=None):
        sent = {"Accept": "text/html", "Accept-Language": self.language, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(fields).encode()
        reply = self.server.request(method, path, body, sent)
        for header in reply.headers.get_all("Set-Cookie") or []:
            for name, morsel in http.cookies.SimpleCookie(header).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        return reply

    def get(self, path):
        reply = self.ask("GET", path)
        for _ in range(5):
            if reply.status != 303:
                break
            reply = self.ask("GET", reply.headers["Location"])
        return reply

    def send(self, reply, typed, form=0, **headers):
        """Fills in one form of a page and sends it; one answer, not followed."""
        found = Forms(reply.body.decode()).forms[form]
        return self.ask("POST", found["action"], {**found["fields"], **typed}, headers)


def heading(reply):
    return Forms(reply.body.decode()).heading


class AccountPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory, _, _ = harness.ground(cls)
        cls.smtp = harness.Smtp()
        cls.addClassCleanup(cls.smtp.stop)
        settings = {**cls.smtp.settings(), "limits.exempt": "loopback", "limits.login": "200/minute", "limits.register": "200/hour",
                    "identity.signup": "open"}
        cls.provider = None
        if shutil.which("node") and (NPM / "node_modules/oauth2-mock-server").exists():
            cls.provider = subprocess.Popen(["node", NPM / "oidc-provider.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            text=True)
            cls.addClassCleanup(cls.end_provider)
            cls.issuer = json.loads(cls.provider.stdout.readline())["issuer"]
            settings |= {"oidc.google.client_id": "portier", "oidc.google.client_secret": "secret", "oidc.google.issuer": cls.issuer}
        cls.server = harness.Portierd(directory, settings)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user("root@gast.test", "admin", "en")
        cls.server.add_user(ADA, "member", "en")
        cls.server.start()
        cls.root = cls.server.sign_in("root@gast.test")
        cls.server.token = None

    @classmethod
    def end_provider(cls):
        cls.provider.stdin.close()
        cls.provider.wait(20)
        cls.provider.stdout.close()

    def link(self, start, to):
        def found():
            for mail in reversed(self.smtp.mails()):
                match = re.search(rf"http://[^/\s]+({start}\S+)", mail["text"])
                if mail["to"] == [to] and match:
                    return match.group(1)
            return None
        return harness.wait_until(found, f"{start} to {to}")

    def signed_in(self, browser):
        return heading(browser.get("/sign-in")) == "You are signed in"

    # -- sign-in

    def test_sign_in_and_out(self):
        """PLT-013, PLT-022, PLT-041."""
        browser = Browser(self.server)
        form = browser.get("/sign-in")
        wrong = browser.send(form, {"email": ADA, "password": "wrong"})
        self.assertEqual(wrong.status, 401)
        self.assertIn("Address and password do not match.", wrong.body.decode())
        self.assertEqual(Forms(wrong.body.decode()).forms[0]["fields"]["email"], ADA, "what was typed stays")
        self.assertNotIn("wrong", wrong.body.decode().split("<main", 1)[1].replace("invalid", ""))
        forged = browser.ask("POST", "/sign-in", {"email": ADA, "password": harness.PASSWORD, "form_token": "x"})
        self.assertEqual((forged.status, self.signed_in(browser)), (200, False), "without the page's token nothing happens")
        foreign = browser.send(form, {"email": ADA, "password": harness.PASSWORD}, **{"Sec-Fetch-Site": "cross-site"})
        self.assertEqual((foreign.status, self.signed_in(browser)), (403, False))
        done = browser.send(browser.get("/sign-in"), {"email": ADA, "password": harness.PASSWORD})
        self.assertEqual((done.status, done.headers["Location"]), (303, "/sign-in"))
        session = next(header for header in done.headers.get_all("Set-Cookie") if header.startswith("portier="))
        self.assertIn("HttpOnly", session)
        self.assertIn("SameSite=Lax", session)
        self.assertTrue(self.signed_in(browser))
        out = browser.send(browser.get("/sign-in"), {})
        self.assertEqual(out.status, 303)
        self.assertFalse(self.signed_in(browser))

    def test_app_signs_in_through_the_browser(self):
        """PLT-030, PLT-031: the code leads to the app's loopback address only, and is good once, with its verifier."""
        verifier = "v" * 50
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        wish = {"redirect_uri": "http://127.0.0.1:4711/callback", "state": "0123456789abcdef", "code_challenge": challenge,
                "device_name": "Laptop", "platform": "linux"}
        browser = Browser(self.server)
        for broken in ({"redirect_uri": "https://evil.example/callback"}, {"state": "short"}, {"code_challenge": ""}):
            page = browser.get("/auth/device?" + urllib.parse.urlencode({**wish, **broken}))
            self.assertEqual((page.status, heading(page)), (400, "That did not come from the app"))
        page = browser.get("/auth/device?" + urllib.parse.urlencode(wish))
        self.assertIn("Laptop", page.body.decode())
        self.assertIn("http://127.0.0.1:4711", page.headers["Content-Security-Policy"])
        self.assertEqual(browser.send(page, {"email": ADA, "password": "wrong"}).status, 401)
        led = browser.send(browser.get("/auth/device?" + urllib.parse.urlencode(wish)), {"email": ADA, "password": harness.PASSWORD})
        self.assertEqual(led.status, 303)
        target = urllib.parse.urlsplit(led.headers["Location"])
        answer = urllib.parse.parse_qs(target.query)
        self.assertEqual((target.netloc, answer["state"]), ("127.0.0.1:4711", [wish["state"]]))
        exchange = {"code": answer["code"][0], "code_verifier": verifier}
        session = self.server.request("POST", "/api/v1/auth/token", exchange)
        self.assertEqual(session.status, 200, session.body)
        self.assertEqual(self.server.request("POST", "/api/v1/auth/token", exchange).status, 401)
        again = browser.get("/auth/device?" + urllib.parse.urlencode(wish))
        self.assertIn("Sign in as ada", again.body.decode(), "the browser is signed in by now")
        self.assertEqual(browser.send(again, {}).status, 303)
        other = browser.send(browser.get("/auth/device?" + urllib.parse.urlencode(wish)), {"other": "1"})
        self.assertEqual(other.status, 200)
        self.assertIn('name="password"', other.body.decode())

    # -- links of mails

    def test_invitation(self):
        """PLT-004, PLT-077 of the pages: looking changes nothing, a weak password is named, the link works once."""
        made = self.server.request("POST", "/api/v1/admin/invitations", {"email": "neu@gast.test", "language": "en"},
                                   {"Idempotency-Key": "0197b8a0-0000-7000-8000-00000000000a"}, token=self.root)
        self.assertEqual(made.status, 201, made.body)
        link = self.link("/account/", "neu@gast.test")
        browser = Browser(self.server)
        for _ in range(3):
            page = browser.get(link)
            self.assertEqual(heading(page), "Welcome to Portier")
        weak = browser.send(page, {"password": "password", "display_name": "Neu"})
        self.assertEqual(weak.status, 422)
        self.assertEqual(Forms(weak.body.decode()).forms[0]["fields"]["display_name"], "Neu")
        done = browser.send(weak, {"password": harness.PASSWORD})
        self.assertEqual(done.status, 303, done.body)
        self.assertEqual(heading(browser.get(done.headers["Location"])), "Your account is ready")
        self.assertTrue(self.signed_in(browser))
        self.assertEqual(Browser(self.server).get(link).status, 404)

    def test_password_reset(self):
        """PLT-015."""
        self.server.add_user("otto@gast.test", "member", "en")
        self.assertEqual(self.server.request("POST", "/api/v1/auth/password-reset", {"email": "otto@gast.test"}).status, 200)
        link = self.link("/account/", "otto@gast.test")
        browser = Browser(self.server)
        page = browser.get(link)
        self.assertEqual(heading(page), "New password")
        stale = browser.ask("POST", link, {"password": harness.PASSWORD + "9"})
        self.assertEqual((stale.status, heading(stale)), (200, "New password"), "a form of ours, or nothing")
        done = browser.send(page, {"password": harness.PASSWORD + "9"})
        self.assertEqual(heading(browser.get(done.headers["Location"])), "Password saved")
        again = browser.send(page, {"password": harness.PASSWORD})
        self.assertEqual((again.status, again.headers["Location"]), (303, done.headers["Location"]), "the first result")
        self.assertEqual(heading(browser.get(link)), "This link is no longer valid")
        fresh = Browser(self.server)
        self.assertEqual(fresh.send(fresh.get("/sign-in"), {"email": "otto@gast.test", "password": harness.PASSWORD}).status, 401)
        self.assertEqual(fresh.send(fresh.get("/sign-in"), {"email": "otto@gast.test", "password": harness.PASSWORD + "9"}).status, 303)

    def test_unsubscribe(self):
        """PLT-131, PLT-132: the link asks, its form or a mail program's one click does it, and it can be undone."""
        ada = self.server.request("POST", "/api/v1/auth/login", {"email": ADA, "password": harness.PASSWORD}).json["token"]
        made = self.server.request("POST", "/api/v1/trips", {
            "name": "Lisbon", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS",
            "depart_date": "2027-05-01", "currency": "EUR", "track_flights": True, "track_hotels": False,
            "alert": {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 10 ** 8, "currency": "EUR"}},
        }, {"Idempotency-Key": "0197b8a0-0000-7000-8000-00000000000b"}, token=ada)
        self.assertEqual(made.status, 201, made.body)
        link = self.link("/unsubscribe/", ADA)

        def wanted():
            return self.server.request("GET", "/api/v1/me/notification-preferences", token=ada).body
        before = wanted()
        browser = Browser(self.server)
        page = browser.get(link)
        self.assertEqual((heading(page), wanted()), ("No more mails?", before))
        done = browser.send(page, {})
        self.assertEqual((done.status, heading(done)), (200, "Unsubscribed"))
        self.assertNotEqual(wanted(), before)
        self.assertEqual(heading(browser.send(done, {})), "Subscribed again")
        self.assertEqual(wanted(), before)
        one_click = lambda path: self.server.request("POST", path, b"List-Unsubscribe=One-Click",
                                                     {"Content-Type": "application/x-www-form-urlencoded"})
        mail = next(mail for mail in self.smtp.mails() if link in mail["text"])
        headers = {name.lower(): value for name, value in mail["headers"]}
        self.assertTrue(headers["list-unsubscribe"].strip("<>").endswith(link))
        self.assertEqual(headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click")
        strange = link[:-6] + "AAAAAA"
        token = link.rsplit("/", 1)[1]
        for path, unknown in ((link, strange), (f"/api/v1/notifications/unsubscribe?token={token}",
                                                "/api/v1/notifications/unsubscribe?token=nobody")):
            first = one_click(path)
            self.assertEqual(first.status, 200, "RFC 8058: no cookie, no token of a form, no redirect")
            self.assertNotEqual(wanted(), before)
            self.assertEqual(one_click(path).status, 200, "repeats are no error")
            self.assertEqual(one_click(unknown).status, 200, "unknown links are answered like known ones")
            self.assertEqual(heading(browser.send(done, {})), "Subscribed again")
            self.assertEqual(wanted(), before)
        self.assertEqual(first.body, one_click(unknown).body)
        self.assertEqual(browser.get(strange).status, 200, "the same page whether or not we know the link")

    # -- providers

    def provider_form(self, browser, page):
        forms = Forms(page.body.decode()).forms
        return next(number for number, form in enumerate(forms) if form["action"] == "/sign-in/google")

    def travel(self, browser, left):
        """From the page that leads on, by the provider, back to the callback."""
        self.assertEqual(left.status, 200, left.body)
        url = left.headers["Refresh"].split("url=", 1)[1]
        self.assertTrue(url.startswith(self.issuer + "/"), url)
        self.assertIn(url.replace("&", "&amp;"), left.body.decode(), "and by a link, where the header does nothing")
        opened = urllib.parse.urlsplit(url)
        connection = harness.http.client.HTTPConnection(opened.netloc, timeout=20)
        try:
            connection.request("GET", f"{opened.path}?{opened.query}")
            back = connection.getresponse().headers["Location"]
        finally:
            connection.close()
        back = urllib.parse.urlsplit(back)
        return browser.ask("GET", f"{back.path}?{back.query}")

    def agree_as(self, email, subject):
        claims = {"email": email, "email_verified": True, "sub": subject, "name": "Olga"}
        self.provider.stdin.write(json.dumps({"claims": claims}) + "\n")
        self.provider.stdin.flush()
        self.provider.stdout.readline()

    def test_sign_in_at_a_provider(self):
        """PLT-024 to PLT-026: a button on the page, back to the page that asked."""
        if not self.provider:
            self.skipTest("tests/npm is not installed")
        self.agree_as("olga@gast.test", "olga-1")
        browser = Browser(self.server)
        page = browser.get("/sign-in")
        self.assertIn("Sign in with 127.0.0.1", page.body.decode(), "another issuer goes by its host")
        self.assertNotIn(self.issuer, page.body.decode())
        left = browser.send(page, {}, self.provider_form(browser, page))
        self.assertEqual(heading(left), "On to 127.0.0.1")
        came = self.travel(browser, left)
        self.assertEqual((came.status, came.headers["Location"]), (303, "/sign-in"))
        self.assertTrue(self.signed_in(browser))
        self.assertNotIn("portier-oidc", browser.cookies)

    def test_provider_leads_back_to_the_app(self):
        """A13 (PLT-024, PLT-030, PLT-031): the app signs in through the provider, end to end; its code is good once."""
        if not self.provider:
            self.skipTest("tests/npm is not installed")
        self.agree_as("paul@gast.test", "paul-1")
        browser = Browser(self.server)
        verifier = base64.urlsafe_b64encode(b"v" * 48).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        app = {"redirect_uri": "http://127.0.0.1:4711/callback", "state": "0123456789abc+/=&", "code_challenge": challenge,
               "device_name": "Pauls Rechner", "platform": "linux"}
        elsewhere = browser.get("/auth/device?" + urllib.parse.urlencode({**app, "redirect_uri": "https://evil.test/callback"}))
        self.assertEqual(elsewhere.status, 400)
        wish = "/auth/device?" + urllib.parse.urlencode(app)
        page = browser.get(wish)
        came = self.travel(browser, browser.send(page, {}, self.provider_form(browser, page)))
        self.assertEqual(came.status, 303)
        asked = browser.get(came.headers["Location"])
        self.assertIn("Pauls Rechner", asked.body.decode())
        led = urllib.parse.urlsplit(browser.send(asked, {}).headers["Location"])
        self.assertEqual(f"{led.scheme}://{led.netloc}{led.path}", app["redirect_uri"])
        answer = urllib.parse.parse_qs(led.query)
        self.assertEqual(answer["state"], [app["state"]])

        def exchange(proof):
            return self.server.request("POST", "/api/v1/auth/token", {
                "code": answer["code"][0], "code_verifier": proof, "device_name": app["device_name"]})
        session = exchange(verifier)
        self.assertEqual(session.status, 200, session.body)
        self.assertEqual(self.server.request("GET", "/api/v1/me", token=session.json["token"]).json["email"], "paul@gast.test")
        self.assertEqual(exchange(verifier).status, 401, "the code is used up")

    def test_provider_problems_are_told(self):
        """PLT-026, PLT-028: a taken address, a stranger's form, an unknown provider."""
        if not self.provider:
            self.skipTest("tests/npm is not installed")
        self.agree_as(ADA, "somebody-else")
        browser = Browser(self.server)
        page = browser.get("/sign-in")
        came = self.travel(browser, browser.send(page, {}, self.provider_form(browser, page)))
        told = browser.get(came.headers["Location"])
        self.assertEqual(told.status, 200)
        self.assertIn("There is an account for your address already.", told.body.decode())
        self.assertFalse(self.signed_in(browser))
        self.assertEqual(browser.ask("POST", "/sign-in/google", {"form_token": "x"}).status, 303)
        self.assertNotIn("Refresh", browser.ask("POST", "/sign-in/google", {}).headers)
        number = self.provider_form(browser, page)
        action = Forms(page.body.decode()).forms[number]
        outside = browser.ask("POST", "/sign-in/google", {**action["fields"], "return_to": "//evil.example"})
        self.assertEqual(outside.status, 400)
        for hostile in ("<script>alert(1)</script>", "constructor"):
            page = browser.get("/sign-in?problem=" + urllib.parse.quote(hostile))
            self.assertNotIn("<script>alert", page.body.decode())
            self.assertIn("Signing in there did not work.", page.body.decode())


if __name__ == "__main__":
    harness.main()
