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
    property string measure: "trip_total"
    property string serverError: ""
    property string begunFor: "" ///< the trip and its rule that the fields were filled from; what was typed since stays
    readonly property real minor: App.format.minorFromTyped(amount.text, currency)
    readonly property bool choosesMeasure: (detail.trip.track_flights && detail.trip.track_hotels) ?? false
    readonly property var wish: kind === "threshold" ? {kind: kind, measure: measure, threshold: {amount_minor: minor, currency: currency}} : {kind: kind, measure: measure}

    title: qsTr("Price alert for “%1”").arg(detail.trip.name ?? "")
    verb: qsTr("Save price alert")
    verbEnabled: App.client.online && (kind !== "threshold" || minor > 0)
    verbReason: App.client.online ? qsTr("Enter an amount, for example 900.") : qsTr("Not while offline")

    function begin(): void {
        const trip = detail.trip
        kind = rule?.kind ?? "threshold"
        measure = rule?.measure ?? (choosesMeasure ? "trip_total" : trip.track_flights ? "flight_total" : "hotel_total")
        amount.text = rule?.threshold ? App.format.typedFromMinor(rule.threshold.amount_minor, currency) : ""
        email.checked = rule?.email ?? true
        desktop.checked = rule?.desktop ?? true
    }
    onAboutToShow: {
        serverError = ""
        const now = detail.tripId + JSON.stringify([rule?.revision, rule?.kind, rule?.measure, rule?.threshold, rule?.email, rule?.desktop])
        if (begunFor !== now)
            begin()
        begunFor = now
        amount.input.forceActiveFocus()
        amount.input.selectAll()
    }
    onConfirmed: {
        const trip = detail.trip
        const body = Object.assign({email: email.checked, desktop: desktop.checked, enabled: true}, wish)
        busy = true
        App.call("PUT", "/api/v1/trips/" + trip.id + "/alert", body, reply => {
            busy = false
            if (!reply.ok) {
                serverError = reply.errors["threshold"] ?? reply.errors["threshold/amount_minor"] ?? (reply.status === 0 ? qsTr("The server does not answer. Nothing is lost; try again.") : reply.title)
                return
            }
            begunFor = ""
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
    ChoiceField {
        objectName: "alertMeasure"
        Layout.fillWidth: true
        visible: dialog.choosesMeasure
        label: qsTr("Of which price")
        choices: [{value: "trip_total", text: qsTr("the whole trip")}, {value: "flight_total", text: qsTr("the flight")}, {value: "hotel_total", text: qsTr("the hotel")}]
        value: dialog.measure
        onChosen: value => dialog.measure = value
    }
    Field {
        id: amount

        objectName: "threshold"
        Layout.fillWidth: true
        visible: dialog.kind === "threshold"
        label: qsTr("Limit in %1").arg(dialog.currency)
        hint: qsTr("Now: %1").arg(App.format.money(dialog.measure === "trip_total" ? dialog.detail.totalPrice : dialog.measure === "flight_total" ? dialog.detail.flightPrice : dialog.detail.hotelPrice))
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

        objectName: "alertEmail"
        text: qsTr("Tell me by e-mail")
    }
    Check {
        id: desktop

        objectName: "alertDesktop"
        text: qsTr("Tell me on this desktop")
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
