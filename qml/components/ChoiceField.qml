// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// One of several words: [{value, text}].
ColumnLayout {
    id: field

    property string label: ""
    required property var choices
    property var value

    signal chosen(var value)

    spacing: 4

    Txt {
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
    }
    T.ComboBox {
        id: box

        Layout.fillWidth: true
        implicitWidth: 160
        implicitHeight: Theme.fieldHeight
        model: field.choices
        textRole: "text"
        valueRole: "value"
        currentIndex: field.choices.findIndex(choice => choice.value === field.value)
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.ComboBox
        Accessible.name: field.label
        onActivated: field.chosen(currentValue)

        background: Rectangle {
            radius: 8
            color: Theme.surface
            border.color: Theme.edge

            FocusRing { target: box }
        }
        contentItem: Txt {
            leftPadding: 12
            rightPadding: 32
            text: box.displayText
            verticalAlignment: Text.AlignVCenter
            mayElide: true
        }
        indicator: Icon {
            x: box.width - width - 10
            y: (box.height - height) / 2
            name: "chevron-down"
            size: 16
        }
        delegate: T.ItemDelegate {
            id: choice

            required property var modelData
            required property int index

            width: ListView.view.width
            implicitHeight: Theme.controlHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.text
            background: Rectangle { radius: 8; color: box.highlightedIndex === choice.index ? Theme.selected : "transparent" }
            contentItem: Txt { leftPadding: 10; text: choice.modelData.text; verticalAlignment: Text.AlignVCenter }
        }
        popup: T.Popup {
            y: box.height + 4
            width: box.width
            height: Math.min(contentItem.implicitHeight + 12, 320)
            padding: 6
            background: Rectangle { color: Theme.raised; border.color: Theme.edge; radius: 10 }
            contentItem: ListView {
                clip: true
                implicitHeight: contentHeight
                model: box.popup.visible ? box.delegateModel : null
                currentIndex: box.highlightedIndex
                Accessible.role: Accessible.List
                Accessible.name: field.label
            }
        }
    }
}
