// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// One message: subject, channel, state in words. A click asks for what it said.
T.AbstractButton {
    id: row

    required property var item
    readonly property var chip: words.chip(item)

    implicitHeight: Math.max(Theme.rowHeight, lines.implicitHeight + 12)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: [title.text, second.text, chip.text].join(", ")
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    NoticeWords { id: words }
    background: Rectangle {
        color: row.hovered ? Theme.hover : "transparent"
        radius: 8

        FocusRing { target: row }
    }
    RowTip { target: row; texts: [title] }

    contentItem: RowLayout {
        spacing: 12

        Icon { name: row.item.channel === "mail" ? "mail" : "bell" }
        ColumnLayout {
            id: lines

            spacing: 2

            Txt {
                id: title

                Layout.fillWidth: true
                text: words.title(row.item)
                weight: Font.DemiBold
                mayElide: true
            }
            Txt {
                id: second

                Layout.fillWidth: true
                text: (App.format.tick, words.note(row.item))
                px: Theme.label
                color: Theme.ink2
            }
        }
        Chip { text: row.chip.text; iconName: row.chip.iconName; tone: row.chip.tone }
    }
}
