// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Areas
import Portier.Nav
import Portier.InboxItems

/// What waits for me, nearest deadline first; the detail is the capability's. What arrives while somebody reads waits
/// behind a bar: nothing moves under the pointer. At the foot the way to what was decided.
FocusScope {
    id: page

    readonly property ApiList items: InboxItems.list
    readonly property bool single: width < 696
    readonly property bool past: Nav.area === "inbox" && Nav.rest === "history" ///< shown instead of what waits
    readonly property bool bare: items.count === 0 && !past
    readonly property var panes: [past ? history : waiting, detail]
    property bool opened: false
    readonly property var current: past ? history.current : (items.count, rows.count, list.currentIndex >= 0 ? rows.itemAt(list.currentIndex) : ({}))

    readonly property string kind: current.kind ?? "" ///< empty: nothing is chosen
    property var lastEntry: ({}) ///< what shows it stays while nothing is chosen for a moment
    onCurrentChanged: if (current.kind !== undefined) lastEntry = current
    Binding { target: InboxItems; property: "current"; value: page.current }

    readonly property string wanted: Nav.area === "inbox" && !past ? Nav.rest : "" ///< entry that a link named
    property string followed: "" ///< the one of them that was shown: what comes later leaves the person where they are

    Component.onCompleted: {
        if (items.state === "")
            items.reload()
        else
            showWanted()
        lookBack()
    }
    onWantedChanged: { followed = ""; showWanted() }
    onPastChanged: {
        opened = false
        lookBack()
        if (past)
            history.forceActiveFocus()
        else
            list.forceActiveFocus()
    }
    Keys.onEscapePressed: event => {
        if (single && opened)
            close()
        else if (past)
            Nav.go("inbox")
        else
            event.accepted = false
    }

    function showWanted(): void {
        if (wanted === followed || items.itemById(wanted).id === undefined)
            return
        if (rows.rowOf(wanted) < 0) { // it waits, or another word was searched for
            rows.searchText = ""
            rows.admit()
        }
        list.currentIndex = rows.rowOf(wanted)
        opened = true
        followed = wanted
    }
    function admit(): void {
        const first = rows.admit()
        if (first >= 0)
            list.positionViewAtIndex(first, ListView.Contain)
    }
    /// What was decided is asked for where it is shown: on its own page, and the last of it when nothing waits.
    function lookBack(): void {
        if (past || (items.state === "ready" && items.count === 0))
            history.load()
    }
    function close(): void {
        opened = false
        if (past)
            history.forceActiveFocus()
        else
            list.forceActiveFocus()
    }

    SortedList {
        id: rows

        sourceModel: page.items
        holding: true
        searchPaths: ["title", "subtitle"]
        memory: "inbox"
    }
    Connections {
        target: page.items

        function onStateChanged(): void {
            if (page.items.state === "ready")
                page.showWanted()
            page.lookBack()
        }
        function onCountChanged(): void { page.lookBack() }
    }
    Connections {
        target: InboxItems

        function onNewestRequested(): void { page.admit() }
        function onFindRequested(): void { if (search.visible) search.input.forceActiveFocus() }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rectangle {
            Layout.fillHeight: true
            Layout.preferredWidth: page.single ? page.width : Math.min(392, page.width / 2)
            Layout.fillWidth: page.bare
            visible: !page.single || !page.opened
            color: page.bare ? "transparent" : Theme.surface

            InboxHistory {
                id: history

                anchors.fill: parent
                visible: page.past
                onOpened: page.opened = true
            }
            ColumnLayout {
                id: waiting

                anchors.fill: parent
                visible: !page.past
                spacing: 0

                PageHeader {
                    Layout.fillWidth: true
                    Layout.margins: 16
                    Layout.leftMargin: page.bare ? Theme.pageMargin : 16
                    Layout.topMargin: 20
                    title: qsTr("Inbox")
                    sentence: {
                        App.format.tick
                        if (page.items.count === 0)
                            return page.items.state === "ready" ? qsTr("Nothing is waiting for you.") : ""
                        const next = page.items.itemAt(0).deadline
                        const all = qsTr("%n thing(s) are waiting for you", "", page.items.count)
                        return next ? qsTr("%1, the next until %2.").arg(all).arg(App.format.when(next)) : all + "."
                    }
                }
                Banner {
                    objectName: "inboxNews"
                    Layout.fillWidth: true
                    Layout.leftMargin: 16
                    Layout.rightMargin: 16
                    Layout.bottomMargin: 12
                    visible: rows.held > 0
                    iconName: "arrow-up"
                    text: qsTr("%n new item(s)", "", rows.held)
                    action: qsTr("Show")
                    onActed: { page.admit(); list.forceActiveFocus() }
                }
                SearchField {
                    id: search

                    objectName: "inboxSearch"
                    Layout.fillWidth: true
                    Layout.leftMargin: 16
                    Layout.rightMargin: 16
                    Layout.bottomMargin: 12
                    visible: page.items.count > 0
                    placeholder: qsTr("Search the inbox")
                    searched: rows
                    leadsTo: list
                }
                StateView {
                    objectName: "inboxState"
                    Layout.fillWidth: true
                    Layout.leftMargin: page.bare ? Theme.pageMargin : 16
                    Layout.rightMargin: page.bare ? Theme.pageMargin : 16
                    Layout.fillHeight: true
                    visible: shown !== ""
                    shown: rows.count > 0 ? "" : page.items.count > 0 ? "nomatch" : page.items.state === "ready" ? "empty" : page.items.state === "error" ? "error" : "loading"
                    iconName: "inbox"
                    title: shown === "error" ? qsTr("The inbox could not be loaded") : shown === "nomatch" ? qsTr("No match for “%1”").arg(rows.searchText)
                                                                                                           : qsTr("Nothing is waiting for you")
                    sentence: {
                        App.format.tick
                        if (shown === "nomatch")
                            return qsTr("%n item(s) are hidden.", "", page.items.count)
                        if (shown === "error")
                            return page.items.problem !== "" ? page.items.problem : qsTr("The server has not answered since %1.").arg(App.format.time(page.items.failedAt))
                        return history.last.id ? qsTr("Decided last: %1, %2, %3.").arg(history.last.title).arg(history.last.chip.text).arg(App.format.ago(history.last.at))
                                               : qsTr("Requests and questions come here, the nearest deadline first.")
                    }
                    action: shown === "error" ? qsTr("Try now") : shown === "nomatch" ? qsTr("Clear filter") : history.last.id ? qsTr("History") : ""
                    details: page.items.details
                    onActed: {
                        if (shown === "nomatch")
                            search.clear()
                        else if (shown === "error")
                            page.items.reload()
                        else
                            Nav.go("inbox/history")
                    }
                }
                KeyList {
                    id: list

                    objectName: "inboxList"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: count > 0
                    model: rows
                    name: qsTr("Inbox")
                    onOpened: page.opened = true
                    onMenuWanted: detail.item?.["openMenu"]?.() // where there is something to choose
                    delegate: InboxRow {
                        onClicked: { list.currentIndex = index; list.forceActiveFocus(); page.opened = true }
                    }
                }
                ListFoot {
                    Layout.fillWidth: true
                    visible: list.visible
                    hints: [{keys: ["J", "K"], text: qsTr("move")}, {keys: ["Return"], text: qsTr("open")}]
                    action: qsTr("History")
                    onActed: Nav.go("inbox/history")
                }
            }
        }
        Rectangle {
            Layout.fillHeight: true
            visible: !page.bare && !page.single
            implicitWidth: 1
            color: Theme.line
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.kind !== "" && (!page.single || page.opened)
            spacing: 0

            PButton {
                objectName: "inboxBack"
                Layout.leftMargin: 16
                Layout.topMargin: 16
                visible: page.single
                iconName: "arrow-left"
                explains: qsTr("Back")
                onClicked: page.close()
            }
            Loader {
                id: detail

                readonly property string from: Areas.forEntry(page.lastEntry.kind ?? "", "inboxDetails")

                Layout.fillWidth: true
                Layout.fillHeight: true
                active: page.lastEntry.kind !== undefined
                source: from !== "" ? from : "qrc:/qt/qml/Portier/inbox/PlainDetail.qml"
                onLoaded: item.entry = Qt.binding(() => page.lastEntry)
            }
        }
    }
}
