// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Something a person can do from the palette or by keys. Single letters work only outside of text fields.
QtObject {
    required property string text
    property string iconName: ""
    property string keys: ""
    property bool enabled: true
    property bool inInbox: false ///< also while the inbox shows an entry of this capability
    property bool hidden: false ///< acts on what is chosen: on the sheet of shortcuts, in the palette only beside its object

    signal triggered()
}
