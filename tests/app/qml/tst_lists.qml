// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 800
    height: 500

    AdminList {
        id: list

        anchors.fill: parent
        path: "/api/v1/admin/things"
        emptyTitle: "No thing yet"
        titleOf: item => item.name
        noteOf: item => item.note
        actionsOf: item => [{text: "Remove", kind: "danger", method: "DELETE", path: "/api/v1/admin/things/" + item.id}]
    }

    TestCase {
        name: "AdminList"
        when: windowShown

        function init(): void {
            server.reachable = true
            server.held = false
            server.answer("GET /api/v1/admin/things", {items: [{id: "1", name: "One", note: "n"}], next_cursor: null})
            server.answer("DELETE /api/v1/admin/things/1", {}, 204)
            server.signIn(["admin"])
            tryCompare(App.session, "state", "signedIn")
            list.list.reload()
            tryCompare(list.list, "count", 1)
            server.forgetCalls()
        }
        function state_(): string { return findChild(list, "listState").shown }

        function test_rowOffersItsActions(): void {
            // Signing in loads the list once more: its rows, and with them their buttons, may be made anew meanwhile.
            const button = () => findChild(list, "rowAction")
            const removals = () => server.calls("DELETE /api/v1/admin/things/1").length
            tryVerify(() => button() !== null && button().visible && button().width > 0)
            compare(button().Accessible.description, "Remove: One")
            waitForRendering(list)
            tryVerify(() => {
                if (removals() === 0 && button() !== null)
                    mouseClick(button())
                return removals() === 1
            })
        }
        // ui.md: what a row has no room for is told in a tooltip, and only that.
        function test_cutTitleIsToldWhole_data(): var {
            return [{tag: "cut", title: "a-key-with-a-name-that-no-row-has-room-for-".repeat(6)}, {tag: "whole", title: "One"}]
        }
        function test_cutTitleIsToldWhole(data: var): void {
            server.answer("GET /api/v1/admin/things", {items: [{id: "9", name: data.title, note: "n"}], next_cursor: null})
            list.list.reload()
            const row = () => findChild(list, "listRows").itemAtIndex(0)
            tryVerify(() => row()?.item.id === "9")
            waitForRendering(list)
            const tip = Array.from(row().children).find(each => each instanceof RowTip)
            mouseMove(list, list.width - 5, list.height - 5)
            tryVerify(() => !row().hovered)
            compare(tip.item, null)
            mouseMove(row(), 40, 20)
            tryVerify(() => row().hovered)
            compare(tip.item?.text ?? "", data.tag === "cut" ? data.title : "")
        }
        function test_firstLoadThenEmpty(): void {
            server.answer("GET /api/v1/admin/things", {items: [], next_cursor: null})
            list.list.reload()
            tryCompare(list.list, "count", 0)
            compare(state_(), "empty")
            server.held = true
            list.list.reload()
            compare(state_(), "loading")
            server.held = false
            tryVerify(() => state_() === "empty")
        }
        function test_errorIsToldWhereNothingIsKnown(): void {
            server.answer("GET /api/v1/admin/things", {items: [], next_cursor: null})
            list.list.reload()
            tryCompare(list.list, "count", 0)
            server.answer("GET /api/v1/admin/things", {code: "internal", title: "Something broke"}, 500)
            list.list.reload()
            tryVerify(() => state_() === "error")
            compare(findChild(list, "listState").sentence, "Something broke")
        }
    }
}
