// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Nav

Item {
    width: 700
    height: 700

    ConnectionPage { id: page; anchors.fill: parent }
    SignalSpy { id: toast; target: Nav; signalName: "toast" }

    TestCase {
        name: "Connection"
        when: windowShown

        function initTestCase(): void {
            server.answer("GET /api/v1", {name: "portier", version: "1.2.3", languages: ["de", "en"]})
            server.answer("POST /api/v1/auth/login", {token: "t"})
            server.answer("GET /api/v1/me", {id: "me", email: "ada@portier.example", version: 1, roles: ["member"]})
        }
        function init(): void {
            toast.clear()
            server.silentHosts = []
        }
        function cleanup(): void {
            for (const each of App.session.savedServers.slice()) // the property changes underneath
                App.session.forgetServer(each)
            App.session.leaveServer()
            page.withServer = true
        }
        function visit(address: string): void {
            App.session.useServer(address)
            tryCompare(App.session, "state", "signedOut")
        }
        function signInAt(address: string): void {
            visit(address)
            App.session.signIn("ada@portier.example", "x")
            tryCompare(App.session, "state", "signedIn")
        }
        /// The rows of saved servers, as they are shown.
        function rows(): var {
            const found = []
            const collect = item => {
                for (let i = 0; i < item.children.length; ++i) {
                    if (item.children[i].account !== undefined)
                        found.push(item.children[i])
                    collect(item.children[i])
                }
            }
            collect(page.contentItem)
            return found
        }
        function stateOf(row: Item): string { return findChild(row, "serverState").text }

        function test_savedServersSayHowTheyAre(): void {
            signInAt("alpha.example")
            App.session.leaveServer()
            visit("beta.example")
            App.session.leaveServer()
            server.silentHosts = ["beta.example"]
            page.withServer = true
            tryVerify(() => rows().length === 2)
            const beta = rows()[0], alpha = rows()[1] // the last used first
            tryVerify(() => stateOf(alpha) === "Answers · Portier 1.2.3")
            compare(alpha.account, "ada@portier.example")
            compare(beta.title, "beta.example")
            compare(beta.account, "")
            findChild(beta, "server")
            tryVerify(() => stateOf(beta) !== "Asking …")
        }
        function test_serverThatIsGoneSaysSo(): void {
            visit("beta.example")
            server.silentHosts = ["beta.example"]
            App.session.leaveServer()
            page.withServer = false
            page.withServer = true
            tryVerify(() => rows().length === 1)
            tryCompare(findChild(rows()[0], "serverState"), "text", "Does not answer")
            verify(findChild(rows()[0], "server").Accessible.name.includes("Does not answer"))
        }
        function test_switchesWithoutAPassword(): void {
            signInAt("alpha.example")
            App.session.leaveServer()
            tryVerify(() => rows().length === 1)
            tryVerify(() => stateOf(rows()[0]) === "Answers · Portier 1.2.3") // its row is where it stays
            waitForRendering(page)
            mouseClick(findChild(rows()[0], "server"))
            tryCompare(App.session, "state", "signedIn")
        }
        function test_signingOutForgetsTheAccountAndKeepsTheServer(): void {
            signInAt("alpha.example")
            App.session.signOut()
            compare(App.session.signedInAt["https://alpha.example"], undefined)
            compare(App.session.savedServers.length, 1)
        }
        function test_forgottenServerComesBackWithItsSession(): void {
            signInAt("alpha.example")
            App.session.leaveServer()
            tryVerify(() => rows().length === 1)
            mouseClick(findChild(rows()[0], "forget"))
            compare(App.session.savedServers.length, 0)
            compare(App.session.signedInAt["https://alpha.example"], undefined)
            wait(50)
            compare(toast.signalArguments[0][1], "Undo")
            toast.signalArguments[0][2]()
            compare(App.session.savedServers.length, 1)
            compare(App.session.signedInAt["https://alpha.example"], "ada@portier.example")
            App.session.useServer("alpha.example")
            tryCompare(App.session, "state", "signedIn")
        }
        function test_forgottenServerAsksForThePasswordAgain(): void {
            signInAt("alpha.example")
            App.session.leaveServer()
            App.session.forgetServer("https://alpha.example")
            wait(50)
            visit("alpha.example")
        }
        function test_addressIsCheckedWhileItIsTyped_data(): var {
            return [
                {tag: "a Portier", typed: "alpha.example", hint: "Portier 1.2.3 answers there."},
                {tag: "nobody", typed: "gone.example", hint: "Nobody answers there."},
                {tag: "no address", typed: "not an address", hint: "This is not an address yet."}
            ]
        }
        function test_addressIsCheckedWhileItIsTyped(data: var): void {
            server.silentHosts = ["gone.example"]
            page.withServer = true
            const field = findChild(page, "address")
            field.text = data.typed
            tryVerify(() => field.hint === data.hint, 3000)
            field.text = ""
            tryCompare(field, "hint", "")
        }
        function test_problemGoesWhenTheAddressIsTypedAnew(): void {
            page.withServer = true
            const field = findChild(page, "address")
            field.text = "not an address"
            mouseClick(findChild(page, "connect"))
            verify(field.error !== "")
            field.input.forceActiveFocus()
            keyClick(Qt.Key_End)
            keyClick(Qt.Key_A)
            compare(field.error, "")
            field.text = ""
        }
    }
}
