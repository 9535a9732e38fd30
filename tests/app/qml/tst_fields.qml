// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 600
    height: 300

    Field { id: field; width: 300; label: "Name"; hint: "At most 40" }
    DateField { id: day; y: 90; width: 300; label: "Day"; value: "2027-03-01"; onPicked: value => day.value = value }
    ChoiceField {
        id: choice

        y: 180
        width: 300
        label: "Currency"
        choices: [{value: "EUR", text: "Euro"}, {value: "CHF", text: "Franken"}]
        value: "EUR"
        onChosen: picked => value = picked
    }
    Field { id: sought; y: 240; width: 200; iconName: "search"; placeholder: "Search" }
    Icon { id: icon; name: "search"; size: 16 }
    Check { id: check; text: "Mail"; checked: true }
    SignalSpy { id: edited; target: field; signalName: "edited" }

    TestCase {
        name: "Fields"
        when: windowShown

        function init(): void { edited.clear() }

        function test_typedTextIsTold(): void {
            field.input.forceActiveFocus()
            keyClick(Qt.Key_A)
            compare(edited.count, 1)
            compare(field.text, "a")
        }
        // Icons grow with the text beside them, and what is beside them makes room.
        function test_iconsGrowWithTheText_data(): var { return [{tag: "small", scale: 1}, {tag: "large", scale: 2}] }
        function test_iconsGrowWithTheText(data: var): void {
            App.settings.textScale = data.scale
            const side = 16 * data.scale
            compare([icon.width, icon.height, icon.sourceSize.width], [side, side, side * Screen.devicePixelRatio])
            compare(sought.input.leftPadding, 12 + side + 8)
            verify(choice.box.indicator.x >= choice.box.width - choice.box.contentItem.rightPadding)
            const tick = Array.from(check.indicator.children).find(each => each instanceof Icon)
            verify(tick.width < check.indicator.width && check.indicator.height <= check.height)
            verify(check.contentItem.leftPadding > check.indicator.width)
            App.settings.textScale = 1
        }
        function test_errorTakesThePlaceOfTheHint(): void {
            compare(field.input.Accessible.description, "At most 40")
            field.error = "Too long"
            compare(field.input.Accessible.description, "Too long")
            field.error = ""
        }
        function test_choiceSaysWhatIsWrong(): void {
            const note = choice.children[2]
            verify(!note.visible)
            choice.error = "Not this one"
            compare(choice.box.Accessible.description, "Not this one")
            compare([note.visible, note.error, choice.box.background.border.width], [true, "Not this one", 2])
            choice.error = ""
        }
        function test_choiceThatTakesNothingLooksSo(): void {
            const ground = choice.box.background.color.toString(), ink = choice.box.contentItem.color.toString()
            choice.enabled = false
            verify(choice.box.background.color.toString() !== ground)
            verify(choice.box.contentItem.color.toString() !== ink)
            choice.enabled = true
        }
        function test_fieldIsNamedByItsLabel(): void {
            compare(field.input.Accessible.name, "Name")
        }
        function test_dayIsReadAsItIsWritten_data(): var {
            return [
                {tag: "iso", typed: "2027-11-12", iso: "2027-11-12"},
                {tag: "german", typed: "12.11.2027", iso: "2027-11-12"},
                {tag: "short", typed: "1.2.2027", iso: "2027-02-01"},
                {tag: "slashes", typed: "12/11/2027", iso: "2027-11-12"},
                {tag: "no such day", typed: "31.02.2027", iso: ""},
                {tag: "words", typed: "soon", iso: ""},
                {tag: "two-digit year", typed: "1.2.27", iso: ""}
            ]
        }
        function test_dayIsReadAsItIsWritten(data: var): void {
            compare(day.iso(data.typed), data.iso)
        }
        function test_arrowsMoveTheDay(): void {
            day.value = "2027-02-28"
            day.input.forceActiveFocus()
            keyClick(Qt.Key_Up)
            compare(day.value, "2027-03-01")
            keyClick(Qt.Key_Down)
            keyClick(Qt.Key_Down)
            compare(day.value, "2027-02-27")
        }
        function test_choiceMovesByArrowKeys(): void {
            choice.children[1].forceActiveFocus()
            keyClick(Qt.Key_Down)
            compare(choice.value, "CHF")
        }
    }
}
