// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"
#include "core/bookings/bookingpolicy.h"
#include "core/bookings/resourcepolicy.h"
#include "core/contract/fieldmessages.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace Qt::StringLiterals;

namespace
{

FieldFacts facts(QDate today = QDate(2027, 3, 1))
{
    FieldFacts given;
    given.today = today;
    given.activePartyIds = {u"p1"_s};
    return given;
}

QJsonObject body(const QJsonObject &more = {})
{
    QJsonObject json{{u"resource"_s, u"haus"_s},
                     {u"requester_first_name"_s, u"Mara"_s},
                     {u"requester_email"_s, u"m@x.example"_s},
                     {u"start_date"_s, u"2027-08-01"_s},
                     {u"end_date"_s, u"2027-08-05"_s},
                     {u"party_size"_s, 4},
                     {u"affiliation_party_id"_s, u"p1"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        json.insert(it.key(), *it);
    return json;
}

template <class T>
QStringList codes(const Result<T> &result)
{
    QStringList list;
    if (!result) {
        for (const FieldError &each : result.error().fields)
            list.append(each.pointer + u':' + each.code);
    }
    return list;
}

} // namespace

/// The field rules of bookings.md section 10 and the formats of 17.
class TestBookingPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("problem");
        for (const QString &good : {u"Anna-Lena"_s, u"O’Brien"_s, u"D'Arcy"_s, u"Łukasz"_s, u"José"_s, u"Jose\u0301"_s,
                                    u"  Mara  "_s, u"Maria  Luisa"_s, QString(40, u'x'), u"  "_s + QString(40, u'x')})
            QTest::addRow("good %s", qPrintable(good)) << good << QString();
        const QString bad = u"invalid_characters"_s;
        for (const QString &each : {u"Mara2"_s, u"A×B"_s, u"Mara😀"_s, u"Ma\nra"_s, u"Mara\n"_s, u"Ma\u200Bra"_s,
                                    u"\u202EMara"_s, u"-"_s, u"-Mara"_s, u"Mara\t"_s + u"X"_s})
            QTest::addRow("bad %s", qPrintable(each)) << each << bad;
        QTest::newRow("41") << QString(41, u'x') << u"too_long"_s;
        QTest::newRow("blank") << u"   "_s << u"required"_s;
    }
    void firstNames() // S21, BKG-092
    {
        QFETCH(QString, name);
        QTEST(firstNameProblem(normalFirstName(name)), "problem");
        QCOMPARE(normalFirstName(u" Maria   Luisa "_s), u"Maria Luisa"_s);
        QCOMPARE(normalFirstName(u"Jose\u0301"_s), u"José"_s);
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << u"mara@example.org"_s << true;
        QTest::newRow("upper") << u" Mara.X+tag@Example.ORG "_s << true;
        QTest::newRow("umlaut domain") << u"mara@bücher.example"_s << true;
        QTest::newRow("two @") << u"a@b@example.org"_s << false;
        QTest::newRow("no dot") << u"mara@example"_s << false;
        QTest::newRow("space") << u"ma ra@example.org"_s << false;
        QTest::newRow("line break") << u"mara@example.org\nBcc: x@y.org"_s << false;
        QTest::newRow("trailing break") << u"mara@example.org\n"_s << false;
        QTest::newRow("display name") << u"Mara <mara@example.org>"_s << false;
        QTest::newRow("two addresses") << u"a@example.org,b@example.org"_s << false;
        QTest::newRow("long local") << QString(65, u'a') + u"@example.org"_s << false;
        QTest::newRow("255") << QString(60, u'a') + u'@' + QString(60, u'b') + u'.' + QString(60, u'c') + u'.' +
                                    QString(60, u'd') + u".example.org"_s
                             << false;
        QTest::newRow("numeric top level") << u"mara@example.123"_s << false;
        QTest::newRow("umlaut local") << u"mära@example.org"_s << false;
    }
    void addresses() // S23, BKG-093, BKG-013
    {
        QFETCH(QString, email);
        QTEST(isEmail(normalEmail(email)), "good");
        QCOMPARE(normalEmail(u" Mara@Example.ORG "_s), u"mara@example.org"_s);
        QCOMPARE(normalEmail(u"m@bücher.example"_s), u"m@xn--bcher-kva.example"_s);
    }

    void texts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("500") << QString(500, u'x') << QString();
        QTest::newRow("501") << QString(501, u'x') << u"too_long"_s;
        QTest::newRow("500 emoji") << QString(u"😀"_s).repeated(500) << QString();
        QTest::newRow("newline and tab") << u"Mit Hund\n\tund Katze 😀"_s << QString();
        const QString link = u"links_not_allowed"_s;
        for (const QString &each : {u"HTTP://x"_s, u"https://x"_s, u"siehe Www.haus"_s, u"MAILTO:x"_s, u"awww.x"_s,
                                    u"www haus"_s, u"ｗｗｗ．haus"_s, u"ｈｔｔｐ：／／x"_s})
            QTest::addRow("link %s", qPrintable(each)) << each << link;
        QTest::newRow("awww") << u"awww, schön"_s << QString();
        QTest::newRow("bell") << u"a\u0007b"_s << u"invalid_characters"_s;
        QTest::newRow("override") << u"a\u202Eb"_s << u"invalid_characters"_s;
    }
    void texts() // S22, BKG-014, BKG-096, BKG-097
    {
        QFETCH(QString, text);
        QTEST(textProblem(normalText(text)), "problem");
        QCOMPARE(normalText(u" a\r\nb "_s), u"a\nb"_s);
        const FieldError error = tooLong(u"/description"_s, QString(501, u'x'), 500);
        QVERIFY(contract::fieldMessage(error, u"de"_s).contains(u"501/500"_s)); // BKG-098
        QVERIFY(contract::fieldMessage(error, u"en"_s).contains(u"501/500"_s));
    }

    void partySizes_data()
    {
        QTest::addColumn<QJsonValue>("size");
        QTest::addColumn<QStringList>("expected");
        const QStringList range{u"/party_size:out_of_range"_s}, whole{u"/party_size:not_an_integer"_s};
        QTest::newRow("0") << QJsonValue(0) << range;
        QTest::newRow("11") << QJsonValue(11) << range;
        QTest::newRow("-1") << QJsonValue(-1) << range;
        QTest::newRow("huge") << QJsonValue(1e300) << range;
        QTest::newRow("3.5") << QJsonValue(3.5) << whole;
        QTest::newRow("text") << QJsonValue(u"3"_s) << whole;
        QTest::newRow("true") << QJsonValue(true) << whole;
        QTest::newRow("null") << QJsonValue() << QStringList{u"/party_size:required"_s};
        QTest::newRow("1") << QJsonValue(1) << QStringList();
        QTest::newRow("10") << QJsonValue(10) << QStringList();
    }
    void partySizes() // S20, BKG-095
    {
        QFETCH(QJsonValue, size);
        QTEST(codes(readSubmission(body({{u"party_size"_s, size}}), facts())), "expected");
    }

    void dates_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QString &start, const QString &end, const QStringList &expected) {
            QTest::newRow(name) << start << end << expected;
        };
        row("today", u"2027-03-01"_s, u"2027-03-01"_s, {});
        row("yesterday", u"2027-02-28"_s, u"2027-03-01"_s, {u"/start_date:in_past"_s});
        row("both yesterday", u"2027-02-28"_s, u"2027-02-28"_s, {u"/start_date:in_past"_s, u"/end_date:in_past"_s});
        row("turned", u"2027-03-05"_s, u"2027-03-04"_s, {u"/end_date:end_before_start"_s});
        row("no leap year", u"2027-02-29"_s, u"2027-03-04"_s, {u"/start_date:invalid_date"_s});
        row("other form", u"01.03.2027"_s, u"2027-03-04"_s, {u"/start_date:invalid_date"_s});
        row("end by itself", u"2027-02-29"_s, u"2027-02-28"_s, {u"/start_date:invalid_date"_s, u"/end_date:in_past"_s});
        row("start by itself", u"2020-03-01"_s, u"soon"_s, {u"/end_date:invalid_date"_s, u"/start_date:in_past"_s});
        row("on the horizon", u"2028-09-01"_s, u"2028-09-02"_s, {});
        row("behind it", u"2028-09-02"_s, u"2028-09-02"_s, {u"/start_date:beyond_horizon"_s});
        row("only the start counts", u"2028-09-01"_s, u"2029-08-31"_s, {});
        row("366", u"2027-03-02"_s, u"2028-03-01"_s, {});
        row("367", u"2027-03-02"_s, u"2028-03-03"_s, {u"/end_date:stay_too_long"_s});
        row("nonsense", u"2199-12-31"_s, u"2200-01-01"_s,
            {u"/end_date:invalid_date"_s, u"/start_date:beyond_horizon"_s});
    }
    void dates() // S25, S26, S28, BKG-021, BKG-022, BKG-023, BKG-094
    {
        QFETCH(QString, start);
        QFETCH(QString, end);
        QTEST(codes(readSubmission(body({{u"start_date"_s, start}, {u"end_date"_s, end}}), facts())), "expected");
        QCOMPARE(lastStart(QDate(2026, 8, 31), 18), QDate(2028, 2, 29));
        QCOMPARE(lastStart(QDate(2027, 8, 31), 18), QDate(2029, 2, 28));
    }

    void allErrorsAtOnce() // S24, BKG-098, BKG-099
    {
        const auto read = readSubmission(body({{u"requester_first_name"_s, u"?"_s},
                                               {u"requester_email"_s, u"x"_s},
                                               {u"affiliation_party_id"_s, u"p2"_s},
                                               {u"colour"_s, u"red"_s}}),
                                         facts());
        QCOMPARE(codes(read),
                 (QStringList{u"/requester_first_name:invalid_characters"_s, u"/requester_email:invalid_email"_s,
                              u"/affiliation_party_id:unknown_party"_s, u"/colour:unknown_field"_s}));
        for (const FieldError &each : read.error().fields) {
            QVERIFY2(contract::hasFieldMessage(each.code), qPrintable(each.code));
            QVERIFY(contract::fieldMessage(each, u"de"_s) != contract::fieldMessage(each, u"en"_s));
        }
        QCOMPARE(readSubmission({}, facts()).error().fields.size(), 6);
    }

    void changesAreJudgedWhereTheyChange() // BKG-009, BKG-036, S91
    {
        Booking booking;
        booking.range = {QDate(2027, 2, 25), QDate(2027, 3, 10)};
        booking.partySize = 12; // over today's limit
        booking.affiliationPartyId = u"gone"_s;
        booking.firstName = u"Mara"_s;
        booking.description = u"alt"_s;
        const auto edit = [&](const QJsonObject &patch) {
            return readChange(patch, booking, ChangeKind::Edit, facts());
        };
        QVERIFY(
            edit({{u"end_date"_s, u"2027-03-09"_s}, {u"party_size"_s, 12}, {u"affiliation_party_id"_s, u"gone"_s}}));
        QCOMPARE(codes(edit({{u"party_size"_s, 11}})), (QStringList{u"/party_size:out_of_range"_s}));
        QCOMPARE(codes(edit({{u"start_date"_s, u"2027-02-26"_s}})), (QStringList{u"/start_date:in_past"_s}));
        QCOMPARE(codes(edit({{u"end_date"_s, u"2027-02-27"_s}})), (QStringList{u"/end_date:in_past"_s}));
        QVERIFY(!edit({{u"description"_s, QJsonValue()}})->description);
        QVERIFY(!edit({{u"description"_s, u" "_s}})->description);
        QCOMPARE(edit({})->description, u"alt"_s);
        QCOMPARE(codes(edit({{u"requester_email"_s, u"m@x.example"_s}})),
                 (QStringList{u"/requester_email:immutable"_s}));
        QCOMPARE(codes(edit({{u"start_date"_s, QJsonValue()}})), (QStringList{u"/start_date:null_not_allowed"_s}));
        QCOMPARE(codes(readChange({}, booking, ChangeKind::Reopen, facts())),
                 (QStringList{u"/start_date:in_past"_s, u"/party_size:out_of_range"_s,
                              u"/affiliation_party_id:unknown_party"_s})); // BKG-052
        QVERIFY(outlineOf({{u"requester_first_name"_s, u"X"_s}, {u"party_size"_s, 12}}, booking).onlyFirstName);
        QVERIFY(!outlineOf({{u"description"_s, u"neu"_s}}, booking).onlyFirstName);
    }

    void roundsAreWholeNumbers_data()
    {
        QTest::addColumn<QJsonValue>("round");
        QTest::addColumn<int>("peeked");
        QTest::newRow("2") << QJsonValue(2) << 2;
        for (const double wrong : {0.0, -1.0, 1.5, 1e300})
            QTest::newRow(qPrintable(QString::number(wrong))) << QJsonValue(wrong) << 0;
        QTest::newRow("text") << QJsonValue(u"2"_s) << 0;
        QTest::newRow("null") << QJsonValue() << 0;
    }
    void roundsAreWholeNumbers() // BKG-108, BKG-059: what is no round is a field error, not an old round
    {
        QFETCH(QJsonValue, round);
        QFETCH(int, peeked);
        const QJsonObject body{{u"round"_s, round}};
        QCOMPARE(peekDecision(body).round.value_or(0), peeked);
        QCOMPARE(readDecision(body, DecisionKind::Approve, false).has_value(), peeked > 0);
    }

    void longStays() // BKG-024
    {
        const auto stay = [](int days) { return DateRange{QDate(2027, 4, 1), QDate(2027, 4, days)}; };
        QVERIFY(requireLongStay(stay(7), false, Limits()));
        QVERIFY(!requireLongStay(stay(8), false, Limits()));
        QVERIFY(requireLongStay(stay(8), true, Limits()));
    }

    void formats_data()
    {
        QTest::addColumn<QDate>("start");
        QTest::addColumn<QDate>("end");
        QTest::addColumn<QString>("german");
        QTest::addColumn<QString>("english");
        QTest::newRow("day") << QDate(2025, 1, 15) << QDate(2025, 1, 15) << u"15.01.2025"_s << u"15 Jan 2025"_s;
        QTest::newRow("month") << QDate(2025, 8, 1) << QDate(2025, 8, 5) << u"01.–05.08.2025"_s << u"1–5 Aug 2025"_s;
        QTest::newRow("months") << QDate(2025, 7, 28) << QDate(2025, 8, 12) << u"28.07.–12.08.2025"_s
                                << u"28 Jul – 12 Aug 2025"_s;
        QTest::newRow("years") << QDate(2025, 12, 28) << QDate(2026, 1, 2) << u"28.12.2025–02.01.2026"_s
                               << u"28 Dec 2025 – 2 Jan 2026"_s;
    }
    void formats() // S85, BKG-139, BKG-140
    {
        QFETCH(QDate, start);
        QFETCH(QDate, end);
        QTEST(formatDateRange(start, end, u"de"_s), "german");
        QTEST(formatDateRange(start, end, u"en"_s), "english");
        QCOMPARE(formatPersons(1, u"de"_s), u"1 Personen"_s);
        QCOMPARE(formatPersons(1, u"en"_s), u"1 person"_s);
        QCOMPARE(formatPersons(2, u"en"_s), u"2 people"_s);
    }

    void slugs()
    {
        const QString slug = newSlug(u"Haus am Überlinger See!"_s);
        QVERIFY2(slug.startsWith(u"haus-am-ueberlinger-see-"_s), qPrintable(slug));
        QCOMPARE(slug.size(), u"haus-am-ueberlinger-see-"_s.size() + 8);
        QVERIFY(newSlug(u"家"_s).startsWith(u"haus-"_s));
        QVERIFY(newSlug(u"A"_s) != newSlug(u"A"_s));
    }
};

QTEST_APPLESS_MAIN(TestBookingPolicy)
#include "tst_bookingpolicy.moc"
