// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// What a list is searched by. The list keeps the text, also while nobody looks at it; Esc clears it and leaves.
Field {
    id: field

    required property SortedList searched
    property Item leadsTo: null ///< gets the focus when the search is over

    function clear(): void { searched.searchText = "" }

    iconName: "search"
    inputHeight: Theme.controlHeight ///< as the buttons beside it
    text: searched.searchText
    onEdited: text => searched.searchText = text
    Keys.onEscapePressed: event => {
        event.accepted = text !== "" || leadsTo !== null
        clear()
        if (leadsTo)
            leadsTo.forceActiveFocus()
    }
}
