# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: the built portierd, a real SMTP server, a PostgreSQL cluster, and an HTTP client.

Everything runs on loopback with ports chosen by the system, in a temporary directory that is removed afterwards.
"""
import contextlib
import http.client
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

import contract

ROOT = Path(__file__).resolve().parents[2]
PORTIERD = Path(os.environ.get("PORTIERD", ROOT / "build/dev/server/portierd"))
PG_BIN = Path("/usr/lib/postgresql/15/bin")
PASSWORD = "correct horse battery staple 7"
BACKEND = "sqlite"  # the database of this run; main() reads it from the command line


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what, seconds=60):
    """Polls until the condition gives something truthy; a test never waits for a fixed time."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


class Planted:
    """What no log line may hold, at any level (PLT-163, A59): addresses, passwords, tokens and keys that a test gave or got."""
    PATTERN = re.compile(r"\b(?:ps|pd|pk|pl|pc|lk)_[\w-]{16,}|[\w.+-]+@[\w-]+\.[\w.-]*\w")

    def __init__(self):
        self.words, self.phrases, self.servers, self.leaks = set(), {PASSWORD}, [], []

    def note(self, *texts):
        for text in texts:
            if isinstance(text, bytes):
                text = text.decode("utf-8", "replace")
            self.words.update(word.lower() for word in self.PATTERN.findall(text or ""))

    def note_settings(self, settings):
        for name, value in settings.items():
            if re.search(r"(password|token|secret|key)$", name) and len(str(value)) >= 8:
                self.phrases.add(str(value))

    def search(self, directory):
        """Looks through the logs of all servers below the directory, which is about to be removed."""
        for server in [server for server in self.servers if Path(directory) in server.directory.parents or server.directory == directory]:
            self.servers.remove(server)
            log = server.log()
            found = self.words.intersection(word.lower() for word in self.PATTERN.findall(log))
            found.update(phrase for phrase in self.phrases if phrase in log)
            self.leaks += [next(line for line in log.splitlines() if word in line or word in line.lower()) for word in sorted(found)]


PLANTED = Planted()


class Postgres:
    """A temporary cluster on a unix socket; one database per call of database()."""

    def __init__(self, directory):
        self.directory = Path(directory)
        self.data = self.directory / "cluster"
        self.as_user = []
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            self.directory.mkdir(parents=True, exist_ok=True)
            os.chown(self.directory, owner.pw_uid, owner.pw_gid)
            self.as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        else:
            self.directory.mkdir(parents=True, exist_ok=True)
        self._run("initdb", "-D", self.data, "-U", "portier", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.directory / "log", "-o",
                  f"-k {self.directory} -c listen_addresses='' -c max_connections=120", "start")

    def _run(self, program, *arguments):
        subprocess.run([*self.as_user, PG_BIN / program, *map(str, arguments)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")

    @staticmethod
    def is_installed():
        return (PG_BIN / "initdb").exists()

    def database(self):
        name = "e2e_" + uuid.uuid4().hex[:12]
        self._run("createdb", "-h", self.directory, "-U", "portier", name)
        return f"postgresql://portier@/{name}?host={self.directory}"

    def query(self, url, sql):
        done = subprocess.run([*self.as_user, PG_BIN / "psql", "-h", str(self.directory), "-U", "portier", "-At", "-F", "\t",
                               "-c", sql, url.split("@/")[1].split("?")[0]], check=True, capture_output=True, text=True, cwd="/")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def stop(self):
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Portierd:
    """The built binary on a data directory of its own. `settings` are given by environment, as an operator would."""
    holds_to_contract = True  # benchmarks measure portierd, not the comparison

    def __init__(self, directory, settings=None, database_url=None):
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.data = self.directory / "data"
        self.port = free_port()
        self.settings = {
            "data.directory": self.data,
            "http.listen": f"127.0.0.1:{self.port}",
            "http.public_url": f"http://localhost:{self.port}",
            "log.level": "info",
            **(settings or {}),
        }
        if database_url:
            self.settings["database.url"] = database_url
        self.process = None
        self.log_path = self.directory / "portierd.log"
        PLANTED.servers.append(self)
        PLANTED.note_settings(self.settings)
        self.token = None
        self.contract = None

    def environment(self):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.directory), "LC_ALL": "C.UTF-8"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        for name, value in self.settings.items():
            environment["PORTIER_" + name.replace(".", "_").upper()] = str(value)
        return environment

    def twin(self, directory, settings):
        """Another process, not started yet, on the same PostgreSQL database and with the same keys."""
        twin = Portierd(directory, settings, self.settings["database.url"])
        twin.data.mkdir(parents=True, exist_ok=True)
        for name in ("secret.key", "instance-id", "instance"):
            source = self.data / name
            if source.exists():
                (twin.data / name).write_bytes(source.read_bytes())
                (twin.data / name).chmod(0o600)
        return twin

    def start(self, *arguments, ready=True):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([PORTIERD, "serve", *map(str, arguments)], env=self.environment(), stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)
        if ready:
            self.wait_ready()
        return self

    def wait_ready(self, seconds=60):
        def is_ready():
            if self.process.poll() is not None:
                raise AssertionError(f"portierd ended with {self.process.returncode}:\n{self.log()[-3000:]}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                return self.request("GET", "/ready").status == 200
            return False
        wait_until(is_ready, "ready:\n" + self.log()[-2000:], seconds)

    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    def events(self, name=None):
        rows = []
        for line in self.log().splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                row = json.loads(line)
                if isinstance(row, dict) and (name is None or row.get("event") == name):
                    rows.append(row)
        return rows

    def stop(self, seconds=40):
        """SIGTERM and the exit code."""
        if self.process is None or self.process.poll() is not None:
            return self.process.returncode if self.process else None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self):
        """SIGKILL, as a power cut would."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def cli(self, *arguments, stdin="", check=True):
        PLANTED.note(*map(str, arguments))
        done = subprocess.run([PORTIERD, *map(str, arguments)], env=self.environment(), input=stdin, capture_output=True,
                              text=True, timeout=120, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"portierd {' '.join(map(str, arguments))} gave {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def request(self, method, path, body=None, headers=None, token=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            all_headers = dict(headers or {})
            if body is not None and not isinstance(body, (bytes, str)):
                body = json.dumps(body)
                all_headers.setdefault("Content-Type", "application/json")
            if token or self.token:
                all_headers.setdefault("Authorization", f"Bearer {token or self.token}")
            connection.request(method, path, body, all_headers)
            reply = connection.getresponse()
            reply = Reply(reply.status, reply.headers, reply.read())
        finally:
            connection.close()
        PLANTED.note(path, body, all_headers.get("Authorization"), reply.body[:100_000])
        self.hold_to_contract(method, path, reply)
        return reply

    def hold_to_contract(self, method, path, reply):
        """Every reply that any test sees is one that the API document describes."""
        if not self.holds_to_contract:
            return
        if self.contract is None:
            if path != "/ready" or reply.status != 200:
                return
            document = self.request("GET", "/openapi.json")
            if document.status != 200:
                return  # a worker answers no requests but those of its operator
            self.contract = contract.Contract(document.json)
        problems = self.contract.problems(method, path, reply.status, reply.headers, reply.body)
        if problems:
            raise AssertionError("; ".join(problems) + f": {reply.body[:500]!r}")

    def api(self, method, path, body=None, expect=200, **options):
        reply = self.request(method, "/api/v1" + path, body, **options)
        if reply.status != expect:
            raise AssertionError(f"{method} {path}: {reply.status} instead of {expect}: {reply.body[:2000]!r}")
        return reply.json if reply.body else None

    def create(self, path, body, expect=201):
        return self.api("POST", path, body, expect, headers={"Idempotency-Key": str(uuid.uuid4())})

    def add_user(self, email, role="member", language="de"):
        self.cli("user", "add", "--email", email, "--role", role, "--language", language, "--name", email.split("@")[0],
                 stdin=PASSWORD + "\n")

    def sign_in(self, email):
        self.token = None
        self.token = self.api("POST", "/auth/login", {"email": email, "password": PASSWORD})["token"]
        return self.token

    def advance_clock(self, duration):
        """Test clock: moves the server's time on; everything that becomes due on the way runs."""
        self.cli("clock", "advance", duration)


def make_calendar_link(server, home):
    """Presses the button on a personal page, as its owner does once; gives the path of the own feed."""
    token = re.search(r'action="[^"]+/feed">\s*<input type="hidden" name="form_token" value="([^"]+)"',
                      server.request("GET", home).body.decode())[1]
    reply = server.request("POST", home + "/feed", f"form_token={token}", headers={
        "Content-Type": "application/x-www-form-urlencoded", "Origin": server.settings["http.public_url"]})
    assert (reply.status, reply.headers["Location"]) == (303, home + "#feed"), reply.status
    address = re.search(r'value="([^"]+/feed\.ics)"', server.request("GET", home).body.decode())[1]
    return address.removeprefix(server.settings["http.public_url"])


@contextlib.contextmanager
def workspace():
    """A short path: unix sockets have a limit of 107 bytes."""
    directory = tempfile.mkdtemp(prefix="pt-", dir="/tmp")
    os.chmod(directory, 0o755)
    try:
        yield Path(directory)
    finally:
        PLANTED.search(Path(directory))
        shutil.rmtree(directory, ignore_errors=True)


def ground(test):
    """What a test stands on, or all tests of a class when that is given: a directory, and on PostgreSQL a cluster and the URL of
    a database in it. On SQLite both are None: portierd makes a file in its own data directory."""
    add_cleanup = test.addClassCleanup if isinstance(test, type) else test.addCleanup
    held = workspace()
    directory = held.__enter__()
    add_cleanup(held.__exit__, None, None, None)
    if BACKEND != "postgres":
        return directory, None, None
    cluster = Postgres(directory / "pg")
    add_cleanup(cluster.stop)
    return directory, cluster, cluster.database()


def skip(missing):
    """Ends the program as skipped (exit code 77, see CMakeLists.txt)."""
    print(f"SKIPPED: not installed: {missing}; ./test installs it")
    sys.exit(77)


def main():
    """Runs the tests of the program that was started, with `sqlite` or `postgres` as its first argument where it takes one."""
    global BACKEND
    if len(sys.argv) > 1 and sys.argv[1] in ("sqlite", "postgres"):
        BACKEND = sys.argv.pop(1)
    if BACKEND == "postgres" and not Postgres.is_installed():
        skip("PostgreSQL's server programs (package postgresql)")
    done = unittest.main(verbosity=2, exit=False).result
    for line in PLANTED.leaks:
        print("a log line names somebody or something secret:", line, file=sys.stderr)
    sys.exit(0 if done.wasSuccessful() and not PLANTED.leaks else 1)


class Peer:
    """A helper program that prints one JSON line with its ports once it is ready."""

    def __init__(self, script, *arguments):
        self.process = subprocess.Popen(["/usr/bin/python3", script, *map(str, arguments)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
        self.ready = json.loads(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def control(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.ready["control"], timeout=20)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
            reply = connection.getresponse()
            text = reply.read()
            if reply.status >= 300:
                raise AssertionError(f"{method} {path}: {reply.status} {text!r}")
            return json.loads(text) if text else None
        finally:
            connection.close()


class Smtp(Peer):
    """The real SMTP server of tests/support."""

    def __init__(self, *arguments):
        super().__init__(ROOT / "tests/support/smtpserver.py", *arguments)

    def settings(self):
        """What portierd needs to deliver here: authenticated, over STARTTLS, with the server's own CA."""
        return {
            "smtp.host": self.ready["host"], "smtp.port": self.ready["port"], "smtp.user": self.ready["user"],
            "smtp.password": self.ready["password"], "smtp.ca_file": self.ready["ca_file"],
            "notify.from": "portier@portier.test", "notify.suppressed_domains": "",
        }

    def mails(self):
        return self.control("GET", "/mails")


class Skiplagged:
    """The emulator of Skiplagged's server; its prices and faults are set while it runs."""

    def __init__(self, *arguments, program="skiplagged.py"):
        self.process = subprocess.Popen(["/usr/bin/python3", ROOT / "tests/emulators" / program, *map(str, arguments)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def settings(self):
        return {"sources.skiplagged.enabled": "true", "sources.skiplagged.base_url": f"http://127.0.0.1:{self.port}"}

    def control(self, method, path="", body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, "/_control" + path, None if body is None else json.dumps(body),
                               {"Content-Type": "application/json"})
            text = connection.getresponse().read()
            return json.loads(text) if text else None
        finally:
            connection.close()

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


class Messaging(Skiplagged):
    """The emulator of Resend, SendGrid and Twilio; see tests/emulators/messaging.py."""

    ACCOUNT, TOKEN = "AC0123456789abcdef0123456789abcdef", "twilio-good"

    def __init__(self):
        super().__init__(program="messaging.py")

    def settings(self):
        return {"test.enabled": "true", "test.messaging_url": f"http://127.0.0.1:{self.port}",
                "twilio.account_sid": self.ACCOUNT, "twilio.auth_token": self.TOKEN, "twilio.from": "+15017122661"}
