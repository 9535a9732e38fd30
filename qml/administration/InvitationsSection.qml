// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Who is asked to come in, and with which rights.
ColumnLayout {
    id: section

    readonly property var roles: [{value: "member", text: qsTr("Member")}, {value: "reviewer", text: qsTr("Reviewer")}, {value: "approver", text: qsTr("Approver")}, {value: "admin", text: qsTr("Administrator")}]

    function create(): void { dialog.open() }
    function roleText(role: string): string { return roles.find(each => each.value === role)?.text ?? role }

    PDialog {
        id: dialog

        objectName: "inviteDialog"
        title: qsTr("Invite somebody")
        verb: qsTr("Send invitation")
        verbEnabled: email.text.includes("@") && rights.chosen.length > 0 && App.client.online
        verbReason: App.client.online ? qsTr("Enter an e-mail and choose a right.") : qsTr("Not while offline")
        onAboutToShow: email.input.forceActiveFocus()
        onConfirmed: {
            busy = true
            App.call("POST", "/api/v1/admin/invitations", {email: email.text.trim(), language: language.value, roles: rights.chosen}, reply => {
                busy = false
                email.error = reply.ok ? "" : reply.errors.email ?? (reply.status === 0 ? qsTr("The server does not answer. Nothing was changed.") : reply.title)
                if (!reply.ok)
                    return
                Nav.say(qsTr("%1 is invited, for seven days.").arg(reply.body.email))
                email.text = ""
                close()
                invitations.list.reload()
            })
        }

        Field { id: email; objectName: "inviteEmail"; Layout.fillWidth: true; label: qsTr("E-mail") }
        Segment {
            id: language

            accessibleName: qsTr("Language of the invitation")
            choices: [{value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
            value: App.settings.language
            onChosen: picked => value = picked
        }
        Flow {
            id: rights

            property var chosen: ["member"]

            Layout.fillWidth: true
            spacing: 16

            Repeater {
                model: section.roles

                Check {
                    required property var modelData

                    text: modelData.text
                    checked: rights.chosen.includes(modelData.value)
                    onToggled: rights.chosen = checked ? rights.chosen.concat([modelData.value]) : rights.chosen.filter(role => role !== modelData.value)
                }
            }
        }
    }
    AdminList {
        id: invitations

        Layout.fillWidth: true
        Layout.fillHeight: true
        path: "/api/v1/admin/invitations"
        feedKinds: "invitation"
        iconName: "mail"
        emptyTitle: qsTr("Nobody is invited")
        titleOf: item => item.email
        noteOf: item => item.roles.map(section.roleText).join(", ") + " · " + (item.state === "open" ? qsTr("valid until %1").arg(App.format.dateTime(item.expires_at)) : App.format.dateTime(item.ended_at ?? item.created_at))
        chipOf: item => ({
            open: {text: qsTr("Open"), iconName: "hourglass", tone: "wait"},
            accepted: {text: qsTr("Accepted"), iconName: "circle-check", tone: "ok"},
            revoked: {text: qsTr("Taken back"), iconName: "ban", tone: "neutral"}
        })[item.state] ?? null
        actionsOf: item => item.state !== "open" ? [] : [
            {text: qsTr("Send again"), method: "POST", path: "/api/v1/admin/invitations/" + item.id + "/resend"},
            {text: qsTr("Take back"), kind: "danger", method: "DELETE", path: "/api/v1/admin/invitations/" + item.id}
        ]
    }
}
