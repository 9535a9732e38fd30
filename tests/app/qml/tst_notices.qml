// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 800
    height: 700

    NoticeWords { id: words }
    Loader { id: card; width: 700 }
    Component { id: notices; NoticesCard { tripId: "t1" } }

    TestCase {
        name: "Notices"
        when: windowShown

        readonly property string path: "/api/v1/notifications"
        readonly property var dead: ({id: "n1", kind: "trip_price_alert", subject_id: "t1", subject_name: "Lissabon", channel: "mail", state: "dead", reason: "exhausted",
                                      attempts: 8, address: "a…@example.org", created_at: "2027-01-10T05:00:00Z"})

        function init(): void { show(["member"]) }
        function cleanup(): void { card.sourceComponent = null }
        function show(roles: var): void {
            server.answer("GET " + path, {items: [dead], next_cursor: null})
            server.answer("GET " + path + "/n1", Object.assign({subject: "Price alert", text: "Lissabon now €940.00", ledger: [{started_at: "2027-01-10T05:00:01Z", outcome: "transient", code: "451", reason: ""}]}, dead))
            server.signIn(roles)
            tryVerify(() => App.session.state === "signedIn" && App.session.account.roles.length === roles.length)
            card.sourceComponent = null
            card.sourceComponent = notices
            tryVerify(() => row() !== undefined)
            server.forgetCalls()
        }
        function all(root: var, type: var): var {
            const found = []
            const walk = item => {
                if (item instanceof type)
                    found.push(item)
                for (let i = 0; i < item.children.length; ++i)
                    walk(item.children[i])
            }
            walk(root)
            return found
        }
        function row(): var { return all(card.item, NoticeRow)[0] }

        // TRP-280: state, reason, attempts and the masked address, for eyes and screen readers
        function test_rowTellsWhatHappened(): void {
            const name = row().Accessible.name
            for (const part of ["Price alert", "Lissabon", "Failed", "all attempts failed", "8 attempts", "a…@example.org"])
                verify(name.includes(part), part + " in " + name)
        }
        // TRP-208, TRP-280: no reason is shown as the word it has in the database
        function test_reasonsHaveWords_data(): var {
            return ["email_disabled", "party_disabled", "dry_run", "test_domain", "unsubscribed", "outdated", "expired", "erased", "restored", "discarded", "bounced", "complained",
                    "no_recipient", "exhausted", "permanent", "unknown", "config", "render_failed", "interrupted", "quiet_hours", "flood", "burst", "daily_ceiling", "daily", "weekly"]
                .map(reason => ({tag: reason, reason: reason}))
        }
        function test_reasonsHaveWords(data: var): void {
            verify(words.reasons[data.reason])
            verify(!words.note({created_at: "2027-01-10T05:00:00Z", reason: data.reason}).includes("_"))
        }
        // TRP-280: by key, with what it said; only administrators send again
        function test_previewOpensByKey(): void {
            row().forceActiveFocus()
            keyClick(Qt.Key_Return)
            tryVerify(() => server.calls("GET " + path + "/n1").length === 1)
            const dialog = findChild(card.item, "noticeDialog")
            tryVerify(() => dialog.opened && dialog.detail !== null)
            compare(dialog.detail.text, "Lissabon now €940.00")
            compare(dialog.verb, "")
            dialog.close()
        }
        function test_administratorsSendAgain(): void {
            show(["member", "admin"])
            server.answer("POST /api/v1/admin/notifications/n1/requeue", {})
            row().forceActiveFocus()
            keyClick(Qt.Key_Return)
            const dialog = findChild(card.item, "noticeDialog")
            tryVerify(() => dialog.opened && dialog.verb === "Send again")
            dialog.confirmed()
            tryVerify(() => server.calls("POST /api/v1/admin/notifications/n1/requeue").length === 1)
        }
    }
}
