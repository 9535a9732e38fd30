// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier

/// The standing links that mails carry: whose they are, and the renewal of one that leaked (BKG-074). Each look at
/// them is written to the audit log.
AdminList {
    id: section

    readonly property var parties: {
        const names = {}
        for (let row = 0; row < houses.count; ++row) {
            for (const party of houses.itemAt(row).parties)
                names[party.id] = party.name + " · " + houses.itemAt(row).name
        }
        return names
    }

    function ownerOf(link: var): string { return link.email ?? parties[link.party_id] ?? qsTr("a party that is gone") }

    path: "/api/v1/admin/links"
    feedKinds: "link"
    searchPaths: ["email"]
    iconName: "link"
    emptyTitle: qsTr("No link yet")
    emptySentence: qsTr("A link comes with the first mail to somebody.")
    titleOf: item => section.ownerOf(item)
    noteOf: item => [item.last_used_at ? qsTr("used %1").arg(App.format.ago(item.last_used_at)) : qsTr("never used"),
                     item.generation > 1 ? qsTr("renewed %n time(s)", "", item.generation - 1) : ""].filter(part => part !== "").join(" · ")
    chipOf: item => ({
        personal: {text: qsTr("Personal"), iconName: "user", tone: "neutral"},
        approver: {text: qsTr("Decides"), iconName: "users", tone: "accent"},
        feed: {text: qsTr("Calendar feed"), iconName: "calendar-days", tone: "neutral"}
    })[item.kind] ?? null
    actionsOf: item => [{text: qsTr("Renew link …"), kind: "danger", run: () => renewal.askLink(item.id, section.ownerOf(item))}]

    ApiList {
        id: houses

        path: "/api/v1/resources"
        paged: false
        feedKinds: "resource party"
        Component.onCompleted: reload()
    }
    RenewDialog { id: renewal; objectName: "renewDialog"; onRenewed: section.list.reload() }
}
