// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// What happened, newest first.
AdminList {
    path: "/api/v1/admin/audit"
    idKey: "sequence"
    searchPaths: ["action", "actor_kind", "object_kind", "object_id", "outcome"]
    iconName: "history"
    emptyTitle: qsTr("Nothing happened yet")
    titleOf: item => item.action
    noteOf: item => [App.format.dateTime(item.at), item.actor_kind, item.object_kind ?? ""].filter(part => part !== "").join(" · ")
    chipOf: item => item.outcome === "ok" ? null : {text: item.outcome === "refused" ? qsTr("Refused") : qsTr("Failed"), iconName: "circle-x", tone: "bad"}
}
