// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
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
    PDialog {
        id: many

        title: "Many fields"
        verb: "Save"

        Repeater {
            id: fields

            model: 20

            Field { required property int index; Layout.fillWidth: true; label: "Field " + index; wrong: many.tried && index === 15 && text === "" ? "Needed" : "" }
        }
        ChoiceField { id: choice; Layout.fillWidth: true; label: "Choice"; choices: [{value: 1, text: "One"}]; value: 1 }
    }
    SignalSpy { id: saved; target: many; signalName: "confirmed" }

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
        /// The Flickable around what has the focus.
        function view(): var {
            let item = many.contentItem.Window.window.activeFocusItem
            while (item && item.contentY === undefined)
                item = item.parent
            return item
        }
        function openLong(): void {
            dialog.close()
            many.open()
            tryCompare(many, "opened", true)
        }
        function test_theRingOfAFieldIsWhole(): void {
            openLong()
            tryCompare(fields.itemAt(0).input, "activeFocus", true)
            const input = fields.itemAt(0).input, at = input.mapToItem(view(), 0, 0)
            verify(at.x >= 6 && at.y >= 6, at) // 2 px of ring, 2 px of gap, and some room
            verify(at.x + input.width + 6 <= view().width)
            many.close()
        }
        function test_theFocusIsInView(): void {
            openLong()
            tryCompare(fields.itemAt(0).input, "activeFocus", true)
            for (let step = 1; step < 20; ++step) {
                keyClick(Qt.Key_Tab)
                const input = fields.itemAt(step).input, at = input.mapToItem(view(), 0, 0)
                verify(input.activeFocus)
                verify(at.y >= 0 && at.y + input.height <= view().height, "field " + step + " at " + at.y)
            }
            keyClick(Qt.Key_Tab)
            verify(choice.box.activeFocus)
            many.close()
        }
        function test_theVerbLeadsToWhatIsWrong(): void {
            openLong()
            many.send()
            compare(saved.count, 0)
            const needed = fields.itemAt(15)
            verify(needed.input.activeFocus)
            compare(needed.problem, "Needed")
            needed.text = "there"
            many.send()
            compare(saved.count, 1)
            many.close()
        }
        function test_aNarrowWindowIsFilled(): void {
            openLong()
            const overlay = many.parent, width = overlay.width
            compare(many.whole, false)
            overlay.width = 700
            compare([many.whole, many.width, many.height, many.x, many.y], [true, 700, overlay.height, 0, 0])
            overlay.width = width
            compare(many.width, 520)
            many.close()
        }
    }
}
