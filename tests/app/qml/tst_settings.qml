// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Drafts
import Portier.Nav

/// What somebody sets for themselves: what is told and when, a number, the password.
Item {
    width: 1000
    height: 500

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: settings; SettingsPage {} }
    SignalSpy { id: toasts; target: Nav; signalName: "toast" }

    TestCase {
        id: test

        name: "Settings"
        when: windowShown

        readonly property string path: "/api/v1/me/notification-preferences"
        readonly property var wishes: ({lists: {trips: {mail: true, sms: true, desktop: false}, operator: {mail: true, sms: false, desktop: true}}, quiet_hours: null,
                                        digest: {mode: "immediate", time: "18:00"}, price_summary: {enabled: false, weekday: 7, time: "09:00"}, language: null})
        readonly property var noPhone: ({number: null, confirmed_at: null, pending: null, sms_available: false})

        function init(): void {
            server.answer("GET " + path, wishes)
            server.answer("GET /api/v1/me/phone", noPhone)
            Drafts.forms = {}
            toasts.clear()
        }
        function cleanup(): void { page.sourceComponent = null }
        function part(name: string): var {
            tryVerify(() => findChild(page, name) !== null, 2000, name)
            return findChild(page, name)
        }
        function inside(dialog: string, name: string): var { return findChild(findChild(page, dialog).contentItem, name) }
        function open(route = "settings", roles = ["member"]): void {
            server.signIn(roles)
            tryCompare(App.session, "state", "signedIn")
            Nav.go(route)
            page.sourceComponent = settings
            tryVerify(() => page.item.loaded && App.client.inFlight <= 1)
        }
        function prefer(what: var): void { server.answer("GET " + path, Object.assign({}, wishes, what)) }

        function test_saysWhenThingsAreTold_data(): var {
            return [
                {tag: "at once", what: {}, says: "You hear of everything at once. There are no quiet hours."},
                {tag: "daily", what: {digest: {mode: "daily", time: "18:00"}}, says: "Mails come together, every day at 18:00. There are no quiet hours."},
                {tag: "weekly", what: {digest: {mode: "weekly", time: "07:30"}}, says: "Mails come together, every Sunday at 07:30. There are no quiet hours."},
                {tag: "quiet", what: {quiet_hours: {from: "22:00", to: "07:00"}}, says: "You hear of everything at once. Quiet hours are from 22:00 to 07:00."},
                {tag: "overview", what: {price_summary: {enabled: true, weekday: 1, time: "09:00"}}, says: "You hear of everything at once. The overview of prices comes every Monday at 09:00. There are no quiet hours."}
            ]
        }
        function test_saysWhenThingsAreTold(row: var): void {
            prefer(row.what)
            open()
            compare(part("whenTold").text, row.says)
        }
        function test_ownerOfThisComputerHasNoMailbox(): void {
            prefer({price_summary: {enabled: true, weekday: 1, time: "09:00"}})
            server.answer("GET /api/v1/me", {id: "me", email: "owner@portier.local", display_name: "", version: 1, roles: ["member"]})
            App.session.useThisComputer()
            tryVerify(() => App.session.account.email === "owner@portier.local")
            page.sourceComponent = settings
            tryVerify(() => page.item.loaded)
            part("trips-desktop")
            compare(findChild(page, "trips-mail"), null)
            verify(!part("summary").visible && !part("changePassword").visible && !part("phoneNumber").visible)
            compare(part("whenTold").text, "You hear of everything at once. There are no quiet hours.")
            part("timesDialog").edit()
            tryCompare(part("timesDialog"), "opened", true)
            verify(!inside("timesDialog", "digestMode").visible && !inside("timesDialog", "summaryDay").visible)
        }
        function test_switchesFitThePersonAndTheirNumber(): void {
            open()
            compare(findChild(page, "operator-mail"), null)
            compare(findChild(page, "trips-sms"), null)
            cleanup()
            server.answer("GET /api/v1/me/phone", {number: "+4915112345678", confirmed_at: "2027-01-01T08:00:00Z", pending: null, sms_available: true})
            open("settings", ["member", "admin"])
            verify(part("trips-sms").checked && !part("operator-sms").checked)
        }
        function test_switchActsAtOnceAndARefusedOneGoesBack(): void {
            open()
            server.answer("PATCH " + path, {code: "internal_error", title: "No", detail: "Not today."}, 500)
            server.forgetCalls()
            part("trips-desktop").forceActiveFocus()
            keyClick(Qt.Key_Space)
            tryCompare(toasts, "count", 1)
            compare(server.calls("PATCH " + path)[0].body, {lists: {trips: {desktop: true}}})
            compare(part("trips-desktop").checked, false)
            server.answer("PATCH " + path, Object.assign({}, wishes, {lists: {trips: {mail: true, desktop: true}}}))
            part("trips-desktop").forceActiveFocus()
            keyClick(Qt.Key_Space)
            tryCompare(part("trips-desktop"), "checked", true)
        }
        // A time that nobody chose goes on following the one of the service: only what differs is sent.
        function test_sendsOnlyWhatDiffers_data(): var {
            return [
                {tag: "quiet", had: {}, typed: {quietFrom: "22:00", quietTo: "07:00"}, sends: {quiet_hours: {from: "22:00", to: "07:00"}}},
                {tag: "no quiet", had: {quiet_hours: {from: "22:00", to: "07:00"}}, typed: {quietFrom: "", quietTo: ""}, sends: {quiet_hours: null}},
                {tag: "one end", had: {quiet_hours: {from: "22:00", to: "07:00"}}, typed: {quietTo: "08:00"}, sends: {quiet_hours: {from: "22:00", to: "08:00"}}},
                {tag: "overview", had: {price_summary: {enabled: true, weekday: 7, time: "09:00"}}, typed: {summaryTime: "10:00"}, sends: {price_summary: {time: "10:00"}}}
            ]
        }
        function test_sendsOnlyWhatDiffers(row: var): void {
            prefer(row.had)
            open()
            part("timesDialog").edit()
            tryCompare(part("timesDialog"), "opened", true)
            for (const name in row.typed)
                inside("timesDialog", name).edited(row.typed[name])
            server.answer("PATCH " + path, Object.assign({}, wishes, row.had, row.sends))
            server.forgetCalls()
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(part("timesDialog"), "opened", false)
            compare(server.calls("PATCH " + path)[0].body, row.sends)
            compare(Object.keys(Drafts.forms), [])
        }
        function test_aTimeThatIsNoneIsNotSent_data(): var {
            return [{tag: "no time", field: "quietFrom", typed: {quietFrom: "25:00", quietTo: "07:00"}}, {tag: "no end", field: "quietTo", typed: {quietFrom: "22:00"}}]
        }
        function test_aTimeThatIsNoneIsNotSent(row: var): void {
            open()
            part("timesDialog").edit()
            tryCompare(part("timesDialog"), "opened", true)
            for (const name in row.typed)
                inside("timesDialog", name).edited(row.typed[name])
            server.forgetCalls()
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            verify(inside("timesDialog", row.field).problem !== "")
            tryCompare(inside("timesDialog", row.field).input, "activeFocus", true)
            compare(server.calls("PATCH " + path).length, 0)
        }
        function test_numberCountsOnceItsCodeIsBack(): void {
            const soon = new Date(Date.now() + 540000).toISOString().slice(0, 19) + "Z"
            server.answer("GET /api/v1/me/phone", Object.assign({}, noPhone, {sms_available: true}))
            open()
            server.answer("POST /api/v1/me/phone", {number: null, confirmed_at: null, pending: {number: "+4915112345678", expires_at: soon}, sms_available: true})
            server.answer("POST /api/v1/me/phone/confirm", {number: "+4915112345678", confirmed_at: soon, pending: null, sms_available: true})
            part("changePhone").clicked()
            tryCompare(part("phoneDialog"), "opened", true)
            inside("phoneDialog", "phoneInput").edited("+49 151 12345678")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(part("codeDialog"), "opened", true)
            verify(part("phoneWaits").visible && part("enterCode").visible)
            compare(findChild(page, "trips-sms"), null)
            inside("codeDialog", "codeInput").edited("042137")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(part("codeDialog"), "opened", false)
            compare(part("phoneNumber").text, "Text messages go to +4915112345678.")
            part("trips-sms")
        }
        function test_aCodeThatIsOverIsNotAskedFor(): void {
            server.answer("GET /api/v1/me/phone", {number: null, confirmed_at: null, pending: {number: "+4915112345678", expires_at: "2020-01-01T08:00:00Z"}, sms_available: true})
            open()
            verify(!part("enterCode").visible && part("changePhone").visible)
            verify(part("phoneWaits").text.includes("is over"))
        }
        function test_accountWithoutPasswordIsNotAskedForOne(): void {
            server.answer("GET /api/v1/me", {id: "me", email: "ada@portier.example", display_name: "Ada", version: 1, roles: ["member"], has_password: false})
            App.session.useThisComputer()
            tryVerify(() => App.session.account.has_password === false)
            page.sourceComponent = settings
            part("passwordDialog").ask()
            tryCompare(part("passwordDialog"), "opened", true)
            verify(!inside("passwordDialog", "passwordNow").visible)
            compare(inside("passwordDialog", "passwordNew").echoMode, TextInput.Password)
            inside("passwordDialog", "passwordNew").edited("a new long one")
            server.answer("POST /api/v1/me/password", {}, 204)
            server.forgetCalls()
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(part("passwordDialog"), "opened", false)
            compare(server.calls("POST /api/v1/me/password")[0].body, {password: "a new long one"})
            compare(Object.keys(Drafts.forms), [])
        }
        function test_showsWhereOneIsSignedIn(): void {
            server.answer("GET /api/v1/me/sessions", {items: [{id: "s1", device_name: "Laptop", platform: "linux", last_used_at: "2027-01-01T08:00:00Z", current: true}], next_cursor: null})
            open()
            tryVerify(() => part("devices").visible)
        }
        function test_routeLeadsToItsPart(): void {
            open("settings/notifications")
            tryVerify(() => part("trips-mail").activeFocus)
            const top = part("trips-mail").mapToItem(page, 0, 0).y
            verify(top > 0 && top < page.height)
        }
    }
}
