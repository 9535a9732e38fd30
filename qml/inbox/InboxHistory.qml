// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Areas
import Portier.Nav
import Portier.Theme

/// What was decided, newest first, of every area that remembers such.
FocusScope {
    id: history

    readonly property var sources: Areas.shown.filter(area => area.decided)
    readonly property var last: (rows.count, rows.itemAt(0))
    readonly property var current: (rows.count, rows.itemAt(list.currentIndex))
    readonly property string state_: {
        const states = sources.map(area => area.decided.failedStatus === 403 ? "ready" : area.decided.state)
        return rows.count > 0 ? "" : states.includes("error") ? "error" : states.includes("loading") ? "loading" : "empty"
    }

    signal opened()

    function load(): void {
        for (const area of sources) {
            if (area.decided.state === "")
                area.decided.reload()
        }
    }
    function again(): void { sources.forEach(area => area.decided.reload()) }
    function more(): void {
        for (const area of sources) {
            const root = area.decided.index(-1, -1)
            if (area.decided.canFetchMore(root))
                area.decided.fetchMore(root)
        }
    }
    function gather(): void {
        const entries = []
        for (const area of sources) {
            for (let row = 0; row < area.decided.count; ++row) {
                const entry = area.decidedEntry(area.decided.itemAt(row))
                if (entry)
                    entries.push(entry)
            }
        }
        rows.show(entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)))
    }

    Component.onCompleted: gather()

    ApiList { id: rows }
    Instantiator {
        model: history.sources

        Connections {
            required property var modelData

            target: modelData.decided
            function onCountChanged(): void { Qt.callLater(history.gather) }
        }
    }
    Connections {
        target: App

        function onFormatChanged(): void { Qt.callLater(history.gather) } // its words are in the language before
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            Layout.fillWidth: true
            Layout.margins: 16
            Layout.topMargin: 20
            back: true
            title: qsTr("History")
            sentence: qsTr("What you decided, the newest first.")
            onWentBack: Nav.go("inbox")
        }
        StateView {
            objectName: "historyState"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: 16
            Layout.rightMargin: 16
            visible: shown !== ""
            shown: history.state_
            iconName: "history"
            title: shown === "error" ? qsTr("The history could not be loaded") : qsTr("Nothing was decided yet")
            sentence: shown === "error" ? qsTr("The server does not answer.") : qsTr("What you approve or deny is listed here.")
            action: shown === "error" ? qsTr("Try now") : ""
            onActed: history.again()
        }
        KeyList {
            id: list

            objectName: "historyList"
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: count > 0
            model: rows
            reuseItems: true
            name: qsTr("History")
            onAtYEndChanged: if (atYEnd && history.visible) history.more()
            onOpened: history.opened()
            delegate: InboxRow {
                onClicked: { list.currentIndex = index; list.forceActiveFocus(); history.opened() }
            }
        }
        ListFoot {
            Layout.fillWidth: true
            visible: list.visible
            hints: [{keys: ["J", "K"], text: qsTr("move")}, {keys: ["Return"], text: qsTr("open")}]
        }
    }
}
