// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/smtpserver.h"

#include <QJsonDocument>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace portier::test
{

namespace
{
constexpr int patienceMs = 60'000;
}

QString ReceivedMail::header(const QString &name) const
{
    for (const QJsonValue &header : headers) {
        if (header.toArray().at(0).toString().compare(name, Qt::CaseInsensitive) == 0)
            return header.toArray().at(1).toString();
    }
    return {};
}

SmtpServer::SmtpServer(const Options &options)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // Debian's aiosmtpd belongs to Debian's interpreter, not to the first one in the path.
    m_process.start(u"/usr/bin/python3"_s, {QStringLiteral(PORTIER_SMTP_SERVER), u"--watch-stdin"_s, u"--security"_s,
                                            options.security, u"--certificate-host"_s, options.certificateHost});
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceMs))
            qFatal("the SMTP test server did not start: %s", qPrintable(m_process.errorString()));
    }
    m_info = QJsonDocument::fromJson(m_process.readLine()).object();
}

SmtpServer::~SmtpServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished();
}

void SmtpServer::addRule(const QJsonObject &rule)
{
    control("POST", "/rules", rule);
}

void SmtpServer::reply(const QString &stage, const QString &text, int times)
{
    addRule({{u"stage"_s, stage}, {u"reply"_s, text}, {u"times"_s, times}});
}

void SmtpServer::drop(const QString &stage, int times)
{
    addRule({{u"stage"_s, stage}, {u"drop"_s, true}, {u"times"_s, times}});
}

void SmtpServer::clearRules()
{
    control("DELETE", "/rules");
}

void SmtpServer::acceptPassword(const QString &password)
{
    control("POST", "/auth", QJsonObject{{u"user"_s, user()}, {u"password"_s, password}});
}

void SmtpServer::forgetMails()
{
    control("DELETE", "/mails");
}

QList<ReceivedMail> SmtpServer::mails()
{
    QList<ReceivedMail> result;
    const QJsonArray entries = control("GET", "/mails").toArray();
    for (const QJsonValue &entry : entries) {
        ReceivedMail mail;
        mail.from = entry[u"from"].toString();
        for (const QJsonValue &to : entry[u"to"].toArray())
            mail.to.append(to.toString());
        mail.subject = entry[u"subject"].toString();
        mail.text = entry[u"text"].toString();
        mail.html = entry[u"html"].toString();
        mail.raw = QByteArray::fromBase64(entry[u"raw"].toString().toLatin1());
        mail.ehlo = entry[u"ehlo"].toString();
        mail.user = entry[u"user"].toString();
        mail.tls = entry[u"tls"].toBool();
        mail.acknowledged = entry[u"acknowledged"].toBool();
        mail.headers = entry[u"headers"].toArray();
        result.append(mail);
    }
    return result;
}

int SmtpServer::connections()
{
    return control("GET", "/state")[u"connections"].toInt();
}

int SmtpServer::transactions()
{
    return control("GET", "/state")[u"transactions"].toInt();
}

QJsonValue SmtpServer::control(const QByteArray &method, const QByteArray &path, const QJsonValue &body)
{
    QByteArray payload;
    if (body.isObject())
        payload = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_info.value(u"control").toInt()));
    if (!socket.waitForConnected(patienceMs))
        qFatal("the SMTP test server's control port does not answer");
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                 QByteArray::number(payload.size()) + "\r\n\r\n" + payload);
    QByteArray reply;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(patienceMs))
        reply += socket.readAll();
    reply += socket.readAll();
    if (!reply.startsWith("HTTP/1.1 200"))
        qFatal("the SMTP test server refuses: %s", reply.constData());
    const QJsonDocument document = QJsonDocument::fromJson(reply.mid(reply.indexOf("\r\n\r\n") + 4));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace portier::test
