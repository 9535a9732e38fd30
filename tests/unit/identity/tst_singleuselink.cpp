// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/singleuselink.h"
#include "core/identity/tokens.h"
#include "tests/support/testdatabase.h"

#include <QRegularExpression>
#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// PLT-038: links that do one thing once.
class TestSingleUseLink : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock;
    std::unique_ptr<TestDatabase> m_db;

    void open()
    {
        QFETCH(QString, backend);
        m_db = std::make_unique<TestDatabase>(backend, m_clock);
    }
    QString issue(SingleUseKind kind = SingleUseKind::Verification, const QString &subject = u"a1"_s)
    {
        auto token = (*m_db)->writeBlocking([=, now = m_clock->now()](storage::Transaction &tx) {
            return SingleUseLinkStore(tx).issue(kind, subject, u"anna@example.org"_s, now);
        });
        return token ? *token : QString();
    }
    std::optional<SingleUseLink> find(const QString &token)
    {
        auto found = (*m_db)->readBlocking(
            [=, now = m_clock->now()](storage::Transaction &tx) { return SingleUseLinkStore(tx).find(token, now); });
        return found ? *found : std::nullopt;
    }
    std::optional<SingleUseLink> take(const QString &token)
    {
        auto taken = (*m_db)->writeBlocking(
            [=, now = m_clock->now()](storage::Transaction &tx) { return SingleUseLinkStore(tx).take(token, now); });
        return taken ? *taken : std::nullopt;
    }

private Q_SLOTS:
    void init() { m_clock = aClock(); }
    void cleanup() { m_db.reset(); }

    void onlyTheHashIsStored_data() { TestDatabase::backends(); }
    void onlyTheHashIsStored()
    {
        open();
        const QString token = issue();
        static const QRegularExpression form(u"\\Apl_[A-Za-z0-9_-]{43}\\z"_s);
        QVERIFY(form.match(token).hasMatch());
        const auto row = (*m_db)->readBlocking(
            [](storage::Transaction &tx) { return tx.queryOne(u"SELECT token_hash FROM single_use_links"_s); });
        QCOMPARE((*row)->bytes(0), tokenHash(token));
    }

    void worksOnce_data() { TestDatabase::backends(); }
    void worksOnce()
    {
        open();
        const QString token = issue();
        QVERIFY(find(token) && find(token)); // looking uses nothing up
        QCOMPARE(take(token)->subjectId, u"a1"_s);
        QVERIFY(!take(token));
        QVERIFY(!find(token));
    }

    void aNewerOneInvalidatesTheOlder_data() { TestDatabase::backends(); }
    void aNewerOneInvalidatesTheOlder()
    {
        open();
        const QString older = issue();
        const QString ofAnother = issue(SingleUseKind::Verification, u"a2"_s);
        const QString reset = issue(SingleUseKind::PasswordReset);
        const QString newer = issue();
        QVERIFY(!find(older));
        QVERIFY(find(newer) && find(ofAnother) && find(reset));
    }

    void endsWithItsTime_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("minutes");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto row = [&backend](SingleUseKind kind, qint64 minutes) {
                QTest::addRow("%s %s", qPrintable(singleUseKindName(kind)), qPrintable(backend))
                    << backend << int(kind) << minutes;
            };
            row(SingleUseKind::Invitation, qint64(7) * 24 * 60);
            row(SingleUseKind::Verification, 24 * 60);
            row(SingleUseKind::EmailChange, 24 * 60);
            row(SingleUseKind::PasswordReset, 30);
        }
    }
    void endsWithItsTime()
    {
        QFETCH(int, kind);
        QFETCH(qint64, minutes);
        open();
        const QString token = issue(SingleUseKind(kind));
        m_clock->advance(std::chrono::minutes(minutes) - 1ms);
        QVERIFY(find(token));
        m_clock->advance(1ms);
        QVERIFY(!find(token));
        QVERIFY(!take(token));
        const auto removed = (*m_db)->writeBlocking(
            [now = m_clock->now()](storage::Transaction &tx) { return SingleUseLinkStore(tx).removeExpired(now); });
        QCOMPARE(*removed, 1);
    }
};

QTEST_GUILESS_MAIN(TestSingleUseLink)
#include "tst_singleuselink.moc"
