// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A line to type in that offers what may be meant: arrows choose, Enter takes, Esc closes; the focus stays in the field.
Field {
    id: field

    property string listName: "" ///< what is offered, for screen readers
    property var hits: []        ///< [{lead, text, trail, value}], all of them words but the value
    property int current: 0

    readonly property alias offering: popup.opened

    signal taken(var value)

    function offer(found: var): void {
        hits = found
        current = 0
        if (found.length > 0 && input.activeFocus)
            popup.open()
        else
            popup.close()
    }
    function take(index: int): void {
        const hit = hits[index]
        if (!hit)
            return
        popup.close()
        taken(hit.value)
    }

    Keys.onPressed: event => {
        if (!popup.opened)
            return
        if (event.key === Qt.Key_Down)
            current = Math.min(current + 1, hits.length - 1)
        else if (event.key === Qt.Key_Up)
            current = Math.max(current - 1, 0)
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Tab)
            take(current)
        else if (event.key === Qt.Key_Escape)
            popup.close()
        else
            return
        event.accepted = event.key !== Qt.Key_Tab
    }

    T.Popup {
        id: popup

        parent: field.input
        y: parent.height + 4
        width: Math.max(parent.width, 300)
        height: list.contentHeight + 12
        padding: 6
        focus: false
        closePolicy: T.Popup.CloseOnPressOutsideParent

        background: Raised {}
        contentItem: ListView {
            id: list

            model: field.hits
            interactive: false
            Accessible.role: Accessible.List
            Accessible.name: field.listName
            delegate: T.AbstractButton {
                id: hit

                required property var modelData
                required property int index

                width: ListView.view.width
                implicitHeight: Theme.fieldHeight
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.ListItem
                Accessible.name: [modelData.lead, modelData.text].filter(word => word).join(", ")
                onClicked: field.take(index)
                background: Rectangle {
                    radius: 8
                    color: hit.index === field.current ? Theme.selected : hit.hovered ? Theme.hover : "transparent"
                }
                contentItem: RowLayout {
                    spacing: 10

                    Txt { Layout.leftMargin: 10; visible: text !== ""; text: hit.modelData.lead ?? ""; weight: Font.DemiBold }
                    Txt { Layout.fillWidth: true; Layout.leftMargin: hit.modelData.lead ? 0 : 10; text: hit.modelData.text; mayElide: true }
                    Txt { Layout.rightMargin: 10; text: hit.modelData.trail ?? ""; color: Theme.ink2 }
                }
            }
        }
    }
}
