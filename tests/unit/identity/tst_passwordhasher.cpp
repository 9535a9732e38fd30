// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/identity/passwordhasher.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Counts how one verification ended.
QCoro::Task<> verifyAndCount(PasswordHasher &hasher, QString stored, int &done, int &refused)
{
    const auto verdict = co_await hasher.verify(u"xkqz7vbw"_s, stored);
    if (verdict)
        ++done;
    else if (verdict.error().code == "busy"_L1)
        ++refused;
}

/// A clock whose timers fire when the test says so.
class ImpatientClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return fromMs(0); }
    [[nodiscard]] Millis monotonic() const override { return Millis(0); }
    [[nodiscard]] std::unique_ptr<TimerHandle> callAfter(Millis delay, std::function<void()> callback) override
    {
        delays.append(delay);
        m_callbacks.push_back(std::move(callback));
        return std::make_unique<TimerHandle>();
    }
    void fireAll()
    {
        for (const auto &callback : std::exchange(m_callbacks, {}))
            callback();
    }

    QList<Millis> delays;

private:
    std::vector<std::function<void()>> m_callbacks;
};

} // namespace

class TestPasswordHasher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void storesArgon2idWithTodaysParameters() // PLT-012
    {
        Argon2Hasher hasher(m_clock, {});
        const auto stored = QCoro::waitFor(hasher.hash(u"xkqz7vbw"_s));
        QVERIFY(stored);
        QVERIFY2(stored->startsWith(u"$argon2id$v=19$m=19456,t=2,p=1$"_s), qPrintable(*stored));
        const QStringList parts = stored->split(u'$');
        QCOMPARE(QByteArray::fromBase64(parts[4].toLatin1()).size(), 16);
        QCOMPARE(QByteArray::fromBase64(parts[5].toLatin1()).size(), 32);
        QVERIFY(*stored != *QCoro::waitFor(hasher.hash(u"xkqz7vbw"_s)));

        const auto right = QCoro::waitFor(hasher.verify(u"xkqz7vbw"_s, *stored));
        QVERIFY(right && right->matches && !right->isWeaker);
        const auto wrong = QCoro::waitFor(hasher.verify(u"xkqz7vbW"_s, *stored));
        QVERIFY(wrong && !wrong->matches);
        const auto decomposed = QCoro::waitFor(hasher.hash(u"gru\u0308n gru\u0308n"_s));
        QVERIFY(QCoro::waitFor(hasher.verify(u"grün grün"_s, *decomposed))->matches);
    }

    void weakerParametersAreNoticed() // PLT-012
    {
        Argon2Hasher today(m_clock, {});
        Argon2Hasher stronger(m_clock, {20480, 3, 2});
        const QString old = *QCoro::waitFor(today.hash(u"xkqz7vbw"_s));
        const QString fresh = *QCoro::waitFor(stronger.hash(u"xkqz7vbw"_s));
        QVERIFY(QCoro::waitFor(stronger.verify(u"xkqz7vbw"_s, old))->isWeaker);
        QVERIFY(QCoro::waitFor(stronger.verify(u"xkqz7vbw"_s, old))->matches);
        QVERIFY(!QCoro::waitFor(today.verify(u"xkqz7vbw"_s, fresh))->isWeaker);
    }

    void nothingStoredNeverMatches() // PLT-014
    {
        Argon2Hasher hasher(m_clock, {});
        const auto verdict = QCoro::waitFor(hasher.verify(u"xkqz7vbw"_s, QString()));
        QVERIFY(verdict && !verdict->matches);
        QVERIFY(!QCoro::waitFor(hasher.verify(u"xkqz7vbw"_s, u"not a hash"_s))->matches);
    }

    void queueIsBounded() // PLT-013, A05: 2 run, 32 wait, the rest is told to come back
    {
        Argon2Hasher hasher(m_clock, {});
        const QString stored = *QCoro::waitFor(hasher.hash(u"xkqz7vbw"_s));
        int done = 0;
        int refused = 0;
        std::vector<QCoro::Task<>> tasks;
        for (int i = 0; i < 40; ++i)
            tasks.push_back(verifyAndCount(hasher, stored, done, refused));
        QCOMPARE(refused, 6);
        QTRY_COMPARE_WITH_TIMEOUT(done, 34, 60'000);
        QCOMPARE(refused, 6);
    }

    void waitingEndsAfterFiveSeconds() // PLT-013
    {
        // Hashes that take long in real time, timers that fire by a clock which does not wait for them.
        const auto clock = std::make_shared<ImpatientClock>();
        Argon2Hasher hasher(clock, {262144, 4, 1});
        const QString stored = *QCoro::waitFor(hasher.hash(u"xkqz7vbw"_s));
        int done = 0;
        int refused = 0;
        std::vector<QCoro::Task<>> tasks;
        for (int i = 0; i < 4; ++i)
            tasks.push_back(verifyAndCount(hasher, stored, done, refused));
        QCOMPARE(clock->delays, (QList<Millis>{5s, 5s, 5s}));
        clock->fireAll();
        QCOMPARE(refused, 3);
        QTRY_COMPARE_WITH_TIMEOUT(done, 1, 60'000);
    }

private:
    std::shared_ptr<ManualClock> m_clock = std::make_shared<ManualClock>(fromMs(1'800'000'000'000));
};

QTEST_GUILESS_MAIN(TestPasswordHasher)
#include "tst_passwordhasher.moc"
