// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Drafts
import Portier.HouseActions
import Portier.Nav

Item {
    width: 900
    height: 700

    BookingDetail { id: detail; anchors.fill: parent; focus: true }
    SignalSpy { id: toasts; target: Nav; signalName: "toast" }

    TestCase {
        id: test

        name: "BookingDetail"
        when: windowShown

        readonly property string path: "/api/v1/bookings/b1"

        function request(changes: var): var {
            return Object.assign({
                id: "b1", resource: "haus-1", resource_name: "Ferienhaus", requester_first_name: "Oskar",
                start_date: "2027-08-01", end_date: "2027-08-05", total_days: 5, party_size: 3, status: "pending",
                is_past: false, round: 2, version: 7, description: null,
                affiliation: {party_id: "p1", name: "Ingeborg", colour: "#C1DBE3"},
                allowed_actions: ["approve", "deny"], own_party_id: "p2",
                approvals: [{party_id: "p1", party: "Ingeborg", decision: "approved", self: false, comment: null, decided_at: "2027-07-03T09:00:00Z"},
                            {party_id: "p2", party: "Cornelia", decision: "no_response", self: false, comment: null, decided_at: null}],
                timeline: []
            }, changes)
        }
        function init(): void {
            server.signIn(["member", "approver"])
            tryCompare(App.session, "state", "signedIn")
            server.reachable = true
            server.answer("GET " + path, request({}))
            server.answer("POST " + path + "/approve", {result: "approved", booking_status: "pending", outstanding_parties: ["Angelika"]})
            server.answer("POST " + path + "/deny", {result: "denied", booking_status: "denied"})
            Drafts.forms = {}
            detail.bookingId = ""
            detail.bookingId = "b1"
            tryCompare(detail, "loaded", true)
            server.forgetCalls()
            toasts.clear()
        }
        function cleanup(): void {
            denyDialog().close()
            tryCompare(denyDialog(), "opened", false)
        }
        function denyDialog(): var { return findChild(detail, "denyDialog") }

        function texts(item: var): var {
            let found = item.visible && item.text !== undefined && item.text !== "" ? [item.text] : []
            for (let at = 0; at < item.children.length; ++at)
                found = found.concat(texts(item.children[at]))
            return found
        }
        // BKG-134
        function test_BKG_134_showsFieldsApprovalsAndTimeline(): void {
            server.answer("GET " + path, request({
                description: "With a dog", on_behalf: true, timeline: [
                    {seq: 1, at: "2027-07-01T08:12:00Z", actor: {role: "admin", name: null}, type: "submitted", note: "on behalf"},
                    {seq: 2, at: "2027-07-02T09:00:00Z", actor: {role: "approver", name: "Ingeborg"}, type: "approved", note: null},
                    {seq: 3, at: "2027-07-03T09:00:00Z", actor: {role: "requester", name: "Oskar"}, type: "dates_extended", note: null,
                        round: 1, old_start: "2027-08-01", old_end: "2027-08-04", new_start: "2027-08-01", new_end: "2027-08-05"},
                    {seq: 4, at: "2027-08-06T00:01:00Z", actor: {role: "system", name: null}, type: "canceled", note: "not decided in time"}]
            }))
            detail.load()
            tryVerify(() => detail.booking.timeline.length === 4)
            const shown = texts(detail).join("\n")
            for (const fact of ["Oskar · 1–5 Aug 2027", "5 days", "3 people", "Ferienhaus", "Ingeborg", "With a dog", "Asked for by somebody else",
                                "Approvals · 1 of 2", "1–4 Aug → 1–5 Aug", "for somebody else", "not decided in time"])
                verify(shown.includes(fact), fact + " in " + shown)
            // Oldest first.
            const order = ["sent the request", "Ingeborg approved", "changed the dates", "canceled"].map(text => shown.indexOf(text))
            verify(order.every((at, index) => at > (index === 0 ? -1 : order[index - 1])), order.join(" ") + shown)
        }
        function test_BKG_134_adminsSeeMailsAndSendAgain(): void {
            const mails = {items: [{id: "n1", kind: "booking_confirmed", channel: "mail", state: "dead", address: "m…@b.net", attempts: 3,
                                    reason: "smtp_550", created_at: "2027-01-01T00:00:00Z"}], next_cursor: null}
            server.answer("GET /api/v1/admin/notifications", mails)
            server.answer("POST /api/v1/admin/notifications/n1/requeue", {})
            verify(!texts(detail).includes("Mails")) // not for approvers
            server.signIn(["member", "admin"])
            tryVerify(() => texts(detail).includes("Mails"))
            const asked = server.calls("GET /api/v1/admin/notifications")[0].query
            compare(asked.subject_kind, "booking")
            compare(asked.subject_id, "b1")
            const again = findChild(detail, "sendAgain")
            verify(again.visible)
            again.clicked()
            tryVerify(() => server.calls("POST /api/v1/admin/notifications/n1/requeue").length === 1)
        }
        // BKG-131
        function test_approveSendsTheRoundThatWasSeen(): void {
            mouseClick(findChild(detail, "approve"))
            tryVerify(() => server.calls("POST " + path + "/approve").length === 1)
            compare(server.calls("POST " + path + "/approve")[0].body.round, 2)
            tryCompare(toasts, "count", 1)
            compare(toasts.signalArguments[0][0], "Approved. Still missing: Angelika.")
        }
        function test_alreadyDecidedIsNoError(): void {
            server.answer("POST " + path + "/approve", {result: "already_done", booking_status: "denied", by_party: "Ingeborg"})
            HouseActions.approveRequested()
            tryCompare(toasts, "count", 1)
            compare(toasts.signalArguments[0][0], "Already done: Ingeborg decided.")
        }
        function test_offlineClaimsNothing(): void {
            server.reachable = false
            HouseActions.approveRequested()
            const banner = findChild(detail, "refusalBanner")
            tryCompare(banner, "visible", true) // in place (BKG-131)
            compare(banner.text, "The server does not answer. Nothing was changed.")
            compare(toasts.count, 0)
            verify(!findChild(detail, "approve").enabled)
            server.reachable = true
            App.client.tryNow()
            tryCompare(App.client, "online", true)
            tryCompare(banner, "visible", false)
        }
        // BKG-131, BKG-043
        function test_staleRoundSaysTheNewDates(): void {
            const stale = {code: "stale_round", title: "Dates have changed", seen_round: 2, current_round: 3, start_date: "2027-08-01", end_date: "2027-08-06", old_start_date: "2027-08-01", old_end_date: "2027-08-05"}
            server.answer("POST " + path + "/approve", stale, 409)
            server.answer("POST " + path + "/deny", stale, 409)
            server.answer("GET " + path, request({round: 3, end_date: "2027-08-06", total_days: 6}))
            HouseActions.approveRequested()
            const banner = findChild(detail, "refusalBanner"), words = "The dates changed: 1–5 Aug 2027 → 1–6 Aug 2027. Please decide again."
            tryCompare(banner, "text", words)
            tryVerify(() => detail.booking.round === 3) // and what is shown is what is
            HouseActions.denyRequested()
            tryCompare(denyDialog(), "opened", true)
            findChild(detail, "denyComment").edited("We are there")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(denyDialog(), "problem", words)
            compare(findChild(detail, "denyComment").text, "We are there")
        }
        function test_BKG_139_timelineLeavesOutTheYearAllShare_data(): var {
            return [{tag: "one year", last: "2027-08-06", words: "1–5 Aug → 1–6 Aug"}, {tag: "two years", last: "2028-01-02", words: "1–5 Aug 2027 → 1 Aug 2027 – 2 Jan 2028"}]
        }
        function test_BKG_139_timelineLeavesOutTheYearAllShare(row: var): void {
            server.answer("GET " + path, request({timeline: [{type: "dates_extended", at: "2027-07-03T09:00:00Z", actor: {name: "Oskar"}, note: null,
                                                              old_start: "2027-08-01", old_end: "2027-08-05", new_start: "2027-08-01", new_end: row.last}]}))
            detail.load()
            tryVerify(() => texts(detail).includes(row.words), 2000, texts(detail).join(" | "))
        }
        function test_menuKeyOpensTheMenu_data(): var { return [{tag: "Menu", key: Qt.Key_Menu}, {tag: "F10", key: Qt.Key_F10}] }
        function test_menuKeyOpensTheMenu(row: var): void {
            server.answer("GET " + path, request({allowed_actions: ["approve", "deny", "cancel"]}))
            detail.load()
            const button = findChild(detail, "bookingMore")
            tryCompare(button, "visible", true)
            detail.forceActiveFocus()
            keyClick(row.key)
            const menu = Array.from(button.data).find(each => each instanceof PMenu)
            tryCompare(menu, "opened", true)
            menu.close()
        }
        function test_withoutTheRightThereIsNoButton(): void {
            server.answer("GET " + path, request({allowed_actions: []}))
            detail.load()
            tryVerify(() => !findChild(detail, "approve").visible && !findChild(detail, "deny").visible)
            HouseActions.approveRequested()
            HouseActions.denyRequested()
            compare(server.calls("POST " + path + "/approve").length, 0)
            verify(!denyDialog().opened)
        }
        // BKG-132
        function test_denyNeedsAReasonAndKeepsADraft(): void {
            const field = findChild(detail, "denyComment")
            HouseActions.denyRequested()
            tryCompare(denyDialog(), "opened", true)
            tryCompare(field.input, "activeFocus", true)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            compare(server.calls("POST " + path + "/deny").length, 0)
            for (const letter of "full")
                keyClick(letter)
            keyClick(Qt.Key_Escape)
            tryCompare(denyDialog(), "opened", false)
            HouseActions.denyRequested()
            tryCompare(denyDialog(), "opened", true)
            compare(field.text, "full")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST " + path + "/deny").length === 1)
            const body = server.calls("POST " + path + "/deny")[0].body
            compare(body.comment, "full")
            compare(body.round, 2)
            compare(body.ack_confirmed, false)
            tryCompare(denyDialog(), "opened", false)
        }
        function test_denyingAConfirmedStayWarnsFirst(): void {
            server.answer("GET " + path, request({status: "confirmed", allowed_actions: ["deny"]}))
            detail.load()
            tryVerify(() => detail.booking.status === "confirmed")
            HouseActions.denyRequested()
            tryCompare(denyDialog(), "opened", true)
            verify(denyDialog().wasConfirmed)
            findChild(detail, "denyComment").edited("sorry")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST " + path + "/deny").length === 1)
            compare(server.calls("POST " + path + "/deny")[0].body.ack_confirmed, true)
        }
        // BKG-137
        function test_changeByOthersKeepsWhatIsTyped(): void {
            HouseActions.denyRequested()
            tryCompare(denyDialog(), "opened", true)
            findChild(detail, "denyComment").edited("half a")
            server.answer("GET " + path, request({round: 3, end_date: "2027-08-06", total_days: 6}))
            server.tell("booking.updated", "b1", "updated")
            tryVerify(() => detail.booking.round === 3)
            compare(findChild(detail, "denyComment").text, "half a")
            verify(denyDialog().opened)
            compare(denyDialog().booking.round, 3)
        }
        // The list moves on under the dialog: what was typed is for the request it was opened for.
        function test_decidesTheRequestItWasOpenedFor(): void {
            server.answer("GET /api/v1/bookings/b2", request({id: "b2", requester_first_name: "Mara"}))
            HouseActions.denyRequested()
            tryCompare(denyDialog(), "opened", true)
            findChild(detail, "denyComment").edited("We are there")
            detail.bookingId = "b2"
            tryCompare(detail, "loaded", true)
            compare(detail.booking.id, "b2")
            verify(denyDialog().title.startsWith("Deny: Oskar"))
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST " + path + "/deny").length === 1)
            compare(server.calls("POST /api/v1/bookings/b2/deny").length, 0)
        }
        // Nothing typed is ever lost: each stay keeps its own reason until it is sent.
        function test_reasonOfACancelStaysWithItsStay(): void {
            const dialog = findChild(detail, "cancelDialog")
            const comment = findChild(detail, "cancelComment")
            dialog.ask(request({}))
            tryCompare(dialog, "opened", true)
            comment.edited("Ill")
            keyClick(Qt.Key_Escape)
            tryCompare(dialog, "opened", false)
            dialog.ask(request({id: "b2"}))
            compare(comment.text, "")
            dialog.close()
            tryCompare(dialog, "opened", false)
            dialog.ask(request({}))
            compare(comment.text, "Ill")
            server.answer("POST " + path + "/cancel", {result: "canceled"})
            tryCompare(dialog, "opened", true)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(dialog, "opened", false)
            compare(server.calls("POST " + path + "/cancel")[0].body.comment, "Ill")
            dialog.ask(request({}))
            compare(comment.text, "")
            dialog.close()
        }
    }
}
