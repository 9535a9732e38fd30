// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.TripActions

Item {
    width: 900
    height: 900

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: schedule; SchedulePage {} }

    TestCase {
        name: "Schedule"
        when: windowShown

        readonly property string path: "/api/v1/me/schedule"
        readonly property var stored: ({frequency: "daily", local_time: "06:00", time_zone: "Europe/Berlin", gap_policy: "run_at_jump", next: {local: "2027-01-11T06:00", at: "2027-01-11T05:00:00Z"}})

        function occurrence(day: int, changes: var): var {
            return Object.assign({local: "2027-01-" + day + "T06:00", at: "2027-01-" + day + "T05:00:00Z", outcome: null, reason: null, dst: null}, changes)
        }
        function trip(name: string, days: int): var {
            return {id: name, version: 1, name: name, status: "active", tier_days: days, effective_interval_days: days, next_due_on: "2027-01-12", check: null, latest: null, alert: null}
        }
        function init(): void {
            server.answer("GET " + path, stored)
            server.answer("PATCH " + path, stored)
            server.answer("GET " + path + "/occurrences", {last: [], next: [11, 12, 13, 14, 15, 16, 17].map(day => occurrence(day, {}))})
            server.answer("GET /api/v1/trips", {items: [trip("Near", 1), trip("Far", 7)], next_cursor: null})
            server.signIn(["member"])
            tryCompare(App.session, "state", "signedIn")
            page.sourceComponent = schedule
            tryVerify(() => page.item.schedule !== null && find("next").count > 0)
            server.forgetCalls()
        }
        function cleanup(): void { page.sourceComponent = null }
        function find(name: string): var { return findChild(page, name) }
        function changes(): var { return server.calls("PATCH " + path).map(call => call.body) }
        function type(text: string): void {
            for (const letter of text)
                keyClick(letter)
        }

        // TRP-278: the next five, as they are after each change
        function test_showsTheNextFiveLive(): void {
            compare(find("next").count, 5)
            server.answer("GET " + path + "/occurrences", {last: [], next: [occurrence(21, {dst: "gap"})]})
            find("frequency").chosen("weekly")
            tryVerify(() => find("next").count === 1)
            verify(find("next").itemAt(0).text.includes("clocks change"))
            compare(changes(), [{frequency: "weekly"}])
            find("gap").chosen("skip")
            tryVerify(() => changes().length === 2)
            compare(changes()[1], {gap_policy: "skip"})
        }
        // TRP-278, TRP-242: what another device or the scheduler did
        function test_followsTheFeed(): void {
            server.answer("GET " + path + "/occurrences", {last: [occurrence(11, {outcome: "ran", total: 2})], next: []})
            server.tell("trip_occurrence.recorded", "o1", "created")
            tryVerify(() => find("last").count === 1)
        }
        // TRP-278, TRP-052
        function test_lastOutcomes_data(): var {
            return [
                {tag: "checked", past: {outcome: "ran", total: 2}, text: "checked, 2 trips"},
                {tag: "nothing due", past: {outcome: "ran", total: 0}, text: "nothing was due"},
                {tag: "late", past: {outcome: "caught_up", total: 1}, text: "checked late, one trip"},
                {tag: "skipped", past: {outcome: "skipped", total: null, reason: "overlap"}, text: "skipped"},
                {tag: "missed", past: {outcome: "missed", total: null}, text: "missed"},
                {tag: "going on", past: {outcome: null, total: null}, text: "running"}
            ]
        }
        function test_lastOutcomes(row: var): void {
            compare(page.item.outcome(occurrence(11, row.past)), row.text)
        }
        // TRP-278: a note about trips that are checked less often than the schedule says
        function test_saysWhichTripsAreStretched(): void {
            tryVerify(() => find("stretched").visible)
            compare(find("stretched").text, "Trips that are still far away are checked less often: Far every 7 days.")
            server.answer("PATCH " + path, Object.assign({}, stored, {frequency: "weekly"}))
            server.answer("GET " + path, Object.assign({}, stored, {frequency: "weekly"}))
            find("frequency").chosen("weekly")
            tryVerify(() => !find("stretched").visible)
        }
        // TRP-278: the zone can be searched by keys; a search alone changes nothing
        function test_findsAZone(): void {
            const zone = find("zone")
            zone.input.forceActiveFocus()
            zone.input.selectAll()
            type("new y")
            tryVerify(() => zone.offering)
            compare(zone.hits[0].text, "America/New York")
            server.answer("PATCH " + path, Object.assign({}, stored, {time_zone: "America/New_York"}))
            server.answer("GET " + path, Object.assign({}, stored, {time_zone: "America/New_York"}))
            keyClick(Qt.Key_Return)
            tryVerify(() => changes().length === 1)
            compare(changes()[0], {time_zone: "America/New_York"})
            tryCompare(zone, "text", "America/New_York")
            keyClick(Qt.Key_Tab)
            wait(50)
            compare(changes().length, 1)
        }
        // TRP-040: what the server refuses is said at the field, and stays typed
        function test_refusedZoneStays(): void {
            const zone = find("zone")
            server.answer("PATCH " + path, {code: "validation_failed", errors: [{field: "/time_zone", code: "time_zone_unknown", message: "No such time zone."}]}, 422)
            zone.input.forceActiveFocus()
            zone.input.selectAll()
            type("Mars")
            keyClick(Qt.Key_Escape)
            keyClick(Qt.Key_Return)
            tryVerify(() => zone.error !== "")
            compare(zone.text, "Mars")
        }
    }
}
