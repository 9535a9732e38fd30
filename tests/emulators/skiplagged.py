#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for Skiplagged's MCP server: the wire contract of trips.md §6.1, and every fault of TRP-152 on demand.

    tests/emulators/skiplagged.py [--port N] [--flight-prices 1000,990] [--hotel-prices 700] [--exit-with-stdin]

Prints "listening on 127.0.0.1:PORT" and serves POST /mcp. What it answers is set through the control endpoint:

    POST /_control        a JSON object merged into the state (see STATE below for the members)
    POST /_control/reset  everything as at the start
    GET  /_control        {"calls": {…}, "requests": […], "violations": […], "max_in_flight": n}

Prices are series: each search takes the next one, the last one stays. "routes" holds series per "MUC-LIS" or city.
Faults are a list, used up front to back: {"kind": …, "times": 1, "tool": "sk_hotel_details", "skip": 0, …}. Kinds:
status (status, retry_after, body), session_expired, rate_limit_text, quota, tool_error (text), rpc_error (text),
slow (ms: the body trickles), hang (ms before anything), reset, truncate, wrong_type, empty, currency (currency),
huge, redirect, deep, no_result.
"""
import argparse
import copy
import gzip
import json
import socket
import struct
import sys
import threading
import time
import uuid
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STATE = {
    "flight_prices": ["312.40"],      # amounts as text or numbers, for the whole party
    "hotel_prices": ["703.50"],       # stay totals of the cheapest hotel
    "routes": {},                     # {"MUC-LIS": [prices], "Lisbon": [prices]}
    "flights": None,                  # exact "flights" members instead of invented ones
    "hotels": None,                   # exact "results" members
    "rooms": None,                    # {"123": [rooms]}
    "currency": "USD",
    "reply": "json",                  # json | sse
    "session": "required",            # required | none
    "structured": True,               # result.structuredContent, else result.content text
    "airlines": "string",             # type of preferredAirlines in tools/list: string | array | absent
    "renamed": False,                 # tools/list with depart_date and cabin instead
    "pages": 1,                       # pages of flights, 75 each
    "faults": [],
}

NAME = {"type": "string"}
NUMBER = {"type": "integer"}
TOOLS = {
    "sk_flights_search": ({"origin": NAME, "destination": NAME, "departureDate": NAME, "returnDate": NAME,
                           "adults": NUMBER, "maxStops": {"type": "string", "enum": ["none", "one", "many"]},
                           "sort": NAME, "limit": NUMBER, "offset": NUMBER,
                           "fareClass": {"type": "string",
                                         "enum": ["basic-economy", "economy", "premium", "business", "first"]},
                           "includeHiddenCity": {"type": "boolean"}, "excludedAirlines": NAME},
                          ["origin", "destination", "departureDate"]),
    "sk_hotels_search": ({"city": NAME, "checkin": NAME, "checkout": NAME, "numAdults": NUMBER, "numRooms": NUMBER,
                          "sort": NAME, "limit": NUMBER, "offset": NUMBER}, ["city", "checkin", "checkout"]),
    "sk_hotel_details": ({"hotelId": NUMBER, "checkin": NAME, "checkout": NAME, "numAdults": NUMBER,
                          "numRooms": NUMBER}, ["hotelId", "checkin", "checkout"]),
}


class Refused(Exception):
    """A request no client of ours may send; counted as a violation and answered with a status or an RPC error."""

    def __init__(self, text, status=None):
        super().__init__(text)
        self.status = status


class World:
    def __init__(self, initial):
        self.lock = threading.Lock()
        self.initial = initial
        self.reset()

    def reset(self):
        self.state = copy.deepcopy(self.initial)
        self.series_at = {}
        self.sessions = set()
        self.calls = {}
        self.requests = []
        self.hotel_totals = {}
        self.violations = []
        self.in_flight = 0
        self.max_in_flight = 0

    def next_price(self, key, default):
        series = self.state["routes"].get(key, self.state[default])
        name = key if key in self.state["routes"] else default
        at = self.series_at.get(name, 0)
        self.series_at[name] = at + 1
        return series[min(at, len(series) - 1)]

    def last_price(self, key, default):
        series = self.state["routes"].get(key, self.state[default])
        name = key if key in self.state["routes"] else default
        return series[min(max(self.series_at.get(name, 0) - 1, 0), len(series) - 1)]

    def take_fault(self, what):
        for fault in self.state["faults"]:
            if fault.get("tool", what) != what or fault.get("times", 1) <= 0:
                continue
            if fault.get("skip", 0) > 0:
                fault["skip"] -= 1
                continue
            fault["times"] = fault.get("times", 1) - 1
            return fault
        return None


def tool_list(state):
    tools = []
    for name, (properties, required) in TOOLS.items():
        properties = dict(properties)
        if name == "sk_flights_search":
            if state["airlines"] == "array":
                properties["preferredAirlines"] = {"type": "array", "items": NAME}
            elif state["airlines"] == "string":
                properties["preferredAirlines"] = NAME
            if state["renamed"]:
                properties["depart_date"] = properties.pop("departureDate")
                properties["cabin"] = properties.pop("fareClass")
        tools.append({"name": name, "description": name,
                      "inputSchema": {"type": "object", "properties": properties, "required": required}})
    return tools


def check_arguments(state, tool, arguments):
    schema = next((entry["inputSchema"] for entry in tool_list(state) if entry["name"] == tool), None)
    if schema is None:
        raise Refused(f"unknown tool {tool}")
    types = {"string": str, "integer": int, "boolean": bool, "array": list}
    for name, value in arguments.items():
        declared = schema["properties"].get(name)
        if declared is None:
            raise Refused(f"unknown parameter {name}")
        if not isinstance(value, types[declared["type"]]) or (declared["type"] == "integer" and value is True):
            raise Refused(f"parameter {name} is no {declared['type']}")
        if "enum" in declared and value not in declared["enum"]:
            raise Refused(f"parameter {name} is none of {declared['enum']}")
    for name in schema["required"]:
        if name not in arguments:
            raise Refused(f"missing parameter {name}")
    if tool == "sk_flights_search" and arguments.get("includeHiddenCity") is not False:
        raise Refused("includeHiddenCity must be false")
    if arguments.get("limit", 1) > 75:
        raise Refused("limit is at most 75")


def dearer(price, percent):
    if not isinstance(price, (int, float)):
        try:
            price = float(price)
        except ValueError:
            return price
    return round(price * (100 + percent) / 100, 2)


def flight(arguments, price, currency, number, trip, hours=3):
    return {"id": f"{arguments['origin']}-{arguments['destination']}-{arguments['departureDate']}-trip={trip}",
            "price": {"amount": price, "currency": currency},
            "departure": {"airport": arguments["origin"], "dateTime": f"{arguments['departureDate']}T11:45:00+01:00"},
            "arrival": {"airport": arguments["destination"],
                        "dateTime": f"{arguments['departureDate']}T{11 + hours}:45:00+01:00"},
            "duration": f"{hours}h 15m", "layovers": trip.split(",")[0].count("-"), "airlines": "TAP",
            "deepLink": f"https://skiplagged.com/flights/{arguments['origin']}/{number}?session_token=abc&adults=1"}


def search_flights(world, arguments, currency):
    state = world.state
    offset = arguments.get("offset", 0)
    limit = arguments.get("limit", 75)
    if state["flights"] is not None:
        found = state["flights"]
    else:
        route = f"{arguments['origin']}-{arguments['destination']}"
        pick = world.next_price if offset == 0 else world.last_price
        price = pick(route, "flight_prices")
        back = arguments.get("returnDate") is not None
        trips = ["TP551", "LH1760-LH1162", "TP557"] if arguments.get("maxStops") != "none" else ["TP551", "TP557"]
        found = [flight(arguments, dearer(price, 7 * index) if index else price, currency, index,
                        trip + (",TP558" if back else "")) for index, trip in enumerate(trips)]
        while len(found) < 75 * (state["pages"] - 1) + 3:
            index = len(found)
            found.append(flight(arguments, dearer(price, 30 + index), currency, index,
                                f"UA{100 + index}" + (f",UA{500 + index}" if back else "")))
    page = found[offset:offset + limit]
    return {"flights": page, "pagination": {"totalAvailable": len(found), "offset": offset, "limit": limit,
                                            "hasMoreResults": offset + limit < len(found)}}


def nights(arguments):
    return max(1, (date.fromisoformat(arguments["checkout"]) - date.fromisoformat(arguments["checkin"])).days)


def search_hotels(world, arguments, currency):
    if world.state["hotels"] is not None:
        results = world.state["hotels"]
    else:
        city = arguments["city"].split(",")[0]
        price = world.next_price(city, "hotel_prices")
        results = []
        for index in range(12):
            total = dearer(price, 10 * index) if index else price
            nightly = total
            try:
                nightly = round(float(total) / nights(arguments) / arguments.get("numRooms", 1), 2)
            except ValueError:
                pass
            results.append({"id": f"hotel_{100 + index}", "name": f"Hotel {chr(65 + index)}",
                            "price": {"amount": nightly, "currency": currency},
                            "rating": {"stars": 2 + index % 4, "score": 8.1}, "location": {"city": city},
                            "amenities": ["Pool", "Wifi"], "deepLink": "https://skiplagged.com/hotels/x"})
            world.hotel_totals[100 + index] = total
    return {"results": results, "pagination": {"totalAvailable": len(results), "hasMoreResults": False}}


def hotel_details(world, arguments):
    if world.state["rooms"] is not None:
        rooms = world.state["rooms"].get(str(arguments["hotelId"]), [])
    else:
        total = world.hotel_totals.get(arguments["hotelId"], 1000)
        rooms = [{"title": title, "occupancyLimit": 2, "pricePerNightInDollars": 100,
                  "totalPriceInDollars": dearer(total, more) if more else total, "taxesAndFeesInDollars": 20,
                  "bedTypes": ["Double"], "bookingLink": "https://skiplagged.com/book/1"}
                 for title, more in (("Standard double", 0), ("Deluxe sea view", 25))]
    return {"hotelId": arguments["hotelId"], "rooms": rooms}


EMPTY = {"sk_flights_search": {"flights": [], "pagination": {"totalAvailable": 0, "hasMoreResults": False}},
         "sk_hotels_search": {"results": [], "pagination": {"totalAvailable": 0, "hasMoreResults": False}},
         "sk_hotel_details": {"rooms": []}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    world = None

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, BrokenPipeError):
            pass  # clients under test give up early on purpose

    # control

    def do_GET(self):
        if self.path != "/_control":
            return self.plain(405, b"")
        world = self.world
        with world.lock:
            report = {"calls": world.calls, "requests": world.requests, "violations": world.violations,
                      "max_in_flight": world.max_in_flight, "sessions": len(world.sessions)}
        self.plain(200, json.dumps(report).encode())

    def control(self, body):
        with self.world.lock:
            if self.path == "/_control/reset":
                self.world.reset()
            else:
                changes = json.loads(body)
                unknown = set(changes) - set(STATE) - {"forget_sessions"}
                if unknown:
                    return self.plain(400, f"unknown members {sorted(unknown)}".encode())
                if changes.pop("forget_sessions", False):
                    self.world.sessions.clear()
                for name in ("flight_prices", "hotel_prices"):
                    if name in changes:
                        self.world.series_at.pop(name, None)
                for route in changes.get("routes", {}):
                    self.world.series_at.pop(route, None)
                self.world.state.update(changes)
        return self.plain(200, b"{}")

    # the service

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path.startswith("/_control"):
            return self.control(body)
        with self.world.lock:
            self.world.in_flight += 1
            self.world.max_in_flight = max(self.world.max_in_flight, self.world.in_flight)
        try:
            self.serve(body)
        finally:
            with self.world.lock:
                self.world.in_flight -= 1

    def serve(self, body):
        world = self.world
        try:
            self.check_headers()
            message = json.loads(body)
            method = message.get("method", "")
            tool = message.get("params", {}).get("name") if method == "tools/call" else None
            what = tool or method
            with world.lock:
                world.calls[what] = world.calls.get(what, 0) + 1
                world.requests.append({"what": what, "arguments": message.get("params", {}).get("arguments"),
                                       "session": self.headers.get("Mcp-Session-Id"),
                                       "agent": self.headers.get("User-Agent")})
                fault = world.take_fault(what)
            if fault and self.break_before(fault):
                return
            self.answer(message, method, tool, fault)
        except Refused as refused:
            with world.lock:
                world.violations.append(str(refused))
            if refused.status:
                self.plain(refused.status, str(refused).encode())
            else:
                self.rpc({"error": {"code": -32602, "message": str(refused)}}, message.get("id"))

    def check_headers(self):
        if self.path != "/mcp":
            raise Refused(f"no such path {self.path}", 404)
        if self.headers.get("Content-Type") != "application/json":
            raise Refused("Content-Type must be application/json", 415)
        accept = self.headers.get("Accept", "")
        if "application/json" not in accept or "text/event-stream" not in accept:
            raise Refused("Accept must name application/json and text/event-stream", 406)
        if not self.headers.get("User-Agent", "").startswith("Portier"):
            raise Refused("User-Agent must be Portier/<version>", 400)
        if "gzip" not in self.headers.get("Accept-Encoding", ""):
            raise Refused("Accept-Encoding must name gzip", 400)

    def answer(self, message, method, tool, fault):
        world = self.world
        if method == "initialize":
            return self.initialise(message)
        if world.state["session"] == "required" and self.headers.get("Mcp-Session-Id") not in world.sessions:
            return self.plain(400, b"Bad Request: no valid session")
        if method == "notifications/initialized":
            return self.plain(202, b"")
        if method == "tools/list":
            return self.rpc({"result": {"tools": tool_list(world.state)}}, message["id"])
        if method != "tools/call":
            raise Refused(f"unknown method {method}")
        arguments = message["params"].get("arguments", {})
        check_arguments(world.state, tool, arguments)
        kind = fault["kind"] if fault else None
        with world.lock:
            currency = fault["currency"] if kind == "currency" else world.state["currency"]
            if kind == "empty":
                content = EMPTY[tool]
            elif tool == "sk_flights_search":
                content = search_flights(world, arguments, currency)
            elif tool == "sk_hotels_search":
                content = search_hotels(world, arguments, currency)
            else:
                content = hotel_details(world, arguments)
        result = {"content": [{"type": "text", "text": json.dumps(content)}]}
        if world.state["structured"]:
            result = {"structuredContent": content, "content": [{"type": "text", "text": "see structuredContent"}]}
        self.rpc({"result": result}, message["id"], fault)

    def initialise(self, message):
        params = message.get("params", {})
        if params.get("protocolVersion") not in ("2024-11-05", "2025-06-18") or "clientInfo" not in params \
                or params.get("capabilities") != {}:
            raise Refused("initialize needs protocolVersion, capabilities {} and clientInfo")
        extra = {}
        if self.world.state["session"] == "required":
            session = str(uuid.uuid4())
            with self.world.lock:
                self.world.sessions.add(session)
            extra = {"Mcp-Session-Id": session}
        self.rpc({"result": {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {}},
                             "serverInfo": {"name": "skiplagged-emulator", "version": "1"}}}, message["id"], None, extra)

    # faults

    def break_before(self, fault):
        """Faults that replace the whole reply; true when nothing is left to do."""
        kind = fault["kind"]
        if kind == "status":
            extra = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
            self.plain(fault["status"], fault.get("body", "nope").encode(), "text/plain", extra)
        elif kind == "session_expired":
            with self.world.lock:
                self.world.sessions.clear()
            self.plain(fault.get("status", 400), b"session expired")
        elif kind in ("rate_limit_text", "quota", "tool_error"):
            text = {"rate_limit_text": "Request failed with status code 429",
                    "quota": "Monthly quota exceeded"}.get(kind, fault.get("text", "Invalid airport code"))
            self.rpc({"result": {"isError": True, "content": [{"type": "text", "text": text}]}}, 1)
        elif kind == "rpc_error":
            self.rpc({"error": {"code": -32000, "message": fault.get("text", "something failed")}}, 1)
        elif kind == "no_result":
            self.rpc({}, 1)
        elif kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
        elif kind == "hang":
            time.sleep(fault.get("ms", 1000) / 1000)
            return False
        elif kind == "wrong_type":
            self.plain(200, b"<html><body>Just a moment...</body></html>", "text/html")
        elif kind == "redirect":
            self.plain(302, b"", "text/plain", {"Location": "/_control"})
        elif kind == "huge":
            self.plain(200, b'{"x":"' + b"x" * (9 << 20) + b'"}', compress=False)
        elif kind == "deep":
            self.plain(200, b"[" * 100000)
        else:
            return False
        return True

    # replies

    def rpc(self, members, message_id, fault=None, extra=None):
        text = json.dumps({"jsonrpc": "2.0", "id": message_id, **members})
        if self.world.state["reply"] == "sse":
            body = (': ping\n\nevent: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\n\n'
                    f"event: message\ndata: {text}\n\ndata: not json\n\n").encode()
            content_type = "text/event-stream"
        else:
            body, content_type = text.encode(), "application/json"
        kind = fault["kind"] if fault else None
        if kind == "truncate":
            return self.plain(200, body[:len(body) // 2], content_type)
        if kind == "slow":
            return self.trickle(body, content_type, fault.get("ms", 1000))
        return self.plain(200, body, content_type, extra)

    def trickle(self, body, content_type, milliseconds):
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        steps = 10
        for step in range(steps):
            self.wfile.write(body[len(body) * step // steps:len(body) * (step + 1) // steps])
            self.wfile.flush()
            time.sleep(milliseconds / 1000 / steps)

    def plain(self, status, body, content_type="application/json", extra=None, compress=True):
        compress = compress and body and "gzip" in self.headers.get("Accept-Encoding", "")
        if compress:
            body = gzip.compress(body, 1)
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if compress:
            self.send_header("Content-Encoding", "gzip")
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--flight-prices", default=None)
    parser.add_argument("--hotel-prices", default=None)
    parser.add_argument("--exit-with-stdin", action="store_true", help="end when standard input closes")
    arguments = parser.parse_args()
    initial = copy.deepcopy(STATE)
    for name in ("flight_prices", "hotel_prices"):
        if getattr(arguments, name):
            initial[name] = getattr(arguments, name).split(",")
    Handler.world = World(initial)
    server = Server(("127.0.0.1", arguments.port), Handler)
    print(f"listening on 127.0.0.1:{server.server_address[1]}", flush=True)
    if arguments.exit_with_stdin:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
    else:
        server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
