// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/serverprobe.h"

#include "app/client/httptransport.h"
#include "app/controllers/app.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr int timeoutMs = 8'000;
}

ServerProbe::ServerProbe(QObject *parent) : QObject(parent)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ServerProbe::again);
}

void ServerProbe::setAddress(const QString &address)
{
    if (address == m_address)
        return;
    m_address = address;
    dropTransport(); // an answer about the address before
    m_soon.start();
    setState({});
    Q_EMIT addressChanged();
}

void ServerProbe::setDelay(int delay)
{
    m_soon.setInterval(delay);
    Q_EMIT delayChanged();
}

void ServerProbe::again()
{
    App *app = App::instanceFor(this);
    const QUrl url = HttpTransport::fromTyped(m_address);
    dropTransport();
    if (!app || !url.isValid())
        return setState(m_address.trimmed().isEmpty() ? QString() : u"invalid"_s);
    if (m_state.isEmpty())
        setState(u"asking"_s);
    m_transport = app->session()->transportTo(url);
    ApiCall call;
    call.path = u"/api/v1"_s;
    call.timeoutMs = timeoutMs;
    m_transport->send(std::move(call), [this, asked = m_transport.get()](const ApiReply &reply) {
        if (asked == m_transport.get())
            take(reply);
    });
}

void ServerProbe::take(const ApiReply &reply)
{
    dropTransport();
    const QJsonObject about = reply.json();
    if (!reply.reached())
        setState(u"silent"_s);
    else if (reply.ok() && about.value("name"_L1).toString() == "portier"_L1)
        setState(u"portier"_s, about.value("version"_L1).toString());
    else
        setState(u"other"_s);
}

void ServerProbe::setState(const QString &state, const QString &version)
{
    m_state = state;
    m_version = version;
    Q_EMIT stateChanged();
}

void ServerProbe::dropTransport()
{
    if (m_transport)
        m_transport.release()->deleteLater(); // it may be the one that calls
}

} // namespace portier::app
