// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testdatabase.h"

#include <QTest>

#include <functional>
#include <memory>

namespace portier::test
{

/// Every row of every table as text, in an order of its own: what two looks at a database compare.
[[nodiscard]] QStringList contentsOf(storage::Database &database, const QStringList &exceptTables = {});

/// Scenario A55 (PLT-147): one use case whose every statement fails once.
template <class World>
struct FaultWalk {
    /// A world as it is before the use case; anything with a TestDatabase named `db`.
    std::function<std::unique_ptr<World>()> make;
    /// The use case; whether it succeeded.
    std::function<bool(World &)> call;
    /// Tables that count on their own: tries and limits, which a failed use case may have used up.
    QStringList bookkeeping = {};

    /// What was wrong; empty: after each fault everything was as before, and without one the use case had an effect.
    [[nodiscard]] QString problem() const
    {
        std::unique_ptr<World> world = make();
        QStringList before = contentsOf(*world->db, bookkeeping);
        int kept = 0;
        for (int nth = 1; nth < mostStatements; ++nth) {
            world->db.failStatement(nth);
            const bool succeeded = call(*world);
            const bool failed = world->db.hasFailed();
            world->db.failStatement(0);
            const QStringList after = contentsOf(*world->db, bookkeeping);
            if (!failed)
                return verdict(succeeded, after != before, kept);
            if (succeeded && after == before)
                return QStringLiteral("fault %1: said to be done, and nothing is there").arg(nth);
            if (!succeeded && after != before)
                return QStringLiteral("fault %1 left %2").arg(nth).arg(difference(before, after));
            ++kept;
            if (succeeded) { // it struck behind the commit, or where the database helps itself (PLT-146)
                world = make();
                before = contentsOf(*world->db, bookkeeping);
            }
        }
        return QStringLiteral("no end after %1 statements").arg(mostStatements);
    }

private:
    static constexpr int mostStatements = 400;
    static constexpr int fewestStatements = 3; ///< fewer do not make a use case: then the test fails nothing

    static QString verdict(bool succeeded, bool hasEffect, int faults)
    {
        if (!succeeded)
            return QStringLiteral("refused without a fault");
        if (!hasEffect)
            return QStringLiteral("without an effect");
        return faults < fewestStatements ? QStringLiteral("only %1 statements").arg(faults) : QString();
    }
    static QString difference(QStringList before, const QStringList &after)
    {
        QStringList more;
        for (const QString &row : after) {
            if (!before.removeOne(row))
                more.append(row);
        }
        return QStringLiteral("(new) %1; (gone) %2").arg(more.join(u' '), before.join(u' '));
    }
};

/// A use case of a room, and the world it needs.
template <class World>
struct FaultCase {
    const char *name;
    std::function<void(World &)> prepare;
    std::function<bool(World &)> call;
};

/// A row for each case on each database, with the columns "backend" and "useCase"; `scenario` leads their names.
template <class World>
void addFaultRows(const char *scenario, const QList<FaultCase<World>> &cases)
{
    QTest::addColumn<QString>("backend");
    QTest::addColumn<int>("useCase");
    for (const QString &backend : TestDatabase::backendNames()) {
        for (int i = 0; i < cases.size(); ++i)
            QTest::addRow("%s %s %s", scenario, cases.at(i).name, qPrintable(backend)) << backend << i;
    }
}

/// Walks through the case of the current row. What was wrong; empty for nothing.
template <class World>
[[nodiscard]] QString problemOfRow(const QList<FaultCase<World>> &cases, const QStringList &bookkeeping = {})
{
    QFETCH(QString, backend);
    QFETCH(int, useCase);
    const FaultCase<World> &wanted = cases.at(useCase);
    const auto make = [&] {
        auto world = std::make_unique<World>(backend);
        wanted.prepare(*world);
        return world;
    };
    return FaultWalk<World>{make, wanted.call, bookkeeping}.problem();
}

} // namespace portier::test
