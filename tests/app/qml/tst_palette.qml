// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Nav
import Portier.TripActions

Item {
    width: 1000
    height: 700

    Palette { id: finder }

    TestCase {
        name: "Palette"
        when: windowShown

        function initTestCase(): void {
            server.answer("GET /api/v1/trips", {items: [{id: "t1", name: "Lissabon", depart_date: "2027-08-01", return_date: "2027-08-05"}], next_cursor: null})
            server.signIn(["member"])
            tryCompare(App.session, "state", "signedIn")
            TripActions.trips.reload()
            tryCompare(TripActions.trips, "count", 1)
        }
        function init(): void {
            Nav.go("inbox")
            finder.open()
            tryCompare(finder, "opened", true)
        }
        function cleanup(): void {
            finder.close()
            tryCompare(finder, "opened", false)
        }
        function type(text: string): void {
            for (const letter of text)
                keyClick(letter)
        }
        function test_findsARecord(): void {
            type("liss")
            compare(finder.hits[0].text, "Lissabon")
            keyClick(Qt.Key_Return)
            compare(Nav.route, "trips/t1")
        }
        function test_findsAnArea(): void {
            type("settings")
            keyClick(Qt.Key_Return)
            compare(Nav.area, "settings")
        }
        function test_arrowsStayInside(): void {
            keyClick(Qt.Key_Up)
            compare(finder.current, 0)
            for (let i = 0; i < finder.hits.length + 3; ++i)
                keyClick(Qt.Key_Down)
            compare(finder.current, finder.hits.length - 1)
        }
        function test_adminPagesAreNotOfferedToMembers(): void {
            type("administration")
            compare(finder.hits.length, 0)
        }
        // ui.md 8: actions on the chosen thing first, then records, areas, commands
        function test_chosenThingComesFirst(): void {
            finder.close()
            tryCompare(finder, "opened", false)
            TripActions.current = "Lissabon"
            Nav.go("trips")
            finder.open()
            tryCompare(finder, "opened", true)
            compare(finder.hits[0].group, "Lissabon")
            const first = finder.hits.findIndex(hit => hit.group !== "Lissabon")
            verify(first > 1 && finder.hits.slice(first).every(hit => hit.group !== "Lissabon"))
            type("liss") // by its name, too
            verify(finder.hits.some(hit => hit.text === "Check this trip"))
            server.answer("POST /api/v1/trips/t1/refresh", {}, 202)
            TripActions.current = ""
            finder.find()
            verify(!finder.hits.some(hit => hit.text === "Check this trip")) // nothing is chosen
        }
        function test_opensOnRecentThings(): void {
            finder.close()
            tryCompare(finder, "opened", false)
            Nav.go("trips/t1")
            Nav.go("settings")
            finder.open()
            tryCompare(finder, "opened", true)
            compare([finder.hits[0].group, finder.hits[0].text], ["Recent", "Lissabon"])
            type("l")
            verify(!finder.hits.some(hit => hit.group === "Recent"))
        }
        function test_whatWasTypedIsNoMarkup(): void {
            type("<b>")
            verify(finder.marked("a <b> c").includes("&lt;b>"))
        }
    }
}
