// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/bookings/bookingworld.h"
#include "tests/support/faultwalk.h"

#include <QTest>

using namespace portier;
using namespace portier::bookings;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString ing = u"Ingeborg"_s;
const QString cor = u"Cornelia"_s;
const QString ang = u"Angelika"_s;

/// The world with one booking in it, as its caller saw it before a statement fails.
struct Scene : BookingWorld {
    explicit Scene(const QString &backend) : BookingWorld(backend) {}

    void aim(const QString &bookingId)
    {
        id = bookingId;
        round = roundOf(id);
        version = versionOf(id);
    }
    [[nodiscard]] static BookingCaller admin() { return account(u"admin"_s); }

    QString id;
    int round = 0;
    int version = 0;
};

void pending(Scene &scene)
{
    scene.aim(scene.booked(u"2027-08-01"_s, u"2027-08-05"_s));
}

void approvedByTwo(Scene &scene)
{
    pending(scene);
    if (!scene.approve(ing, scene.id) || !scene.approve(cor, scene.id))
        qFatal("not approved");
    scene.aim(scene.id);
}

void confirmed(Scene &scene)
{
    scene.aim(scene.confirmed(u"2027-08-01"_s, u"2027-08-05"_s));
}

void denied(Scene &scene)
{
    pending(scene);
    if (!scene.deny(cor, scene.id))
        qFatal("not denied");
    scene.aim(scene.id);
}

bool approves(Scene &scene, const QString &party)
{
    const QJsonObject body{{u"round"_s, scene.round}};
    return scene.wait(scene.service.approve(scene.approver(party), scene.id, body)).has_value();
}

bool denies(Scene &scene)
{
    const QJsonObject body{
        {u"round"_s, scene.round}, {u"comment"_s, u"Da sind wir dort"_s}, {u"ack_confirmed"_s, true}};
    return scene.wait(scene.service.deny(scene.approver(ing), scene.id, body)).has_value();
}

bool cancels(Scene &scene, const BookingCaller &caller)
{
    const QJsonObject body{{u"comment"_s, u"Zu kalt"_s}};
    return scene.wait(scene.service.cancel(caller, scene.id, body)).has_value();
}

bool edits(Scene &scene, const QJsonObject &patch)
{
    return scene.wait(scene.service.edit(BookingWorld::requester(), scene.id, patch, scene.version)).has_value();
}

bool reopens(Scene &scene)
{
    return scene.wait(scene.service.reopen(BookingWorld::requester(), scene.id, {}, scene.version)).has_value();
}

using UseCase = FaultCase<Scene>;

const QList<UseCase> &useCases()
{
    const auto nothing = [](Scene &) {};
    static const QList<UseCase> all{
        {"submission", nothing,
         [](Scene &scene) { return scene.submit(scene.request(u"2027-08-01"_s, u"2027-08-05"_s)).has_value(); }},
        {"first approval", pending, [](Scene &scene) { return approves(scene, ing); }},
        {"last approval", approvedByTwo, [](Scene &scene) { return approves(scene, ang); }},
        {"denial", pending, denies},
        {"denial of a confirmed one", confirmed, denies},
        {"cancellation", confirmed, [](Scene &scene) { return cancels(scene, BookingWorld::requester()); }},
        {"cancellation by an admin", pending, [](Scene &scene) { return cancels(scene, Scene::admin()); }},
        // Only a pending one: the days of a confirmed booking are not edited (BKG-029).
        {"extension", approvedByTwo,
         [](Scene &scene) {
             return edits(scene, {{u"end_date"_s, u"2027-08-06"_s}});
         }},
        {"shortening", approvedByTwo,
         [](Scene &scene) {
             return edits(scene, {{u"end_date"_s, u"2027-08-04"_s}});
         }},
        {"another name", confirmed,
         [](Scene &scene) {
             return edits(scene, {{u"requester_first_name"_s, u"Marie"_s}});
         }},
        {"reopening", denied, reopens},
        {"recovery", pending,
         [](Scene &scene) {
             return scene.wait(scene.service.recover({}, u"mara@gast.example"_s, u"de"_s)).has_value();
         }},
        {"new house", nothing,
         [](Scene &scene) {
             const QJsonObject body{{u"name"_s, u"Haus am Meer"_s}};
             return scene.wait(scene.resources.create(Scene::admin(), body)).has_value();
         }},
        {"new party", nothing,
         [](Scene &scene) {
             const QJsonObject body{{u"name"_s, u"Nora"_s}, {u"colour"_s, u"#abcdef"_s}};
             return scene.wait(scene.resources.addParty(Scene::admin(), scene.resourceId, body)).has_value();
         }},
        {"another address of a party", pending,
         [](Scene &scene) {
             const QJsonObject body{{u"email"_s, u"neu@haus.example"_s}};
             return scene.wait(scene.resources.patchParty(Scene::admin(), scene.party(ing), body, 1)).has_value();
         }},
    };
    return all;
}

} // namespace

/// A55 (PLT-147, BKG-018, S92): a fault at every statement of a use case leaves everything as it was.
class TestBookingFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allOrNothing_data() { addFaultRows("A55", useCases()); }
    void allOrNothing() { QCOMPARE(problemOfRow(useCases()), QString()); }
};

QTEST_GUILESS_MAIN(TestBookingFaults)
#include "tst_bookingfaults.moc"
