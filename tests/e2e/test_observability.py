#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics a real Prometheus takes, logs that name nobody, and a person who leaves without a trace.

test_observability.py sqlite|postgres
"""
import datetime
import io
import json
import re
import shutil
import sqlite3
import subprocess
import unittest
import urllib.request
import uuid
import zipfile

import harness


ADA = "ada@portier.test"
LENA = "lena.leaves@portier.test"
LENA_NAME = "Lena Farewell"
PROMTOOL = shutil.which("promtool")
PROMETHEUS = shutil.which("prometheus")


class Observability(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory, cls.cluster, cls.url = harness.ground(cls)
        cls.directory = directory
        cls.smtp = harness.Smtp()
        cls.addClassCleanup(cls.smtp.stop)
        cls.server = harness.Portierd(directory, {**cls.smtp.settings(), "limits.exempt": "loopback", "log.level": "debug"},
                                      cls.url)
        cls.addClassCleanup(cls.server.kill)
        cls.server.add_user(ADA, "admin", "en")
        cls.server.start()
        cls.ada = cls.server.sign_in(ADA)
        cls.server.token = None

    def api(self, method, path, body=None, expect=200, token=None, **options):
        reply = self.server.request(method, "/api/v1" + path, body, token=token or self.ada, **options)
        self.assertEqual(reply.status, expect, reply.body[:1000])
        return reply

    def metrics(self):
        reply = self.server.request("GET", "/metrics")
        self.assertEqual(reply.status, 200)
        return reply.body.decode()

    @staticmethod
    def series(text):
        return {line.rsplit(" ", 1)[0] for line in text.splitlines() if line and not line.startswith("#")}

    # -- metrics

    def test_promtool_finds_nothing(self):
        """PLT-165: lint-clean, and exactly the names that are promised."""
        text = self.metrics()
        done = subprocess.run([PROMTOOL, "check", "metrics"], input=text, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout.strip(), done.stderr.strip()), (0, "", ""))
        # external_api_calls_total has no series before the first call.
        for name in ("http_requests_total", "http_request_duration_seconds", "trips_created_total", "notifications_sent_total",
                     "portier_build_info", "process_resident_memory_bytes"):
            self.assertIn(f"# TYPE {name} ", text)
        known = set(re.findall(r"(?m)^# TYPE (\S+) ", text))
        self.assertEqual({name for name in known if not name.startswith(("portier_", "process_"))} - {"external_api_calls_total"},
                         {"http_requests_total", "http_request_duration_seconds", "trips_created_total", "notifications_sent_total"})
        for line in self.series(text):
            self.assertNotRegex(line, r"[0-9a-f]{8}-[0-9a-f]{4}-", "no label holds an id (PLT-166)")

    def test_gauges_are_there(self):
        """PLT-167, PLT-168: what operators watch."""
        self.server.api("GET", "/me", token=self.ada)
        schedules = self.api("GET", "/admin/schedules").json["items"]
        cleanup = next(item["id"] for item in schedules if item["name"] == "cleanup_sessions")
        self.api("POST", f"/admin/schedules/{cleanup}/run", expect=201)
        harness.wait_until(lambda: "portier_jobs{" in self.metrics(), "jobs counted", 90)
        harness.wait_until(lambda: "portier_open_bookings" in self.metrics(), "the first look of the watch", 30)
        text = self.metrics()
        for name in ("portier_active_users", "portier_active_trips", "portier_open_bookings", "portier_jobs",
                     "portier_schedule_lag_seconds",
                     "portier_notifications_balance", "portier_outbox_oldest_seconds", "portier_leases_lost_total", "portier_db_commit_seconds",
                     "portier_feed_waiters", "process_start_time_seconds"):
            self.assertRegex(text, rf"(?m)^{name}[{{_ ]", name)
        # A scrape shows what the count behind the one before found.
        harness.wait_until(lambda: re.search(r"(?m)^portier_active_users(\{[^}]*\})? [1-9]", self.metrics()), "active users")
        self.assertRegex(text, r"(?m)^portier_notifications_balance(\{[^}]*\})? 0$")

    def test_random_paths_add_no_series(self):
        """PLT-166, A59: 10,000 random paths share one template."""
        connection = harness.http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)

        def scan(count):
            for _ in range(count):
                path = "/" + uuid.uuid4().hex + "/" + uuid.uuid4().hex[:6]
                connection.request("GET", path)
                reply = connection.getresponse()
                reply.read()
                self.assertEqual(reply.status, 404)
        scan(10)
        before = self.series(self.metrics())
        scan(10_000)
        connection.close()
        after = self.series(self.metrics())
        self.assertEqual(sorted(after - before), [])
        self.assertTrue(any('endpoint="unmatched"' in line for line in after))

    def test_prometheus_scrapes_it(self):
        """PLT-165: a real Prometheus takes the page and answers questions about it."""
        port = harness.free_port()
        configuration = self.directory / "prometheus.yml"
        configuration.write_text(f"global: {{scrape_interval: 1s}}\nscrape_configs:\n- job_name: portier\n"
                                 f"  static_configs: [{{targets: ['127.0.0.1:{self.server.port}']}}]\n", encoding="utf-8")
        process = subprocess.Popen([PROMETHEUS, f"--config.file={configuration}", f"--storage.tsdb.path={self.directory / 'tsdb'}",
                                    f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"],
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)

        def value(query):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/query?query={query}", timeout=10) as reply:
                    result = json.load(reply)["data"]["result"]
                    return result[0]["value"][1] if result else None
            except OSError:
                return None
        harness.wait_until(lambda: value("up") == "1", "the first scrape", 90)
        self.assertEqual(value("portier_build_info"), "1")
        self.assertEqual(value("portier_notifications_balance"), "0")

    def test_access(self):
        """PLT-169: by resolved address, whatever stands beside it; by token from anywhere: test_operation.py."""
        connection = harness.http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", "/metrics", headers={"Authorization": "Bearer " + "x" * 40})
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()

    # -- a person's data

    def dump(self):
        """Everything in the database, as text."""
        if harness.BACKEND == "postgres":
            return subprocess.run([*self.cluster.as_user, harness.PG_BIN / "pg_dump", "-h", str(self.cluster.directory), "-U",
                                   "portier", "--inserts", self.url.split("@/")[1].split("?")[0]], check=True,
                                  capture_output=True, text=True, cwd="/").stdout
        database = sqlite3.connect(f"file:{self.server.data / 'portier.db'}?mode=ro", uri=True, timeout=30)
        try:
            return "\n".join(database.iterdump())
        finally:
            database.close()

    def archive_of(self, path, token):
        made = harness.wait_until(lambda: next(iter([found for found in [self.api("GET", path, token=token).json]
                                                     if found["state"] == "ready"]), None), "the export")
        reply = self.server.request("GET", made["archive"], token=token)
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "application/zip"))
        self.assertEqual(len(reply.body), made["size"])
        with zipfile.ZipFile(io.BytesIO(reply.body)) as archive:
            self.assertIsNone(archive.testzip())
            return {name: archive.read(name).decode() for name in archive.namelist()}

    def test_export_then_erasure(self):
        """A58, PLT-157 to PLT-160: the archive is complete; afterwards no row and no later log line names the person."""
        self.server.add_user(LENA, "member", "de")
        lena = self.server.sign_in(LENA)
        self.server.token = None
        me = self.api("GET", "/me", token=lena)
        self.api("PATCH", "/me", {"display_name": LENA_NAME}, token=lena, headers={"If-Match": me.headers["ETag"]})
        trip = {"name": "Lenas Reise", "trip_kind": "one_way", "origin_airport": "MUC", "destination_airport": "LIS",
                "depart_date": (datetime.date.today() + datetime.timedelta(days=60)).isoformat(), "adults": 1, "currency": "USD", "track_flights": True, "track_hotels": False}
        self.api("POST", "/trips", trip, 201, lena, headers={"Idempotency-Key": str(uuid.uuid4())})
        self.api("POST", "/feedback", {"text": "Tschüss,\x07 sagt Lena\r\n"}, 202, lena)

        self.api("GET", "/me/export", token=lena, expect=404)
        key = {"Idempotency-Key": str(uuid.uuid4())}
        started = self.api("POST", "/me/export", expect=202, token=lena, headers=key)
        self.assertEqual(self.api("POST", "/me/export", expect=202, token=lena, headers=key).body, started.body)
        files = self.archive_of("/me/export", lena)
        self.assertIn("LIESMICH.txt", files)
        self.assertEqual(json.loads(files["notifications.json"])["preferences"]["digest"]["mode"], "immediate")
        everything = "\n".join(files.values())
        for expected in (LENA, LENA_NAME, "Lenas Reise", "Tschüss, sagt Lena"):
            self.assertIn(expected, everything)
        for secret in (lena, harness.PASSWORD, "$argon2"):
            self.assertNotIn(secret, everything)
        # Sealed at rest (PLT-157), somebody else's is nobody's (PLT-044), the admin's way leaves a trace.
        self.assertNotIn("LIESMICH", self.dump())
        made = self.api("GET", "/me/export", token=lena).json
        self.api("GET", f"/me/export/{made['id']}/archive", token=self.ada, expect=404)
        by_admin = self.api("POST", "/admin/exports", {"email": LENA.upper(), "language": "en"}, 202).json
        files = self.archive_of(f"/admin/exports/{by_admin['id']}", self.ada)
        self.assertIn("README.txt", files)
        rows = self.api("GET", "/admin/audit?action=export.*").json["items"]
        self.assertIn("export.downloaded", [row["action"] for row in rows])

        # Her own wish waits seven days, and signing in calls it off.
        waiting = self.api("POST", "/me/erasure", expect=202, token=lena).json
        self.assertEqual(self.server.request("GET", "/api/v1/me", token=lena).status, 401)
        self.assertEqual(self.api("GET", f"/admin/erasures/{waiting['id']}").json["state"], "waiting")
        lena = self.server.sign_in(LENA)
        self.server.token = None
        self.assertEqual(self.api("GET", f"/admin/erasures/{waiting['id']}").json["state"], "cancelled")

        log_before = len(self.server.log())
        erasure = self.api("POST", "/admin/erasures", {"email": LENA, "immediately": True}, 202).json
        harness.wait_until(lambda: self.api("GET", f"/admin/erasures/{erasure['id']}").json["state"] == "done", "the erasure")
        dump = self.dump().lower()
        for gone in (LENA, LENA_NAME.lower(), "lenas reise", "tschüss"):
            self.assertNotIn(gone, dump)
        self.assertNotIn(LENA, self.server.log()[log_before:])
        self.assertEqual(self.server.request("GET", "/api/v1/me", token=lena).status, 401)
        noted = (self.server.data / "backups" / "erasures.log").read_text(encoding="utf-8")
        self.assertEqual(json.loads(noted.splitlines()[-1])["id"], erasure["id"])
        self.assertNotIn("lena", noted.lower())

    def test_last_admin_and_strangers(self):
        """PLT-007, PLT-158: the last admin stays; people without an account are known by their address."""
        self.assertEqual(self.api("POST", "/me/erasure", expect=409).json["code"], "last_admin")
        self.assertEqual(self.api("POST", "/admin/erasures", {"email": "no address"}, 422).json["errors"][0]["code"], "email_invalid")
        stranger = self.api("POST", "/admin/erasures", {"email": "stranger@portier.test"}, 202).json
        again = self.api("POST", "/admin/erasures", {"email": "Stranger@portier.test"}, 202).json
        self.assertEqual(again["id"], stranger["id"])
        self.assertEqual(self.api("POST", f"/admin/erasures/{stranger['id']}/cancel").json["state"], "cancelled")
        self.api("POST", f"/admin/erasures/{stranger['id']}/cancel", expect=409)
        self.assertNotIn("stranger@portier.test", self.dump())

    # -- logs; the last test, because it looks back on all others

    def test_zz_no_line_names_anybody(self):
        """PLT-161 to PLT-163, A59: one JSON object per line; no address, name, token, password or query string."""
        wrong = {"email": "planted.address@portier.test", "password": "planted-password-4711"}
        self.server.request("POST", "/api/v1/auth/login", wrong)
        self.server.request("GET", "/api/v1/me?planted_query=planted-value", token="ps_" + "planted" * 7)
        self.server.request("GET", "/api/v1/trips/planted-path-segment", token=self.ada)
        self.server.request("POST", "/api/v1/feedback", {"text": "planted text of a body"})
        self.assertEqual(self.server.stop(), 0)
        log = self.server.log()
        for planted in ("planted", LENA, LENA_NAME, ADA, harness.PASSWORD, self.ada, "Bearer ", "ps_", self.smtp.ready["password"]):
            self.assertNotIn(planted, log, planted)
        self.assertFalse(re.findall(r"[\w.+-]+@portier\.test", log))
        lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
        self.assertGreater(len(lines), 50)
        for line in lines:
            for member in ("time", "level", "event", "component", "instance"):
                self.assertIn(member, line)
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertTrue(all(len(line.encode()) <= 8192 for line in log.splitlines()))
        events = {line["event"] for line in lines}
        for expected in ("request_started", "request_finished", "auth_succeeded", "auth_failed", "job_started", "job_finished", "trip_created",
                         "occurrence_closed", "drain_started", "drain_finished"):
            self.assertIn(expected, events)


if __name__ == "__main__":
    missing = [name for name, found in (("promtool", PROMTOOL), ("prometheus", PROMETHEUS)) if not found]
    if missing:
        harness.skip(f"{', '.join(missing)} (package prometheus)")
    harness.main()
