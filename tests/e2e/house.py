# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shared house for end-to-end tests: its parties, their links from real mails, and requests over the API."""
import http.client
import json
import re
import threading
import time
import urllib.parse

import harness

PARTIES = ("Ingeborg", "Cornelia", "Angelika")
ADDRESSES = {name: f"{name.lower()}@haus.test" for name in PARTIES}
ADMIN = "admin@haus.test"
# A test asks more in a minute than a family in a year.
NO_LIMITS = {name: "0" for name in ("limits.reads", "limits.general", "limits.unauthenticated_write", "limits.link_write",
                                    "limits.booking_submit")}
SETTINGS = {"bookings.party_emails": ",".join(ADDRESSES.values())}


IDLE_SECONDS = 5  # the server closes what nobody uses; a connection that was idle for so long is made anew


class Caller:
    """Keeps one connection per thread open, as the app does."""

    def __init__(self, server):
        self.server, self.threads, self.opened = server, threading.local(), []

    def __call__(self, method, path, body=None, token=None, headers=None):
        connection = getattr(self.threads, "connection", None)
        if connection is not None and time.monotonic() - self.threads.used > IDLE_SECONDS:
            connection.close()
            connection = None
        self.threads.used = time.monotonic()
        if connection is None:
            connection = self.threads.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
            self.opened.append(connection)
        sent = {"Content-Type": "application/json", **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, "/api/v1" + path, text, sent)
            reply = connection.getresponse()
            reply = harness.Reply(reply.status, reply.headers, reply.read())
            harness.PLANTED.note(path, text, token, reply.body)
            return reply
        except (OSError, http.client.HTTPException):
            connection.close()
            self.threads.connection = None
            raise

    def close(self):
        for connection in self.opened:
            connection.close()


class House:
    """One resource of a running server. `call` asks as anybody; links come from the mails that portierd sent."""

    def __init__(self, server, smtp, resource):
        self.smtp, self.call, self.admin = smtp, Caller(server), server.token
        self.id, self.slug = resource["id"], resource["slug"]
        self.parties = {party["name"]: party["id"] for party in resource["parties"]}
        self.tokens = {}

    @classmethod
    def first(cls, server, smtp):
        return cls(server, smtp, server.api("GET", "/resources")["items"][0])

    def mails_to(self, address):
        return [mail for mail in self.smtp.mails() if mail["to"] == [address]]

    def link_of(self, address):
        """The token of the page link in the newest mail to somebody."""
        def found():
            for mail in reversed(self.mails_to(address)):
                link = re.search(r"/booking/(lk_[\w-]+)", mail["text"])
                if link:
                    return link.group(1)
            return None
        return harness.wait_until(found, f"a link for {address}")

    def approver(self, name):
        """The token by which a party decides."""
        if name not in self.tokens:
            sent = self.call("POST", f"/parties/{self.parties[name]}/send-link", token=self.admin)
            assert sent.status == 202, sent.body
            self.tokens[name] = self.link_of(ADDRESSES[name])
        return self.tokens[name]

    def request(self, start, end, **more):
        return {"resource": self.slug, "requester_first_name": "Mara", "requester_email": "mara@gast.test",
                "start_date": str(start), "end_date": str(end), "party_size": 4,
                "affiliation_party_id": self.parties["Cornelia"], "long_stay_confirmed": True, "language": "de", **more}

    def submit(self, start, end, **more):
        reply = self.call("POST", "/bookings", self.request(start, end, **more))
        assert reply.status == 201, reply.body
        return reply.json["id"]

    def decide(self, verb, booking, party, round_number=1, **more):
        body = {"round": round_number, **more}
        return self.call("POST", f"/bookings/{booking}/{verb}", body, self.approver(party))

    def change(self, booking, patch, token, verb="", version=None):
        """An edit, or with `verb` a reopen, of the version that the caller sees, or of another."""
        if version is None:
            version = self.call("GET", f"/bookings/{booking}", token=token).headers["ETag"]
        method, path = ("POST", f"/bookings/{booking}/{verb}") if verb else ("PATCH", f"/bookings/{booking}")
        return self.call(method, path, patch, token, {"If-Match": version})


def links_of(mail):
    """Every address in a mail, plain and HTML, without the host."""
    found = re.findall(r"https?://[^\s\"<>]+", mail["text"] + "\n" + mail["html"].replace("&amp;", "&"))
    return sorted({urllib.parse.urlsplit(url)._replace(scheme="", netloc="").geturl() for url in found})
