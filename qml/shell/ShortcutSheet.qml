// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Areas

/// Every shortcut with what it does.
PDialog {
    id: sheet

    title: qsTr("Shortcuts")

    /// {head} or {keys: of those that do the same, text}
    readonly property var rows: {
        const rows = [
            {head: qsTr("Everywhere")},
            {keys: ["Ctrl+K", "Ctrl+Alt+I"], text: qsTr("Search or run a command")},
            {keys: ["F1", "Ctrl+?"], text: qsTr("Shortcuts")},
            {keys: ["Ctrl+,"], text: qsTr("Settings")},
            {keys: ["Alt+Left"], text: qsTr("Back")},
            {keys: ["F6", "Shift+F6"], text: qsTr("Next and previous pane")},
            {keys: ["U"], text: qsTr("Undo, while the message shows")},
            {keys: ["Ctrl+Q"], text: qsTr("Quit")},
            {head: qsTr("Lists")},
            {keys: ["J", "K"], text: qsTr("Next and previous row, as the arrows do")},
            {keys: ["Return"], text: qsTr("Open")},
            {keys: ["Menu", "F10"], text: qsTr("Menu of the row")},
            {keys: ["Esc"], text: qsTr("Back, close; keeps what was typed")},
            {head: qsTr("Forms")},
            {keys: ["Ctrl+Return"], text: qsTr("Send, save")},
            {keys: ["Up", "Down"], text: qsTr("In a day: one day later or earlier")},
            {head: qsTr("Calendar")},
            {keys: ["Shift+Right", "Shift+Left"], text: qsTr("Choose days")},
            {keys: ["PgUp", "PgDown"], text: qsTr("Month before, next month")},
            {head: qsTr("Price chart")},
            {keys: ["Left", "Right"], text: qsTr("Price before, next price")},
            {keys: ["T"], text: qsTr("As a table, as a chart")}
        ]
        let number = 0
        for (const area of Areas.shown) {
            ++number
            rows.push({head: area.title}, {keys: ["Ctrl+" + number], text: qsTr("Go to %1").arg(area.title)})
            for (let i = 0; i < area.commands.length; ++i) {
                if (area.commands[i].keys !== "")
                    rows.push({keys: [area.commands[i].keys], text: area.commands[i].text})
            }
        }
        return rows
    }

    Column { // a positioner: a layout that is hidden keeps rows that are gone (Qt 6.4)
        Layout.fillWidth: true
        spacing: 12

        Repeater {
            model: sheet.rows

            Item {
                id: row

                required property var modelData
                required property int index

                width: parent?.width ?? 0
                height: line.implicitHeight + (modelData.head && index > 0 ? 8 : 0)

                RowLayout {
                    id: line

                    anchors.bottom: parent.bottom
                    width: parent.width
                    spacing: 16

                    Txt {
                        Layout.fillWidth: true
                        text: row.modelData.head ?? row.modelData.text
                        weight: row.modelData.head ? Font.DemiBold : Font.Normal
                        Accessible.role: row.modelData.head ? Accessible.Heading : Accessible.StaticText
                        Accessible.name: text
                    }
                    Row {
                        spacing: 16

                        Repeater {
                            model: row.modelData.keys ?? []

                            KeyCaps { required property string modelData; keys: modelData }
                        }
                    }
                }
            }
        }
    }
}
