// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>

namespace portier::test
{

/// One mail as tests/support/smtpserver.py received it.
struct ReceivedMail {
    QString from;
    QStringList to;
    QString subject;
    QString text;
    QString html;
    QByteArray raw;
    QString ehlo;
    QString user;
    bool tls = false;
    bool acknowledged = false;
    QJsonArray headers;
    [[nodiscard]] QString header(const QString &name) const; ///< decoded and unfolded; "" when absent
};

/// A real SMTP server on loopback in a process of its own, ended with this object. All calls block.
class SmtpServer
{
public:
    struct Options {
        QString security = QStringLiteral("starttls"); ///< starttls | tls | none
        QString certificateHost = QStringLiteral("localhost");
    };
    /// Ends the test process when the server does not start.
    explicit SmtpServer(const Options &options);
    SmtpServer() : SmtpServer(Options{}) {}
    ~SmtpServer();
    SmtpServer(const SmtpServer &) = delete;
    SmtpServer &operator=(const SmtpServer &) = delete;

    [[nodiscard]] quint16 port() const { return quint16(m_info.value(u"port").toInt()); }
    [[nodiscard]] QString caFile() const { return m_info.value(u"ca_file").toString(); }
    [[nodiscard]] QString user() const { return m_info.value(u"user").toString(); }
    [[nodiscard]] QString password() const { return m_info.value(u"password").toString(); }

    /// See the rules in smtpserver.py.
    void addRule(const QJsonObject &rule);
    void reply(const QString &stage, const QString &text, int times = 1);
    void drop(const QString &stage, int times = 1);
    void clearRules();
    void acceptPassword(const QString &password);
    void forgetMails();

    [[nodiscard]] QList<ReceivedMail> mails();
    [[nodiscard]] int connections();
    [[nodiscard]] int transactions(); ///< MAIL commands

private:
    QJsonValue control(const QByteArray &method, const QByteArray &path, const QJsonValue &body = {});

    QProcess m_process;
    QJsonObject m_info;
};

} // namespace portier::test
