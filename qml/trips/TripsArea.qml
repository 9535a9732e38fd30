// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Nav
import Portier.TripActions

Area {
    id: area

    name: "trips"
    title: qsTr("Trips")
    iconName: "plane"
    badge: TripActions.belowLimit
    page: "qrc:/qt/qml/Portier/trips/TripsPage.qml"
    tourStops: ["trips", "trips/new", "trips/first", "trips/first/edit", "trips/schedule"]
    commands: [
        Command { text: qsTr("New trip"); iconName: "plus"; keys: "Ctrl+N"; onTriggered: Nav.go("trips/new") },
        Command { text: qsTr("Check all trips"); iconName: "refresh-cw"; keys: "Ctrl+F5"; onTriggered: { Nav.go("trips"); TripActions.checkAll() } },
        Command { text: qsTr("Edit check times"); iconName: "clock"; onTriggered: Nav.go("trips/schedule") },
        Command { text: qsTr("Filter list"); iconName: "list-filter"; keys: "Ctrl+F"; onTriggered: TripActions.findRequested() },
        Command { text: qsTr("Check this trip"); iconName: "refresh-cw"; keys: "F5"; hidden: true; onTriggered: TripActions.checkRequested() },
        Command { text: qsTr("Edit this trip"); iconName: "pencil"; keys: "E"; hidden: true; onTriggered: TripActions.editRequested() },
        Command { text: qsTr("Pause or resume this trip"); iconName: "pause"; keys: "P"; hidden: true; onTriggered: TripActions.pauseRequested() },
        Command { text: qsTr("Delete this trip"); iconName: "trash-2"; keys: "Del"; hidden: true; onTriggered: TripActions.removeRequested() }
    ]
    search: text => TripActions.find(text)
    object: TripActions.current
}
