#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast waiting change-feed calls wake, and what an idle one weighs.

feed_waiters.py [WAITERS]      (PORTIERD names the binary; the release build by default)
"""
import http.client
import os
import selectors
import socket
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/e2e"))
os.environ.setdefault("PORTIERD", str(ROOT / "build/release/server/portierd"))
import harness  # noqa: E402

harness.Portierd.holds_to_contract = False

ADA = "ada@portier.test"


def resident(process):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) * 1024


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def wait_on(server, count, after, token):
    """Opens `count` waiting calls; gives their sockets."""
    request = (f"GET /api/v1/changes?after={after}&wait=25 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
               "\r\n").encode()
    sockets = []
    for _ in range(count):
        opened = socket.create_connection(("127.0.0.1", server.port))
        opened.sendall(request)
        sockets.append(opened)
    harness.wait_until(lambda: server.api("GET", "/admin/status", token=token)["feed_waiters"] >= count, f"{count} waiters")
    return sockets


def wake(server, token, sockets):
    """Commits one change; milliseconds until each reply arrived, counted from the moment its own reply said so."""
    selector = selectors.DefaultSelector()
    for opened in sockets:
        selector.register(opened, selectors.EVENT_READ)
    me = server.request("GET", "/api/v1/me", token=token)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.connect()
    body = '{"display_name":"Ada %d"}' % time.monotonic_ns()
    started = time.monotonic()
    connection.request("PATCH", "/api/v1/me", body, {"Authorization": f"Bearer {token}", "If-Match": me.headers["ETag"],
                                                     "Content-Type": "application/json"})
    arrived = []
    while len(arrived) < len(sockets):
        for key, _ in selector.select(timeout=30):
            key.fileobj.recv(65536)
            arrived.append((time.monotonic() - started) * 1000)
            selector.unregister(key.fileobj)
    connection.getresponse().read()
    connection.close()
    for opened in sockets:
        opened.close()
    return arrived


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with harness.workspace() as directory:
        server = harness.Portierd(directory, {
            "limits.exempt": "127.0.0.0/8", "limits.feed_wait": 0, "http.max_connections": count + 100,
            "http.max_connections_per_client": count + 100, "log.level": "warning"})
        server.add_user(ADA, "admin", "en")
        server.start()
        token = server.sign_in(ADA)
        try:
            single = []
            for _ in range(50):
                after = server.api("GET", "/changes", token=token)["next"]
                single += wake(server, token, wait_on(server, 1, after, token))
            before = resident(server.process)
            after = server.api("GET", "/changes", token=token)["next"]
            sockets = wait_on(server, count, after, token)
            weight = (resident(server.process) - before) / count
            many = wake(server, token, sockets)
        finally:
            server.stop()
    for name, values in (("1 waiter (50 times)", single), (f"{count} waiters (once)", many)):
        print(f"{name}: commit to reply, ms: median {statistics.median(values):.1f}, p99 {percentile(values, 0.99):.1f}, "
              f"max {max(values):.1f}")
    print(f"memory per idle waiter, connection included: {weight / 1024:.1f} KiB")


if __name__ == "__main__":
    main()
