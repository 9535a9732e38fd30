// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// An airport by code, city or name: arrows choose, Enter takes, Esc closes; the focus stays in the field (TRP-276).
Field {
    id: field

    property string code: ""
    property var hits: []
    property int current: 0

    signal chosen(string code, var airport)

    placeholder: qsTr("Code or city")
    onCodeChanged: if (text.toUpperCase() !== code) text = code
    onEdited: text => {
        chosen(text.trim().toUpperCase(), null)
        if (text.trim().length < 2) {
            popup.close()
            return
        }
        App.call("GET", "/api/v1/airports", {q: text.trim(), limit: 6}, reply => {
            if (!reply.ok || field.text !== text)
                return
            field.hits = reply.body.items
            field.current = 0
            if (field.hits.length > 0 && field.input.activeFocus)
                popup.open()
            else
                popup.close()
        })
    }

    function take(index: int): void {
        const airport = hits[index]
        if (!airport)
            return
        popup.close()
        text = airport.code
        chosen(airport.code, airport)
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

        background: Rectangle {
            color: Theme.raised
            border.color: Theme.edge
            radius: 10
        }
        contentItem: ListView {
            id: list

            model: field.hits
            interactive: false
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Airports")
            delegate: T.AbstractButton {
                id: hit

                required property var modelData
                required property int index

                width: ListView.view.width
                implicitHeight: Theme.fieldHeight
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.ListItem
                Accessible.name: modelData.code + ", " + modelData.city + ", " + modelData.name
                onClicked: field.take(index)
                background: Rectangle {
                    radius: 8
                    color: hit.index === field.current ? Theme.selected : hit.hovered ? Theme.hover : "transparent"
                }
                contentItem: RowLayout {
                    spacing: 10

                    Txt { Layout.leftMargin: 10; text: hit.modelData.code; weight: Font.DemiBold }
                    Txt { Layout.fillWidth: true; text: hit.modelData.city + (hit.modelData.kind === "metro" ? "" : " · " + hit.modelData.name); mayElide: true }
                    Txt { Layout.rightMargin: 10; text: hit.modelData.country_code; color: Theme.ink2 }
                }
            }
        }
    }
}
