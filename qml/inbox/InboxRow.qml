// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Areas
import Portier.Theme

/// One entry: what waits, until when; or what was decided, and how.
T.ItemDelegate {
    id: row

    required property var item
    required property int index
    readonly property var chip: item.chip ?? null

    width: ListView.view.width
    implicitHeight: Math.max(76, words.implicitHeight + 24)
    highlighted: ListView.isCurrentItem
    Accessible.role: Accessible.ListItem
    Accessible.name: [item.title, item.subtitle, chip ? chip.text : tag.text].filter(part => part !== "").join(", ")

    RowTip { target: row; texts: [title, second] }

    background: Rectangle {
        color: row.highlighted ? Theme.selected : row.hovered ? Theme.hover : "transparent"

        Rectangle { visible: row.highlighted; width: 3; height: parent.height; color: Theme.accent }
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    }
    contentItem: RowLayout {
        spacing: 12

        Rectangle {
            Layout.leftMargin: 16
            Layout.topMargin: 12
            Layout.alignment: Qt.AlignTop
            implicitWidth: 32 * Theme.scale
            implicitHeight: implicitWidth
            radius: 8
            color: row.highlighted ? Theme.surface : Theme.sunken

            Icon { anchors.centerIn: parent; name: Areas.forEntry(row.item.kind, "inboxIcons") || "inbox" }
        }
        ColumnLayout {
            id: words

            Layout.rightMargin: 16
            spacing: 4

            Txt { id: title; Layout.fillWidth: true; text: row.item.title; weight: Font.DemiBold; mayElide: true }
            Txt { id: second; Layout.fillWidth: true; text: row.item.subtitle; px: Theme.label; color: Theme.ink2; mayElide: true }
            KeyTag { id: tag; visible: row.chip === null; deadline: row.item.deadline; kind: row.item.deadline_kind ?? "" }
            Flow {
                Layout.fillWidth: true
                visible: row.chip !== null
                spacing: 8

                Chip { id: mark; text: row.chip?.text ?? ""; iconName: row.chip?.iconName ?? ""; tone: row.chip?.tone ?? "neutral" }
                Txt {
                    height: mark.height
                    verticalAlignment: Text.AlignVCenter
                    text: (App.format.tick, row.item.at ? App.format.ago(row.item.at) : "")
                    px: Theme.label
                    color: Theme.ink2
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
