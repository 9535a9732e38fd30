// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/commandrows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace portier::test;
using namespace Qt::Literals::StringLiterals;

/// Houses, their parties and their scheduled work by the command line, in the running service and without one
/// (PLT-151, BKG-001 to BKG-006, BKG-109).
class TestHouseCommands : public QObject
{
    Q_OBJECT
private:
    static QList<QByteArrayList> linesOf(const Ended &ended)
    {
        QList<QByteArrayList> lines;
        for (const QByteArray &line : ended.out.split('\n')) {
            if (!line.isEmpty())
                lines.append(line.split('\t'));
        }
        return lines;
    }
    static QJsonObject jsonOf(const Ended &ended) { return QJsonDocument::fromJson(ended.out).object(); }

    /// The house that is there from the start, even before a service ever ran.
    void exerciseFirstHouse(PortierdProcess &portierd)
    {
        const auto houses = linesOf(portierd.run({u"resource"_s, u"list"_s}));
        QCOMPARE(houses.size(), 1);
        QVERIFY(houses.first().at(0).startsWith("ferienhaus-"));
        QCOMPARE(houses.first().mid(1, 3), (QByteArrayList{"open", "Europe/Berlin", "Ferienhaus"}));
        QVERIFY(houses.first().at(4).endsWith("/calendar/" + houses.first().at(0)));
        QByteArrayList names;
        for (const QByteArrayList &line : linesOf(portierd.run({u"party"_s, u"list"_s})))
            names.append(line.last());
        QCOMPARE(names, (QByteArrayList{"Ingeborg", "Cornelia", "Angelika"}));
    }
    void exerciseParties(PortierdProcess &portierd)
    {
        const auto party = [&portierd](const QStringList &words) {
            return portierd.run(QStringList{u"party"_s} + words);
        };
        const Ended moved = party({u"edit"_s, u"Ingeborg"_s, u"--email"_s, u" Ing@Haus.test "_s});
        QVERIFY2(moved.exitCode == 0, moved.err.constData());
        QVERIFY(moved.err.contains("have ended"));
        QCOMPARE(linesOf(party({u"list"_s})).first().at(3), "ing@haus.test"); // BKG-006
        const Ended taken = party({u"edit"_s, u"Cornelia"_s, u"--email"_s, u"ing@haus.test"_s});
        QCOMPARE(taken.exitCode, 2);
        QVERIFY2(taken.err.contains("/email: "), taken.err.constData());
        QCOMPARE(party({u"edit"_s, u"Nobody"_s, u"--active"_s, u"no"_s}).exitCode, 8);
        const Ended muddled = party({u"edit"_s, u"Angelika"_s, u"--active"_s, u"maybe"_s, u"--position"_s, u"x"_s});
        QCOMPARE(muddled.exitCode, 2);
        QVERIFY(muddled.err.contains("/active: ") && muddled.err.contains("/position: "));

        QCOMPARE(party({u"add"_s, u"--name"_s, u"Dora"_s, u"--colour"_s, u"red"_s}).exitCode, 2);
        const Ended added = party({u"add"_s, u"--name"_s, u"Dora"_s, u"--colour"_s, u"#aabbcc"_s, u"--json"_s});
        QCOMPARE(jsonOf(added).value(u"colour"_s), u"#AABBCC"_s);
        QCOMPARE(jsonOf(added).value(u"position"_s), 3);
        QCOMPARE(party({u"send-link"_s, u"Dora"_s}).exitCode, 2); // no address
        QCOMPARE(party({u"send-link"_s, u"Ingeborg"_s}).exitCode, 0);
        const QString id = jsonOf(added).value(u"id"_s).toString();
        const Ended silent = party({u"edit"_s, id, u"--notifications"_s, u"no"_s, u"--active"_s, u"no"_s, u"--json"_s});
        QCOMPARE(jsonOf(silent).value(u"notification_enabled"_s), false);
        QCOMPARE(jsonOf(silent).value(u"active"_s), false);
        QCOMPARE(party({u"remove"_s, id}).exitCode, 0);
        QCOMPARE(party({u"remove"_s, id}).exitCode, 8);
    }
    void exerciseHouses(PortierdProcess &portierd)
    {
        const auto house = [&portierd](const QStringList &words) {
            return portierd.run(QStringList{u"resource"_s} + words);
        };
        QCOMPARE(house({u"add"_s}).exitCode, 2);
        QCOMPARE(house({u"add"_s, u"--name"_s, u"Hütte"_s, u"--zone"_s, u"Mars/Phobos"_s}).exitCode, 2);
        const Ended added = house({u"add"_s, u"--name"_s, u"Hütte am See"_s, u"--zone"_s, u"Europe/Vienna"_s,
                                   u"--limits"_s, u"max_party_size=4,self_approval=authenticated"_s, u"--json"_s});
        QVERIFY2(added.exitCode == 0, added.err.constData());
        const QString slug = jsonOf(added).value(u"slug"_s).toString();
        QVERIFY(slug.startsWith(u"huette-am-see-"_s));
        QCOMPARE(jsonOf(added).value(u"limits"_s).toObject().value(u"max_party_size"_s), 4);
        QCOMPARE(jsonOf(added).value(u"open"_s), false); // BKG-003: no party yet

        QCOMPARE(portierd.run({u"party"_s, u"list"_s}).exitCode, 2); // which house?
        QCOMPARE(portierd.run({u"party"_s, u"list"_s, u"--resource"_s, slug}).out, QByteArray());
        const Ended bad = house({u"edit"_s, slug, u"--limits"_s, u"max_party_size=0,pets=2"_s});
        QCOMPARE(bad.exitCode, 2);
        QVERIFY(bad.err.contains("/limits/max_party_size: ") && bad.err.contains("/limits/pets: "));
        const Ended edited = house(
            {u"edit"_s, slug, u"--limits"_s, u"max_party_size=inherit"_s, u"--status"_s, u"closed"_s, u"--json"_s});
        QCOMPARE(jsonOf(edited).value(u"limits"_s).toObject().value(u"max_party_size"_s), QJsonValue::Null);
        QCOMPARE(jsonOf(edited).value(u"limits"_s).toObject().value(u"self_approval"_s), u"authenticated"_s);
        QCOMPARE(jsonOf(edited).value(u"status"_s), u"closed"_s);
        QCOMPARE(house({u"edit"_s, u"nowhere"_s, u"--name"_s, u"X"_s}).exitCode, 8);
        QCOMPARE(house({u"archive"_s, slug}).exitCode, 0);
        QCOMPARE(portierd.run({u"party"_s, u"list"_s}).exitCode, 0); // one house again
    }
    void exerciseJobs(PortierdProcess &portierd)
    {
        QByteArrayList names;
        for (const QByteArrayList &line : linesOf(portierd.run({u"job"_s, u"list"_s})))
            names.append(line.first());
        for (const char *name : {"booking_cleanup", "booking_purge", "weekly_digest"})
            QVERIFY2(names.contains(name), name);
        const Ended ran = portierd.run({u"job"_s, u"run"_s, u"booking_cleanup"_s, u"--json"_s});
        QVERIFY2(ran.exitCode == 0, ran.err.constData());
        const QJsonArray runs = QJsonDocument::fromJson(ran.out).array();
        QCOMPARE(runs.size(), names.count("booking_cleanup"));
        for (const QJsonValue &run : runs)
            QCOMPARE(run[u"state"_s].toString(), u"ran"_s);
        QCOMPARE(portierd.run({u"job"_s, u"run"_s, u"booking_cleanup"_s, u"--owner"_s, u"nobody"_s}).exitCode, 8);
        QCOMPARE(portierd.run({u"job"_s, u"run"_s, u"dishes"_s}).exitCode, 8);
    }
    /// docs/adr/0045
    void exerciseImport(PortierdProcess &portierd)
    {
        const QByteArray csv = "start_date,end_date,requester_first_name,party_size\n2024-08-01,2024-08-05,Otto,2\n"
                               "2031-08-01,2031-08-20,Mara,4\n";
        const auto import = [&portierd, &csv](const QStringList &words, const QByteArray &file = {}) {
            return portierd.run(QStringList{u"bookings"_s, u"import"_s, u"-"_s} + words, file.isEmpty() ? csv : file);
        };
        const QStringList defaults{u"--affiliation"_s, u"Cornelia"_s, u"--email"_s, u"house@gast.test"_s};
        const Ended lacking = import({u"--json"_s});
        QCOMPARE(lacking.exitCode, 1);
        QCOMPARE(jsonOf(lacking).value(u"failed"_s), 2);
        QCOMPARE(import({u"--format"_s, u"xml"_s}).exitCode, 2);
        QCOMPARE(import({u"--status"_s, u"denied"_s}).exitCode, 2);
        QCOMPARE(import({u"--resource"_s, u"nowhere"_s}).exitCode, 8);
        QCOMPARE(import({u"--format"_s, u"ics"_s}).exitCode, 2); // that is no calendar
        const Ended dry = import(defaults + QStringList{u"--dry-run"_s, u"--json"_s});
        QCOMPARE(dry.exitCode, 0);
        QCOMPARE(jsonOf(dry).value(u"written"_s), false);
        const Ended done = import(defaults + QStringList{u"--json"_s});
        QVERIFY2(done.exitCode == 0, (done.out + done.err).constData());
        QCOMPARE(jsonOf(done).value(u"written"_s), true);
        QCOMPARE(jsonOf(done).value(u"created"_s), 2);
        const Ended again = import(defaults);
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.out.contains("taken by Otto, 1–5 Aug 2024"), again.out.constData());
        QVERIFY(again.err.contains("Nothing was written."));
        const Ended calendar =
            import(defaults + QStringList{u"--json"_s},
                   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20320801\r\n"
                   "SUMMARY:Jonas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        QVERIFY2(calendar.exitCode == 0, (calendar.out + calendar.err).constData());
    }
    void exerciseAll(PortierdProcess &portierd)
    {
        exerciseFirstHouse(portierd);
        exerciseParties(portierd);
        exerciseHouses(portierd);
        exerciseJobs(portierd);
        exerciseImport(portierd);
    }

private Q_SLOTS:
    void everything_data() { commandRows(); }
    void everything()
    {
        const auto steps = [this](PortierdProcess &portierd) { exerciseAll(portierd); };
        runCommandRow(steps, {"ing@haus", "house@gast"}); // BKG-144
    }
};

QTEST_GUILESS_MAIN(TestHouseCommands)
#include "tst_housecommands.moc"
