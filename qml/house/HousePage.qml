// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Nav

/// The house area: calendar or requests.
FocusScope {
    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: Nav.area === "house" && Nav.rest.startsWith("requests") ? requests : calendar
    }
    Component { id: requests; RequestsPage {} }
    Component { id: calendar; CalendarPage {} }
}
