// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A line to type in: label above, hint or error below.
ColumnLayout {
    id: field

    property string label: ""
    property string hint: ""
    property string error: "" ///< what the server says
    property string wrong: "" ///< known here: a dialog sends nothing before it is mended
    readonly property string problem: wrong !== "" ? wrong : error
    property string iconName: ""
    property string placeholder: ""
    property alias text: input.text
    property alias input: input
    property alias echoMode: input.echoMode
    property alias inputMethodHints: input.inputMethodHints
    property alias maximumLength: input.maximumLength
    property alias readOnly: input.readOnly
    property int inputHeight: Theme.fieldHeight
    property string accessibleName: label !== "" ? label : placeholder

    signal edited(string text)
    signal accepted()

    function enter(): void { input.forceActiveFocus(Qt.TabFocusReason) }

    spacing: 4

    Txt {
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
        Layout.fillWidth: true
        Layout.minimumWidth: Math.min(Math.ceil(implicitWidth), 120) // else it wraps letter by letter before its column has a width
    }
    T.TextField {
        id: input

        Layout.fillWidth: true
        implicitHeight: field.inputHeight
        leftPadding: field.iconName !== "" ? mark.x + mark.width + 8 : 12
        rightPadding: 12
        verticalAlignment: TextInput.AlignVCenter
        font.family: Theme.family
        font.pixelSize: Theme.body
        color: enabled ? Theme.ink : Theme.ink3
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        placeholderTextColor: Theme.ink2
        selectByMouse: true

        Accessible.role: Accessible.EditableText
        Accessible.name: field.accessibleName
        Accessible.description: field.problem !== "" ? field.problem : field.hint

        onTextEdited: field.edited(text)
        onAccepted: field.accepted()

        background: FieldFrame { target: input; wrong: field.problem !== ""; readOnly: input.readOnly }
        Icon {
            id: mark

            visible: field.iconName !== ""
            x: 12
            anchors.verticalCenter: parent.verticalCenter
            name: field.iconName
            size: 16
        }
        Txt {
            visible: input.text === "" && input.preeditText === ""
            x: input.leftPadding
            width: input.width - x - 8
            anchors.verticalCenter: parent.verticalCenter
            text: field.placeholder
            color: Theme.ink2
            mayElide: true
        }
    }
    FieldNote { Layout.fillWidth: true; hint: field.hint; error: field.problem }
}
