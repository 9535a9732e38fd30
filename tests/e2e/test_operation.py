#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How portierd is run: roles on one PostgreSQL database, SIGHUP, limits and readiness."""
import datetime
import http.server
import json
import signal
import threading
import unittest

import harness

OLD_TOKEN = "o" * 40
NEW_TOKEN = "n" * 40


def a_trip(name):
    depart = datetime.date.today() + datetime.timedelta(days=30)
    return {
        "name": name, "trip_kind": "round_trip", "origin_airport": "MUC", "destination_airport": "LIS",
        "depart_date": depart.isoformat(), "return_date": (depart + datetime.timedelta(days=7)).isoformat(),
        "currency": "EUR", "track_flights": True, "track_hotels": False,
    }


class Operation(unittest.TestCase):
    def server(self, directory, settings=None, database_url=None):
        server = harness.Portierd(directory, settings, database_url)
        self.addCleanup(server.kill)
        return server

    def test_api_and_worker_share_the_work(self):  # server.role, PLT-171
        if not harness.Postgres.is_installed():
            self.skipTest("PostgreSQL is not installed")
        with harness.workspace() as directory:
            postgres = harness.Postgres(directory / "pg")
            self.addCleanup(postgres.stop)
            url = postgres.database()
            api = self.server(directory / "api", {"server.role": "api"}, url)
            api.add_user("cornelia@portier.test", "admin", "en")
            api.start(ready=False)
            harness.wait_until(lambda: "http_listening" in api.log(), "the door of the api")
            ready = api.request("GET", "/ready")
            self.assertEqual(ready.status, 503)
            self.assertEqual((ready.json["checks"]["scheduler"], ready.json["checks"]["outbox"]), (False, False))
            self.assertTrue(ready.json["checks"]["database"])

            api.sign_in("cornelia@portier.test")
            trip = api.create("/trips", a_trip("Lisbon"))
            self.assertEqual(trip["check"]["state"], "queued")  # nobody works yet

            # One service on two hosts shares its keys.
            worker = self.server(directory / "worker", {"server.role": "worker", "server.instance": "worker-1",
                                                        "secrets.key_file": api.data / "secret.key"}, url)
            worker.data.mkdir(mode=0o700)
            worker.cli("adopt")  # another data directory for the same database: somebody has to say so
            worker.start()
            harness.wait_until(lambda: api.api("GET", f"/trips/{trip['id']}")["latest"], "a price from the worker", 60)
            api.wait_ready()
            self.assertEqual(worker.request("GET", "/health").status, 200)
            self.assertEqual(worker.request("GET", "/metrics").status, 200)
            self.assertEqual(worker.request("GET", "/api/v1/trips", token=api.token).status, 404)
            self.assertEqual(worker.request("GET", "/api/v1").status, 404)
            self.assertEqual(worker.stop(), 0)
            self.assertEqual(api.stop(), 0)

    def test_hangup_takes_new_secrets(self):  # PLT-102, PLT-111
        with harness.workspace() as directory:
            smtp = harness.Smtp()
            self.addCleanup(smtp.stop)
            token_file, password_file = directory / "token", directory / "password"
            for path, secret in ((token_file, OLD_TOKEN), (password_file, "wrong")):
                path.write_text(secret)
                path.chmod(0o600)
            settings = {**smtp.settings(), "metrics.allow": "", "metrics.token_file": token_file, "smtp.password_file": password_file}
            right_password = settings.pop("smtp.password")
            server = self.server(directory / "p", settings)
            server.add_user("cornelia@portier.test", "admin", "en")
            server.start()
            self.assertEqual(server.request("GET", "/metrics", token=OLD_TOKEN).status, 200)
            server.sign_in("cornelia@portier.test")
            server.create("/trips", {**a_trip("Lisbon"), "alert": {
                "kind": "threshold", "measure": "flight_total", "threshold": {"amount_minor": 100_000_000, "currency": "EUR"}}})
            harness.wait_until(lambda: server.events("channel_paused"), "the refused password", 60)

            token_file.write_text(NEW_TOKEN)
            password_file.write_text(right_password)
            server.process.send_signal(signal.SIGHUP)
            harness.wait_until(lambda: server.events("configuration_reloaded"), "the new configuration")
            self.assertEqual(server.request("GET", "/metrics", token=NEW_TOKEN).status, 200)
            self.assertEqual(server.request("GET", "/metrics", token=OLD_TOKEN).status, 403)
            harness.wait_until(lambda: len(smtp.mails()) == 1, "the alert, with the new password", 60)
            self.assertEqual(server.stop(), 0)

    def test_exempt_networks_know_no_limit(self):  # limits.exempt
        with harness.workspace() as directory:
            limits = {"limits.reads": "3/min", "limits.login": "3/min"}
            for exempt, expected in (("", {200, 429}), ("127.0.0.0/8", {200})):
                server = self.server(directory / ("exempt" if exempt else "limited"), {**limits, "limits.exempt": exempt})
                server.add_user("cornelia@portier.test", "admin", "en")
                server.start()
                server.sign_in("cornelia@portier.test")
                self.assertEqual({server.request("GET", "/api/v1/trips").status for _ in range(8)}, expected)
                signed_in = {server.request("POST", "/api/v1/auth/login",
                                            {"email": "cornelia@portier.test", "password": harness.PASSWORD}).status for _ in range(5)}
                self.assertEqual(signed_in, expected)
                self.assertEqual(bool(server.events("limits_exempt")), bool(exempt))
                self.assertEqual(server.stop(), 0)

    def test_readiness_names_every_check(self):  # PLT-171
        with harness.workspace() as directory:
            server = self.server(directory / "p").start()
            self.assertEqual(server.request("GET", "/ready").json["checks"], {
                name: True for name in ("accepting", "database", "disk", "migrations", "outbox", "scheduler")})
            self.assertEqual(server.stop(), 0)

    def test_errors_go_to_the_collector(self):
        """PLT-175, errors.dsn: what the log calls an error is forwarded; a service without a collector, or with a broken
        address, is none of its business."""
        taken = []

        class Collector(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                taken.append((self.path, self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass
        collector = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
        self.addCleanup(collector.server_close)
        self.addCleanup(collector.shutdown)
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        with harness.workspace() as directory:
            address = f"127.0.0.1:{collector.server_port}/42"
            server = self.server(directory / "p", {"errors.dsn": f"http://{address}"})
            refused = server.cli("config", "check", check=False)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("errors.dsn", refused.stderr)
            server.settings["errors.dsn"] = f"http://k3y@{address}"
            file = directory / "portier.conf"
            file.write_text("[audit]\nkeep_days = 400\n", encoding="utf-8")
            server.start("--config", file)
            file.write_text("[audit]\nkeep_days = many\n", encoding="utf-8")
            server.process.send_signal(signal.SIGHUP)
            path, headers, body = harness.wait_until(lambda: taken and taken[0], "the error at the collector")
            self.assertEqual(path, "/api/42/envelope/")
            self.assertIn("sentry_key=k3y", headers["X-Sentry-Auth"])
            event = json.loads(body.splitlines()[2])
            self.assertEqual((event["level"], event["tags"]["event"]), ("error", "reload_refused"))
            self.assertNotIn("k3y", server.log())
            self.assertNotIn("k3y", server.cli("config", "show").stdout)
            self.assertEqual(server.stop(), 0)

    def test_readiness_warns_of_a_dry_run(self):  # PLT-122, PLT-171
        with harness.workspace() as directory:
            server = self.server(directory / "p").start()
            self.assertEqual(server.request("GET", "/ready").json["warnings"], ["dry_run"])
            self.assertEqual(server.stop(), 0)
            smtp = harness.Smtp()
            self.addCleanup(smtp.stop)
            server.settings.update(smtp.settings())
            server.start()
            self.assertEqual(server.request("GET", "/ready").json["warnings"], [])
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    harness.main()
