// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Areas
import Portier.Nav

/// Every area is kept up by the same keys, and the sheet lists every key there is.
Item {
    width: 1100
    height: 760

    Loader { id: page; anchors.fill: parent; focus: true }
    ShortcutSheet { id: sheet }

    TestCase {
        name: "Shortcuts"
        when: windowShown

        readonly property var house: ({id: "r1", slug: "haus-1", name: "Ferienhaus", zone: "Europe/Berlin", status: "open", open: true, today: "2027-01-01", limits: {}, parties: []})

        function initTestCase(): void {
            server.answer("GET /api/v1/resources", {items: [house]})
            server.answer("GET /api/v1/resources/haus-1", house)
            server.answer("GET /api/v1/resources/haus-1/calendar", {today: "2027-01-01", bookings: []})
            server.answer("GET /api/v1/me/notification-preferences", {lists: {}, price_summary: {enabled: false}})
            server.answer("GET /api/v1/admin/accounts", {items: [{id: "a2", version: 5, email: "ben@example.net", display_name: "Ben", roles: ["member"], parties: [], status: "active"}], next_cursor: null})
            server.answer("GET /api/v1/notifications", {items: [{id: "n1", kind: "trip_reminder", channel: "mail", state: "sent", created_at: "2027-01-01T00:00:00Z"}], next_cursor: null})
            server.signIn(["member", "approver", "admin"])
            tryCompare(App.session, "state", "signedIn")
        }
        function cleanup(): void { page.sourceComponent = undefined; page.source = "" }
        function open(route: string): void {
            Nav.go(route)
            page.source = Areas.named(Nav.area).page
            tryVerify(() => App.client.inFlight <= 1)
            wait(50)
        }
        function press(keys: string): void {
            const area = Areas.named(Nav.area)
            for (let i = 0; i < area.commands.length; ++i) {
                if (area.commands[i].keys === keys)
                    return area.commands[i].triggered()
            }
            fail(Nav.area + " has no " + keys)
        }
        function test_f5AsksAnew_data(): var {
            return [
                {tag: "house", route: "house", path: "resources/haus-1/calendar"}, {tag: "requests", route: "house/requests", path: "approvals"},
                {tag: "messages", route: "activity", path: "notifications"}, {tag: "checks", route: "activity/checks", path: "refresh-runs"},
                {tag: "schedules", route: "activity/schedules", path: "admin/schedules"}, {tag: "jobs", route: "activity/jobs", path: "admin/jobs"},
                {tag: "settings", route: "settings", path: "me/sessions"}, {tag: "delivery", route: "administration", path: "admin/notifications"},
                {tag: "houses", route: "administration/houses", path: "resources"}, {tag: "accounts", route: "administration/accounts", path: "admin/accounts"},
                {tag: "keys", route: "administration/keys", path: "admin/api-keys"}, {tag: "system", route: "administration/settings", path: "admin/settings"},
                {tag: "sources", route: "administration/sources", path: "price-sources"}, {tag: "audit", route: "administration/audit", path: "admin/audit"}
            ]
        }
        function test_f5AsksAnew(row: var): void {
            open(row.route)
            tryVerify(() => server.calls("GET /api/v1/" + row.path).length > 0)
            server.forgetCalls()
            press("F5")
            tryVerify(() => server.calls("GET /api/v1/" + row.path).length > 0)
        }
        function test_ctrlFSearches_data(): var { return [{tag: "activity", route: "activity"}, {tag: "accounts", route: "administration/accounts"}] }
        function test_ctrlFSearches(row: var): void {
            open(row.route)
            press("Ctrl+F")
            tryVerify(() => page.Window.window.activeFocusItem instanceof TextInput)
        }
        function test_ctrlNAdds_data(): var {
            return [{tag: "house", route: "administration/houses", dialog: "houseDialog"}, {tag: "invitation", route: "administration/invitations", dialog: "inviteDialog"}, {tag: "key", route: "administration/keys", dialog: "keyDialog"}]
        }
        function test_ctrlNAdds(row: var): void {
            open(row.route)
            press("Ctrl+N")
            tryCompare(findChild(page, row.dialog), "opened", true)
            findChild(page, row.dialog).close()
        }
        function test_theSheetListsEveryKey(): void {
            const listed = []
            for (const row of sheet.rows)
                listed.push(...(row.keys ?? []))
            for (const area of Areas.shown) {
                for (let i = 0; i < area.commands.length; ++i)
                    verify(area.commands[i].keys === "" || listed.includes(area.commands[i].keys), area.commands[i].text)
            }
            for (const keys of ["Ctrl+K", "Ctrl+Alt+I", "F1", "Ctrl+?", "Ctrl+,", "Alt+Left", "F6", "Shift+F6", "U", "Ctrl+Q", "Ctrl+1", "J", "K", "Return", "Esc", "Menu", "F10", "Ctrl+Return", "Shift+Right", "PgUp", "T"])
                verify(listed.includes(keys), keys)
            sheet.open()
            tryCompare(sheet, "opened", true)
            sheet.close()
        }
        // Rows that are made anew while the sheet is closed, then another size of the window: Qt 6.4 would go on with those that are gone.
        function test_theSheetSurvivesAnotherLanguageAndSize(): void {
            sheet.open()
            tryCompare(sheet, "opened", true)
            const overlay = sheet.parent, width = overlay.width
            sheet.close()
            tryCompare(sheet, "visible", false)
            App.settings.language = "de"
            App.settings.language = "en"
            wait(20)
            overlay.width = 700
            wait(20)
            sheet.open()
            tryCompare(sheet, "opened", true)
            sheet.close()
            overlay.width = width
        }
        // Two commands of one area on one key would both be mute.
        function test_noKeyIsGivenTwice(): void {
            for (const area of Areas.shown) {
                const seen = []
                for (let i = 0; i < area.commands.length; ++i) {
                    const keys = area.commands[i].keys
                    verify(keys === "" || !seen.includes(keys), area.name + ": " + keys)
                    seen.push(keys)
                }
            }
        }
    }
}
