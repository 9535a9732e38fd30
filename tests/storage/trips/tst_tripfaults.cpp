// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/pauselinks.h"
#include "tests/storage/trips/tripworld.h"
#include "tests/support/faultwalk.h"
#include "tests/support/testkeys.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

/// Anna's trips before the use case; nothing runs in the background.
struct Scene : TripWorld {
    explicit Scene(const QString &backend) : TripWorld(backend) {}

    template <class T>
    bool done(QCoro::Task<Result<T>> task)
    {
        return wait(std::move(task)).has_value();
    }
    QString id;
    qint64 version = 1;
};

/// Its first check is over: a check that waits would be joined and not asked anew.
void oneTrip(Scene &scene)
{
    scene.id = scene.create(lisbonTrip());
    execOrDie(*scene.db, u"DELETE FROM price_checks"_s);
    execOrDie(*scene.db, u"DELETE FROM jobs"_s);
    scene.version = scene.count(u"SELECT version FROM trips WHERE id = ?"_s, {scene.id});
}

void withAlert(Scene &scene)
{
    oneTrip(scene);
    if (!scene.done(scene.alerts->put(scene.anna(), scene.id, thresholdAlert(30000))))
        qFatal("no alert");
}

void paused(Scene &scene)
{
    oneTrip(scene);
    if (!scene.done(scene.trips->setStatus(scene.anna(), scene.id, u"paused"_s)))
        qFatal("not paused");
}

using UseCase = FaultCase<Scene>;

const QList<UseCase> &useCases()
{
    static const QList<UseCase> all{
        {"creation", [](Scene &) {},
         [](Scene &scene) { return scene.done(scene.trips->create(scene.anna(), lisbonTrip())); }},
        {"another question", oneTrip,
         [](Scene &scene) {
             const QJsonObject patch{{u"name"_s, u"Porto"_s}, {u"adults"_s, 3}};
             return scene.done(scene.trips->patch(scene.anna(), scene.id, patch, scene.version));
         }},
        {"pause", oneTrip,
         [](Scene &scene) { return scene.done(scene.trips->setStatus(scene.anna(), scene.id, u"paused"_s)); }},
        {"pause by a link", oneTrip,
         [](Scene &scene) {
             PauseLinks links(*scene.db, *scene.trips, aSealer());
             const QString token = links.pathOf(scene.id).section(u'/', -1);
             return scene.done(links.pause(token, {}));
         }},
        {"resumption", paused,
         [](Scene &scene) { return scene.done(scene.trips->setStatus(scene.anna(), scene.id, u"active"_s)); }},
        {"removal", withAlert, [](Scene &scene) { return scene.done(scene.trips->remove(scene.anna(), scene.id)); }},
        {"removal of all", withAlert, [](Scene &scene) { return scene.done(scene.trips->removeAll(scene.anna(), 1)); }},
        {"alert", oneTrip,
         [](Scene &scene) { return scene.done(scene.alerts->put(scene.anna(), scene.id, thresholdAlert(20000))); }},
        {"removal of an alert", withAlert,
         [](Scene &scene) { return scene.done(scene.alerts->remove(scene.anna(), scene.id)); }},
        {"refresh of one", oneTrip,
         [](Scene &scene) { return scene.done(scene.refreshes->refreshOne(scene.anna(), scene.id)); }},
        {"refresh of all", oneTrip, [](Scene &scene) { return scene.done(scene.refreshes->refreshAll(scene.anna())); }},
        {"schedule", oneTrip,
         [](Scene &scene) {
             const QJsonObject patch{{u"frequency"_s, u"weekly"_s}, {u"local_time"_s, u"07:15"_s}};
             return scene.done(scene.schedules->patch(scene.anna(), patch));
         }},
    };
    return all;
}

} // namespace

/// A55 of platform.md (PLT-147): a fault at every statement of a use case leaves everything as it was. Imports and
/// findings of checks have theirs in tst_tripimport and tst_pricechecks.
class TestTripFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allOrNothing_data() { addFaultRows("PLT-147", useCases()); }
    void allOrNothing() { QCOMPARE(problemOfRow(useCases()), QString()); }
};

QTEST_GUILESS_MAIN(TestTripFaults)
#include "tst_tripfaults.moc"
