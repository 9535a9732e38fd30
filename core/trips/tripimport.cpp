// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripimport.h"

#include "core/base/uuid.h"
#include "core/base/zonedtime.h"
#include "core/trips/checkflow.h"
#include "core/trips/checkresult.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripchanges.h"
#include "core/trips/trippolicy.h"
#include "core/trips/tripstatemachine.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Transaction;

namespace
{

/// Leaves the transaction without a trace, though nothing failed: a dry run, or bad rows without `partial`.
const QString rollBackCode = u"import_not_written"_s;

/// The steps of one import inside one transaction.
class Importer
{
public:
    Importer(const TripEnvironment &environment, Transaction &tx, const Caller &caller, const TripOwner &owner,
             const ImportOptions &options, Instant now)
        : m_environment(environment), m_tx(tx), m_options(options), m_now(now), m_owner(owner), m_caller(caller),
          m_changes(environment, tx, caller, owner, now)
    {
    }

    Result<ImportReport> run(const TripFile &file)
    {
        PORTIER_TRY(m_changes.lock());
        m_report.ignoredColumns = file.ignoredColumns;
        for (const FileTrip &trip : file.trips) {
            PORTIER_ASSIGN(row, importRow(trip));
            m_report.rows.append(row);
        }
        PORTIER_TRY(importSnapshots(file.snapshots));
        m_report.written = !m_options.dryRun && (m_options.partial || !m_report.hasErrors());
        return m_report;
    }

private:
    Result<ImportedRow> importRow(const FileTrip &fileTrip)
    {
        ImportedRow row;
        row.row = fileTrip.row;
        row.name = normalName(fileTrip.body.value(u"name"_s).toString());
        row.problems = fileTrip.problems;
        Result<TripRequest> request = readTrip(fileTrip.body, facts());
        if (!request)
            row.problems.append(request.error().fields);
        if (!row.problems.isEmpty())
            return refuse(row);

        PORTIER_ASSIGN(conflict, settleName(row, *request));
        if (conflict)
            return row;
        if (countsAsTracked(request->status)) {
            if (const Result<> room = m_changes.requireRoom(); !room)
                return refuse(row, {{}, room.error().code, room.error().details}, room.error());
        }
        PORTIER_TRY(insert(row, *request, fileTrip.queryRevision));
        return row;
    }

    /// True when the row needs no further look: skipped, or refused for its name.
    Result<bool> settleName(ImportedRow &row, TripRequest &request)
    {
        TripStore store(m_tx);
        PORTIER_ASSIGN(taken, store.idByName(m_caller.userId, request.plan.nameKey));
        row.result = u"created"_s;
        if (!taken)
            return false;
        if (m_options.onConflict == NameConflict::Skip) {
            row.result = u"skipped"_s;
            m_trips.insert(request.plan.nameKey, {});
            return true;
        }
        if (m_options.onConflict == NameConflict::Fail) {
            PORTIER_ASSIGN(refused, refuse(row, {u"/name"_s, u"trip_name_taken"_s, {}}));
            row = refused;
            return true;
        }
        const QString originalKey = request.plan.nameKey;
        PORTIER_TRY(rename(request));
        m_renamed.insert(originalKey, request.plan.nameKey);
        row.result = u"renamed"_s;
        row.name = request.plan.name;
        return false;
    }

    /// "Lisbon" becomes "Lisbon (2)", the next free number.
    Result<> rename(TripRequest &request)
    {
        const QString base = request.plan.name.left(90);
        for (int number = 2;; ++number) {
            request.plan.name = u"%1 (%2)"_s.arg(base).arg(number);
            request.plan.nameKey = nameKey(request.plan.name);
            PORTIER_ASSIGN(taken, TripStore(m_tx).idByName(m_caller.userId, request.plan.nameKey));
            if (!taken)
                return {};
        }
    }

    Result<> insert(ImportedRow &row, TripRequest &request, int queryRevision)
    {
        PORTIER_ASSIGN(trip, m_changes.insert(request));
        if (queryRevision > 1) {
            trip.queryRevision = queryRevision;
            PORTIER_TRY(TripStore(m_tx).update(trip, trip.version));
        }
        if (!m_options.dryRun)
            row.tripId = trip.id;
        m_trips.insert(trip.plan.nameKey, trip);
        // Only a check whose trip is watched; the queue keeps to the limits of concurrency (TRP-258).
        if (!m_options.dryRun && countsAsTracked(trip.status) && !isDeparted(trip.plan, m_changes.today()))
            PORTIER_TRY(CheckFlow(m_environment, m_tx, m_now).ask(trip, Trigger::Initial, m_caller.actor.requestId));
        return {};
    }

    /// Prices of trips that this import did not create are left out: a skipped trip stays as it was (TRP-254).
    Result<> importSnapshots(const QList<FileSnapshot> &prices)
    {
        SnapshotStore store(m_tx);
        QSet<QString> touched;
        for (const FileSnapshot &price : prices) {
            const QString key = nameKey(normalName(price.tripName));
            const auto trip = m_trips.constFind(m_renamed.value(key, key));
            if (trip == m_trips.cend() || trip->id.isEmpty())
                continue;
            Snapshot snapshot = price.snapshot;
            snapshot.id = newUuid(m_now);
            snapshot.tripId = trip->id;
            PORTIER_ASSIGN(known, store.contains(snapshot));
            if (known)
                continue;
            PORTIER_TRY(store.insert(snapshot, m_now));
            touched.insert(trip.key());
            ++m_report.snapshots;
        }
        for (const QString &key : std::as_const(touched))
            PORTIER_TRY(refreshLatest(m_tx, m_trips.value(key)));
        return {};
    }

    [[nodiscard]] PolicyFacts facts() const
    {
        PolicyFacts facts;
        facts.today = m_changes.today();
        facts.defaultCurrency = m_owner.currency.isEmpty() ? m_environment.settings.defaultCurrency : m_owner.currency;
        facts.knowsAirport = m_environment.knowsAirport;
        facts.isImport = true;
        return facts;
    }

    static Result<ImportedRow> refuse(ImportedRow row)
    {
        row.result = u"error"_s;
        return row;
    }
    /// A conflict is a problem of the row; any other failure ends the import.
    static Result<ImportedRow> refuse(ImportedRow row, FieldError problem, const Error &cause = Error::conflict({}))
    {
        if (cause.kind != ErrorKind::Conflict)
            return fail(cause);
        row.problems.append(std::move(problem));
        return refuse(std::move(row));
    }

    const TripEnvironment &m_environment;
    Transaction &m_tx;
    const ImportOptions &m_options;
    Instant m_now;
    TripOwner m_owner;
    Caller m_caller;
    TripChanges m_changes;
    ImportReport m_report;
    QHash<QString, Trip> m_trips;      ///< by name key; without id: skipped
    QHash<QString, QString> m_renamed; ///< name key in the file -> name key it got
};

} // namespace

std::optional<NameConflict> nameConflictFromText(const QString &text)
{
    if (text == "fail"_L1)
        return NameConflict::Fail;
    if (text == "skip"_L1)
        return NameConflict::Skip;
    return text == "rename"_L1 ? std::optional(NameConflict::Rename) : std::nullopt;
}

int ImportReport::count(QLatin1StringView result) const
{
    return static_cast<int>(
        std::count_if(rows.cbegin(), rows.cend(), [result](const ImportedRow &row) { return row.result == result; }));
}

bool ImportReport::hasErrors() const
{
    return count("error"_L1) > 0;
}

TripImport::TripImport(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<ImportReport>> TripImport::run(Caller caller, QByteArray content, ImportOptions options,
                                                  operations::RememberReply<ImportReport> remember)
{
    PORTIER_CO_ASSIGN(file, readTripFile(content, options.format));
    const auto report = std::make_shared<ImportReport>();
    const auto importing = [environment = m_environment, caller, options, remember, file, report,
                            now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(owner, ownerOf(*environment, tx, caller.userId));
        PORTIER_ASSIGN(done, Importer(*environment, tx, caller, owner, options, now).run(file));
        *report = done;
        if (!done.written)
            return fail(Error::cancelled(rollBackCode));
        return operations::remember(remember, tx, done);
    };
    const Result<> written = co_await m_database.write(importing);
    if (!written && written.error().code != rollBackCode)
        co_return fail(written.error());
    if (!report->written) {
        for (ImportedRow &row : report->rows)
            row.tripId.clear();
    }
    co_return *report;
}

} // namespace portier::trips
