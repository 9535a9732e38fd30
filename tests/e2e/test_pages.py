#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A house is shared in a real browser: the built portierd, a real SMTP server, chromium driven by playwright-core.

Prepares the house and starts what is needed; tests/npm/pages.mjs does the rest and writes screenshots of every page to
build/dev/screenshots. Exit code 77: chromium or the packages of tests/npm are not installed.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import harness

NPM = harness.ROOT / "tests/npm"
SCREENSHOTS = Path(os.environ.get("PORTIER_SCREENSHOTS", harness.ROOT / "build/dev/screenshots"))
PARTIES = {name: f"{name.lower()}@haus.test" for name in ("Ingeborg", "Cornelia", "Angelika")}


def main():
    browser = shutil.which("chromium")
    if not browser or not shutil.which("node") or not (NPM / "node_modules/playwright-core").exists():
        print("chromium, node or tests/npm/node_modules is missing: ./test installs them")
        return 77
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with harness.workspace() as directory:
        smtp = harness.Smtp()
        server = harness.Portierd(directory, {
            **smtp.settings(), "bookings.party_emails": ",".join(PARTIES.values()),
            "test.enabled": "true", "test.clock": "stepped", "test.clock_start": "2027-09-09T07:12:00Z",
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
                "browser": browser, "password": harness.PASSWORD, "admin": "admin@haus.test",
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
