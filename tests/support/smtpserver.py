#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real SMTP server for tests, which can be told to misbehave.

Speaks SMTP with AUTH, STARTTLS or implicit TLS (a certificate of its own, made by openssl at the start) and has an HTTP
control port on loopback. When it is ready it prints one JSON line:

  {"host": "127.0.0.1", "port": 2525, "control": 8025, "ca_file": "/tmp/x/ca.pem", "user": "portier", "password": "..."}

Control:
  GET    /state   {"connections": n, "transactions": n, "mails": n, "log": [[connection, command, reply], ...]}
  GET    /mails   [{"n", "time", "from", "to": [..], "subject", "headers": [[name, value]..], "text", "html",
                    "raw": base64 of the bytes received, "tls", "user", "acknowledged"}, ..]
  DELETE /mails   forgets mails, counters and log
  POST   /rules   one rule or a list; see below
  DELETE /rules
  POST   /auth    {"user": .., "password": ..}: what is accepted from now on
  POST   /quit

A rule is used for the next commands that reach its stage, in the order given:
  {"stage": "greeting|ehlo|starttls|auth|mail|rcpt|data|body", "reply": "451 4.3.0 later"}   answer this
  {"stage": .., "drop": true}      close the connection instead of answering
  {"stage": .., "delay": 2.5}      wait, then go on as usual (or with "reply" or "drop")
  {"stage": .., "stall": true}     never answer
  "times": n                       how often; 0 = always; default 1
  "to": "text"                     only for recipients that contain it (stages rcpt, data, body)
  "store": false                   stage body: the mail counts as not received; default true for drop and stall,
                                   false for replies of 4xx and 5xx
Stage "data" is the DATA command, "body" the moment after the last line of the mail.
"""
import argparse
import asyncio
import base64
import email
import email.policy
import json
import logging
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def make_certificates(folder, host):
    """A CA and a server certificate for `host`; gives (ca, certificate, key)."""
    def path(name):
        return os.path.join(folder, name)

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *curve, "-days", "3650", "-keyout", path("ca.key"), "-out", path("ca.pem"),
            "-subj", "/CN=Portier test CA")
    openssl("req", *curve, "-keyout", path("server.key"), "-out", path("server.csr"), "-subj", "/CN=" + host)
    with open(path("server.ext"), "w", encoding="ascii") as extensions:
        names = f"DNS:{host}" + (",IP:127.0.0.1" if host == "localhost" else "")
        extensions.write(f"subjectAltName={names}\nbasicConstraints=CA:FALSE\n")
    openssl("x509", "-req", "-in", path("server.csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"),
            "-CAcreateserial", "-days", "3650", "-extfile", path("server.ext"), "-out", path("server.pem"))
    return path("ca.pem"), path("server.pem"), path("server.key")


class Mailbox:
    """What the server received and how it shall behave; shared by all connections."""

    def __init__(self, user, password, mail_dir):
        self.user, self.password, self.mail_dir = user, password, mail_dir
        self.rules = []
        self.forget()

    def forget(self):
        self.mails, self.log, self.connections, self.transactions = [], [], 0, 0

    def rule_for(self, stage, recipients=()):
        for rule in self.rules:
            if rule["stage"] != stage or not any(rule.get("to", "") in r for r in recipients or [""]):
                continue
            if rule.get("times", 1) == 1:
                self.rules.remove(rule)
            elif rule.get("times", 1) > 1:
                rule["times"] -= 1
            return rule
        return None

    def store(self, session, envelope, tls, acknowledged):
        raw = envelope.original_content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        parts = {}
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                parts[part.get_content_subtype()] = part.get_content()
        entry = {
            "n": len(self.mails) + 1, "time": time.time(), "from": envelope.mail_from, "to": list(envelope.rcpt_tos),
            "subject": str(mail["subject"]), "headers": [[name, str(value)] for name, value in mail.items()],
            "text": parts.get("plain", ""), "html": parts.get("html", ""),
            "raw": base64.b64encode(raw).decode("ascii"), "tls": tls,
            "user": getattr(session, "portier_user", None), "ehlo": session.host_name, "acknowledged": acknowledged,
        }
        self.mails.append(entry)
        if self.mail_dir:
            base = os.path.join(self.mail_dir, f"{entry['n']:06d}")
            with open(base + ".eml", "wb") as eml:
                eml.write(raw)
            with open(base + ".json.part", "w", encoding="utf-8") as meta:
                json.dump({k: v for k, v in entry.items() if k != "raw"}, meta, ensure_ascii=False)
            os.rename(base + ".json.part", base + ".json")


class Dropped(ConnectionResetError):
    """The rule closed the connection."""


class FaultySmtp(SMTP):
    """aiosmtpd's server, asking the mailbox before each answer."""

    def __init__(self, mailbox, implicit_tls, **options):
        super().__init__(mailbox, **options)
        self.mailbox, self.implicit_tls = mailbox, implicit_tls
        self.greeted, self.number, self.command = False, 0, "connect"

    def connection_made(self, transport):
        super().connection_made(transport)
        if not self.number:
            self.mailbox.connections += 1
            self.number = self.mailbox.connections

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            if await self.misbehave("greeting"):
                return
        text = status if isinstance(status, str) else status.decode("ascii", "replace")
        self.mailbox.log.append([self.number, self.command, text])
        await super().push(status)

    async def misbehave(self, stage):
        """Follows the next rule of the stage; true when the answer is given or will never be."""
        self.command = stage
        recipients = self.envelope.rcpt_tos if self.envelope else []
        return await self.follow(self.mailbox.rule_for(stage, recipients))

    async def follow(self, rule):
        if rule is None:
            return False
        if "delay" in rule:
            await asyncio.sleep(rule["delay"])
        if rule.get("stall"):
            self.mailbox.log.append([self.number, self.command, "stall"])
            await asyncio.sleep(3600)
        if rule.get("drop"):
            self.mailbox.log.append([self.number, self.command, "drop"])
            self.transport.abort()
            raise Dropped()
        if "reply" in rule:
            await self.push(rule["reply"])
            return True
        return False

    async def smtp_EHLO(self, hostname):
        if not await self.misbehave("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg):
        if not await self.misbehave("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not await self.misbehave("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        self.mailbox.transactions += 1
        if not await self.misbehave("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        self.command = "rcpt"
        if not await self.follow(self.mailbox.rule_for("rcpt", [arg or ""])):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if not await self.misbehave("data"):
            await super().smtp_DATA(arg)

    async def end_of_body(self):
        """The answer to a whole mail."""
        self.command = "body"
        rule = self.mailbox.rule_for("body", self.envelope.rcpt_tos)
        reply = (rule or {}).get("reply", "250 2.0.0 accepted")
        silent = bool(rule) and (rule.get("drop") or rule.get("stall"))
        refused = not silent and reply[0] in "45"
        if (rule or {}).get("store", not refused):
            tls = self.implicit_tls or self._tls_protocol is not None
            self.mailbox.store(self.session, self.envelope, tls, not silent and not refused)
        if rule:
            await self.follow({k: v for k, v in rule.items() if k != "reply"})
        return reply


class Handler:
    """aiosmtpd's hooks."""

    def __init__(self, mailbox):
        self.mailbox = mailbox

    async def handle_DATA(self, server, session, envelope):
        return await server.end_of_body()

    async def handle_exception(self, error):
        if isinstance(error, (Dropped, ConnectionResetError)):
            raise error
        return "451 4.3.0 " + type(error).__name__


def authenticator(mailbox):
    def check(server, session, envelope, mechanism, data):
        good = (isinstance(data, LoginPassword) and data.login == mailbox.user.encode()
                and data.password == mailbox.password.encode())
        if good:
            session.portier_user = mailbox.user
        # handled=False lets aiosmtpd write the answer (235 or 535).
        return AuthResult(success=good, handled=False)

    return check


def smtp_factory(mailbox, arguments, tls):
    handler = Handler(mailbox)

    def make():
        server = FaultySmtp(
            mailbox, arguments.security == "tls", hostname="mail.portier.test", ident="ESMTP ready",
            enable_SMTPUTF8=True, timeout=600,
            tls_context=tls if arguments.security == "starttls" else None,
            require_starttls=arguments.security == "starttls",
            authenticator=authenticator(mailbox) if arguments.auth else None,
            auth_required=arguments.auth, auth_require_tls=arguments.security == "starttls")
        server.event_handler = handler
        server._handle_hooks = {"DATA": handler.handle_DATA}
        return server

    return make


class Control(asyncio.Protocol):
    """A small HTTP server, one request per connection."""

    def __init__(self, mailbox, stop):
        self.mailbox, self.stop, self.received = mailbox, stop, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if not separator:
            return
        length = 0
        for line in head.decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(":")
            if name.strip().lower() == "content-length":
                length = int(value)
        if len(body) >= length:
            method, path = head.decode("latin-1").split(" ")[:2]
            try:
                status, reply = "200 OK", self.answer(method, path, json.loads(body) if body else None)
            except (KeyError, ValueError, TypeError) as error:
                status, reply = "400 Bad Request", {"error": repr(error)}
            payload = json.dumps(reply, ensure_ascii=False).encode()
            self.transport.write(f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: "
                                 f"{len(payload)}\r\nConnection: close\r\n\r\n".encode() + payload)
            self.transport.close()

    def answer(self, method, path, body):
        box = self.mailbox
        if (method, path) == ("GET", "/state"):
            return {"connections": box.connections, "transactions": box.transactions, "mails": len(box.mails),
                    "log": box.log}
        if (method, path) == ("GET", "/mails"):
            return box.mails
        if (method, path) == ("DELETE", "/mails"):
            box.forget()
        elif (method, path) == ("POST", "/rules"):
            for rule in body if isinstance(body, list) else [body]:
                if rule["stage"] not in ("greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body"):
                    raise ValueError("unknown stage " + rule["stage"])
                box.rules.append(dict(rule))
        elif (method, path) == ("DELETE", "/rules"):
            box.rules.clear()
        elif (method, path) == ("POST", "/auth"):
            box.user, box.password = body["user"], body["password"]
        elif (method, path) == ("POST", "/quit"):
            self.stop.set()
        else:
            raise ValueError(f"no such control: {method} {path}")
        return {"ok": True}


async def serve(arguments):
    mailbox = Mailbox(arguments.user, arguments.password, arguments.mail_dir)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="portier-smtp-") as folder:
        ca_file, tls = "", None
        if arguments.security != "none":
            ca_file, certificate, key = make_certificates(folder, arguments.certificate_host)
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate, key)
        smtp = await loop.create_server(smtp_factory(mailbox, arguments, tls), arguments.host, arguments.port,
                                        ssl=tls if arguments.security == "tls" else None)
        control = await loop.create_server(lambda: Control(mailbox, stop), "127.0.0.1", arguments.control)
        print(json.dumps({
            "host": arguments.host, "port": smtp.sockets[0].getsockname()[1],
            "control": control.sockets[0].getsockname()[1], "ca_file": ca_file, "user": mailbox.user,
            "password": mailbox.password}), flush=True)
        if arguments.watch_stdin:
            await loop.connect_read_pipe(lambda: ParentWatch(stop), sys.stdin)
        await stop.wait()


class ParentWatch(asyncio.Protocol):
    """Ends the server when standard input closes, that is when its starter is gone."""

    def __init__(self, stop):
        self.stop = stop

    def eof_received(self):
        self.stop.set()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="SMTP port; 0 takes a free one")
    parser.add_argument("--control", type=int, default=0, help="HTTP control port; 0 takes a free one")
    parser.add_argument("--security", choices=["starttls", "tls", "none"], default="starttls")
    parser.add_argument("--certificate-host", default="localhost",
                        help="name in the certificate (default: %(default)s, also good for 127.0.0.1)")
    parser.add_argument("--no-auth", dest="auth", action="store_false", help="take mail without signing in")
    parser.add_argument("--user", default="portier")
    parser.add_argument("--password", default="a good password")
    parser.add_argument("--mail-dir", help="write each mail as NNNNNN.eml and NNNNNN.json to this folder")
    parser.add_argument("--watch-stdin", action="store_true", help="end when standard input is closed")
    arguments = parser.parse_args()
    if arguments.security == "none":
        arguments.auth = False
    if arguments.mail_dir:
        os.makedirs(arguments.mail_dir, exist_ok=True)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")  # aiosmtpd dislikes AUTH without STARTTLS; implicit TLS is just that
    asyncio.run(serve(arguments))


if __name__ == "__main__":
    main()
