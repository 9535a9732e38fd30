// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// One message: subject, channel, state in words.
RowLayout {
    id: row

    required property var item
    readonly property var chip: words.chip(item)

    spacing: 12
    Accessible.role: Accessible.Row
    Accessible.name: [title.text, second.text, chip.text].join(", ")

    NoticeWords { id: words }
    Icon { name: row.item.channel === "mail" ? "mail" : "bell" }
    ColumnLayout {
        id: lines

        Layout.minimumHeight: Theme.rowHeight - 12
        Layout.topMargin: 6
        Layout.bottomMargin: 6
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
