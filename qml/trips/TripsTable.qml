// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Dialogs
import QtQuick.Templates as T
import Portier
import Portier.Theme
import Portier.Nav
import Portier.TripActions

/// Every trip with its newest prices (TRP-270, TRP-271).
FocusScope {
    id: page

    readonly property ApiList trips: TripActions.trips
    readonly property string chosen: (rows.count, list.currentIndex >= 0 ? rows.itemAt(list.currentIndex).name ?? "" : "")
    readonly property bool showsChecked: width > 940 * Theme.scale
    readonly property bool showsHotel: width > 820 * Theme.scale
    readonly property bool showsFlight: width > 720 * Theme.scale
    readonly property bool showsLimit: width > 620 * Theme.scale
    readonly property var shownStates: ["active", "paused", "error"] ///< expired ones have a group of their own

    readonly property bool simulated: {
        for (let row = 0; row < trips.count; ++row)
            if (trips.itemAt(row).latest?.simulated)
                return true
        return false
    }
    property var nextRun: null ///< when everything is checked next, by the schedule
    readonly property string sentence: {
        App.format.tick
        if (TripActions.run)
            return qsTr("%1 of %2 checked").arg(TripActions.run.done).arg(TripActions.run.total)
        if (trips.count === 0)
            return ""
        const below = TripActions.belowLimit
        const all = qsTr("%n trip(s)", "", trips.count)
        const limits = below > 0 ? qsTr("%1, %n below your limit.", "", below).arg(all) : qsTr("%1, none below your limit.").arg(all)
        return page.nextRun ? limits + " " + qsTr("Next check %1.").arg(App.format.when(page.nextRun)) : limits
    }

    function askSchedule(): void {
        App.call("GET", "/api/v1/me/schedule", {}, reply => {
            if (reply.ok)
                nextRun = reply.body.next?.at ?? null
        })
    }
    /// What a key means: the row of the list that has the focus.
    function current(): var { return expiredList.activeFocus ? expired.itemAt(expiredList.currentIndex) : rows.itemAt(list.currentIndex) }
    function exportTo(path: string): void {
        exportDialog.path = path
        exportDialog.open()
    }
    Component.onCompleted: {
        askSchedule()
        TripActions.askSources()
    }

    /// Every order there is, also those whose column a narrow window has no room for.
    readonly property var orders: [
        {path: "name", text: qsTr("Trip")}, {path: "depart_date", text: qsTr("First day")}, {path: "latest.flight.amount_minor", text: qsTr("Flight")},
        {path: "latest.hotel.amount_minor", text: qsTr("Hotel")}, {path: "latest.total.amount_minor", text: qsTr("Total")}, {path: "alert.threshold.amount_minor", text: qsTr("Limit")},
        {path: "status", text: qsTr("Status")}, {path: "last_refreshed_at", text: qsTr("Checked")}, {path: "next_due_on", text: qsTr("Next check")}
    ]
    function orderName(path: string): string { return page.orders.find(each => each.path === path)?.text ?? "" }
    /// The same once more: the other way round.
    function sortBy(path: string): void {
        rows.descending = rows.sortPath === path && !rows.descending
        rows.sortPath = path
    }

    SortedList {
        id: rows

        sourceModel: page.trips
        searchPaths: ["name", "origin_airport", "destination_airport", "hotel_filters.city"]
        filterPath: "status"
        sortPath: "name"
        filterValues: page.shownStates
        memory: "trips"
    }
    SortedList {
        id: expired

        sourceModel: page.trips
        filterPath: "status"
        filterValues: ["expired"]
    }
    Connections {
        target: App.format

        function onChanged(): void { if (page.nextRun && App.format.minutesUntil(page.nextRun) <= 0) page.askSchedule() }
    }
    Connections {
        target: TripActions

        function onFindRequested(): void { search.input.forceActiveFocus() }
        function onCheckRequested(): void {
            const trip = page.current()
            if (trip.id)
                TripActions.check(trip.id, () => page.trips.reload())
        }
        function onEditRequested(): void {
            const trip = page.current()
            if (trip.id)
                Nav.go("trips/" + trip.id + "/edit")
        }
        function onRemoveRequested(): void {
            const trip = page.current()
            if (trip.id)
                TripActions.remove(trip)
        }
        function onPauseRequested(): void {
            const trip = page.current()
            if (trip.id)
                TripActions.pause(trip, trip.status === "active", now => page.trips.put(now))
        }
    }
    DropArea {
        id: drop

        anchors.fill: parent
        onDropped: event => {
            if (event.hasUrls)
                TripActions.importFile(event.urls[0])
        }
    }
    FileDialog {
        id: importDialog

        title: qsTr("Import trips")
        nameFilters: [qsTr("Trips (*.csv *.json)")]
        onAccepted: TripActions.importFile(selectedFile)
    }
    FileDialog {
        id: exportDialog

        property string path: ""

        title: qsTr("Export trips")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Trips (*.csv *.json)")]
        onAccepted: TripActions.exportTo(path, selectedFile)
    }

    component Head: T.AbstractButton {
        id: head

        required property string path
        property bool figures: false
        readonly property bool sorted: rows.sortPath === path

        implicitHeight: Theme.rowHeight * 0.6
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.ColumnHeader
        Accessible.name: sorted ? (rows.descending ? qsTr("%1, sorted down").arg(text) : qsTr("%1, sorted up").arg(text)) : text
        onClicked: page.sortBy(path)
        background: FocusRing { target: head }
        contentItem: Txt {
            text: head.text + (head.sorted ? (rows.descending ? " ↓" : " ↑") : "")
            px: Theme.label
            weight: Font.Medium
            color: Theme.ink2
            horizontalAlignment: head.figures ? Text.AlignRight : Text.AlignLeft
            verticalAlignment: Text.AlignVCenter
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.width < 760 ? 16 : Theme.pageMargin
        anchors.topMargin: 20
        spacing: 14

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Trips")
            sentence: page.sentence

            PButton {
                objectName: "checkAll"
                text: qsTr("Check all")
                note: TripActions.checksNote
                iconName: "refresh-cw"
                keys: "Ctrl+F5"
                busy: TripActions.run !== null
                enabled: App.client.online && page.trips.count > 0 && !TripActions.checksGone
                offReason: !App.client.online ? qsTr("Not while offline") : TripActions.checksGone ? TripActions.noChecks : qsTr("There is no trip to check.")
                onClicked: TripActions.checkAll()
            }
            PButton {
                iconName: "ellipsis"
                explains: qsTr("More for trips")
                onClicked: more.popup(this, 0, height + 4)

                PMenu {
                    id: more

                    PMenuItem { text: qsTr("Import …"); iconName: "upload"; onTriggered: importDialog.open() }
                    PMenuItem { text: qsTr("Export all …"); iconName: "download"; onTriggered: page.exportTo("/api/v1/trips/export") }
                    PMenuItem { text: qsTr("Edit check times"); iconName: "clock"; onTriggered: Nav.go("trips/schedule") }
                }
            }
            PButton {
                kind: "primary"
                text: qsTr("New trip")
                iconName: "plus"
                keys: "Ctrl+N"
                onClicked: Nav.go("trips/new")
            }
        }
        Rectangle {
            Layout.fillWidth: true
            visible: TripActions.run !== null
            implicitHeight: 3
            radius: 1.5
            color: Theme.sunken

            Rectangle {
                width: parent.width * (TripActions.run ? TripActions.run.done / Math.max(1, TripActions.run.total) : 0)
                height: 3
                radius: 1.5
                color: Theme.accent
            }
        }
        Flow {
            id: tools

            Layout.fillWidth: true
            visible: page.trips.count > 0
            spacing: 8

            SearchField {
                id: search

                objectName: "tripsSearch"
                width: Math.min(280 * Theme.scale, tools.width)
                placeholder: qsTr("Search trips")
                searched: rows
                leadsTo: list
            }
            PButton {
                id: statusButton

                readonly property var names: ({active: qsTr("Active"), paused: qsTr("Paused"), error: qsTr("Error")})
                readonly property string status: rows.filterValues.length === 1 ? rows.filterValues[0] : "" ///< empty: all

                objectName: "tripsStatus"
                iconName: "list-filter"
                text: status === "" ? qsTr("Status: all") : qsTr("Status: %1").arg(names[status])
                onClicked: filter.popup(this, 0, height + 4)

                PMenu {
                    id: filter

                    PMenuItem { text: qsTr("All"); onTriggered: rows.filterValues = page.shownStates }
                    PMenuItem { text: qsTr("Active"); iconName: "circle-check"; onTriggered: rows.filterValues = ["active"] }
                    PMenuItem { objectName: "pausedOnly"; text: qsTr("Paused"); iconName: "pause"; onTriggered: rows.filterValues = ["paused"] }
                    PMenuItem { text: qsTr("Error"); iconName: "triangle-alert"; onTriggered: rows.filterValues = ["error"] }
                }
            }
            PButton {
                objectName: "tripsOrder"
                text: qsTr("Sort: %1").arg(page.orderName(rows.sortPath)) + (rows.descending ? " ↓" : " ↑")
                onClicked: orderMenu.popup(this, 0, height + 4)

                PMenu {
                    id: orderMenu

                    Instantiator {
                        model: page.orders

                        PMenuItem {
                            required property var modelData

                            text: modelData.text
                            iconName: rows.sortPath === modelData.path ? "check" : ""
                            onTriggered: page.sortBy(modelData.path)
                        }
                        onObjectAdded: (index, item) => orderMenu.insertItem(index, item)
                        onObjectRemoved: (index, item) => orderMenu.removeItem(item)
                    }
                }
            }
        }
        Banner {
            objectName: "demoBanner"
            Layout.fillWidth: true
            visible: page.simulated
            text: qsTr("These prices are simulated: no real price source is set up yet.")
        }
        Banner {
            Layout.fillWidth: true
            visible: page.trips.state === "error" && page.trips.count > 0 && App.client.online
            tone: "bad"
            text: qsTr("The list could not be loaded at %1. %2").arg(App.format.time(page.trips.failedAt)).arg(page.trips.problem)
            action: qsTr("Try now")
            onActed: page.trips.reload()
        }
        StateView {
            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: {
                if (page.trips.count > 0)
                    return rows.count === 0 && (rows.searchText !== "" || statusButton.status !== "") ? "nomatch" : ""
                return page.trips.state === "ready" ? "empty" : page.trips.state === "error" ? "error" : "loading"
            }
            iconName: "plane"
            title: shown === "nomatch" ? qsTr("No match for “%1”").arg(rows.searchText !== "" ? rows.searchText : statusButton.text)
                 : shown === "error" ? qsTr("The trips could not be loaded") : qsTr("No trips yet")
            sentence: shown === "nomatch" ? qsTr("%n trip(s) are hidden.", "", page.trips.count)
                    : shown === "error" ? (page.trips.problem !== "" ? page.trips.problem : qsTr("The server has not answered since %1.").arg(App.format.time(page.trips.failedAt)))
                    : qsTr("Tell Portier where and when. It notes the price every day. You can also drop a CSV file here.")
                      + (TripActions.simulated ? " " + qsTr("No real price source is set up yet: prices will be simulated.") : "")
            otherAction: shown === "empty" ? qsTr("Import …") : ""
            onActedOtherwise: importDialog.open()
            action: shown === "nomatch" ? qsTr("Clear filter") : shown === "error" ? qsTr("Try now") : qsTr("New trip")
            details: page.trips.details
            objectName: "tripsState"
            onActed: {
                if (shown === "empty")
                    return Nav.go("trips/new")
                if (shown === "error")
                    return page.trips.reload()
                search.clear()
                rows.filterValues = page.shownStates
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: heads.implicitHeight + 3 + list.contentHeight // else it would share the height with what fills the rest
            Layout.maximumHeight: heads.implicitHeight + 3 + list.contentHeight
            visible: rows.count > 0
            clip: true

            RowLayout {
                id: heads

                x: 12
                width: parent.width - 24
                spacing: 12

                Head { text: qsTr("Trip"); path: "name"; Layout.fillWidth: true }
                Head { text: qsTr("Flight"); path: "latest.flight.amount_minor"; figures: true; visible: page.showsFlight; Layout.preferredWidth: columns.figure }
                Head { text: qsTr("Hotel"); path: "latest.hotel.amount_minor"; figures: true; visible: page.showsHotel; Layout.preferredWidth: columns.figure }
                Head { objectName: "totalHead"; text: qsTr("Total"); path: "latest.total.amount_minor"; figures: true; Layout.preferredWidth: columns.figure }
                Head { text: qsTr("Limit"); path: "alert.threshold.amount_minor"; figures: true; visible: page.showsLimit; Layout.preferredWidth: columns.figure + 20 }
                Head { text: qsTr("Status"); path: "status"; Layout.preferredWidth: columns.status; Layout.leftMargin: 12 }
                Head { text: qsTr("Checked"); path: "last_refreshed_at"; visible: page.showsChecked; Layout.preferredWidth: columns.checked }
                Item { implicitWidth: columns.menu - 6 }
            }
            QtObject {
                id: columns

                readonly property int figure: 76 * Theme.scale
                readonly property int status: 134 * Theme.scale
                readonly property int checked: 124 * Theme.scale
                readonly property int menu: 36 * Theme.scale
            }
            Rectangle { y: heads.height; width: parent.width; height: 1; color: Theme.line }
            KeyList {
                id: list

                objectName: "tripsList"
                anchors.fill: parent
                anchors.topMargin: heads.height + 1
                anchors.bottomMargin: 1
                model: rows
                reuseItems: true
                highlightMoveDuration: 0
                Accessible.role: Accessible.Table
                name: qsTr("Trips")
                onOpened: Nav.go("trips/" + rows.itemAt(currentIndex).id)
                onMenuWanted: (currentItem as TripRow).openMenu()
                delegate: TripRow {
                    columnSet: columns
                    table: page
                    onExported: path => page.exportTo(path)
                }
            }
        }
        PButton {
            objectName: "showExpired"
            visible: expired.count > 0
            kind: "text"
            iconName: expiredList.visible ? "chevron-down" : "chevron-right"
            text: qsTr("Expired %1").arg(expired.count)
            onClicked: expiredList.visible = !expiredList.visible
        }
        KeyList {
            id: expiredList

            objectName: "expiredList"
            visible: false
            focus: false
            Layout.fillWidth: true
            implicitHeight: Math.min(contentHeight, 240)
            model: expired
            name: qsTr("Expired trips")
            onOpened: Nav.go("trips/" + expired.itemAt(currentIndex).id)
            onMenuWanted: (currentItem as TripRow).openMenu()
            delegate: TripRow {
                columnSet: columns
                table: page
                onExported: path => page.exportTo(path)
            }
        }
        Item { Layout.fillHeight: rows.count > 0; Layout.preferredHeight: 0 }
    }
}
