#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
import unittest

from check_coawait import findings


def lines(text):
    return [line for line, _ in findings(text)]


class CoAwait(unittest.TestCase):
    def test_finds_closures_with_captures(self):
        self.assertEqual(lines("x = co_await db.write([id](T &tx) { return f(tx); });"), [1])
        self.assertEqual(lines("\nco_await db.write(\n  [a = b.c(), d](T &tx) -> R { return 1; });"), [2])
        self.assertEqual(lines("co_await db.read([this] { return 1; });"), [1])

    def test_finds_braced_arguments(self):
        self.assertEqual(lines("co_return co_await handler({a, b});"), [1])
        self.assertEqual(lines("co_await f(a, {b, c});"), [1])

    def test_finds_returned_members(self):
        self.assertEqual(lines("co_return m_value;"), [1])
        self.assertEqual(lines("co_return self->state.outcome;"), [1])
        self.assertEqual(lines("co_return local; co_return m_map.value(1); co_return d->f();"), [])

    def test_lets_the_rest_pass(self):
        self.assertEqual(lines("co_await db.write([](T &tx) { return tx.exec(u, {a, b}); });"), [])
        self.assertEqual(lines("const auto body = [id](T &tx) { return f(tx, {id}); };\nco_await db.write(body);"), [])
        self.assertEqual(lines("co_await f(list[i], g(x[0]));"), [])
        self.assertEqual(lines("co_await f(a, {});"), [])
        self.assertEqual(lines("// co_await db.write([id]{});"), [])
        self.assertEqual(lines("PORTIER_CO_TRY(co_await f()); auto l = [x](int) {};"), [])


if __name__ == "__main__":
    unittest.main()
