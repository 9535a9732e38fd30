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
    readonly property bool showsChecked: width > 900
    readonly property bool showsSides: width > 720

    readonly property bool simulated: {
        for (let row = 0; row < trips.count; ++row)
            if (trips.itemAt(row).latest?.simulated)
                return true
        return false
    }
    readonly property string sentence: {
        App.format.tick
        if (TripActions.run)
            return qsTr("%1 of %2 checked").arg(TripActions.run.done).arg(TripActions.run.total)
        if (trips.count === 0)
            return ""
        let below = 0
        for (let row = 0; row < trips.count; ++row)
            below += TripActions.isBelow(trips.itemAt(row)) ? 1 : 0
        const all = qsTr("%n trip(s)", "", trips.count)
        return below > 0 ? qsTr("%1, %n below your limit.", "", below).arg(all) : qsTr("%1, none below your limit.").arg(all)
    }

    SortedList {
        id: rows

        sourceModel: page.trips
        searchPaths: ["name", "origin_airport", "destination_airport", "hotel_filters.city"]
        filterPath: "status"
        sortPath: App.settings.remembered("trips/sort", "name")
        descending: App.settings.remembered("trips/descending", false) === "true"
        filterValues: ["active", "paused", "error"]
    }
    SortedList {
        id: expired

        sourceModel: page.trips
        filterPath: "status"
        filterValues: ["expired"]
    }
    Connections {
        target: TripActions

        function onFindRequested(): void { search.input.forceActiveFocus() }
        function onCheckRequested(): void {
            const trip = rows.itemAt(list.currentIndex)
            if (trip.id)
                TripActions.check(trip.id, () => page.trips.reload())
        }
        function onEditRequested(): void {
            const trip = rows.itemAt(list.currentIndex)
            if (trip.id)
                Nav.go("trips/" + trip.id + "/edit")
        }
        function onRemoveRequested(): void {
            const trip = rows.itemAt(list.currentIndex)
            if (trip.id)
                TripActions.remove(trip)
        }
        function onPauseRequested(): void {
            const trip = rows.itemAt(list.currentIndex)
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

        property string path: "/api/v1/trips/export"

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
        onClicked: {
            rows.descending = sorted ? !rows.descending : false
            rows.sortPath = path
            App.settings.remember("trips/sort", path)
            App.settings.remember("trips/descending", String(rows.descending))
        }
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
                text: qsTr("Check all")
                iconName: "refresh-cw"
                keys: "Ctrl+F5"
                busy: TripActions.run !== null
                enabled: App.client.online && page.trips.count > 0
                offReason: App.client.online ? qsTr("There is no trip to check.") : qsTr("Not while offline")
                onClicked: TripActions.checkAll()
            }
            PButton {
                iconName: "ellipsis"
                explains: qsTr("More for trips")
                onClicked: more.popup(this, 0, height + 4)

                PMenu {
                    id: more

                    PMenuItem { text: qsTr("Import …"); iconName: "upload"; onTriggered: importDialog.open() }
                    PMenuItem { text: qsTr("Export all …"); iconName: "download"; onTriggered: { exportDialog.path = "/api/v1/trips/export"; exportDialog.open() } }
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
        RowLayout {
            visible: page.trips.count > 0
            spacing: 8

            Field {
                id: search

                Layout.preferredWidth: 280
                Layout.fillWidth: false
                placeholder: qsTr("Search trips")
                iconName: "search"
                onEdited: text => rows.searchText = text
                Keys.onEscapePressed: { text = ""; rows.searchText = ""; list.forceActiveFocus() }
            }
            PButton {
                readonly property var names: ({active: qsTr("Active"), paused: qsTr("Paused"), error: qsTr("Error")})
                property string status: App.settings.remembered("trips/status", "")

                iconName: "list-filter"
                text: status === "" ? qsTr("Status: all") : qsTr("Status: %1").arg(names[status])
                onClicked: filter.popup(this, 0, height + 4)
                onStatusChanged: { applyStatus(); App.settings.remember("trips/status", status) }
                Component.onCompleted: applyStatus()
                id: statusButton

                function applyStatus(): void { rows.filterValues = status === "" ? ["active", "paused", "error"] : [status] }

                PMenu {
                    id: filter

                    PMenuItem { text: qsTr("All"); onTriggered: statusButton.status = "" }
                    PMenuItem { text: qsTr("Active"); iconName: "circle-check"; onTriggered: statusButton.status = "active" }
                    PMenuItem { text: qsTr("Paused"); iconName: "pause"; onTriggered: statusButton.status = "paused" }
                    PMenuItem { text: qsTr("Error"); iconName: "triangle-alert"; onTriggered: statusButton.status = "error" }
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
                    return list.count === 0 && (search.text !== "" || statusButton.status !== "") ? "nomatch" : ""
                return page.trips.state === "ready" ? "empty" : page.trips.state === "error" ? "error" : "loading"
            }
            iconName: "plane"
            title: shown === "nomatch" ? qsTr("No match for “%1”").arg(search.text !== "" ? search.text : statusButton.text)
                 : shown === "error" ? qsTr("The trips could not be loaded") : qsTr("No trips yet")
            sentence: shown === "nomatch" ? qsTr("%n trip(s) are hidden.", "", page.trips.count)
                    : shown === "error" ? (page.trips.problem !== "" ? page.trips.problem : qsTr("The server has not answered since %1.").arg(App.format.time(page.trips.failedAt)))
                    : qsTr("Tell Portier where and when. It notes the price every day. You can also drop a CSV file here.")
            action: shown === "nomatch" ? qsTr("Clear filter") : shown === "error" ? qsTr("Try now") : qsTr("New trip")
            details: page.trips.problem
            onActed: {
                if (shown === "empty")
                    return Nav.go("trips/new")
                if (shown === "error")
                    return page.trips.reload()
                search.text = ""
                rows.searchText = ""
                statusButton.status = ""
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: heads.implicitHeight + 3 + list.contentHeight // else it would share the height with what fills the rest
            Layout.maximumHeight: heads.implicitHeight + 3 + list.contentHeight
            visible: list.count > 0
            clip: true

            RowLayout {
                id: heads

                x: 12
                width: parent.width - 24
                spacing: 12

                Head { text: qsTr("Trip"); path: "name"; Layout.fillWidth: true }
                Head { text: qsTr("Flight"); path: "latest.flight.amount_minor"; figures: true; visible: page.showsSides; Layout.preferredWidth: columns.figure }
                Head { text: qsTr("Hotel"); path: "latest.hotel.amount_minor"; figures: true; visible: page.showsSides; Layout.preferredWidth: columns.figure }
                Head { text: qsTr("Total"); path: "latest.total.amount_minor"; figures: true; Layout.preferredWidth: columns.figure }
                Head { text: qsTr("Limit"); path: "alert.threshold.amount_minor"; figures: true; Layout.preferredWidth: columns.figure + 20 }
                Head { text: qsTr("Status"); path: "status"; Layout.preferredWidth: columns.status; Layout.leftMargin: 12 }
                Head { text: qsTr("Checked"); path: "last_refreshed_at"; visible: page.showsChecked; Layout.preferredWidth: columns.checked }
                Item { implicitWidth: 30 }
            }
            QtObject {
                id: columns

                readonly property int figure: 84 * Theme.scale
                readonly property int status: 134 * Theme.scale
                readonly property int checked: 104 * Theme.scale
            }
            Rectangle { y: heads.height; width: parent.width; height: 1; color: Theme.line }
            ListView {
                id: list

                anchors.fill: parent
                anchors.topMargin: heads.height + 1
                anchors.bottomMargin: 1
                clip: true
                focus: true
                model: rows
                reuseItems: true
                boundsBehavior: Flickable.StopAtBounds
                keyNavigationEnabled: true
                highlightMoveDuration: 0
                Accessible.role: Accessible.Table
                Accessible.name: qsTr("Trips")
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_J)
                        incrementCurrentIndex()
                    else if (event.key === Qt.Key_K && event.modifiers === Qt.NoModifier)
                        decrementCurrentIndex()
                    else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                        Nav.go("trips/" + rows.itemAt(currentIndex).id)
                    else
                        return
                    event.accepted = true
                }
                delegate: TripRow {
                    columnSet: columns
                    table: page
                    onExported: path => { exportDialog.path = path; exportDialog.open() }
                }
            }
        }
        PButton {
            visible: expired.count > 0
            kind: "text"
            iconName: expiredList.visible ? "chevron-down" : "chevron-right"
            text: qsTr("Expired %1").arg(expired.count)
            onClicked: expiredList.visible = !expiredList.visible
        }
        ListView {
            id: expiredList

            visible: false
            Layout.fillWidth: true
            implicitHeight: Math.min(contentHeight, 240)
            clip: true
            model: expired
            delegate: TripRow {
                columnSet: columns
                table: page
            }
        }
        Item { Layout.fillHeight: list.count > 0; Layout.preferredHeight: 0 }
    }
}
