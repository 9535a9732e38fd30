// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// How a price moved: arrow, amount and colour.
Row {
    id: mark

    property var change: null
    property string currency: ""
    property string words: "" ///< "%1 less than yesterday"
    readonly property bool down: (change?.amount_minor ?? 0) < 0

    spacing: 4
    visible: change !== null && change !== undefined && change.amount_minor !== 0

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: mark.down ? "trending-down" : "trending-up"
        size: 14
        color: mark.down ? Theme.ok : Theme.ink2
    }
    Txt {
        text: {
            const amount = App.format.amount(Math.abs(mark.change?.amount_minor ?? 0), mark.currency, true)
            return mark.words === "" ? amount : mark.words.arg(amount)
        }
        px: Theme.small
        weight: Font.Medium
        wrapMode: Text.NoWrap
        color: mark.down ? Theme.ok : Theme.ink2
    }
}
