// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// What happened, newest first: in words, by whom, and the code that a search finds.
AdminList {
    id: section

    readonly property var objects: ({
        account: qsTr("Account"), alert_rule: qsTr("Price alert"), api_key: qsTr("API key"), audit: qsTr("Audit"), booking: qsTr("Stay"), client_report: qsTr("Report of an app"),
        erasure: qsTr("Erasure"), export: qsTr("Export"), invitation: qsTr("Invitation"), job: qsTr("Job"), link: qsTr("Link"), links: qsTr("Links"), notification: qsTr("Message"),
        notification_preferences: qsTr("Notifications"), party: qsTr("Party"), phone: qsTr("Phone number"), price_source: qsTr("Price source"), resource: qsTr("House"),
        schedule: qsTr("Schedule"), secret: qsTr("Secret"), session: qsTr("Sign-in"), settings: qsTr("Settings"), suppression: qsTr("Blocked address"), trip: qsTr("Trip"), trip_schedule: qsTr("Check times")
    })
    readonly property var verbs: ({
        approved: qsTr("approved"), archived: qsTr("archived"), barred: qsTr("barred"), canceled: qsTr("canceled"), cancelled: qsTr("canceled"), changed: qsTr("changed"), cleaned_up: qsTr("archived"),
        created: qsTr("created"), deleted: qsTr("deleted"), denied: qsTr("denied"), discarded: qsTr("given up"), done: qsTr("done"), downloaded: qsTr("downloaded"), edited: qsTr("changed"),
        erased: qsTr("erased"), exported: qsTr("exported"), extended: qsTr("extended"), imported: qsTr("imported"), link_sent: qsTr("link mailed"), order_changed: qsTr("order changed"),
        purged: qsTr("removed"), read: qsTr("read"), refused: qsTr("refused"), removed: qsTr("removed"), renewed: qsTr("renewed"), reopened: qsTr("asked again"), requested: qsTr("requested"),
        requeued: qsTr("sent again"), reset: qsTr("hold lifted"), retired: qsTr("retired"), rotated: qsTr("renewed"), run: qsTr("run by hand"), shortened: qsTr("shortened"),
        submitted: qsTr("requested"), tested: qsTr("tested"), updated: qsTr("changed")
    })
    readonly property var actors: ({account: qsTr("an account"), api_key: qsTr("an API key"), anonymous: qsTr("somebody"), link: qsTr("a link"), operator: qsTr("the operator"), system: "Portier"})

    function words(action: string): string {
        const [object, verb] = action.split(".")
        return verb === undefined ? action : (objects[object] ?? object.replace(/_/g, " ")) + ": " + (verbs[verb] ?? verb.replace(/_/g, " "))
    }
    function who(item: var): string {
        return item.actor_id && item.actor_id === App.session.account.id ? qsTr("you") : actors[item.actor_kind] ?? item.actor_kind
    }
    /// Old and new values; of some fields only the name is kept.
    function changed(changes: var): string {
        const text = value => value === null || value === undefined ? "–" : typeof value === "object" ? JSON.stringify(value) : value
        return Object.keys(changes ?? {}).map(field => {
            const [before, after] = Array.isArray(changes[field]) ? changes[field] : []
            return before === undefined && after === undefined ? field : field + ": " + text(before) + " → " + text(after)
        }).join(", ")
    }

    path: "/api/v1/admin/audit"
    idKey: "sequence"
    searchPaths: ["action", "actor_kind", "object_kind", "object_id", "outcome"]
    iconName: "history"
    emptyTitle: qsTr("Nothing happened yet")
    titleOf: item => section.words(item.action)
    noteOf: item => [App.format.dateTime(item.at), section.who(item), item.action, section.changed(item.changes)].filter(part => part !== "").join(" · ")
    chipOf: item => item.outcome === "ok" ? null : {text: item.outcome === "refused" ? qsTr("Refused") : qsTr("Failed"), iconName: "circle-x", tone: "bad"}
}
