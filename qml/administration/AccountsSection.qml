// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// Who may sign in, with which rights.
AdminList {
    readonly property var roles: ({member: qsTr("Member"), reviewer: qsTr("Reviewer"), approver: qsTr("Approver"), admin: qsTr("Administrator")})

    path: "/api/v1/admin/accounts"
    feedKinds: "account"
    iconName: "users"
    emptyTitle: qsTr("No account yet")
    titleOf: item => item.display_name + " · " + item.email
    noteOf: item => item.roles.map(role => roles[role] ?? role).join(", ")
    chipOf: item => item.status === "active" ? {text: qsTr("Active"), iconName: "circle-check", tone: "ok"} : {text: qsTr("Disabled"), iconName: "ban", tone: "neutral"}
    actionsOf: item => {
        const path = "/api/v1/admin/accounts/" + item.id
        if (item.id === App.session.account.id)
            return []
        if (item.status !== "active")
            return [{text: qsTr("Enable"), method: "POST", path: path + "/enable"}]
        const isAdmin = item.roles.includes("admin")
        return [
            {text: isAdmin ? qsTr("Take administration") : qsTr("Make administrator"), method: "PATCH", path: path, version: item.version,
             body: {roles: isAdmin ? item.roles.filter(role => role !== "admin") : item.roles.concat(["admin"])}},
            {text: qsTr("Sign out everywhere"), method: "DELETE", path: path + "/sessions"},
            {text: qsTr("Disable"), kind: "danger", method: "POST", path: path + "/disable"}
        ]
    }
}
