// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// Turns an icon while something goes on, unless somebody wants no motion.
RotationAnimation {
    required property bool busy

    property: "rotation"
    running: busy && !App.settings.reducedMotion
    loops: Animation.Infinite
    from: 0
    to: 360
    duration: 1200
    onStopped: (target as Item).rotation = 0
}
