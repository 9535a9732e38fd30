// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/phoneservice.h"

#include "core/base/uuid.h"
#include "core/notifications/outbox.h"
#include "core/notifications/sealedfacts.h"
#include "core/operations/audit.h"
#include "core/operations/changefeed.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

const QString codeKind = u"phone_code"_s;

/// Never with the number.
Result<> note(storage::Transaction &tx, const QString &accountId, const QString &what, const operations::Actor &actor,
              Instant now)
{
    operations::AuditEntry entry;
    entry.actor = actor;
    entry.action = u"phone."_s + what;
    entry.objectKind = u"account"_s;
    entry.objectId = accountId;
    PORTIER_TRY(operations::appendAudit(tx, entry, now));
    operations::Change feed;
    feed.kind = u"phone.updated"_s;
    feed.objectId = accountId;
    feed.visibility = u"account:"_s + accountId;
    return operations::appendChange(tx, feed, now);
}

Result<> sendCode(storage::Transaction &tx, const QString &accountId, const QString &number, const QString &code,
                  const operations::Sealer &sealer, const operations::Actor &actor, Instant now)
{
    Event event;
    event.key = codeKind + u':' + newUuid(now);
    event.kind = codeKind;
    event.messageClass = MessageClass::Account;
    event.subjectKind = u"account"_s;
    event.subjectId = accountId;
    event.facts = {{u"code"_s, sealedFact(code, codeKind, accountId, sealer)},
                   {u"expires_at"_s, toRfc3339(now + codeLifetime)},
                   {u"portier_url"_s, u"/"_s}};
    event.cause = actor;
    event.expiresAt = now + codeLifetime;
    Recipient recipient;
    recipient.accountId = accountId;
    recipient.address = number;
    recipient.channels = {Channel::Sms};
    event.recipients = {recipient};
    PORTIER_TRY(addToOutbox(tx, event, now));
    return {};
}

} // namespace

QCoro::Task<Result<Phone>> PhoneService::find(QString accountId)
{
    const auto body = [accountId](storage::Transaction &tx) { return PhoneStore(tx).load(accountId); };
    co_return co_await m_deps.database.read(body);
}

QCoro::Task<Result<Phone>> PhoneService::ask(QString accountId, QString number, operations::Actor actor)
{
    const auto parsed = parsePhoneNumber(number);
    PORTIER_CO_TRY(parsed);
    if (!m_deps.canSend())
        co_return fail(Error::conflict(u"sms_unavailable"_s));
    const auto body = [accountId, number = *parsed, actor, code = m_deps.newCode(), sealer = m_deps.sealer,
                       now = m_deps.clock->now()](storage::Transaction &tx) -> Result<Phone> {
        PhoneStore store(tx);
        PORTIER_ASSIGN(phone, store.lock(accountId));
        phone.pendingNumber = number;
        phone.codeMac = codeMac(*sealer, accountId, number, code);
        phone.codeExpiresAt = now + codeLifetime;
        phone.codeTries = 0;
        PORTIER_TRY(store.save(accountId, phone, now));
        PORTIER_TRY(sendCode(tx, accountId, number, code, *sealer, actor, now));
        PORTIER_TRY(note(tx, accountId, u"code_sent"_s, actor, now));
        return phone;
    };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<Phone>> PhoneService::confirm(QString accountId, QString code, operations::Actor actor)
{
    // A wrong try is counted, so it is no error of the transaction.
    const auto body = [accountId, code, actor, sealer = m_deps.sealer,
                       now = m_deps.clock->now()](storage::Transaction &tx) -> Result<std::pair<CodeVerdict, Phone>> {
        PhoneStore store(tx);
        PORTIER_ASSIGN(phone, store.lock(accountId));
        const CodeVerdict judged = judgeCode(phone, codeMac(*sealer, accountId, phone.pendingNumber, code), now);
        if (judged == CodeVerdict::Over)
            return std::pair(judged, phone);
        if (judged == CodeVerdict::Right)
            phone = {phone.pendingNumber, now, {}, {}, {}, 0};
        else
            ++phone.codeTries;
        PORTIER_TRY(store.save(accountId, phone, now));
        if (judged == CodeVerdict::Right)
            PORTIER_TRY(note(tx, accountId, u"confirmed"_s, actor, now));
        return std::pair(judged, phone);
    };
    const auto done = co_await m_deps.database.write(body);
    PORTIER_CO_TRY(done);
    const CodeVerdict verdict = done->first;
    if (verdict == CodeVerdict::Over)
        co_return fail(Error::conflict(u"code_over"_s));
    const QList<FieldError> wrong{{u"/code"_s, u"code_wrong"_s, {}}};
    if (verdict == CodeVerdict::Wrong)
        co_return fail(Error::invalid(wrong));
    co_return Phone(done->second);
}

QCoro::Task<Result<>> PhoneService::remove(QString accountId, operations::Actor actor)
{
    const auto body = [accountId, actor, now = m_deps.clock->now()](storage::Transaction &tx) -> Result<> {
        PhoneStore store(tx);
        PORTIER_ASSIGN(phone, store.lock(accountId));
        if (phone.number.isEmpty() && phone.pendingNumber.isEmpty())
            return {};
        PORTIER_TRY(store.remove(accountId));
        return note(tx, accountId, u"removed"_s, actor, now);
    };
    co_return co_await m_deps.database.write(body);
}

} // namespace portier::notifications
