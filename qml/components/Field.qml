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
    property string error: ""
    property string iconName: ""
    property string placeholder: ""
    property alias text: input.text
    property alias input: input
    property alias echoMode: input.echoMode
    property alias inputMethodHints: input.inputMethodHints
    property alias maximumLength: input.maximumLength
    property string accessibleName: label !== "" ? label : placeholder

    signal edited(string text)
    signal accepted()

    spacing: 4

    Txt {
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
        Layout.fillWidth: true
    }
    T.TextField {
        id: input

        Layout.fillWidth: true
        implicitHeight: Theme.fieldHeight
        leftPadding: field.iconName !== "" ? 36 : 12
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
        Accessible.description: field.error !== "" ? field.error : field.hint

        onTextEdited: field.edited(text)
        onAccepted: field.accepted()

        background: Rectangle {
            radius: 8
            color: input.enabled ? Theme.surface : Theme.sunken
            border.width: field.error !== "" ? 2 : Theme.border
            border.color: field.error !== "" ? Theme.badEdge : Theme.edge

            FocusRing { target: input }
        }
        Icon {
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
    RowLayout {
        visible: field.error !== "" || field.hint !== ""
        spacing: 6
        Layout.fillWidth: true

        Icon {
            visible: field.error !== ""
            name: "circle-alert"
            size: 16
            color: Theme.bad
        }
        Txt {
            Layout.fillWidth: true
            text: field.error !== "" ? field.error : field.hint
            px: Theme.label
            color: field.error !== "" ? Theme.bad : Theme.ink2
        }
    }
}
