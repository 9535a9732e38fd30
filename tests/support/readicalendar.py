#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an iCalendar file from standard input with Debian's python3-icalendar and prints its events as JSON."""
import json
import sys

import icalendar


def event_of(event):
    start, end = event["DTSTART"], event["DTEND"]
    return {
        "uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]), "start": start.dt.isoformat(), "end": end.dt.isoformat(),
        "all_day": start.params.get("VALUE") == end.params.get("VALUE") == "DATE", "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]), "description": str(event.get("DESCRIPTION", "")),
        "location": str(event.get("LOCATION", ""))}


print(json.dumps([event_of(event) for event in icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk("VEVENT")]))
