// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/personaldata.h"
#include "core/notifications/phoneservice.h"
#include "tests/unit/notifications/builders.h"

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using namespace std::chrono_literals;

namespace
{

const QString anna = u"anna"_s;
const QString number = u"+4915112345678"_s;

/// Text messages that go to a script, and codes that are known.
struct PhoneWorld : World {
    explicit PhoneWorld(const QString &backend)
        : World(backend), script(std::make_shared<ScriptedTransport>(clock)),
          phones({*db, clock, sealer, [this] { return canSend; },
                  [this] { return u"%1"_s.arg(++code, 6, 10, QLatin1Char('0')); }})
    {
        start();
        dispatcher().setTransport(Channel::Sms, script, "sms");
    }
    QString ask(const QString &text = number)
    {
        const auto asked = QCoro::waitFor(phones.ask(anna, text, {}));
        clock->settle();
        return asked ? asked->pendingNumber : asked.error().code;
    }
    QString confirm(const QString &text)
    {
        const auto confirmed = QCoro::waitFor(phones.confirm(anna, text, {}));
        if (confirmed)
            return confirmed->number;
        return confirmed.error().fields.isEmpty() ? confirmed.error().code : confirmed.error().fields.constFirst().code;
    }
    Phone phone() { return *QCoro::waitFor(phones.find(anna)); }

    bool canSend = true;
    int code = 0;
    std::shared_ptr<ScriptedTransport> script;
    PhoneService phones;
};

} // namespace

class TestPhone : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsNumbers_data() // PLT-118: E.164
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("number");
        QTest::newRow("as it is") << number << number;
        QTest::newRow("as people write it") << u" +49 (151) 123-456.78 "_s << number;
        QTest::newRow("00 for +") << u"0049 151 12345678"_s << number;
        QTest::newRow("shortest") << u"+1234567"_s << u"+1234567"_s;
        QTest::newRow("longest") << u"+123456789012345"_s << u"+123456789012345"_s;
        for (const char *wrong : {"", "+", "0151 12345678", "+123456", "+1234567890123456", "+049151123456",
                                  "+49x15112345", "++4915112345678", "+4915112345678;+4915112345679"})
            QTest::addRow("wrong: %s", wrong) << QString::fromLatin1(wrong) << QString();
    }
    void readsNumbers()
    {
        QFETCH(QString, text);
        QFETCH(QString, number);
        const auto parsed = parsePhoneNumber(text);
        QCOMPARE(parsed.value_or(QString()), number);
    }

    void codesHaveSixDigits()
    {
        for (int i = 0; i < 200; ++i) {
            const QString code = makeCode();
            QCOMPARE(code.size(), 6);
            QVERIFY(std::all_of(code.begin(), code.end(), [](QChar c) { return c.isDigit(); }));
        }
    }

    void judgesCodes_data()
    {
        QTest::addColumn<int>("tries");
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("same");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, int tries, Millis age, bool same, CodeVerdict verdict) {
            QTest::newRow(name) << tries << qint64(age.count()) << same << int(verdict);
        };
        row("right", 0, 0ms, true, CodeVerdict::Right);
        row("right at the last moment and try", 4, 10min - 1ms, true, CodeVerdict::Right);
        row("wrong", 0, 0ms, false, CodeVerdict::Wrong);
        row("too late", 0, 10min, true, CodeVerdict::Over);
        row("guessed too often", 5, 0ms, true, CodeVerdict::Over);
    }
    void judgesCodes()
    {
        QFETCH(int, tries);
        QFETCH(qint64, age);
        QFETCH(bool, same);
        QFETCH(int, verdict);
        const Instant sent = fromMs(1'800'000'000'000);
        const Phone phone{{}, {}, number, u"mac"_s, sent + codeLifetime, tries};
        QCOMPARE(int(judgeCode(phone, same ? u"mac"_s : u"other"_s, sent + Millis(age))), verdict);
        QCOMPARE(int(judgeCode({}, {}, sent)), int(CodeVerdict::Over));
    }

    void aCodeConfirmsANumber_data() { TestDatabase::backends(); }
    void aCodeConfirmsANumber() // PLT-118
    {
        QFETCH(QString, backend);
        PhoneWorld world(backend);
        QCOMPARE(world.ask(), number);
        QCOMPARE(world.script->sent.size(), 1);
        QCOMPARE(world.script->sent.first().mail.toAddress, number);
        QVERIFY(world.script->sent.first().mail.text.startsWith(u"000001"_s));
        QVERIFY(world.script->sent.first().mail.text.size() <= 320);
        QCOMPARE(world.phone().number, QString());
        QCOMPARE(world.confirm(u"999999"_s), u"code_wrong"_s);
        QCOMPARE(world.confirm(u"000001"_s), number);
        QCOMPARE(world.confirm(u"000001"_s), u"code_over"_s);
        // Nothing in the database shows the code.
        const auto rows = world.db->readBlocking([](storage::Transaction &tx) {
            return tx.query(
                u"SELECT facts FROM notification_events UNION ALL SELECT code_mac FROM notification_phones"_s);
        });
        for (const storage::Row &row : *rows)
            QVERIFY(!row.text(0).contains(u"000001"_s));
    }

    void theOldNumberCountsMeanwhile_data() { TestDatabase::backends(); }
    void theOldNumberCountsMeanwhile()
    {
        QFETCH(QString, backend);
        PhoneWorld world(backend);
        world.ask();
        world.confirm(u"000001"_s);
        QCOMPARE(world.ask(u"+4915199999999"_s), u"+4915199999999"_s);
        QCOMPARE(world.phone().number, number);
        QCOMPARE(world.confirm(u"000001"_s), u"code_wrong"_s); // the code of another number
        QCOMPARE(world.confirm(u"000002"_s), u"+4915199999999"_s);
        QCOMPARE(world.phone().pendingNumber, QString());
    }

    void guessingEnds_data() { TestDatabase::backends(); }
    void guessingEnds()
    {
        QFETCH(QString, backend);
        PhoneWorld world(backend);
        world.ask();
        for (int i = 0; i < mostCodeTries; ++i)
            QCOMPARE(world.confirm(u"999999"_s), u"code_wrong"_s);
        QCOMPARE(world.confirm(u"000001"_s), u"code_over"_s);
        world.ask();
        QCOMPARE(world.confirm(u"000001"_s), u"code_wrong"_s);
        QCOMPARE(world.confirm(u"000002"_s), number);
    }

    void withoutTextMessagesNothingBegins_data() { TestDatabase::backends(); }
    void withoutTextMessagesNothingBegins()
    {
        QFETCH(QString, backend);
        PhoneWorld world(backend);
        world.canSend = false;
        QCOMPARE(world.ask(), u"sms_unavailable"_s);
        QCOMPARE(world.ask(u"nonsense"_s), u"validation_failed"_s);
        QVERIFY(world.messages().isEmpty());
    }

    void goesWithThePerson_data() { TestDatabase::backends(); }
    void goesWithThePerson() // PLT-157, PLT-158
    {
        QFETCH(QString, backend);
        PhoneWorld world(backend);
        world.ask();
        world.confirm(u"000001"_s);
        const operations::PersonalDataSource source = notificationPersonalData(world.sealer);
        const auto collected = world.db->readBlocking([&source](storage::Transaction &tx) {
            return source.collect(tx, {anna, u"anna@contest.com"_s});
        });
        QCOMPARE(collected->value(u"phone"_s).toString(), number);
        const auto erased = world.write([&source, now = world.clock->now()](storage::Transaction &tx) {
            return source.erase(tx, {anna, u"anna@contest.com"_s}, 100, now);
        });
        QVERIFY(erased);
        QCOMPARE(world.phone().number, QString());
        QVERIFY(QCoro::waitFor(world.phones.remove(anna, {})));
        QVERIFY(QCoro::waitFor(world.phones.remove(anna, {})));
    }
};

QTEST_GUILESS_MAIN(TestPhone)
#include "tst_phone.moc"
