// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/personaldata.h"
#include "core/operations/persondirectory.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::operations::test
{

using namespace Qt::StringLiterals;

/// A directory of one account, "anna", which has the address anna@contest.com; jobs are only counted.
struct People {
    bool isLastAdmin = false;
    QStringList may{u"anna"_s, u"boss (others)"_s}; ///< who may still act, and for whom
    int sessionsEnded = 0;
    QStringList jobs;
    QStringList cancelled;

    PersonDirectory directory()
    {
        PersonDirectory directory;
        directory.byAccount = [](storage::Transaction &, const QString &id) -> Result<Person> {
            if (id != "anna"_L1)
                return fail(Error::notFound());
            return Person{id, u"anna@contest.com"_s};
        };
        directory.byEmail = [](storage::Transaction &, const QString &email) -> Result<Person> {
            if (!email.contains(u'@'))
                return fail(Error::invalid({{u"/email"_s, u"email_invalid"_s, {}}}));
            return Person{email == "anna@contest.com"_L1 ? u"anna"_s : QString(), email};
        };
        directory.mayErase = [this](storage::Transaction &, const QString &) -> Result<> {
            return isLastAdmin ? fail(Error::conflict(u"last_admin"_s)) : Result<>();
        };
        directory.mayAct = [this](storage::Transaction &, const QString &id, bool forOthers) -> Result<bool> {
            return may.contains(forOthers ? id + u" (others)"_s : id);
        };
        directory.endSessions = [this](storage::Transaction &, const QString &, Instant) -> Result<> {
            ++sessionsEnded;
            return {};
        };
        directory.enqueue = [this](storage::Transaction &, const QString &kind, const QString &id, Instant runAt,
                                   const QString &, Instant) -> Result<QString> {
            jobs.append(kind + u' ' + toRfc3339(runAt));
            return u"job-"_s + id;
        };
        directory.cancelJob = [this](storage::Transaction &, const QString &jobId, Instant) -> Result<> {
            cancelled.append(jobId);
            return {};
        };
        return directory;
    }
};

/// What a running job writes with.
inline FencedWrite writer(storage::Database &database)
{
    return [&database](std::function<Result<qint64>(storage::Transaction &)> body) {
        return database.write(std::move(body));
    };
}

} // namespace portier::operations::test
