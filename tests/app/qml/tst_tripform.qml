// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Nav
import Portier.TripActions

Item {
    width: 1000
    height: 800

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: form; TripFormPage {} }
    Component { id: edit; TripFormPage { tripId: "t1" } }
    Component { id: copy; TripFormPage { copyOf: "t1" } }
    TripForm { id: fields }
    BacktestLine { id: line; width: 600; tripId: "t1" }

    SignalSpy { id: toasts; target: Nav; signalName: "toast" }

    TestCase {
        name: "TripForm"
        when: windowShown

        readonly property string path: "/api/v1/trips/t1"
        readonly property var trip: ({id: "t1", name: "Lissabon", version: 3, trip_kind: "round_trip", origin_airport: "HAM", destination_airport: "LIS", depart_date: App.format.dayFromNow(60), return_date: App.format.dayFromNow(64),
                                      adults: 2, currency: "EUR", track_flights: true, track_hotels: false, flight_filters: {cabin: "economy", max_stops: null}, hotel_filters: null, reminder_days: [], alert: null, status: "active"})

        function init(): void {
            server.reachable = true
            server.answer("GET " + path, trip)
            server.signIn(["member"])
            tryCompare(App.session, "state", "signedIn")
            TripActions.drafts = {}
            line.rule = null
            server.forgetCalls()
        }
        function cleanup(): void { page.sourceComponent = null }
        function field(name: string): var { return findChild(page, name) }
        function banner(): var { return findChild(page, "draftBanner") }
        function type(text: string): void {
            for (const letter of text)
                keyClick(letter)
        }

        // Nothing typed is ever lost.
        function test_draftComesBackUntilItIsThrownAway(): void {
            page.sourceComponent = form
            tryVerify(() => field("name").input.activeFocus)
            verify(!banner().visible)
            type("Oslo")
            page.sourceComponent = null
            page.sourceComponent = form
            compare(field("name").text, "Oslo")
            verify(banner().visible)
            banner().acted()
            compare(field("name").text, "")
            page.sourceComponent = null
            page.sourceComponent = form
            verify(!banner().visible)
        }
        // Only what was typed comes back: what others changed meanwhile stays theirs.
        function test_draftOfAnEditHoldsOnlyWhatWasTyped(): void {
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Lissabon")
            field("name").input.forceActiveFocus()
            field("name").input.selectAll()
            type("Porto")
            page.sourceComponent = null
            compare(Object.keys(TripActions.drafts["t1"]), ["name"])
            server.answer("GET " + path, Object.assign({}, trip, {adults: 4, version: 4}))
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Porto")
            server.answer("PATCH " + path, Object.assign({}, trip, {name: "Porto"}))
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("PATCH " + path).length === 1)
            compare(Object.keys(server.calls("PATCH " + path)[0].body), ["name"])
            compare(TripActions.drafts["t1"], undefined)
        }
        // TRP-270
        function test_duplicateBeginsAsTheOther(): void {
            page.sourceComponent = copy
            tryVerify(() => field("name").text === "Lissabon (copy)")
            compare(field("origin").text, "HAM")
            verify(!banner().visible)
            server.answer("POST /api/v1/trips", Object.assign({}, trip, {id: "t2"}), 201)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST /api/v1/trips").length === 1)
            compare(server.calls("POST /api/v1/trips")[0].body.adults, 2)
        }
        // TRP-276: every field of the API can be typed, and says what is wrong below itself.
        function test_TRP_276_errorsStandAtTheirFields_data(): var {
            return [
                {tag: "airlines", field: "airlines", wrong: "Lufthansa", right: "LH"},
                {tag: "reminder", field: "reminderDays", wrong: "0", right: "14, 3"},
                {tag: "country", field: "country", wrong: "P", right: "PT", hotels: true},
                {tag: "first night", field: "checkIn", wrong: "3.", right: "", hotels: true}
            ]
        }
        function test_TRP_276_errorsStandAtTheirFields(row: var): void {
            server.answer("GET " + path, Object.assign({}, trip, {track_hotels: row.hotels ?? false, hotel_filters: {city: "Lissabon"}, depart_date: dayIn(30), return_date: dayIn(35)}))
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Lissabon")
            const box = field(row.field)
            box.input.forceActiveFocus()
            type(row.wrong)
            verify(box.error !== "", "says what is wrong")
            compare(box.input.Accessible.description, box.error)
            verify(!field("save").enabled)
            verify(field("save").offReason !== "")
            box.input.selectAll()
            type(row.field === "checkIn" ? dayIn(31) : row.right)
            compare(box.error, "")
            verify(field("save").enabled)
        }
        function dayIn(days: int): string { return App.format.dayFromNow(days) }
        function test_TRP_018_roomsAreTold(): void {
            server.answer("GET " + path, Object.assign({}, trip, {adults: 5, track_hotels: true, hotel_filters: {city: "Lissabon", rooms: 3, adults_per_room: 2}}))
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Lissabon")
            compare(field("occupancy").text, "Portier looks for 3 rooms, 2 adults in each.")
            field("rooms").chosen(1)
            verify(field("roomsError").visible)
            verify(field("roomsError").error !== "")
        }
        // TRP-034
        function test_warningsOfTheServerAreShown(): void {
            toasts.clear()
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Lissabon")
            field("reminderDays").edited("3")
            server.answer("PATCH " + path, Object.assign({}, trip, {warnings: [{code: "side_without_source", side: "flights", message: "No source for flights."}]}))
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => toasts.count === 2)
            compare(toasts.signalArguments[1][0], "No source for flights.")
        }
        // TRP-034, TRP-276: while it is typed, not only after it is saved
        function test_TRP_034_warningsAreShownWhileTyping_data(): var {
            return [{tag: "new", page: form, costs: true}, {tag: "edit", page: edit, costs: false}]
        }
        function test_TRP_034_warningsAreShownWhileTyping(row: var): void {
            const forecast = "POST /api/v1/trips/forecast"
            const source = {name: "serpapi", side: "flights", added_per_month: 14, used: 190, limit: 250, projected_exhaustion: null}
            server.answer(forecast, {sources: [source], tier_changes: [], warnings: [{code: "side_without_source", side: "hotels", message: "No price source looks for hotels."}]})
            page.sourceComponent = row.page
            tryVerify(() => row.tag === "new" || field("name").text === "Lissabon")
            if (row.tag === "new") {
                field("name").edited("Oslo")
                field("origin").edited("HAM")
                field("destination").edited("OSL")
                field("city").edited("Oslo")
            } else {
                field("reminderDays").edited("3")
            }
            tryVerify(() => server.calls(forecast).length > 0)
            const sent = server.calls(forecast)[0].body
            compare([sent.name, sent.track_flights, sent.adults], [row.tag === "new" ? "Oslo" : "Lissabon", true, row.tag === "new" ? 1 : 2]) // all of it
            tryVerify(() => shown("warning").length === 1)
            compare(shown("warning")[0].text, "No price source looks for hotels.")
            compare(shown("cost").length, row.costs ? 1 : 0)
            verify(field("save").enabled) // never an error
            server.answer(forecast, {sources: [], tier_changes: [], warnings: []})
            field("reminderDays").edited("14")
            tryVerify(() => shown("warning").length === 0)
        }
        function shown(name: string): var {
            const found = []
            const walk = item => {
                if (item.objectName === name && item.visible)
                    found.push(item)
                for (let i = 0; i < item.children.length; ++i)
                    walk(item.children[i])
            }
            walk(page)
            return found
        }
        // TRP-279
        function test_TRP_279_refusalForTooOftenKeepsWhatWasTyped(): void {
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Lissabon")
            field("name").input.forceActiveFocus()
            field("name").input.selectAll()
            type("Porto")
            field("reminderDays").edited("3")
            server.answer("PATCH " + path, {code: "rate_limited", title: "Too many requests", policy: "manual_refresh", retry_after: 90}, 429, 90)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => field("problem").visible)
            compare(field("problem").text, "That was too often. Again in 2 min; nothing is lost.")
            compare(field("name").text, "Porto")
            compare(field("reminderDays").text, "3")
            verify(field("save").enabled)
            page.sourceComponent = null
            page.sourceComponent = edit
            tryVerify(() => field("name").text === "Porto") // nor does a look elsewhere
            server.answer("PATCH " + path, Object.assign({}, trip, {name: "Porto"}))
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("PATCH " + path).length === 2)
            compare(server.calls("PATCH " + path)[1].body, {name: "Porto", reminder_days: [3]})
        }
        function test_madeUpPricesOnlyInTheSimulatedMarket_data(): var {
            return [{tag: "demo serves", serving: true}, {tag: "a real one serves", serving: false}]
        }
        function test_madeUpPricesOnlyInTheSimulatedMarket(row: var): void {
            server.answer("GET /api/v1/price-sources", {items: [{name: "demo", simulated: true, configured: true, serving: row.serving}]})
            page.sourceComponent = form
            tryVerify(() => server.calls("GET /api/v1/price-sources").length === 1)
            wait(0)
            compare(field("demoHistory").visible, row.serving)
        }
        function test_ruleAsItWouldBeSaved_data(): var {
            const euros = minor => ({amount_minor: minor, currency: "EUR"})
            return [
                {tag: "none", set: {alert_kind: "none", threshold: "900"}, rule: {}},
                {tag: "any drop of both", set: {alert_kind: "any_drop", threshold: "900"}, rule: {kind: "any_drop", measure: "trip_total", enabled: true, email: true, desktop: true}},
                {tag: "limit of flights", set: {alert_kind: "threshold", threshold: "1,234.50", track_hotels: false}, rule: {kind: "threshold", measure: "flight_total", enabled: true, email: true, desktop: true, threshold: euros(123450)}},
                {tag: "limit of hotels, no mail", set: {alert_kind: "threshold", threshold: "80", track_flights: false, alert_email: false}, rule: {kind: "threshold", measure: "hotel_total", enabled: true, email: false, desktop: true, threshold: euros(8000)}}
            ]
        }
        function test_ruleAsItWouldBeSaved(data: var): void {
            fields.begin()
            for (const name in data.set)
                fields.set(name, data.set[name])
            compare(fields.rule(), data.rule)
            const sent = fields.body().alert
            if (data.tag === "none")
                compare(sent, null)
            else
                compare(sent, data.rule)
        }
        // TRP-194
        function test_backtestSaysWhatARuleWouldHaveTold_data(): var {
            const told = "In the last 90 days it would have told you once: 13 Jan 2027 at €984."
            return [
                {tag: "nothing to try on", result: {snapshots: 0, alerts: [], reasons: {}, text: "There are no prices to try it on yet."}, text: ""},
                // In the words, the day and the language of the server, which knows the zone.
                {tag: "as the server says it", result: {snapshots: 60, alerts: [{at: "2027-01-12T23:30:00Z", reason: "crossed", amount_minor: 98400}], reasons: {}, text: told}, text: told}
            ]
        }
        function test_backtestSaysWhatARuleWouldHaveTold(data: var): void {
            server.answer("POST " + path + "/alert/backtest", data.result)
            line.rule = {kind: "threshold", measure: "trip_total", threshold: {amount_minor: 99000, currency: "EUR"}}
            tryVerify(() => server.calls("POST " + path + "/alert/backtest").length === 1)
            compare(server.calls("POST " + path + "/alert/backtest")[0].body.days, 90)
            tryCompare(line, "sentence", data.text)
        }
        function test_backtestFollowsTheLanguage(): void {
            server.answer("POST " + path + "/alert/backtest", {snapshots: 60, alerts: [], reasons: {}, text: "never"})
            line.rule = {kind: "any_drop", measure: "trip_total"}
            tryCompare(line, "sentence", "never")
            server.answer("POST " + path + "/alert/backtest", {snapshots: 60, alerts: [], reasons: {}, text: "nie"})
            App.settings.language = "de"
            tryCompare(line, "sentence", "nie")
            App.settings.language = "en"
            tryVerify(() => server.calls("POST " + path + "/alert/backtest").length === 3)
        }
        function test_lateAnswerOfAnotherRuleIsNotShown(): void {
            server.answer("POST " + path + "/alert/backtest", {snapshots: 60, alerts: [], reasons: {}, text: "late"})
            server.held = true
            line.rule = {kind: "any_drop", measure: "trip_total"}
            tryVerify(() => server.calls("POST " + path + "/alert/backtest").length === 1)
            line.rule = null
            server.held = false
            wait(50)
            compare(line.sentence, "")
        }
    }
}
