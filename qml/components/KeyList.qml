// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// A list for the keyboard: arrows move, J and K too unless somebody wants no single letters, Enter opens, Menu and
/// F10 ask for what can be done.
ListView {
    id: list

    property string name: "" ///< for screen readers

    signal stepping() ///< by key: the row is another one right after
    signal opened()
    signal menuWanted()

    function step(by: int): void {
        stepping()
        if (by > 0)
            incrementCurrentIndex()
        else
            decrementCurrentIndex()
    }

    clip: true
    focus: true
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.List
    Accessible.name: name

    Keys.onPressed: event => {
        const letters = event.modifiers === Qt.NoModifier && App.settings.letterKeys
        if (event.key === Qt.Key_Down || (event.key === Qt.Key_J && letters))
            step(1)
        else if (event.key === Qt.Key_Up || (event.key === Qt.Key_K && letters))
            step(-1)
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            opened()
        else if ((event.key === Qt.Key_Menu || event.key === Qt.Key_F10) && currentItem)
            menuWanted()
        else
            return
        event.accepted = true
    }
}
