// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Who may sign in, with which rights, and for which parties an account decides.
AdminList {
    id: section

    readonly property var roles: ({member: qsTr("Member"), reviewer: qsTr("Reviewer"), approver: qsTr("Approver"), admin: qsTr("Administrator")})
    readonly property string ownId: App.session.account.id ?? ""

    path: "/api/v1/admin/accounts"
    feedKinds: "account"
    searchPaths: ["display_name", "email", "status"]
    iconName: "users"
    emptyTitle: qsTr("No account yet")
    titleOf: item => item.display_name + " · " + item.email
    noteOf: item => item.roles.map(role => roles[role] ?? role).join(", ")
    chipOf: item => item.status === "active" ? {text: qsTr("Active"), iconName: "circle-check", tone: "ok"} : {text: qsTr("Disabled"), iconName: "ban", tone: "neutral"}
    actionsOf: item => {
        const path = "/api/v1/admin/accounts/" + item.id
        const decide = {text: qsTr("Decides for …"), run: () => decides.edit(item)}
        if (item.status !== "active")
            return [{text: qsTr("Enable"), method: "POST", path: path + "/enable"}]
        if (item.id === section.ownId)
            return [decide]
        const isAdmin = item.roles.includes("admin")
        return [
            decide,
            {text: isAdmin ? qsTr("Take administration") : qsTr("Make administrator"), method: "PATCH", path: path, version: item.version,
             body: {roles: isAdmin ? item.roles.filter(role => role !== "admin") : item.roles.concat(["admin"])}},
            {text: qsTr("Sign out everywhere"), method: "DELETE", path: path + "/sessions"},
            {text: qsTr("Disable"), kind: "danger", method: "POST", path: path + "/disable"}
        ]
    }

    ApiList {
        id: houses

        path: "/api/v1/resources"
        paged: false
        feedKinds: "resource party"
        Component.onCompleted: reload()
    }
    PDialog {
        id: decides

        property var account: ({})
        property var chosen: []
        readonly property var parties: {
            const found = []
            for (let row = 0; row < houses.count; ++row) {
                const house = houses.itemAt(row)
                for (const party of house.parties)
                    found.push({id: party.id, text: houses.count > 1 ? party.name + " · " + house.name : party.name})
            }
            return found
        }

        function edit(of: var): void {
            account = of
            chosen = of.parties ?? []
            open()
        }

        objectName: "decidesDialog"
        title: qsTr("%1 decides for").arg(account.display_name ?? "")
        verb: qsTr("Save parties")
        verbEnabled: App.client.online && !busy
        verbReason: qsTr("Not while offline")
        onConfirmed: {
            const others = account.roles.filter(role => role !== "approver")
            busy = true
            App.call("PATCH", "/api/v1/admin/accounts/" + account.id, {roles: chosen.length > 0 ? others.concat(["approver"]) : others, parties: chosen}, reply => {
                busy = false
                if (!reply.ok)
                    return Nav.complain(reply)
                close()
                section.list.reload()
            }, account.version)
        }

        Txt { Layout.fillWidth: true; text: qsTr("Requests for the house go to everybody who decides for a family."); color: Theme.ink2 }
        Repeater {
            model: decides.parties

            Check {
                required property var modelData

                objectName: "decides-" + modelData.id
                text: modelData.text
                checked: decides.chosen.includes(modelData.id)
                onToggled: decides.chosen = checked ? decides.chosen.concat([modelData.id]) : decides.chosen.filter(party => party !== modelData.id)
            }
        }
    }
}
