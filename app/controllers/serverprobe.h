// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace portier::app
{

/// Asks an address, as it was typed or saved, whether a Portier answers there and which. Sends no token. GUI thread.
class ServerProbe : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString address READ address WRITE setAddress NOTIFY addressChanged)
    Q_PROPERTY(int delay READ delay WRITE setDelay NOTIFY delayChanged)
    Q_PROPERTY(QString state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString version READ version NOTIFY stateChanged)
public:
    explicit ServerProbe(QObject *parent = nullptr);

    [[nodiscard]] QString address() const { return m_address; }
    void setAddress(const QString &address);
    /// Milliseconds from the last change of the address to the question.
    [[nodiscard]] int delay() const { return m_soon.interval(); }
    void setDelay(int delay);
    [[nodiscard]] QString state() const { return m_state; } ///< "", invalid, asking, portier, other, silent
    [[nodiscard]] QString version() const { return m_version; }

    /// Asks once more; until the answer is there, what is known stays.
    Q_INVOKABLE void again();

Q_SIGNALS:
    void addressChanged();
    void delayChanged();
    void stateChanged();

private:
    void take(const ApiReply &reply);
    void setState(const QString &state, const QString &version = {});
    void dropTransport();

    QString m_address, m_state, m_version;
    QTimer m_soon;
    std::unique_ptr<ApiTransport> m_transport;
};

} // namespace portier::app
