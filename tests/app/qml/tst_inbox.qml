// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
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
        function cleanup(): void { page.sourceComponent = null }
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
