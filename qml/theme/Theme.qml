// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier

/// Every colour, size and time of the interface, by role. Light and dark stand side by side, so that none is forgotten.
QtObject {
    id: theme

    readonly property bool dark: App.settings.dark
    readonly property bool highContrast: App.settings.highContrast
    readonly property real scale: App.settings.textScale

    function pick(light: color, night: color): color {
        return dark ? night : light
    }

    readonly property color canvas: pick("#F3F4F1", "#10161D")
    readonly property color surface: pick("#FFFFFF", "#18202A")
    readonly property color raised: pick("#FFFFFF", "#212C38")
    readonly property color sunken: pick("#E9ECE8", "#0C1117")
    readonly property color hover: pick("#EFF1ED", "#1F2935")
    readonly property color selected: pick("#E1EAF3", "#20384F")
    readonly property color accentSoft: selected
    readonly property color weekend: pick("#F1F2EE", "#151C25")
    readonly property color line: highContrast ? edge : pick("#D8DCD6", "#2D3947")
    readonly property color edge: pick("#7F8983", "#748292")
    readonly property color ink: pick("#18212B", "#E9EDF1")
    readonly property color ink2: highContrast ? ink : pick("#465260", "#B6C0CB")
    readonly property color ink3: highContrast ? ink : pick("#57626D", "#95A1AE")
    readonly property color accent: pick("#1F4E79", "#8DBBE6")
    readonly property color accentHover: pick("#173C5E", "#A9CDF0")
    readonly property color accentInk: pick("#FFFFFF", "#0B1A29")
    readonly property color focus: pick("#1F6FB8", "#6FB1EE")
    readonly property color wait: pick("#7A5000", "#EBC577")
    readonly property color waitSoft: pick("#FAEFD2", "#382C12")
    readonly property color waitEdge: pick("#A97412", "#B98F3C")
    readonly property color ok: pick("#1D6A3D", "#8CD3A6")
    readonly property color okSoft: pick("#E0F0E4", "#17341F")
    readonly property color okEdge: pick("#3F8F5F", "#4F9A6B")
    readonly property color bad: pick("#A3261C", "#F4A097")
    readonly property color badSoft: pick("#FBE7E4", "#431F1C")
    readonly property color badEdge: pick("#C4473C", "#D0695F")
    readonly property color badSolid: pick("#A3261C", "#E58A80")
    readonly property color badInk: pick("#FFFFFF", "#2A0906")
    readonly property color rail: pick("#13253A", "#0A121B")
    readonly property color railOn: pick("#23405F", "#1D3148")
    readonly property color railInk: pick("#EDF2F7", "#E9EDF1")
    readonly property color railInk2: pick("#AAB9C8", "#9DACBB")
    readonly property color railEdge: "#62788F"
    readonly property color brass: "#E3B658"
    readonly property color brassInk: "#2A1C00"
    readonly property color cTotal: pick("#1F4E79", "#8DBBE6")
    readonly property color cFlight: pick("#1E7B80", "#5DBDC0")
    readonly property color cHotel: pick("#7C559F", "#C0A0E2")
    readonly property color cLimit: pick("#A97412", "#C99B3F")
    readonly property color scrim: Qt.rgba(10 / 255, 18 / 255, 28 / 255, 0.48)

    readonly property string family: "Inter"
    readonly property string monoFamily: "JetBrains Mono, DejaVu Sans Mono, monospace"
    readonly property int figure: Math.round(28 * scale)
    readonly property int figureSmall: Math.round(20 * scale)
    readonly property int title: Math.round(22 * scale)
    readonly property int dialogTitle: Math.round(18 * scale)
    readonly property int section: Math.round(16 * scale)
    readonly property int body: Math.round(14 * scale)
    readonly property int label: Math.round(13 * scale)
    readonly property int small: Math.round(12 * scale)

    readonly property int controlHeight: Math.round(36 * scale)
    readonly property int fieldHeight: Math.round(40 * scale)
    readonly property int rowHeight: Math.round(56 * scale)
    readonly property int pageMargin: 24
    readonly property int border: highContrast ? 2 : 1
    readonly property int quick: App.settings.reducedMotion ? 0 : 120
    readonly property int moving: App.settings.reducedMotion ? 0 : 180
}
