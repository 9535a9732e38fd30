// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/approvalset.h"
#include "core/bookings/bookingstatemachine.h"
#include "core/bookings/visibility.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace Qt::StringLiterals;

namespace
{

using Status = BookingStatus;
using Event = BookingEvent;
using Role = ActorRole;

const QList<Status> statuses{Status::Pending, Status::Confirmed, Status::Denied, Status::Canceled};
const QList<Event> events{Event::Approve, Event::Deny,       Event::Cancel,        Event::Reopen,  Event::Shorten,
                          Event::Extend,  Event::EditFields, Event::EditFirstName, Event::Cleanup, Event::Purge};
const QList<Role> roles{Role::Requester, Role::Approver, Role::Admin, Role::System};

/// What the tables of bookings.md section 5 say, written down once more: the status after the event, "done", or the
/// code of the refusal. The party has not decided, others are open, the round is seen and a confirmed stay
/// acknowledged.
QString tableSays(Status status, Event event, Role role, bool past)
{
    const bool pending = status == Status::Pending, confirmed = status == Status::Confirmed;
    const bool denied = status == Status::Denied, canceled = status == Status::Canceled;
    switch (event) {
    case Event::Approve:
    case Event::Deny:
        if (role != Role::Approver)
            return u"forbidden"_s;
        if (denied || canceled || (confirmed && event == Event::Approve))
            return u"done"_s;
        if (past)
            return u"past_booking"_s;
        return event == Event::Approve ? u"pending"_s : u"denied"_s;
    case Event::Cancel:
        if (role != Role::Requester && role != Role::Admin)
            return u"forbidden"_s;
        return canceled ? u"done"_s : past ? u"past_booking"_s : u"canceled"_s;
    case Event::Reopen:
        if (role != Role::Requester)
            return u"forbidden"_s;
        return past ? u"past_booking"_s : denied ? u"pending"_s : u"invalid_state"_s;
    case Event::Cleanup:
        if (role != Role::System)
            return u"forbidden"_s;
        return pending && past ? u"canceled"_s : u"invalid_state"_s;
    case Event::Purge:
        if (role != Role::System)
            return u"forbidden"_s;
        return denied && past ? u"denied"_s : u"invalid_state"_s;
    default:
        break;
    }
    if (role != Role::Requester)
        return u"forbidden"_s;
    if (past)
        return u"past_booking"_s;
    if (confirmed && event == Event::EditFirstName)
        return u"confirmed"_s;
    return pending ? u"pending"_s : u"invalid_state"_s;
}

EventFacts plainFacts(Role role, bool past)
{
    EventFacts facts;
    facts.actor = role;
    facts.past = past;
    facts.own = Decision::NoResponse;
    facts.openOthers = 2;
    facts.ackConfirmed = true;
    facts.seenRound = 1;
    return facts;
}

QString outcomeOf(const Result<Effects> &result)
{
    if (!result)
        return result.error().code;
    return result->alreadyDone ? u"done"_s : toText(result->status);
}

Party aParty(const QString &id, const QString &email, bool active = true)
{
    Party party;
    party.id = id;
    party.name = id;
    party.email = email;
    party.active = active;
    return party;
}

} // namespace

/// The pure rules of bookings.md sections 4, 5 and 7.
class TestBookingState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCombination() // BKG-058: T1 to T15 and the refused events, all 320 of them
    {
        int combinations = 0;
        for (const Status status : statuses) {
            for (const Event event : events) {
                for (const Role role : roles) {
                    for (const bool past : {false, true}) {
                        const QString said = outcomeOf(judge(status, event, plainFacts(role, past)));
                        const QString name =
                            u"%1 %2 %3 %4"_s.arg(toText(status)).arg(int(event)).arg(toText(role)).arg(past);
                        QVERIFY2(said == tableSays(status, event, role, past), qPrintable(name + u": "_s + said));
                        ++combinations;
                    }
                }
            }
        }
        QCOMPARE(combinations, 320);
        for (const Event event : events)
            QCOMPARE(outcomeOf(judge(std::nullopt, event, plainFacts(Role::Requester, false))), u"not_found"_s);
        for (const Status status : statuses)
            QCOMPARE(outcomeOf(judge(status, Event::Submit, plainFacts(Role::Requester, false))), u"invalid_state"_s);
    }

    void effects_data()
    {
        using T = TimelineType;
        using M = BookingMail;
        QTest::addColumn<int>("status"); // -1: none yet
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("openOthers");
        QTest::addColumn<bool>("self");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QList<T>>("timeline");
        QTest::addColumn<QList<M>>("mails");
        const auto row = [](const char *name, int status, Event event, int open, bool self, const QString &after,
                            const QList<T> &timeline, const QList<M> &mails) {
            QTest::newRow(name) << status << int(event) << open << self << after << timeline << mails;
        };
        const int none = -1, pending = int(Status::Pending), confirmed = int(Status::Confirmed);
        const int denied = int(Status::Denied);
        row("T1", none, Event::Submit, 3, false, u"pending"_s, {T::Submitted}, {M::Submitted, M::DecideNew});
        row("T1 self", none, Event::Submit, 2, true, u"pending"_s, {T::Submitted, T::SelfApproved},
            {M::Submitted, M::DecideNew});
        row("T1b", none, Event::Submit, 0, true, u"confirmed"_s, {T::Submitted, T::SelfApproved, T::Confirmed},
            {M::Confirmed});
        row("T2", pending, Event::Approve, 1, false, u"pending"_s, {T::Approved}, {M::Approved});
        row("T3", pending, Event::Approve, 0, false, u"confirmed"_s, {T::Approved, T::Confirmed}, {M::Confirmed});
        row("T4", pending, Event::Deny, 1, false, u"denied"_s, {T::Denied}, {M::Denied});
        row("T5", confirmed, Event::Deny, 0, false, u"denied"_s, {T::Denied}, {M::Denied});
        row("T6", pending, Event::Cancel, 1, false, u"canceled"_s, {T::Canceled}, {M::Canceled});
        row("T7", confirmed, Event::Cancel, 0, false, u"canceled"_s, {T::Canceled}, {M::Canceled});
        row("T8", denied, Event::Cancel, 0, false, u"canceled"_s, {T::Canceled}, {M::DeniedCanceled});
        row("T9", denied, Event::Reopen, 3, false, u"pending"_s, {T::Reopened}, {M::DecideReopened});
        row("T9 confirmed", denied, Event::Reopen, 0, true, u"confirmed"_s,
            {T::Reopened, T::SelfApproved, T::Confirmed}, {M::Confirmed});
        row("T10", pending, Event::Shorten, 2, true, u"pending"_s, {T::DatesShortened}, {M::Shortened});
        row("T11", pending, Event::Extend, 2, true, u"pending"_s, {T::DatesExtended, T::SelfApproved},
            {M::DecideExtended});
        row("T11 confirmed", pending, Event::Extend, 0, true, u"confirmed"_s,
            {T::DatesExtended, T::SelfApproved, T::Confirmed}, {M::Confirmed});
        row("T12", pending, Event::EditFields, 2, false, u"pending"_s, {}, {});
    }
    void effects() // T1 to T12, BKG-113
    {
        QFETCH(int, status);
        QFETCH(int, event);
        QFETCH(int, openOthers);
        QFETCH(bool, self);
        const bool decides = event == int(Event::Approve) || event == int(Event::Deny);
        EventFacts facts = plainFacts(decides ? Role::Approver : Role::Requester, false);
        facts.openOthers = openOthers;
        facts.selfApproves = self;
        facts.openAfterSelf = openOthers;
        const auto state = status < 0 ? std::nullopt : std::optional(Status(status));
        const auto result = judge(state, Event(event), facts);
        QVERIFY(result);
        QTEST(toText(result->status), "after");
        QTEST(result->timeline, "timeline");
        QTEST(result->mails, "mails");
        const bool resets = event == int(Event::Reopen) || event == int(Event::Extend);
        QCOMPARE(result->resetsApprovals, resets); // BKG-031
        QCOMPARE(result->archives, event == int(Event::Cancel));
        const bool confirmedCancel = event == int(Event::Cancel) && status == int(Status::Confirmed);
        QCOMPARE(result->needsComment, event == int(Event::Deny) || confirmedCancel); // BKG-039, BKG-047
    }

    void nobodyConfirmsNothing() // BKG-026, T1b, T9, T11: a round without approvers is not a round that all approved
    {
        EventFacts facts = plainFacts(Role::Requester, false);
        facts.openAfterSelf = 0;
        facts.selfApproves = false;
        for (const auto &[state, event] : {std::pair{std::optional<Status>(), Event::Submit},
                                           {std::optional(Status::Denied), Event::Reopen},
                                           {std::optional(Status::Pending), Event::Extend}})
            QCOMPARE(judge(state, event, facts)->status, Status::Pending);
    }

    void decisionsNameTheirRound() // BKG-040, BKG-043, BKG-044, BKG-045
    {
        EventFacts facts = plainFacts(Role::Approver, false);
        facts.round = 2;
        facts.seenRound = 1;
        QCOMPARE(outcomeOf(judge(Status::Pending, Event::Approve, facts)), u"stale_round"_s);
        QCOMPARE(outcomeOf(judge(Status::Pending, Event::Deny, facts)), u"stale_round"_s);
        facts.own = Decision::Approved;
        QCOMPARE(outcomeOf(judge(Status::Pending, Event::Approve, facts)), u"done"_s);
        facts.seenRound = 2;
        QCOMPARE(outcomeOf(judge(Status::Pending, Event::Deny, facts)), u"denied"_s);
        facts.ackConfirmed = false;
        QCOMPARE(outcomeOf(judge(Status::Confirmed, Event::Deny, facts)), u"confirmed_ack_required"_s);
        facts.own.reset(); // the party is not in this round's set
        QCOMPARE(outcomeOf(judge(Status::Pending, Event::Approve, facts)), u"forbidden"_s);
        facts = plainFacts(Role::Requester, false);
        facts.sameDates = true;
        QCOMPARE(outcomeOf(judge(Status::Pending, Event::Reopen, facts)), u"done"_s); // BKG-053
        facts = plainFacts(Role::System, false);
        facts.retentionOver = true; // T15
        QVERIFY(judge(Status::Canceled, Event::Purge, facts)->removes);
        QCOMPARE(outcomeOf(judge(Status::Confirmed, Event::Purge, facts)), u"invalid_state"_s);
        facts = plainFacts(Role::Admin, false);
        QVERIFY(judge(Status::Pending, Event::Cancel, facts)->needsComment); // BKG-051
    }

    void editsOfDates_data()
    {
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("event"); // -1: none
        QTest::newRow("equal") << 1 << 10 << -1;
        QTest::newRow("inside") << 3 << 8 << int(Event::Shorten);
        QTest::newRow("later start") << 2 << 10 << int(Event::Shorten);
        QTest::newRow("earlier end") << 1 << 9 << int(Event::Shorten);
        QTest::newRow("shorter and later") << 3 << 11 << int(Event::Extend);
        QTest::newRow("shifted") << 5 << 14 << int(Event::Extend);
        QTest::newRow("disjoint") << 20 << 22 << int(Event::Extend);
    }
    void editsOfDates() // BKG-030
    {
        QFETCH(int, start);
        QFETCH(int, end);
        QFETCH(int, event);
        const auto day = [](int number) { return QDate(2027, 8, number); };
        const auto found = dateEventOf({day(1), day(10)}, {day(start), day(end)});
        QCOMPARE(found ? int(*found) : -1, event);
    }

    void totalsCountDates_data()
    {
        QTest::addColumn<QDate>("start");
        QTest::addColumn<QDate>("end");
        QTest::addColumn<int>("total");
        QTest::newRow("same day") << QDate(2027, 1, 1) << QDate(2027, 1, 1) << 1;
        QTest::newRow("five") << QDate(2027, 1, 1) << QDate(2027, 1, 5) << 5;
        QTest::newRow("leap") << QDate(2028, 2, 28) << QDate(2028, 2, 29) << 2;
        QTest::newRow("months") << QDate(2027, 1, 15) << QDate(2027, 3, 15) << 60;
        QTest::newRow("months of a leap year") << QDate(2028, 1, 15) << QDate(2028, 3, 15) << 61;
        QTest::newRow("autumn") << QDate(2027, 10, 30) << QDate(2027, 11, 1) << 3;
        QTest::newRow("spring") << QDate(2027, 3, 27) << QDate(2027, 3, 29) << 3;
    }
    void totalsCountDates() // S5, S6, BKG-010
    {
        QFETCH(QDate, start);
        QFETCH(QDate, end);
        QTEST((DateRange{start, end}.totalDays()), "total");
        QCOMPARE(dayNumber(QDate(1970, 1, 1)), 0);
    }

    void selfApproval() // BKG-025, BKG-026
    {
        const auto no = [](const Party &) { return false; };
        const auto yes = [](const Party &) { return true; };
        const Party a = aParty(u"a"_s, u"a@x.example"_s), b = aParty(u"b"_s, u"b@x.example"_s);
        QCOMPARE(selfApproving({a, b}, u"b@x.example"_s, SelfApproval::OnSubmit, no)->id, u"b"_s);
        QVERIFY(!selfApproving({a, b}, u"c@x.example"_s, SelfApproval::OnSubmit, yes));
        QVERIFY(!selfApproving({a, b}, u"b@x.example"_s, SelfApproval::Authenticated, no));
        QVERIFY(selfApproving({a, b}, u"b@x.example"_s, SelfApproval::Authenticated, yes));
        QVERIFY(!selfApproving({a}, u"a@x.example"_s, SelfApproval::OnSubmit, no));
        QVERIFY(!selfApproving({aParty(u"c"_s, {}), b}, {}, SelfApproval::OnSubmit, yes));
        QCOMPARE(approvalSet({a, aParty(u"z"_s, {}, false), b}).size(), 2); // BKG-004
    }

    void housesOpenOnlyWhenAllCanDecide() // BKG-003
    {
        Resource house;
        const Party a = aParty(u"a"_s, u"a@x.example"_s);
        QVERIFY(acceptsRequests(house, {a}));
        QVERIFY(acceptsRequests(house, {a, aParty(u"b"_s, {}, false)}));
        QVERIFY(!acceptsRequests(house, {}));
        QVERIFY(!acceptsRequests(house, {a, aParty(u"b"_s, {})}));
        house.status = ResourceStatus::Closed;
        QVERIFY(!acceptsRequests(house, {a}));
    }

    void whoSeesWhat() // BKG-062, BKG-063, BKG-064
    {
        const Standing viewer, requester{true, false, false}, approver{false, true, false}, admin{false, false, true};
        for (const Status status : statuses) {
            const bool canceled = status == Status::Canceled;
            QCOMPARE(sightOf(status, viewer), isBlocking(status) ? Sight::Public : Sight::Nothing);
            QCOMPARE(sightOf(status, requester), canceled ? Sight::Nothing : Sight::Full);
            QCOMPARE(sightOf(status, approver), canceled ? Sight::Nothing : Sight::Full);
            QCOMPARE(sightOf(status, admin), Sight::Full);
            QVERIFY(allowedActions(status, true, requester, Decision::NoResponse).isEmpty()); // BKG-065
            QVERIFY(allowedActions(status, false, viewer, {}).isEmpty());
        }
        using A = AllowedAction;
        QCOMPARE(allowedActions(Status::Pending, false, approver, Decision::NoResponse),
                 (QList<A>{A::Approve, A::Deny}));
        QCOMPARE(allowedActions(Status::Pending, false, approver, Decision::Approved), (QList<A>{A::Deny}));
        QCOMPARE(allowedActions(Status::Confirmed, false, approver, Decision::Approved), (QList<A>{A::Deny}));
        QCOMPARE(allowedActions(Status::Pending, false, requester, {}), (QList<A>{A::Edit, A::Cancel}));
        QCOMPARE(allowedActions(Status::Confirmed, false, requester, {}), (QList<A>{A::Rename, A::Cancel}));
        QCOMPARE(allowedActions(Status::Denied, false, requester, {}), (QList<A>{A::Reopen, A::Cancel}));
        QCOMPARE(allowedActions(Status::Denied, false, admin, {}), (QList<A>{A::Cancel}));
    }
};

QTEST_APPLESS_MAIN(TestBookingState)
#include "tst_bookingstate.moc"
