// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Nav
import Portier.TripActions

/// The trips area: list, detail, form or schedule, by the route.
FocusScope {
    id: page

    readonly property var parts: Nav.area === "trips" ? Nav.rest.split("/") : [""]
    readonly property string first: parts[0] === "first" ? TripActions.trips.itemAt(0).id ?? "" : parts[0]

    Component.onCompleted: {
        if (TripActions.trips.state === "")
            TripActions.trips.reload()
        TripActions.checks.reload()
    }

    Binding { target: TripActions; property: "current"; value: shown.item?.chosen ?? "" }
    Loader {
        id: shown

        anchors.fill: parent
        focus: true
        sourceComponent: {
            if (page.first === "")
                return list
            if (page.first === "new" || page.parts[1] === "edit" || page.parts[1] === "copy")
                return form
            return page.first === "schedule" ? schedule : detail
        }
    }
    Component { id: list; TripsTable {} }
    Component { id: detail; TripDetailPage { tripId: page.first } }
    Component { id: form; TripFormPage { tripId: page.first === "new" || page.parts[1] === "copy" ? "" : page.first; copyOf: page.parts[1] === "copy" ? page.first : "" } }
    Component { id: schedule; SchedulePage {} }
}
