// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// An entry of a kind that has no page of its own.
Item {
    id: detail

    property var entry: ({})

    ColumnLayout {
        x: Theme.pageMargin
        y: 20
        width: Math.min(760, parent.width - 48)
        spacing: 10

        Txt {
            Layout.fillWidth: true
            text: detail.entry.title ?? ""
            px: Theme.title
            weight: Font.DemiBold
        }
        Txt { Layout.fillWidth: true; text: detail.entry.subtitle ?? ""; color: Theme.ink2 }
        Row {
            spacing: 12

            KeyTag { deadline: detail.entry.deadline ?? null; kind: detail.entry.deadline_kind ?? "" }
            Txt { text: qsTr("waiting since %1").arg(App.format.ago(detail.entry.waiting_since ?? 0)); color: Theme.ink2 }
        }
    }
}
