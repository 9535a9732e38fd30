// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace portier::app
{

/// One notice of the system: opening it shows `route`.
struct Notice {
    QString title, text, route;
};

/// Shows notices outside of the window, in whatever way this system has. GUI thread.
class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void show(const Notice &notice) = 0;

Q_SIGNALS:
    /// A person clicked on a notice or on its "Open".
    void opened(const QString &route);
};

} // namespace portier::app
