// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/fieldreader.h"

#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::contract;
using namespace Qt::StringLiterals;

namespace
{

QJsonObject parse(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QStringList codes(FieldReader &reader)
{
    const auto done = reader.finish();
    QStringList found;
    if (!done) {
        for (const FieldError &error : done.error().fields)
            found.append(error.pointer + u' ' + error.code);
    }
    return found;
}

} // namespace

class TestFieldReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryType()
    {
        FieldReader reader(
            parse(R"({"t":"x","i":5,"b":true,"e":"on","d":"2027-03-14","c":"06:30","z":"2027-03-14T06:30:00Z",
            "m":{"amount_minor":95000,"currency":"EUR"},"ts":["a","b"],"is":[1,2],"o":{"k":1},"os":[{"k":1},{"k":2}],"v":null})"));
        QCOMPARE(reader.text(u"t"_s).value(), u"x"_s);
        QCOMPARE(reader.integer(u"i"_s, 1, 9).value(), 5);
        QCOMPARE(reader.boolean(u"b"_s).value(), true);
        QCOMPARE(reader.oneOf(u"e"_s, {u"on"_s, u"off"_s}).value(), u"on"_s);
        QCOMPARE(reader.date(u"d"_s).value(), QDate(2027, 3, 14));
        QCOMPARE(reader.localTime(u"c"_s).value(), QTime(6, 30));
        QCOMPARE(toRfc3339(reader.instant(u"z"_s).value()), u"2027-03-14T06:30:00Z"_s);
        QCOMPARE(reader.money(u"m"_s).value().minor, 95000);
        QCOMPARE(reader.texts(u"ts"_s, 2).value().size(), 2);
        QCOMPARE(reader.integers(u"is"_s, 2).value(), (QList<qint64>{1, 2}));
        QCOMPARE(reader.object(u"o"_s)->integer(u"k"_s).value(), 1);
        int sum = 0;
        reader.objects(u"os"_s, 5, [&sum](FieldReader &element) { sum += int(*element.integer(u"k"_s)); });
        QCOMPARE(sum, 3);
        QVERIFY(reader.has(u"v"_s) && reader.isNull(u"v"_s));
        QVERIFY(!reader.text(u"v"_s, Null::Allowed));
        QVERIFY(!reader.text(u"absent"_s));
        QVERIFY(reader.finish().has_value());
    }

    // PLT-049: all field errors at once, each with its pointer.
    void notesEveryBrokenRule_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("PLT-051 string for integer")
            << QByteArray(R"({"f":"5"})") << u"integer"_s << QStringList{u"/f wrong_type"_s};
        QTest::newRow("fraction for integer")
            << QByteArray(R"({"f":5.5})") << u"integer"_s << QStringList{u"/f wrong_type"_s};
        QTest::newRow("too small") << QByteArray(R"({"f":0})") << u"integer"_s << QStringList{u"/f out_of_range"_s};
        QTest::newRow("integer for text") << QByteArray(R"({"f":5})") << u"text"_s << QStringList{u"/f wrong_type"_s};
        QTest::newRow("null for text") << QByteArray(R"({"f":null})") << u"text"_s
                                       << QStringList{u"/f null_not_allowed"_s};
        QTest::newRow("empty text") << QByteArray(R"({"f":""})") << u"text"_s << QStringList{u"/f too_short"_s};
        QTest::newRow("long text") << QByteArray(R"({"f":"abcdef"})") << u"text"_s << QStringList{u"/f too_long"_s};
        QTest::newRow("missing") << QByteArray(R"({})") << u"required"_s << QStringList{u"/f required"_s};
        QTest::newRow("foreign word") << QByteArray(R"({"f":"x"})") << u"oneOf"_s << QStringList{u"/f not_one_of"_s};
        QTest::newRow("30 February") << QByteArray(R"({"f":"2027-02-30"})") << u"date"_s
                                     << QStringList{u"/f date_invalid"_s};
        QTest::newRow("hour 24") << QByteArray(R"({"f":"24:00"})") << u"time"_s << QStringList{u"/f time_invalid"_s};
        QTest::newRow("no zone") << QByteArray(R"({"f":"2027-02-03T10:00:00"})") << u"instant"_s
                                 << QStringList{u"/f instant_invalid"_s};
        QTest::newRow("money as text") << QByteArray(R"({"f":{"amount_minor":"9","currency":"EUR"}})") << u"money"_s
                                       << QStringList{u"/f/amount_minor wrong_type"_s};
        QTest::newRow("money of nowhere") << QByteArray(R"({"f":{"amount_minor":9,"currency":"XXQ"}})") << u"money"_s
                                          << QStringList{u"/f/currency currency_unknown"_s};
        QTest::newRow("money without currency")
            << QByteArray(R"({"f":{"amount_minor":9}})") << u"money"_s << QStringList{u"/f/currency required"_s};
        QTest::newRow("wrong element") << QByteArray(R"({"f":["a",2]})") << u"texts"_s
                                       << QStringList{u"/f/1 wrong_type"_s};
        QTest::newRow("too many") << QByteArray(R"({"f":["a","b","c"]})") << u"texts"_s
                                  << QStringList{u"/f too_many"_s};
        QTest::newRow("PLT-046 unknown") << QByteArray(R"({"role":"admin"})") << u"text"_s
                                         << QStringList{u"/role unknown_field"_s};
        QTest::newRow("PLT-046 unknown in an element")
            << QByteArray(R"({"f":[{"id":"x"}]})") << u"objects"_s << QStringList{u"/f/0/id unknown_field"_s};
        QTest::newRow("element no object")
            << QByteArray(R"({"f":[3]})") << u"objects"_s << QStringList{u"/f/0 wrong_type"_s};
    }
    void notesEveryBrokenRule()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, kind);
        QFETCH(QStringList, expected);
        FieldReader reader(parse(json));
        const QString f = u"f"_s;
        const QHash<QString, std::function<void()>> readers{
            {u"integer"_s, [&] { reader.integer(f, 1, 9); }},
            {u"text"_s, [&] { reader.text(f, 1, 5); }},
            {u"required"_s, [&] { reader.require(f).text(f); }},
            {u"oneOf"_s, [&] { reader.oneOf(f, {u"a"_s}); }},
            {u"date"_s, [&] { reader.date(f); }},
            {u"time"_s, [&] { reader.localTime(f); }},
            {u"instant"_s, [&] { reader.instant(f); }},
            {u"money"_s, [&] { reader.money(f); }},
            {u"texts"_s, [&] { reader.texts(f, 2); }},
            {u"objects"_s, [&] { reader.objects(f, 2, [](FieldReader &element) { element.text(u"name"_s); }); }},
        };
        readers.value(kind)();
        QCOMPARE(codes(reader), expected);
    }

    void collectsAllErrorsAtOnce()
    {
        FieldReader reader(parse(R"({"a":1,"b":{"c":"x","extra":1},"owner_id":"me"})"));
        reader.text(u"a"_s);
        reader.object(u"b"_s)->integer(u"c"_s);
        reader.require(u"d"_s).date(u"d"_s);
        reader.fail({}, u"nothing_tracked"_s);
        QVERIFY(reader.hasError(u"b"_s));
        QVERIFY(!reader.hasError(u"e"_s));
        QCOMPARE(codes(reader),
                 (QStringList{u"/a wrong_type"_s, u"/b/c wrong_type"_s, u"/d required"_s, u" nothing_tracked"_s,
                              u"/owner_id unknown_field"_s, u"/b/extra unknown_field"_s}));
    }

    void escapesPointers()
    {
        FieldReader reader(parse(R"({"a/b~c":1})"));
        QCOMPARE(codes(reader), QStringList{u"/a~1b~0c unknown_field"_s});
        QCOMPARE(pointerTo(u"/rows"_s, 3), u"/rows/3"_s);
    }
};

QTEST_APPLESS_MAIN(TestFieldReader)
#include "tst_fieldreader.moc"
