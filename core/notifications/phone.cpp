// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/phone.h"

#include <QRandomGenerator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

Result<QString> parsePhoneNumber(const QString &text)
{
    static const QRegularExpression separators(u"[\\s()./-]"_s);
    static const QRegularExpression e164(u"^\\+[1-9][0-9]{6,14}$"_s);
    QString number = text;
    number.remove(separators);
    if (number.startsWith("00"_L1))
        number.replace(0, 2, u"+"_s);
    if (!e164.match(number).hasMatch())
        return fail(Error::invalid({{u"/number"_s, u"phone_invalid"_s, {}}}));
    return number;
}

QString makeCode()
{
    return u"%1"_s.arg(QRandomGenerator::system()->bounded(1'000'000), 6, 10, QLatin1Char('0'));
}

QString codeMac(const operations::Sealer &sealer, const QString &accountId, const QString &number, const QString &code)
{
    const QByteArray text = (accountId + u'\n' + number + u'\n' + code).toUtf8();
    return QString::fromLatin1(sealer.mac(u"phone code"_s, text).toHex());
}

CodeVerdict judgeCode(const Phone &phone, const QString &mac, Instant now)
{
    const bool isOver = phone.pendingNumber.isEmpty() || !phone.codeExpiresAt || now >= *phone.codeExpiresAt ||
                        phone.codeTries >= mostCodeTries;
    if (isOver)
        return CodeVerdict::Over;
    return mac == phone.codeMac ? CodeVerdict::Right : CodeVerdict::Wrong;
}

Result<Phone> PhoneStore::lock(const QString &accountId)
{
    PORTIER_TRY(m_tx.serialise(u"phone:"_s + accountId));
    return load(accountId);
}

Result<Phone> PhoneStore::load(const QString &accountId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT number, confirmed_at, pending_number, code_mac, code_expires_at,"
                                      " code_tries FROM notification_phones WHERE account_id = ?"_s,
                                      {accountId}));
    if (!row)
        return Phone{};
    return Phone{row->text(0), row->optInstant(1), row->text(2),
                 row->text(3), row->optInstant(4), int(row->integer(5))};
}

Result<> PhoneStore::save(const QString &accountId, const Phone &phone, Instant now)
{
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO notification_phones (account_id, number, confirmed_at, pending_number, code_mac,"
                  " code_expires_at, code_tries, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                  " ON CONFLICT (account_id) DO UPDATE SET number = excluded.number,"
                  " confirmed_at = excluded.confirmed_at, pending_number = excluded.pending_number,"
                  " code_mac = excluded.code_mac, code_expires_at = excluded.code_expires_at,"
                  " code_tries = excluded.code_tries, updated_at = excluded.updated_at"_s,
                  {accountId, phone.number, phone.confirmedAt, phone.pendingNumber, phone.codeMac, phone.codeExpiresAt,
                   phone.codeTries, now}));
    return {};
}

Result<> PhoneStore::remove(const QString &accountId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM notification_phones WHERE account_id = ?"_s, {accountId}));
    return {};
}

} // namespace portier::notifications
