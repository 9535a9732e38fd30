// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickWindow>
#include <QStringList>

namespace portier::app
{

/// What is wrong with what a window shows, each with the page's name: a node that takes the focus and has no accessible
/// name (as assistive technology sees the window, and as the Tab key does), or a text that does not fit its place or
/// the window.
[[nodiscard]] QStringList complaintsAbout(QQuickWindow &window, const QString &page);

/// Borders thinner than high contrast asks for.
[[nodiscard]] QStringList thinBordersIn(QQuickWindow &window, const QString &page);

} // namespace portier::app
