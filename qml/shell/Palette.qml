// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme
import Portier.Nav
import Portier.Areas

/// Everything by name: records, areas and commands.
T.Popup {
    id: finder

    property var hits: []
    property int current: 0

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: 112
    width: parent ? Math.min(640, parent.width - 32) : 640
    height: column.implicitHeight
    modal: true
    focus: true
    padding: 0
    T.Overlay.modal: Rectangle { color: Theme.scrim }

    function find(): void {
        const text = input.text.trim().toLowerCase()
        const found = []
        const fits = words => words.toLowerCase().includes(text)
        found.push(...chosen(fits), ...(text === "" ? recent() : []))
        for (const area of Areas.shown) {
            if (area.search) {
                for (const record of area.search(text).slice(0, 5))
                    found.push(hitOf(record, area.title))
            }
        }
        let number = 0
        for (const area of Areas.shown) {
            ++number
            if (fits(area.title))
                found.push({group: qsTr("Areas"), text: area.title, note: "", iconName: area.iconName, keys: number <= 9 ? "Ctrl+" + number : "", act: () => Nav.go(area.name)})
        }
        const here = Areas.shown.slice().sort((a, b) => (b.name === Nav.area) - (a.name === Nav.area))
        for (const area of here) {
            for (let i = 0; i < area.commands.length; ++i) {
                const command = area.commands[i]
                if (command.enabled && !command.hidden && fits(command.text))
                    found.push({group: qsTr("Commands"), text: command.text, note: "", iconName: command.iconName, keys: command.keys, act: () => command.triggered()})
            }
        }
        if (fits(qsTr("All shortcuts")))
            found.push({group: qsTr("Commands"), text: qsTr("All shortcuts"), note: "", iconName: "keyboard", keys: "Ctrl+?", act: () => Nav.help()})
        hits = found
        current = 0
    }
    function hitOf(record: var, group: string): var {
        return {group: group, text: record.text, note: record.note, iconName: record.iconName, keys: "", act: () => Nav.go(record.route)}
    }
    /// What can be done with the thing that the page shows, first of all.
    function chosen(fits: var): var {
        const page = Areas.named(Nav.area)
        const found = []
        for (const area of Areas.shown) {
            for (let i = 0; i < area.commands.length; ++i) {
                const command = area.commands[i]
                const here = command.hidden && command.enabled && (area === page || (command.inInbox && page.shows(area)))
                if (here && page.object !== "" && (fits(command.text) || fits(page.object)))
                    found.push({group: page.object, text: command.text, note: "", iconName: command.iconName, keys: command.keys, act: () => command.triggered()})
            }
        }
        return found
    }
    /// Where the person was last, the newest first.
    function recent(): var {
        let records = []
        for (const area of Areas.shown)
            records = records.concat(area.search ? area.search("") : [])
        const routes = Nav.past.slice().reverse().filter((route, at, all) => route !== Nav.route && all.indexOf(route) === at)
        return routes.map(route => records.find(record => record.route === route)).filter(record => record).slice(0, 3).map(record => hitOf(record, qsTr("Recent")))
    }
    function run(index: int): void {
        if (index < 0 || index >= hits.length)
            return
        close()
        hits[index].act()
    }
    /// The text with what was typed in accent.
    function marked(text: string): string {
        const typed = input.text.trim()
        const at = text.toLowerCase().indexOf(typed.toLowerCase())
        const safe = part => part.replace(/&/g, "&amp;").replace(/</g, "&lt;")
        if (typed === "" || at < 0)
            return safe(text)
        return safe(text.slice(0, at)) + "<font color=\"" + Theme.accent + "\"><b>" + safe(text.slice(at, at + typed.length)) + "</b></font>" + safe(text.slice(at + typed.length))
    }

    onAboutToShow: {
        input.clear()
        find()
        input.forceActiveFocus()
    }

    background: Rectangle {
        color: Theme.raised
        border.color: Theme.edge
        border.width: Theme.border
        radius: 12
    }
    contentItem: ColumnLayout {
        id: column

        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 14
            spacing: 12

            Icon { name: "search"; color: Theme.ink }
            T.TextField {
                id: input

                objectName: "paletteField"
                Layout.fillWidth: true
                implicitHeight: 24 * Theme.scale
                font.family: Theme.family
                font.pixelSize: Theme.section
                color: Theme.ink
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Search or run a command")
                onTextEdited: finder.find()
                Keys.onDownPressed: finder.current = Math.min(finder.current + 1, finder.hits.length - 1)
                Keys.onUpPressed: finder.current = Math.max(finder.current - 1, 0)
                Keys.onReturnPressed: finder.run(finder.current)
                Keys.onEnterPressed: finder.run(finder.current)
            }
            KeyCaps { keys: "Esc" }
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
        ListView {
            id: list

            Layout.fillWidth: true
            Layout.margins: 6
            implicitHeight: Math.min(contentHeight, 8 * Theme.fieldHeight + 3 * 34 * Theme.scale) // eight rows and the heads of their groups
            clip: true
            model: finder.hits
            currentIndex: finder.current
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Results")

            delegate: Column {
                id: hit

                required property var modelData
                required property int index

                width: ListView.view.width

                Txt {
                    visible: hit.index === 0 || finder.hits[hit.index - 1]?.group !== hit.modelData.group
                    text: hit.modelData.group
                    px: Theme.label
                    color: Theme.ink2
                    topPadding: 6
                    bottomPadding: 6
                    leftPadding: 10
                }
                T.AbstractButton {
                    id: row

                    width: parent.width
                    implicitHeight: Theme.fieldHeight
                    Accessible.role: Accessible.ListItem
                    Accessible.name: hit.modelData.text
                    onClicked: finder.run(hit.index)

                    background: Rectangle {
                        radius: 8
                        color: hit.index === finder.current ? Theme.selected : row.hovered ? Theme.hover : "transparent"
                    }
                    contentItem: RowLayout {
                        spacing: 12

                        Icon {
                            Layout.leftMargin: 10
                            name: hit.modelData.iconName
                            color: hit.index === finder.current ? Theme.accent : Theme.ink2
                        }
                        Txt {
                            text: finder.marked(hit.modelData.text)
                            textFormat: Text.StyledText
                            wrapMode: Text.NoWrap
                        }
                        Txt {
                            Layout.fillWidth: true
                            text: hit.modelData.note
                            mayElide: true
                            color: Theme.ink2
                        }
                        KeyCaps {
                            Layout.rightMargin: 10
                            keys: hit.modelData.keys !== "" ? hit.modelData.keys : hit.index === finder.current ? "Return" : ""
                        }
                    }
                }
            }
        }
        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 10
            Layout.leftMargin: 16
            spacing: 6

            KeyCaps { keys: "↑" }
            KeyCaps { keys: "↓" }
            Txt { text: qsTr("choose"); px: Theme.small; color: Theme.ink2 }
            KeyCaps { keys: "Return"; Layout.leftMargin: 8 }
            Txt { text: qsTr("open"); px: Theme.small; color: Theme.ink2 }
            Item { Layout.fillWidth: true }
            Txt { text: qsTr("%n result(s)", "", finder.hits.length); px: Theme.small; color: Theme.ink2 }
        }
    }
}
