// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.HouseActions
import Portier.Nav

Area {
    name: "house"
    title: qsTr("House")
    iconName: "house"
    page: "qrc:/qt/qml/Portier/house/HousePage.qml"
    badge: HouseActions.outstanding.count
    tourStops: ["house", "house/year", "house/requests"]
    inboxDetails: ({booking_decision: "qrc:/qt/qml/Portier/house/InboxBooking.qml"})
    inboxIcons: ({booking_decision: "house"})
    search: text => HouseActions.find(text)
    decided: HouseActions.decided
    decidedEntry: booking => HouseActions.decidedEntry(booking)
    commands: [
        Command { text: qsTr("New request for the house"); iconName: "plus"; keys: "Ctrl+N"; onTriggered: { Nav.go("house"); HouseActions.newRequested() } },
        Command { text: qsTr("Open requests"); iconName: "hourglass"; onTriggered: Nav.go("house/requests") },
        Command { text: qsTr("Find a request"); iconName: "search"; keys: "Ctrl+F"; onTriggered: { if (!Nav.rest.startsWith("requests")) Nav.go("house/requests"); HouseActions.findRequested() } },
        Command { text: qsTr("Reload the house"); iconName: "refresh-cw"; keys: "F5"; onTriggered: { HouseActions.refresh(); Nav.page("reload") } },
        Command { text: qsTr("Approve request"); iconName: "check"; keys: "A"; hidden: true; inInbox: true; onTriggered: HouseActions.approveRequested() },
        Command { text: qsTr("Deny request"); iconName: "x"; keys: "D"; hidden: true; inInbox: true; onTriggered: HouseActions.denyRequested() }
    ]
}
