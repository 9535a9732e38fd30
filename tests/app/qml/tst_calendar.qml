// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Drafts
import Portier.HouseActions
import Portier.Nav

Item {
    width: 1100
    height: 760

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: calendar; CalendarPage {} }
    SignalSpy { id: toasts; target: Nav; signalName: "toast" }

    // BKG-133, BKG-135
    Stays { id: stays }

    TestCase {
        name: "Calendar"
        when: windowShown

        readonly property string path: "/api/v1/resources/haus-1/calendar"
        readonly property var parties: [{id: "p1", name: "Ingeborg", colour: "#C1DBE3", position: 0}, {id: "p2", name: "Cornelia", colour: "#C7DFC5", position: 1}]
        property int year: 0

        function stay(id: string, from: string, to: string, status: string): var {
            return {id: id, resource: "haus-1", requester_first_name: "Oskar", start_date: from, end_date: to, total_days: 1, party_size: 3,
                    affiliation: {party_id: "p1", name: "Ingeborg", colour: "#C1DBE3"}, status: status, is_past: false}
        }
        function initTestCase(): void { year = Number(App.format.dayFromNow(0).slice(0, 4)) + 1 }
        function init(): void {
            const stays = [stay("b1", year + "-03-10", year + "-03-12", "confirmed"), stay("b2", year + "-03-30", year + "-04-02", "pending")]
            server.answer("GET /api/v1/resources", {items: [{id: "r1", slug: "haus-1", name: "Ferienhaus", status: "open"}]})
            server.answer("GET /api/v1/resources/haus-1", {id: "r1", slug: "haus-1", name: "Ferienhaus", zone: "Europe/Berlin", open: true, today: (year - 1) + "-06-15",
                                                           limits: {max_party_size: 4, future_horizon_months: 18}, parties: parties})
            server.answer("GET " + path, {today: (year - 1) + "-06-15", bookings: stays})
            server.answer("POST /api/v1/bookings", {id: "b9"}, 201)
            server.signIn(["member", "admin"])
            tryCompare(App.session, "state", "signedIn")
            App.settings.remember("house/view", "month")
            Nav.go("house")
            page.sourceComponent = calendar
            tryVerify(() => page.item.shown === "" && page.item.house !== null)
            page.item.show(year, 3)
            grid().cursor = year + "-03-02"
            grid().forceActiveFocus()
            Drafts.forms = {}
            server.forgetCalls()
            toasts.clear()
        }
        function cleanup(): void { page.sourceComponent = null }
        function grid(): var { return findChild(page, "monthGrid") }
        function text(): string { return findChild(page, "selectionText").text }
        function dialog(): var { return findChild(page.item, "requestDialog") }

        function test_shiftAndArrowsChooseARange(): void {
            keyClick(Qt.Key_Right, Qt.ShiftModifier)
            keyClick(Qt.Key_Right, Qt.ShiftModifier)
            compare(grid().stays.from, year + "-03-02")
            compare(grid().stays.to, year + "-03-04")
            compare(text(), "3 days free · Enter: request")
            keyClick(Qt.Key_Left, Qt.ShiftModifier)
            compare(grid().stays.days, 2)
            keyClick(Qt.Key_Escape)
            verify(!grid().stays.chosen)
        }
        function test_rangeMayGoBackwardsAndOverTheMonth(): void {
            for (let i = 0; i < 4; ++i)
                keyClick(Qt.Key_Left, Qt.ShiftModifier)
            compare(grid().stays.from, year + "-02-26")
            compare(grid().stays.to, year + "-03-02")
            compare(page.item.month, 2)
        }
        function test_blockedDaysNameWhoIsThere(): void {
            for (let i = 0; i < 2; ++i)
                keyClick(Qt.Key_Down, Qt.ShiftModifier)
            verify(!grid().stays.free)
            compare(text(), "Oskar is already there 10–12 Mar " + year + ". Choose a free day.")
            keyClick(Qt.Key_Return)
            verify(!dialog().opened)
            compare(toasts.count, 1)
        }
        function test_pastAndFarDaysCannotBeAskedFor_data(): var {
            return [{tag: "past", ahead: -1, text: "These days are past."}, {tag: "beyond the horizon", ahead: 1, text: "Requests start at the latest on"}]
        }
        function test_pastAndFarDaysCannotBeAskedFor(data: var): void {
            const day = data.ahead < 0 ? (year - 1) + "-06-14" : year + "-12-16"
            grid().stays.choose(day, false)
            verify(!grid().stays.free)
            verify(text().startsWith(data.text), text())
        }
        // BKG-022: the day that is too far is the same here and on the server.
        function test_horizonIsCountedAsTheServerDoes_data(): var {
            return [
                {tag: "plain", day: "2027-03-15", months: 18, last: "2028-09-15"},
                {tag: "to a short month", day: "2027-08-31", months: 18, last: "2029-02-28"},
                {tag: "to a leap day", day: "2026-08-31", months: 18, last: "2028-02-29"},
                {tag: "over the year", day: "2027-12-31", months: 1, last: "2028-01-31"}
            ]
        }
        function test_horizonIsCountedAsTheServerDoes(row: var): void {
            compare(stays.monthsAfter(row.day, row.months), row.last)
        }
        function test_mouseDragsARange(): void {
            const month = grid()
            waitForRendering(month)
            const at = day => Qt.point(((month.stays.between(month.first, day) % 7) + 0.5) * month.cell, month.height - (month.weeks - Math.floor(month.stays.between(month.first, day) / 7) - 0.9) * month.row)
            const from = at(year + "-03-03"), to = at(year + "-03-05")
            mousePress(month, from.x, from.y)
            mouseMove(month, to.x, to.y, -1, Qt.LeftButton)
            mouseRelease(month, to.x, to.y)
            compare(month.stays.from, year + "-03-03")
            compare(month.stays.to, year + "-03-05")
        }
        function test_enterOpensTheDetailsOfAStay(): void {
            const bar = findBar(grid())
            bar.forceActiveFocus()
            keyClick(Qt.Key_Return)
            compare(Nav.route, "house/requests/b1")
        }
        function findBar(item: Item): Item {
            if (item instanceof StayBar)
                return item
            for (let i = 0; i < item.children.length; ++i) {
                const found = findBar(item.children[i])
                if (found)
                    return found
            }
            return null
        }
        function test_yearShowsEveryMonthAndOpensOne(): void {
            page.item.view(true)
            tryVerify(() => server.calls("GET " + path).some(call => call.query.view === "year"))
            const year_ = findChild(page, "yearGrid")
            tryCompare(year_, "visible", true)
            year_.focusMonth(0)
            keyClick(Qt.Key_Right)
            keyClick(Qt.Key_Right)
            keyClick(Qt.Key_Return)
            verify(!page.item.asYear)
            compare(page.item.month, 3)
            compare(year_.days[year + "-03-11"].id, "b1")
        }
        // A party is known by its initial; where two begin alike, by two letters.
        function test_initials_data(): var {
            return [{tag: "alone", name: "Ingeborg", names: ["Ingeborg", "Cornelia"], text: "I"}, {tag: "alike", name: "Anna", names: ["Anna", "Adele", "Cornelia"], text: "An"},
                    {tag: "one letter", name: "A", names: ["A", "Anna"], text: "A"}]
        }
        function test_initials(row: var): void { compare(HouseActions.initial(row.name, row.names), row.text) }
        function test_createsOnBehalf(): void {
            keyClick(Qt.Key_Right, Qt.ShiftModifier)
            keyClick(Qt.Key_Return)
            tryCompare(dialog(), "opened", true)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            compare(server.calls("POST /api/v1/bookings").length, 0)
            verify(findChild(page.item, "requestEmail").problem !== "") // an address is needed (BKG-135)
            findChild(page.item, "requestName").edited("Mara")
            findChild(page.item, "requestEmail").edited("mara@guests.example")
            findChild(page.item, "requestParty").chosen("p2")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST /api/v1/bookings").length === 1)
            const body = server.calls("POST /api/v1/bookings")[0].body
            compare(body.resource, "haus-1")
            compare(body.start_date, year + "-03-02")
            compare(body.end_date, year + "-03-03")
            compare(body.requester_email, "mara@guests.example")
            compare(body.affiliation_party_id, "p2")
            compare(body.long_stay_confirmed, false)
            tryCompare(Nav, "route", "house/requests/b9")
        }
        function test_longStayIsAskedOnceMore(): void {
            server.answer("POST /api/v1/bookings", {code: "long_stay_confirmation_required", title: "Long"}, 400)
            fill()
            tryCompare(dialog(), "longStay", true)
            verify(dialog().opened)
            dialog().sure = true
            server.answer("POST /api/v1/bookings", {id: "b9"}, 201)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(Nav, "route", "house/requests/b9")
            compare(server.calls("POST /api/v1/bookings")[1].body.long_stay_confirmed, true)
        }
        function test_refusalKeepsWhatWasTyped(): void {
            server.answer("POST /api/v1/bookings", {code: "booking_conflict", title: "Taken", detail: "Oskar is there."}, 409)
            fill()
            tryVerify(() => dialog().problem === "Oskar is there.")
            compare(findChild(page.item, "requestName").text, "Mara")
            dialog().close()
            tryCompare(dialog(), "opened", false)
        }
        function fill(): void {
            keyClick(Qt.Key_Right, Qt.ShiftModifier)
            keyClick(Qt.Key_Return)
            tryCompare(dialog(), "opened", true)
            findChild(page.item, "requestName").edited("Mara")
            findChild(page.item, "requestEmail").edited("mara@guests.example")
            findChild(page.item, "requestParty").chosen("p1")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
        }
    }
}
