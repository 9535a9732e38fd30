// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 800
    height: 600

    PDialog {
        id: dialog

        title: "Deny: Oskar, 1–5 Aug"
        verb: "Deny request"
        verbEnabled: why.text !== ""
        onAboutToShow: why.input.forceActiveFocus()

        Field { id: why; label: "Why?" }
    }
    SignalSpy { id: confirmed; target: dialog; signalName: "confirmed" }

    TestCase {
        name: "Dialog"
        when: windowShown

        function init(): void {
            confirmed.clear()
            why.text = ""
            dialog.open()
            tryCompare(dialog, "opened", true)
        }
        function cleanup(): void {
            dialog.close()
            tryCompare(dialog, "opened", false)
        }
        function test_focusIsInTheFirstField(): void {
            tryCompare(why.input, "activeFocus", true)
        }
        function test_ctrlReturnNeedsAnEnabledVerb(): void {
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            compare(confirmed.count, 0)
            why.text = "no"
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(confirmed, "count", 1)
        }
        function test_escapeClosesAndKeepsTheText(): void {
            why.text = "half a thought"
            keyClick(Qt.Key_Escape)
            tryCompare(dialog, "opened", false)
            compare(why.text, "half a thought")
        }
    }
}
