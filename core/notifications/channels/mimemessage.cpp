// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/mimemessage.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

constexpr qsizetype longestPlainHeader = 60;
constexpr qsizetype longestEncodedWord = 75;

Error invalid(const QString &code)
{
    // No value in the message: it may be a person's address.
    return Error::invalid(code, u"a value cannot stand in a mail header"_s);
}

bool isPrintableAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
}

/// RFC 2047 base64 words, cut between characters, one per line.
QByteArray encodedWords(const QString &value)
{
    constexpr qsizetype bytesPerWord = (longestEncodedWord - 12) / 4 * 3; // "=?UTF-8?B?" and "?="
    QByteArrayList words;
    QByteArray chunk;
    const auto flush = [&] {
        if (!chunk.isEmpty())
            words.append("=?UTF-8?B?" + chunk.toBase64() + "?=");
        chunk.clear();
    };
    for (const char32_t point : value.toUcs4()) {
        const QByteArray character = QString::fromUcs4(&point, 1).toUtf8();
        if (chunk.size() + character.size() > bytesPerWord)
            flush();
        chunk += character;
    }
    flush();
    return words.join("\r\n ");
}

/// RFC 5322 date in UTC; month and day names are English by protocol.
QByteArray dateHeader(Instant date)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toMs(date), Qt::UTC);
    return QLocale::c().toString(time, u"ddd, d MMM yyyy HH:mm:ss '+0000'"_s).toLatin1();
}

/// An id or URL that stands between angle brackets and therefore may hold neither blanks nor brackets.
Result<QByteArray> bracketed(const QString &value)
{
    static const QRegularExpression unfit(u"[\\s<>]"_s);
    if (value.isEmpty() || !isPrintableAscii(value) || value.contains(unfit) || value.size() > 900)
        return fail(invalid(u"header_invalid"_s));
    return '<' + value.toLatin1() + '>';
}

QByteArray bodyPart(const QByteArray &boundary, const QByteArray &type, const QString &content)
{
    return "--" + boundary + "\r\nContent-Type: " + type +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quotedPrintable(content) + "\r\n";
}

} // namespace

bool isMailAddress(const QString &address)
{
    static const QRegularExpression local(u"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$"_s);
    static const QRegularExpression host(
        u"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"_s);
    const qsizetype at = address.lastIndexOf(u'@');
    // RFC 5321: 64 and 254 characters. The expressions end at "$", which also matches before a final newline.
    if (at < 1 || at > 64 || address.size() > 254 || hasControl(address))
        return false;
    const QString domain = QString::fromLatin1(QUrl::toAce(address.mid(at + 1)));
    return local.match(address.left(at)).hasMatch() && host.match(domain).hasMatch();
}

Result<QByteArray> envelopeAddress(const QString &address)
{
    if (!isMailAddress(address))
        return fail(invalid(u"address_invalid"_s));
    const qsizetype at = address.lastIndexOf(u'@');
    return address.left(at + 1).toLatin1() + QUrl::toAce(address.mid(at + 1));
}

Result<QByteArray> mailboxHeader(const QString &name, const QString &address)
{
    PORTIER_ASSIGN(mailbox, envelopeAddress(address));
    if (hasControl(name))
        return fail(invalid(u"header_invalid"_s));
    if (name.isEmpty())
        return mailbox;
    QByteArray phrase;
    if (isPrintableAscii(name) && name.size() <= longestPlainHeader) {
        QString quoted = name;
        quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        phrase = '"' + quoted.toLatin1() + '"';
    } else {
        phrase = encodedWords(name);
    }
    return phrase + "\r\n <" + mailbox + '>';
}

Result<QByteArray> headerText(const QString &value)
{
    if (hasControl(value))
        return fail(invalid(u"header_invalid"_s));
    // Text that looks like an encoded word is encoded, so that it is shown as it was written.
    if (isPrintableAscii(value) && value.size() <= longestPlainHeader && !value.contains("=?"_L1))
        return value.toLatin1();
    return encodedWords(value);
}

QByteArray quotedPrintable(const QString &text)
{
    constexpr qsizetype longestLine = 76;
    static const char hex[] = "0123456789ABCDEF";
    QByteArray result;
    QString normal = text;
    normal.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    const QByteArrayList lines = normal.toUtf8().split('\n');
    for (qsizetype n = 0; n < lines.size(); ++n) {
        const QByteArray &line = lines.at(n);
        qsizetype used = 0;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const auto byte = static_cast<unsigned char>(line.at(i));
            const bool last = i + 1 == line.size();
            const bool blank = byte == ' ' || byte == '\t';
            const bool plain = (byte > ' ' && byte <= '~' && byte != '=') || (blank && !last);
            const qsizetype width = plain ? 1 : 3;
            // A soft break needs one column for its "=".
            if (used + width > longestLine - (last ? 0 : 1)) {
                result += "=\r\n";
                used = 0;
            }
            if (plain)
                result += char(byte);
            else
                result += QByteArray("=") + hex[byte >> 4] + hex[byte & 15];
            used += width;
        }
        if (n + 1 < lines.size())
            result += "\r\n";
    }
    return result;
}

MailSender senderOf(const OutgoingMail &mail, const MailSender &usual)
{
    return {usual.address, mail.fromName.isEmpty() ? usual.name : mail.fromName};
}

Result<QByteArray> composeMail(const OutgoingMail &mail, const MailSender &usual)
{
    const MailSender from = senderOf(mail, usual);
    PORTIER_ASSIGN(sender, mailboxHeader(from.name, from.address));
    PORTIER_ASSIGN(recipient, mailboxHeader(mail.toName, mail.toAddress));
    PORTIER_ASSIGN(subject, headerText(mail.subject));
    PORTIER_ASSIGN(mailId, bracketed(mail.mailId));
    // "=_" cannot occur in quoted-printable text.
    const QByteArray boundary = "=_portier_" + mail.messageId.toLatin1();
    PORTIER_TRY(bracketed(QString::fromLatin1(boundary)));

    QByteArray raw = "Date: " + dateHeader(mail.date) + "\r\nFrom: " + sender + "\r\nTo: " + recipient +
                     "\r\nSubject: " + subject + "\r\nMessage-ID: " + mailId + "\r\n";
    if (!mail.threadId.isEmpty()) {
        PORTIER_ASSIGN(thread, bracketed(mail.threadId));
        raw += "References: " + thread + "\r\n";
    }
    raw += "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n";
    if (!mail.unsubscribeUrl.isEmpty()) {
        PORTIER_ASSIGN(link, bracketed(mail.unsubscribeUrl));
        raw += "List-Unsubscribe: " + link + "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    }
    raw += "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    raw += bodyPart(boundary, "text/plain", mail.text) + bodyPart(boundary, "text/html", mail.html);
    raw += "--" + boundary + "--\r\n";
    return raw;
}

} // namespace portier::notifications
