// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 600
    height: 300

    PButton { id: button; text: "Approve"; keys: "A"; offReason: "Not while offline" }
    PButton { id: iconOnly; y: 50; iconName: "x"; explains: "Forget" }
    Segment {
        id: segment

        y: 100
        accessibleName: "Kind"
        choices: [{value: "a", text: "First"}, {value: "b", text: "Second"}]
        value: "a"
    }
    Toggle { id: toggle; y: 150; text: "Dark" }
    Check { id: check; y: 190; text: "Mail" }
    PButton {
        id: opener

        y: 230
        iconName: "ellipsis"
        explains: "More"
        onClicked: menu.open()

        PMenu { id: menu; PMenuItem { text: "Export" } }
    }

    SignalSpy { id: clicked; target: button; signalName: "clicked" }
    SignalSpy { id: chosen; target: segment; signalName: "chosen" }

    TestCase {
        name: "Buttons"
        when: windowShown

        function init(): void {
            clicked.clear()
            chosen.clear()
            button.enabled = true
            button.busy = false
        }
        function test_keyboardPresses_data(): var {
            return [{tag: "space", key: Qt.Key_Space}]
        }
        function test_keyboardPresses(data: var): void {
            button.forceActiveFocus()
            keyClick(data.key)
            compare(clicked.count, 1)
        }
        function test_disabledSaysWhyAndDoesNothing(): void {
            button.enabled = false
            mouseClick(button)
            compare(clicked.count, 0)
            compare(button.Accessible.description, "Not while offline")
        }
        function test_busyKeepsItsWidth(): void {
            const before = button.width
            button.busy = true
            compare(button.width, before)
            compare(button.text, "Approve")
        }
        function test_iconButtonIsNamedByWhatItDoes(): void {
            compare(iconOnly.Accessible.name, "Forget")
            verify(iconOnly.width >= 24 && iconOnly.height >= 24)
        }
        function test_segmentTellsTheChoiceAndLeavesItToItsOwner(): void {
            const second = findSecond()
            mouseClick(second)
            compare(chosen.count, 1)
            compare(chosen.signalArguments[0][0], "b")
            compare(segment.value, "a")
        }
        function test_openedMenuIsNamedAfterItsButton(): void {
            mouseClick(opener)
            tryVerify(() => menu.opened)
            compare(menu.contentItem.Accessible.name, "More")
            menu.close()
        }
        function findSecond(): Item {
            const row = segment.children[0]
            return row.children[1]
        }
        function test_switchAndBoxToggleByKey(): void {
            toggle.forceActiveFocus()
            keyClick(Qt.Key_Space)
            verify(toggle.checked)
            check.forceActiveFocus()
            keyClick(Qt.Key_Space)
            verify(check.checked)
        }
    }
}
