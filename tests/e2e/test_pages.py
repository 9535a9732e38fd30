#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A house is shared in a real browser: the built portierd, a real SMTP server, chromium driven by playwright-core.

Prepares the house and starts what is needed; tests/npm/pages.mjs does the rest and writes screenshots of every page to
build/dev/screenshots. Exit code 77: chromium or the packages of tests/npm are not installed.
"""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import harness

NPM = harness.ROOT / "tests/npm"
SCREENSHOTS = Path(os.environ.get("PORTIER_SCREENSHOTS", harness.ROOT / "build/dev/screenshots"))
# What the app would open the browser with (RFC 7636).
DEVICE = ("/auth/device?redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2Fcallback&state=0123456789abcdef"
          "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&device_name=Laptop&platform=linux")
PARTIES = {name: f"{name.lower()}@haus.test" for name in ("Ingeborg", "Cornelia", "Angelika")}


def pages_of_mails(server, smtp):
    """An invitation, and an alert with its links to pause the trip and to unsubscribe."""
    server.create("/admin/invitations", {"email": "neu@gast.test", "language": "de"})
    server.create("/trips", {
        "name": "Lissabon", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS",
        "depart_date": "2027-10-20", "currency": "EUR", "track_flights": True, "track_hotels": False,
        "alert": {"kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 10 ** 8, "currency": "EUR"}}})

    def path(start):
        return harness.wait_until(
            lambda: next((link.group(1) for mail in smtp.mails()
                          for link in [re.search(rf"https?://[^/\s]+({start}\S+)", mail["text"])] if link), None), start)
    return {"trip": path("/trips/[0-9a-f]{8}-"), "pause": path("/trips/pause/"), "unsubscribe": path("/unsubscribe/"),
            "invitation": path("/account/"), "device": DEVICE}


def main():
    browser = shutil.which("chromium")
    if not browser or not shutil.which("node") or not (NPM / "node_modules/playwright-core").exists():
        harness.skip("chromium, node or tests/npm/node_modules")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with harness.workspace() as directory:
        smtp = harness.Smtp()
        server = harness.Portierd(directory, {
            **smtp.settings(), "bookings.party_emails": ",".join(PARTIES.values()),
            "test.enabled": "true", "test.clock": "stepped", "test.clock_start": "2027-09-09T07:12:00Z",
            "notify.mail_per_hour": "1000",
            # Never asked here: the sign-in page shows its button.
            "oidc.google.client_id": "portier", "oidc.google.client_secret": "secret", "oidc.google.issuer": "http://127.0.0.1:9",
            "limits.reads": "0", "limits.unauthenticated_write": "0", "limits.link_write": "0", "limits.general": "0",
        })
        try:
            server.add_user("admin@haus.test", "admin", "de")
            server.start()
            server.sign_in("admin@haus.test")
            house = server.api("GET", "/resources")["items"][0]
            facts = {
                "base": server.settings["http.public_url"], "slug": house["slug"], "parties": PARTIES,
                "mails": f"http://127.0.0.1:{smtp.ready['control']}/mails", "screenshots": str(SCREENSHOTS),
                "browser": browser, "password": harness.PASSWORD, "admin": "admin@haus.test", "pages": pages_of_mails(server, smtp),
            }
            done = subprocess.run(["node", NPM / "pages.mjs"], input=json.dumps(facts), text=True, timeout=1200, check=False)
            if done.returncode != 0:
                print(server.log()[-4000:])
            return done.returncode
        finally:
            server.kill()
            smtp.stop()


if __name__ == "__main__":
    sys.exit(main())
