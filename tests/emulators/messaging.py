#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for Resend, SendGrid, Twilio and somebody's own webhook endpoint, one wire contract per path.

    tests/emulators/messaging.py [--port N] [--exit-with-stdin]

Prints "listening on 127.0.0.1:PORT" and serves POST /emails (Resend), POST /v3/mail/send (SendGrid), POST and GET
/2010-04-01/Accounts/AC…/Messages.json (Twilio) and POST /callback… (webhook). Credentials: "re_good", "SG.good",
"AC0123456789abcdef0123456789abcdef" with "twilio-good".

    POST /_control        merged into the state: {"faults": [{"kind": …, "times": 1, …}]}
    POST /_control/reset  everything as at the start
    GET  /_control        {"calls": {…}, "requests": [{path, method, headers, body}], "accepted": […], "violations": […]}

Faults, used up front to back: status (status, body, retry_after, headers), lose (accepts, then closes without a reply),
reset (closes without accepting), hang (ms), redirect (to), huge. They meet POST, or the "method" they name.
"""
import argparse
import base64
import copy
import json
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACCOUNT = "AC0123456789abcdef0123456789abcdef"
INITIAL = {"faults": []}


class World:
    def __init__(self):
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        self.state = copy.deepcopy(INITIAL)
        self.calls, self.requests, self.accepted, self.violations = {}, [], [], []
        self.by_key = {}

    def take_fault(self, method):
        for fault in self.state["faults"]:
            if fault.get("times", 1) > 0 and fault.get("method", "POST") == method:
                fault["times"] = fault.get("times", 1) - 1
                return fault
        return None


WORLD = World()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.path == "/_control":
            with WORLD.lock:
                seen = {"calls": WORLD.calls, "requests": WORLD.requests, "accepted": WORLD.accepted,
                        "violations": WORLD.violations}
                self.answer(200, seen)
        else:
            self.serve("GET", b"")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/_control/reset":
            with WORLD.lock:
                WORLD.reset()
            self.answer(200, {})
        elif self.path == "/_control":
            with WORLD.lock:
                WORLD.state.update(json.loads(body))
            self.answer(200, {})
        else:
            self.serve("POST", body)

    def serve(self, method, body):
        path, _, query = self.path.partition("?")
        with WORLD.lock:
            what = {"/emails": "resend", "/v3/mail/send": "sendgrid",
                    f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json": "twilio"}.get(path, "webhook")
            name = what + ("_list" if method == "GET" else "")
            WORLD.calls[name] = WORLD.calls.get(name, 0) + 1
            WORLD.requests.append({"path": self.path, "method": method, "body": body.decode(errors="replace"),
                                   "headers": {k.lower(): v for k, v in self.headers.items()}})
            fault = WORLD.take_fault(method)
        kind = fault["kind"] if fault else None
        if kind == "status":
            headers = dict(fault.get("headers", {}))
            if "retry_after" in fault:
                headers["Retry-After"] = str(fault["retry_after"])
            return self.answer(fault["status"], fault.get("body", {}), headers)
        if kind == "redirect":
            return self.answer(302, {}, {"Location": fault["to"]})
        if kind == "reset":
            return self.drop()
        if kind == "hang":
            time.sleep(fault["ms"] / 1000)
            return self.drop()
        with WORLD.lock:
            status, reply, headers = getattr(self, "as_" + what)(method, urllib.parse.parse_qs(query), body)
        if kind == "lose":
            return self.drop()
        if kind == "huge":
            reply = b"x" * 10_000_000
        try:
            self.answer(status, reply, headers)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def drop(self):
        self.close_connection = True
        self.connection.close()

    def as_resend(self, _method, _query, body):
        if self.headers.get("Authorization") != "Bearer re_good":
            return 401, {"statusCode": 401, "name": "invalid_api_key", "message": "API key is invalid"}, {}
        mail = json.loads(body)
        missing = [name for name in ("from", "to", "subject") if name not in mail]
        unknown = set(mail) - {"from", "to", "subject", "html", "text", "headers", "tags", "reply_to", "cc", "bcc"}
        if missing or unknown or ("html" not in mail and "text" not in mail):
            WORLD.violations.append(f"resend: missing {missing}, unknown {sorted(unknown)}")
            return 422, {"statusCode": 422, "name": "validation_error", "message": "invalid"}, {}
        key = self.headers.get("Idempotency-Key", "")
        if key in WORLD.by_key:
            if WORLD.by_key[key] != body:
                return 409, {"statusCode": 409, "name": "invalid_idempotent_request", "message": "changed"}, {}
            return 200, {"id": "resend-" + key}, {}
        WORLD.by_key[key] = body
        WORLD.accepted.append({"provider": "resend", "to": mail["to"][0], "subject": mail["subject"],
                               "text": mail["text"], "html": mail["html"], "headers": mail["headers"]})
        return 200, {"id": "resend-" + key}, {}

    def as_sendgrid(self, _method, _query, body):
        if self.headers.get("Authorization") != "Bearer SG.good":
            return 401, {"errors": [{"message": "The provided authorization grant is invalid"}]}, {}
        mail = json.loads(body)
        types = [part["type"] for part in mail["content"]]
        reserved = {"to", "from", "subject", "reply-to", "cc", "bcc", "content-type", "received", "x-sg-id", "x-sg-eid"}
        if types != ["text/plain", "text/html"] or reserved & {name.lower() for name in mail.get("headers", {})}:
            WORLD.violations.append(f"sendgrid: {types}, {sorted(mail.get('headers', {}))}")
            return 400, {"errors": [{"message": "invalid", "field": "content"}]}, {}
        WORLD.accepted.append({"provider": "sendgrid", "to": mail["personalizations"][0]["to"][0]["email"],
                               "subject": mail["subject"], "text": mail["content"][0]["value"],
                               "html": mail["content"][1]["value"], "headers": mail["headers"],
                               "custom_args": mail["custom_args"]})
        return 202, b"", {"X-Message-Id": f"sg-{len(WORLD.accepted)}"}

    def as_twilio(self, method, query, body):
        expected = "Basic " + base64.b64encode(f"{ACCOUNT}:twilio-good".encode()).decode()
        if self.headers.get("Authorization") != expected:
            return 401, {"code": 20003, "message": "Authenticate", "status": 401}, {}
        if method == "GET":
            to = query.get("To", [""])[0]
            return 200, {"messages": [one for one in WORLD.accepted if one.get("to") == to]}, {}
        form = {k: v[0] for k, v in urllib.parse.parse_qs(body.decode(), keep_blank_values=True).items()}
        if not form.get("To", "").startswith("+") or not (form.get("From") or form.get("MessagingServiceSid")):
            return 400, {"code": 21211, "message": "Invalid 'To' Phone Number", "status": 400}, {}
        message = {"provider": "twilio", "sid": f"SM{len(WORLD.accepted):032d}", "to": form["To"],
                   "body": form["Body"], "status": "queued", "callback": form.get("StatusCallback", "")}
        WORLD.accepted.append(message)
        return 201, message, {}

    def as_webhook(self, _method, _query, body):
        WORLD.accepted.append({"provider": "webhook", "path": self.path, "body": body.decode(),
                               "headers": {k.lower(): v for k, v in self.headers.items()}})
        return 200, {"thanks": True}, {}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--exit-with-stdin", action="store_true")
    arguments = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    server.daemon_threads = True
    print(f"listening on 127.0.0.1:{server.server_address[1]}", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if arguments.exit_with_stdin:
        sys.stdin.read()
    else:
        threading.Event().wait()


main()
