// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// What a row has no room for, whole, while the pointer rests on it: RowTip { target: row; texts: [title, second] }.
Loader {
    id: tip

    required property var target
    required property var texts ///< of the row; those that are cut are told
    readonly property string words: texts.filter(each => each.truncated && each.visible).map(each => each.text).join("\n")

    active: words !== "" && target.hovered
    sourceComponent: PTip {
        target: tip.target
        text: tip.words
    }
}
