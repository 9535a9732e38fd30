// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Drafts
import Portier.Nav

Item {
    width: 1100
    height: 760

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: administration; AdministrationPage {} }
    Component { id: schedules; SchedulesSection {} }
    Component { id: audit; AuditSection {} }
    Component { id: jobs; JobsSection {} }

    TestCase {
        name: "Administration"
        when: windowShown

        function init(): void {
            server.signIn(["member", "admin"])
            tryCompare(App.session, "state", "signedIn")
            Drafts.forms = {}
            page.sourceComponent = administration
            server.forgetCalls()
        }
        function cleanup(): void { page.sourceComponent = null }
        function section(name: string): void { Nav.go("administration/" + name) }
        function press(name: string): void {
            tryVerify(() => findChild(page, name) !== null && findChild(page, name).visible)
            findChild(page, name).clicked()
        }
        function setting(changes: var): var {
            return Object.assign({name: "identity.signup", value: "invite", is_set: true, origin: "built-in", default: "invite", allowed: "open, invite, closed",
                                  description: "Who may register.", secret: false, runtime: true, changeable: true}, changes)
        }
        function test_invites(): void {
            server.answer("POST /api/v1/admin/invitations", {id: "i1", email: "ben@example.net"}, 201)
            section("invitations")
            press("create")
            const dialog = findChild(page, "inviteDialog")
            tryCompare(dialog, "opened", true)
            keyClick(Qt.Key_Return, Qt.ControlModifier) // nothing is sent; the field says what is missing and has the focus
            compare(server.calls("POST /api/v1/admin/invitations").length, 0)
            verify(findChild(page, "inviteEmail").problem !== "")
            verify(findChild(page, "inviteEmail").input.activeFocus)
            findChild(page, "inviteEmail").edited("ben@example.net")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST /api/v1/admin/invitations").length === 1)
            compare(server.calls("POST /api/v1/admin/invitations")[0].body.roles, ["member"])
            tryCompare(dialog, "opened", false)
        }
        function test_takesAnInvitationBack(): void {
            server.answer("GET /api/v1/admin/invitations", {items: [{id: "i1", email: "ben@example.net", roles: ["member"], state: "open", created_at: "2027-01-01T00:00:00Z", expires_at: "2027-01-08T00:00:00Z", ended_at: null}], next_cursor: null})
            server.answer("DELETE /api/v1/admin/invitations/i1", {}, 204)
            section("invitations")
            tryVerify(() => findChild(page, "rowAction") !== null)
            const row = findChild(page, "rowAction").parent
            compare(row.children[1].text, "Take back")
            row.children[1].clicked()
            tryVerify(() => server.calls("DELETE /api/v1/admin/invitations/i1").length === 1)
        }
        // PLT-087: when each ran last, how that went, and when it runs again
        function test_schedulesSayTheirLastAndNextRuns_data(): var {
            return [{tag: "ran", last: {at: "2026-01-11T03:15:00Z", outcome: "ran"}, text: /^retention · daily 04:15 · last .*2026.*: done · next .*2027/},
                    {tag: "is running", last: {at: "2026-01-11T03:15:00Z", outcome: null}, text: /: running · next/}, {tag: "never", last: null, text: /^retention · daily 04:15 · has not run yet · next/}]
        }
        function test_schedulesSayTheirLastAndNextRuns(row: var): void {
            page.sourceComponent = schedules
            const said = page.item.noteOf({id: "s1", name: "retention", schedule: "daily 04:15", last: row.last, next: {at: "2027-01-11T03:15:00Z"}, problem: null})
            verify(row.text.test(said), said)
            compare(page.item.titleOf({name: "retention"}), "Remove what was kept long enough")
            compare(page.item.titleOf({name: "a_new_one"}), "a new one")
        }
        function test_jobsSayWhatTheyDo_data(): var {
            return [{tag: "notifications.deliver", text: "Deliver a message"}, {tag: "schedule.retention", text: "Remove what was kept long enough"}, {tag: "moon.sing_loud", text: "moon.sing loud"}]
        }
        function test_jobsSayWhatTheyDo(row: var): void {
            page.sourceComponent = jobs
            compare(page.item.titleOf({kind: row.tag}), row.text)
        }
        // Whoever reads the audit sees words, whom it was, and the code to search for.
        function test_auditIsReadInWords_data(): var {
            return [{tag: "known", action: "booking.denied", title: "Stay: denied"}, {tag: "unknown kind", action: "moon.read", title: "moon: read"}, {tag: "unknown", action: "moon.sang_loud", title: "moon: sang loud"}]
        }
        function test_auditIsReadInWords(row: var): void {
            page.sourceComponent = audit
            const item = {sequence: 1, at: "2027-01-11T03:15:00Z", actor_kind: "account", actor_id: "me", action: row.action, object_kind: "booking", object_id: "b1", outcome: "ok", changes: {status: ["pending", "denied"], note: []}}
            compare(page.item.titleOf(item), row.title)
            for (const part of [row.action, "you", "status: pending → denied", "note"])
                verify(page.item.noteOf(item).includes(part), page.item.noteOf(item))
        }
        // PLT-185
        function test_changesARuntimeSetting(): void {
            server.answer("GET /api/v1/admin/settings", {version: 4, items: [setting({}), setting({name: "http.listen", runtime: false})]})
            server.answer("PATCH /api/v1/admin/settings", {code: "invalid", title: "Wrong", errors: [{field: "/identity.signup", message: "One of three words."}]}, 422)
            section("settings")
            press("rowAction")
            const dialog = findChild(page, "settingDialog")
            tryCompare(dialog, "opened", true)
            const value = findChild(page, "settingValue")
            compare(value.text, "invite")
            value.edited("nobody")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(value, "problem", "One of three words.")
            compare(value.text, "nobody")
            server.answer("PATCH /api/v1/admin/settings", {version: 5, items: []})
            value.edited("open")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(dialog, "opened", false)
            const calls = server.calls("PATCH /api/v1/admin/settings")
            compare(calls[1].body["identity.signup"], "open")
            compare(calls[1].ifMatch, "\"4\"")
        }
        function test_whatTheOperatorFixedCannotBeChanged(): void {
            server.answer("GET /api/v1/admin/settings", {version: 4, items: [setting({changeable: false, origin: "environment"})]})
            section("settings")
            tryVerify(() => findChild(page, "listState") !== null && findChild(page, "listState").shown === "")
            compare(findChild(page, "rowAction"), null)
        }
        // PLT-124
        function test_releasesABlockedAddress(): void {
            server.answer("GET /api/v1/admin/suppressions", {items: [{id: "s1", channel: "mail", address: "a…@contest.net", reason: "bounced", created_at: "2027-01-01T00:00:00Z"}], next_cursor: null})
            server.answer("DELETE /api/v1/admin/suppressions/s1", {}, 204)
            section("suppressions")
            press("rowAction")
            tryVerify(() => server.calls("DELETE /api/v1/admin/suppressions/s1").length === 1)
        }
        function test_deadMessageIsSentAgain(): void {
            server.answer("GET /api/v1/admin/notifications", {items: [{id: "n1", kind: "booking_confirmed", channel: "mail", state: "dead", address: "m…@b.net", attempts: 5, reason: "smtp_550", created_at: "2027-01-01T00:00:00Z"}], next_cursor: null})
            server.answer("POST /api/v1/admin/notifications/n1/requeue", {})
            Nav.go("administration")
            press("rowAction")
            tryVerify(() => server.calls("POST /api/v1/admin/notifications/n1/requeue").length === 1)
            compare(server.calls("GET /api/v1/admin/notifications")[0].query.state, "dead")
        }
        // PLT-009
        function test_accountDecidesForParties(): void {
            server.answer("GET /api/v1/resources", {items: [{id: "r1", slug: "haus-1", name: "Ferienhaus", status: "open", parties: [{id: "p1", name: "Ingeborg"}, {id: "p2", name: "Cornelia"}]}]})
            server.answer("GET /api/v1/admin/accounts", {items: [{id: "a2", version: 5, email: "ben@example.net", display_name: "Ben", roles: ["member"], parties: [], status: "active"}], next_cursor: null})
            server.answer("PATCH /api/v1/admin/accounts/a2", {})
            section("accounts")
            press("rowAction")
            const dialog = findChild(page, "rightsDialog")
            tryCompare(dialog, "opened", true)
            tryVerify(() => dialog.parties.length === 2)
            findChild(page, "rightsParties").chosen(["p2"])
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("PATCH /api/v1/admin/accounts/a2").length === 1)
            const sent = server.calls("PATCH /api/v1/admin/accounts/a2")[0]
            compare(sent.body.roles, ["member", "approver"])
            compare(sent.body.parties, ["p2"])
            compare(sent.ifMatch, "\"5\"")
            tryCompare(dialog, "opened", false)
        }
        // BKG-136
        function test_editsAHouseAndItsParties(): void {
            const party = {id: "p1", name: "Ingeborg", colour: "#C1DBE3", email: "ing@families.net", language: null, position: 0, active: true, notification_enabled: true, version: 3}
            server.answer("GET /api/v1/resources", {items: [{id: "r1", slug: "haus-1", name: "Ferienhaus", zone: "Europe/Berlin", language: "de", status: "open", open: true, sender_name: null,
                                                             limits: {max_party_size: 8}, limits_in_force: {max_party_size: 8, max_stay_days: 60}, version: 6, parties: [party]}]})
            server.answer("PATCH /api/v1/resources/r1", {})
            server.answer("PATCH /api/v1/parties/p1", {})
            section("houses")
            press("editHouse")
            const house = findChild(page, "houseDialog")
            tryCompare(house, "opened", true)
            findChild(page, "houseName").edited("Seehaus")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("PATCH /api/v1/resources/r1").length === 1)
            const sent = server.calls("PATCH /api/v1/resources/r1")[0]
            compare(sent.body.name, "Seehaus")
            compare(sent.body.limits.max_party_size, 8)
            compare(sent.body.limits.max_stay_days, null)
            compare(sent.ifMatch, "\"6\"")
            tryCompare(house, "opened", false)
            const dialog = findChild(page, "partyDialog")
            dialog.edit({id: "r1"}, party)
            tryCompare(dialog, "opened", true)
            verify(!dialog.endsLinks)
            findChild(page, "partyEmail").edited("new@families.net")
            verify(dialog.endsLinks)
            findChild(page, "partyColour").edited("#102030")
            verify(dialog.contrast < 4.5)
            findChild(page, "partyColour").edited(App.format.readableFill("#102030"))
            verify(dialog.contrast >= 4.5)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("PATCH /api/v1/parties/p1").length === 1)
            compare(server.calls("PATCH /api/v1/parties/p1")[0].ifMatch, "\"3\"")
        }

        readonly property var aParty: ({id: "p1", name: "Ingeborg", colour: "#C1DBE3", email: "ing@families.net", language: null, position: 0, active: true, notification_enabled: true, version: 3})
        function house(changes: var): var {
            return Object.assign({id: "r1", slug: "haus-1", name: "Ferienhaus", zone: "Europe/Berlin", language: "de", status: "open", open: true, sender_name: null,
                                  limits: {max_party_size: 8}, limits_in_force: {max_party_size: 8, max_stay_days: 60}, version: 6, parties: [aParty]}, changes)
        }
        function type(text: string): void {
            for (const letter of text)
                keyClick(letter)
        }
        function opened(name: string): var {
            tryCompare(findChild(page, name), "opened", true)
            return findChild(page, name)
        }
        // Nothing typed is ever lost: not by Esc, not by leaving the page, not by a reload of the list.
        function test_BKG_136_draftsOfAHouse(): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            section("houses")
            press("editHouse")
            const dialog = opened("houseDialog")
            const field = findChild(page, "houseName")
            field.input.selectAll()
            type("Seehaus")
            server.answer("GET /api/v1/resources", {items: [house({zone: "Europe/Vienna", version: 7})]})
            server.tell("resource", "r1", "updated")
            tryVerify(() => server.calls("GET /api/v1/resources").length > 1)
            compare(field.text, "Seehaus")
            keyClick(Qt.Key_Escape)
            tryCompare(dialog, "opened", false)
            page.sourceComponent = null
            page.sourceComponent = administration
            section("houses")
            press("editHouse")
            opened("houseDialog")
            compare(findChild(page, "houseName").text, "Seehaus")
            compare(findChild(page, "houseZone").text, "Europe/Vienna") // what nobody typed is as it is now
            verify(findChild(page, "houseDraft").visible)
            findChild(page, "houseDraft").acted()
            compare(findChild(page, "houseName").text, "Ferienhaus")
            verify(!findChild(page, "houseDraft").visible)
        }
        function test_BKG_136_draftsBelongToTheirParty(): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            section("houses")
            tryVerify(() => findChild(page, "partyDialog") !== null)
            const dialog = findChild(page, "partyDialog")
            dialog.edit({id: "r1"}, aParty)
            opened("partyDialog")
            findChild(page, "partyName").edited("Inge")
            dialog.close()
            tryCompare(dialog, "opened", false)
            dialog.edit({id: "r1"}, Object.assign({}, aParty, {id: "p2", name: "Cornelia"}))
            compare(findChild(page, "partyName").text, "Cornelia")
            dialog.close()
            dialog.edit({id: "r1"}, aParty)
            compare(findChild(page, "partyName").text, "Inge")
            server.answer("PATCH /api/v1/parties/p1", {})
            opened("partyDialog")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(dialog, "opened", false)
            dialog.edit({id: "r1"}, aParty)
            compare(findChild(page, "partyName").text, "Ingeborg") // saved: no draft is left
            dialog.close()
        }
        function test_BKG_136_whoSavedMeanwhileLosesNothingEither(): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            section("houses")
            press("editHouse")
            const dialog = opened("houseDialog")
            findChild(page, "houseName").edited("Seehaus")
            server.answer("PATCH /api/v1/resources/r1", {code: "stale_version", title: "Stale", current: house({zone: "Europe/Vienna", version: 9})}, 412)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => findChild(page, "houseDraft").visible)
            compare(dialog.opened, true)
            compare(findChild(page, "houseName").text, "Seehaus")
            compare(findChild(page, "houseZone").text, "Europe/Vienna")
            server.answer("PATCH /api/v1/resources/r1", {})
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(dialog, "opened", false)
            const sent = server.calls("PATCH /api/v1/resources/r1")[1]
            compare([sent.body.name, sent.body.zone, sent.ifMatch], ["Seehaus", "Europe/Vienna", "\"9\""])
        }
        function test_BKG_136_everyLimitIsSent(): void {
            server.answer("GET /api/v1/resources", {items: [house({limits: {max_party_size: 8, self_approval: "authenticated"}, limits_in_force: {max_party_size: 8, self_approval: "authenticated", digest_weekday: 7},
                                                                    limits_inherited: {max_party_size: 10, self_approval: "on_submit", digest_weekday: 7}})]})
            server.answer("PATCH /api/v1/resources/r1", {})
            section("houses")
            press("editHouse")
            const dialog = opened("houseDialog")
            const limit = name => findChild(dialog.contentItem, "limit-" + name)
            compare(limit("self_approval").value, "authenticated")
            compare(limit("self_approval").choices[0].text, "as everywhere: counts with its request") // also where the house has its own
            compare(limit("max_party_size").hint, "Empty: 10, as everywhere")
            compare(limit("digest_weekday").choices[0].text, "as everywhere: Sunday")
            limit("self_approval").chosen("")
            limit("digest_weekday").chosen("1")
            limit("digest_time").edited("18:30")
            limit("archive_retention_days").edited("90")
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(dialog, "opened", false)
            const sent = server.calls("PATCH /api/v1/resources/r1")[0].body.limits
            compare([sent.self_approval, sent.digest_weekday, sent.digest_time, sent.archive_retention_days, sent.digest_min_age_days], [null, 1, "18:30", 90, null])
        }
        function test_BKG_136_limitsAreJudgedWhileTyping_data(): var {
            return [{tag: "empty", text: "", ok: true}, {tag: "one", text: "1", ok: true}, {tag: "nothing", text: "0", ok: false}, {tag: "half", text: "1.5", ok: false}, {tag: "a word", text: "ten", ok: false},
                    {tag: "most", text: "100", ok: true}, {tag: "too many", text: "101", ok: false},
                    {tag: "a time", field: "digest_time", text: "09:30", ok: true}, {tag: "no time", field: "digest_time", text: "9", ok: false},
                    {tag: "no wait", field: "digest_min_age_days", text: "0", ok: true}, {tag: "archived too soon", field: "archive_retention_days", text: "29", ok: false}]
        }
        function test_BKG_136_limitsAreJudgedWhileTyping(row: var): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            section("houses")
            press("editHouse")
            const dialog = opened("houseDialog")
            const limit = findChild(dialog.contentItem, "limit-" + (row.field ?? "max_party_size"))
            limit.edited(row.text)
            compare(limit.problem === "", row.ok)
            server.answer("PATCH /api/v1/resources/r1", {code: "forbidden", title: "No"}, 403)
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            compare(server.calls("PATCH /api/v1/resources/r1").length, row.ok ? 1 : 0)
            compare(limit.input.activeFocus, !row.ok)
            tryCompare(dialog, "busy", false)
            findChild(page, "houseDraft").acted()
            dialog.close()
        }
        // BKG-074
        function test_BKG_136_renewsTheLinkOfAParty_data(): var {
            return [{tag: "a link", items: [{id: "l1", kind: "approver", email: null, party_id: "p1"}], renewals: 1}, {tag: "none yet", items: [], renewals: 0}]
        }
        function test_BKG_136_renewsTheLinkOfAParty(row: var): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            server.answer("GET /api/v1/admin/links", {items: row.items, next_cursor: null})
            server.answer("POST /api/v1/links/l1/renew", row.items[0] ?? {})
            section("houses")
            press("renewLink")
            const dialog = opened("renewDialog")
            verify(dialog.title.includes("Ingeborg"))
            compare(server.calls("POST /api/v1/links/l1/renew").length, 0) // nothing before the button
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(dialog, "opened", false)
            compare(server.calls("GET /api/v1/admin/links")[0].query.party_id, "p1")
            compare(server.calls("POST /api/v1/links/l1/renew").length, row.renewals)
        }
        function test_BKG_074_renewsAPersonalLink(): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            server.answer("GET /api/v1/admin/links", {items: [{id: "l2", kind: "personal", email: "oskar@families.net", party_id: null, resource_id: null, generation: 3, last_used_at: null, created_at: "2027-01-01T00:00:00Z"}], next_cursor: null})
            server.answer("POST /api/v1/links/l2/renew", {})
            section("links")
            press("rowAction")
            const dialog = opened("renewDialog")
            verify(dialog.title.includes("oskar@families.net"))
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls("POST /api/v1/links/l2/renew").length === 1)
            tryCompare(dialog, "opened", false)
        }
        function test_BKG_136_addressesNeedAServer(): void {
            server.answer("GET /api/v1/resources", {items: [house({})]})
            section("houses")
            tryVerify(() => findChild(page, "copyFeed") !== null)
            const list = findChild(page, "houses")
            compare(findChild(page, "copyFeed").enabled, !App.session.local)
            verify(list.address({slug: "haus-1"}, "/feed.ics").endsWith("/calendar/haus-1/feed.ics"))
        }

        function threeParties(): var {
            return ["Ingeborg", "Cornelia", "Angelika"].map((name, index) => Object.assign({}, aParty, {id: "p" + index, name: name, position: index, version: 10 + index}))
        }
        function test_BKG_136_ordersByKeyboardAndDrag_data(): var {
            return [
                {tag: "up by the button", drag: 0, patches: {p0: 1, p1: 0}},
                {tag: "down by dragging", drag: 2, patches: {p0: 2, p1: 0, p2: 1}},
                {tag: "dragged nowhere", drag: 0.2, patches: {}}
            ]
        }
        function test_BKG_136_ordersByKeyboardAndDrag(row: var): void {
            server.answer("GET /api/v1/resources", {items: [house({parties: threeParties()})]})
            for (const id of ["p0", "p1", "p2"])
                server.answer("PATCH /api/v1/parties/" + id, {})
            section("houses")
            tryVerify(() => findChild(page, "grip") !== null && findChild(page, "grip").visible)
            if (row.drag === 0) {
                findChild(page, "houses").place(threeParties(), 1, 0)
            } else {
                const grip = findChild(page, "grip")
                const step = grip.parent.height + 10
                mousePress(grip, 10, 10)
                for (let part = 1; part <= 8; ++part)
                    mouseMove(grip.parent, 10, 10 + row.drag * step * part / 8, 0, Qt.LeftButton)
                mouseRelease(grip.parent, 10, 10 + row.drag * step)
            }
            wait(100)
            for (const id of ["p0", "p1", "p2"]) {
                const sent = server.calls("PATCH /api/v1/parties/" + id)
                compare(sent.map(each => each.body.position), row.patches[id] === undefined ? [] : [row.patches[id]], id)
                if (sent.length > 0)
                    compare(sent[0].ifMatch, "\"1" + id[1] + "\"")
            }
        }
    }
}
