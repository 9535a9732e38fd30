// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier

/// What was typed into forms and not sent: outlives the form until the app ends or somebody else signs in.
QtObject {
    id: drafts

    property var forms: ({}) ///< "house:<id>" or the like -> field -> what was typed
    property string signedInAs: ""
    readonly property Connections session: Connections {
        target: App.session

        function onStateChanged(): void {
            if (App.session.state !== "signedIn")
                return
            if (App.session.account.id !== drafts.signedInAs)
                drafts.forms = {}
            drafts.signedInAs = App.session.account.id
        }
    }
}
