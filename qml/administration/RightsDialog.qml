// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What an account may do, and for which parties it decides; who decides for one is an approver.
PDialog {
    id: dialog

    property var account: ({})
    property bool own: false   ///< nobody takes the administration from themselves
    property var parties: []   ///< [{value, text}] of every house

    readonly property string path: "/api/v1/admin/accounts/" + (account.id ?? "")

    signal saved()

    function edit(of: var): void {
        account = of
        typed.begin("account:" + of.id, fieldsOf(of))
        open()
    }
    function fieldsOf(of: var): var {
        return {roles: of.roles.filter(role => role === "reviewer" || role === "admin"), parties: (of.parties ?? []).slice().sort()}
    }
    function take(reply: var, sent: string): void {
        busy = false
        if (typed.take(reply, sent)) {
            close()
            saved()
        } else if (reply.status === 412) {
            App.call("GET", path, {}, now => {
                if (!now.ok || now.body.id !== account.id)
                    return
                typed.problem = ""
                typed.met = true
                account = now.body
                typed.meet(fieldsOf(account))
            })
        }
    }

    title: qsTr("Rights of %1").arg(account.display_name ?? "")
    verb: qsTr("Save rights")
    problem: typed.problem
    onConfirmed: {
        const sent = typed.key, kept = account.roles.filter(role => role === "member"), chosen = typed.values
        busy = true
        App.call("PATCH", path, {roles: kept.concat(chosen.roles, chosen.parties.length > 0 ? ["approver"] : []), parties: chosen.parties},
                 reply => take(reply, sent), account.version)
    }

    TypedFields { id: typed; shown: dialog.opened; places: ["roles", "parties"] }
    DraftBanner { fields: typed }
    ChecksField {
        objectName: "rightsRoles"
        Layout.fillWidth: true
        label: qsTr("May")
        hint: dialog.own ? qsTr("Another administrator can take the administration from you.") : ""
        choices: [{value: "reviewer", text: qsTr("answer questions of programs")}].concat(dialog.own ? [] : [{value: "admin", text: qsTr("administer Portier")}])
        values: typed.values.roles ?? []
        error: typed.errors.roles ?? ""
        onChosen: roles => typed.set("roles", roles)
    }
    ChecksField {
        objectName: "rightsParties"
        Layout.fillWidth: true
        label: qsTr("Decides for")
        hint: dialog.parties.length > 0 ? qsTr("Requests for the house go to everybody who decides for a family.") : qsTr("There is no house yet.")
        choices: dialog.parties
        values: typed.values.parties ?? []
        error: typed.errors.parties ?? ""
        onChosen: parties => typed.set("parties", parties)
    }
}
