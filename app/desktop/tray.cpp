// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tray.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int edge = 64;
const QColor brass(0xE3, 0xB6, 0x58);
const QColor ink(0x13, 0x25, 0x3A);

/// The key tag of the logo; something waiting is a filled dot.
QIcon tag(bool waiting)
{
    QPixmap pixmap(edge, edge);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brass);
    painter.drawRoundedRect(QRectF(9, 4, 46, 56), 12, 12);
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(32, 18), 7, 7);
    painter.drawRect(QRectF(19, 34, 26, 5));
    painter.drawRect(QRectF(19, 45, 17, 5));
    if (waiting) {
        painter.setBrush(QColor(0xA3, 0x26, 0x1C));
        painter.drawEllipse(QPointF(52, 52), 11, 11);
    }
    return QIcon(pixmap);
}

} // namespace

Tray::Tray(Desktop &desktop, QObject *parent) : Notifier(parent), m_desktop(desktop)
{
    m_open = m_menu.addAction(QString());
    m_inbox = m_menu.addAction(QString());
    m_menu.addSeparator();
    m_quit = m_menu.addAction(QString());
    connect(m_open, &QAction::triggered, this, [this] { Q_EMIT opened({}); });
    connect(m_inbox, &QAction::triggered, this, [this] { Q_EMIT opened(u"inbox"_s); });
    connect(m_quit, &QAction::triggered, qApp, &QCoreApplication::quit);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT opened(m_route); });
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT opened({});
    });
    connect(&desktop, &Desktop::waitingChanged, this, &Tray::showWaiting);
    m_icon.setContextMenu(&m_menu);
    retranslate();
    m_icon.show();
}

void Tray::show(const Notice &notice)
{
    m_route = notice.route;
    m_icon.showMessage(notice.title, notice.text, tag(false));
}

void Tray::retranslate()
{
    m_open->setText(tr("Open Portier"));
    m_quit->setText(tr("Quit"));
    showWaiting();
}

void Tray::showWaiting()
{
    const int waiting = m_desktop.waiting();
    m_icon.setIcon(tag(waiting > 0));
    m_inbox->setText(waiting > 0 ? tr("Inbox · %1").arg(waiting) : tr("Inbox"));
    m_icon.setToolTip(waiting > 0 ? tr("%n thing(s) are waiting for you", nullptr, waiting) : u"Portier"_s);
}

} // namespace portier::app
