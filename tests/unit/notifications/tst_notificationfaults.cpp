// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/messagedesk.h"
#include "core/notifications/phoneservice.h"
#include "core/notifications/preferenceservice.h"
#include "core/notifications/reportdesk.h"
#include "core/notifications/unsubscribe.h"
#include "tests/support/faultwalk.h"
#include "tests/unit/notifications/builders.h"

using namespace portier;
using namespace portier::notifications;
using namespace portier::notifications::test;
using portier::test::FaultWalk;

namespace
{

const QString cornelia = u"cornelia"_s;
const operations::Actor admin{u"account"_s, u"admin-1"_s, {}, {}};

Result<QList<Recipient>> anAdmin(storage::Transaction &)
{
    return QList<Recipient>{aRecipient(u"ada"_s)};
}

/// Cornelia's messages before the use case; whatever delivered them has stopped.
struct Scene : World {
    explicit Scene(const QString &backend) : World(backend) {}

    /// One mail that ended like this.
    void delivered(const DeliveryOutcome &outcome)
    {
        const auto script = std::make_shared<ScriptedTransport>(clock);
        script->script = {outcome};
        transport = script;
        start();
        Event event = aPriceAlert(u"e1"_s);
        event.messageClass = MessageClass::Duty;
        event.list.clear();
        add(event);
        clock->settle();
        stop();
        id = only().message.id;
    }
    void onTheDesktop()
    {
        start();
        Recipient desktop = aRecipient();
        desktop.address.clear();
        desktop.channels = {Channel::Desktop};
        add(aPriceAlert(u"e1"_s, {desktop}));
        clock->settle();
        stop();
        id = only().message.id;
    }
    template <class T>
    static bool done(QCoro::Task<Result<T>> task)
    {
        return QCoro::waitFor(std::move(task)).has_value();
    }
    [[nodiscard]] QString token() const { return unsubscribeToken(*sealer, {cornelia, u"trips"_s}); }

    PreferenceService preferences{{*db, clock, sealer, [](storage::Transaction &, const QString &) -> Result<QString> {
                                       return u"Europe/Berlin"_s;
                                   }}};
    PhoneService phones{{*db, clock, sealer, [] { return true; }, [] { return u"123456"_s; }}};
    MessageDesk desk{{*db, clock, sealer}};
    ReportDesk reports{*db, clock, anAdmin};
    QString id; ///< of the message, or of the row it is about
};

void nothing(Scene &)
{
}

void died(Scene &scene)
{
    scene.delivered(outcomeOf(AttemptOutcome::Permanent, u"550"_s, u"rcpt_refused"_s));
}

void bounced(Scene &scene)
{
    DeliveryOutcome outcome = outcomeOf(AttemptOutcome::Permanent, u"550"_s, u"rcpt_refused"_s);
    outcome.suppress = u"bounced"_s;
    scene.delivered(outcome);
    scene.id = QCoro::waitFor(scene.desk.suppressions({}, 10, {})).value().items.constFirst().id;
}

void taken(Scene &scene)
{
    DeliveryOutcome outcome = outcomeOf(AttemptOutcome::Accepted, u"200"_s);
    outcome.provider = u"resend"_s;
    outcome.providerId = u"p1"_s;
    scene.delivered(outcome);
}

void unsubscribed(Scene &scene)
{
    if (!Scene::done(scene.preferences.unsubscribe(scene.token())))
        qFatal("not unsubscribed");
}

void numberAsked(Scene &scene)
{
    if (!Scene::done(scene.phones.ask(cornelia, u"+4915112345678"_s, {})))
        qFatal("no code");
}

void numberConfirmed(Scene &scene)
{
    numberAsked(scene);
    if (!Scene::done(scene.phones.confirm(cornelia, u"123456"_s, {})))
        qFatal("not confirmed");
}

PreferenceChange otherPreferences()
{
    PreferenceChange change;
    change.lists[u"trips"_s][Channel::Mail] = false;
    change.digestMode = DigestMode::Daily;
    change.quiet = QuietHours{{22, 0}, {7, 0}};
    change.summaryEnabled = true;
    change.language = u"en"_s;
    return change;
}

using UseCase = portier::test::FaultCase<Scene>;

const QList<UseCase> &useCases()
{
    static const QList<UseCase> all{
        {"event", nothing,
         [](Scene &scene) {
             const Event event = aPriceAlert(u"e1"_s, {aRecipient(), aRecipient(u"jonas"_s)});
             const auto body = [event, now = scene.clock->now()](storage::Transaction &tx) {
                 return addToOutbox(tx, event, now);
             };
             return scene.write(body).has_value();
         }},
        {"preferences", nothing,
         [](Scene &scene) { return Scene::done(scene.preferences.change(cornelia, otherPreferences(), {})); }},
        {"unsubscription", nothing,
         [](Scene &scene) { return Scene::done(scene.preferences.unsubscribe(scene.token())); }},
        {"its undoing", unsubscribed,
         [](Scene &scene) { return Scene::done(scene.preferences.undoUnsubscribe(scene.token())); }},
        {"number", nothing,
         [](Scene &scene) { return Scene::done(scene.phones.ask(cornelia, u"+4915112345678"_s, {})); }},
        {"confirmed number", numberAsked,
         [](Scene &scene) { return Scene::done(scene.phones.confirm(cornelia, u"123456"_s, {})); }},
        {"removed number", numberConfirmed,
         [](Scene &scene) { return Scene::done(scene.phones.remove(cornelia, {})); }},
        {"seen on the desktop", [](Scene &scene) { scene.onTheDesktop(); },
         [](Scene &scene) { return Scene::done(scene.desk.acknowledge(scene.id, cornelia)); }},
        {"re-queue", died, [](Scene &scene) { return Scene::done(scene.desk.requeue(scene.id, admin)); }},
        {"reading by an admin", died, [](Scene &scene) { return Scene::done(scene.desk.inspect(scene.id, admin)); }},
        {"cleared suppression", bounced,
         [](Scene &scene) { return Scene::done(scene.desk.removeSuppression(scene.id, admin)); }},
        {"report of a bounce", taken,
         [](Scene &scene) {
             const QList<DeliveryReport> reports{{u"resend"_s, u"p1"_s, {}, u"bounced"_s}};
             return Scene::done(scene.reports.take(reports));
         }},
    };
    return all;
}

} // namespace

/// A55 (PLT-147, PLT-105): a fault at every statement of a use case leaves everything as it was.
class TestNotificationFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allOrNothing_data() { portier::test::addFaultRows("A55", useCases()); }
    void allOrNothing() { QCOMPARE(portier::test::problemOfRow(useCases()), QString()); }
};

QTEST_GUILESS_MAIN(TestNotificationFaults)
#include "tst_notificationfaults.moc"
