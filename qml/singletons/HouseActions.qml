// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier
import Portier.Nav

/// Requests for the house, and what can be decided about them.
QtObject {
    id: actions

    readonly property ApiList outstanding: ApiList {
        path: "/api/v1/approvals"
        query: ({tab: "outstanding"})
        feedKinds: "booking account"
    }
    readonly property ApiList decided: ApiList {
        path: "/api/v1/approvals"
        query: ({tab: "history"})
        feedKinds: "booking"
    }
    /// The days until a stay are counted by the server, in the zone of its house: they pass also where nothing changes.
    readonly property Timer newDay: Timer {
        interval: 3600000
        repeat: true
        running: App.client.online && actions.outstanding.count > 0
        onTriggered: actions.outstanding.reload()
    }
    readonly property bool decides: outstanding.failedStatus !== 403 ///< for at least one party
    readonly property Connections session: Connections {
        target: App.session

        function onStateChanged(): void {
            if (App.session.state === "signedIn")
                actions.outstanding.reload()
        }
    }
    signal approveRequested()
    signal denyRequested()
    signal newRequested()
    signal findRequested()

    /// Requests for the palette: those that wait, and those that were decided as far as somebody looked.
    function find(text: string): var {
        const hits = []
        for (const list of [outstanding, decided]) {
            for (let row = 0; row < list.count; ++row) {
                const booking = list.itemAt(row)
                if (booking.requester_first_name.toLowerCase().includes(text) && !hits.some(hit => hit.route.endsWith(booking.id)))
                    hits.push({text: qsTr("Request of %1").arg(booking.requester_first_name), note: range(booking) + " · " + status(booking).text, iconName: "house", route: "house/requests/" + booking.id})
            }
        }
        return hits
    }
    function refresh(): void { outstanding.reload() }
    function status(booking: var): var {
        if (booking.is_past)
            return {text: qsTr("Past"), iconName: "history", tone: "neutral"}
        return {
            pending: {text: qsTr("Requested"), iconName: "hourglass", tone: "wait"},
            confirmed: {text: qsTr("Confirmed"), iconName: "circle-check", tone: "ok"},
            denied: {text: qsTr("Denied"), iconName: "circle-x", tone: "bad"},
            canceled: {text: qsTr("Canceled"), iconName: "ban", tone: "neutral"}
        }[booking.status] ?? {text: booking.status ?? "", iconName: "info", tone: "neutral"}
    }
    function range(booking: var): string {
        return App.format.dateRange(booking.start_date ?? "", booking.end_date ?? "")
    }
    /// A booking as the inbox's history shows it: what the own party said, or null while it said nothing.
    function decidedEntry(booking: var): var {
        const own = (booking.approvals ?? []).find(each => each.party_id === booking.own_party_id)
        if (!own || own.decision === "no_response")
            return null
        return {
            id: booking.id,
            kind: "booking_decision",
            title: booking.requester_first_name + " · " + range(booking),
            subtitle: [persons(booking.party_size), booking.resource_name ?? "", status(booking).text].filter(part => part !== "").join(" · "),
            at: own.decided_at ?? booking.last_activity_at,
            chip: own.decision === "denied" ? {text: qsTr("Denied"), iconName: "circle-x", tone: "bad"}
                                            : {text: qsTr("Approved"), iconName: "circle-check", tone: "ok"}
        }
    }
    /// Of a party; two letters where another one begins alike.
    function initial(name: string, names: var): string {
        const first = name.slice(0, 1)
        return names.some(other => other !== name && other.slice(0, 1) === first) ? name.slice(0, 2) : first
    }
    function persons(count: int): string {
        return qsTr("%n person(s)", "", count)
    }
    function may(booking: var, action: string): bool {
        return (booking.allowed_actions ?? []).includes(action)
    }
    /// Why a decision was not taken.
    function refusal(reply: var): string {
        const now = reply.body
        return reply.code === "stale_round" && now.old_start_date
            ? qsTr("The dates changed: %1 → %2. Please decide again.").arg(App.format.dateRange(now.old_start_date, now.old_end_date)).arg(App.format.dateRange(now.start_date, now.end_date))
            : Nav.words(reply)
    }
    /// Never shown before the server said so (BKG-131). `then` says whether it told a refusal itself.
    function decide(booking: var, verb: string, body: var, then: var): void {
        App.call("POST", "/api/v1/bookings/" + booking.id + "/" + verb, Object.assign({round: booking.round}, body), reply => {
            const told = then(reply) === true
            outstanding.reload()
            if (!reply.ok)
                return told ? undefined : Nav.complain(reply)
            const result = reply.body
            if (result.result === "already_done")
                Nav.say(result.by_party ? qsTr("Already done: %1 decided.").arg(result.by_party) : qsTr("Already done."))
            else if (result.result === "denied")
                Nav.say(qsTr("Denied. %1 is told.").arg(booking.requester_first_name))
            else if (result.booking_status === "confirmed")
                Nav.say(qsTr("Approved. The stay is confirmed."))
            else
                Nav.say(qsTr("Approved. Still missing: %1.").arg((result.outstanding_parties ?? []).join(", ")))
        })
    }
}
