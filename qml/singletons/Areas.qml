// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier

/// Every capability the app shows, in the order of the rail. The one list a new one is added to.
QtObject {
    readonly property list<Area> all: [
        InboxArea {},
        TripsArea {},
        HouseArea {},
        ActivityArea {},
        AdministrationArea {},
        SettingsArea {}
    ]
    readonly property var shown: {
        const areas = []
        for (let i = 0; i < all.length; ++i) {
            if (all[i].shown)
                areas.push(all[i])
        }
        return areas
    }

    function named(name: string): Area {
        for (let i = 0; i < all.length; ++i) {
            if (all[i].name === name)
                return all[i]
        }
        return all[0]
    }
    /// What an area says about a kind of entries of the inbox: "inboxIcons" or "inboxDetails"; "" when none knows it.
    function forEntry(kind: string, what: string): string {
        for (const area of shown) {
            if (area[what][kind])
                return area[what][kind].toString()
        }
        return ""
    }
}
