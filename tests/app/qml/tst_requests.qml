// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Drafts
import Portier.HouseActions
import Portier.Nav

Item {
    width: 1000
    height: 700

    Loader { id: page; width: 1000; height: 700; focus: true }
    Component { id: requests; RequestsPage {} }

    TestCase {
        name: "Requests"
        when: windowShown

        readonly property string path: "/api/v1/approvals"

        function request(id: string, name: string): var {
            return {id: id, resource: "haus-1", resource_name: "Ferienhaus", requester_first_name: name, start_date: "2027-08-01", end_date: "2027-08-05", total_days: 5, party_size: 2,
                    status: "pending", is_past: false, round: 1, version: 1, days_until_start: 22, affiliation: {party_id: "p1", name: "Ingeborg", colour: "#C1DBE3"}, created_at: "2027-07-01T08:00:00Z",
                    allowed_actions: ["approve", "deny"], own_party_id: "p1", approvals: [{party_id: "p1", party: "Ingeborg", decision: "no_response", comment: null, decided_at: null}], timeline: []}
        }
        function show(roles: var, items: var): void {
            server.signIn(roles)
            tryCompare(App.session, "state", "signedIn")
            for (const item of items)
                server.answer("GET /api/v1/bookings/" + item.id, item)
            Nav.go("house/requests")
            page.sourceComponent = requests
            tryVerify(() => HouseActions.outstanding.state === "ready" || HouseActions.outstanding.failedStatus !== 0)
        }
        function init(): void {
            page.width = 1000
            server.reachable = true
            Drafts.forms = {}
            const all = [request("b1", "Mara"), request("b2", "Jona"), request("b3", "Ida")]
            server.answer("GET " + path, {items: all, next_cursor: null})
            server.answer("GET /api/v1/resources/haus-1/calendar", {today: "2027-07-10", bookings: []})
            server.answer("GET /api/v1/resources/haus-1", {slug: "haus-1", parties: [{id: "p1", name: "Ingeborg", colour: "#C1DBE3"}]})
            show(["member", "approver"], all)
        }
        function cleanup(): void {
            findChild(page, "requestsSearch")?.clear() // else it would come back
            page.sourceComponent = null
        }
        function list(): var { return findChild(page, "requestsList") }
        function detail(): var { return findChild(page, "approve").parent }
        function shownName(): string {
            let item = findChild(page, "approve")
            while (item && item.bookingId === undefined)
                item = item.parent
            return item.booking.requester_first_name ?? ""
        }

        // BKG-130
        function test_keysMoveTheDetail(): void {
            tryVerify(() => shownName() === "Mara")
            list().forceActiveFocus()
            keyClick(Qt.Key_J)
            tryVerify(() => shownName() === "Jona")
            keyClick(Qt.Key_K)
            tryVerify(() => shownName() === "Mara")
        }
        function test_lettersAreForThoseWhoWantThem(): void {
            tryVerify(() => shownName() === "Mara")
            list().forceActiveFocus()
            App.settings.letterKeys = false
            keyClick(Qt.Key_J)
            compare(list().currentIndex, 0)
            keyClick(Qt.Key_Down)
            compare(list().currentIndex, 1)
            keyClick(Qt.Key_K)
            compare(list().currentIndex, 1)
            App.settings.letterKeys = true
            keyClick(Qt.Key_J, Qt.ShiftModifier)
            compare(list().currentIndex, 1)
            keyClick(Qt.Key_K)
            compare(list().currentIndex, 0)
        }
        // S86: after a decision the next request is selected.
        function test_selectionMovesOn(): void {
            list().forceActiveFocus()
            keyClick(Qt.Key_J)
            tryVerify(() => shownName() === "Jona")
            server.answer("POST /api/v1/bookings/b2/approve", {result: "approved", booking_status: "pending", outstanding_parties: ["Angelika"]})
            server.answer("GET " + path, {items: [request("b1", "Mara"), request("b3", "Ida")], next_cursor: null})
            HouseActions.approveRequested()
            tryVerify(() => server.calls("POST /api/v1/bookings/b2/approve").length === 1)
            tryCompare(list(), "count", 2)
            tryVerify(() => shownName() === "Ida")
        }
        // S86, BKG-132: Escape closes the dialog; the text is there again, and belongs to its own request.
        function test_draftSurvives(): void {
            const dialog = findChild(page, "denyDialog"), comment = findChild(page, "denyComment")
            tryVerify(() => shownName() === "Mara")
            HouseActions.denyRequested()
            tryCompare(dialog, "opened", true)
            for (const letter of "full")
                keyClick(letter)
            for (const [index, name, text] of [[1, "Jona", ""], [0, "Mara", "full"]]) {
                keyClick(Qt.Key_Escape)
                tryCompare(dialog, "opened", false)
                list().currentIndex = index
                tryVerify(() => shownName() === name)
                HouseActions.denyRequested()
                tryCompare(dialog, "opened", true)
                compare(comment.text, text)
            }
            dialog.close()
            tryCompare(dialog, "opened", false)
        }
        // S96, BKG-137: another app decides about the row above; the selection and what is typed stay.
        function test_changeByAnotherAppKeepsThePlace(): void {
            const dialog = findChild(page, "denyDialog"), comment = findChild(page, "denyComment")
            list().currentIndex = 1
            tryVerify(() => shownName() === "Jona")
            HouseActions.denyRequested()
            tryCompare(dialog, "opened", true)
            for (const letter of "half")
                keyClick(letter)
            server.answer("GET " + path, {items: [request("b2", "Jona"), request("b3", "Ida")], next_cursor: null})
            server.tell("booking.updated", "b1", "updated")
            tryCompare(list(), "count", 2, 2000)
            tryVerify(() => shownName() === "Jona")
            verify(dialog.opened)
            compare(comment.text, "half")
            dialog.close()
            tryCompare(dialog, "opened", false)
        }
        function test_keysLeaveWhatALinkShowed(): void {
            Nav.go("house/requests/b3")
            tryVerify(() => shownName() === "Ida")
            list().forceActiveFocus()
            keyClick(Qt.Key_J)
            compare(Nav.route, "house/requests")
            tryVerify(() => shownName() === "Jona")
        }
        function test_narrowWindowLeadsBack_data(): var { return [{tag: "Esc"}, {tag: "arrow"}] }
        function test_narrowWindowLeadsBack(data: var): void {
            page.width = 640
            list().forceActiveFocus()
            keyClick(Qt.Key_Return)
            tryVerify(() => !list().visible && findChild(page, "approve").visible)
            if (data.tag === "Esc") {
                findChild(page, "approve").forceActiveFocus()
                keyClick(Qt.Key_Escape)
            } else {
                page.item.close()
            }
            tryVerify(() => list().visible)
            verify(list().activeFocus)
        }
        // BKG-136: administrators look through everything, on the server.
        function test_archiveIsSearchedOnTheServer(): void {
            page.sourceComponent = null
            server.answer("GET /api/v1/bookings", {items: [Object.assign(request("b9", "Paul"), {status: "canceled", is_past: false, allowed_actions: []})], next_cursor: null})
            show(["member", "admin", "approver"], [])
            page.item.show("archive")
            tryCompare(list(), "count", 1)
            compare(server.calls("GET /api/v1/bookings").pop().query.scope, "all")
            findChild(page, "requestsSearch").edited("pa")
            tryVerify(() => server.calls("GET /api/v1/bookings").some(call => call.query.q === "pa"))
            compare(list().count, 1)
            server.answer("GET /api/v1/bookings", {items: [], next_cursor: null})
            Nav.page("reload")
            tryCompare(findChild(page, "requestsState"), "shown", "nomatch")
        }
        // ui.md 1.7: the archive has a search of its own, and comes back with it.
        function test_archiveKeepsItsSearch(): void {
            page.sourceComponent = null
            const queries = () => server.calls("GET /api/v1/bookings").map(call => call.query.q ?? "")
            const search = () => findChild(page, "requestsSearch")
            server.answer("GET /api/v1/bookings", {items: [Object.assign(request("b9", "Paul"), {status: "canceled", allowed_actions: []})], next_cursor: null})
            show(["member", "admin", "approver"], [])
            search().edited("jon")
            tryCompare(list(), "count", 1)
            page.item.show("archive")
            compare(search().text, "")
            tryCompare(list(), "count", 1)
            search().edited("pa ")
            tryVerify(() => queries().includes("pa"))
            page.item.show("outstanding")
            compare(search().text, "jon")
            tryVerify(() => shownName() === "Jona")
            page.item.show("archive")
            compare(search().text, "pa ")
            page.sourceComponent = null // a look elsewhere
            server.forgetCalls()
            page.sourceComponent = requests
            compare(search().text, "jon")
            page.item.show("archive")
            compare(search().text, "pa ")
            tryCompare(list(), "count", 1)
            verify(queries().length > 0 && queries().every(each => each === "pa"), queries().join()) // at once, and not everything first
            search().clear()
            tryVerify(() => queries().pop() === "")
            page.item.show("outstanding")
        }
        function test_searchFindsByName(): void {
            HouseActions.findRequested()
            const search = findChild(page, "requestsSearch")
            verify(search.input.activeFocus)
            for (const letter of "jon")
                keyClick(letter)
            tryCompare(list(), "count", 1)
            tryVerify(() => shownName() === "Jona")
            keyClick(Qt.Key_Escape)
            tryCompare(list(), "count", 3)
        }
        function test_rowSaysWhenTheStayBegins(): void {
            const tag = (() => {
                const walk = item => {
                    if (item instanceof KeyTag && item.visible)
                        return item
                    for (let i = 0; i < item.children.length; ++i) {
                        const found = walk(item.children[i])
                        if (found)
                            return found
                    }
                    return null
                }
                return walk(list())
            })()
            compare(tag.text, "starts in 22 days") // as the server counts them, in the zone of the house
        }
        function test_accountWithoutPartiesIsToldWhatToDo_data(): var {
            return [{tag: "administrator", roles: ["member", "admin"], action: "To the accounts"}, {tag: "member", roles: ["member"], action: ""}]
        }
        function test_accountWithoutPartiesIsToldWhatToDo(data: var): void {
            page.sourceComponent = null
            server.answer("GET " + path, {code: "forbidden", title: "Not allowed"}, 403)
            HouseActions.outstanding.reload()
            tryCompare(HouseActions.outstanding, "failedStatus", 403)
            server.signIn(data.roles)
            page.sourceComponent = requests
            const state = findChild(page, "requestsState")
            tryCompare(state, "title", "You decide for no family yet")
            compare(state.action, data.action)
        }
        // Somebody else signs in: nothing of the one before is shown.
        function test_signingOutForgets(): void {
            server.answer("GET " + path, {items: [], next_cursor: null})
            App.session.signOut()
            tryCompare(HouseActions.outstanding, "count", 0)
        }
    }
}
