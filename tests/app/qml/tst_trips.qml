// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Nav
import Portier.TripActions

Item {
    width: 900
    height: 700

    SignalSpy {
        id: toasts

        target: Nav
        signalName: "toast"
    }

    TripDetail { id: shown }
    AlertDialog { id: alertDialog; detail: shown }

    TestCase {
        name: "Trips"
        when: windowShown

        function trip(changes: var): var {
            return Object.assign({id: "t1", version: 1, name: "Lissabon", status: "active", currency: "EUR", track_flights: true,
                                  track_hotels: true, origin_airport: "MUC", destination_airport: "LIS", trip_kind: "round_trip",
                                  depart_date: "2099-08-01", return_date: "2099-08-05", alert: null, check: null, latest: null}, changes)
        }
        function initTestCase(): void {
            server.answer("GET /api/v1/trips", {items: [trip({})], next_cursor: null})
            server.signIn(["member"])
            tryCompare(App.session, "state", "signedIn")
            toasts.clear()
        }

        function test_statusNamesWhatIsMissing_data(): var { // TRP-271
            return [
                {tag: "paused", changes: {status: "paused"}, tone: "neutral", icon: "pause"},
                {tag: "error", changes: {status: "error"}, tone: "bad", icon: "triangle-alert"},
                {tag: "expired", changes: {status: "expired"}, tone: "neutral", icon: "history"},
                {tag: "no flight", changes: {latest: {missing: ["flights"]}}, tone: "wait", icon: "triangle-alert"},
                {tag: "no hotel", changes: {latest: {missing: ["hotels"]}}, tone: "wait", icon: "triangle-alert"},
                {tag: "all there", changes: {latest: {missing: []}}, tone: "ok", icon: "circle-check"}
            ]
        }
        function test_statusNamesWhatIsMissing(row: var): void {
            const status = TripActions.status(trip(row.changes))
            compare(status.tone, row.tone)
            compare(status.iconName, row.icon)
            verify(status.text !== "")
        }

        function test_routeShowsTheWayBack(): void { // TRP-270
            compare(TripActions.route(trip({})), "MUC ↔ LIS")
            compare(TripActions.route(trip({trip_kind: "one_way"})), "MUC → LIS")
            compare(TripActions.route(trip({track_flights: false, hotel_filters: {city: "Lissabon"}})), "Lissabon")
        }

        function test_unknownPricesAreNoZero(): void { // TRP-272
            compare(App.format.money(null), "–")
            compare(App.format.wholeMoney(undefined), "–")
            verify(App.format.money({amount_minor: 31240, currency: "EUR"}).includes("312"))
            verify(!App.format.wholeMoney({amount_minor: 31240, currency: "EUR"}).includes("40"))
        }

        function test_runEndsInOneToast_data(): var { // TRP-281, A60
            return [
                {tag: "whole", failed: 0, action: ""},
                {tag: "in part", failed: 2, action: qsTr("Show")}
            ]
        }
        function test_runEndsInOneToast(row: var): void {
            toasts.clear()
            TripActions.run = {id: "r1", total: 7, done: 3, failed: 0, state: "running"}
            TripActions.takeRun({ok: true, body: {id: "r1", total: 7, done: 4, failed: 0, state: "running"}})
            compare(toasts.count, 0)
            TripActions.takeRun({ok: true, body: {id: "r1", total: 7, done: 7, failed: row.failed, state: "done"}})
            compare(toasts.count, 1)
            const text = toasts.signalArguments[0][0]
            verify(row.failed === 0 ? text.includes("7") : text.includes("5") && text.includes("7") && text.includes("2"), text)
            compare(toasts.signalArguments[0][1] !== "", row.failed > 0)
            compare(TripActions.run, null)
        }

        function test_oldSpinnersAreLookedAfter_data(): var { // TRP-242
            const now = Date.parse("2027-01-10T09:10:00Z")
            return [
                {tag: "none", check: null, now: now, old: false},
                {tag: "young", check: {state: "running", created_at: "2027-01-10T09:07:01Z"}, now: now, old: false},
                {tag: "old", check: {state: "running", created_at: "2027-01-10T09:06:59Z"}, now: now, old: true},
                {tag: "old and waiting", check: {state: "queued", created_at: "2027-01-10T09:00:00Z"}, now: now, old: true}
            ]
        }
        function test_oldSpinnersAreLookedAfter(row: var): void {
            compare(TripActions.isOldCheck(row.check, row.now), row.old)
        }
        function test_oldSpinnersAreReplaced(): void { // TRP-242: the feed has said nothing, and the stored state counts
            server.answer("GET /api/v1/trips", {items: [trip({check: {id: "c1", state: "running", created_at: "2020-01-10T09:00:00Z"}})], next_cursor: null})
            TripActions.trips.reload()
            tryVerify(() => TripActions.trips.count === 1 && !!TripActions.trips.itemAt(0).check)
            server.answer("GET /api/v1/trips", {items: [trip({})], next_cursor: null})
            TripActions.lookAfterOldChecks()
            tryVerify(() => !TripActions.trips.itemAt(0).check)
        }

        function alertOf(changes: var): var {
            return Object.assign({kind: "threshold", measure: "flight_total", threshold: {amount_minor: 90000, currency: "EUR"}, enabled: true, email: false, desktop: false, revision: 1}, changes)
        }
        function showTrip(id: string, changes: var): void {
            server.answer("GET /api/v1/trips/" + id, trip(Object.assign({id: id}, changes)))
            shown.tripId = id
            tryVerify(() => shown.trip.id === id)
        }
        function test_alertDialogUndoesNothingItDoesNotShow(): void { // TRP-276
            showTrip("a1", {alert: alertOf({})})
            alertDialog.open()
            tryCompare(alertDialog, "opened", true)
            compare(findChild(alertDialog.contentItem, "threshold").text, "900")
            server.answer("PUT /api/v1/trips/a1/alert", {})
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(alertDialog, "opened", false)
            const sent = server.calls("PUT /api/v1/trips/a1/alert")[0].body
            compare([sent.measure, sent.email, sent.desktop, sent.threshold.amount_minor], ["flight_total", false, false, 90000])
        }
        function test_alertDialogKeepsWhatWasTyped(): void {
            showTrip("a2", {alert: alertOf({})})
            alertDialog.open()
            tryCompare(alertDialog, "opened", true)
            const amount = findChild(alertDialog.contentItem, "threshold")
            amount.text = "777"
            findChild(alertDialog.contentItem, "alertMeasure").chosen("hotel_total")
            alertDialog.close()
            tryCompare(alertDialog, "opened", false)
            alertDialog.open()
            compare(amount.text, "777")
            compare(alertDialog.measure, "hotel_total")
            alertDialog.close()
            showTrip("a3", {alert: alertOf({threshold: {amount_minor: 50000, currency: "EUR"}})}) // another trip has its own
            alertDialog.open()
            compare(amount.text, "500")
            alertDialog.close()
        }
    }
}
