// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.HouseActions
import Portier.InboxItems
import Portier.Nav

Item {
    width: 1000
    height: 700

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: inbox; InboxPage {} }

    TestCase {
        name: "Inbox"
        when: windowShown

        function entry(id: string): var {
            return {kind: "note", id: id, title: "Title " + id, subtitle: "", waiting_since: "2027-01-01T00:00:00Z", deadline: null, deadline_kind: null, actions: []}
        }
        function init(): void {
            server.reachable = true
            server.answer("GET /api/v1/me/inbox", {items: [entry("a"), entry("b"), entry("c")], counts: {note: 3}})
            server.signIn(["member"])
            tryCompare(InboxItems.list, "count", 3)
            Nav.go("inbox")
            page.sourceComponent = inbox
        }
        function cleanup(): void {
            search()?.clear()
            page.sourceComponent = null
        }
        function arrive(ids: var): void {
            server.answer("GET /api/v1/me/inbox", {items: ids.map(id => entry(id)), counts: {note: ids.length}})
            InboxItems.list.reload()
            tryCompare(InboxItems.list, "count", ids.length)
        }
        function news(): Item { return findChild(page, "inboxNews") }
        function search(): Item { return findChild(page, "inboxSearch") }
        function list(): var { return findChild(page, "inboxList") }

        function test_lettersAndArrowsMove(): void {
            list().forceActiveFocus()
            keyClick(Qt.Key_J)
            compare(page.item.current.id, "b")
            keyClick(Qt.Key_Down)
            compare(page.item.current.id, "c")
            keyClick(Qt.Key_K)
            compare(page.item.current.id, "b")
        }
        function test_menuKeyOpensTheMenuOfTheRequest_data(): var { return [{tag: "Menu", key: Qt.Key_Menu}, {tag: "F10", key: Qt.Key_F10}] }
        function test_menuKeyOpensTheMenuOfTheRequest(row: var): void {
            list().forceActiveFocus()
            keyClick(row.key) // a note has none
            server.answer("GET /api/v1/bookings/r1", {id: "r1", requester_first_name: "Mara", start_date: "2027-08-01", end_date: "2027-08-05", total_days: 5, party_size: 2, status: "pending", is_past: false, round: 1,
                                                      version: 1, affiliation: {party_id: "p", name: "Ada", colour: "#C1DBE3"}, allowed_actions: ["cancel"], approvals: [], timeline: []})
            server.answer("GET /api/v1/me/inbox", {items: [Object.assign(entry("r1"), {kind: "booking_decision"})], counts: {}})
            InboxItems.list.reload()
            tryCompare(InboxItems.list, "count", 1)
            tryVerify(() => findChild(page, "bookingMore")?.visible ?? false)
            keyClick(row.key)
            const menu = Array.from(findChild(page, "bookingMore").data).find(each => each instanceof PMenu)
            tryCompare(menu, "opened", true)
            menu.close()
            tryCompare(menu, "opened", false)
        }
        function test_linkSelectsItsEntry(): void {
            Nav.go("inbox/c")
            tryVerify(() => page.item.current.id === "c")
        }
        function test_entryThatIsGoneMakesRoomForTheNext(): void {
            list().currentIndex = 1
            server.answer("GET /api/v1/me/inbox", {items: [entry("a"), entry("c")], counts: {note: 2}})
            InboxItems.list.reload()
            tryCompare(InboxItems.list, "count", 2)
            tryVerify(() => page.item.current.id === "c")
        }
        function test_emptyInboxSaysSo(): void {
            server.answer("GET /api/v1/me/inbox", {items: [], counts: {}})
            InboxItems.list.reload()
            tryCompare(InboxItems.list, "count", 0)
            tryVerify(() => findChild(page, "inboxState").shown === "empty")
        }
        function test_whatArrivesWaitsBehindTheBar(): void {
            verify(!news().visible)
            list().currentIndex = 1
            arrive(["new1", "a", "b", "new2", "c"])
            tryVerify(() => news().visible)
            compare(news().text, "2 new items")
            compare(list().count, 3)
            compare(page.item.current.id, "b")
            news().acted()
            compare(list().count, 5)
            compare(page.item.current.id, "b")
            verify(!news().visible)
        }
        function test_whatArrivesInAnEmptyInboxIsShown(): void {
            arrive([])
            arrive(["d"])
            tryCompare(list(), "count", 1)
            verify(!news().visible)
        }
        function test_lastShownEntryMakesRoomForWhatWaits(): void {
            arrive(["a", "b", "c", "d"])
            arrive(["d"])
            tryCompare(list(), "count", 1)
            compare(page.item.current.id, "d")
        }
        function test_linkLeadsToAnEntryThatWaits(): void {
            arrive(["d", "a", "b", "c"])
            compare(list().count, 3)
            Nav.go("inbox/d")
            tryVerify(() => page.item.current.id === "d")
        }
        function test_reloadByHandShowsWhatWaits(): void {
            arrive(["a", "b", "c", "d"])
            InboxItems.refresh()
            compare(list().count, 4)
        }
        function test_searchFindsByTitle(): void {
            search().input.forceActiveFocus()
            keySequence("b")
            compare(list().count, 1)
            compare(page.item.current.id, "b")
            keySequence("z")
            compare(findChild(page, "inboxState").shown, "nomatch")
            keyClick(Qt.Key_Escape)
            compare(list().count, 3)
            compare(search().text, "")
        }
        function test_searchOutlivesReloadAndPage(): void {
            search().input.forceActiveFocus()
            keySequence("c")
            arrive(["a", "c", "b"])
            compare(search().text, "c")
            compare(list().count, 1)
            page.sourceComponent = null
            page.sourceComponent = inbox
            compare(search().text, "c")
            compare(list().count, 1)
        }
        function booking(id: string, decision: string, at: string): var {
            return {id: id, requester_first_name: "Guest " + id, start_date: "2027-03-01", end_date: "2027-03-03", party_size: 2, status: "pending", is_past: false,
                    own_party_id: "p", affiliation: {party_id: "p", name: "Ada", colour: "#C1DBE3"}, resource_name: "Cabin", last_activity_at: at,
                    approvals: [{party_id: "q", decision: "approved", decided_at: "2027-01-09T00:00:00Z"}, {party_id: "p", decision: decision, decided_at: decision === "no_response" ? null : at}]}
        }
        function decided(): void {
            server.answer("GET /api/v1/approvals", {items: [booking("x", "no_response", "2027-01-05T00:00:00Z"), booking("y", "approved", "2027-01-02T00:00:00Z"), booking("z", "denied", "2027-01-03T00:00:00Z")], next_cursor: null, total: 3})
        }
        function test_historyListsWhatIDecided(): void {
            decided()
            Nav.go("inbox/history")
            const past = findChild(page, "historyList")
            tryCompare(past, "count", 2)
            tryVerify(() => page.item.current.id === "z")
            past.forceActiveFocus()
            keyClick(Qt.Key_J)
            compare(page.item.current.id, "y")
            compare(page.item.current.chip.text, "Approved")
            keyClick(Qt.Key_Escape)
            compare(Nav.route, "inbox")
            compare(page.item.current.id, "a")
        }
        function test_emptyInboxNamesTheLastDecision(): void {
            decided()
            HouseActions.decided.forget()
            arrive([])
            const empty = findChild(page, "inboxState")
            tryVerify(() => empty.sentence.includes("Guest z") && empty.sentence.includes("Denied"))
            empty.acted()
            compare(Nav.route, "inbox/history")
        }
        function test_historyWithoutAnythingSaysSo(): void {
            server.answer("GET /api/v1/approvals", {items: [], next_cursor: null, total: 0})
            HouseActions.decided.forget()
            Nav.go("inbox/history")
            tryVerify(() => findChild(page, "historyState").shown === "empty")
        }
        function test_rowsStayWhileTheServerIsAway(): void {
            server.reachable = false
            InboxItems.list.reload()
            tryCompare(App.client, "online", false)
            compare(InboxItems.list.count, 3)
            server.reachable = true
            App.client.tryNow()
            tryCompare(App.client, "online", true)
        }
    }
}
