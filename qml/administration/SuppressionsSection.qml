// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// Addresses that get nothing because they bounced, complained or opted out (PLT-124).
AdminList {
    readonly property var reasons: ({bounced: qsTr("Mails came back"), complained: qsTr("Reported as spam"), opted_out: qsTr("Opted out")})

    path: "/api/v1/admin/suppressions"
    feedKinds: "suppression"
    iconName: "ban"
    emptyTitle: qsTr("No address is blocked")
    emptySentence: qsTr("Addresses whose mails come back are kept here and get nothing until you release them.")
    titleOf: item => item.address ?? qsTr("unknown address")
    noteOf: item => [App.format.dateTime(item.created_at), item.provider ?? ""].filter(part => part !== "").join(" · ")
    chipOf: item => ({text: reasons[item.reason] ?? item.reason, iconName: "ban", tone: "bad"})
    actionsOf: item => [{text: qsTr("Release"), method: "DELETE", path: "/api/v1/admin/suppressions/" + item.id}]
}
