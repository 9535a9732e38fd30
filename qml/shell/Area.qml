// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// One place of the rail, with everything the shell has to know about a capability: how it is called, its page, what
/// counts on its badge, its commands for the palette, and which entries of the inbox it shows. Adding a capability is
/// adding its Area to Areas.qml.
QtObject {
    required property string name ///< first part of its routes
    required property string title
    required property string iconName
    required property url page
    property bool below: false     ///< under the line: Activity, Administration, Settings
    property bool shown: true
    property int badge: 0
    property bool waits: false     ///< the badge counts what waits for me
    property list<Command> commands
    property var inboxDetails: ({}) ///< kind of entry -> url of what shows it
    property var inboxIcons: ({})   ///< kind of entry -> icon
    property ApiList decided: null  ///< what the person decided before; loaded when the inbox shows it
    property var decidedEntry: null ///< function(item of it): {id, kind, title, subtitle, at, chip}, or null for none
    property string object: ""      ///< what is chosen on its page: its commands for one thing act on that
    property var search: null       ///< function(text): [{text, note, iconName, route}]
    property list<string> tourStops: [name]

    /// Whether what is chosen on its page belongs to another area: only the inbox shows such.
    function shows(area: var): bool { return false }
}
