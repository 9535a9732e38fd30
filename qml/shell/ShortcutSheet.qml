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

    readonly property var rows: {
        const rows = [
            {keys: "Ctrl+K", text: qsTr("Search or run a command")},
            {keys: "Alt+Left", text: qsTr("Back")},
            {keys: "F6", text: qsTr("Next pane")},
            {keys: "Shift+F6", text: qsTr("Previous pane")},
            {keys: "U", text: qsTr("Undo, while the message shows")},
            {keys: "Ctrl+,", text: qsTr("Settings")},
            {keys: "F1", text: qsTr("Shortcuts")},
            {keys: "Ctrl+?", text: qsTr("Shortcuts")},
            {keys: "Ctrl+Q", text: qsTr("Quit")}
        ]
        let number = 0
        for (const area of Areas.shown) {
            ++number
            rows.push({keys: "Ctrl+" + number, text: area.title})
            for (let i = 0; i < area.commands.length; ++i) {
                if (area.commands[i].keys !== "")
                    rows.push({keys: area.commands[i].keys, text: area.commands[i].text})
            }
        }
        return rows
    }

    Repeater {
        model: sheet.rows

        RowLayout {
            required property var modelData

            Layout.fillWidth: true
            spacing: 16

            Txt { Layout.fillWidth: true; text: parent.modelData.text }
            KeyCaps { keys: parent.modelData.keys }
        }
    }
}
