// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/emulators/emulator.h"

#include <QJsonDocument>
#include <QTcpSocket>

namespace portier::test
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int patienceMs = 30'000; // machines under load start an interpreter slowly
}

Emulator::Emulator(const QString &name, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"/usr/bin/python3"_s,
                    QStringList{QStringLiteral(PORTIER_EMULATORS) + u'/' + name + u".py"_s, u"--exit-with-stdin"_s} +
                        arguments);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceMs))
            qFatal("the emulator %s does not start", qPrintable(name));
    }
    const QByteArray line = m_process.readLine().trimmed();
    m_url = QUrl(u"http://"_s + QString::fromLatin1(line.mid(line.lastIndexOf(' ') + 1)));
}

Emulator::~Emulator()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QByteArray Emulator::exchange(const QByteArray &method, const QByteArray &path, const QByteArray &body) const
{
    QTcpSocket socket;
    socket.connectToHost(m_url.host(), static_cast<quint16>(m_url.port()));
    if (!socket.waitForConnected(patienceMs))
        qFatal("the emulator is gone");
    socket.write(method + ' ' + path + " HTTP/1.0\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                 body);
    QByteArray reply;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patienceMs))
        reply += socket.readAll();
    reply += socket.readAll();
    if (!reply.contains(" 200 "))
        qFatal("the emulator refuses: %s", reply.constData());
    return reply.mid(reply.indexOf("\r\n\r\n") + 4);
}

void Emulator::control(const QJsonObject &changes)
{
    (void)exchange("POST", "/_control", QJsonDocument(changes).toJson());
}

void Emulator::reset()
{
    (void)exchange("POST", "/_control/reset", "{}");
}

QJsonObject Emulator::report() const
{
    return QJsonDocument::fromJson(exchange("GET", "/_control", {})).object();
}

int Emulator::calls(const QString &what) const
{
    return report()[u"calls"][what].toInt();
}

} // namespace portier::test
