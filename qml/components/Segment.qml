// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// Joined buttons of which one is chosen. Choices: [{value, text}].
Rectangle {
    id: segment

    required property var choices
    property var value
    property string accessibleName: ""
    property bool marked: false ///< something is wrong with the choice

    signal chosen(var value)

    implicitWidth: row.implicitWidth + 2 * border.width
    implicitHeight: Theme.controlHeight
    radius: 8
    color: enabled ? Theme.surface : Theme.sunken
    border.color: marked ? Theme.badEdge : Theme.edge
    border.width: marked ? 2 : Theme.border

    Accessible.role: Accessible.Grouping
    Accessible.name: accessibleName

    Row {
        id: row

        x: segment.border.width

        Repeater {
            model: segment.choices

            T.AbstractButton {
                id: choice

                required property var modelData
                required property int index

                checked: segment.value === modelData.value
                implicitWidth: Math.ceil(words.implicitWidth) + 28
                implicitHeight: segment.height
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData.text
                Accessible.checked: checked
                onClicked: segment.chosen(modelData.value)

                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        anchors.topMargin: segment.border.width
                        anchors.bottomMargin: segment.border.width
                        radius: 7
                        color: !choice.enabled ? Theme.sunken : choice.checked ? Theme.selected : choice.hovered ? Theme.hover : Theme.surface
                    }
                    Rectangle {
                        visible: choice.index > 0
                        y: segment.border.width
                        width: 1
                        height: parent.height - 2 * y
                        color: Theme.line
                    }
                    Rectangle {
                        visible: choice.checked
                        anchors.bottom: parent.bottom
                        anchors.bottomMargin: segment.border.width
                        x: 4
                        width: parent.width - 8
                        height: 2
                        color: choice.enabled ? Theme.accent : Theme.ink3
                    }
                    FocusRing { target: choice }
                }
                contentItem: Txt {
                    id: words

                    text: choice.modelData.text
                    weight: choice.checked ? Font.Medium : Font.Normal
                    color: choice.enabled ? Theme.ink : Theme.ink3
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
            }
        }
    }
}
