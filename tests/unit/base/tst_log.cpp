// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/base/logrepeats.h"
#include "core/base/manualclock.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace portier;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestLog : public QObject
{
    Q_OBJECT
private:
    static log::Record aRecord()
    {
        log::Record record;
        record.time = fromMs(1'767'225'600'042);
        record.component = u"trips"_s;
        record.event = u"trip_created"_s;
        record.message = u"a trip"_s;
        record.instance = u"host-1"_s;
        record.fields = {{u"trip_id"_s, u"t1"_s}, {u"request_id"_s, u"r1"_s}, {u"attempt"_s, 2}};
        return record;
    }
    static QJsonObject parsed(const QByteArray &line)
    {
        QJsonParseError error;
        const QJsonObject object = QJsonDocument::fromJson(line, &error).object();
        if (error.error != QJsonParseError::NoError)
            qWarning("not JSON: %s", line.constData());
        return object;
    }
    static QList<QByteArray> linesIn(const QString &directory)
    {
        QByteArray all;
        for (const QFileInfo &info : QDir(directory).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        QList<QByteArray> lines = all.split('\n');
        if (!lines.isEmpty())
            lines.removeLast();
        return lines;
    }

private Q_SLOTS:
    void cleanup() { log::configure({log::Level::Warning, log::Format::Text, {}, 30, {}, {}}); }

    // PLT-161
    void aLineIsOneJsonObjectWithTheFixedMembersFirst()
    {
        QCOMPARE(log::formatLine(aRecord(), log::Format::Json),
                 QByteArray(R"({"time":"2026-01-01T00:00:00.042Z","level":"info","event":"trip_created",)"
                            R"("component":"trips","request_id":"r1","instance":"host-1","msg":"a trip",)"
                            R"("attempt":2,"trip_id":"t1"})"));
    }
    void textIsForTerminals()
    {
        log::Record record = aRecord();
        record.message = u"two\nlines\x1b[31m"_s;
        const QByteArray line = log::formatLine(record, log::Format::Text);
        QVERIFY(line.startsWith("2026-01-01T00:00:00.042Z info     trips trip_created: two\\nlines\\u001b[31m"));
        QVERIFY(line.contains("trip_id=t1"));
    }

    // PLT-161: control characters
    void controlCharactersAreEscaped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("newline") << u"a\nb"_s;
        QTest::newRow("NUL") << QString(QChar(0)) + u"x"_s;
        QTest::newRow("escape") << u"\x1b[2J"_s;
        QTest::newRow("DEL") << u"a\x7f"_s;
        QTest::newRow("C1") << QString(QChar(0x9b)) + u"31m"_s;
        QTest::newRow("line separator") << QString(QChar(0x2028));
        QTest::newRow("umlaut stays") << u"Köln\u00a0✓"_s;
    }
    void controlCharactersAreEscaped()
    {
        QFETCH(QString, text);
        log::Record record = aRecord();
        record.message = text;
        record.fields.insert(u"where"_s, text);
        const QByteArray line = log::formatLine(record, log::Format::Json);
        for (const QChar c : QString::fromUtf8(line))
            QVERIFY2(c.category() != QChar::Other_Control && c != QChar(0x2028), line.constData());
        QCOMPARE(parsed(line).value(u"msg"_s).toString(), text);
        QCOMPARE(parsed(line).value(u"where"_s).toString(), text);
    }

    // PLT-161: 8 KiB
    void longLinesAreCutAndStayJson_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QJsonObject>("fields");
        QTest::newRow("message") << QString(20'000, u'x') << QJsonObject{};
        QTest::newRow("message of wide characters") << QString(9'000, QChar(0x20ac)) << QJsonObject{};
        QTest::newRow("message of controls") << QString(9'000, QChar(1)) << QJsonObject{};
        QTest::newRow("field") << u"m"_s << QJsonObject{{u"a"_s, QString(9'000, u'"')}};
        QJsonArray array;
        for (int i = 0; i < 5'000; ++i)
            array.append(i);
        QTest::newRow("array") << u"m"_s << QJsonObject{{u"a"_s, array}};
        QJsonObject many;
        for (int i = 0; i < 2'000; ++i)
            many.insert(u"field_%1"_s.arg(i), i);
        QTest::newRow("many fields") << u"m"_s << many;
    }
    void longLinesAreCutAndStayJson()
    {
        QFETCH(QString, message);
        QFETCH(QJsonObject, fields);
        log::Record record = aRecord();
        record.message = message;
        record.fields = fields;
        const QByteArray line = log::formatLine(record, log::Format::Json);
        QVERIFY(line.size() < log::maxLineBytes);
        QCOMPARE(parsed(line).value(u"event"_s).toString(), u"trip_created"_s);
        QCOMPARE(parsed(line).value(u"truncated"_s).toBool(), true);
        QVERIFY(log::formatLine(record, log::Format::Text).size() < log::maxLineBytes);
    }

    // PLT-163
    void secretsAndAddressesNeverReachALine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("forbidden");
        QTest::newRow("address") << u"mail to <Anna.Muster@mail.example.org> failed"_s << u"nna"_s;
        QTest::newRow("address in a list") << u"a@x.org,cornelia@x.org"_s << u"cornelia"_s;
        QTest::newRow("session token") << u"token ps_AbCdEfGhIjKlMnOp refused"_s << u"AbCdEf"_s;
        QTest::newRow("key") << u"pk_abcdefgh_secretsecret"_s << u"secret"_s;
        QTest::newRow("link") << u"/account/pl_0123456789abcdef"_s << u"0123"_s;
        QTest::newRow("bearer") << u"Authorization: Bearer xyz.abc"_s << u"xyz"_s;
        QTest::newRow("password in URL") << u"postgresql://portier:geheim@db/portier"_s << u"geheim"_s;
        QTest::newRow("query string") << u"GET https://api.example/search?api_key=77"_s << u"77"_s;
        QTest::newRow("number") << u"SMS to +4915112345678 failed"_s << u"15112345678"_s;
    }
    void secretsAndAddressesNeverReachALine()
    {
        QFETCH(QString, text);
        QFETCH(QString, forbidden);
        log::Record record = aRecord();
        record.message = text;
        record.fields.insert(u"nested"_s, QJsonObject{{u"list"_s, QJsonArray{text}}});
        for (const log::Format format : {log::Format::Json, log::Format::Text})
            QVERIFY(!log::formatLine(record, format).contains(forbidden.toUtf8()));
    }
    void addressesBecomeAKeyedHashAndTheDomain()
    {
        log::setRedactionKey("one");
        const QString redacted = log::redactedAddress(u" Anna@Example.org"_s);
        QVERIFY(redacted.endsWith(u"@example.org"_s));
        QCOMPARE(redacted.indexOf(u'@'), 12);
        QCOMPARE(log::redactedAddress(u"anna@example.org"_s), redacted);
        QCOMPARE(log::scrubbed(u"to anna@example.org!"_s), u"to %1!"_s.arg(redacted));
        log::setRedactionKey("two");
        QVERIFY(log::redactedAddress(u"anna@example.org"_s) != redacted);
    }
    void harmlessTextStays()
    {
        const QString text = u"trip_created at 2026-01-01T00:00:00+02:00, snapshot_rows? yes"_s;
        QCOMPARE(log::scrubbed(text), text);
    }

    // PLT-164
    void theSameLineComesTenTimesAMinuteThenOneRepeatedLine()
    {
        log::RepeatFilter filter;
        int admitted = 0;
        for (int i = 0; i < 25; ++i)
            admitted += filter.admit(aRecord(), Millis(i)) ? 1 : 0;
        QCOMPARE(admitted, 10);
        log::Record other = aRecord();
        other.fields.insert(u"trip_id"_s, u"t2"_s);
        QVERIFY(filter.admit(other, 1s));
        QVERIFY(filter.takeEnded(59s).isEmpty());
        const auto ended = filter.takeEnded(60s);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended.first().count, 15);
        QCOMPARE(ended.first().record.event, u"trip_created"_s);
        QVERIFY(filter.takeEnded(62s).isEmpty());
        QVERIFY(filter.admit(aRecord(), 62s));
    }
    void repeatsAreWrittenAtFlush()
    {
        QTemporaryDir dir;
        log::configure({log::Level::Info, log::Format::Json, dir.filePath(u"p.log"_s), 30, u"i"_s, {}});
        for (int i = 0; i < 13; ++i)
            log::info("test"_L1, "again"_L1, {}, u"same");
        log::flush();
        const auto lines = linesIn(dir.path());
        QCOMPARE(lines.size(), 11);
        QCOMPARE(parsed(lines.last()).value(u"event"_s).toString(), u"repeated"_s);
        QCOMPARE(parsed(lines.last()).value(u"repeated_event"_s).toString(), u"again"_s);
        QCOMPARE(parsed(lines.last()).value(u"count"_s).toInt(), 3);
    }

    // PLT-161, PLT-162
    void linesGoToTheFileWithTheClocksTime()
    {
        QTemporaryDir dir;
        const auto clock = std::make_shared<ManualClock>(fromMs(86'400'000));
        log::configure({log::Level::Info, log::Format::Json, dir.filePath(u"p.log"_s), 30, u"host"_s, clock});
        log::debug("test"_L1, "hidden"_L1);
        log::info("test"_L1, "seen"_L1, {{u"a"_s, 1}}, u"text");
        log::setLevel(log::Level::Debug);
        log::debug("test"_L1, "shown"_L1);
        const auto lines = linesIn(dir.path());
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.first(), QByteArray(R"({"time":"1970-01-02T00:00:00.000Z","level":"info","event":"seen",)"
                                           R"("component":"test","instance":"host","msg":"text","a":1})"));
    }
    void qtMessagesTakeTheSamePipeline()
    {
        QTemporaryDir dir;
        log::configure({log::Level::Info, log::Format::Json, dir.filePath(u"p.log"_s), 30, {}, {}});
        const QtMessageHandler former = qInstallMessageHandler(nullptr);
        qInstallMessageHandler(former);
        log::takeQtMessages();
        qWarning("odd %d", 7);
        qInstallMessageHandler(former);
        const auto lines = linesIn(dir.path());
        QCOMPARE(lines.size(), 1);
        QCOMPARE(parsed(lines.first()).value(u"event"_s).toString(), u"qt_message"_s);
        QCOMPARE(parsed(lines.first()).value(u"component"_s).toString(), u"qt"_s);
        QCOMPARE(parsed(lines.first()).value(u"msg"_s).toString(), u"odd 7"_s);
        QCOMPARE(parsed(lines.first()).value(u"level"_s).toString(), u"warning"_s);
    }
    // PLT-164: failing
    void anUnusableFileStopsNothing()
    {
        QTemporaryDir dir;
        QVERIFY(QFile(dir.filePath(u"plain"_s)).open(QIODevice::WriteOnly));
        log::configure({log::Level::Critical, log::Format::Json, dir.filePath(u"plain/p.log"_s), 30, {}, {}});
        log::info("test"_L1, "goes_on"_L1);
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
