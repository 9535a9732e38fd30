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
            if (App.session.state !== "signedIn")
                return
            if (inbox.signedInAs !== App.session.account.id) // what was searched for is one person's
                inbox.searchText = ""
            inbox.signedInAs = App.session.account.id
            inbox.list.reload()
        }
    }
    property string searchText: "" ///< outlives the page
    property string signedInAs: ""

    signal findRequested()
    signal newestRequested() ///< with what waits behind the reader's back

    function refresh(): void {
        newestRequested()
        list.reload()
    }
}
