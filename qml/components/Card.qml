// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

Rectangle {
    color: Theme.surface
    border.color: Theme.line
    border.width: Theme.border
    radius: 10
}
