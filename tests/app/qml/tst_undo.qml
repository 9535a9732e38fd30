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

    Toasts {
        id: toasts

        anchors.bottom: parent.bottom
        width: 560
        second: 40
        grace: 3
        patience: 2
    }
    Connections {
        target: Nav

        function onToast(text: string, action: string, act: var): void { toasts.show(text, action, act) }
        function onLater(words: var, act: var, undo: var): void { toasts.offer(words, act, undo) }
    }

    TestCase {
        id: test

        name: "Undo"
        when: windowShown

        property var done: []

        function trip(id: string): var {
            return {id: id, version: 1, name: "Trip " + id, status: "active", currency: "EUR", track_flights: true, track_hotels: false,
                    origin_airport: "MUC", destination_airport: "LIS", trip_kind: "one_way", depart_date: "2099-08-01", return_date: null,
                    alert: null, check: null, latest: null}
        }
        function initTestCase(): void {
            server.answer("GET /api/v1/trips", {items: [trip("a"), trip("b")], next_cursor: null})
            server.answer("DELETE /api/v1/trips/a", {}, 204)
            server.signIn(["member"])
            tryCompare(App.session, "state", "signedIn")
        }
        function init(): void {
            done = []
            toasts.second = 40
            server.reachable = true
            server.forgetCalls()
            TripActions.trips.reload()
            tryVerify(() => server.calls("GET /api/v1/trips").length > 0)
            tryCompare(TripActions.trips, "count", 2)
            wait(20)
            server.forgetCalls()
        }
        function cleanup(): void {
            toasts.settle()
            toasts.second = 40
            tryVerify(() => shown().length === 0)
            server.answer("DELETE /api/v1/trips/a", {}, 204)
        }
        function shown(): var {
            const found = []
            for (let i = 0; i < toasts.children.length; ++i) {
                if (toasts.children[i].objectName === "toast")
                    found.push(toasts.children[i])
            }
            return found
        }
        function offer(name: string): void {
            Nav.later(left => name + " in " + left, () => done.push("did " + name), () => done.push("undid " + name))
        }

        function test_countsDownAndHappens(): void {
            offer("x")
            compare(shown()[0].text, "x in 3")
            verify(toasts.undoable)
            tryVerify(() => shown().length > 0 && shown()[0].text === "x in 2")
            compare(shown()[0].Accessible.name, "x in 3") // not read aloud each second
            tryVerify(() => done.length === 1)
            compare(done[0], "did x")
            verify(!toasts.undoable)
            compare(shown().length, 0)
        }
        function test_undoTakesItBack(): void {
            offer("x")
            mouseClick(findChild(shown()[0], "toastAction"))
            compare(done, ["undid x"])
            wait(5 * toasts.second)
            compare(done, ["undid x"])
        }
        function test_keyUndoesTheLast(): void {
            offer("x")
            offer("y")
            toasts.undo()
            compare(done, ["undid y"])
        }
        function test_waitsWhileTheFocusIsOnIt(): void {
            offer("x")
            findChild(shown()[0], "toastAction").forceActiveFocus()
            wait(6 * toasts.second)
            compare(done, [])
        }
        function test_whatMakesRoomHappens(): void {
            toasts.second = 10000
            offer("w")
            offer("x")
            offer("y")
            offer("z")
            compare(shown().length, 3)
            compare(done, ["did w"])
        }
        function test_equalMessagesKeepTheirOwnActions(): void {
            toasts.second = 10000
            Nav.toast("same", "Go", () => done.push(1))
            Nav.toast("same", "Go", () => done.push(2))
            tryVerify(() => shown()[1].y > shown()[0].y)
            mouseClick(findChild(shown()[0], "toastAction"))
            compare(done, [1])
            toasts.press(0)
            compare(done, [1, 2])
        }
        function test_settlesBeforeTheEnd(): void {
            toasts.second = 10000
            verify(!toasts.settle())
            offer("x")
            verify(toasts.settle())
            compare(done, ["did x"])
        }
        function test_deletedTripGoesLater(): void {
            TripActions.remove(TripActions.trips.itemById("a"))
            compare(TripActions.trips.count, 1)
            compare(server.calls("DELETE /api/v1/trips/a").length, 0)
            tryVerify(() => server.calls("DELETE /api/v1/trips/a").length === 1)
        }
        function test_undeletedTripIsBackAndNothingWasSent(): void {
            TripActions.remove(TripActions.trips.itemById("a"))
            toasts.undo()
            tryCompare(TripActions.trips, "count", 2)
            compare(TripActions.trips.itemAt(0).id, "a")
            wait(5 * toasts.second)
            compare(server.calls("DELETE /api/v1/trips/a").length, 0)
        }
        function test_reloadDoesNotBringALeavingTripBack(): void {
            toasts.second = 10000
            TripActions.remove(TripActions.trips.itemById("a"))
            TripActions.trips.reload()
            tryVerify(() => server.calls("GET /api/v1/trips").length === 1)
            wait(50)
            compare(TripActions.trips.count, 1)
            toasts.undo()
        }
        function test_refusedDeletionBringsTheTripBack(): void {
            server.answer("DELETE /api/v1/trips/a", {code: "forbidden", title: "Not now"}, 403)
            TripActions.remove(TripActions.trips.itemById("a"))
            tryVerify(() => server.calls("DELETE /api/v1/trips/a").length === 1)
            tryCompare(TripActions.trips, "count", 2)
        }
        function test_offlineNothingIsPromised(): void {
            server.reachable = false
            TripActions.trips.reload()
            tryCompare(App.client, "online", false)
            TripActions.remove(TripActions.trips.itemById("a"))
            compare(TripActions.trips.count, 2)
            verify(!toasts.undoable)
            server.reachable = true
            App.client.tryNow()
            tryCompare(App.client, "online", true)
        }
    }
}
