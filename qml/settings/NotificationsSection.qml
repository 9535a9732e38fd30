// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// What is told, over which way and when (PLT-128). Switches act at once; times are set in a dialog.
ColumnLayout {
    id: section

    property var preferences: null
    property bool failed: false
    property bool bySms: false ///< there is a number for text messages
    readonly property bool loaded: preferences !== null || failed
    /// The Portier of this computer sends no mail until its owner has an address of their own.
    readonly property bool byMail: !App.session.local || !(App.session.account.email ?? "").endsWith("@portier.local")
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")
    readonly property var lists: [{key: "trips", text: qsTr("Trips")}].concat(isAdmin ? [{key: "operator", text: qsTr("Operation")}] : [])
    readonly property var channels: [{key: "mail", text: qsTr("Mail"), shown: byMail}, {key: "sms", text: qsTr("Text message"), shown: bySms},
                                     {key: "desktop", text: qsTr("On the desktop"), shown: true}].filter(channel => channel.shown)

    function load(): void {
        App.call("GET", "/api/v1/me/notification-preferences", {}, reply => {
            failed = !reply.ok && preferences === null
            if (reply.ok)
                preferences = reply.body
        })
    }
    function change(what: var): void {
        App.call("PATCH", "/api/v1/me/notification-preferences", what, reply => {
            if (!reply.ok)
                Nav.complain(reply)
            preferences = reply.ok ? reply.body : Object.assign({}, preferences) // a refused switch goes back
        })
    }
    function weekday(day: int): string { return Qt.locale(App.format.language).standaloneDayName(day % 7) }
    /// When what is told arrives, in words.
    function whenTold(): string {
        const digest = preferences?.digest, quiet = preferences?.quiet_hours, summary = preferences?.price_summary
        const words = []
        if (byMail && digest?.mode === "daily")
            words.push(qsTr("Mails come together, every day at %1.").arg(digest.time))
        else if (byMail && digest?.mode === "weekly")
            words.push(qsTr("Mails come together, every %1 at %2.").arg(weekday(7)).arg(digest.time))
        else
            words.push(qsTr("You hear of everything at once."))
        if (byMail && summary?.enabled && summary.time)
            words.push(qsTr("The overview of prices comes every %1 at %2.").arg(weekday(summary.weekday)).arg(summary.time))
        words.push(quiet ? qsTr("Quiet hours are from %1 to %2.").arg(quiet.from).arg(quiet.to) : qsTr("There are no quiet hours."))
        return words.join(" ")
    }

    spacing: 14
    Connections {
        target: App

        function onFeedChanged(kind: string): void { if (kind.startsWith("notification_preferences.")) section.load() }
    }
    TimesDialog {
        id: times

        objectName: "timesDialog"
        byMail: section.byMail
        preferences: section.preferences
        onSaved: body => section.preferences = body
    }

    SettingsHeading { text: qsTr("Notifications") }
    Banner {
        Layout.fillWidth: true
        visible: section.failed
        tone: "bad"
        text: qsTr("What you want to be told could not be loaded.")
        action: qsTr("Try now")
        onActed: section.load()
    }
    Repeater {
        model: section.preferences ? section.lists : []

        Flow {
            id: listRow

            required property var modelData
            readonly property var switches: section.preferences?.lists?.[modelData.key] ?? ({})

            Layout.fillWidth: true
            spacing: 24

            Txt { width: 120 * Theme.scale; height: 24 * Theme.scale; verticalAlignment: Text.AlignVCenter; text: listRow.modelData.text; weight: Font.DemiBold; mayElide: true }
            Repeater {
                model: section.channels

                Toggle {
                    required property var modelData

                    objectName: listRow.modelData.key + "-" + modelData.key
                    text: modelData.text
                    checked: listRow.switches[modelData.key] ?? false
                    Accessible.name: listRow.modelData.text + ": " + modelData.text
                    onToggled: section.change({lists: {[listRow.modelData.key]: {[modelData.key]: checked}}})
                }
            }
        }
    }
    Toggle {
        objectName: "summary"
        visible: section.preferences !== null && section.byMail
        text: qsTr("Weekly overview of prices by mail")
        checked: section.preferences?.price_summary?.enabled ?? false
        onToggled: section.change({price_summary: {enabled: checked}})
    }
    Txt {
        objectName: "whenTold"
        Layout.fillWidth: true
        visible: section.preferences !== null
        text: section.whenTold()
        color: Theme.ink2
    }
    PButton {
        objectName: "changeTimes"
        visible: section.preferences !== null
        text: qsTr("Change times …")
        iconName: "clock"
        onClicked: times.edit()
    }
}
