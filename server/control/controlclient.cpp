// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/controlclient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>

using namespace Qt::Literals::StringLiterals;

namespace portier::control
{

Result<std::optional<int>> runInService(const QString &path, const ControlRequest &request,
                                        const std::function<void(const QByteArray &)> &out,
                                        const std::function<void(const QByteArray &)> &err)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    if (!socket.waitForConnected(5000))
        return std::nullopt;
    socket.write(toLine(request));
    constexpr int forever = -1; // a check may take long; Ctrl+C stops the waiting, not the work (TRP-265)
    while (true) {
        while (!socket.canReadLine()) {
            if (!socket.waitForReadyRead(forever))
                return fail(Error::unavailable(u"control_lost"_s, u"the service stopped before it answered"_s));
        }
        const QJsonObject line = QJsonDocument::fromJson(socket.readLine()).object();
        const auto text = [&line](const QString &key) {
            return QByteArray::fromBase64(line.value(key).toString().toLatin1());
        };
        if (line.contains(u"exit"_s))
            return line.value(u"exit"_s).toInt();
        if (line.contains(u"out"_s))
            out(text(u"out"_s));
        if (line.contains(u"err"_s))
            err(text(u"err"_s));
    }
}

} // namespace portier::control
