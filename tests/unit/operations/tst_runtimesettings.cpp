// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/runtimesettings.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QSignalSpy>
#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using portier::test::TestDatabase;

namespace
{

Config configured(const QByteArray &file = {}, const QStringList &flags = {})
{
    ConfigInput input;
    input.fileName = file.isEmpty() ? QString() : u"portier.conf"_s;
    input.fileText = file;
    input.flags = flags;
    return Config::resolve(input).value();
}

const Actor ada{u"account"_s, u"ada"_s, {}, {}};

/// One instance's settings.
struct Instance {
    Instance(TestDatabase &db, const std::shared_ptr<ManualClock> &clock, const Config &base = configured())
        : settings(*db, clock, test::aSealer(), base,
                   {1s, [](const Setting &, const QString &text) { return text != "never/second"_L1; }})
    {
        if (const auto started = QCoro::waitFor(settings.start()); !started)
            qFatal("%s", qPrintable(started.error().message));
    }
    ~Instance() { QCoro::waitFor(settings.stop()); }
    /// "ok", or the code and pointer of what was refused.
    QString change(const QJsonObject &wanted, std::optional<qint64> revision = {})
    {
        const auto done = QCoro::waitFor(settings.change(wanted, revision.value_or(settings.revision()), ada));
        if (done)
            return u"ok"_s;
        const auto &fields = done.error().fields;
        return fields.isEmpty() ? done.error().code : fields.constFirst().code + fields.constFirst().pointer;
    }
    QString text(QStringView name) const { return settings.effective().text(name); }

    RuntimeSettings settings;
};

} // namespace

class TestRuntimeSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void liesBetweenFileAndEnvironment_data() { TestDatabase::backends(); }
    void liesBetweenFileAndEnvironment() // PLT-183
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock, configured("[identity]\nsignup = open\n"));
        QCOMPARE(one.text(u"identity.signup"), u"open"_s);
        QCOMPARE(one.change({{u"identity.signup"_s, u"closed"_s}}), u"ok"_s);
        QCOMPARE(one.text(u"identity.signup"), u"closed"_s);
        QCOMPARE(one.settings.base().text(u"identity.signup"), u"open"_s);
        QCOMPARE(one.change({{u"identity.signup"_s, QJsonValue()}}), u"ok"_s); // back to the file's
        QCOMPARE(one.text(u"identity.signup"), u"open"_s);
    }

    void refuses_data() // PLT-185
    {
        QTest::addColumn<QJsonObject>("wanted");
        QTest::addColumn<QString>("code");
        QTest::newRow("unknown") << QJsonObject{{u"no.such"_s, 1}} << u"unknown_field/no.such"_s;
        QTest::newRow("for tests") << QJsonObject{{u"test.clock"_s, u"real"_s}} << u"unknown_field/test.clock"_s;
        QTest::newRow("not theirs") << QJsonObject{{u"http.listen"_s, u"127.0.0.1:1"_s}}
                                    << u"setting_not_changeable/http.listen"_s;
        QTest::newRow("fixed by a flag") << QJsonObject{{u"identity.allowlist"_s, u"a@b.de"_s}}
                                         << u"setting_fixed/identity.allowlist"_s;
        QTest::newRow("not a choice") << QJsonObject{{u"identity.signup"_s, u"perhaps"_s}}
                                      << u"setting_invalid/identity.signup"_s;
        QTest::newRow("not a text") << QJsonObject{{u"identity.signup"_s, QJsonObject()}}
                                    << u"setting_invalid/identity.signup"_s;
        QTest::newRow("another room's grammar")
            << QJsonObject{{u"limits.reads"_s, u"never/second"_s}} << u"setting_invalid/limits.reads"_s;
    }
    void refuses()
    {
        QFETCH(QJsonObject, wanted);
        QFETCH(QString, code);
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto clock = test::aClock();
            TestDatabase db(backend, clock);
            Instance one(db, clock, configured({}, {u"identity.allowlist=x@y.de"_s}));
            wanted.insert(u"operator.emails"_s, u"op@contest.com"_s); // all or nothing
            QCOMPARE(one.change(wanted), code);
            QCOMPARE(one.text(u"operator.emails"), QString());
            QCOMPARE(one.settings.revision(), 0);
        }
    }

    void aStaleVersionIsRefused_data() { TestDatabase::backends(); }
    void aStaleVersionIsRefused() // PLT-060
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock);
        QCOMPARE(one.change({{u"identity.signup"_s, u"open"_s}}), u"ok"_s);
        QCOMPARE(one.change({{u"identity.signup"_s, u"closed"_s}}, 0), u"stale_version"_s);
        QCOMPARE(one.text(u"identity.signup"), u"open"_s);
    }

    void othersFollow_data() { TestDatabase::backends(); }
    void othersFollow() // PLT-185: effective within 2 s on all instances
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        Instance one(db, clock), two(db, clock);
        QSignalSpy changes(&two.settings, &RuntimeSettings::changed);
        QCOMPARE(one.change({{u"operator.emails"_s, QJsonArray{u"a@contest.com"_s, u"b@contest.com"_s}}}), u"ok"_s);
        clock->advance(2s);
        QCOMPARE(two.settings.effective().list(u"operator.emails"),
                 (QStringList{u"a@contest.com"_s, u"b@contest.com"_s}));
        QCOMPARE(changes.size(), 1);
    }

    void aRestartKeepsThem_data() { TestDatabase::backends(); }
    void aRestartKeepsThem()
    {
        QFETCH(QString, backend);
        const auto clock = test::aClock();
        TestDatabase db(backend, clock);
        {
            Instance one(db, clock);
            QCOMPARE(one.change({{u"identity.signup"_s, u"open"_s}}), u"ok"_s);
        }
        const Instance again(db, clock);
        QCOMPARE(again.text(u"identity.signup"), u"open"_s);
    }

    void isAudited_data() { TestDatabase::backends(); }
    void isAudited() // PLT-141, PLT-147
    {
        QFETCH(QString, backend);
        for (int nth = 1;; ++nth) {
            const auto clock = test::aClock();
            TestDatabase db(backend, clock);
            Instance one(db, clock);
            db.failStatement(nth);
            const QString done = one.change({{u"identity.signup"_s, u"open"_s}});
            const bool failed = db.hasFailed();
            db.failStatement(0);
            const qint64 audited =
                test::intOrDie(*db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'settings.changed'"_s);
            const qint64 stored =
                test::intOrDie(*db, u"SELECT COUNT(*) FROM runtime_settings WHERE name = 'identity.signup'"_s);
            QCOMPARE(audited, stored);
            if (!failed) {
                QCOMPARE(done, u"ok"_s);
                QCOMPARE(audited, 1);
                break;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRuntimeSettings)
#include "tst_runtimesettings.moc"
