// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Dialogs
import Portier
import Portier.Theme
import Portier.Nav
import Portier.TripActions

/// One trip: sum, alert, price history, offers, checks (TRP-273 to TRP-275, TRP-279).
FocusScope {
    id: page

    required property string tripId

    readonly property var trip: detail.trip
    readonly property string chosen: trip.name ?? ""
    readonly property bool loaded: trip.id !== undefined
    readonly property var status_: loaded ? TripActions.status(trip) : ({text: "", iconName: "", tone: "neutral"})

    function check(): void { TripActions.check(tripId, () => detail.reload()) }

    TripDetail {
        id: detail

        tripId: page.tripId
    }
    Connections {
        target: TripActions

        function onCheckRequested(): void { page.check() }
        function onRemoveRequested(): void { if (page.loaded) TripActions.remove(page.trip) }
        function onEditRequested(): void { Nav.go("trips/" + page.tripId + "/edit") }
        function onPauseRequested(): void { TripActions.pause(page.trip, page.trip.status === "active", now => detail.takeTrip(now)) }
    }
    Keys.onEscapePressed: Nav.go("trips")

    FileDialog {
        id: exportDialog

        title: qsTr("Export trip")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Trips (*.csv *.json)")]
        onAccepted: TripActions.exportTo("/api/v1/trips/" + page.tripId + "/export", selectedFile)
    }
    AlertDialog {
        id: alertDialog

        objectName: "alertDialog"
        detail: detail
    }

    Flickable {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 44
        boundsBehavior: Flickable.StopAtBounds

        ColumnLayout {
            id: column

            x: page.width < 760 ? 16 : Theme.pageMargin
            y: 20
            width: parent.width - 2 * x
            spacing: 16

            PageHeader {
                Layout.fillWidth: true
                back: true
                title: page.trip.name ?? ""
                sentence: page.loaded ? [TripActions.route(page.trip), App.format.dateRange(page.trip.depart_date, page.trip.return_date ?? ""),
                                         page.trip.return_date ? qsTr("%n night(s)", "", App.format.nights(page.trip.depart_date, page.trip.return_date)) : qsTr("one way"),
                                         qsTr("%n adult(s)", "", page.trip.adults)].filter(part => part !== "").join(" · ") : ""
                onWentBack: Nav.go("trips")
                beside: [
                    Chip {
                        visible: page.loaded
                        text: detail.checking ? qsTr("Checking …") : page.status_.text
                        iconName: detail.checking ? "refresh-cw" : page.status_.iconName
                        tone: detail.checking ? "accent" : page.status_.tone
                        busy: detail.checking
                    },
                    Chip {
                        visible: page.trip.latest?.simulated ?? false
                        text: qsTr("Demo")
                        iconName: "info"
                        tone: "accent"
                    },
                    Item { Layout.fillWidth: true }
                ]

                PButton {
                    objectName: "check"
                    text: qsTr("Check now")
                    note: TripActions.checksNote
                    iconName: "refresh-cw"
                    busy: detail.checking
                    enabled: App.client.online && !TripActions.checksGone && page.loaded
                    offReason: App.client.online ? TripActions.noChecks : qsTr("Not while offline")
                    onClicked: page.check()
                }
                PButton {
                    text: page.trip.status === "active" ? qsTr("Pause") : qsTr("Resume")
                    iconName: page.trip.status === "active" ? "pause" : "play"
                    enabled: App.client.online && page.loaded && page.trip.status !== "expired"
                    offReason: page.trip.status === "expired" ? qsTr("The trip is over") : qsTr("Not while offline")
                    onClicked: TripActions.pause(page.trip, page.trip.status === "active", now => detail.takeTrip(now))
                }
                PButton {
                    iconName: "pencil"
                    explains: qsTr("Edit trip")
                    enabled: page.loaded
                    onClicked: Nav.go("trips/" + page.tripId + "/edit")
                }
                PButton {
                    iconName: "ellipsis"
                    explains: qsTr("More for this trip")
                    enabled: page.loaded
                    onClicked: more.popup(this, 0, height + 4)

                    PMenu {
                        id: more

                        PMenuItem { text: qsTr("Price alert …"); iconName: "bell"; onTriggered: alertDialog.ask() }
                        PMenuItem { text: qsTr("Export …"); iconName: "download"; onTriggered: exportDialog.open() }
                        PMenuItem { text: qsTr("Delete"); iconName: "trash-2"; keys: "Del"; onTriggered: TripActions.remove(page.trip) }
                    }
                }
            }
            StateView {
                Layout.fillWidth: true
                shown: page.loaded && detail.state !== "gone" ? "" : detail.state === "error" ? "error" : detail.state === "gone" ? "empty" : "loading"
                iconName: "plane"
                title: detail.state === "gone" ? qsTr("This trip is gone") : qsTr("The trip could not be loaded")
                sentence: detail.state === "gone" ? qsTr("Somebody deleted it.") : qsTr("The server does not answer.")
                action: detail.state === "gone" ? qsTr("To the trips") : qsTr("Try now")
                onActed: detail.state === "gone" ? Nav.go("trips") : detail.reload()
            }
            Banner {
                Layout.fillWidth: true
                visible: !!page.trip.last_error
                tone: "bad"
                text: page.trip.last_error?.message ?? page.trip.last_error?.code ?? ""
            }
            SumCard {
                Layout.fillWidth: true
                visible: page.loaded
                detail: detail
                onAlertWanted: alertDialog.ask()
            }
            ChartCard {
                Layout.fillWidth: true
                visible: page.loaded
                detail: detail
            }
            GridLayout {
                Layout.fillWidth: true
                visible: page.loaded
                columns: page.width < 784 || (!page.trip.track_flights || !page.trip.track_hotels) ? 1 : 2
                columnSpacing: 16
                rowSpacing: 16

                OfferCard {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                    Layout.alignment: Qt.AlignTop
                    visible: page.trip.track_flights ?? false
                    side: "flights"
                    detail: detail
                }
                OfferCard {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                    Layout.alignment: Qt.AlignTop
                    visible: page.trip.track_hotels ?? false
                    side: "hotels"
                    detail: detail
                }
            }
            NoticesCard {
                Layout.fillWidth: true
                visible: page.loaded
                tripId: page.tripId
            }
            Txt {
                Layout.fillWidth: true
                visible: page.loaded && !!page.trip.next_due_on
                text: qsTr("Next check on %1.").arg(App.format.date(page.trip.next_due_on ?? ""))
                      + (page.trip.tier_days > 1 ? " " + qsTr("This trip is checked every %n day(s) while it is far away.", "", page.trip.tier_days) : "")
                px: Theme.label
                color: Theme.ink2
            }
        }
    }
}
