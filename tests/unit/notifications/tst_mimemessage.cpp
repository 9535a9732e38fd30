// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/mimemessage.h"

#include <QTest>

using namespace portier;
using namespace portier::notifications;
using namespace Qt::StringLiterals;

namespace
{

OutgoingMail aMail()
{
    OutgoingMail mail;
    mail.messageId = u"0192-abc"_s;
    mail.mailId = u"0192-abc@portier.example.org"_s;
    mail.toAddress = u"cornelia@example.org"_s;
    mail.toName = u"Cornelia"_s;
    mail.subject = u"Preisalarm: Köln jetzt 12,50\u00a0€"_s;
    mail.text = u"Schöne Grüße\n.\nEnde = gut"_s;
    mail.html = u"<p>Schöne Grüße</p>"_s;
    mail.unsubscribeUrl = u"https://portier.example.org/unsubscribe/t"_s;
    mail.threadId = u"trip-1@portier.example.org"_s;
    mail.date = fromMs(1'820'332'920'000);
    return mail;
}

const MailSender portierSender{u"portier@example.org"_s, u"Portier \"Haus\""_s};

void longestLineIsFine(const QByteArray &raw)
{
    for (const QByteArray &line : raw.split('\n'))
        QVERIFY2(line.size() <= 998, line.constData());
}

} // namespace

class TestMimeMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hasAllHeaders() // PLT-115, PLT-130
    {
        const auto raw = composeMail(aMail(), portierSender);
        QVERIFY(raw);
        const QByteArray head = raw->left(raw->indexOf("\r\n\r\n"));
        for (const char *line :
             {"Date: Tue, 7 Sep 2027 16:02:00 +0000\r\n",
              "From: \"Portier \\\"Haus\\\"\"\r\n <portier@example.org>\r\n",
              "To: \"Cornelia\"\r\n <cornelia@example.org>\r\n", "Message-ID: <0192-abc@portier.example.org>\r\n",
              "References: <trip-1@portier.example.org>\r\n", "Auto-Submitted: auto-generated\r\n",
              "X-Auto-Response-Suppress: All\r\n", "List-Unsubscribe: <https://portier.example.org/unsubscribe/t>\r\n",
              "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "Content-Type: multipart/alternative;\r\n"})
            QVERIFY2((head + "\r\n").contains(line), line);
        QVERIFY(raw->indexOf("text/plain") < raw->indexOf("text/html"));
        QVERIFY(!raw->contains("\n\n") && !QByteArray(*raw).replace("\r\n", "").contains('\n'));
        longestLineIsFine(*raw);
    }

    void isTheSameEveryTime() // PLT-107
    {
        QCOMPARE(*composeMail(aMail(), portierSender), *composeMail(aMail(), portierSender));
    }

    void dutyMailsCannotBeUnsubscribed() // PLT-130
    {
        OutgoingMail mail = aMail();
        mail.unsubscribeUrl.clear();
        QVERIFY(!composeMail(mail, portierSender)->contains("List-Unsubscribe"));
    }

    void refusesInjection_data() // PLT-115
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        for (const QString &field : {u"subject"_s, u"toName"_s, u"toAddress"_s, u"mailId"_s, u"threadId"_s,
                                     u"unsubscribeUrl"_s, u"messageId"_s, u"fromName"_s, u"fromAddress"_s}) {
            const bool address = field.endsWith("Address"_L1);
            int n = 0;
            for (const QString &poison : {u"\r\nBcc: x@y.z"_s, u"\nBcc: x@y.z"_s, u"\rBcc: x@y.z"_s, u"\0x"_s,
                                          u"\u2028Bcc: x@y.z"_s, u"\r\n"_s, u"\n"_s})
                QTest::addRow("%s %d", qPrintable(field), ++n)
                    << field << (address ? u"a@b.example"_s : u"a"_s) + poison;
        }
        QTest::newRow("two recipients") << u"toAddress"_s << u"a@b.example>,<c@d.example"_s;
        QTest::newRow("SMTP parameters") << u"toAddress"_s << u"a@b.example> NOTIFY=NEVER"_s;
        QTest::newRow("blank") << u"toAddress"_s << u"a b@c.example"_s;
        QTest::newRow("no domain") << u"toAddress"_s << u"cornelia"_s;
        QTest::newRow("no local part") << u"toAddress"_s << u"@example.org"_s;
        QTest::newRow("dots") << u"toAddress"_s << u"a..b@example.org"_s;
        QTest::newRow("literal") << u"toAddress"_s << u"a@[127.0.0.1]"_s;
        QTest::newRow("closing bracket in id") << u"mailId"_s << u"a>b@c"_s;
        QTest::newRow("endless URL") << u"unsubscribeUrl"_s << u"https://"_s + QString(1000, u'a');
    }
    void refusesInjection()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        OutgoingMail mail = aMail();
        MailSender from = portierSender;
        QMap<QString, QString *> fields{{u"subject"_s, &mail.subject},     {u"toName"_s, &mail.toName},
                                        {u"toAddress"_s, &mail.toAddress}, {u"mailId"_s, &mail.mailId},
                                        {u"threadId"_s, &mail.threadId},   {u"unsubscribeUrl"_s, &mail.unsubscribeUrl},
                                        {u"messageId"_s, &mail.messageId}, {u"fromName"_s, &from.name},
                                        {u"fromAddress"_s, &from.address}};
        *fields.value(field) = value;
        const auto raw = composeMail(mail, from);
        QVERIFY(!raw);
        QVERIFY(raw.error().code == "header_invalid"_L1 || raw.error().code == "address_invalid"_L1);
        QVERIFY(!raw.error().message.contains(value)); // PLT-163
    }

    void goesByAnotherName() // bookings.md section 13: the sender name of the resource
    {
        OutgoingMail mail = aMail();
        mail.fromName = u"Haus am See"_s;
        const auto raw = composeMail(mail, portierSender);
        QVERIFY(raw->contains("From: \"Haus am See\"\r\n <" + portierSender.address.toLatin1() + ">\r\n"));
        mail.fromName = u"Haus\r\nBcc: x@y.example"_s;
        QVERIFY(!composeMail(mail, portierSender));
    }

    void bodiesCannotBreakOut()
    {
        OutgoingMail mail = aMail();
        mail.text = u"--=_portier_0192-abc--\r\n\r\nFrom me\n.\r\n"_s + QString(5000, u'ä');
        const auto raw = composeMail(mail, portierSender);
        QCOMPARE(raw->count("--=_portier_0192-abc"), 3);
        longestLineIsFine(*raw);
    }

    void encodesHeaderText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("ascii") << u"Price alert"_s;
        QTest::newRow("umlauts") << u"Köln für 12,50\u00a0€"_s;
        QTest::newRow("long") << QString(300, u'ß');
        QTest::newRow("beyond the BMP") << QString::fromUcs4(U"\U0001F600", 1).repeated(40);
        QTest::newRow("long ascii") << u"word "_s.repeated(100).trimmed();
        QTest::newRow("looks encoded") << u"=?UTF-8?B?QQ==?="_s;
    }
    void encodesHeaderText()
    {
        QFETCH(QString, text);
        const QByteArray encoded = headerText(text).value();
        QString decoded;
        for (const QByteArray &line : encoded.split('\n')) {
            const QByteArray word = line.trimmed();
            QVERIFY(word.size() <= 75);
            if (word.startsWith("=?UTF-8?B?"))
                decoded += QString::fromUtf8(QByteArray::fromBase64(word.mid(10).chopped(2)));
            else
                decoded += QString::fromLatin1(word);
        }
        QCOMPARE(decoded, text);
    }

    void encodesQuotedPrintable_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("plain") << u"a b"_s << QByteArray("a b");
        QTest::newRow("equals and umlaut") << u"1=ü"_s << QByteArray("1=3D=C3=BC");
        QTest::newRow("blank at the end") << u"a \nb\t"_s << QByteArray("a=20\r\nb=09");
        QTest::newRow("line ends") << u"a\r\nb\rc\n"_s << QByteArray("a\r\nb\r\nc\r\n");
        QTest::newRow("76 columns") << QString(76, u'a') << QByteArray(76, 'a');
        QTest::newRow("77 columns") << QString(77, u'a') << QByteArray(75, 'a') + "=\r\naa";
        QTest::newRow("escape across the edge") << QString(74, u'a') + u"üb"_s << QByteArray(74, 'a') + "=\r\n=C3=BCb";
    }
    void encodesQuotedPrintable()
    {
        QFETCH(QString, text);
        QTEST(quotedPrintable(text), "expected");
    }

    void writesAddresses()
    {
        QCOMPARE(envelopeAddress(u"a+b@bücher.example"_s).value(), QByteArray("a+b@xn--bcher-kva.example"));
        QCOMPARE(mailboxHeader({}, u"a@b.example"_s).value(), QByteArray("a@b.example"));
        QVERIFY(mailboxHeader(u"Jörg"_s, u"a@b.example"_s)->startsWith("=?UTF-8?B?"));
        QVERIFY(!isMailAddress(u"jörg@example.org"_s));
        QVERIFY(!isMailAddress(QString(65, u'a') + u"@example.org"_s));
        QVERIFY(isMailAddress(u"root@localhost"_s));
    }
};

QTEST_GUILESS_MAIN(TestMimeMessage)
#include "tst_mimemessage.moc"
