// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier

/// Everything that waits for me, from every capability (PLT-189).
QtObject {
    id: inbox

    readonly property ApiList list: ApiList {
        path: "/api/v1/me/inbox"
        paged: false
        feedKinds: "*"
    }
    readonly property Connections session: Connections {
        target: App.session

        function onStateChanged(): void {
            if (App.session.state === "signedIn")
                inbox.list.reload()
        }
    }

    property var current: ({}) ///< the entry that the page shows

    signal findRequested()
    signal newestRequested() ///< with what waits behind the reader's back

    function refresh(): void {
        newestRequested()
        list.reload()
    }
}
