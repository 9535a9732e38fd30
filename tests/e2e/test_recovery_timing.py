#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody learns from a recovery whose address is known (BKG-084, BKG-086): the answers are the same bytes and take the
same time, over 1,000 calls that take turns. `test_recovery_timing.py sqlite|postgres`; 77: PostgreSQL is not installed."""
import datetime
import itertools
import statistics
import time
import unittest

import harness

CALLS = 334  # of each of the three kinds
FIRST_DAY = datetime.date(2030, 1, 1)


def known(number):
    return f"guest{number}@gast.test"


class RecoveryTiming(unittest.TestCase):
    def setUp(self):
        directory, _, url = harness.ground(self)
        self.server = harness.Portierd(directory, {
            "http.trusted_proxy_count": "1", "limits.unauthenticated_write": "0", "limits.recovery_address": "0",
            "limits.general": "0", "limits.reads": "0", "log.level": "warning"}, url)
        self.addCleanup(self.server.kill)
        rows = ["start_date,end_date,requester_first_name,requester_email"]
        for number in range(CALLS):
            day = (FIRST_DAY + datetime.timedelta(days=number)).isoformat()
            rows.append(f"{day},{day},Guest,{known(number)}")
        self.server.cli("bookings", "import", "-", "--affiliation", "Cornelia", stdin="\n".join(rows) + "\n")
        self.server.start()
        self.client = itertools.count()

    def ask(self, email):
        """Each from a client of its own, so that only the address may be cooling down."""
        number = next(self.client)
        headers = {"X-Forwarded-For": f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}"}
        start = time.perf_counter()
        reply = self.server.request("POST", "/api/v1/links/recover", {"email": email, "language": "de"}, headers)
        took = (time.perf_counter() - start) * 1000
        self.assertEqual(reply.status, 200)
        volatile = {"x-request-id", "date"}
        shape = (reply.body, sorted((name, value) for name, value in reply.headers.items() if name.lower() not in volatile))
        return took, shape

    def test_answers_are_alike(self):
        times, shapes = {"known": [], "unknown": [], "cooling": []}, set()
        for number in range(CALLS):
            kinds = {"known": known(number), "unknown": f"nobody{number}@gast.test", "cooling": known(number)}
            for kind, email in kinds.items():
                took, shape = self.ask(email)
                times[kind].append(took)
                shapes.add(str(shape))
        self.assertEqual(len(shapes), 1, shapes)
        medians = {kind: statistics.median(list(values)) for kind, values in times.items()}
        print(harness.BACKEND, {kind: round(value, 2) for kind, value in medians.items()})
        # Taking turns, all three meet the same machine: only a different amount of work moves their ratio.
        self.assertLess(max(medians.values()) / min(medians.values()), 1.5, medians)


if __name__ == "__main__":
    harness.main()
