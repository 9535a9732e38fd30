#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real nginx in front of the built portierd: whose address counts, whose request id is kept (PLT-072, PLT-076 to PLT-079)."""
import http.client
import os
import re
import shutil
import subprocess
import unittest

import harness


ADA = "ada@portier.test"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {directory}/nginx.pid;
error_log {directory}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://{upstream};
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $http_x_test_proto;
        }}
    }}
}}
"""


def ask(port, method, path, headers=None, source="127.0.0.1", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    try:
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        return harness.Reply(reply.status, reply.headers, reply.read())
    finally:
        connection.close()


class Proxy(unittest.TestCase):
    def start(self, over_socket=False, **settings):
        directory, _, _ = harness.ground(self)
        os.chmod(directory, 0o777)  # nginx' workers run as another user when the test runs as root
        socket = directory / "http.sock"
        server = harness.Portierd(directory, {"limits.register": "3/hour", "metrics.allow": "127.0.0.1", "log.level": "debug",
                                              **settings})
        self.addCleanup(server.kill)
        if over_socket:
            server.settings["http.listen"] += f", {socket}"
        server.add_user(ADA, "admin", "en")
        server.start()
        port = harness.free_port()
        configuration = directory / "nginx.conf"
        upstream = f"unix:{socket}:" if over_socket else f"127.0.0.1:{server.port}"
        configuration.write_text(CONFIGURATION.format(directory=directory, port=port, upstream=upstream), encoding="utf-8")
        if over_socket and os.geteuid() == 0:
            shutil.chown(socket, group="nogroup")  # as an operator puts nginx into the service's group
        nginx = subprocess.Popen([NGINX, "-c", configuration, "-p", directory, "-e", directory / "error.log"],
                                 stdin=subprocess.DEVNULL)
        self.addCleanup(nginx.wait)
        self.addCleanup(nginx.terminate)

        def is_up():
            try:
                return ask(port, "GET", "/health").status == 200
            except OSError:
                return False
        harness.wait_until(is_up, "nginx")
        return server, port

    def register(self, port, **options):
        """A sign-up that is refused, and counted against the client's prefix."""
        body = '{"email":"x@portier.test","password":"correct horse battery"}'
        headers = {"Content-Type": "application/json", **options.pop("headers", {})}
        return ask(port, "POST", "/api/v1/auth/register", headers, body=body, **options)

    def audit_prefixes(self, server):
        token = server.sign_in(ADA)
        return [row["client_prefix"] for row in server.api("GET", "/admin/audit?limit=50", token=token)["items"]]

    def test_without_trust_the_socket_counts(self):
        """A34, PLT-076, PLT-078: with a proxy count of 0 nobody's header moves limit, audit or the access to metrics."""
        server, proxied = self.start()
        harness.wait_until(lambda: server.events("proxy_not_counted"), "the warning")
        for direct in (server.port, proxied):
            reply = ask(direct, "GET", "/metrics", {"X-Forwarded-For": "203.0.113.9"})
            self.assertEqual(reply.status, 200, "the socket is loopback")
        outside = ask(server.port, "GET", "/metrics", {"X-Forwarded-For": "127.0.0.1"}, source="127.0.0.2")
        self.assertEqual(outside.status, 403, "a header makes nobody loopback")
        for number in range(3):
            self.assertEqual(self.register(server.port, source="127.0.0.3",
                                           headers={"X-Forwarded-For": f"198.51.100.{number}"}).status, 403)
        self.assertEqual(self.register(server.port, source="127.0.0.3", headers={"X-Forwarded-For": "198.51.100.9"}).status, 429)
        self.assertEqual(self.register(server.port, source="127.0.0.4").status, 403)
        self.assertNotIn("198.51.100", str(self.audit_prefixes(server)))
        self.assertEqual(len(server.events("proxy_not_counted")), 1, "it is said once")

    def test_behind_trusted_proxies_the_client_counts(self):
        """PLT-076 to PLT-078, BKG-091: the N-th entry from the right is the client; what stands left of it is the client's own story.

        This test plays the first proxy and nginx the second, because nobody on loopback may come out of a header.
        """
        server, port = self.start(**{"http.trusted_proxy_count": 2, "http.trusted_proxies": "127.0.0.0/8"})
        for forwarded in ("198.51.100.7", "127.0.0.1, 198.51.100.7", "::ffff:198.51.100.7", "198.51.100.7:4711"):
            self.assertEqual(ask(port, "GET", "/metrics", {"X-Forwarded-For": forwarded}).status, 403, forwarded)
        self.assertEqual(ask(port, "GET", "/metrics", {"X-Forwarded-For": "127.0.0.1"}).status, 200, "the socket peer counts")
        self.assertEqual(server.events("proxy_not_counted"), [])
        for number in range(3):
            self.assertEqual(self.register(port, headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"}).status, 403)
        self.assertEqual(self.register(port, headers={"X-Forwarded-For": "198.51.100.7"}).status, 429)
        self.assertEqual(self.register(port, headers={"X-Forwarded-For": "198.51.100.8"}).status, 403, "another client")

    def test_headers_that_fit_no_chain_are_rejected(self):
        """PLT-077: fewer entries than proxies, or what is no address: the socket peer counts, and the log says so."""
        server, port = self.start(**{"http.trusted_proxy_count": 2, "http.trusted_proxies": "127.0.0.1"})
        # nginx adds one entry where two are expected, so the socket peer, nginx itself, counts: metrics are open to it.
        self.assertEqual(ask(port, "GET", "/metrics", source="127.0.0.2").status, 200)
        self.assertTrue(server.events("proxy_header_rejected"))
        ask(server.port, "GET", "/health", {"X-Forwarded-For": "nonsense, 1.2.3.4"})
        for header in ("Forwarded", "X-Real-IP", "CF-Connecting-IP"):
            self.assertEqual(ask(server.port, "GET", "/metrics", {header: "127.0.0.1"}, source="127.0.0.6").status, 403, header)

    def test_a_proxy_at_a_unix_socket(self):
        """PLT-076 to PLT-078: a unix socket is a place on this machine, and a proxy there speaks for its clients."""
        server, port = self.start(over_socket=True, **{"http.trusted_proxy_count": 2, "http.trusted_proxies": "loopback",
                                                       "metrics.allow": "198.51.100.0/24"})
        rejected = len(server.events("proxy_header_rejected"))
        for client, status in (("198.51.100.7", 200), ("203.0.113.9", 403), ("127.0.0.1", 403)):
            self.assertEqual(ask(port, "GET", "/metrics", {"X-Forwarded-For": client}).status, status, client)
        self.assertEqual(len(server.events("proxy_header_rejected")), rejected + 1, "nobody on loopback comes out of a header")
        self.assertEqual(server.stop(), 0)
        self.assertFalse((server.directory / "http.sock").exists())
        server.start()
        self.assertTrue((server.directory / "http.sock").is_socket())

    def test_request_ids(self):
        """A35, PLT-079: a client's id is replaced, a trusted proxy's kept; it is in reply, problem, log and audit."""
        server, port = self.start(**{"http.trusted_proxy_count": 1, "http.trusted_proxies": "127.0.0.1"})
        kept = ask(port, "GET", "/api/v1/me", {"X-Request-ID": "from-the-proxy-17"})
        self.assertEqual((kept.headers["X-Request-ID"], kept.json["request_id"]), ("from-the-proxy-17",) * 2)
        harness.wait_until(lambda: [row for row in server.events("request_finished")
                                    if row.get("request_id") == "from-the-proxy-17"], "the line in the log")
        replaced = ask(server.port, "GET", "/api/v1/me", {"X-Request-ID": "from-a-client-17"}, source="127.0.0.7")
        self.assertRegex(replaced.headers["X-Request-ID"], r"^[0-9a-f]{8}-[0-9a-f]{4}-7")
        for bad in ("short", "has space in it", "x" * 65, "semi;colon-and-more"):
            self.assertNotEqual(ask(port, "GET", "/health", {"X-Request-ID": bad}).headers["X-Request-ID"], bad)
        token = server.sign_in(ADA)
        me = server.request("GET", "/api/v1/me", token=token)
        changed = ask(port, "PATCH", "/api/v1/me", {"X-Request-ID": "the-change-00001", "Authorization": f"Bearer {token}",
                                                    "If-Match": me.headers["ETag"], "Content-Type": "application/json"},
                      body='{"display_name":"Ada L."}')
        self.assertEqual(changed.status, 200, changed.body)
        rows = server.api("GET", "/admin/audit?action=account.updated", token=token)["items"]
        self.assertEqual(rows[0]["request_id"], "the-change-00001")

    def test_plain_http_behind_the_proxy_goes_to_https(self):
        """A31, PLT-072: told by a trusted proxy, GET is sent to https and a write refused; probes are left alone."""
        server, port = self.start(**{"http.trusted_proxy_count": 1, "http.trusted_proxies": "127.0.0.1",
                                     "http.public_url": "https://portier.test"})
        plain = {"X-Test-Proto": "http"}
        moved = ask(port, "GET", "/api/v1?lang=de", plain)
        self.assertEqual((moved.status, moved.headers["Location"]), (308, "https://portier.test/api/v1?lang=de"))
        self.assertEqual(self.register(port, headers=plain).status, 403)
        for path in ("/health", "/ready", "/metrics"):
            self.assertEqual(ask(port, "GET", path, plain).status, 200, path)
        secure = ask(port, "GET", "/api/v1", {"X-Test-Proto": "https"})
        self.assertEqual(secure.status, 200)
        self.assertEqual(secure.headers["Strict-Transport-Security"], "max-age=63072000; includeSubDomains")
        # PLT-071: the set of every reply, and no version of the server.
        for name, value in (("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
                            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
                            ("X-Permitted-Cross-Domain-Policies", "none")):
            self.assertEqual(secure.headers[name], value)
        direct = server.request("GET", "/health")
        self.assertFalse(re.search(r"\d", direct.headers.get("Server") or ""))

    def test_cors(self):
        """A32, PLT-073: only listed origins get the header."""
        server, _ = self.start(**{"http.cors_origins": "https://app.portier.test"})
        listed = server.request("GET", "/api/v1", headers={"Origin": "https://app.portier.test"})
        self.assertEqual(listed.headers["Access-Control-Allow-Origin"], "https://app.portier.test")
        self.assertIsNone(listed.headers["Access-Control-Allow-Credentials"])
        for origin in ("https://evil.test", "null", "https://app.portier.test.evil.test"):
            self.assertIsNone(server.request("GET", "/api/v1", headers={"Origin": origin}).headers["Access-Control-Allow-Origin"])
        preflight = server.request("OPTIONS", "/api/v1/trips", headers={
            "Origin": "https://app.portier.test", "Access-Control-Request-Method": "POST"})
        self.assertEqual(preflight.headers["Access-Control-Max-Age"], "600")
        for wrong in ("*", "null"):
            server.settings["http.cors_origins"] = wrong
            self.assertEqual(server.cli("config", "check", check=False).returncode, 2)


if __name__ == "__main__":
    if not os.path.exists(NGINX):
        harness.skip("nginx (package nginx-light)")
    harness.main()
