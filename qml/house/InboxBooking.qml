// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// A request as the inbox shows it.
BookingDetail {
    property var entry: ({})

    bookingId: entry.id ?? ""
}
