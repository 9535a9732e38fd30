// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/notifications/mailrenderer.h"
#include "core/notifications/mailtemplate.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace portier;
using namespace portier::notifications;
using namespace Qt::StringLiterals;

namespace
{

QJsonObject euros(qint64 minor)
{
    return {{u"amount_minor"_s, minor}, {u"currency"_s, u"EUR"_s}};
}

QJsonObject fullPriceAlert()
{
    return {
        {u"trip_name"_s, u"Lissabon <im> November"_s},
        {u"route"_s, u"HAM → LIS"_s},
        {u"dates"_s, QJsonObject{{u"from"_s, u"2027-11-12"_s}, {u"to"_s, u"2027-11-19"_s}}},
        {u"simulated"_s, true},
        {u"trip_url"_s, u"/trips/t1?from=mail&x=1"_s},
        {u"pause_url"_s, u"https://elsewhere.example/pause"_s},
        {u"measure"_s, u"trip_total"_s},
        {u"rule"_s, u"threshold"_s},
        {u"reason"_s, QJsonObject{{u"code"_s, u"new_low"_s}}},
        {u"price"_s, euros(186230)},
        {u"saving"_s, euros(3770)},
        {u"threshold"_s, euros(190000)},
        {u"lowest"_s, QJsonObject{{u"amount"_s, euros(180011)}, {u"date"_s, u"2027-09-03"_s}}},
        {u"previous"_s, euros(188888)},
        {u"flight"_s, QJsonObject{{u"amount"_s, euros(102410)},
                                  {u"source"_s, u"Duffel"_s},
                                  {u"fetched_at"_s, u"2027-09-07T16:00:00Z"_s},
                                  {u"previous_source"_s, u"Skiplagged"_s}}},
        {u"hotel"_s, QJsonObject{{u"amount"_s, euros(83820)},
                                 {u"source"_s, u"LiteAPI"_s},
                                 {u"fetched_at"_s, u"2027-09-07T04:02:00Z"_s}}},
        {u"marks"_s, QJsonArray{u"cached"_s, u"partial"_s, u"demo"_s}},
    };
}

QJsonObject smallPriceAlert()
{
    QJsonObject facts = fullPriceAlert();
    for (const QString &name : {u"pause_url"_s, u"threshold"_s, u"lowest"_s, u"previous"_s, u"hotel"_s, u"marks"_s})
        facts.remove(name);
    facts.insert(u"simulated"_s, false);
    facts.insert(u"measure"_s, u"flight_total"_s);
    facts.insert(u"rule"_s, u"any_drop"_s);
    facts.insert(u"reason"_s, QJsonObject{{u"code"_s, u"dropped"_s}});
    return facts;
}

QJsonObject timedOut()
{
    return {{u"de"_s, u"Die Preisquelle hat zu lange gebraucht."_s}, {u"en"_s, u"The price source took too long."_s}};
}

QJsonObject fullTripError()
{
    return {
        {u"trip_name"_s, u"Lissabon"_s},
        {u"route"_s, u"HAM → LIS"_s},
        {u"dates"_s, QJsonObject{{u"from"_s, u"2027-11-12"_s}}},
        {u"simulated"_s, false},
        {u"trip_url"_s, u"/trips/t1"_s},
        {u"error"_s, QJsonObject{{u"text"_s, timedOut()}, {u"side"_s, u"flights"_s}, {u"source"_s, u"Skiplagged"_s}}},
        {u"failed_at"_s, u"2027-09-07T16:00:00Z"_s},
        {u"consecutive"_s, 3},
        {u"next_check_at"_s, u"2027-09-08T04:00:00Z"_s},
    };
}

QJsonObject smallTripError()
{
    QJsonObject facts = fullTripError();
    facts.insert(u"error"_s, QJsonObject{{u"text"_s, timedOut()}});
    facts.insert(u"consecutive"_s, 1);
    facts.remove(u"next_check_at"_s);
    return facts;
}

QJsonObject aTrip()
{
    return {{u"trip_name"_s, u"Lissabon <im> November"_s},
            {u"route"_s, u"HAM → LIS"_s},
            {u"dates"_s, QJsonObject{{u"from"_s, u"2027-11-12"_s}, {u"to"_s, u"2027-11-19"_s}}},
            {u"simulated"_s, true},
            {u"trip_url"_s, u"/trips/t1"_s}};
}

void addPrice(QJsonObject &facts)
{
    facts.insert(u"price"_s, euros(186230));
    facts.insert(u"measure"_s, u"flight_total"_s);
    facts.insert(u"priced_at"_s, u"2027-09-07T16:00:00Z"_s);
}

QJsonObject tripReminder(bool full)
{
    QJsonObject facts = aTrip();
    facts.insert(u"days"_s, 3);
    facts.insert(u"when"_s, u"later"_s);
    facts.insert(u"paused"_s, !full);
    if (full)
        addPrice(facts);
    return facts;
}

QJsonObject weeklySummary()
{
    QJsonObject line = aTrip();
    addPrice(line);
    line.insert(u"change"_s, QJsonObject{{u"amount"_s, euros(1200)}, {u"direction"_s, u"up"_s}});
    line.insert(u"lowest"_s, QJsonObject{{u"amount"_s, euros(180011)}, {u"date"_s, u"2027-09-03"_s}});
    line.insert(u"next_check_at"_s, u"2027-09-08T04:00:00Z"_s);
    return {
        {u"count"_s, 2}, {u"simulated"_s, true}, {u"portier_url"_s, u"/"_s}, {u"items"_s, QJsonArray{line, aTrip()}}};
}

QJsonObject rotationReminder()
{
    return {{u"secrets"_s, QJsonArray{u"master"_s, u"link"_s}}, {u"status_url"_s, u"/"_s}};
}

QStringList operatorConditions()
{
    for (const Fact &fact : *factsOf(u"critical_notice"_s)) {
        if (fact.name == "condition"_L1)
            return fact.codes;
    }
    return {};
}

QJsonObject criticalNotice(const QString &condition, const QString &stage)
{
    QJsonObject facts{{u"stage"_s, stage},
                      {u"condition"_s, condition},
                      {u"code"_s, condition},
                      {u"instance"_s, u"alpha"_s},
                      {u"began_at"_s, u"2027-09-07T16:00:00Z"_s},
                      {u"subject"_s, u"skiplagged"_s},
                      {u"portier_url"_s, u"/"_s}};
    if (stage == "end"_L1)
        facts.insert(u"ended_at"_s, u"2027-09-07T17:00:00Z"_s);
    else
        facts.insert(u"count"_s, 3);
    return facts;
}

MailFrame frameFor(const QString &language)
{
    MailFrame frame;
    frame.reader = {language, *zoneByName(u"Europe/Berlin"_s), u"https://portier.example.org"_s};
    frame.unsubscribeUrl = u"https://portier.example.org/unsubscribe/t?a=1&b=2"_s;
    frame.sentAt = *fromRfc3339(u"2027-09-07T16:01:00Z"_s);
    return frame;
}

/// The text that a reader of the HTML sees; empty when the document is not well-formed.
QString visibleText(const QString &html, QStringList *links)
{
    QXmlStreamReader xml(html);
    QString text;
    int hidden = 0;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement) {
            hidden += xml.name() == "head"_L1;
            text += u' ';
            if (xml.name() == "a"_L1)
                links->append(xml.attributes().value("href"_L1).toString());
        } else if (token == QXmlStreamReader::EndElement) {
            hidden -= xml.name() == "head"_L1;
        } else if (token == QXmlStreamReader::Characters && hidden == 0) {
            text += xml.text();
        }
    }
    if (xml.hasError())
        qWarning() << xml.errorString() << "line" << xml.lineNumber();
    return xml.hasError() ? QString() : text.simplified();
}

/// Names of all placeholders and sections.
QSet<QString> placeholders(const MailTemplate &mail)
{
    static const QRegularExpression tag(u"\\{\\{([#^]?)([a-z_.]+)\\}\\}"_s);
    QSet<QString> names;
    for (const MailBlock &block : mail.blocks) {
        auto matches = tag.globalMatch(block.label + block.value);
        while (matches.hasNext()) {
            const auto match = matches.next();
            names.insert(match.captured(1) + match.captured(2));
        }
    }
    return names;
}

} // namespace

class TestMailRenderer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// PLT-125: nothing is missing in either language, and no file is without its kind.
    void everyKindHasBothLanguages()
    {
        for (const QString &kind : mailKinds()) {
            const auto german = loadMailTemplate(kind, u"de"_s);
            const auto english = loadMailTemplate(kind, u"en"_s);
            QVERIFY2(german, qPrintable(kind));
            QVERIFY2(english, qPrintable(kind));
            QCOMPARE(german->blocks.size(), english->blocks.size());
            for (qsizetype i = 0; i < german->blocks.size(); ++i)
                QCOMPARE(german->blocks.at(i).name, english->blocks.at(i).name);
            QCOMPARE(placeholders(*german), placeholders(*english));
            for (const QString &name : {u"subject"_s, u"heading"_s, u"why"_s, u"button"_s}) {
                const bool linksEachItem = name == "button"_L1 && !german->one(u"item"_s).isEmpty();
                QVERIFY2(linksEachItem || !german->one(name).isEmpty(), qPrintable(kind + u' ' + name));
            }
            for (const QString &name : placeholders(*german)) {
                if (name.endsWith(".n"_L1)) { // plural forms come in pairs
                    const QString base = u'#' + name.chopped(1);
                    QVERIFY(placeholders(*german).contains(base + "one"_L1));
                    QVERIFY(placeholders(*german).contains(base + "other"_L1));
                }
            }
        }
        QDir folder(u":/portier/mail"_s);
        for (const QString &file : folder.entryList({u"*.mail"_s})) {
            const QString kind = file.section(u'.', 0, 0);
            QVERIFY2(kind == "common"_L1 || mailKinds().contains(kind), qPrintable(file));
        }
    }

    void rendersEveryKind_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("facts");
        QTest::newRow("price alert") << u"trip_price_alert"_s << fullPriceAlert();
        QTest::newRow("price alert, few facts") << u"trip_price_alert"_s << smallPriceAlert();
        QTest::newRow("rotation reminder") << u"rotation_reminder"_s << rotationReminder();
        const QJsonObject budget{{u"source"_s, u"skiplagged"_s},
                                 {u"level"_s, u"warning"_s},
                                 {u"period"_s, u"2027-09"_s},
                                 {u"used"_s, 2400},
                                 {u"limit"_s, 3000},
                                 {u"portier_url"_s, u"/"_s}};
        QTest::newRow("budget warning") << u"source_budget_warning"_s << budget;
        QJsonObject exhausted = budget;
        exhausted.insert(u"level"_s, u"exhausted"_s);
        QTest::newRow("budget exhausted") << u"source_budget_warning"_s << exhausted;
        QTest::newRow("source refused") << u"source_refused"_s
                                        << QJsonObject{{u"source"_s, u"duffel"_s},
                                                       {u"at"_s, u"2027-09-07T16:00:00Z"_s},
                                                       {u"portier_url"_s, u"/"_s}};
        QTest::newRow("trip reminder") << u"trip_reminder"_s << tripReminder(true);
        QTest::newRow("trip reminder, few facts") << u"trip_reminder"_s << tripReminder(false);
        QTest::newRow("weekly summary") << u"trip_weekly_summary"_s << weeklySummary();
        for (const QString &condition : operatorConditions()) {
            for (const QString &stage : {u"begin"_s, u"reminder"_s, u"end"_s})
                QTest::addRow("notice: %s, %s", qPrintable(condition), qPrintable(stage))
                    << u"critical_notice"_s << criticalNotice(condition, stage);
        }
        QTest::newRow("duty bounced") << u"duty_bounced"_s
                                      << QJsonObject{{u"address"_s, u"c…@example.org"_s},
                                                     {u"reason"_s, u"bounced"_s},
                                                     {u"about"_s, u"Haus am See"_s},
                                                     {u"sent_at"_s, u"2027-09-07T16:00:00Z"_s},
                                                     {u"portier_url"_s, u"/"_s}};
        QTest::newRow("phone code") << u"phone_code"_s
                                    << QJsonObject{{u"code"_s, u"042137"_s},
                                                   {u"expires_at"_s, u"2027-09-07T16:10:00Z"_s},
                                                   {u"portier_url"_s, u"/"_s}};
        QTest::newRow("trip error") << u"trip_error"_s << fullTripError();
        QTest::newRow("trip error, few facts") << u"trip_error"_s << smallTripError();
    }
    /// PLT-125, PLT-127, A52: valid HTML, no remote content, the same words in both parts, nothing left unfilled.
    void rendersEveryKind()
    {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, facts);
        for (const QString &language : {u"de"_s, u"en"_s}) {
            const auto mail = renderMail(kind, facts, frameFor(language));
            QVERIFY2(mail, mail ? "" : qPrintable(mail.error().message));
            QVERIFY(!mail->subject.isEmpty());
            QVERIFY(mail->html.contains(u"<html lang=\"%1\">"_s.arg(language)));
            for (const char *remote : {"src=", "url(", "<link", "@import", "<script", "<img"})
                QVERIFY2(!mail->html.contains(QLatin1String(remote)), remote);
            for (const QString &part : {mail->text, mail->html, mail->subject})
                QVERIFY(!part.contains("{{"_L1) && !part.contains("}}"_L1));
            QStringList links;
            const QString seen = visibleText(mail->html, &links);
            QVERIFY2(!seen.isEmpty(), qPrintable(mail->html));
            QVERIFY(links.contains(frameFor(language).unsubscribeUrl));
            QVERIFY2(!mail->text.contains("\n\n\n"_L1), qPrintable(mail->text)); // what is left out leaves no hole
            for (QString line : mail->text.split(u'\n', Qt::SkipEmptyParts)) {
                if (line.startsWith("--"_L1))
                    continue;
                line = line.simplified();
                if (line.startsWith("- "_L1))
                    line.remove(0, 2); // an item of a list
                const QString label = line.section(u": "_s, 0, 0).remove(QRegularExpression(u":$"_s));
                const QString value = line.section(u": "_s, 1);
                QVERIFY2(seen.contains(line) || links.contains(line) ||
                             (seen.contains(label) && (value.isEmpty() || seen.contains(value))),
                         qPrintable(line));
            }
        }
    }

    void priceAlertSaysEverything_data() // TRP-201, TRP-202
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("de") << u"de"_s << u"[Demo] Preisalarm: Lissabon <im> November jetzt 1.862,30\u00a0€"_s
                            << QStringList{u"Lissabon <im> November"_s,
                                           u"HAM → LIS"_s,
                                           u"12.–19.11.2027"_s,
                                           u"Flug und Hotel zusammen"_s,
                                           u"1.862,30\u00a0€"_s,
                                           u"Deine Grenze: 1.900,00\u00a0€"_s,
                                           u"37,70\u00a0€ unter deiner Grenze"_s,
                                           u"1.800,11\u00a0€ am 03.09.2027"_s,
                                           u"1.888,88\u00a0€"_s,
                                           u"1.024,10\u00a0€ von Duffel, abgefragt Di., 07.09.2027, 18:00 MESZ; der "
                                           "vorige Preis kam von Skiplagged"_s,
                                           u"838,20\u00a0€ von LiteAPI, abgefragt Di., 07.09.2027, 06:02 MESZ"_s,
                                           u"früheren Abfrage"_s,
                                           u"nur einen Teil"_s,
                                           u"simulierter Preis"_s,
                                           u"noch einmal um mindestens 2\u00a0% gefallen"_s,
                                           u"https://portier.example.org/trips/t1?from=mail&x=1"_s,
                                           u"https://elsewhere.example/pause"_s,
                                           u"Gesendet am Di., 07.09.2027, 18:01 MESZ"_s};
        QTest::newRow("en") << u"en"_s << u"[Demo] Price alert: Lissabon <im> November now €1,862.30"_s
                            << QStringList{u"12–19 Nov 2027"_s,
                                           u"flight and hotel together"_s,
                                           u"Your limit: €1,900.00"_s,
                                           u"€37.70 below your limit"_s,
                                           u"€1,800.11 on 3 Sept 2027"_s,
                                           u"€1,888.88"_s,
                                           u"€1,024.10 from Duffel, checked Tue 7 Sept 2027, 18:00 CEST; the price "
                                           "before came from Skiplagged"_s,
                                           u"€838.20 from LiteAPI, checked Tue 7 Sept 2027, 06:02 CEST"_s,
                                           u"earlier check"_s,
                                           u"only part of its offers"_s,
                                           u"simulated price"_s,
                                           u"another 2%"_s};
    }
    void priceAlertSaysEverything()
    {
        QFETCH(QString, language);
        QFETCH(QStringList, said);
        const auto mail = renderMail(u"trip_price_alert"_s, fullPriceAlert(), frameFor(language));
        QTEST(mail->subject, "subject");
        for (const QString &words : said) {
            QVERIFY2(mail->text.contains(words), qPrintable(words + u"\n\n"_s + mail->text));
            const bool labelled = words.contains(": "_L1);
            QVERIFY2(labelled || mail->html.contains(words.toHtmlEscaped()), qPrintable(words));
        }
    }

    void everyReasonAndErrorHasItsSentence() // TRP-033, TRP-201
    {
        for (const QString &language : {u"de"_s, u"en"_s}) {
            QSet<QString> texts;
            const QStringList reasons{u"crossed"_s, u"first_sample"_s, u"new_low"_s, u"dropped"_s};
            for (const QString &reason : reasons) {
                QJsonObject facts = fullPriceAlert();
                facts.insert(u"reason"_s, QJsonObject{{u"code"_s, reason}});
                texts.insert(renderMail(u"trip_price_alert"_s, facts, frameFor(language))->text);
            }
            QCOMPARE(texts.size(), reasons.size());
            const auto error = renderMail(u"trip_error"_s, fullTripError(), frameFor(language));
            QVERIFY(error->text.contains(timedOut().value(language).toString()));
        }
    }

    void thresholdReachedExactly()
    {
        QJsonObject facts = fullPriceAlert();
        facts.insert(u"saving"_s, euros(0));
        const auto mail = renderMail(u"trip_price_alert"_s, facts, frameFor(u"de"_s));
        QVERIFY(mail->text.contains(u"Genau auf deiner Grenze"_s));
        QVERIFY(!mail->text.contains(u"unter deiner Grenze"_s));
    }

    void escapesEveryValue() // PLT-125
    {
        QJsonObject facts = fullPriceAlert();
        facts.insert(u"trip_name"_s, u"<script>alert(\"x\")</script>\r\nBcc: all@example.org\n{{price}} & 'so'"_s);
        const auto mail = renderMail(u"trip_price_alert"_s, facts, frameFor(u"en"_s));
        QVERIFY(mail);
        QVERIFY(!mail->html.contains("<script"_L1));
        QVERIFY(mail->html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"_L1));
        QVERIFY(mail->html.contains("<br/>Bcc: all@example.org<br/>{{price}} &amp; 'so'"_L1)); // newlines kept
        QVERIFY(!mail->subject.contains(u'\n') && !mail->subject.contains(u'\r'));
        QVERIFY(mail->text.contains("<script>"_L1));
    }

    void leavesOutWhatIsNotThere()
    {
        const auto mail = renderMail(u"trip_price_alert"_s, smallPriceAlert(), frameFor(u"de"_s));
        for (const QString &label : {u"Deine Grenze"_s, u"Hotel:"_s, u"Gut zu wissen"_s, u"pausieren"_s, u"[Demo]"_s})
            QVERIFY2(!mail->text.contains(label), qPrintable(label));
        MailFrame frame = frameFor(u"de"_s);
        frame.unsubscribeUrl.clear();
        const auto duty = renderMail(u"trip_price_alert"_s, smallPriceAlert(), frame);
        QVERIFY(!duty->text.contains(u"abbestellen"_s)); // PLT-130
        QVERIFY(!duty->html.contains(u"abbestellen"_s));
    }

    void refusesWrongFacts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("pointer");
        using V = QJsonValue;
        QTest::newRow("missing") << u"price"_s << V(V::Undefined) << u"/price"_s;
        QTest::newRow("unknown") << u"pryce"_s << V(1) << u"/pryce"_s;
        QTest::newRow("text as money") << u"price"_s << V(u"12 €"_s) << u"/price"_s;
        QTest::newRow("unknown currency")
            << u"price"_s << V(QJsonObject{{u"amount_minor"_s, 1}, {u"currency"_s, u"XXQ"_s}}) << u"/price"_s;
        QTest::newRow("impossible date") << u"dates"_s << V(QJsonObject{{u"from"_s, u"2027-02-30"_s}}) << u"/dates"_s;
        QTest::newRow("unlisted code") << u"measure"_s << V(u"car_total"_s) << u"/measure"_s;
        QTest::newRow("script link") << u"trip_url"_s << V(u"javascript:alert(1)"_s) << u"/trip_url"_s;
        QTest::newRow("nested") << u"flight"_s << V(QJsonObject{{u"amount"_s, euros(1)}, {u"source"_s, u"x"_s}})
                                << u"/flight/fetched_at"_s;
    }
    void refusesWrongFacts()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(QString, pointer);
        QJsonObject facts = fullPriceAlert();
        if (value.isUndefined())
            facts.remove(name);
        else
            facts.insert(name, value);
        const auto mail = renderMail(u"trip_price_alert"_s, facts, frameFor(u"de"_s));
        QVERIFY(!mail);
        QCOMPARE(mail.error().fields.size(), 1);
        QCOMPARE(mail.error().fields.front().pointer, pointer);
        QVERIFY(!renderMail(u"no_such_kind"_s, facts, frameFor(u"de"_s)));
        QVERIFY(!renderMail(u"trip_price_alert"_s, fullPriceAlert(), frameFor(u"fr"_s)));
    }

    void refusesMalformedTemplates()
    {
        QVERIFY(parseMailTemplate(u"# note\n@subject a\n b\n"_s));
        QCOMPARE(parseMailTemplate(u"@subject a\n b\n"_s)->one(u"subject"_s), u"a b"_s);
        for (const QString &bad : {u"@subjekt a"_s, u"@row no bar"_s, u"text"_s, u"@subject"_s, u" goes on"_s})
            QVERIFY2(!parseMailTemplate(bad), qPrintable(bad));
    }
};

QTEST_GUILESS_MAIN(TestMailRenderer)
#include "tst_mailrenderer.moc"
