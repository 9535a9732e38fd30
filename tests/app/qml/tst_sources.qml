// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Nav

Item {
    width: 900
    height: 700

    Loader { id: section; width: 800; height: 600 }
    Component { id: sources; SourcesSection {} }
    SignalSpy { id: toasts; target: Nav; signalName: "toast" }

    TestCase {
        name: "Sources"
        when: windowShown

        readonly property string path: "/api/v1/price-sources"
        readonly property var well: ({state: "closed", failures: 0, retry_at: null, held_until: null, last_ok_at: "2027-01-10T05:00:05Z", last_error: null})

        function source(name: string, changes: var): var {
            return Object.assign({name: name, label: name.toUpperCase(), sides: ["flights", "hotels"], configured: true, simulated: false, serving: true,
                                  health: {flights: well, hotels: well}, budgets: [], saving: {live_calls: 60, avoided_calls: 40, ratio: 0.4}}, changes)
        }
        function init(): void {
            server.answer("GET " + path, {items: [source("one", {}), source("two", {health: {flights: Object.assign({}, well, {state: "open", retry_at: "2027-01-10T06:00:00Z", last_error: "timeout"})},
                                                                                  budgets: [{period: "2027-01", limit: 100, used: 85}]})], order: {flights: ["one", "two"], hotels: ["one"]}})
            server.answer("PUT " + path + "/order", {})
            server.answer("POST " + path + "/two/reset", {})
            server.signIn(["member", "admin"])
            tryCompare(App.session, "state", "signedIn")
            section.sourceComponent = sources
            tryVerify(() => buttons().length > 0)
            server.forgetCalls()
            toasts.clear()
        }
        function cleanup(): void { section.sourceComponent = null }
        function buttons(): var {
            const found = []
            const walk = item => {
                if (item instanceof PButton && item.visible)
                    found.push(item)
                for (let i = 0; i < item.children.length; ++i)
                    walk(item.children[i])
            }
            walk(section.item)
            return found
        }
        function button(words: string): var { return buttons().find(each => each.explains === words) }

        // TRP-284
        function test_ordersByKeys(): void {
            verify(!button("Ask ONE earlier").enabled)
            const up = button("Ask TWO earlier")
            up.forceActiveFocus()
            keyClick(Qt.Key_Space)
            tryVerify(() => server.calls("PUT " + path + "/order").length === 1)
            compare(server.calls("PUT " + path + "/order")[0].body.flights, ["two", "one"])
        }
        function test_holdIsLifted(): void {
            verify(button("Lift hold of ONE") === undefined)
            mouseClick(button("Lift hold of TWO"))
            tryVerify(() => server.calls("POST " + path + "/two/reset").length === 1)
        }
        function test_languageMayChange(): void {
            for (const language of ["de", "en", "de", "en"]) {
                App.settings.language = language
                section.width = language === "de" ? 560 : 800
                wait(50)
            }
            verify(button("Ask TWO earlier") !== undefined)
        }
        function test_changesAndWidths(): void {
            for (let round = 0; round < 4; ++round) {
                server.answer("GET " + path, {items: [source("one", {budgets: [{period: "2027-0" + round, limit: 10, used: round}]})], order: {flights: ["one"], hotels: ["one"]}})
                server.tell("price_check.updated", "c1", "updated")
                section.width = 500 + 100 * round
                wait(300)
                tryVerify(() => button("Ask TWO earlier") === undefined)
            }
        }
    }
}
