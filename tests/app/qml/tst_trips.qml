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
    Loader { id: page; width: parent.width; height: parent.height }
    Component { id: table; TripsTable {} }
    Component { id: detail; TripDetailPage { tripId: "t1" } }

    TestCase {
        name: "Trips"
        when: windowShown

        function trip(changes: var): var {
            return Object.assign({id: "t1", version: 1, name: "Lissabon", status: "active", currency: "EUR", track_flights: true,
                                  track_hotels: true, origin_airport: "MUC", destination_airport: "LIS", trip_kind: "round_trip",
                                  depart_date: "2099-08-01", return_date: "2099-08-05", adults: 2, alert: null, check: null, latest: null}, changes)
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

        function test_badgeCountsWhatIsBelowItsLimit(): void { // the news of the rail (ui.md 4)
            const cheap = trip({id: "t2", alert: alertOf({}), latest: {flight: {amount_minor: 80000, currency: "EUR"}}})
            server.answer("GET /api/v1/trips", {items: [trip({}), cheap], next_cursor: null})
            TripActions.trips.reload()
            tryCompare(TripActions, "belowLimit", 1)
            server.answer("GET /api/v1/trips", {items: [trip({})], next_cursor: null})
            TripActions.trips.reload()
            tryCompare(TripActions, "belowLimit", 0)
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

        // TRP-271: what it is, create, import, and where the prices come from
        function test_TRP_271_emptyTableSaysHowToBegin(): void {
            server.answer("GET /api/v1/trips", {items: [], next_cursor: null})
            server.answer("GET /api/v1/price-sources", {items: [{name: "demo", simulated: true, serving: true}]})
            TripActions.trips.reload()
            tryCompare(TripActions.trips, "count", 0)
            page.sourceComponent = table
            const state = findChild(page, "tripsState")
            tryCompare(state, "shown", "empty")
            tryVerify(() => state.sentence.includes("simulated"))
            compare(state.action, "New trip")
            verify(findChild(state, "stateOtherAction").visible)
            compare(state.otherAction, "Import …")
            page.sourceComponent = null
            server.answer("GET /api/v1/trips", {items: [trip({})], next_cursor: null})
            TripActions.trips.reload()
            tryCompare(TripActions.trips, "count", 1)
        }
        // TRP-271: the cause stands with the badge, for eyes and screen readers
        function test_TRP_271_badgesSayWhy(): void {
            const failed = trip({status: "error", last_error: {code: "auth", message: "The price source refuses us."}})
            compare(TripActions.status(failed).why, "The price source refuses us.")
            verify(TripActions.status(trip({latest: {missing: ["hotels"]}})).why !== "")
        }
        // TRP-270: every column sorts, also where it has no room; and it comes back
        function test_TRP_270_everyOrder_data(): var {
            return [
                {tag: "name", path: "name"}, {tag: "dates", path: "depart_date"}, {tag: "flight", path: "latest.flight.amount_minor"}, {tag: "hotel", path: "latest.hotel.amount_minor"},
                {tag: "total", path: "latest.total.amount_minor"}, {tag: "alert", path: "alert.threshold.amount_minor"}, {tag: "status", path: "status"},
                {tag: "updated", path: "last_refreshed_at"}, {tag: "next check", path: "next_due_on"}
            ]
        }
        function test_TRP_270_everyOrder(row: var): void {
            page.sourceComponent = table
            const button = findChild(page, "tripsOrder")
            verify(page.item.orders.some(each => each.path === row.path))
            page.item.sortBy("") // none
            page.item.sortBy(row.path)
            verify(button.text.endsWith("↑"), button.text)
            verify(page.item.orderName(row.path) !== "" && button.text.includes(page.item.orderName(row.path)))
            page.item.sortBy(row.path)
            verify(button.text.endsWith("↓"), button.text)
            page.item.sortBy("name")
            page.sourceComponent = null
        }
        function test_TRP_270_rowMenuByKeys_data(): var { return [{tag: "Menu", key: Qt.Key_Menu}, {tag: "F10", key: Qt.Key_F10}] }
        function test_TRP_270_rowMenuByKeys(row: var): void {
            page.sourceComponent = table
            const list = findChild(page, "tripsList")
            tryVerify(() => list.currentItem !== null)
            list.forceActiveFocus()
            keyClick(row.key)
            const menu = findChild(list.currentItem, "rowMenu")
            tryCompare(menu, "opened", true)
            menu.close()
            tryCompare(menu, "opened", false)
            page.sourceComponent = null
        }
        // Expired trips have the same menu; a key means the list that has the focus.
        function test_TRP_270_expiredRowsByKeys(): void {
            server.answer("GET /api/v1/trips", {items: [trip({}), trip({id: "t8", name: "Alt", status: "expired"}), trip({id: "t9", name: "Uralt", status: "expired"})], next_cursor: null})
            TripActions.trips.reload()
            tryCompare(TripActions.trips, "count", 3)
            page.sourceComponent = table
            const list = findChild(page, "expiredList")
            findChild(page, "showExpired").clicked()
            tryVerify(() => list.currentItem !== null)
            list.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Down)
            tryCompare(list, "currentIndex", 1)
            keyClick(Qt.Key_F10)
            const menu = findChild(list.currentItem, "rowMenu")
            tryCompare(menu, "opened", true)
            menu.close()
            tryCompare(menu, "opened", false)
            list.forceActiveFocus()
            TripActions.editRequested()
            compare(Nav.route, "trips/t9/edit")
            findChild(page, "tripsList").forceActiveFocus()
            TripActions.editRequested()
            compare(Nav.route, "trips/t1/edit")
            page.sourceComponent = null
            server.answer("GET /api/v1/trips", {items: [trip({})], next_cursor: null})
            TripActions.trips.reload()
            tryCompare(TripActions.trips, "count", 1)
        }
        // ui.md 4: what has no column any more is told in the second line
        function test_TRP_270_narrowRowsLoseNothing_data(): var {
            return [{tag: "wide", width: 1016}, {tag: "narrow", width: 544}]
        }
        function test_TRP_270_narrowRowsLoseNothing(row: var): void {
            const euros = minor => ({amount_minor: minor, currency: "EUR"})
            server.answer("GET /api/v1/trips", {items: [trip({next_due_on: "2099-01-12", last_refreshed_at: "2027-01-01T00:00:00Z",
                                                              latest: {flight: euros(31200), hotel: euros(50000), total: euros(81200), missing: []}})], next_cursor: null})
            TripActions.trips.reload()
            tryVerify(() => !!TripActions.trips.itemAt(0).next_due_on)
            page.sourceComponent = table
            page.width = row.width
            const list = findChild(page, "tripsList")
            tryVerify(() => list.itemAtIndex(0) !== null)
            waitForRendering(page)
            const second = findChild(list.itemAtIndex(0), "second")
            for (const part of ["flight €312", "hotel €500", "next 12 Jan"])
                compare(second.text.includes(part), row.tag === "narrow", part + " in " + second.text)
            verify(row.tag === "wide" || !second.truncated)
            page.sourceComponent = null
            page.width = Qt.binding(() => page.parent.width)
            server.answer("GET /api/v1/trips", {items: [trip({})], next_cursor: null})
            TripActions.trips.reload()
        }
        function limits(left: int, seconds: real): string {
            const resetAt = new Date(Date.now() + seconds * 1000).toISOString()
            server.answer("GET /api/v1/me/limits", {policies: [{name: "trip_create", limit: 20, remaining: 0, window_s: 3600, reset_at: resetAt}, {name: "manual_refresh", limit: 10, remaining: left, window_s: 3600, reset_at: resetAt}]})
            TripActions.checks.reload()
            tryCompare(TripActions.checks, "remaining", left)
            return resetAt
        }
        // TRP-279: what is left and until when beside the buttons; none left: they are off and count down
        function test_TRP_279_limitsStandBesideTheButtons_data(): var {
            return [{tag: "all trips", page: table, button: "checkAll"}, {tag: "one trip", page: detail, button: "check"}]
        }
        function test_TRP_279_limitsStandBesideTheButtons(row: var): void {
            server.answer("GET /api/v1/trips/t1", trip({}))
            limits(10, 1800)
            page.sourceComponent = row.page
            const button = findChild(page, row.button)
            tryVerify(() => button.enabled)
            compare(button.note, "10 left")
            const resetAt = limits(3, 1800)
            compare(button.note, "3 left until " + App.format.time(resetAt))
            limits(0, 1790)
            verify(!button.enabled)
            compare(button.note, "again in 30 min")
            compare(button.offReason, "No checks left. Again in 30 min.")
            compare(button.Accessible.description, button.offReason)
            server.forgetCalls()
            toasts.clear()
            TripActions.checkAll()
            TripActions.check("t1", () => {})
            compare(toasts.count, 2)
            compare(toasts.signalArguments[0][0], button.offReason)
            compare(server.calls("POST /api/v1/trips/refresh").length + server.calls("POST /api/v1/trips/t1/refresh").length, 0)
            page.sourceComponent = null
        }
        function test_TRP_279_checksComeBackByThemselves(): void { // without a look at anything else
            limits(0, 0.5)
            verify(TripActions.checksGone)
            server.answer("GET /api/v1/me/limits", {policies: [{name: "manual_refresh", limit: 10, remaining: 10, window_s: 3600, reset_at: new Date().toISOString()}]})
            tryCompare(TripActions.checks, "remaining", 10)
        }
        function test_TRP_279_whatOthersAskForCountsToo(): void {
            limits(5, 1800)
            server.answer("GET /api/v1/me/limits", {policies: [{name: "manual_refresh", limit: 10, remaining: 4, window_s: 3600, reset_at: new Date().toISOString()}]})
            server.tell("price_check.updated", "c1", "updated")
            tryCompare(TripActions.checks, "remaining", 4)
        }
        function test_TRP_279_refusalTellsWhatIsUsedUp_data(): var {
            return [
                {tag: "checks", policy: "manual_refresh", text: "No checks left. Again in 2 min."},
                {tag: "anything else", policy: "trip_create", text: "That was too often. Again in 2 min."}
            ]
        }
        function test_TRP_279_refusalTellsWhatIsUsedUp(row: var): void {
            toasts.clear()
            Nav.complain({ok: false, status: 429, title: "Too many requests", detail: "", errors: {}, retryAfter: 61, body: {policy: row.policy}})
            compare(toasts.signalArguments[0][0], row.text)
        }

        function alertOf(changes: var): var {
            return Object.assign({kind: "threshold", measure: "flight_total", threshold: {amount_minor: 90000, currency: "EUR"}, enabled: true, email: false, desktop: false, revision: 1}, changes)
        }
        function showTrip(id: string, changes: var): void {
            server.answer("GET /api/v1/trips/" + id, trip(Object.assign({id: id}, changes)))
            shown.tripId = id
            tryVerify(() => shown.trip.id === id)
        }
        function openAlert(): void {
            alertDialog.ask()
            tryCompare(alertDialog, "opened", true)
        }
        function leaveAlert(): void {
            alertDialog.close()
            tryCompare(alertDialog, "opened", false)
        }
        function test_alertDialogUndoesNothingItDoesNotShow(): void { // TRP-276
            showTrip("a1", {alert: alertOf({})})
            openAlert()
            compare(findChild(alertDialog.contentItem, "threshold").text, "900")
            server.answer("PUT /api/v1/trips/a1/alert", {})
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(alertDialog, "opened", false)
            const sent = server.calls("PUT /api/v1/trips/a1/alert")[0].body
            compare([sent.measure, sent.email, sent.desktop, sent.threshold.amount_minor], ["flight_total", false, false, 90000])
        }
        function test_alertDialogKeepsWhatWasTyped(): void {
            showTrip("a2", {alert: alertOf({})})
            openAlert()
            const amount = findChild(alertDialog.contentItem, "threshold"), measure = findChild(alertDialog.contentItem, "alertMeasure")
            amount.edited("777")
            measure.chosen("hotel_total")
            leaveAlert()
            showTrip("a3", {alert: alertOf({threshold: {amount_minor: 50000, currency: "EUR"}})}) // another trip has its own
            openAlert()
            compare([amount.text, measure.value], ["500", "flight_total"])
            leaveAlert()
            showTrip("a2", {alert: alertOf({})})
            openAlert()
            compare([amount.text, measure.value], ["777", "hotel_total"])
            leaveAlert()
        }
        // ui.md: the primary button stays enabled, says what is missing and leads there
        function test_alertDialogSaysWhatIsMissing(): void {
            showTrip("a4", {})
            openAlert()
            const amount = findChild(alertDialog.contentItem, "threshold"), verb = findChild(alertDialog.contentItem, "verb")
            verify(verb.enabled)
            compare(amount.problem, "")
            verb.forceActiveFocus()
            keyClick(Qt.Key_Space)
            compare(amount.problem, "Enter an amount, for example 900.")
            verify(amount.input.activeFocus)
            compare(server.calls("PUT /api/v1/trips/a4/alert").length, 0)
            amount.edited("9")
            compare(amount.problem, "")
            leaveAlert()
        }
        // What somebody else saved comes in, what was typed here stays.
        function test_alertDialogMeetsWhatOthersSave(): void {
            showTrip("a5", {alert: alertOf({})})
            openAlert()
            const amount = findChild(alertDialog.contentItem, "threshold"), measure = findChild(alertDialog.contentItem, "alertMeasure")
            amount.edited("650")
            server.answer("GET /api/v1/trips/a5", trip({id: "a5", version: 2, alert: alertOf({measure: "hotel_total", revision: 2})}))
            shown.reload()
            tryVerify(() => shown.trip.version === 2)
            compare([amount.text, measure.value], ["650", "hotel_total"])
            leaveAlert()
        }
        function test_alertIsRemoved(): void {
            showTrip("a6", {alert: alertOf({})})
            openAlert()
            server.answer("DELETE /api/v1/trips/a6/alert", {title: "Busy", detail: "Not yet."}, 409)
            findChild(alertDialog.contentItem, "alertRemove").clicked()
            tryCompare(alertDialog, "problem", "Not yet.")
            server.answer("DELETE /api/v1/trips/a6/alert", {}, 204)
            findChild(alertDialog.contentItem, "alertRemove").clicked()
            tryCompare(alertDialog, "opened", false)
        }
    }
}
