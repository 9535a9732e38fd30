#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ill-treats the HTTP listener on a real socket (PLT-067 to PLT-070, PLT-079; scenarios A29, A30).

Usage: abuse.py SERVER_BINARY [--any-memory]   (sanitizers keep freed memory, so theirs says nothing)
"""
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
import unittest

HOST = b"Host: x\r\n"
TIMES = ["header=700", "body=1500", "long_body=3000", "rate_grace=500", "idle=1500", "handler=1200", "write=1500",
         "linger=300", "tick=50"]
RSS_LIMIT_KIB = 150 * 1024


class Server:
    def __init__(self, binary):
        self.process = subprocess.Popen([binary, *TIMES], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def status(self, field):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as lines:
            for line in lines:
                if line.startswith(field + ":"):
                    return int(line.split()[1])
        return 0

    def stop(self):
        self.process.stdin.close()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "did not stop"
        finally:
            self.process.stdout.close()


SERVER = None


class MemoryTest(unittest.TestCase):
    any_memory = False

    def check_memory(self, field="VmHWM"):
        """The bound of this test; the process must not buffer what it refuses."""
        if not self.any_memory:
            self.assertLess(SERVER.status(field), RSS_LIMIT_KIB)


def connect(source=None, timeout=10):
    sock = socket.create_connection(("127.0.0.1", SERVER.port), timeout=timeout,
                                    source_address=(source, 0) if source else None)
    return sock


def request(path=b"/hello", method=b"GET", extra=b"", body=b"", version=b"1.1"):
    return method + b" " + path + b" HTTP/" + version + b"\r\n" + HOST + extra + b"\r\n" + body


def read_all(sock):
    """Everything until the server closes or goes quiet for the socket's timeout."""
    data = b""
    closed = False
    try:
        while True:
            part = sock.recv(65536)
            if not part:
                closed = True
                break
            data += part
    except socket.timeout:
        pass
    except OSError:
        closed = True
    return data, closed


def read_replies(sock, count, has_body=True):
    """Whole replies, by Content-Length."""
    data = b""
    replies = []
    while len(replies) < count:
        head, separator, rest = data.partition(b"\r\n\r\n")
        if separator:
            length = re.search(rb"content-length: (\d+)", head)
            size = int(length.group(1)) if length and has_body else 0
            if len(rest) >= size:
                replies.append((int(head.split()[1]), head, rest[:size]))
                data = rest[size:]
                continue
        part = sock.recv(65536)
        if not part:
            break
        data += part
    return replies


def exchange(*parts, timeout=4.0, source=None):
    """Sends the parts (a number is a pause) and gives status, bytes and whether the server closed."""
    with connect(source, timeout) as sock:
        try:
            for part in parts:
                if isinstance(part, (int, float)):
                    time.sleep(part)
                else:
                    sock.sendall(part)
        except OSError:
            pass
        data, closed = read_all(sock)
    status = int(data.split()[1]) if data.startswith(b"HTTP/1.1 ") else 0
    return status, data, closed


def one(*parts, source=None):
    """The first reply on a connection that may stay open."""
    with connect(source) as sock:
        for part in parts:
            if isinstance(part, (int, float)):
                time.sleep(part)
            else:
                sock.sendall(part)
        replies = read_replies(sock, 1, not (isinstance(parts[0], bytes) and parts[0].startswith(b"HEAD")))
    return replies[0] if replies else (0, b"", b"")


class Corpus(unittest.TestCase):
    """Requests that must be answered with one status, whatever QtHttpServer's parser thinks of them."""

    POST = b"POST"
    CASES = [
        ("patch with two arguments", request(b"/item/7/sub/a%2Fb%20c", b"PATCH"), 200),
        ("delete", request(b"/item/7/sub/z", b"DELETE"), 200),
        ("wrong method", request(b"/item/7/sub/z", b"POST"), 405),
        ("options", request(method=b"OPTIONS"), 204),
        ("options *", request(b"*", b"OPTIONS"), 400),
        ("head", request(method=b"HEAD"), 200),
        ("trace", request(method=b"TRACE"), 501),
        ("connect", request(b"x:80", b"CONNECT"), 501),
        ("lower-case method", request(method=b"get"), 501),
        ("traversal, plain", request(b"/files/../../etc/passwd"), 404),
        ("traversal, encoded", request(b"/files/..%2f..%2fetc%2fpasswd"), 200),
        ("encoded NUL", request(b"/files/a%00b"), 400),
        ("bad UTF-8 in the path", request(b"/files/%ff%fe"), 400),
        ("raw bytes in the path", request(b"/files/\xc3\xbc"), 400),
        ("raw NUL in a field", b"GET /hello HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 400),
        ("raw NUL in the target", request(b"/hel\0lo"), 400),
        ("fragment", request(b"/hello#x"), 400),
        ("double slash", request(b"//hello"), 404),
        ("absolute target", request(b"http://evil/hello"), 400),
        ("no host", b"GET /hello HTTP/1.1\r\n\r\n", 400),
        ("two hosts", request(extra=b"Host: y\r\n"), 400),
        ("unknown path", request(b"/nope"), 404),
        ("TLS hello", b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        ("unknown version", request(version=b"9.9"), 505),
        ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("no version", b"GET /hello\r\nHost: x\r\n\r\n", 400),
        ("four words", b"GET /hello x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("two spaces", b"GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("HTTP/1.0", request(version=b"1.0"), 200),
        ("HTTP/1.0 without host", b"GET /hello HTTP/1.0\r\n\r\n", 200),
        ("line feeds only", b"GET /hello HTTP/1.1\nHost: x\n\n", 400),
        ("line feed in the middle", b"GET /hello HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400),
        ("carriage return in a field", b"GET /hello HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n", 400),
        ("empty line first", b"\r\n" + request(), 200),
        ("negative length", request(b"/echo", POST, b"Content-Length: -5\r\n", b"hello"), 400),
        ("length in words", request(b"/echo", POST, b"Content-Length: abc\r\n", b"hello"), 400),
        ("signed length", request(b"/echo", POST, b"Content-Length: +5\r\n", b"hello"), 400),
        ("hexadecimal length", request(b"/echo", POST, b"Content-Length: 0x5\r\n", b"hello"), 400),
        ("length list", request(b"/echo", POST, b"Content-Length: 5, 5\r\n", b"hello"), 400),
        ("overflowing length", request(b"/echo", POST, b"Content-Length: 18446744073709551615\r\n", b"hello"), 400),
        ("two lengths", request(b"/echo", POST, b"Content-Length: 5\r\nContent-Length: 0\r\n", b"hello"), 400),
        ("two equal lengths", request(b"/echo", POST, b"Content-Length: 5\r\nContent-Length: 5\r\n", b"hello"), 400),
        ("length and encoding", request(b"/echo", POST, b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                                        b"0\r\n\r\nGET /nope HTTP/1.1\r\nHost: x\r\n\r\n"), 400),
        ("chunked", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n",
                            b"5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"), 200),
        ("chunked, trailer", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n",
                                     b"5\r\nhello\r\n0\r\nX: y\r\n\r\n"), 400),
        ("negative chunk", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"-5\r\nhello\r\n0\r\n\r\n"), 400),
        ("chunk in words", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"zz\r\nhello\r\n0\r\n\r\n"), 400),
        ("chunk with 0x", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"0x5\r\nhello\r\n0\r\n\r\n"), 400),
        ("chunk too long", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"5\r\nhello!\r\n0\r\n\r\n"), 400),
        ("chunk with bare line feed", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n",
                                              b"5\nhello\r\n0\r\n\r\n"), 400),
        ("huge chunk", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"fffffff0\r\n"), 413),
        ("chunk beyond 32 bits", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"100000005\r\n"), 400),
        ("endless chunk extension", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", b"5;" + b"x" * 400), 400),
        ("encoding that only ends in chunked", request(b"/echo", POST, b"Transfer-Encoding: xchunked\r\n"), 501),
        ("two encodings", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400),
        ("gzip, chunked", request(b"/echo", POST, b"Transfer-Encoding: gzip, chunked\r\n"), 501),
        ("encoding with tab", request(b"/echo", POST, b"Transfer-Encoding:\x0bchunked\r\n"), 400),
        ("chunked HTTP/1.0", request(b"/echo", POST, b"Transfer-Encoding: chunked\r\n", version=b"1.0"), 400),
        ("unknown expectation", request(b"/echo", POST, b"Content-Length: 5\r\nExpect: tea\r\n", b"hello"), 417),
        ("space before colon", b"GET /hello HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        ("space before a field", b"GET /hello HTTP/1.1\r\n Host: x\r\n\r\n", 400),
        ("folded field", b"GET /hello HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n", 400),
        ("field without colon", request(extra=b"nonsense\r\n"), 400),
        ("field without name", request(extra=b": x\r\n"), 400),
        ("long line", request(b"/" + b"a" * 9000), 414),
        ("endless line", b"GET /" + b"a" * 20000, 414),
        ("long field", request(extra=b"X: " + b"a" * 17000 + b"\r\n"), 431),
        ("endless field", b"GET /hello HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 30000, 431),
        ("101 fields", request(extra=b"X: y\r\n" * 101), 431),
        ("100 fields", request(extra=b"X: y\r\n" * 99), 200),
        ("2 GiB declared", request(b"/echo", POST, b"Content-Length: 2147483648\r\n", b"x" * 100000), 413),
        ("just too large", request(b"/echo", POST, b"Content-Length: 1048577\r\n"), 413),
        ("larger on the route that takes it", request(b"/import", POST, b"Content-Length: 1048577\r\n",
                                                      b"x" * 1048577), 200),
        ("compressed body", request(b"/json", POST, b"Content-Length: 2\r\nContent-Encoding: gzip\r\n", b"{}"), 415),
        ("JSON with NUL", request(b"/json", POST, b"Content-Type: application/json\r\nContent-Length: 9\r\n",
                                  b'{"a":"\0"}'), 400),
        ("unknown parameter", request(b"/hello?x=1"), 400),
    ]

    def test_corpus(self):
        for name, data, status in self.CASES:
            with self.subTest(name):
                got, head, body = one(data)
                self.assertEqual(got, status, head + body)
                if status >= 400 and status != 404 and b"HEAD" not in data[:4]:
                    self.assertIn(b"content-type: application/problem+json", head)
                self.check_fixed_headers(head)

    def check_fixed_headers(self, head):
        """PLT-071, PLT-079: on every reply, the gate's own ones too."""
        for line in (b"x-content-type-options: nosniff", b"x-frame-options: DENY", b"referrer-policy: no-referrer",
                     b"content-security-policy: default-src 'none'", b"x-request-id: "):
            self.assertIn(line, head)
        self.assertNotIn(b"\r\nserver:", head.lower())

    def test_request_id_of_clients_is_not_kept(self):
        _, head, _ = one(request(extra=b"X-Request-ID: chosen-by-client\r\n"))
        self.assertNotIn(b"chosen-by-client", head)

    def test_body_split_anywhere(self):
        data = request(b"/echo", b"POST", b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
        for cut in range(1, len(data), 3):
            with self.subTest(cut):
                status, head, body = one(data[:cut], 0.01, data[cut:])
                self.assertEqual(status, 200, head)
                self.assertIn(b'"body_bytes":11', body)

    def test_head_has_the_headers_but_not_the_body(self):
        _, get, body = one(request(b"/much/2", extra=b"Accept-Encoding: gzip\r\n"))
        status, data, _ = exchange(request(b"/much/2", b"HEAD", b"Accept-Encoding: gzip\r\nConnection: close\r\n"))
        head, _, rest = data.partition(b"\r\n\r\n")
        self.assertEqual((status, rest), (200, b""))
        self.assertIn(b"content-encoding: gzip", get)
        self.assertIn(b"content-length: %d" % len(body), head)


class Connections(unittest.TestCase):
    def test_close_is_honoured(self):
        for extra, version in ((b"Connection: close\r\n", b"1.1"), (b"", b"1.0")):
            status, data, closed = exchange(request(extra=extra, version=version))
            self.assertEqual((status, closed), (200, True))
            self.assertIn(b"connection: close", data)

    def test_keep_alive(self):
        with connect() as sock:
            for _ in range(50):
                sock.sendall(request())
                self.assertEqual(read_replies(sock, 1)[0][0], 200)

    def test_pipelined_replies_come_in_order(self):
        with connect() as sock:
            sock.sendall(request(b"/slow/300") + request(b"/slow/10") + request(b"/nope") + request())
            replies = read_replies(sock, 4)
        self.assertEqual([status for status, _, _ in replies], [200, 200, 404, 200])
        self.assertIn(b'"waited":"300"', replies[0][2])
        self.assertIn(b'"waited":"10"', replies[1][2])

    def test_refusal_comes_behind_the_replies_due_before_it(self):
        with connect() as sock:
            sock.sendall(request(b"/slow/200") + b"nonsense\r\n\r\n")
            replies = read_replies(sock, 2)
            _, closed = read_all(sock)
        self.assertEqual([status for status, _, _ in replies], [200, 400])
        self.assertTrue(closed)

    def test_too_much_pipelining_ends_the_connection(self):
        status, data, closed = exchange(request(b"/slow/300") * 200)
        self.assertTrue(closed)
        self.assertLessEqual(data.count(b"HTTP/1.1 200"), 32)
        self.assertEqual(data.count(b"HTTP/1.1 503"), 1)

    def test_nothing_behind_a_closing_request_is_run(self):
        status, data, closed = exchange(request(extra=b"Connection: close\r\n") + request(b"/nope"))
        self.assertEqual((status, closed, data.count(b"HTTP/1.1")), (200, True, 1))

    def test_expect_continue(self):
        with connect() as sock:
            sock.sendall(request(b"/echo", b"POST", b"Content-Length: 5\r\nExpect: 100-continue\r\n"))
            self.assertTrue(sock.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n"))
            sock.sendall(b"hello")
            self.assertEqual(read_replies(sock, 1)[0][0], 200)

    def test_expect_continue_is_refused_before_the_body(self):
        status, data, _ = exchange(
            request(b"/echo", b"POST", b"Content-Length: 9999999\r\nExpect: 100-continue\r\n"))
        self.assertEqual(status, 413)
        self.assertNotIn(b"100 Continue", data)


class Slowness(MemoryTest):
    """PLT-068, with the times given above."""

    def timed(self, *parts):
        started = time.monotonic()
        status, _, closed = exchange(*parts)
        return status, closed, time.monotonic() - started

    def test_silent_connection_is_closed(self):
        status, closed, took = self.timed()
        self.assertEqual((status, closed), (0, True))
        self.assertLess(took, 3)

    def test_slow_head(self):
        status, closed, took = self.timed(b"GET /hello HTTP/1.1\r\n", 0.3, b"Host: x\r\n", 0.3, b"X: y\r\n")
        self.assertEqual((status, closed), (408, True))
        self.assertLess(took, 3)

    def test_slow_second_head(self):
        with connect() as sock:
            sock.sendall(request())
            read_replies(sock, 1)
            sock.sendall(b"GET /hel")
            self.assertEqual(read_replies(sock, 1)[0][0], 408)

    def test_body_slower_than_the_least_rate(self):
        status, closed, took = self.timed(request(b"/echo", b"POST", b"Content-Length: 5000\r\n"), b"x" * 10)
        self.assertEqual((status, closed), (408, True))
        self.assertLess(took, 1.5)

    def test_body_that_never_ends(self):
        with connect() as sock:
            sock.sendall(request(b"/echo", b"POST", b"Content-Length: 900000\r\n"))
            stop = time.monotonic() + 5
            try:
                while time.monotonic() < stop:
                    sock.sendall(b"x" * 400)
                    time.sleep(0.1)
            except OSError:
                pass
            self.assertLess(time.monotonic(), stop)

    def test_idle_connection_is_closed_silently(self):
        with connect() as sock:
            sock.sendall(request())
            read_replies(sock, 1)
            data, closed = read_all(sock)
        self.assertEqual((data, closed), (b"", True))

    def test_slow_handler(self):
        status, _, body = one(request(b"/slow/3000"))
        self.assertEqual(status, 503)
        self.assertIn(b'"code":"timeout"', body)

    def test_reader_that_does_not_read(self):
        with connect() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.sendall(request(b"/much/8000"))
            time.sleep(3)
            data, closed = read_all(sock)
        self.assertTrue(closed)
        self.assertLess(len(data), 8000 * 1024)

    def test_reader_that_does_not_read_may_not_ask_for_more(self):
        with connect() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            try:
                for _ in range(30):
                    sock.sendall(request(b"/much/1500"))
                    time.sleep(0.02)
            except OSError:
                pass
            time.sleep(0.3)
        self.check_memory("VmRSS")


class Floods(MemoryTest):
    def health(self, source, timeout=5):
        started = time.monotonic()
        status, _, _ = one(request(b"/health", extra=b"Connection: close\r\n"), source=source)
        return status, time.monotonic() - started

    def test_600_connections_of_one_client_leave_room_for_others(self):
        """PLT-069, A30: at most 64 are served, the rest get 503, and somebody else is answered all the time."""
        sockets, refused = [], 0
        try:
            for _ in range(600):
                sock = connect()
                sock.sendall(b"GET /hello HTTP/1.1\r\nHost: x\r\n")
                sockets.append(sock)
            status, took = self.health("127.0.0.2")
            self.assertEqual(status, 200)
            self.assertLess(took, 3)
            for sock in sockets:
                data, _ = read_all(sock)
                refused += data.startswith(b"HTTP/1.1 503")
        finally:
            for sock in sockets:
                sock.close()
        self.assertGreater(refused, 300)

    def test_slow_connections_from_many_clients(self):
        sockets = []
        try:
            for i in range(440):
                sock = connect(f"127.0.1.{i % 8 + 1}")
                sock.sendall(b"GET /hello HTTP/1.1\r\nHost: x\r\n")
                sockets.append(sock)
            self.assertEqual(self.health("127.0.0.2")[0], 200)
        finally:
            for sock in sockets:
                sock.close()

    def flood(self, head, size):
        """Sends bodies from several addresses at once until the server ends it."""
        def send(address):
            try:
                with connect(address) as sock:
                    sock.sendall(head)
                    for _ in range(size // 65536):
                        sock.sendall(b"x" * 65536)
                    sock.recv(100)
            except OSError:
                pass
        threads = [threading.Thread(target=send, args=(f"127.0.2.{i % 4 + 1}",)) for i in range(48)]
        for thread in threads:
            thread.start()
        status, _ = self.health("127.0.0.2")
        for thread in threads:
            thread.join()
        return status

    def test_declared_bodies(self):
        head = request(b"/import", b"POST", b"Content-Length: 16000000\r\n")
        self.assertEqual(self.flood(head, 16000000), 200)
        self.check_memory()

    def test_endless_chunks(self):
        head = request(b"/import", b"POST", b"Transfer-Encoding: chunked\r\n") + b"ffffff\r\n"
        self.assertEqual(self.flood(head, 16000000), 200)
        self.check_memory()

    def test_large_body_is_cut_without_buffering(self):
        """A29"""
        before = SERVER.status("VmRSS")
        with connect() as sock:
            try:
                sock.sendall(request(b"/echo", b"POST", b"Content-Length: 52428800\r\n"))
                for _ in range(800):
                    sock.sendall(b"x" * 65536)
            except OSError:
                pass
        if not self.any_memory:
            self.assertLess(SERVER.status("VmRSS") - before, 5 * 1024)


class Disconnects(unittest.TestCase):
    """PLT-070: at any byte of request or reply, closed or reset."""

    def leave(self, data, reset, wait=0.0):
        with connect("127.0.3.1") as sock:
            if reset:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            if data:
                sock.sendall(data)
            time.sleep(wait)

    def test_at_every_byte_of_a_request(self):
        data = request(b"/echo", b"POST", b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n0\r\n\r\n")
        for cut in range(len(data) + 1):
            self.leave(data[:cut], cut % 2)

    def test_while_the_reply_is_made(self):
        for i in range(60):
            self.leave(request(b"/slow/30"), i % 2, random.uniform(0, 0.04))

    def test_while_the_reply_is_sent(self):
        for i in range(30):
            self.leave(request(b"/much/4000"), i % 2, random.uniform(0, 0.02))

    def test_with_pipelined_requests_pending(self):
        for i in range(30):
            self.leave(request(b"/slow/50") * 10, i % 2, random.uniform(0, 0.06))

    def test_half_close(self):
        with connect() as sock:
            sock.sendall(request())
            sock.shutdown(socket.SHUT_WR)
            read_all(sock)


class Aftermath(MemoryTest):
    def test_server_is_well(self):
        time.sleep(1)
        self.assertIsNone(SERVER.process.poll())
        self.assertEqual(one(request())[0], 200)
        self.check_memory()
        print(f"peak resident size {SERVER.status('VmHWM') // 1024} MiB", file=sys.stderr)


class Timed(unittest.TextTestResult):
    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        self.stream.write(f"{time.monotonic() - self.began:.1f} s ")
        super().addSuccess(test)


def main():
    global SERVER
    MemoryTest.any_memory = "--any-memory" in sys.argv
    SERVER = Server(sys.argv[1])
    suite = unittest.TestSuite()
    for case in (Corpus, Connections, Slowness, Floods, Disconnects, Aftermath):
        suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(case))
    result = unittest.TextTestRunner(verbosity=2, resultclass=Timed).run(suite)
    code = SERVER.stop()
    if code != 0:
        print(f"the server ended with {code}", file=sys.stderr)
    sys.exit(0 if result.wasSuccessful() and code == 0 else 1)


if __name__ == "__main__":
    main()
