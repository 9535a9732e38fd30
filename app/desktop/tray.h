// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/desktop.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace portier::app
{

/// The icon in the tray: a dot while something waits, the window by a click. Also shows notices where the system has
/// no notification service. GUI thread.
class Tray final : public Notifier
{
    Q_OBJECT
public:
    explicit Tray(Desktop &desktop, QObject *parent = nullptr);

    void show(const Notice &notice) override;
    /// Texts in the language of the app.
    void retranslate();

private:
    void showWaiting();

    Desktop &m_desktop;
    QMenu m_menu;
    QAction *m_open, *m_inbox, *m_quit;
    QSystemTrayIcon m_icon;
    QString m_route; ///< of the notice that is shown
};

} // namespace portier::app
