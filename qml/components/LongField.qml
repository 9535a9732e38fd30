// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// Some lines to type in, counted: label above, hint or error below. Tab leaves the field.
ColumnLayout {
    id: field

    property string label: ""
    property string hint: ""
    property string error: "" ///< what the server says
    property int most: 500 ///< characters; more may be typed and are told
    property int lines: 3
    property string value: "" ///< what is typed goes out by edited(), what somebody sets comes in here
    property alias input: input
    readonly property alias text: input.text

    readonly property int count: Array.from(text.trim()).length ///< as the server counts
    /// Known here: a dialog sends nothing before it is mended.
    property string missing: ""
    readonly property string wrong: count > most ? qsTr("At most %1 characters (%2/%1).").arg(most).arg(count) : missing
    readonly property string problem: wrong !== "" ? wrong : error

    signal edited(string text)

    function enter(): void { input.forceActiveFocus(Qt.TabFocusReason) }

    onValueChanged: if (input.text !== value) {
        input.told = value
        input.text = value
    }
    Component.onCompleted: input.text = input.told = value

    spacing: 4

    Txt {
        Layout.fillWidth: true
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
    }
    T.TextArea {
        id: input

        property string told: "" ///< what the outside knows

        Layout.fillWidth: true
        Layout.minimumHeight: field.lines * Math.ceil(metrics.lineSpacing) + topPadding + bottomPadding
        implicitHeight: contentHeight + topPadding + bottomPadding
        leftPadding: 12
        rightPadding: 12
        topPadding: 9
        bottomPadding: 9
        font.family: Theme.family
        font.pixelSize: Theme.body
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        color: enabled ? Theme.ink : Theme.ink3
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        activeFocusOnTab: true

        Accessible.role: Accessible.EditableText
        Accessible.name: field.label
        Accessible.description: [field.problem !== "" ? field.problem : field.hint, note.counter].filter(part => part !== "").join(" ")
        Accessible.multiLine: true

        onTextChanged: if (text !== told) {
            told = text
            field.edited(text)
        }
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

        background: FieldFrame { target: input; wrong: field.problem !== "" }

        FontMetrics { id: metrics; font: input.font }
    }
    FieldNote {
        id: note

        Layout.fillWidth: true
        hint: field.hint
        error: field.problem
        counter: qsTr("%1/%2").arg(field.count).arg(field.most)
    }
}
