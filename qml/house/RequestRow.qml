// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.HouseActions
import Portier.Theme

/// One request of the list: who, when, how many, for whom, until when (BKG-130).
T.ItemDelegate {
    id: row

    required property var item
    required property int index
    readonly property bool waits: item.status === "pending" && !item.is_past

    width: ListView.view.width
    implicitHeight: Math.max(76, words.implicitHeight + 24)
    topPadding: 12
    bottomPadding: 12
    Accessible.role: Accessible.ListItem
    Accessible.name: [title.text, second.text, item.affiliation.name, HouseActions.status(item).text].join(", ")

    RowTip { target: row; texts: [title, second] }

    background: Rectangle {
        color: row.highlighted ? Theme.selected : row.hovered ? Theme.hover : "transparent"

        Rectangle { visible: row.highlighted; width: 3; height: parent.height; color: Theme.accent }
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    }
    contentItem: ColumnLayout {
        id: words

        spacing: 4

        Txt {
            id: title

            Layout.leftMargin: 16
            Layout.fillWidth: true
            text: (App.format.tick, row.item.requester_first_name + " · " + HouseActions.range(row.item))
            weight: Font.DemiBold
            mayElide: true
        }
        Txt {
            id: second

            Layout.leftMargin: 16
            Layout.fillWidth: true
            text: (App.format.tick, [HouseActions.persons(row.item.party_size), row.item.resource_name ?? "",
                                     row.waits && row.item.created_at ? qsTr("asked %1").arg(App.format.ago(row.item.created_at)) : ""].filter(part => part !== "").join(" · "))
            px: Theme.label
            color: Theme.ink2
            mayElide: true
        }
        Row {
            Layout.leftMargin: 16
            spacing: 8

            PartyMark { anchors.verticalCenter: parent.verticalCenter; name: row.item.affiliation.name; colour: row.item.affiliation.colour }
            KeyTag { visible: row.waits; days: row.item.days_until_start; kind: "stay_begins" }
            Chip {
                readonly property var look: HouseActions.status(row.item)

                visible: !row.waits
                text: look.text
                iconName: look.iconName
                tone: look.tone
            }
        }
    }
}
