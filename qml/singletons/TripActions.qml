// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier
import Portier.Nav

/// The trips of the account, and what can be done with them from anywhere.
QtObject {
    id: actions

    readonly property ApiList trips: ApiList {
        path: "/api/v1/trips"
        whole: true
        feedKinds: "trip price_check snapshot alert"
    }
    readonly property Connections session: Connections {
        target: App.session

        function onStateChanged(): void {
            if (App.session.state !== "signedIn")
                return actions.checks.forget()
            if (actions.signedInAs !== App.session.account.id) { // drafts and runs are one person's
                actions.drafts = {}
                actions.leaving = {}
                actions.run = null
            }
            actions.signedInAs = App.session.account.id
            actions.trips.reload()
            actions.checks.reload()
        }
    }
    /// What is left of the checks by hand (TRP-135, TRP-279).
    readonly property RateLimit checks: RateLimit { policy: "manual_refresh" }
    readonly property bool checksGone: checks.remaining === 0
    readonly property string checksWait: (App.format.tick, App.format.remaining(checks.resetAt) || App.format.minutes(1))
    readonly property string noChecks: qsTr("No checks left. Again in %1.").arg(checksWait)
    readonly property string checksNote: {
        if (checks.remaining < 0)
            return ""
        if (checksGone)
            return qsTr("again in %1").arg(checksWait)
        return checks.remaining < checks.limit ? qsTr("%1 left until %2").arg(checks.remaining).arg(App.format.time(checks.resetAt))
                                               : qsTr("%1 left").arg(checks.remaining)
    }
    /// Checks are also asked for by saving, resuming, and elsewhere.
    readonly property Connections charges: Connections {
        target: App

        function onFeedChanged(kind: string): void {
            if (kind.startsWith("price_check") || kind.startsWith("refresh_run"))
                actions.countSoon.restart()
        }
    }
    readonly property Timer countSoon: Timer { interval: 500; onTriggered: actions.checks.reload() }
    readonly property int belowLimit: {
        let below = 0
        for (let row = 0; row < trips.count; ++row)
            below += isBelow(trips.itemAt(row)) ? 1 : 0
        return below
    }
    property string current: "" ///< name of the trip that the page shows or has chosen
    property bool simulated: false ///< prices come from the simulated market

    function askSources(): void {
        App.call("GET", "/api/v1/price-sources", {}, reply => {
            if (reply.ok)
                simulated = (reply.body.items ?? []).some(source => source.simulated && source.serving)
        })
    }
    property string signedInAs: ""
    property var drafts: ({}) ///< trip id or "new" -> fields that were typed and not saved
    property var leaving: ({}) ///< trip id -> trip that is being deleted
    property var run: null ///< the run over all trips that goes on: {id, total, done, failed}
    readonly property Timer runWatch: Timer {
        interval: 700
        repeat: true
        running: actions.run !== null
        onTriggered: App.call("GET", "/api/v1/refresh-runs/" + actions.run.id, {}, reply => actions.takeRun(reply))
    }

    /// No check takes three minutes: a spinner that turns longer has missed how it ended (TRP-242).
    readonly property Timer oldChecks: Timer {
        interval: 60000
        repeat: true
        running: App.client.online && actions.trips.count > 0
        onTriggered: actions.lookAfterOldChecks()
    }

    signal findRequested()
    signal checkRequested()
    signal editRequested()
    signal pauseRequested()
    signal removeRequested()

    function find(text: string): var {
        const hits = []
        for (let row = 0; row < trips.count; ++row) {
            const trip = trips.itemAt(row)
            if (text === "" || trip.name.toLowerCase().includes(text))
                hits.push({text: trip.name, note: [App.format.dateRange(trip.depart_date, trip.return_date ?? ""), trip.latest?.total ? App.format.wholeMoney(trip.latest.total) : ""].filter(part => part !== "").join(" · "), iconName: "plane", route: "trips/" + trip.id})
        }
        return hits
    }
    function isOldCheck(check: var, now: real): bool {
        return !!check && now - Date.parse(check.created_at) > 180000
    }
    function lookAfterOldChecks(): void {
        for (let row = 0; row < trips.count; ++row) {
            if (isOldCheck(trips.itemAt(row).check, Date.now()))
                return trips.reload()
        }
    }
    function checkAll(): void {
        if (run)
            return
        if (checksGone)
            return Nav.say(noChecks)
        App.call("POST", "/api/v1/trips/refresh", {}, reply => {
            checks.reload()
            if (!reply.ok)
                return Nav.complain(reply)
            if (reply.body.total === 0)
                return Nav.say(qsTr("There is no trip to check."))
            run = reply.body
        })
    }
    function takeRun(reply: var): void {
        if (!reply.ok || !run)
            return
        if (reply.body.state !== "done") {
            run = reply.body
            return
        }
        const done = reply.body
        run = null
        trips.reload()
        if (done.failed === 0)
            Nav.say(qsTr("%n trip(s) checked.", "", done.total))
        else
            Nav.toast(qsTr("%1 of %2 trips checked, %3 not.").arg(done.done - done.failed).arg(done.total).arg(done.failed), qsTr("Show"), () => Nav.go("activity/checks"))
    }
    function check(id: string, then: var): void {
        if (checksGone)
            return Nav.say(noChecks)
        App.call("POST", "/api/v1/trips/" + id + "/refresh", {}, reply => {
            checks.reload()
            if (!reply.ok)
                Nav.complain(reply)
            then(reply)
        })
    }
    /// Shown at once, taken back when the server refuses.
    function pause(trip: var, paused: bool, then: var): void {
        const before = trip
        const wish = paused ? "paused" : "active"
        then(Object.assign({}, trip, {status: wish}))
        App.call("PATCH", "/api/v1/trips/" + trip.id + "/status", {status: wish}, reply => {
            if (!reply.ok)
                Nav.complain(reply)
            const now = reply.ok ? reply.body : before
            trips.put(now)
            then(now)
        })
    }
    /// Gone from the list at once, from the server a few seconds later, unless somebody undoes it.
    function remove(trip: var): void {
        if (!App.client.online)
            return Nav.complain({status: 0})
        leaving[trip.id] = trip
        trips.remove(trip.id)
        Nav.later(left => qsTr("“%1” is deleted in %2 s.").arg(trip.name).arg(left), () => erase(trip), () => bringBack(trip))
        if (Nav.route.startsWith("trips/" + trip.id))
            Nav.go("trips")
    }
    function erase(trip: var): void {
        if (!leaving[trip.id] || App.session.state !== "signedIn") // somebody else may be here by now
            return
        App.call("DELETE", "/api/v1/trips/" + trip.id, {}, reply => {
            delete leaving[trip.id]
            if (reply.ok || reply.status === 404)
                return
            Nav.complain(reply)
            bringBack(trip)
        })
    }
    function bringBack(trip: var): void {
        delete leaving[trip.id]
        if (App.session.state === "signedIn")
            trips.reload()
    }
    /// What the server still lists while it goes.
    readonly property Connections departures: Connections {
        target: actions.trips

        function onCountChanged(): void { if (Object.keys(actions.leaving).length > 0) Qt.callLater(actions.sweep) }
    }
    function sweep(): void {
        for (const id in leaving)
            trips.remove(id)
    }
    function importFile(file: url): void {
        App.upload("/api/v1/trips/import?partial=true&on_conflict=skip", file, reply => {
            if (!reply.ok)
                return Nav.complain(reply)
            const report = reply.body
            if (report.failed > 0)
                Nav.say(qsTr("%1 trips imported, %2 skipped, %3 rows are not readable: %4")
                        .arg(report.created + report.renamed).arg(report.skipped).arg(report.failed)
                        .arg(report.rows.filter(row => row.result === "error").map(row => row.row).join(", ")))
            else
                Nav.say(qsTr("%1 trips imported, %2 skipped.").arg(report.created + report.renamed).arg(report.skipped))
            trips.reload()
        })
    }
    function exportTo(path: string, file: url): void {
        App.download(path, file, reply => reply.ok ? Nav.say(qsTr("Saved.")) : Nav.say(qsTr("The file could not be saved.")))
    }
    function status(trip: var): var {
        if (trip.status === "paused")
            return {text: qsTr("Paused"), iconName: "pause", tone: "neutral"}
        if (trip.status === "expired")
            return {text: qsTr("Expired"), iconName: "history", tone: "neutral"}
        if (trip.status === "error")
            return {text: qsTr("Error"), iconName: "triangle-alert", tone: "bad", why: trip.last_error?.message ?? ""}
        const missing = trip.latest?.missing ?? []
        const gap = {iconName: "triangle-alert", tone: "wait", why: trip.last_error?.message ?? qsTr("The newest check found no price for it.")}
        if (missing.includes("flights"))
            return Object.assign({text: qsTr("Flight missing")}, gap)
        if (missing.includes("hotels"))
            return Object.assign({text: qsTr("Hotel missing")}, gap)
        return {text: qsTr("Active"), iconName: "circle-check", tone: "ok"}
    }
    function route(trip: var): string {
        if (!trip.track_flights)
            return trip.hotel_filters?.city ?? ""
        return trip.origin_airport + (trip.trip_kind === "one_way" ? " → " : " ↔ ") + trip.destination_airport
    }
    function isBelow(trip: var): bool {
        const limit = trip.alert?.threshold
        const measure = ({flight_total: "flight", hotel_total: "hotel", trip_total: "total"})[trip.alert?.measure]
        const price = trip.latest?.[measure]
        return limit && price ? price.amount_minor <= limit.amount_minor : false
    }
}
