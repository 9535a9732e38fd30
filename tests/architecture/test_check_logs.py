#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
import unittest

from check_logs import documented, events, findings


def names(text):
    return [name for _, name in events(text)]


class Logs(unittest.TestCase):
    def test_reads_the_event_of_a_call(self):
        self.assertEqual(names('log::info("a"_L1, "b_c"_L1, {{u"code"_s, f(1, 2)}}, u"…");'), ["b_c"])
        self.assertEqual(names('log::warning(component,\n    "b"_L1);'), ["b"])
        self.assertEqual(names('log::write(f(a, b) ? x : y, component, c ? "b"_L1 : "d"_L1, {});'), ["b", "d"])
        self.assertEqual(list(events('\nlog::error("a, (b"_L1, "c"_L1);')), [(2, "c")])

    def test_follows_a_forwarded_event(self):
        text = 'void tell(QLatin1String event) { log::info("a"_L1, event); } f() { tell("b"_L1); tell("c"_L1); }'
        self.assertEqual(names(text), ["b", "c"])

    def test_does_not_overlook_what_it_cannot_read(self):
        self.assertEqual(names('log::info("a"_L1, name(), {});'), [None])

    def test_reads_the_first_column(self):
        self.assertEqual(documented("`x`\n| event | level |\n| `a`, `b` | info | `c` |\n"), {"a", "b"})

    def test_names_what_does_not_fit(self):
        page = "| `a` | info |\n| `b` | info |\n"
        found = list(findings([("f.cpp", 'log::info(c, "a"_L1); log::info(c, "d"_L1);')], page))
        self.assertEqual(found, ["f.cpp:1: docs/logs.md does not describe d", "docs/logs.md: nobody writes b"])


if __name__ == "__main__":
    unittest.main()
