// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"

#include <QHash>

namespace portier::app
{

/// Calls the API of a core in this process, with no port open.
class LocalTransport final : public ApiTransport
{
    Q_OBJECT
public:
    /// Takes a call to the core's thread and answers once, from any thread.
    using Door = std::function<void(ApiCall, Done)>;

    explicit LocalTransport(Door door, QObject *parent = nullptr);

    void send(ApiCall call, Done done) override;
    [[nodiscard]] QString name() const override;

private:
    Door m_door;
    quint64 m_calls = 0;
    /// By number of the call. They may hold values of the QML engine, which another thread must not even copy.
    QHash<quint64, Done> m_waiting;
};

} // namespace portier::app
