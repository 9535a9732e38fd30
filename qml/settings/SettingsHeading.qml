// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// The heading of a part of the settings.
Txt {
    Layout.fillWidth: true
    Layout.topMargin: 8
    px: Theme.section
    weight: Font.DemiBold
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
