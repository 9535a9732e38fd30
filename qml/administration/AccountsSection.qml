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
    chipOf: item => item.status === "active" ? {text: qsTr("Active"), iconName: "circle-check", tone: "ok"}
                  : {text: item.status === "erased" ? qsTr("Erased") : qsTr("Disabled"), iconName: "ban", tone: "neutral"}
    actionsOf: item => {
        const path = "/api/v1/admin/accounts/" + item.id
        const rights = {text: qsTr("Rights …"), run: () => dialog.edit(item)}
        if (item.status === "disabled")
            return [{text: qsTr("Enable"), method: "POST", path: path + "/enable"}]
        if (item.status !== "active")
            return []
        if (item.id === section.ownId)
            return [rights]
        return [
            rights,
            {text: qsTr("Sign out everywhere"), method: "DELETE", path: path + "/sessions", done: qsTr("%1 is signed out everywhere.").arg(item.display_name)},
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
    RightsDialog {
        id: dialog

        objectName: "rightsDialog"
        own: account.id === section.ownId
        parties: {
            const found = []
            for (let row = 0; row < houses.count; ++row) {
                const house = houses.itemAt(row)
                for (const party of house.parties)
                    found.push({value: party.id, text: houses.count > 1 ? party.name + " · " + house.name : party.name})
            }
            return found
        }
        onSaved: section.list.reload()
    }
}
