// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// One of several words: [{value, text}]. Label above, hint or error below, as at a field to type in.
ColumnLayout {
    id: field

    property string label: ""
    property string hint: ""
    property string error: "" ///< what the server says
    property string wrong: "" ///< known here: a dialog sends nothing before it is mended
    readonly property string problem: wrong !== "" ? wrong : error
    property string accessibleName: label
    property alias box: box
    required property var choices
    property var value

    signal chosen(var value)

    function enter(): void { box.forceActiveFocus(Qt.TabFocusReason) }

    spacing: 4

    Txt {
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
        Layout.fillWidth: true
        Layout.minimumWidth: Math.min(Math.ceil(implicitWidth), 120) // else it wraps letter by letter before its column has a width
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
        Accessible.name: field.accessibleName
        Accessible.description: field.problem !== "" ? field.problem : field.hint
        onActivated: field.chosen(currentValue)

        background: FieldFrame { target: box; wrong: field.problem !== "" }
        contentItem: Txt {
            leftPadding: 12
            rightPadding: box.indicator.width + 16
            text: box.displayText
            verticalAlignment: Text.AlignVCenter
            mayElide: true
            color: box.enabled ? Theme.ink : Theme.ink3
        }
        indicator: Icon {
            x: box.width - width - 10
            y: (box.height - height) / 2
            name: "chevron-down"
            size: 16
            color: box.enabled ? Theme.ink2 : Theme.ink3
        }
        delegate: T.ItemDelegate {
            id: choice

            required property var modelData
            required property int index

            width: ListView.view.width
            implicitHeight: Math.max(Theme.controlHeight, implicitContentHeight + 12)
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.text
            background: Rectangle { radius: 8; color: box.highlightedIndex === choice.index ? Theme.selected : "transparent" }
            contentItem: Txt { leftPadding: 10; text: choice.modelData.text; verticalAlignment: Text.AlignVCenter }
        }
        popup: T.Popup {
            y: box.height + 4
            width: box.width
            margins: 8 // stays in the window
            height: Math.min(contentItem.implicitHeight + 12, 320)
            padding: 6
            background: Raised {}
            contentItem: ListView {
                clip: true
                implicitHeight: contentHeight
                model: box.popup.visible ? box.delegateModel : null
                currentIndex: box.highlightedIndex
                Accessible.role: Accessible.List
                Accessible.name: field.accessibleName
            }
        }
    }
    FieldNote { Layout.fillWidth: true; hint: field.hint; error: field.problem }
}
