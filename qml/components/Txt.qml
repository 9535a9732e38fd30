// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// Text in the type of the house. Wraps; elides only where mayElide says that a tooltip or page shows the rest.
Text {
    property int px: Theme.body
    property int weight: Font.Normal
    property bool mayElide: false

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: px
    font.weight: weight
    wrapMode: mayElide ? Text.NoWrap : Text.Wrap
    elide: mayElide ? Text.ElideRight : Text.ElideNone
    textFormat: Text.PlainText
}
