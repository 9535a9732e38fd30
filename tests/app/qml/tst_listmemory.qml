// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.HouseActions
import Portier.InboxItems
import Portier.Nav
import Portier.TripActions

Item {
    width: 1100
    height: 800

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: trips; TripsTable {} }
    Component { id: inbox; InboxPage {} }
    Component { id: requests; RequestsPage {} }
    Component { id: activity; ActivityPage {} }
    Component {
        id: accounts

        AdminList {
            path: "/api/v1/admin/accounts"
            searchPaths: ["name"]
            titleOf: item => item.name
            noteOf: item => ""
        }
    }

    /// Every list comes back as it was left (ui.md 1.7, TRP-270).
    TestCase {
        name: "ListMemory"
        when: windowShown

        function trip(id: string, name: string, status: string, total: int): var {
            return {id: id, version: 1, name: name, status: status, currency: "EUR", track_flights: true, track_hotels: false, origin_airport: "MUC", destination_airport: "LIS", trip_kind: "one_way",
                    depart_date: "2099-08-01", alert: null, check: null, latest: {total: {amount_minor: total, currency: "EUR"}}}
        }
        function request(id: string, name: string): var {
            return {id: id, requester_first_name: name, start_date: "2027-08-01", end_date: "2027-08-05", party_size: 2, status: "pending", is_past: false, resource_name: "House",
                    affiliation: {party_id: "p", name: "Ada", colour: "#C1DBE3"}, days_until_start: 3, approvals: []}
        }
        function initTestCase(): void {
            const page = items => ({items: items, next_cursor: null})
            server.answer("GET /api/v1/trips", page([trip("t1", "Alba", "active", 300), trip("t2", "Bali", "paused", 100), trip("t3", "Capri", "active", 200)]))
            server.answer("GET /api/v1/me/inbox", {items: ["Alba", "Bali"].map(name => ({kind: "note", id: name, title: name, subtitle: "", waiting_since: "2027-01-01T00:00:00Z", deadline: null, deadline_kind: null, actions: []})), counts: {}})
            server.answer("GET /api/v1/approvals", page([request("b1", "Alba"), request("b2", "Bali")]))
            server.answer("GET /api/v1/notifications", page(["Alba", "Bali"].map(name => ({id: name, kind: "trip_price_alert", subject_name: name, channel: "mail", state: "sent", attempts: 1, address: "a…", created_at: "2027-01-10T05:00:00Z"}))))
            server.answer("GET /api/v1/admin/accounts", page([{id: "1", name: "Alba"}, {id: "2", name: "Bali"}]))
        }
        function init(): void {
            verify(InboxItems.list && HouseActions.outstanding && TripActions.trips) // there before somebody signs in
            server.signIn(["member", "admin", "approver"])
            tryCompare(TripActions.trips, "count", 3)
            tryCompare(InboxItems.list, "count", 2)
            tryCompare(HouseActions.outstanding, "count", 2)
        }
        function cleanup(): void { page.sourceComponent = null }
        function open(what: Component, route: string): void {
            page.sourceComponent = null
            wait(0) // the page that was left goes
            Nav.go(route)
            page.sourceComponent = what
        }
        function part(name: string): var { return findChild(page, name) }

        function test_searchComesBack_data(): var {
            return [
                {tag: "trips", page: trips, route: "trips", search: "tripsSearch", list: "tripsList", all: 3},
                {tag: "inbox", page: inbox, route: "inbox", search: "inboxSearch", list: "inboxList", all: 2},
                {tag: "requests", page: requests, route: "house/requests", search: "requestsSearch", list: "requestsList", all: 2},
                {tag: "notifications", page: activity, route: "activity", search: "activitySearch", list: "activityList", all: 2},
                {tag: "administration", page: accounts, route: "administration", search: "listSearch", list: "listRows", all: 2}
            ]
        }
        function test_searchComesBack(row: var): void {
            open(row.page, row.route)
            tryVerify(() => part(row.list).count === row.all)
            part(row.search).input.forceActiveFocus()
            for (const letter of "bal")
                keyClick(letter)
            keyClick(Qt.Key_Space) // a space is typed on, and finds nothing else
            compare(part(row.search).text, "bal ")
            compare(part(row.list).count, 1)
            open(row.page, row.route)
            compare(part(row.search).text, "bal ")
            tryVerify(() => part(row.list).count === 1)
            part(row.search).input.forceActiveFocus()
            keyClick(Qt.Key_Escape)
            compare(part(row.search).text, "")
            compare(part(row.list).count, row.all)
            open(row.page, row.route)
            compare(part(row.search).text, "")
        }
        function test_searchIsOnePersons(): void {
            open(trips, "trips")
            part("tripsSearch").input.forceActiveFocus()
            keyClick("b")
            page.sourceComponent = null
            server.signIn(["member"], "somebody else")
            tryVerify(() => App.session.account.id === "somebody else")
            tryCompare(TripActions.trips, "count", 3)
            open(trips, "trips")
            compare(part("tripsSearch").text, "")
        }
        function names(): var {
            const list = part("tripsList")
            return Array.from({length: list.count}, (_, row) => list.model.itemAt(row).name)
        }
        function test_TRP_270_orderAndFilterComeBack(): void {
            open(trips, "trips")
            compare(names(), ["Alba", "Bali", "Capri"])
            part("totalHead").clicked()
            compare(names(), ["Bali", "Capri", "Alba"])
            part("totalHead").clicked()
            open(trips, "trips")
            compare(names(), ["Alba", "Capri", "Bali"])
            part("pausedOnly").triggered()
            compare(names(), ["Bali"])
            open(trips, "trips")
            compare(names(), ["Bali"])
            compare(part("tripsStatus").text, "Status: Paused")
            part("tripsList").model.filterValues = page.item.shownStates
            page.item.sortBy("name")
        }
    }
}
