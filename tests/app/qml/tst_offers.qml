// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 800
    height: 900

    TripDetail { id: detail }
    OfferCard { id: flights; width: 500; side: "flights"; detail: detail }
    ChartCard { id: chart; x: 510; width: 280; detail: detail }
    OfferCard { id: hotels; width: 500; y: 450; side: "hotels"; detail: detail }

    TestCase {
        name: "Offers"
        when: windowShown

        function euros(minor: int): var { return {amount_minor: minor, currency: "EUR"} }
        function leg(flight: string, from: var, departs: var, to: var, arrives: var, more: var): var {
            return Object.assign({flight: flight, carrier: flight.slice(0, 2), operating: null, from: from, to: to, departs_local: departs, arrives_local: arrives, minutes: null, technical_stops: 0}, more ?? {})
        }
        function flight(key: string, minor: int, out: var, more: var): var {
            return Object.assign({key: key, price: euros(minor), carriers: [out[0].carrier], stops_out: out.length - 1, stops_back: null, minutes_out: 100, itineraries: [{direction: "outbound", segments: out}], unverified: []}, more ?? {})
        }
        /// The trip as it comes, with these offers and sides.
        function show(offers: var, sides: var): void {
            server.answer("GET /api/v1/trips/" + detail.tripId + "x", {id: detail.tripId + "x", track_flights: true, track_hotels: true, currency: "EUR", latest: {snapshot_id: "s"}})
            server.answer("GET /api/v1/trips/" + detail.tripId + "x/snapshots/s", {id: "s" + detail.tripId, offers: offers, sides: sides ?? {}})
            detail.tripId += "x"
            tryVerify(() => detail.snapshot.id !== undefined)
        }
        function rows(card: var): var { return all(card, "offer").filter(row => row.visible) }
        function all(item: var, name: string): var {
            let found = item.objectName === name ? [item] : []
            for (let i = 0; i < item.children.length; ++i)
                found = found.concat(all(item.children[i], name))
            return found
        }
        function texts(item: var, name: string): var { return all(item, name).filter(each => each.visible).map(each => each.text) }

        function initTestCase(): void {
            server.signIn(["member"])
            tryCompare(App.session, "state", "signedIn")
        }
        function init(): void { flights.order = hotels.order = "price" }

        function test_TRP_274_flightsAreSorted_data(): var {
            return [
                {tag: "price", keys: ["late", "early", "unknown"]},
                {tag: "duration", keys: ["unknown", "early", "late"]},
                {tag: "departure", keys: ["early", "late", "unknown"]}, // an unknown time comes last
                {tag: "stops", keys: ["late", "unknown", "early"]},
                {tag: "airline", keys: ["unknown", "early", "late"]}
            ]
        }
        function test_TRP_274_flightsAreSorted(row: var): void {
            show({flights: [
                flight("late", 10000, [leg("TP1", "MUC", "2099-08-01T18:00", "LIS", "2099-08-01T21:00")], {minutes_out: 300}),
                flight("early", 20000, [leg("LH1", "MUC", "2099-08-01T06:00", "FRA", "2099-08-01T07:00"), leg("LH2", "FRA", "2099-08-01T08:00", "LIS", "2099-08-01T10:00")], {minutes_out: 200}),
                flight("unknown", 30000, [leg("AF1", null, null, null, null)], {minutes_out: 100})
            ]})
            flights.order = row.tag
            compare(rows(flights).map(each => each.offer.key), row.keys)
        }

        function test_TRP_274_hotelsTellStarsRoomNightAndStay(): void {
            show({hotels: [{key: "h", name: "Hotel Mundial", stars: 4, room: "Double", stay: euros(70350), nightly: euros(10050)}]})
            const name = rows(hotels)[0].Accessible.name
            for (const part of ["Hotel Mundial", "Double", "703.50"])
                verify(name.includes(part), name)
            verify(texts(rows(hotels)[0], "nightly")[0].includes("100.50"))
            compare(texts(rows(hotels)[0], "stars"), ["4"])
        }

        function test_TRP_274_segmentsOpenByKeyAndPointer(): void {
            show({flights: [flight("f", 10000, [leg("LH1", "MUC", "2099-08-01T06:00", "FRA", "2099-08-01T07:00", {minutes: 60}), leg("LH2", "FRA", "2099-08-01T08:25", "LIS", "2099-08-01T10:00")])]})
            const row = rows(flights)[0]
            compare(texts(row, "segment"), [])
            row.forceActiveFocus()
            keyClick(Qt.Key_Return)
            compare(texts(row, "segment"), ["06:00 MUC → 07:00 FRA", "08:25 FRA → 10:00 LIS"])
            keyClick(Qt.Key_Return)
            compare(texts(row, "segment"), [])
            mouseClick(all(row, "segmentsButton")[0])
            compare(texts(row, "segment").length, 2)
            compare(detail.flightKey, "f")
        }

        function test_TRP_274_layoversAndOperatingCarriers_data(): var {
            const first = leg("LH1", "MUC", "2099-08-01T06:00", "FRA", "2099-08-01T07:00")
            return [
                {tag: "a layover", out: [first, leg("LH2", "FRA", "2099-08-01T08:25", "LIS", "2099-08-01T10:00")], layovers: ["1 h 25 min to change in FRA"], facts: ["LH1", "LH2"]},
                {tag: "over night", out: [first, leg("LH2", "FRA", "2099-08-02T06:00", "LIS", "2099-08-02T08:00")], layovers: ["23 h to change in FRA"], facts: ["LH1", "LH2"]},
                {tag: "another airport", out: [first, leg("LH2", "HHN", "2099-08-01T10:00", "LIS", "2099-08-01T12:00")], layovers: ["3 h to change from FRA to HHN"], facts: ["LH1", "LH2"]},
                {tag: "no times", out: [leg("LH1", "MUC", "2099-08-01T06:00", null, null), leg("LH2", null, null, "LIS", "2099-08-01T10:00")], layovers: ["Change"], facts: ["LH1", "LH2"]},
                {tag: "place, no times", out: [leg("LH1", "MUC", "2099-08-01T06:00", "FRA", null), leg("LH2", null, null, "LIS", "2099-08-01T10:00")], layovers: ["Change in FRA"], facts: ["LH1", "LH2"]},
                {tag: "flown by another", out: [Object.assign({}, first, {operating: "CL", minutes: 60})], layovers: [], facts: ["LH1 · 1 h · operated by CL"]},
                {tag: "flown by itself", out: [Object.assign({}, first, {operating: "LH"})], layovers: [], facts: ["LH1"]},
                {tag: "a technical stop", out: [Object.assign({}, first, {technical_stops: 1})], layovers: [], facts: ["LH1 · 1 stop on the way"]}
            ]
        }
        function test_TRP_274_layoversAndOperatingCarriers(data: var): void {
            show({flights: [flight("f", 10000, data.out)]})
            const row = rows(flights)[0]
            row.opened = true
            compare(texts(row, "layover"), data.layovers)
            compare(texts(row, "segmentFacts"), data.facts)
        }

        function test_TRP_274_unverifiedReturnIsSaid(): void {
            show({flights: [flight("f", 10000, [leg("LH1", "MUC", "2099-08-01T06:00", "LIS", "2099-08-01T09:00")], {unverified: ["return"]})]})
            verify(rows(flights)[0].Accessible.name.includes("return not verified"))
        }

        function test_TRP_274_countsTellWhatIsNotShown_data(): var {
            const one = [flight("f", 10000, [leg("LH1", "MUC", "2099-08-01T06:00", "LIS", "2099-08-01T09:00")])]
            return [
                {tag: "all shown", offers: one, side: {status: "priced", counts: {received: 1, kept: 1, unpriced: 0, mismatch: 0, filtered: {max_stops: 0}}}, sentence: "", lines: []},
                {tag: "some left out", offers: one, side: {status: "priced", counts: {received: 15, kept: 1, unpriced: 2, unpriced_reasons: {no_price: 2}, mismatch: 1, filtered: {cabin: 1, max_stops: 10}}},
                 sentence: "Not shown: 10 with too many stops, 1 in a lower class, 2 without a price, 1 for other days or places.", lines: []},
                {tag: "only the cheapest", offers: one, side: {status: "priced", counts: {received: 80, kept: 80, filtered: {}}}, sentence: "Only the cheapest is shown.", lines: []},
                {tag: "filters took all", offers: [], side: {status: "no_offers", cause: "filters", counts: {received: 12, kept: 0, filtered: {airlines: 1, max_stops: 11}}},
                 sentence: "Your filters removed every offer:", lines: ["11 with too many stops", "1 of another airline"]},
                {tag: "no filter did it", offers: [], side: {status: "no_offers", cause: "filters", counts: {received: 2, kept: 0, unpriced: 2, unpriced_reasons: {no_price: 2}, filtered: {}}},
                 sentence: "None of the offers can be used:", lines: ["2 without a price"]},
                {tag: "none came", offers: [], side: {status: "no_offers", cause: "source_empty", counts: {received: 0, kept: 0, filtered: {}}}, sentence: "No offer was found.", lines: []},
                {tag: "never checked", offers: [], side: {}, sentence: "The first offers come with the next check.", lines: []},
                {tag: "no source", offers: [], side: {status: "no_source"}, sentence: "No price source is set up for this.", lines: []},
                {tag: "no answer", offers: [], side: {status: "failed", code: "timeout"}, sentence: "The price source gave no answer.", lines: []}
            ]
        }
        function test_TRP_274_countsTellWhatIsNotShown(data: var): void {
            show({flights: data.offers}, {flights: data.side})
            compare(texts(flights, "countsSentence"), data.sentence === "" ? [] : [data.sentence])
            compare(texts(flights, "leftOut"), data.lines)
        }
        // An error is not "nothing there" (TRP-271).
        function test_TRP_271_errorAndEmptyAreTwoStates_data(): var {
            return [{tag: "nothing there", status: 200, shown: "empty"}, {tag: "an error", status: 503, shown: "error"}]
        }
        function test_TRP_271_errorAndEmptyAreTwoStates(data: var): void {
            const path = "/api/v1/trips/" + detail.tripId + "x"
            server.answer("GET " + path, {id: detail.tripId + "x", track_flights: true, track_hotels: true, currency: "EUR", latest: {snapshot_id: "s"}})
            server.answer("GET " + path + "/history", {currency: "EUR", points: []}, data.status)
            server.answer("GET " + path + "/snapshots/s", {id: "n", offers: {flights: []}, sides: {flights: {status: "no_offers", counts: {}}}}, data.status)
            detail.tripId += "x"
            tryCompare(findChild(chart, "historyState"), "shown", data.shown)
            tryCompare(findChild(flights, "offersState"), "shown", data.shown === "error" ? "error" : "")
            compare(texts(flights, "countsSentence"), data.shown === "error" ? [] : ["No offer was found."])
            if (data.shown !== "error")
                return
            verify(!findChild(chart, "historyState").title.includes("No price"))
            server.answer("GET " + path + "/history", {currency: "EUR", points: [{at: "2027-01-10T05:00:05Z", day: "2027-01-10", flight: 1, hotel: 1, total: 2, revision: 1}]})
            server.answer("GET " + path + "/snapshots/s", {id: "n", offers: {flights: [flight("f", 10000, [leg("LH1", "MUC", "2099-08-01T06:00", "LIS", "2099-08-01T09:00")])]}, sides: {}})
            findChild(chart, "historyState").acted()
            findChild(flights, "offersState").acted()
            tryCompare(findChild(chart, "historyState"), "shown", "")
            tryVerify(() => rows(flights).length === 1)
            // Another range that does not come leaves this one, and says so.
            verify(!findChild(chart, "oldHistory").visible)
            server.answer("GET " + path + "/history", {}, 503)
            detail.days = detail.days === 90 ? 30 : 90
            tryVerify(() => findChild(chart, "oldHistory").visible)
        }
        // TRP-275: what the eye sees by shape is said in words, and the table is a key away, both ways.
        function test_TRP_275_chartAndTableByKeys(): void {
            server.answer("GET /api/v1/trips/" + detail.tripId + "x", {id: detail.tripId + "x", track_flights: true, track_hotels: true, currency: "EUR", latest: {snapshot_id: "s"}})
            server.answer("GET /api/v1/trips/" + detail.tripId + "x/history", {currency: "EUR", points: [
                {at: "2027-01-10T05:00:05Z", day: "2027-01-10", flight: 100, hotel: 100, total: 200, revision: 1, flight_source: "duffel", hotel_source: "liteapi", marks: ["cached", "unconfirmed"]},
                {at: "2027-01-11T05:00:05Z", day: "2027-01-11", flight: 100, hotel: null, total: null, revision: 1, flight_source: "duffel", hotel_source: null, marks: ["degraded", "stale"]}]})
            detail.tripId += "x"
            const drawn = findChild(chart, "chart"), table = findChild(chart, "historyTable")
            tryCompare(drawn, "pointCount", 2)
            drawn.forceActiveFocus()
            keyClick(Qt.Key_Home)
            for (const part of ["10 Jan 2027", "Total €2", "Source: duffel / liteapi", "stored answer, not confirmed yet"])
                verify(drawn.Accessible.description.includes(part), part + " in " + drawn.Accessible.description)
            compare(findChild(chart, "cursorMarks").text, "stored answer, not confirmed yet")
            keyClick(Qt.Key_End)
            verify(drawn.Accessible.description.includes("Total –"), drawn.Accessible.description) // no zero, nothing in between
            verify(drawn.Accessible.description.includes("old price"))
            keyClick(Qt.Key_T)
            tryVerify(() => table.visible && table.activeFocus && table.count === 2)
            verify(table.itemAtIndex(1).Accessible.name.includes("stored answer"))
            keyClick(Qt.Key_T)
            tryVerify(() => !table.visible && drawn.activeFocus)
        }
        // The order of offers comes back with the next trip, too.
        function test_orderOfOffersComesBack(): void {
            flights.order = "stops"
            compare(App.settings.remembered("offers-flights/sort", ""), "stops")
            const other = again.createObject(flights.parent, {detail: detail})
            compare(other.order, "stops")
            other.destroy()
        }
        Component { id: again; OfferCard { side: "flights" } }
        function test_TRP_274_headCountsTheFiltered(): void {
            show({flights: [flight("f", 10000, [leg("LH1", "MUC", "2099-08-01T06:00", "LIS", "2099-08-01T09:00")])]},
                 {flights: {status: "priced", counts: {received: 4, kept: 1, filtered: {cabin: 1, max_stops: 2}}}})
            compare(all(flights, "sortOffers")[0].text, "1 offer · 3 filtered · by price")
        }
    }
}
