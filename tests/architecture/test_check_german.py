#!/usr/bin/python3
# SPDX-FileCopyrightText: The Portier authors
# SPDX-License-Identifier: GPL-3.0-or-later
import unittest

from check_german import is_formal


class German(unittest.TestCase):
    def test_finds_the_formal_address(self):
        for text in ("Bitte prüfen Sie die Adresse.", "Wir haben Ihre Anfrage notiert.", "Das ist, wie Sie sehen, neu.",
                     "Notiert. Sie können sie ändern.", "Sie haben Post.", "{{name}} schreibt Ihnen.", "Hallo, Ihr Link ist da."):
            self.assertTrue(is_formal(text), text)

    def test_leaves_they_and_their_alone(self):
        for text in ("Notiert. Sie steht nirgends im Kalender.", "Ihr Text ist nicht mehr da.", "Sie gehören nur dir.",
                     "Prüf, ob sie stimmt.", "Du bekommst ihre Mails.", "{{#one}}Sie fehlt noch.{{/one}}"):
            self.assertFalse(is_formal(text), text)


if __name__ == "__main__":
    unittest.main()
