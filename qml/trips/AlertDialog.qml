// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav

/// The price alert of a trip; what was typed stays when it closes.
PDialog {
    id: dialog

    required property TripDetail detail
    readonly property var rule: detail.trip.alert ?? null
    readonly property string currency: detail.trip.currency ?? "EUR"
    property string kind: "threshold"
    property string serverError: ""
    readonly property real minor: App.format.minorFromTyped(amount.text, currency)
    readonly property string measure: {
        const trip = detail.trip
        return rule?.measure ?? (trip.track_flights && trip.track_hotels ? "trip_total" : trip.track_flights ? "flight_total" : "hotel_total")
    }
    readonly property var wish: kind === "threshold" ? {kind: kind, measure: measure, threshold: {amount_minor: minor, currency: currency}} : {kind: kind, measure: measure}

    title: qsTr("Price alert for “%1”").arg(detail.trip.name ?? "")
    verb: qsTr("Save price alert")
    verbEnabled: App.client.online && (kind !== "threshold" || minor > 0)
    verbReason: App.client.online ? qsTr("Enter an amount, for example 900.") : qsTr("Not while offline")

    onAboutToShow: {
        serverError = ""
        kind = rule?.kind ?? "threshold"
        if (amount.text === "" && rule?.threshold)
            amount.text = App.format.typedFromMinor(rule.threshold.amount_minor, currency)
        amount.input.forceActiveFocus()
        amount.input.selectAll()
    }
    onConfirmed: {
        const trip = detail.trip
        const body = Object.assign({email: email.checked, enabled: true}, wish)
        busy = true
        App.call("PUT", "/api/v1/trips/" + trip.id + "/alert", body, reply => {
            busy = false
            if (!reply.ok) {
                serverError = reply.errors["threshold"] ?? reply.errors["threshold/amount_minor"] ?? (reply.status === 0 ? qsTr("The server does not answer. Nothing is lost; try again.") : reply.title)
                return
            }
            close()
            detail.reload()
            Nav.say(qsTr("Price alert saved."))
        }, trip.version)
    }

    Segment {
        accessibleName: qsTr("Kind of alert")
        choices: [{value: "threshold", text: qsTr("Below a limit")}, {value: "any_drop", text: qsTr("At every drop")}]
        value: dialog.kind
        onChosen: value => dialog.kind = value
    }
    Field {
        id: amount

        objectName: "threshold"
        Layout.fillWidth: true
        visible: dialog.kind === "threshold"
        label: qsTr("Limit in %1").arg(dialog.currency)
        hint: qsTr("Now: %1").arg(App.format.money(dialog.detail.totalPrice))
        error: dialog.serverError !== "" ? dialog.serverError : text !== "" && dialog.minor < 0 ? qsTr("Enter an amount, for example 900.") : ""
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        onEdited: dialog.serverError = ""
    }
    BacktestLine {
        Layout.fillWidth: true
        tripId: dialog.detail.tripId
        rule: dialog.opened && (dialog.kind !== "threshold" || dialog.minor > 0) ? dialog.wish : null
    }
    Check {
        id: email

        text: qsTr("Tell me by e-mail")
        checked: dialog.rule?.email ?? true
    }
    PButton {
        visible: dialog.rule !== null
        kind: "text"
        iconName: "trash-2"
        text: qsTr("Remove price alert")
        onClicked: App.call("DELETE", "/api/v1/trips/" + dialog.detail.tripId + "/alert", {}, reply => {
            if (!reply.ok)
                return Nav.complain(reply)
            dialog.close()
            dialog.detail.reload()
        })
    }
}
