// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/localtransport.h"

#include <QCoreApplication>
#include <QPointer>

namespace portier::app
{

LocalTransport::LocalTransport(Door door, QObject *parent) : ApiTransport(parent), m_door(std::move(door))
{
}

void LocalTransport::send(ApiCall call, Done done)
{
    const quint64 number = ++m_calls;
    m_waiting.insert(number, std::move(done));
    m_door(std::move(call), [self = QPointer<LocalTransport>(this), number](ApiReply reply) {
        // The door answers on the core's thread. Only here, on the GUI's, may one ask whether the transport lives.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, number, reply = std::move(reply)]() mutable {
                if (self)
                    self->m_waiting.take(number)(std::move(reply));
            },
            Qt::QueuedConnection);
    });
}

QString LocalTransport::name() const
{
    return tr("On this computer");
}

} // namespace portier::app
