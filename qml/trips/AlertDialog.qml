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
    readonly property var values: typed.values
    readonly property real minor: App.format.minorFromTyped(values.amount ?? "", currency)
    readonly property bool limited: values.kind === "threshold"
    readonly property bool choosesMeasure: (detail.trip.track_flights && detail.trip.track_hotels) ?? false
    readonly property var wish: Object.assign({kind: values.kind, measure: values.measure}, limited ? {threshold: {amount_minor: minor, currency: currency}} : {})
    readonly property string wrongLimit: Object.keys(typed.errors).find(each => each.startsWith("threshold")) ?? "" ///< the server's name for what is wrong with it

    title: qsTr("Price alert for “%1”").arg(detail.trip.name ?? "")
    verb: qsTr("Save price alert")
    problem: typed.problem

    function ask(): void {
        typed.begin("alert:" + detail.tripId, fieldsOf(detail.trip))
        open()
    }
    function fieldsOf(trip: var): var {
        const own = trip.alert ?? null, all = trip.track_flights && trip.track_hotels
        return {kind: own?.kind ?? "threshold", measure: own?.measure ?? (all ? "trip_total" : trip.track_flights ? "flight_total" : "hotel_total"),
                amount: own?.threshold ? App.format.typedFromMinor(own.threshold.amount_minor, own.threshold.currency) : "", email: own?.email ?? true, desktop: own?.desktop ?? true}
    }
    function change(method: string, body: var, said: string): void {
        const sent = typed.key
        busy = true
        App.call(method, "/api/v1/trips/" + detail.tripId + "/alert", body, reply => {
            busy = false
            if (typed.take(reply, sent))
                close()
            if (reply.ok || reply.status === 412)
                detail.reload()
            if (reply.ok)
                Nav.say(said)
        }, method === "PUT" ? detail.trip.version : -1)
    }
    onAboutToShow: {
        amount.input.forceActiveFocus()
        amount.input.selectAll()
    }
    onConfirmed: change("PUT", Object.assign({email: values.email, desktop: values.desktop, enabled: true}, wish), qsTr("Price alert saved."))

    TypedFields { id: typed; shown: dialog.opened; places: ["kind"].concat(dialog.choosesMeasure ? ["measure"] : [], dialog.limited ? ["threshold", "threshold/amount_minor", "threshold/currency"] : []) }
    Connections {
        target: dialog.detail

        function onChanged(): void { // somebody else may have saved
            if (dialog.opened && typed.key === "alert:" + dialog.detail.tripId && dialog.detail.trip.id === dialog.detail.tripId)
                typed.meet(dialog.fieldsOf(dialog.detail.trip))
        }
    }
    DraftBanner { fields: typed }
    SegmentField {
        objectName: "alertKind"
        Layout.fillWidth: true
        label: qsTr("Kind of alert")
        choices: [{value: "threshold", text: qsTr("Below a limit")}, {value: "any_drop", text: qsTr("At every drop")}]
        value: dialog.values.kind
        error: typed.errors.kind ?? ""
        onChosen: value => typed.set("kind", value)
    }
    ChoiceField {
        objectName: "alertMeasure"
        Layout.fillWidth: true
        visible: dialog.choosesMeasure
        label: qsTr("Of which price")
        choices: [{value: "trip_total", text: qsTr("the whole trip")}, {value: "flight_total", text: qsTr("the flight")}, {value: "hotel_total", text: qsTr("the hotel")}]
        value: dialog.values.measure
        error: typed.errors.measure ?? ""
        onChosen: value => typed.set("measure", value)
    }
    Field {
        id: amount

        objectName: "threshold"
        Layout.fillWidth: true
        visible: dialog.limited
        label: qsTr("Limit in %1").arg(dialog.currency)
        hint: qsTr("Now: %1").arg(App.format.money(dialog.values.measure === "trip_total" ? dialog.detail.totalPrice : dialog.values.measure === "flight_total" ? dialog.detail.flightPrice : dialog.detail.hotelPrice))
        text: dialog.values.amount ?? ""
        wrong: dialog.minor <= 0 && (dialog.tried || text !== "") ? qsTr("Enter an amount, for example 900.") : ""
        error: typed.errors[dialog.wrongLimit] ?? ""
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        onEdited: text => typed.set("amount", text, dialog.wrongLimit)
    }
    BacktestLine {
        Layout.fillWidth: true
        tripId: dialog.detail.tripId
        rule: dialog.opened && (!dialog.limited || dialog.minor > 0) ? dialog.wish : null
    }
    Check {
        objectName: "alertEmail"
        text: qsTr("Tell me by e-mail")
        checked: dialog.values.email ?? true
        onToggled: typed.set("email", checked)
    }
    Check {
        objectName: "alertDesktop"
        text: qsTr("Tell me on this desktop")
        checked: dialog.values.desktop ?? true
        onToggled: typed.set("desktop", checked)
    }
    PButton {
        objectName: "alertRemove"
        visible: dialog.rule !== null
        kind: "text"
        iconName: "trash-2"
        text: qsTr("Remove price alert")
        enabled: App.client.online && !dialog.busy
        offReason: App.client.online ? "" : qsTr("Not while offline")
        onClicked: dialog.change("DELETE", {}, qsTr("Price alert removed."))
    }
}
