// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/renewedlinks.h"
#include "tests/storage/bookings/bookingworld.h"

#include <QJsonArray>
#include <QScopeGuard>
#include <QTest>

#include <ctime>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString ing = u"Ingeborg"_s;
const QString cor = u"Cornelia"_s;
const QString ang = u"Angelika"_s;
const QString ingMail = u"ingeborg@haus.example"_s;
const QString corMail = u"cornelia@haus.example"_s;
const QString angMail = u"angelika@haus.example"_s;
const QString maraMail = u"mara@gast.example"_s;

QStringList mails(const QString &kind, const QStringList &addresses)
{
    QStringList list;
    for (const QString &address : addresses)
        list.append(u"booking_"_s + kind + u" > "_s + address);
    return list;
}

QStringList conflictRows(const Error &error)
{
    QStringList rows;
    for (const BookingConflict &each : conflictsOf(error))
        rows.append(u"%1 %2 %3"_s.arg(each.firstName, toText(each.status), each.range.start.toString(Qt::ISODate)));
    return rows;
}

} // namespace

/// The life of bookings through the service, on both databases (bookings.md sections 4 to 6; S: scenarios of 20).
class TestBookingLifecycle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void freshDatabaseHasOneHouse_data() { TestDatabase::backends(); }
    void freshDatabaseHasOneHouse() // S1, BKG-001
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto all = world.wait(world.resources.list(BookingWorld::account(u"admin"_s)));
        QVERIFY(all);
        QCOMPARE(all->size(), 1);
        const ResourceRecord &house = all->first();
        QCOMPARE(house.resource.name, u"Ferienhaus"_s);
        QCOMPARE(house.resource.zone, u"Europe/Berlin"_s);
        QCOMPARE(house.resource.language, u"de"_s);
        QStringList parties;
        for (const Party &each : house.parties)
            parties.append(each.name + each.colour);
        QCOMPARE(parties, (QStringList{u"Ingeborg#C1DBE3"_s, u"Cornelia#C7DFC5"_s, u"Angelika#DFAEB4"_s}));
    }

    void everyPartyOfFiveMustApprove_data() { TestDatabase::backends(); }
    void everyPartyOfFiveMustApprove() // S2, BKG-002, BKG-038
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        for (const QString &name : {u"Dora"_s, u"Emil"_s}) {
            const QJsonObject body{
                {u"name"_s, name}, {u"colour"_s, u"#123456"_s}, {u"email"_s, name.toLower() + u"@haus.example"_s}};
            QVERIFY(world.wait(world.resources.addParty(BookingWorld::account(u"admin"_s), world.resourceId, body)));
        }
        world.reloadParties();
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QStringList names{ing, cor, ang, u"Dora"_s, u"Emil"_s};
        for (int i = 0; i < 4; ++i) {
            const auto result = world.approve(names.at(i), id);
            QCOMPARE(result->status, BookingStatus::Pending);
            QCOMPARE(result->outstanding, names.mid(i + 1));
        }
        QCOMPARE(world.approve(names.at(4), id)->status, BookingStatus::Confirmed);
    }

    void partyWithoutAddressClosesTheHouse_data() { TestDatabase::backends(); }
    void partyWithoutAddressClosesTheHouse() // S3, BKG-003
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        world.exec(u"UPDATE parties SET email = NULL WHERE name = 'Cornelia'"_s);
        QCOMPARE(codeOf(world.submit(world.request(u"2027-09-01"_s, u"2027-09-02"_s))), u"resource_closed"_s);
        QVERIFY(!world.wait(world.service.resource(world.slug))->open);
        for (const QString &name : {cor, ing})
            QVERIFY(world.approve(name, id));
        QCOMPARE(world.approve(ang, id)->status, BookingStatus::Confirmed);
    }

    void twoHousesNeverConflict_data() { TestDatabase::backends(); }
    void twoHousesNeverConflict() // S4, BKG-020, BKG-016
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const auto admin = BookingWorld::account(u"admin"_s);
        const auto other = world.wait(world.resources.create(admin, {{u"name"_s, u"Hütte am See"_s}}));
        QVERIFY(other);
        QVERIFY(other->resource.slug.startsWith(u"huette-am-see-"_s));
        const QJsonObject party{
            {u"name"_s, u"Nora"_s}, {u"colour"_s, u"#abcdef"_s}, {u"email"_s, u"nora@haus.example"_s}};
        const auto nora = world.wait(world.resources.addParty(admin, other->resource.id, party));
        QVERIFY(nora);
        const QJsonObject there{{u"resource"_s, other->resource.slug}, {u"affiliation_party_id"_s, nora->id}};
        QVERIFY(world.submit(world.request(u"2027-08-01"_s, u"2027-08-05"_s, there)));
        // S97, BKG-107: both houses on the personal page.
        const auto mine = world.wait(world.service.mine(BookingWorld::requester(), {}));
        QCOMPARE(mine->total, 2);
        QVERIFY(mine->severalResources);
    }

    void overlapsAreRefused_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        QTest::addColumn<bool>("conflicts");
        const auto row = [](const char *name, const QString &start, const QString &end, bool conflicts) {
            for (const QString &backend : TestDatabase::backendNames())
                QTest::addRow("%s %s", qPrintable(backend), name) << backend << start << end << conflicts;
        };
        row("equal", u"2027-06-10"_s, u"2027-06-14"_s, true); // S7
        row("left of", u"2027-06-08"_s, u"2027-06-10"_s, true);
        row("right of", u"2027-06-14"_s, u"2027-06-16"_s, true);
        row("inside", u"2027-06-11"_s, u"2027-06-13"_s, true);
        row("around", u"2027-06-09"_s, u"2027-06-15"_s, true);
        row("months around", u"2027-05-15"_s, u"2027-07-15"_s, true); // S12
        row("day before", u"2027-06-09"_s, u"2027-06-09"_s, false);   // S9
        row("day after", u"2027-06-15"_s, u"2027-06-15"_s, false);
    }
    void overlapsAreRefused() // S7, S8, S9, S12, BKG-020, BKG-104
    {
        QFETCH(QString, backend);
        QFETCH(QString, start);
        QFETCH(QString, end);
        QFETCH(bool, conflicts);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-06-10"_s, u"2027-06-14"_s, {{u"requester_first_name"_s, u"Jonas"_s}});
        if (!conflicts) {
            QVERIFY(world.submit(world.request(start, end)));
            return;
        }
        (void)world.takeMails();
        const auto pending = world.submit(world.request(start, end));
        QCOMPARE(codeOf(pending), u"booking_conflict"_s);
        QCOMPARE(conflictRows(pending.error()), (QStringList{u"Jonas pending 2027-06-10"_s}));
        for (const QString &name : {ing, cor, ang})
            QVERIFY(world.approve(name, id));
        const auto confirmed = world.submit(world.request(start, end));
        QCOMPARE(conflictRows(confirmed.error()), (QStringList{u"Jonas confirmed 2027-06-10"_s}));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM bookings"_s), 1);
    }

    void deniedAndCanceledFreeTheDays_data() { TestDatabase::backends(); }
    void deniedAndCanceledFreeTheDays() // S10, S11, S36, BKG-020, BKG-104
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString denied = world.booked(u"2027-06-10"_s, u"2027-06-14"_s);
        QVERIFY(world.deny(cor, denied));
        const QString canceled = world.booked(u"2027-06-10"_s, u"2027-06-14"_s);
        QVERIFY(world.cancel(BookingWorld::requester(), canceled));
        world.booked(u"2027-06-10"_s, u"2027-06-11"_s, {{u"requester_first_name"_s, u"Zoe"_s}});
        world.booked(u"2027-06-13"_s, u"2027-06-14"_s, {{u"requester_first_name"_s, u"Abel"_s}});
        const auto both = world.submit(world.request(u"2027-06-01"_s, u"2027-06-30"_s));
        QCOMPARE(conflictRows(both.error()), (QStringList{u"Zoe pending 2027-06-10"_s, u"Abel pending 2027-06-13"_s}));
        QCOMPARE(both.error().details.value(u"conflicts_total"_s).toInt(), 2);
    }

    void submitAsksEveryParty_data() { TestDatabase::backends(); }
    void submitAsksEveryParty() // S14, S15, BKG-027, BKG-058, BKG-113
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto view = world.submit(world.request(u"2027-08-01"_s, u"2027-08-05"_s));
        QVERIFY(view);
        QVERIFY(!view->details);
        QCOMPARE(view->status, BookingStatus::Pending);
        QCOMPARE(view->range.totalDays(), 5);
        QCOMPARE(world.approvalsOf(view->id),
                 (QStringList{u"Ingeborg:no_response"_s, u"Cornelia:no_response"_s, u"Angelika:no_response"_s}));
        QCOMPARE(world.timelineOf(view->id), (QStringList{u"submitted"_s}));
        QCOMPARE(world.takeMails(),
                 mails(u"submitted"_s, {maraMail}) + mails(u"decide_new"_s, {ingMail, corMail, angMail}));
        QVERIFY(!world.wait(world.service.find({}, view->id))->details);
        const auto page = world.wait(world.service.calendar({world.slug, false, 2027, 8}));
        QCOMPARE(page->bookings.size(), 1);
        QVERIFY(!page->bookings.first().details);
    }

    void requesterWhoIsApproverApprovesAtOnce_data() { TestDatabase::backends(); }
    void requesterWhoIsApproverApprovesAtOnce() // S16, S17, S39, BKG-025, BKG-013, BKG-041, BKG-114
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(
            u"2027-08-01"_s, u"2027-08-05"_s,
            {{u"requester_email"_s, u" Cornelia@Haus.Example "_s}, {u"affiliation_party_id"_s, world.party(ing)}});
        QCOMPARE(world.approvalsOf(id),
                 (QStringList{u"Ingeborg:no_response"_s, u"Cornelia:approved"_s, u"Angelika:no_response"_s}));
        QCOMPARE(world.timelineOf(id), (QStringList{u"submitted"_s, u"self_approved"_s}));
        QCOMPARE(world.takeMails(), mails(u"submitted"_s, {corMail}) + mails(u"decide_new"_s, {ingMail, angMail}));
        QVERIFY(world.deny(cor, id));
        QCOMPARE(world.takeMails(), mails(u"denied"_s, {corMail, ingMail, angMail}));
    }

    void selfApprovalCanNeedProof_data() { TestDatabase::backends(); }
    void selfApprovalCanNeedProof() // S18, BKG-025, BKG-032
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.environment->limits.selfApproval = SelfApproval::Authenticated;
        const QJsonObject byCor{{u"requester_email"_s, corMail}};
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, byCor);
        QCOMPARE(world.approvalsOf(id).at(1), u"Cornelia:no_response"_s);
        QCOMPARE(world.takeMails(),
                 mails(u"submitted"_s, {corMail}) + mails(u"decide_new"_s, {ingMail, corMail, angMail}));
        const auto proven = world.submit(world.request(u"2027-09-01"_s, u"2027-09-05"_s, byCor), world.approver(cor));
        QCOMPARE(world.approvalsOf(proven->id).at(1), u"Cornelia:approved"_s);
        // An edit by the personal link of that address is proof enough.
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-06"_s}}, BookingWorld::requester(corMail)));
        QCOMPARE(world.approvalsOf(id).at(1), u"Cornelia:approved"_s);
    }

    void addressAloneNeverConfirms_data() { TestDatabase::backends(); }
    void addressAloneNeverConfirms() // BKG-026, T1b
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.exec(u"UPDATE parties SET active = 0 WHERE name <> 'Cornelia'"_s);
        const QJsonObject byCor{{u"requester_email"_s, corMail}};
        const QString anonymous = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, byCor);
        QCOMPARE(world.approvalsOf(anonymous), (QStringList{u"Cornelia:no_response"_s}));
        (void)world.takeMails();
        const auto proven = world.submit(world.request(u"2027-09-01"_s, u"2027-09-05"_s, byCor), world.approver(cor));
        QCOMPARE(proven->status, BookingStatus::Confirmed);
        QCOMPARE(world.timelineOf(proven->id), (QStringList{u"submitted"_s, u"self_approved"_s, u"confirmed"_s}));
        QCOMPARE(world.takeMails(), mails(u"confirmed"_s, {corMail}));
    }

    void adminsAskOnBehalf_data() { TestDatabase::backends(); }
    void adminsAskOnBehalf() // S19, S53, BKG-019, BKG-051
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto admin = BookingWorld::account(u"admin"_s);
        const auto view = world.submit(world.request(u"2027-08-01"_s, u"2027-08-05"_s), admin);
        QVERIFY(view && view->details);
        QVERIFY(view->details->onBehalf);
        QCOMPARE(view->details->maskedEmail, u"m…@gast.example"_s);
        QCOMPARE(view->details->timeline.first().event.role, ActorRole::Admin);
        QCOMPARE(view->details->timeline.first().event.note, u"on behalf"_s);
        QCOMPARE(world.approvalsOf(view->id),
                 (QStringList{u"Ingeborg:no_response"_s, u"Cornelia:no_response"_s, u"Angelika:no_response"_s}));
        QCOMPARE(world.takeMails().first(), u"booking_submitted > "_s + maraMail);
        QCOMPARE(codeOf(world.cancel(admin, view->id)), u"comment_required"_s);
        const auto canceled = world.cancel(admin, view->id, u"Vertippt"_s);
        QCOMPARE(canceled->notified, (QStringList{ing, cor, ang}));
        QCOMPARE(world.takeMails(), mails(u"canceled"_s, {maraMail, ingMail, corMail, angMail}));
        QCOMPARE(world.seen(view->id).details->timeline.last().event.role, ActorRole::Admin);
        // Admins never decide, edit or reopen.
        const QString id = world.booked(u"2027-09-01"_s, u"2027-09-05"_s);
        QCOMPARE(codeOf(world.wait(world.service.approve(admin, id, {{u"round"_s, 1}}))), u"forbidden"_s);
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}}, admin)), u"forbidden"_s);
    }

    void approvalsLeadToConfirmation_data() { TestDatabase::backends(); }
    void approvalsLeadToConfirmation() // S31, S32, S33, BKG-011, BKG-038, BKG-044
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        (void)world.takeMails();
        QCOMPARE(world.approve(ing, id)->outstanding, (QStringList{cor, ang}));
        QCOMPARE(world.takeMails(), mails(u"approved"_s, {maraMail}));
        QCOMPARE(world.versionOf(id), 1);
        const auto again = world.approve(ing, id); // S33
        QCOMPARE(again->kind, DecisionResult::Kind::AlreadyDone);
        QCOMPARE(again->outstanding, (QStringList{cor, ang}));
        QCOMPARE(world.takeMails(), QStringList());
        QCOMPARE(world.approve(cor, id)->outstanding, (QStringList{ang}));
        (void)world.takeMails();
        QCOMPARE(world.approve(ang, id)->status, BookingStatus::Confirmed);
        QCOMPARE(world.timelineOf(id),
                 (QStringList{u"submitted"_s, u"approved"_s, u"approved"_s, u"approved"_s, u"confirmed"_s}));
        QCOMPARE(world.takeMails(), mails(u"confirmed"_s, {maraMail, ingMail, corMail, angMail}));
        QCOMPARE(world.versionOf(id), 2);
        QCOMPARE(world.count(u"SELECT ical_sequence FROM bookings"_s), 1);
        QCOMPARE(world.approve(ang, id)->kind, DecisionResult::Kind::AlreadyDone);
    }

    void laterDecisionsAreAlreadyDone_data() { TestDatabase::backends(); }
    void laterDecisionsAreAlreadyDone() // S34, BKG-044, BKG-050, BKG-060
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.deny(ing, id));
        const auto onDenied = world.approve(cor, id);
        QCOMPARE(onDenied->kind, DecisionResult::Kind::AlreadyDone);
        QCOMPARE(onDenied->status, BookingStatus::Denied);
        QCOMPARE(onDenied->byParty, ing);
        QCOMPARE(world.deny(cor, id)->byParty, ing);
        QVERIFY(world.cancel(BookingWorld::requester(), id));
        const auto onCanceled = world.approve(cor, id);
        QCOMPARE(onCanceled->status, BookingStatus::Canceled);
        QVERIFY(!onCanceled->view && onCanceled->byParty.isEmpty() && onCanceled->outstanding.isEmpty());
        (void)world.takeMails();
        QCOMPARE(world.cancel(BookingWorld::requester(), id)->kind, DecisionResult::Kind::AlreadyDone);
        QCOMPARE(world.takeMails(), QStringList());
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}})), u"invalid_state"_s);
        QCOMPARE(codeOf(world.reopen(id)), u"invalid_state"_s);
        QCOMPARE(codeOf(world.edit(id, {}, world.approver(cor))), u"not_found"_s);
    }

    void denialsNeedAReason_data() { TestDatabase::backends(); }
    void denialsNeedAReason() // S35, S36, S37, S38, BKG-039, BKG-040, BKG-108
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.approve(cor, id));
        QCOMPARE(codeOf(world.deny(cor, id, {{u"comment"_s, u"  "_s}})), u"comment_required"_s);
        QCOMPARE(fieldsOf(world.deny(cor, id, {{u"comment"_s, QString(501, u'x')}})),
                 (QStringList{u"/comment:too_long"_s}));
        QCOMPARE(fieldsOf(world.deny(cor, id, {{u"comment"_s, u"siehe Www.haus"_s}})),
                 (QStringList{u"/comment:links_not_allowed"_s}));
        QCOMPARE(fieldsOf(world.wait(world.service.deny(world.approver(cor), id, {{u"comment"_s, u"nein"_s}}))),
                 (QStringList{u"/round:required"_s}));
        QCOMPARE(fieldsOf(world.wait(world.service.approve(world.approver(ang), id, {}))),
                 (QStringList{u"/round:required"_s})); // S98
        QVERIFY(world.approve(ing, id));
        QVERIFY(world.approve(ang, id));
        (void)world.takeMails();
        QCOMPARE(codeOf(world.deny(cor, id)), u"confirmed_ack_required"_s);
        QCOMPARE(world.seen(id).status, BookingStatus::Confirmed);
        const auto denied = world.deny(cor, id, {{u"ack_confirmed"_s, true}});
        QCOMPARE(denied->kind, DecisionResult::Kind::Denied);
        QCOMPARE(world.takeMails(), mails(u"denied"_s, {maraMail, ingMail, corMail, angMail}));
        QCOMPARE(world.seen(id).details->approvals.at(1).comment, u"Da sind wir selbst dort"_s);
        QVERIFY(world.submit(world.request(u"2027-08-01"_s, u"2027-08-05"_s)));
    }

    void shorteningKeepsApprovals_data() { TestDatabase::backends(); }
    void shorteningKeepsApprovals() // S40, S43, BKG-030
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-10"_s);
        QVERIFY(world.approve(ing, id));
        QVERIFY(world.approve(cor, id));
        (void)world.takeMails();
        const auto shorter = world.edit(
            id, {{u"start_date"_s, u"2027-08-03"_s}, {u"end_date"_s, u"2027-08-08"_s}, {u"party_size"_s, 2}});
        QCOMPARE(shorter->event, BookingEvent::Shorten);
        QVERIFY(!shorter->approvalsReset);
        QCOMPARE(world.takeMails(), mails(u"shortened"_s, {maraMail}));
        const TimelineEvent last = shorter->view.details->timeline.last().event;
        QCOMPARE(last.type, TimelineType::DatesShortened);
        QCOMPARE(last.before->start, QDate(2027, 8, 1));
        QCOMPARE(last.after->end, QDate(2027, 8, 8));
        QCOMPARE(world.approvalsOf(id).first(), u"Ingeborg:approved"_s);
        const auto back = world.edit(
            id,
            {{u"start_date"_s, u"2027-08-01"_s}, {u"end_date"_s, u"2027-08-10"_s}, {u"long_stay_confirmed"_s, true}});
        QCOMPARE(back->event, BookingEvent::Extend);
        QVERIFY(back->approvalsReset);
        QVERIFY(world.edit(id, {{u"start_date"_s, u"2027-08-01"_s}})); // equal dates
        QCOMPARE(world.timelineOf(id).size(), 5);
    }

    void extendingAsksAgain_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        for (const QString &backend : TestDatabase::backendNames()) {
            const auto row = [&backend](const char *name, const QString &start, const QString &end) {
                QTest::addRow("%s %s", qPrintable(backend), name) << backend << start << end;
            };
            row("start", u"2027-07-31"_s, u"2027-08-10"_s);
            row("end", u"2027-08-01"_s, u"2027-08-11"_s);
            row("both", u"2027-07-30"_s, u"2027-08-12"_s);
            row("shift", u"2027-08-05"_s, u"2027-08-14"_s);
            row("disjoint", u"2027-09-01"_s, u"2027-09-03"_s);
        }
    }
    void extendingAsksAgain() // S41, BKG-030, BKG-031
    {
        QFETCH(QString, backend);
        QFETCH(QString, start);
        QFETCH(QString, end);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-10"_s);
        QVERIFY(world.approve(ing, id));
        (void)world.takeMails();
        const auto changed =
            world.edit(id, {{u"start_date"_s, start}, {u"end_date"_s, end}, {u"long_stay_confirmed"_s, true}});
        QCOMPARE(changed->event, BookingEvent::Extend);
        QCOMPARE(world.approvalsOf(id),
                 (QStringList{u"Ingeborg:no_response"_s, u"Cornelia:no_response"_s, u"Angelika:no_response"_s}));
        QCOMPARE(world.roundOf(id), 2);
        QCOMPARE(world.takeMails(), mails(u"decide_extended"_s, {ingMail, corMail, angMail}));
        // BKG-043: the approver saw other dates.
        const auto stale = world.approve(ing, id, 1);
        QCOMPARE(codeOf(stale), u"stale_round"_s);
        QCOMPARE(stale.error().details.value(u"old_start_date"_s).toString(), u"2027-08-01"_s);
        QCOMPARE(stale.error().details.value(u"start_date"_s).toString(), start);
        const auto look = world.wait(world.service.look(world.approver(ing), id, BookingEvent::Approve, 1));
        QCOMPARE(look->situation, ActionLook::Situation::OldRound);
        QCOMPARE(look->before->end, QDate(2027, 8, 10));
        QVERIFY(world.approve(ing, id, 2));
        QCOMPARE(world.approve(ing, id, 1)->kind, DecisionResult::Kind::AlreadyDone);
    }

    void otherFieldsChangeSilently_data() { TestDatabase::backends(); }
    void otherFieldsChangeSilently() // S42, S45, S46, BKG-012, BKG-029, BKG-033, BKG-034, BKG-036
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"description"_s, u"Mit Hund"_s}});
        QVERIFY(world.approve(ing, id));
        (void)world.takeMails();
        const auto activity = world.seen(id).details->lastActivityAt;
        world.clock->advance(std::chrono::minutes(1));
        const auto changed = world.edit(id, {{u"party_size"_s, 3},
                                             {u"affiliation_party_id"_s, world.party(ang)},
                                             {u"description"_s, QJsonValue()},
                                             {u"requester_first_name"_s, u"Marah"_s}});
        QCOMPARE(changed->event, BookingEvent::EditFields);
        QCOMPARE(changed->view.partySize, 3);
        QVERIFY(!changed->view.details->description);
        QCOMPARE(changed->view.details->lastActivityAt, activity);
        QCOMPARE(world.takeMails(), QStringList());
        QCOMPARE(world.timelineOf(id).size(), 2);
        QCOMPARE(world.approvalsOf(id).first(), u"Ingeborg:approved"_s);
        QCOMPARE(world.versionOf(id), 2);
        QCOMPARE(fieldsOf(world.edit(id, {{u"requester_email"_s, u"x@y.example"_s}, {u"party_size"_s, QJsonValue()}})),
                 (QStringList{u"/requester_email:immutable"_s, u"/party_size:null_not_allowed"_s}));
        QCOMPARE(fieldsOf(world.edit(id, {{u"colour"_s, 1}})), (QStringList{u"/colour:unknown_field"_s})); // S98
        QVERIFY(world.approve(cor, id));
        QVERIFY(world.approve(ang, id));
        QCOMPARE(codeOf(world.edit(id, {{u"end_date"_s, u"2027-08-04"_s}})), u"invalid_state"_s);
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}})), u"invalid_state"_s);
        const int events = static_cast<int>(world.timelineOf(id).size());
        QCOMPARE(world.edit(id, {{u"requester_first_name"_s, u"Mara"_s}})->event, BookingEvent::EditFirstName);
        QCOMPARE(world.timelineOf(id).size(), events);
    }

    void conflictingExtendChangesNothing_data() { TestDatabase::backends(); }
    void conflictingExtendChangesNothing() // S44, S48, BKG-035, BKG-101
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2027-08-06"_s, u"2027-08-09"_s);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QJsonObject patch{{u"end_date"_s, u"2027-08-07"_s}, {u"description"_s, u"neu"_s}};
        QCOMPARE(codeOf(world.edit(id, patch)), u"booking_conflict"_s);
        QVERIFY(!world.seen(id).details->description);
        QCOMPARE(world.roundOf(id), 1);
        QVERIFY(world.wait(world.service.edit(BookingWorld::requester(), id, {{u"party_size"_s, 2}}, 1)));
        const auto second = world.wait(world.service.edit(BookingWorld::requester(), id, {{u"party_size"_s, 3}}, 1));
        QCOMPARE(codeOf(second), u"stale_version"_s);
        QCOMPARE(second.error().details.value(u"version"_s).toInt(), 2);
    }

    void longStaysAreConfirmed_data() { TestDatabase::backends(); }
    void longStaysAreConfirmed() // S27, S28, S47, BKG-023, BKG-024
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QJsonObject unsaid{{u"long_stay_confirmed"_s, false}};
        QVERIFY(world.submit(world.request(u"2027-05-01"_s, u"2027-05-07"_s, unsaid)));
        QCOMPARE(codeOf(world.submit(world.request(u"2027-06-01"_s, u"2027-06-08"_s, unsaid))),
                 u"long_stay_confirmation_required"_s);
        const QString id = world.booked(u"2027-06-01"_s, u"2027-06-03"_s, unsaid);
        QCOMPARE(codeOf(world.edit(id, {{u"end_date"_s, u"2027-06-10"_s}})), u"long_stay_confirmation_required"_s);
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-06-12"_s}, {u"long_stay_confirmed"_s, true}}));
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-06-09"_s}}));
        QCOMPARE(fieldsOf(world.submit(world.request(u"2027-07-01"_s, u"2028-07-01"_s))),
                 (QStringList{u"/end_date:stay_too_long"_s}));
    }

    void cancelTellsWhoWasTold_data() { TestDatabase::backends(); }
    void cancelTellsWhoWasTold() // S49, S50, S51, S52, S57, BKG-042, BKG-046 to BKG-050, BKG-064
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto mara = BookingWorld::requester();
        const QString pending = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        (void)world.takeMails();
        QCOMPARE(world.cancel(mara, pending)->notified, (QStringList{ing, cor, ang}));
        QCOMPARE(world.takeMails(), mails(u"canceled"_s, {maraMail, ingMail, corMail, angMail}));
        QVERIFY(world.seen(pending).details->archivedAt);

        const QString running = world.confirmed(u"2027-03-01"_s, u"2027-03-05"_s);
        world.advanceTo(u"2027-03-03T12:00"_s);
        (void)world.takeMails();
        QCOMPARE(codeOf(world.cancel(mara, running)), u"comment_required"_s);
        QVERIFY(world.cancel(mara, running, u"Krank geworden"_s));
        QCOMPARE(world.takeMails().size(), 4);

        const QString denied = world.booked(u"2027-09-01"_s, u"2027-09-05"_s);
        QVERIFY(world.deny(ing, denied));
        (void)world.takeMails();
        QCOMPARE(world.cancel(mara, denied)->notified, QStringList());
        QCOMPARE(world.takeMails(), mails(u"denied_canceled"_s, {maraMail}));

        QCOMPARE(world.wait(world.service.mine(mara, {}))->total, 0);
        QCOMPARE(world.wait(world.service.approvals(world.approver(ing), ApprovalsTab::Outstanding, {}))->total, 0);
        QCOMPARE(world.wait(world.service.approvals(world.approver(ing), ApprovalsTab::History, {}))->total, 0);
        QVERIFY(world.wait(world.service.calendar({world.slug, true, 2027, {}}))->bookings.isEmpty());
        QCOMPARE(codeOf(world.wait(world.service.find(mara, pending))), u"not_found"_s);
        QCOMPARE(world.wait(world.service.archive(BookingWorld::account(u"admin"_s), {}))->total, 3);
        QCOMPARE(codeOf(world.wait(world.service.archive(mara, {}))), u"forbidden"_s);
    }

    void reopenStartsANewRound_data() { TestDatabase::backends(); }
    void reopenStartsANewRound() // S54, S55, S56, S94, BKG-052, BKG-053, BKG-054, BKG-067
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.deny(ing, id));
        (void)world.takeMails();
        const QString inTheWay = world.booked(u"2027-08-03"_s, u"2027-08-03"_s);
        const auto look = world.wait(world.service.look(BookingWorld::requester(), id, BookingEvent::Reopen, {}));
        QCOMPARE(look->conflicts.size(), 1);
        QCOMPARE(codeOf(world.reopen(id)), u"booking_conflict"_s);
        QCOMPARE(world.seen(id).status, BookingStatus::Denied);
        (void)world.takeMails();
        const auto moved = world.reopen(id, {{u"start_date"_s, u"2027-08-04"_s}, {u"end_date"_s, u"2027-08-08"_s}});
        QCOMPARE(moved->event, BookingEvent::Reopen);
        QCOMPARE(world.takeMails(), mails(u"decide_reopened"_s, {ingMail, corMail, angMail}));
        const TimelineEvent last = moved->view.details->timeline.last().event;
        QCOMPARE(last.before->start, QDate(2027, 8, 1));
        QVERIFY(!moved->view.details->approvals.first().comment);
        QCOMPARE(moved->view.details->timeline.at(1).event.note, u"Da sind wir selbst dort"_s);
        QVERIFY(!world.wait(world.service.find({}, id))->details);
        QVERIFY(!world.reopen(id, {{u"start_date"_s, u"2027-08-04"_s}})->event); // equal dates: already done
        QCOMPARE(codeOf(world.reopen(id, {{u"end_date"_s, u"2027-08-09"_s}})), u"invalid_state"_s);
        QCOMPARE(world.wait(world.service.approvals(world.approver(cor), ApprovalsTab::Outstanding, {}))->total, 2);
        QVERIFY(world.deny(ing, id));
        QVERIFY(world.cancel(BookingWorld::requester(), inTheWay));
        world.advanceTo(u"2027-08-09T00:00"_s);
        QCOMPARE(codeOf(world.reopen(id)), u"past_booking"_s);
    }

    void oldRoundsRememberTheirDays_data() { TestDatabase::backends(); }
    void oldRoundsRememberTheirDays() // BKG-043: several rounds later, the first of which changed no dates
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-04"_s}}));
        QVERIFY(world.deny(ing, id));
        QVERIFY(world.reopen(id));
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-06"_s}}));
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-07"_s}}));
        QCOMPARE(world.roundOf(id), 4);
        const QMap<int, QString> seen{{1, u"2027-08-04"_s}, {2, u"2027-08-04"_s}, {3, u"2027-08-06"_s}};
        for (auto it = seen.cbegin(); it != seen.cend(); ++it) {
            const auto stale = world.approve(cor, id, it.key());
            QCOMPARE(codeOf(stale), u"stale_round"_s);
            QCOMPARE(stale.error().details.value(u"old_end_date"_s).toString(), it.value());
            QCOMPARE(stale.error().details.value(u"end_date"_s).toString(), u"2027-08-07"_s);
        }
    }

    void pastBeginsAtLocalMidnight_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QByteArray>("machine");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const char *machine : {"Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"})
                QTest::addRow("%s in %s", qPrintable(backend), machine) << backend << QByteArray(machine);
        }
    }
    void pastBeginsAtLocalMidnight() // S25, S29, S30, BKG-021, BKG-055, BKG-056
    {
        QFETCH(QString, backend);
        QFETCH(QByteArray, machine);
        const auto home = qScopeGuard([zone = qgetenv("TZ")] {
            zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
            tzset();
        });
        qputenv("TZ", machine); // neither the server's zone counts nor a client's
        tzset();
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-03-01"_s, u"2027-03-01"_s);
        QCOMPARE(fieldsOf(world.submit(world.request(u"2027-02-28"_s, u"2027-03-03"_s))),
                 (QStringList{u"/start_date:in_past"_s}));
        world.advanceTo(u"2027-03-01T23:59"_s);
        QVERIFY(world.edit(id, {{u"party_size"_s, 2}}));
        world.advanceTo(u"2027-03-02T00:00"_s); // 23:00 UTC of the day before
        QVERIFY(world.seen(id).isPast);
        QCOMPARE(codeOf(world.edit(id, {{u"requester_first_name"_s, u"Marah"_s}})), u"past_booking"_s);
        QCOMPARE(codeOf(world.approve(ing, id)), u"past_booking"_s);
        QCOMPARE(codeOf(world.deny(ing, id)), u"past_booking"_s);
        QCOMPARE(codeOf(world.cancel(BookingWorld::requester(), id)), u"past_booking"_s);
        QVERIFY(world.wait(world.service.mine(BookingWorld::requester(), {}))->items.first().isPast);
        QCOMPARE(world.wait(world.service.approvals(world.approver(ing), ApprovalsTab::Outstanding, {}))->total, 0);
    }

    void foreignersSeeNothing_data() { TestDatabase::backends(); }
    void foreignersSeeNothing() // S58, S59, S60, BKG-063, BKG-075, BKG-100
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto foreign = BookingWorld::requester(u"jonas@gast.example"_s);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}}, foreign)), u"forbidden"_s);
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}}, {})), u"authentication_required"_s);
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}}, world.approver(cor))), u"forbidden"_s);
        QCOMPARE(codeOf(world.cancel(world.approver(cor), id)), u"forbidden"_s);
        QCOMPARE(codeOf(world.reopen(id, {}, world.approver(cor))), u"forbidden"_s);
        QCOMPARE(codeOf(world.wait(world.service.approve(BookingWorld::requester(), id, {{u"round"_s, 1}}))),
                 u"forbidden"_s);
        QVERIFY(world.deny(cor, id));
        QCOMPARE(codeOf(world.edit(id, {{u"party_size"_s, 2}}, foreign)), u"not_found"_s);
        QCOMPARE(codeOf(world.wait(world.service.find({}, id))), u"not_found"_s);
        QCOMPARE(codeOf(world.wait(world.service.find({}, u"0197aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa"_s))), u"not_found"_s);
        QVERIFY(world.wait(world.service.find(world.approver(ang), id))->details);
    }

    void approvalSetIsFixedPerRound_data() { TestDatabase::backends(); }
    void approvalSetIsFixedPerRound() // BKG-004, S88, BKG-007
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        world.exec(u"UPDATE parties SET active = 0 WHERE name = 'Cornelia'"_s);
        world.exec(u"UPDATE parties SET notification_enabled = 0 WHERE name = 'Angelika'"_s);
        QVERIFY(world.approve(cor, id)); // still asked in this round
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-06"_s}}));
        QCOMPARE(world.approvalsOf(id), (QStringList{u"Ingeborg:no_response"_s, u"Angelika:no_response"_s}));
        QCOMPARE(codeOf(world.approve(cor, id)), u"forbidden"_s);
        const auto look = world.wait(world.service.look(world.approver(cor), id, BookingEvent::Approve, 2));
        QCOMPARE(look->situation, ActionLook::Situation::NotAsked);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM notification_messages WHERE kind = 'booking_decide_extended' "
                             "AND state = 'suppressed' AND reason = 'party_disabled'"_s),
                 1);
    }

    void limitPerDayAndAddress_data() { TestDatabase::backends(); }
    void limitPerDayAndAddress() // S68, BKG-089, BKG-008
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.allowPerDay(3);
        world.booked(u"2027-04-01"_s, u"2027-04-01"_s);
        QVERIFY(!world.submit(world.request(u"x"_s, u"2027-04-01"_s))); // not counted
        QCOMPARE(codeOf(world.submit(world.request(u"2027-04-01"_s, u"2027-04-01"_s))),
                 u"booking_conflict"_s); // counted
        world.booked(u"2027-04-02"_s, u"2027-04-02"_s);
        const auto fourth = world.submit(world.request(u"2027-04-03"_s, u"2027-04-03"_s));
        QCOMPARE(codeOf(fourth), u"rate_limited"_s);
        QCOMPARE(fourth.error().details.value(u"retry_after"_s).toInt(), 14 * 3600); // 10:00 to local midnight
        world.booked(u"2027-04-03"_s, u"2027-04-03"_s, {{u"requester_email"_s, u"jonas@gast.example"_s}});
        world.advanceTo(u"2027-03-02T00:00"_s);
        world.booked(u"2027-04-04"_s, u"2027-04-04"_s);
        world.allowPerDay(1); // the same day goes on under the new number (PLT-185)
        QCOMPARE(codeOf(world.submit(world.request(u"2027-04-05"_s, u"2027-04-05"_s))), u"rate_limited"_s);
        world.allowPerDay(2);
        world.booked(u"2027-04-05"_s, u"2027-04-05"_s);
    }

    void calendarsAreUnionsOfMonths_data() { TestDatabase::backends(); }
    void calendarsAreUnionsOfMonths() // S79, BKG-105
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        world.booked(u"2028-01-15"_s, u"2028-03-15"_s);
        world.booked(u"2028-04-30"_s, u"2028-05-01"_s);
        const auto ids = [&](bool year, int month) {
            QSet<QString> set;
            const auto page = world.wait(world.service.calendar({world.slug, year, 2028, month}));
            for (const BookingView &each : page->bookings)
                set.insert(each.id);
            return set;
        };
        QCOMPARE(ids(false, 2).size(), 1);
        QCOMPARE(ids(false, 4).size(), 1);
        QCOMPARE(ids(false, 5), ids(false, 4));
        QVERIFY(!ids(false, 2).intersects(ids(false, 4)));
        QSet<QString> all;
        for (int month = 1; month <= 12; ++month)
            all += ids(false, month);
        QCOMPARE(ids(true, 1), all);
        QCOMPARE(codeOf(world.wait(world.service.calendar({u"nowhere"_s, false, {}, {}}))), u"not_found"_s);
        QCOMPARE(codeOf(world.wait(world.service.calendar({world.slug, false, 2028, 13}))), u"validation_failed"_s);
    }

    void listsArePaged_data() { TestDatabase::backends(); }
    void listsArePaged() // S73, BKG-106, PLT-148: the number of statements does not grow with the rows
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        QStringList ids;
        for (int i = 0; i < 45; ++i) {
            world.clock->advance(std::chrono::seconds(1));
            const QString day = QDate(2027, 5, 1).addDays(i).toString(Qt::ISODate);
            ids.prepend(world.booked(day, day));
        }
        QVERIFY(world.approve(ing, ids.at(3)));
        QVERIFY(world.approve(ing, ids.at(4)));
        const auto outstanding =
            world.wait(world.service.approvals(world.approver(ing), ApprovalsTab::Outstanding, {100, {}}));
        QCOMPARE(outstanding->total, 43);
        // The test's count takes in the end of the transaction, which reads have on PostgreSQL.
        const int most = backend == u"sqlite"_s ? 3 : 4;
        BookingListQuery query;
        QStringList seen;
        QList<int> sizes;
        do {
            world.db.failStatement(0);
            const auto page = world.wait(world.service.approvals(world.approver(cor), ApprovalsTab::History, query));
            QVERIFY(world.db.statements() <= most);
            QCOMPARE(page->total, 45);
            for (const BookingView &each : page->items) {
                seen.append(each.id);
                QVERIFY(each.details->actions.isEmpty());
            }
            sizes.append(static_cast<int>(page->items.size()));
            query.after = page->next;
        } while (query.after);
        QCOMPARE(sizes, (QList<int>{20, 20, 5}));
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 45);
        world.db.failStatement(0);
        QVERIFY(world.wait(world.service.approvals(world.approver(cor), ApprovalsTab::Outstanding, {})));
        QVERIFY(world.db.statements() <= most);
    }

    void extendNeedsSomebodyToAsk_data() { TestDatabase::backends(); }
    void extendNeedsSomebodyToAsk() // BKG-003, BKG-004, T11
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        for (const QString &name : {ing, cor, ang}) {
            const auto gone = world.wait(world.resources.patchParty(BookingWorld::account(u"admin"_s),
                                                                    world.party(name), {{u"active"_s, false}}, 1));
            QVERIFY2(gone, qPrintable(codeOf(gone)));
        }
        QCOMPARE(codeOf(world.edit(id, {{u"end_date"_s, u"2027-08-06"_s}})), u"resource_closed"_s);
        QCOMPARE(world.roundOf(id), 1);
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-04"_s}, {u"party_size"_s, 2}})); // no new round
        for (const QString &name : {ing, cor, ang}) // a deactivated party still decides what it was asked
            QVERIFY(world.approve(name, id));
        QCOMPARE(toText(world.seen(id).status), u"confirmed"_s);
    }

    void limitsOfAHouse_data() { TestDatabase::backends(); }
    void limitsOfAHouse() // S20, S91, BKG-008, BKG-009
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto admin = BookingWorld::account(u"admin"_s);
        QCOMPARE(fieldsOf(world.submit(world.request(u"2027-08-01"_s, u"2027-08-05"_s, {{u"party_size"_s, 12}}))),
                 (QStringList{u"/party_size:out_of_range"_s}));
        const QJsonObject wider{{u"limits"_s, QJsonObject{{u"max_party_size"_s, 12}}}};
        QVERIFY(world.wait(world.resources.patch(admin, world.resourceId, wider, 1)));
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s, {{u"party_size"_s, 6}});
        world.booked(u"2027-09-01"_s, u"2027-09-05"_s, {{u"party_size"_s, 12}});
        const QJsonObject narrower{{u"limits"_s, QJsonObject{{u"max_party_size"_s, 4}}}};
        const auto narrowed = world.wait(world.resources.patch(admin, world.resourceId, narrower, 2));
        QVERIFY(narrowed);
        QCOMPARE(narrowed->limits.maxPartySize, 4);
        QCOMPARE(narrowed->inherited.maxPartySize, 10); // an own limit does not hide what it takes the place of
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-04"_s}, {u"party_size"_s, 6}}));
        QCOMPARE(fieldsOf(world.edit(id, {{u"party_size"_s, 5}})), (QStringList{u"/party_size:out_of_range"_s}));
        const QJsonObject inherits{{u"limits"_s, QJsonObject{{u"max_party_size"_s, QJsonValue()}}}};
        QCOMPARE(world.wait(world.resources.patch(admin, world.resourceId, inherits, 3))->limits.maxPartySize, 10);
        QCOMPARE(codeOf(world.wait(world.resources.patch(admin, world.resourceId, inherits, 3))), u"stale_version"_s);
    }

    void usedPartiesStay_data() { TestDatabase::backends(); }
    void usedPartiesStay() // S90, BKG-005, BKG-006
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto admin = BookingWorld::account(u"admin"_s);
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        QCOMPARE(codeOf(world.wait(world.resources.removeParty(admin, world.party(cor)))), u"party_in_use"_s);
        QVERIFY(world.wait(world.resources.patchParty(admin, world.party(cor), {{u"active"_s, false}}, 1)));
        QCOMPARE(world.seen(id).details->approvals.at(1).party.name, cor);
        (void)world.takeMails();
        world.links.onRenewed(
            [&world](storage::Transaction &tx, const identity::Link &link, const operations::Actor &actor,
                     Instant now) { return mailRenewedLink(*world.environment, tx, link, actor, now); });
        const QString before = u"SELECT generation FROM links WHERE party_id = ?"_s;
        QCOMPARE(world.count(before, {world.party(ing)}), 1);
        QVERIFY(
            world.wait(world.resources.patchParty(admin, world.party(ing), {{u"email"_s, u"Neu@haus.example"_s}}, 1)));
        QCOMPARE(world.count(before, {world.party(ing)}), 2);
        QCOMPARE(world.takeMails(), mails(u"access_links"_s, {u"neu@haus.example"_s}));
        QCOMPARE(world.approvalsOf(id).first(), u"Ingeborg:no_response"_s); // and may still be given
        QVERIFY(world.approve(ing, id));
        (void)world.takeMails();
        QCOMPARE(fieldsOf(world.wait(
                     world.resources.patchParty(admin, world.party(ang), {{u"email"_s, u"neu@haus.example"_s}}, 1))),
                 (QStringList{u"/email:duplicate"_s}));
        const QJsonObject fresh{{u"name"_s, u"Nora"_s}, {u"colour"_s, u"#abcdef"_s}};
        const auto nora = world.wait(world.resources.addParty(admin, world.resourceId, fresh));
        QVERIFY(nora);
        QVERIFY(world.wait(world.resources.removeParty(admin, nora->id)));
        QCOMPARE(codeOf(world.wait(world.resources.remove(admin, world.resourceId))), u"resource_in_use"_s);
        QCOMPARE(codeOf(world.wait(world.resources.list(BookingWorld::requester()))), u"forbidden"_s);
    }

    void whoWasAskedInAnEarlierRoundStays_data() { TestDatabase::backends(); }
    void whoWasAskedInAnEarlierRoundStays() // BKG-005: a later round clears open slots, not what happened
    {
        QFETCH(QString, backend);
        BookingWorld world(backend);
        const auto admin = BookingWorld::account(u"admin"_s);
        const auto later = [&world] { world.clock->advance(std::chrono::minutes(1)); };
        const auto added = [&](const QString &name) {
            later();
            const QJsonObject fresh{
                {u"name"_s, name}, {u"colour"_s, u"#abcdef"_s}, {u"email"_s, name.toLower() + u"@haus.example"_s}};
            return world.wait(world.resources.addParty(admin, world.resourceId, fresh))->id;
        };
        const auto retire = [&](const QString &id) {
            later();
            QVERIFY(world.wait(world.resources.patchParty(admin, id, {{u"active"_s, false}}, 1)));
        };
        const QString asked = added(u"Nora"_s), retired = added(u"Otto"_s);
        retire(retired);
        later();
        const QString id = world.booked(u"2027-08-01"_s, u"2027-08-05"_s);
        const QString openSlots = u"SELECT COUNT(*) FROM approvals WHERE party_id = ?"_s;
        QCOMPARE(world.count(openSlots, {asked}), 1);
        retire(asked);
        later();
        QVERIFY(world.edit(id, {{u"end_date"_s, u"2027-08-07"_s}}));
        QCOMPARE(world.count(openSlots, {asked}), 0); // asked in the first round, never decided
        QCOMPARE(codeOf(world.wait(world.resources.removeParty(admin, asked))), u"party_in_use"_s);
        const QString unused = added(u"Petra"_s);
        QVERIFY(world.wait(world.resources.removeParty(admin, unused)));
        QVERIFY(world.wait(world.resources.removeParty(admin, retired))); // nobody ever asked it
    }
};

QTEST_GUILESS_MAIN(TestBookingLifecycle)
#include "tst_bookinglifecycle.moc"
