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

    function create(): void {
        typed.begin("invitation", {email: "", language: App.settings.language, roles: ["member"]})
        dialog.open()
    }
    function roleText(role: string): string { return roles.find(each => each.value === role)?.text ?? role }

    PDialog {
        id: dialog

        readonly property string email: (typed.values.email ?? "").trim()

        objectName: "inviteDialog"
        title: qsTr("Invite somebody")
        verb: qsTr("Send invitation")
        problem: typed.problem
        onAboutToShow: address.input.forceActiveFocus()
        onConfirmed: {
            const sent = typed.key
            busy = true
            App.call("POST", "/api/v1/admin/invitations", {email: email, language: typed.values.language, roles: typed.values.roles}, reply => {
                busy = false
                if (reply.ok) {
                    Nav.say(qsTr("%1 is invited, for seven days.").arg(reply.body.email))
                    invitations.list.reload()
                }
                if (typed.take(reply, sent))
                    close()
            })
        }

        TypedFields { id: typed; shown: dialog.opened; places: ["email", "language", "roles"] }
        DraftBanner { fields: typed }
        Field {
            id: address

            objectName: "inviteEmail"
            Layout.fillWidth: true
            label: qsTr("E-mail")
            text: typed.values.email ?? ""
            wrong: dialog.tried && !/^[^@\s]+@[^@\s]+$/.test(dialog.email) ? qsTr("An address like ada@example.org.") : ""
            error: typed.errors.email ?? ""
            inputMethodHints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase
            onEdited: text => typed.set("email", text)
        }
        SegmentField {
            Layout.fillWidth: true
            label: qsTr("Language of the invitation")
            choices: [{value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
            value: typed.values.language
            error: typed.errors.language ?? ""
            onChosen: picked => typed.set("language", picked)
        }
        ChecksField {
            objectName: "inviteRoles"
            Layout.fillWidth: true
            label: qsTr("Rights")
            choices: section.roles
            values: typed.values.roles ?? []
            wrong: dialog.tried && values.length === 0 ? qsTr("Choose at least one right.") : ""
            error: typed.errors.roles ?? ""
            onChosen: roles => typed.set("roles", roles)
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
