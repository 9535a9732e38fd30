// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingimport.h"

#include "core/base/zonedtime.h"
#include "core/bookings/bookingpolicy.h"
#include "core/bookings/bookingwriter.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkservice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using storage::Transaction;

namespace
{

/// A row that is judged; `submission` is there when its fields are good.
struct Candidate {
    ImportedBooking report;
    BookingStatus status = BookingStatus::Confirmed;
    std::optional<Submission> submission;
};

/// What was agreed on elsewhere is not judged by when it was asked: only days that cannot be are refused.
FieldFacts timelessFacts(const Resource &resource, const QList<Party> &parties, const Limits &limits)
{
    FieldFacts facts;
    facts.today = QDate(2000, 1, 1);
    facts.limits = limits;
    facts.limits.futureHorizonMonths = 200 * 12;
    facts.language = resource.language;
    for (const Party &party : parties)
        facts.activePartyIds.append(party.id);
    return facts;
}

/// As far as the days can be read: a row that is wrong elsewhere conflicts all the same.
std::optional<DateRange> rangeOf(const QJsonObject &body)
{
    const auto start = fromIsoDate(body.value(u"start_date"_s).toString());
    const auto end = fromIsoDate(body.value(u"end_date"_s).toString());
    return start && end && *start <= *end ? std::optional(DateRange{*start, *end}) : std::nullopt;
}

QString partyIdOf(const QList<Party> &parties, const QString &nameOrId)
{
    for (const Party &party : parties) {
        if (party.name.compare(nameOrId, Qt::CaseInsensitive) == 0)
            return party.id;
    }
    return nameOrId;
}

class Importer
{
public:
    Importer(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
             const BookingImportOptions &options, Instant now)
        : m_environment(environment), m_tx(tx), m_caller(caller), m_options(options), m_now(now)
    {
    }

    Result<BookingImportReport> run(const QString &resourceId, const BookingFile &file)
    {
        PORTIER_TRY(open(resourceId));
        for (const FileBooking &each : file.bookings)
            m_candidates.append(judge(each));
        PORTIER_TRY(findStoredConflicts());
        findConflictsInFile();
        BookingImportReport report;
        report.ignoredColumns = file.ignoredColumns;
        const bool bad = std::any_of(m_candidates.cbegin(), m_candidates.cend(), [](const Candidate &each) {
            return !each.report.problems.isEmpty() || !each.report.conflicts.isEmpty();
        });
        for (Candidate &each : m_candidates) {
            if (each.submission && !bad && !m_options.dryRun)
                PORTIER_TRY(insert(each));
            report.rows.append(each.report);
        }
        report.written = !bad && !m_options.dryRun;
        return report;
    }

private:
    Result<> open(const QString &resourceId)
    {
        PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
        if (!caller.admin)
            return fail(Error::forbidden());
        ResourceStore resources(m_tx);
        PORTIER_ASSIGN(resource, resources.findLocked(resourceId));
        if (!resource || resource->status == ResourceStatus::Archived)
            return fail(Error::notFound());
        PORTIER_ASSIGN(parties, resources.parties(resourceId));
        if (approvalSet(parties).isEmpty())
            return fail(Error::invalid(u"resource_closed"_s, {}));
        m_resource = *resource;
        m_parties = parties;
        return {};
    }

    [[nodiscard]] Candidate judge(const FileBooking &row) const
    {
        Candidate candidate;
        candidate.report.row = row.row;
        candidate.report.firstName = row.body.value(u"requester_first_name"_s).toString();
        candidate.report.problems = row.problems;
        candidate.status = bookingStatusFromText(row.status).value_or(m_options.status);
        candidate.report.result = u"created"_s;
        if (!isBlocking(candidate.status)) {
            candidate.report.result = u"skipped"_s;
            candidate.report.problems.clear();
            return candidate;
        }
        const Limits limits = effectiveLimits(m_resource.limits, m_environment.limitsInForce());
        auto submission = readSubmission(completed(row.body), timelessFacts(m_resource, m_parties, limits));
        candidate.report.range = rangeOf(row.body);
        if (submission) {
            const bool past = submission->range.end < todayIn(m_resource, m_now);
            if (past && candidate.status == BookingStatus::Pending) // nobody can decide it any more
                candidate.report.problems.append({u"/end_date"_s, u"in_past"_s, {}});
            candidate.submission = std::move(*submission);
        } else {
            for (FieldError problem : std::as_const(submission.error().fields)) {
                if (problem.pointer == u"/affiliation_party_id"_s)
                    problem.pointer = u"/affiliation"_s;
                candidate.report.problems.append(problem);
            }
        }
        if (!candidate.report.problems.isEmpty())
            candidate.report.result = u"error"_s;
        return candidate;
    }

    [[nodiscard]] QJsonObject completed(QJsonObject body) const
    {
        const auto fill = [&body](const QString &member, const QJsonValue &value) {
            if (!body.contains(member) && value != QJsonValue(QString()))
                body.insert(member, value);
        };
        fill(u"requester_email"_s, m_options.email);
        fill(u"affiliation_party_id"_s, m_options.affiliation);
        fill(u"party_size"_s, 1);
        const QString affiliation = body.value(u"affiliation_party_id"_s).toString();
        if (!affiliation.isEmpty())
            body.insert(u"affiliation_party_id"_s, partyIdOf(m_parties, affiliation));
        return body;
    }

    static void addConflict(Candidate &candidate, const ImportConflict &conflict)
    {
        candidate.report.conflicts.append(conflict);
        if (candidate.report.result == u"created"_s)
            candidate.report.result = u"conflict"_s;
    }

    Result<> findStoredConflicts()
    {
        for (Candidate &each : m_candidates) {
            if (!each.report.range)
                continue;
            PORTIER_ASSIGN(stored, BookingStore(m_tx).overlapping(m_resource.id, *each.report.range, {}));
            for (const BookingConflict &conflict : std::as_const(stored))
                addConflict(each, {0, conflict.firstName, conflict.status, conflict.range});
        }
        return {};
    }

    /// Both rows say so: either may be the wrong one.
    void findConflictsInFile()
    {
        for (Candidate &each : m_candidates) {
            for (const Candidate &other : std::as_const(m_candidates)) {
                const bool both = &each != &other && each.report.range && other.report.range;
                if (both && each.report.range->overlaps(*other.report.range))
                    addConflict(each, {other.report.row, other.report.firstName, other.status, *other.report.range});
            }
        }
    }

    Result<> insert(Candidate &candidate)
    {
        const Submission &submission = *candidate.submission;
        const bool confirmed = candidate.status == BookingStatus::Confirmed;
        Dossier dossier;
        dossier.resource = m_resource;
        dossier.parties = m_parties;
        Booking &booking = dossier.booking;
        booking = bookingFrom(submission, m_resource, m_now);
        booking.status = candidate.status;
        PORTIER_TRY(BookingStore(m_tx).insert(booking));
        // Without a mail nobody gets the link; asking for it must find the address (BKG-084).
        PORTIER_TRY(m_environment.links->ensure(m_tx, identity::LinkOwner::personal(booking.email), m_now));

        BookingWriter writer(m_environment, m_tx, m_caller.actor, m_now);
        PORTIER_TRY(writer.startRound(dossier, std::nullopt));
        const QList<Approval> asked = dossier.approvals;
        for (const Approval &approval : asked) {
            if (confirmed) // BKG-061: confirmed is what everybody has approved
                PORTIER_TRY(writer.decide(dossier, approval.partyId, Decision::Approved, {}));
        }
        Effects effects;
        effects.status = candidate.status;
        effects.timeline = {TimelineType::Submitted};
        if (confirmed)
            effects.timeline.append(TimelineType::Confirmed);
        BookingWriter::Change change;
        change.before = booking;
        change.created = true;
        change.actor = {ActorRole::Admin, {}};
        change.note = u"imported"_s;
        change.auditAction = u"booking.imported"_s;
        PORTIER_TRY(writer.commit(dossier, effects, change));
        candidate.report.bookingId = booking.id;
        return {};
    }

    const BookingEnvironment &m_environment;
    Transaction &m_tx;
    const BookingCaller &m_caller;
    const BookingImportOptions &m_options;
    Instant m_now;
    Resource m_resource;
    QList<Party> m_parties;
    QList<Candidate> m_candidates;
};

} // namespace

int BookingImportReport::count(QLatin1StringView result) const
{
    return static_cast<int>(std::count_if(rows.cbegin(), rows.cend(),
                                          [result](const ImportedBooking &row) { return row.result == result; }));
}

bool BookingImportReport::hasErrors() const
{
    return count("error"_L1) + count("conflict"_L1) > 0;
}

BookingImport::BookingImport(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<BookingImportReport>> BookingImport::run(BookingCaller caller, QString resourceId,
                                                            QByteArray content, BookingImportOptions options)
{
    PORTIER_CO_ASSIGN(file, readBookingFile(content, options.format));
    const auto importing = [environment = m_environment, caller, resourceId, options, file,
                            now = m_clock->now()](Transaction &tx) {
        return Importer(*environment, tx, caller, options, now).run(resourceId, file);
    };
    co_return co_await m_database.write(importing);
}

} // namespace portier::bookings
