// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// What waits for the own party, and what was decided (BKG-130).
FocusScope {
    id: page

    property string tab: "outstanding"
    property string sought: "" ///< asked of the server, which looks through everything
    readonly property ApiList shown: tab === "outstanding" ? HouseActions.outstanding : tab === "history" ? history : archive
    readonly property bool single: width < 696 * Theme.scale
    readonly property var panes: [list, detail]
    property bool opened: wanted !== ""
    readonly property string wanted: Nav.rest.split("/")[1] ?? "" ///< one that the calendar was asked for
    readonly property bool empty: shown.count === 0
    readonly property bool undecided: !HouseActions.decides && tab !== "archive" ///< nobody asks this person
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")

    Component.onCompleted: HouseActions.refresh()
    Keys.onEscapePressed: if (single && opened) close(); else Nav.go("house")

    function show(newTab: string): void {
        tab = newTab
        ask()
        if (newTab !== "outstanding")
            shown.reload()
    }
    function ask(): void {
        patience.stop()
        if (tab === "archive")
            sought = rows.searchText.trim()
    }
    function close(): void {
        opened = false
        if (wanted !== "")
            Nav.go("house/requests")
        list.forceActiveFocus()
    }

    ApiList {
        id: history

        path: "/api/v1/approvals"
        query: ({tab: "history"})
        feedKinds: "booking"
    }
    /// Of every house, with those that are over, denied, canceled and archived (BKG-136).
    ApiList {
        id: archive

        path: "/api/v1/bookings"
        query: page.sought === "" ? ({scope: "all"}) : ({scope: "all", q: page.sought})
        feedKinds: "booking"
    }
    Timer { id: patience; interval: 300; onTriggered: page.ask() }
    Connections {
        target: Nav

        function onPage(what: string): void {
            if (what !== "reload")
                return
            page.shown.reload()
            detail.load()
        }
    }
    SortedList {
        id: rows

        sourceModel: page.shown
        searchPaths: page.tab === "archive" ? [] : ["requester_first_name", "resource_name", "affiliation.name", "start_date"] // the server looks through the archive
        memory: page.tab === "archive" ? "requests/archive" : "requests"
        onFilterChanged: patience.restart()
    }
    Connections {
        target: HouseActions

        function onFindRequested(): void { if (search.visible) search.input.forceActiveFocus() }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rectangle {
            Layout.fillHeight: true
            Layout.preferredWidth: page.single ? page.width : 368
            Layout.fillWidth: page.empty && page.wanted === ""
            visible: !page.single || !page.opened
            color: page.empty ? "transparent" : Theme.surface

            ColumnLayout {
                anchors.fill: parent
                spacing: 8

                PageHeader {
                    Layout.fillWidth: true
                    Layout.margins: 16
                    Layout.topMargin: 20
                    Layout.bottomMargin: 0
                    back: true
                    title: qsTr("Requests")
                    sentence: HouseActions.decides ? qsTr("%n request(s) wait for you.", "", HouseActions.outstanding.count) : ""
                    onWentBack: Nav.go("house")
                }
                Segment {
                    Layout.leftMargin: 16
                    visible: HouseActions.decides || page.isAdmin
                    accessibleName: qsTr("Shown requests")
                    choices: [{value: "outstanding", text: qsTr("Open · %1").arg(HouseActions.outstanding.count)}, {value: "history", text: qsTr("History")}]
                             .concat(page.isAdmin ? [{value: "archive", text: qsTr("Archive")}] : [])
                    value: page.tab
                    onChosen: value => page.show(value)
                }
                SearchField {
                    id: search

                    objectName: "requestsSearch"
                    Layout.fillWidth: true
                    Layout.leftMargin: 16
                    Layout.rightMargin: 16
                    visible: !page.empty || text !== "" || page.tab === "archive"
                    placeholder: page.tab === "archive" ? qsTr("Search by first name") : qsTr("Search requests")
                    searched: rows
                    leadsTo: list
                }
                StateView {
                    objectName: "requestsState"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.leftMargin: 16
                    Layout.rightMargin: 16
                    visible: shown !== ""
                    shown: rows.count > 0 ? "" : !page.empty || (page.tab === "archive" && page.sought !== "" && archive.state === "ready") ? "nomatch" : page.undecided ? "empty"
                         : page.shown.state === "error" ? "error" : page.shown.state === "ready" ? "empty" : "loading"
                    iconName: page.undecided ? "users" : page.tab === "archive" ? "history" : "house"
                    title: shown === "error" ? qsTr("The requests could not be loaded") : shown === "nomatch" ? qsTr("No match for “%1”").arg(search.text)
                         : page.undecided ? qsTr("You decide for no family yet") : page.tab === "archive" ? qsTr("Nobody stayed here yet")
                         : page.tab === "history" ? qsTr("Nothing was decided yet") : qsTr("No request waits for you")
                    sentence: shown === "error" ? (page.shown.problem !== "" ? page.shown.problem : qsTr("The server does not answer."))
                            : shown === "nomatch" ? (page.empty ? "" : qsTr("%n request(s) are hidden.", "", page.shown.count))
                            : page.tab === "archive" ? qsTr("Every stay comes here, also those that were denied, canceled or are over.")
                            : HouseActions.decides ? (page.tab === "history" ? "" : qsTr("New requests come here and to your inbox."))
                            : page.isAdmin ? qsTr("Requests go to the accounts that decide for a family. Choose yours at your account: “Rights …”.")
                            : qsTr("Requests go to the accounts that decide for a family. An administrator can add yours.")
                    action: shown === "error" ? qsTr("Try now") : shown === "nomatch" ? qsTr("Clear filter")
                          : page.undecided && page.isAdmin ? qsTr("To the accounts") : ""
                    onActed: {
                        if (shown === "error")
                            return page.shown.reload()
                        if (shown === "nomatch")
                            return search.clear()
                        Nav.go("administration/accounts")
                    }
                }
                KeyList {
                    id: list

                    objectName: "requestsList"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: count > 0
                    model: rows
                    reuseItems: true
                    name: qsTr("Requests")
                    onStepping: if (page.wanted !== "") Nav.go("house/requests") // away from what a link showed
                    onOpened: page.opened = true
                    onMenuWanted: detail.openMenu()
                    delegate: RequestRow {
                        highlighted: ListView.isCurrentItem && page.wanted === ""
                        onClicked: { list.currentIndex = index; list.forceActiveFocus(); Nav.go("house/requests"); page.opened = true }
                    }
                }
                ListFoot {
                    Layout.fillWidth: true
                    visible: list.visible
                    hints: [{keys: ["J", "K"], text: qsTr("move")}, {keys: ["Return"], text: qsTr("details")}]
                }
            }
        }
        Rectangle { Layout.fillHeight: true; implicitWidth: 1; color: Theme.line; visible: detail.visible && !page.single }
        BookingDetail {
            id: detail

            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: (rows.count > 0 || page.wanted !== "") && (!page.single || page.opened)
            back: page.single
            bookingId: page.wanted !== "" ? page.wanted : (rows.count, page.shown.count, rows.itemAt(list.currentIndex).id ?? "")
            onWentBack: page.close()
        }
    }
}
