// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Erasures::reapply: what a restore of an older backup repeats.
#include "core/operations/audit.h"
#include "core/operations/erasures.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace portier::operations
{

using storage::Transaction;

namespace
{

/// An erasure that this database does not know, and who it concerns here.
struct Repeat {
    ErasureLogEntry entry;
    QList<Person> people;
};

/// Every address that any room keeps, by its checksum.
Result<QHash<QString, QString>> knownAddresses(Transaction &tx, const PersonalDataSources &sources,
                                               const PersonDirectory &directory, const Sealer &sealer)
{
    QSet<QString> written;
    for (const PersonalDataSource &source : sources) {
        if (source.addresses)
            PORTIER_TRY(source.addresses(tx, [&written](const QString &address) { written.insert(address); }));
    }
    QHash<QString, QString> known;
    for (const QString &address : std::as_const(written)) {
        if (const auto person = directory.byEmail(tx, address))
            known.insert(erasureMac(sealer, {{}, person->email}), person->email);
        else if (person.error().kind != ErrorKind::Invalid)
            return fail(person.error());
    }
    return known;
}

Result<QList<Person>> peopleOf(Transaction &tx, const ErasureLogEntry &entry, const PersonDirectory &directory,
                               const QHash<QString, QString> &known)
{
    QList<Person> people;
    if (!entry.accountId.isEmpty()) {
        const auto person = directory.byAccount(tx, entry.accountId);
        if (person)
            people.append(*person);
        else if (person.error().kind != ErrorKind::NotFound)
            return fail(person.error());
    }
    // The address it had at the end may be another one than the account has here.
    const QString address = known.value(entry.mac);
    if (!address.isEmpty() && (people.isEmpty() || people.constFirst().email != address))
        people.append({{}, address});
    return people;
}

Result<QList<Repeat>> repeatsOf(Transaction &tx, const QList<ErasureLogEntry> &entries,
                                const PersonalDataSources &sources, const PersonDirectory &directory,
                                const Sealer &sealer)
{
    PORTIER_ASSIGN(known, knownAddresses(tx, sources, directory, sealer));
    QList<Repeat> repeats;
    for (const ErasureLogEntry &entry : entries) {
        PORTIER_ASSIGN(done, tx.queryOne(u"SELECT 1 FROM erasures WHERE id = ? AND state = 'done'"_s, {entry.id}));
        if (done)
            continue;
        PORTIER_ASSIGN(people, peopleOf(tx, entry, directory, known));
        repeats.append({entry, people});
    }
    return repeats;
}

Result<> record(Transaction &tx, const ErasureLogEntry &entry, const Actor &actor, Instant now)
{
    PORTIER_TRY(tx.exec(u"INSERT INTO erasures (id, account_id, email, email_mac, requested_by, state, job_id,"
                        " created_at, due_at, ended_at) VALUES (?, ?, '', ?, '', 'done', '', ?, ?, ?)"
                        " ON CONFLICT (id) DO UPDATE SET state = 'done', email = '', ended_at = excluded.ended_at"_s,
                        {entry.id, entry.accountId, entry.mac, entry.at, entry.at, entry.at}));
    return appendAudit(tx, {actor, u"erasure.reapplied"_s, u"account"_s, entry.accountId, u"ok"_s, {}}, now);
}

} // namespace

QCoro::Task<Result<qint64>> Erasures::reapply(QList<ErasureLogEntry> entries, Actor actor)
{
    const auto looking = [entries, sources = m_sources, directory = m_directory, sealer = m_sealer](Transaction &tx) {
        return repeatsOf(tx, entries, sources, directory, *sealer);
    };
    PORTIER_CO_ASSIGN(repeats, co_await m_database.read(looking));
    const FencedWrite write = [database = &m_database](std::function<Result<qint64>(Transaction &)> body) {
        return database->write(std::move(body));
    };
    for (const Repeat &repeat : std::as_const(repeats)) {
        for (const Person &person : repeat.people)
            PORTIER_CO_TRY(co_await eraseRooms(person, write));
        const auto recording = [entry = repeat.entry, actor, now = m_clock->now()](Transaction &tx) {
            return record(tx, entry, actor, now);
        };
        PORTIER_CO_TRY(co_await m_database.write(recording));
    }
    co_return repeats.size();
}

} // namespace portier::operations
