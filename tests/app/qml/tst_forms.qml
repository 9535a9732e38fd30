// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier
import Portier.Drafts
import Portier.Nav

/// Every form that sends what somebody typed, against everything that can come back: the text stays, the server's words
/// stand at their fields, and the form can be sent once more.
Item {
    width: 1100
    height: 800

    Loader { id: page; anchors.fill: parent; focus: true }
    Component { id: administration; AdministrationPage {} }
    Component { id: calendar; CalendarPage {} }
    Component { id: detail; BookingDetail { bookingId: "b1" } }
    Component { id: settings; SettingsPage {} }
    Component { id: schedule; SchedulePage {} }
    Component { id: tripPage; TripDetailPage { tripId: "t1" } }
    SignalSpy { id: toasts; target: Nav; signalName: "toast" }

    TestCase {
        id: test

        name: "Forms"
        when: windowShown

        readonly property var party: ({id: "p1", name: "Ingeborg", colour: "#C1DBE3", email: "ing@families.net", language: null, position: 0, active: true, notification_enabled: true, version: 3})
        readonly property var house: ({id: "r1", slug: "haus-1", name: "Ferienhaus", zone: "Europe/Berlin", language: "de", status: "open", open: true, sender_name: null, today: "2027-01-01",
                                       limits: {max_party_size: 8, future_horizon_months: 18}, limits_in_force: {max_party_size: 8}, limits_inherited: {max_party_size: 10}, version: 6, parties: [party]})
        readonly property var stay: ({id: "b1", resource: "haus-1", requester_first_name: "Oskar", start_date: "2027-08-01", end_date: "2027-08-05", total_days: 5, party_size: 3, status: "pending",
                                      is_past: false, round: 2, version: 7, affiliation: {party_id: "p1", name: "Ingeborg", colour: "#C1DBE3"}, allowed_actions: ["approve", "deny", "cancel"],
                                      own_party_id: "p1", approvals: [], timeline: []})
        readonly property var account: ({id: "a2", version: 5, email: "ben@example.net", display_name: "Ben", roles: ["member"], parties: [], status: "active"})
        readonly property var trip: ({id: "t1", version: 4, name: "Lissabon", status: "active", currency: "EUR", track_flights: true, track_hotels: true, origin_airport: "MUC", destination_airport: "LIS",
                                      trip_kind: "round_trip", depart_date: "2099-08-01", return_date: "2099-08-05", adults: 2, alert: null, check: null, latest: null})
        readonly property var plan: ({frequency: "daily", local_time: "06:00", time_zone: "Europe/Berlin", gap_policy: "run_at_jump", next: null})
        readonly property var key: ({id: "k1", version: 2, name: "Deploy", prefix: "abcdefgh", scopes: ["trips:read"], is_active: true, last_used_at: null, expires_at: null, previous_until: null})

        /// open, call, fields: [name, typed, error at the server's field]; `at`: what is picked instead of typed.
        readonly property var forms: ({
            request: {on: calendar, open: () => { page.item.request() }, dialog: "requestDialog", call: "POST /api/v1/bookings", done: {id: "b9"},
                      fill: () => { part("requestStart").picked("2027-03-02"); part("requestEnd").picked("2027-03-04"); part("requestParty").chosen("p1") },
                      fields: [["requestName", "Mara", "requester_first_name"], ["requestEmail", "mara@guests.example", "requester_email"], ["requestMessage", "With the dog", "description"]],
                      others: [["requestStart", "start_date"], ["requestEnd", "end_date"], ["requestPersons", "party_size"], ["requestParty", "affiliation_party_id"]]},
            deny: {on: detail, open: () => { part("denyDialog").ask(stay) }, dialog: "denyDialog", call: "POST /api/v1/bookings/b1/deny", done: {result: "denied"}, fields: [["denyComment", "We are there", "comment"]]},
            cancel: {on: detail, open: () => { part("cancelDialog").ask(stay) }, dialog: "cancelDialog", call: "POST /api/v1/bookings/b1/cancel", done: {result: "canceled"}, fields: [["cancelComment", "Ill", "comment"]]},
            newHouse: {section: "houses", open: () => { part("houses").create() }, dialog: "houseDialog", call: "POST /api/v1/resources", fields: [["houseName", "Seehaus", "name"], ["houseZone", "Europe/Rome", "zone"]],
                       others: [["houseLanguage", "language"]]},
            house: {section: "houses", open: () => { part("houseDialog").edit(house) }, dialog: "houseDialog", call: "PATCH /api/v1/resources/r1",
                    fields: [["houseName", "Seehaus", "name"], ["houseZone", "Europe/Rome", "zone"], ["houseSender", "Das Haus", "sender_name"], ["limit-max_party_size", "9", "limits/max_party_size"], ["limit-digest_time", "18:30", "limits/digest_time"]],
                    others: [["houseOpen", "status"], ["limit-self_approval", "limits/self_approval"], ["limit-digest_weekday", "limits/digest_weekday"]], current: Object.assign({}, house, {version: 9})},
            newParty: {section: "houses", open: () => { part("partyDialog").edit(house, {}) }, dialog: "partyDialog", call: "POST /api/v1/resources/r1/parties",
                       fields: [["partyName", "Cornelia", "name"], ["partyEmail", "cor@families.net", "email"], ["partyColour", "#C7DFC5", "colour"]]},
            party: {section: "houses", open: () => { part("partyDialog").edit(house, party) }, dialog: "partyDialog", call: "PATCH /api/v1/parties/p1",
                    fields: [["partyName", "Inge", "name"], ["partyEmail", "inge@families.net", "email"], ["partyColour", "#C7DFC5", "colour"]], others: [["partyLanguage", "language"]], current: Object.assign({}, party, {version: 9})},
            invitation: {section: "invitations", open: () => { part("create").clicked() }, dialog: "inviteDialog", call: "POST /api/v1/admin/invitations", done: {email: "ben@example.net"},
                         fields: [["inviteEmail", "ben@example.net", "email"]], others: [["inviteRoles", "roles"]]},
            key: {section: "keys", open: () => { part("create").clicked() }, dialog: "keyDialog", call: "POST /api/v1/admin/api-keys", done: {token: "pk_secret"}, fields: [["keyName", "Kitchen", "name"]],
                  others: [["keyScopes", "scopes"], ["keyExpiry", "expires_at"]]},
            rotation: {section: "keys", open: () => { part("rotateDialog").ask(key) }, dialog: "rotateDialog", call: "POST /api/v1/admin/api-keys/k1/rotate", done: {token: "pk_secret"}, fields: [], others: [["keyOverlap", "overlap_days"]]},
            setting: {section: "settings", open: () => { part("rowAction").clicked() }, dialog: "settingDialog", call: "PATCH /api/v1/admin/settings", fields: [["settingValue", "open", "identity.signup"]]},
            rights: {section: "accounts", open: () => { part("rightsDialog").edit(account) }, dialog: "rightsDialog", call: "PATCH /api/v1/admin/accounts/a2", fields: [],
                     fill: () => { part("rightsParties").chosen(["p1"]) }, kept: () => { compare(part("rightsParties").values, ["p1"]) }, others: [["rightsRoles", "roles"], ["rightsParties", "parties"]]},
            renewal: {section: "houses", open: () => { part("renewDialog").askLink("l1", "Ingeborg") }, dialog: "renewDialog", call: "POST /api/v1/links/l1/renew", fields: []},
            archive: {section: "houses", open: () => { part("archiveDialog").house = house; part("archiveDialog").open() }, dialog: "archiveDialog", call: "DELETE /api/v1/resources/r1", fields: []},
            alert: {on: tripPage, open: () => { part("alertDialog").ask() }, dialog: "alertDialog", call: "PUT /api/v1/trips/t1/alert", fields: [["threshold", "900,5", "threshold/amount_minor"]],
                    fill: () => { part("alertMeasure").chosen("hotel_total") }, kept: () => { compare(part("alertMeasure").value, "hotel_total") },
                    others: [["alertKind", "kind"], ["alertMeasure", "measure"], ["threshold", "threshold"], ["threshold", "threshold/currency"]]},
            name: {on: settings, call: "PATCH /api/v1/me", done: {display_name: "Ada L."}, fields: [["displayName", "Ada L.", "display_name"]], send: () => { part("saveName").clicked() }, told: () => part("displayName").problem},
            times: {on: settings, open: () => { tryVerify(() => part("timesDialog").preferences !== null); part("timesDialog").edit() }, dialog: "timesDialog", call: "PATCH /api/v1/me/notification-preferences",
                    done: {lists: {}, quiet_hours: {from: "22:00", to: "07:00"}, digest: {mode: "daily", time: "07:15"}, price_summary: {enabled: true, weekday: 7, time: "10:00"}},
                    fill: () => { part("digestMode").chosen("daily") }, kept: () => { compare(part("digestMode").value, "daily") },
                    fields: [["quietFrom", "22:00", "quiet_hours/from"], ["quietTo", "07:00", "quiet_hours/to"], ["digestTime", "07:15", "digest/time"], ["summaryTime", "10:00", "price_summary/time"]],
                    others: [["digestMode", "digest/mode"], ["summaryDay", "price_summary/weekday"]]},
            phone: {on: settings, open: () => { part("phoneDialog").ask({}) }, dialog: "phoneDialog", call: "POST /api/v1/me/phone", done: {number: null, pending: null, sms_available: true},
                    fields: [["phoneInput", "+49 151 12345678", "number"]]},
            code: {on: settings, open: () => { part("codeDialog").ask({pending: {number: "+4915112345678", expires_at: "2027-03-14T08:10:00Z"}}) }, dialog: "codeDialog", call: "POST /api/v1/me/phone/confirm",
                   done: {number: "+4915112345678", pending: null, sms_available: true}, fields: [["codeInput", "042137", "code"]]},
            password: {on: settings, open: () => { part("passwordDialog").ask() }, dialog: "passwordDialog", secret: true, call: "POST /api/v1/me/password",
                       fields: [["passwordNow", "an old long one", "current_password"], ["passwordNew", "a new long one", "password"]]},
            scheduleTime: {on: schedule, call: "PATCH /api/v1/me/schedule", done: plan, fields: [["time", "07:30", "local_time"]], send: () => { part("time").send() }, told: () => part("time").problem},
            scheduleZone: {on: schedule, call: "PATCH /api/v1/me/schedule", done: plan, fields: [["zone", "Europe/Rome", "time_zone"]], send: () => { part("zone").send("Europe/Rome") }, told: () => part("zone").problem},
            scheduleDays: {on: schedule, call: "PATCH /api/v1/me/schedule", done: plan, fields: [], others: [["frequency", "frequency"]], send: () => { part("frequency").chosen("weekly") }, told: () => part("frequency").problem},
            scheduleGap: {on: schedule, call: "PATCH /api/v1/me/schedule", done: plan, fields: [], others: [["gap", "gap_policy"]], send: () => { part("gap").chosen("skip") }, told: () => part("gap").problem}
        })
        readonly property var outcomes: ({
            taken: {status: 409, body: {code: "conflict", title: "Conflict", detail: "That is taken."}, says: "That is taken."},
            stale: {status: 412, body: {code: "stale_version", title: "Changed", detail: "This was changed meanwhile."}, says: "meanwhile"},
            limited: {status: 429, body: {code: "rate_limited", title: "Too many requests", detail: "Wait 120 seconds.", policy: "link_write"}, says: "That was too often. Again in "},
            broken: {status: 500, body: {code: "internal_error", title: "Internal error", detail: "Something went wrong here."}, says: "Something went wrong here."},
            homeless: {status: 422, body: {code: "validation_failed", title: "Wrong", errors: [{field: "/elsewhere", code: "odd", message: "This is odd."}]}, says: "This is odd."},
            lost: {says: "The server does not answer. Nothing was changed."} // last: until then all that the page asks for has come
        })

        property string dialog: "" ///< of the form that is open: what its repeaters make is found from there
        function part(name: string): var {
            const look = () => findChild(page, name) ?? (dialog !== "" ? findChild(findChild(page, dialog).contentItem, name) : null)
            tryVerify(() => look() !== null, 2000, name)
            return look()
        }
        function initTestCase(): void {
            server.answer("GET /api/v1/resources", {items: [house]})
            server.answer("GET /api/v1/resources/haus-1", house)
            server.answer("GET /api/v1/resources/haus-1/calendar", {today: "2027-01-01", bookings: []})
            server.answer("GET /api/v1/bookings/b1", stay)
            server.answer("GET /api/v1/admin/accounts", {items: [account], next_cursor: null})
            server.answer("GET /api/v1/admin/accounts/a2", account)
            server.answer("GET /api/v1/admin/settings", {version: 4, items: [{name: "identity.signup", value: "invite", is_set: true, origin: "built-in", default: "invite", allowed: "open, invite", description: "Who?", secret: false, runtime: true, changeable: true}]})
            server.answer("GET /api/v1/me/notification-preferences", {lists: {}, quiet_hours: null, digest: {mode: "immediate", time: "18:00"}, price_summary: {enabled: true, weekday: 7, time: "09:00"}})
            server.answer("GET /api/v1/me/schedule", plan)
            server.answer("GET /api/v1/trips/t1", trip)
            server.answer("GET /api/v1/me/schedule/occurrences", {last: [], next: []})
        }
        function init(): void {
            server.signIn(["member", "admin"])
            tryCompare(App.session, "state", "signedIn")
            Drafts.forms = {}
            toasts.clear()
        }
        function cleanup(): void {
            server.held = false
            dialog = ""
            page.sourceComponent = null
        }

        function start(form: var): void {
            Nav.go(form.section ? "administration/" + form.section : "settings")
            page.sourceComponent = form.on ?? administration
            if (form.on === calendar)
                tryVerify(() => page.item.house !== null)
            if (form.on === tripPage)
                tryVerify(() => page.item.loaded)
            if (form.on === schedule)
                tryVerify(() => page.item.schedule !== null)
            open(form)
        }
        function open(form: var): void {
            if (!form.dialog)
                return
            form.open()
            dialog = form.dialog
            tryCompare(part(form.dialog), "opened", true)
        }
        function fill(form: var): void {
            if (form.fill)
                form.fill()
            for (const [name, text] of form.fields) {
                const field = part(name)
                if (form.dialog || form.told !== undefined && name === "displayName") {
                    field.input.forceActiveFocus()
                    field.edited(text)
                } else {
                    field.text = text
                }
            }
            tryVerify(() => App.client.inFlight <= 1) // the page is loaded; the change feed waits
        }
        function send(form: var): void {
            const before = server.calls(form.call).length
            if (form.send)
                form.send()
            else
                keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryVerify(() => server.calls(form.call).length === before + 1, 2000, form.call)
            if (form.dialog)
                tryCompare(part(form.dialog), "busy", false)
        }
        function told(form: var): string {
            if (form.told)
                return form.told()
            const banner = findChild(part(form.dialog).contentItem, "dialogProblem")
            const met = [banner].concat(all(part(form.dialog).contentItem, DraftBanner)).filter(each => each && each.visible)
            return met.map(each => each.text).join(" ")
        }
        function all(item: Item, type: var): var {
            let found = []
            for (let i = 0; i < item.children.length; ++i)
                found = found.concat(item.children[i] instanceof type ? [item.children[i]] : [], all(item.children[i], type))
            return found
        }
        function keeps(form: var): void {
            for (const [name, text] of form.fields)
                compare(part(name).text, text, name)
            if (form.kept)
                form.kept()
        }
        function answer(form: var, outcome: var): void {
            server.reachable = outcome.status !== undefined
            if (outcome.status)
                server.answer(form.call, Object.assign(form.current ? {current: form.current} : {}, outcome.body), outcome.status, outcome.status === 429 ? 120 : 0)
        }
        /// What is typed into a form with secrets goes when it closes.
        function reopened(form: var): void {
            open(form)
            if (!form.secret)
                return keeps(form)
            for (const [name] of form.fields)
                compare(part(name).text, "", name)
            fill(form)
        }
        function accept(form: var): void { server.answer(form.call, form.done ?? {}) }

        function everyForm(): var { return Object.keys(forms).map(form => ({tag: form, form: form})) }
        function connect(): void {
            server.reachable = true
            if (!App.client.online)
                App.client.tryNow()
            tryCompare(App.client, "online", true)
        }
        function test_refusalLosesNothing_data(): var { return everyForm() }
        function test_refusalLosesNothing(row: var): void {
            const form = forms[row.form]
            start(form)
            fill(form)
            for (const name in outcomes) {
                const outcome = outcomes[name]
                answer(form, outcome)
                if (row.form === "name" && name === "lost") // asks what it is like first
                    form.send()
                else
                    send(form)
                tryVerify(() => told(form).includes(outcome.says), 2000, name + " says: " + told(form))
                keeps(form)
                connect()
            }
            if (!form.dialog)
                return
            compare(part(form.dialog).opened, true)
            keyClick(Qt.Key_Escape) // keeps it, too
            tryCompare(part(form.dialog), "opened", false)
            reopened(form)
            verify(!told(form).includes(outcomes.lost.says))
            accept(form)
            send(form)
            tryCompare(part(form.dialog), "opened", false)
            compare(Object.keys(Drafts.forms).filter(key => !key.endsWith("fresh")), [])
        }
        function test_serversWordsStandAtTheirFields_data(): var { return everyForm() }
        function test_serversWordsStandAtTheirFields(row: var): void {
            const form = forms[row.form]
            start(form)
            fill(form)
            for (const [name, field] of form.fields.map(each => [each[0], each[2]]).concat(form.others ?? [])) {
                const words = "Odd: " + field
                answer(form, {status: 422, body: {code: "validation_failed", title: "Wrong", errors: [{field: "/" + field, code: "odd", message: words}]}})
                send(form)
                tryCompare(part(name), "problem", words)
                compare(all(part(name), FieldNote).filter(each => each.visible).map(each => each.error), [words])
                if (form.dialog)
                    compare(told(form), "") // not said twice
                keeps(form)
            }
        }
        // The form was left before the answer came: it is told all the same, and what was typed is still there.
        function test_answerAfterTheFormWasLeft_data(): var {
            return Object.keys(forms).filter(form => forms[form].dialog && forms[form].fields.length > 0).map(form => ({tag: form, form: form}))
        }
        function test_answerAfterTheFormWasLeft(row: var): void {
            const form = forms[row.form]
            start(form)
            fill(form)
            answer(form, outcomes.taken)
            server.held = true
            keyClick(Qt.Key_Return, Qt.ControlModifier)
            tryCompare(part(form.dialog), "busy", true)
            keyClick(Qt.Key_Escape)
            tryCompare(part(form.dialog), "opened", false)
            wait(20)
            server.held = false
            tryVerify(() => toasts.count > 0)
            compare(toasts.signalArguments[0][0], "That is taken.")
            reopened(form)
        }
        function test_whatTheAdministratorMayIsFollowed(): void {
            server.signIn(["member"])
            server.tell("account.updated", "me", "updated")
            tryVerify(() => !App.session.account.roles.includes("admin"))
        }
        function test_rawKeyIsShownUntilItIsSaved(): void {
            const form = forms.key
            start(form)
            fill(form)
            accept(form)
            send(form)
            tryVerify(() => part("freshKey").visible)
            tryVerify(() => part("copyKey").activeFocus)
            page.sourceComponent = null // a look elsewhere does not lose it
            page.sourceComponent = administration
            tryVerify(() => part("freshKey").visible)
            part("keySaved").clicked()
            verify(!part("freshKey").visible)
            page.sourceComponent = null
            page.sourceComponent = administration
            verify(!part("freshKey").visible)
        }
    }
}
