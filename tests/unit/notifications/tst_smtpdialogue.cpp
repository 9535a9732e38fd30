// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/smtpdialogue.h"

#include <QTest>

using namespace portier::notifications;
using namespace Qt::StringLiterals;

namespace
{

/// "<" lines come from the server, ">" lines go to it, "*" is the end of the mail's body.
SmtpDialogue play(const QStringList &lines)
{
    SmtpDialogue dialogue;
    for (const QString &line : lines) {
        const QByteArray text = line.mid(2).toLatin1() + "\r\n";
        if (line.startsWith(u'<'))
            dialogue.received(text);
        else if (line.startsWith(u'>'))
            dialogue.sent(text);
        else
            dialogue.bodyHandedOver();
    }
    return dialogue;
}

const QStringList hello{u"< 220 mail"_s, u"> EHLO portier"_s, u"< 250-mail"_s, u"< 250 STARTTLS"_s};
const QStringList signedIn =
    hello + QStringList{u"> STARTTLS"_s,   u"< 220 go"_s, u"> EHLO portier"_s, u"< 250 AUTH PLAIN"_s,
                        u"> AUTH PLAIN"_s, u"< 334 "_s,   u"> REFUQQ=="_s,     u"< 235 2.7.0 ok"_s};
const QStringList addressed = signedIn + QStringList{u"> MAIL FROM:<a@b>"_s, u"< 250 ok"_s, u"> RCPT TO:<c@d>"_s};
const QStringList given = addressed + QStringList{u"< 250 ok"_s, u"> DATA"_s, u"< 354 go"_s};

} // namespace

class TestSmtpDialogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data() // PLT-108, PLT-110, PLT-111, PLT-112
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<SmtpFailure>("failure");
        QTest::addColumn<AttemptOutcome>("outcome");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("enhanced");
        QTest::addColumn<QString>("reason");
        using O = AttemptOutcome;
        using F = SmtpFailure;
        const auto row = [](const char *name, const QStringList &lines, F failure, O outcome, const QString &code,
                            const QString &enhanced, const QString &reason) {
            QTest::newRow(name) << lines << failure << outcome << code << enhanced << reason;
        };
        const auto plus = [](const QStringList &lines, std::initializer_list<QString> more) {
            return lines + QStringList(more);
        };
        row("accepted", plus(given, {u"*"_s, u"< 250 2.0.0 queued"_s}), F::None, O::Accepted, u"250"_s, u"2.0.0"_s, {});
        row("accepted, then lost", plus(given, {u"*"_s, u"< 250 2.0.0 queued"_s, u"> QUIT"_s, u"< 221 bye"_s}), F::Lost,
            O::Accepted, u"250"_s, u"2.0.0"_s, {});
        row("lost after the last byte", plus(given, {u"*"_s}), F::Lost, O::Unknown, {}, {}, u"data_lost"_s);
        row("silent after the last byte", plus(given, {u"*"_s}), F::Timeout, O::Unknown, {}, {}, u"data_timeout"_s);
        row("half a reply after the last byte", plus(given, {u"*"_s, u"< 250-more"_s}), F::Lost, O::Unknown, {}, {},
            u"data_lost"_s);
        row("lost in the body", given, F::Lost, O::Transient, {}, {}, u"data_lost"_s);
        row("later, after the body", plus(given, {u"*"_s, u"< 451 4.3.0 later"_s}), F::Lost, O::Transient, u"451"_s,
            u"4.3.0"_s, u"data_refused"_s);
        row("never, after the body", plus(given, {u"*"_s, u"< 554 5.7.1 spam"_s}), F::Lost, O::Permanent, u"554"_s,
            u"5.7.1"_s, u"data_refused"_s);
        row("unknown recipient", plus(addressed, {u"< 550 5.1.1 no such user"_s}), F::Lost, O::Permanent, u"550"_s,
            u"5.1.1"_s, u"recipient_refused"_s);
        row("greylisted", plus(addressed, {u"< 450-4.2.0 not"_s, u"< 450 4.2.0 yet"_s}), F::Lost, O::Transient,
            u"450"_s, u"4.2.0"_s, u"recipient_refused"_s);
        row("wrong password", plus(hello, {u"> AUTH PLAIN"_s, u"< 535 5.7.8 no"_s}), F::AuthMissing, O::Config,
            u"535"_s, u"5.7.8"_s, u"auth_refused"_s);
        row("password service away", plus(hello, {u"> AUTH PLAIN"_s, u"< 454 4.7.0 later"_s}), F::AuthMissing,
            O::Transient, u"454"_s, u"4.7.0"_s, u"auth_refused"_s);
        row("no common mechanism", hello, F::AuthMissing, O::Config, {}, {}, u"auth_refused"_s);
        row("authentication required", plus(signedIn, {u"> MAIL FROM:<a@b>"_s, u"< 530 5.7.0 sign in"_s}), F::Lost,
            O::Config, u"530"_s, u"5.7.0"_s, u"sender_refused"_s);
        row("sender not ours", plus(signedIn, {u"> MAIL FROM:<a@b>"_s, u"< 553 5.7.1 not yours"_s}), F::Lost, O::Config,
            u"553"_s, u"5.7.1"_s, u"sender_refused"_s);
        row("too large", plus(signedIn, {u"> MAIL FROM:<a@b> SIZE=9"_s, u"< 552 5.3.4 large"_s}), F::Lost, O::Permanent,
            u"552"_s, u"5.3.4"_s, u"sender_refused"_s);
        row("sender later", plus(signedIn, {u"> MAIL FROM:<a@b>"_s, u"< 452 4.3.1 full"_s}), F::Lost, O::Transient,
            u"452"_s, u"4.3.1"_s, u"sender_refused"_s);
        row("no STARTTLS offered", hello, F::TlsMissing, O::Config, {}, {}, u"tls_missing"_s);
        row("STARTTLS later", plus(hello, {u"> STARTTLS"_s, u"< 454 4.7.0 later"_s}), F::TlsMissing, O::Transient,
            u"454"_s, u"4.7.0"_s, u"tls_refused"_s);
        row("bad certificate", plus(hello, {u"> STARTTLS"_s, u"< 220 go"_s}), F::Certificate, O::Config, {}, {},
            u"tls_certificate"_s);
        row("broken handshake", plus(hello, {u"> STARTTLS"_s, u"< 220 go"_s}), F::TlsBroken, O::Transient, {}, {},
            u"tls_failed"_s);
        row("busy greeting", {u"< 421 4.3.2 busy"_s}, F::Lost, O::Transient, u"421"_s, u"4.3.2"_s,
            u"greeting_refused"_s);
        row("unwelcome", {u"< 554 no"_s}, F::Lost, O::Config, u"554"_s, {}, u"greeting_refused"_s);
        row("no address", {}, F::Resolve, O::Transient, {}, {}, u"host_unknown"_s);
        row("nobody there", {}, F::Connect, O::Transient, {}, {}, u"connect_failed"_s);
        row("silent", {}, F::Timeout, O::Transient, {}, {}, u"connect_timeout"_s);
        row("silent after hello", {u"< 220 mail"_s, u"> EHLO x"_s}, F::Timeout, O::Transient, {}, {},
            u"hello_timeout"_s);
        row("AUTH data that looks like a command",
            plus(hello, {u"> AUTH PLAIN"_s, u"< 334 "_s, u"> DATA"_s, u"< 535 no"_s}), F::AuthMissing, O::Config,
            u"535"_s, {}, u"auth_refused"_s);
        row("gibberish", {u"< hello there"_s}, F::Lost, O::Transient, {}, {}, u"greeting_lost"_s);
    }
    void judges()
    {
        QFETCH(QStringList, lines);
        QFETCH(SmtpFailure, failure);
        const DeliveryOutcome got = play(lines).judge(failure);
        QFETCH(AttemptOutcome, outcome);
        QCOMPARE(nameOf(got.outcome), nameOf(outcome));
        QTEST(got.code, "code");
        QTEST(got.enhancedCode, "enhanced");
        QTEST(got.reason, "reason");
    }
};

QTEST_GUILESS_MAIN(TestSmtpDialogue)
#include "tst_smtpdialogue.moc"
