// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// A message of the server in words: what it is about, where it went, how that ended.
QtObject {
    readonly property var states: ({
        queued: [qsTr("Queued"), "hourglass", "neutral"], sending: [qsTr("Sending"), "send", "accent"],
        waiting: [qsTr("Tried again later"), "clock", "wait"], collected: [qsTr("In the next digest"), "clock", "neutral"],
        sent: [qsTr("Sent"), "circle-check", "ok"], digested: [qsTr("In a digest"), "mail", "neutral"],
        suppressed: [qsTr("Not sent"), "ban", "neutral"], dead: [qsTr("Failed"), "circle-x", "bad"]
    })
    readonly property var outcomes: ({accepted: qsTr("taken"), transient: qsTr("not now"), permanent: qsTr("refused for good"), config: qsTr("not set up"), unknown: qsTr("unknown")})
    readonly property var reasons: ({
        config: qsTr("the channel is not set up"), exhausted: qsTr("all attempts failed"), permanent: qsTr("refused for good"),
        unknown: qsTr("nobody knows whether it arrived"), no_recipient: qsTr("nobody to tell"), opted_out: qsTr("you switched it off"),
        unsubscribed: qsTr("unsubscribed"), interrupted: qsTr("interrupted"), stopped: qsTr("Portier was stopped"), bounced: qsTr("the address does not take mail"),
        complained: qsTr("reported as spam"), dry_run: qsTr("dry run: not sent"), test_domain: qsTr("an address for tests: not sent"), unseen: "",
        email_disabled: qsTr("mails are off for this alert"), party_disabled: qsTr("this party gets no mails"), quiet_hours: qsTr("after your quiet hours"),
        flood: qsTr("many at once"), burst: qsTr("many at once"), digest: "", daily: qsTr("of the day"), weekly: qsTr("of the week"),
        daily_ceiling: qsTr("the mails of today are used up"), outdated: qsTr("no longer worth telling"), expired: qsTr("not seen in time"),
        erased: qsTr("its data were erased"), restored: qsTr("from before a restored backup"), discarded: qsTr("given up"),
        render_failed: qsTr("could not be written")
    })
    readonly property var kinds: ({
        trip_price_alert: qsTr("Price alert"), trip_reminder: qsTr("Reminder"), trip_weekly_summary: qsTr("Weekly overview"),
        trip_error: qsTr("Trip without prices"), notification_digest: qsTr("Digest"),
        email_verification: qsTr("Confirm your address"), email_change: qsTr("Change of e-mail"),
        email_changed: qsTr("E-mail changed"), password_reset: qsTr("New password"), new_device: qsTr("New device"),
        invitation: qsTr("Invitation"), key_created: qsTr("New API key"), rotation_reminder: qsTr("Key gets old"),
        source_refused: qsTr("Price source refused"), source_budget_warning: qsTr("Price source nearly used up"),
        booking_submitted: qsTr("Request received"), booking_decide_new: qsTr("Please decide"),
        booking_decide_extended: qsTr("Please decide anew"), booking_decide_reopened: qsTr("Asked again"),
        booking_approved: qsTr("One approval more"), booking_confirmed: qsTr("Stay confirmed"),
        booking_denied: qsTr("Request denied"), booking_canceled: qsTr("Stay canceled"),
        booking_denied_canceled: qsTr("Denied request withdrawn"), booking_shortened: qsTr("Stay shortened"),
        booking_digest: qsTr("Open requests of the week"), booking_access_links: qsTr("Own links")
    })

    function title(item: var): string {
        return (kinds[item.kind] ?? (item.kind ?? "").replace(/_/g, " ")) + (item.subject_name ? " · " + item.subject_name : "")
    }
    function note(item: var): string {
        return [App.format.dateTime(item.created_at), item.address ?? "", item.attempts > 1 ? qsTr("%n attempt(s)", "", item.attempts) : "",
                reasons[item.reason ?? ""] ?? (item.reason ?? "").replace(/_/g, " ")].filter(part => part !== "").join(" · ")
    }
    function chip(item: var): var {
        if (item.channel === "desktop" && item.state === "waiting")
            return {text: qsTr("Not seen yet"), iconName: "bell", tone: "neutral"}
        const known = states[item.state] ?? [item.state ?? "", "info", "neutral"]
        return {text: known[0], iconName: known[1], tone: known[2]}
    }
}
