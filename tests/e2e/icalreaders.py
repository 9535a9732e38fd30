# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same iCalendar file through three programs that share no code: libical (most Linux calendars), ical.js
(Thunderbird) and python3-icalendar. Each reader gives a list of dictionaries with the same keys."""
import ctypes
import ctypes.util
import json
import subprocess

import harness


def with_ical_js(text):
    done = subprocess.run(["node", harness.ROOT / "tests/npm/feed.mjs"], input=text, capture_output=True, timeout=60, check=True)
    return json.loads(done.stdout)


def with_python(text):
    done = subprocess.run([harness.ROOT / "tests/support/readicalendar.py"], input=text, capture_output=True, timeout=60, check=True)
    return json.loads(done.stdout)


class IcalTime(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")]
    _fields_.append(("zone", ctypes.c_void_p))

    def iso(self):
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def with_libical(text):
    library = ctypes.CDLL(ctypes.util.find_library("ical"))
    pointer, string = ctypes.c_void_p, ctypes.c_char_p
    for name, result, arguments in (
            ("icalparser_parse_string", pointer, [string]), ("icalcomponent_string_to_kind", ctypes.c_int, [string]),
            ("icalcomponent_get_first_component", pointer, [pointer, ctypes.c_int]),
            ("icalcomponent_get_next_component", pointer, [pointer, ctypes.c_int]),
            ("icalcomponent_count_errors", ctypes.c_int, [pointer]), ("icalcomponent_free", None, [pointer]),
            ("icalcomponent_get_dtstart", IcalTime, [pointer]), ("icalcomponent_get_dtend", IcalTime, [pointer]),
            ("icalcomponent_get_sequence", ctypes.c_int, [pointer]), ("icalcomponent_get_status", ctypes.c_int, [pointer]),
            ("icalproperty_status_to_string", string, [ctypes.c_int]),
            *((f"icalcomponent_get_{name}", string, [pointer]) for name in ("uid", "summary", "description", "location"))):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    text_of = lambda value: value.decode() if value else ""
    calendar = library.icalparser_parse_string(text)
    assert calendar and library.icalcomponent_count_errors(calendar) == 0, "libical finds errors"
    kind, events = library.icalcomponent_string_to_kind(b"VEVENT"), []
    event = library.icalcomponent_get_first_component(calendar, kind)
    while event:
        start, end = library.icalcomponent_get_dtstart(event), library.icalcomponent_get_dtend(event)
        events.append({
            "uid": text_of(library.icalcomponent_get_uid(event)), "sequence": library.icalcomponent_get_sequence(event),
            "start": start.iso(), "end": end.iso(), "all_day": bool(start.is_date and end.is_date),
            "status": text_of(library.icalproperty_status_to_string(library.icalcomponent_get_status(event))),
            **{name: text_of(getattr(library, f"icalcomponent_get_{name}")(event))
               for name in ("summary", "description", "location")}})
        event = library.icalcomponent_get_next_component(calendar, kind)
    library.icalcomponent_free(calendar)
    return events


READERS = {"libical": with_libical, "ical.js": with_ical_js, "python3-icalendar": with_python}
