// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

namespace portier::app
{

/// The application. Debug builds warn of everything that keeps the GUI thread for longer than one frame of 16 ms, by
/// the category "portier.gui.slow" and with the event and its receiver.
class GuiApplication : public QApplication
{
    Q_OBJECT
public:
    using QApplication::QApplication;

    static constexpr int frameMs = 16;
    static constexpr auto slowCategory = "portier.gui.slow";

#ifdef PORTIER_WATCH_GUI_THREAD
    bool notify(QObject *receiver, QEvent *event) override;

private:
    int m_depth = 0; ///< events within events count once
#endif
};

} // namespace portier::app
