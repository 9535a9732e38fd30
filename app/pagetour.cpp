// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pagetour.h"

#include "app/accessibilitywalk.h"
#include "app/desktop/guiapplication.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QQuickItem>
#include <QTimer>

#include <cstdio>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int tickMs = 25;
constexpr int stillTicks = 8;      ///< a page without calls in flight for so long is ready
constexpr int patienceTicks = 400; ///< for one page
constexpr int loadingTicks = 10;   ///< the skeleton comes after 200 ms
const QString nothing = u"zzz"_s;  ///< what no search finds

QStringList &qtWarnings()
{
    static QStringList warnings;
    return warnings;
}

void collectWarning(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtDebugMsg || type == QtInfoMsg)
        return;
    std::fprintf(stderr, "%s\n", qPrintable(message));
    if (qstrcmp(context.category, GuiApplication::slowCategory) == 0) // a tour builds whole pages at once
        return;
    // Qt 6.4 calls it a loop when a text in nested layouts wraps anew at a change of language; the next frame is right.
    if (message.contains("Polish loop detected"_L1))
        return;
    // What a machine without a session bus or a keyring says is not about our pages.
    if (!message.contains("DBus"_L1) && !message.contains("propagateSizeHints"_L1))
        qtWarnings().append(message);
}

struct SampleTrip {
    const char *name, *from, *to, *city;
    int inDays, nights, adults;
    bool flights, hotels;
    qint64 threshold;
};

const QList<SampleTrip> &sampleTrips()
{
    static const QList<SampleTrip> trips{
        {"Lissabon im November", "HAM", "LIS", "Lissabon", 60, 7, 2, true, true, 190000},
        {"Kopenhagen, Ostern", "BER", "CPH", "Kopenhagen", 120, 4, 2, true, true, 75000},
        {"Hochzeit in Palermo", "MUC", "PMO", "Palermo", 180, 4, 2, true, false, 95000},
        {"Wandern in Bergen", "HAM", "BGO", "Bergen", 210, 7, 2, true, true, 0},
        {"Messe Mailand", "FRA", "LIN", "Mailand", 90, 1, 1, true, false, 15000},
    };
    return trips;
}

QJsonObject bodyOf(const SampleTrip &trip, const Format &format)
{
    const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
    QJsonObject body{{u"name"_s, text(trip.name)},
                     {u"trip_kind"_s, u"round_trip"_s},
                     {u"origin_airport"_s, text(trip.from)},
                     {u"destination_airport"_s, text(trip.to)},
                     {u"depart_date"_s, format.dayFromNow(trip.inDays)},
                     {u"return_date"_s, format.dayFromNow(trip.inDays + trip.nights)},
                     {u"adults"_s, trip.adults},
                     {u"currency"_s, u"EUR"_s},
                     {u"track_flights"_s, trip.flights},
                     {u"track_hotels"_s, trip.hotels},
                     {u"demo_history"_s, true}};
    if (trip.hotels)
        body.insert(u"hotel_filters"_s, QJsonObject{{u"city"_s, text(trip.city)}});
    if (trip.threshold > 0)
        body.insert(u"alert"_s, QJsonObject{{u"kind"_s, u"threshold"_s},
                                            {u"measure"_s, trip.hotels ? u"trip_total"_s : u"flight_total"_s},
                                            {u"threshold"_s, QJsonObject{{u"amount_minor"_s, trip.threshold},
                                                                         {u"currency"_s, u"EUR"_s}}}});
    return body;
}

struct SampleBooking {
    const char *name;
    int inDays, days, persons, party;
    bool approved;
};

const QList<SampleBooking> &sampleBookings()
{
    static const QList<SampleBooking> bookings{{"Oskar", 2, 4, 3, 0, true},
                                               {"Mara", 9, 3, 2, 1, false},
                                               {"Jona", 16, 7, 5, 2, false},
                                               {"Ida", 40, 5, 4, 0, false}};
    return bookings;
}

/// A desktop that shows no notices: a tour's pictures would have them as toasts.
class Silence final : public Notifier
{
public:
    void show(const Notice &) override {}
};

} // namespace

PageTour::PageTour(App &app, MakeEngine makeEngine, std::shared_ptr<Stage> stage, const QString &folder,
                   QObject *parent)
    : QObject(parent), m_app(app), m_makeEngine(std::move(makeEngine)), m_stage(std::move(stage)), m_folder(folder)
{
    m_silence = std::make_unique<Silence>();
    m_app.desktop()->setNotifier(m_silence.get());
    qtWarnings().clear();
    qInstallMessageHandler(collectWarning);
    connect(m_app.session(), &Session::stateChanged, this, [this] {
        if (m_app.session()->state() == "signedIn"_L1 && m_stop < 0 && m_sample == 0) {
            qInstallMessageHandler(collectWarning); // the core has taken it over
            becomeApprover();
        }
    });
    connect(m_app.session(), &Session::problemChanged, this, [this] {
        if (m_app.session()->problem().isEmpty())
            return;
        std::fprintf(stderr, "%s\n", qPrintable(m_app.session()->problem()));
        QCoreApplication::exit(1);
    });
}

QStringList PageTour::settings()
{
    return {u"bookings.party_emails=owner@portier.local,cornelia@families.example,angelika@families.example"_s};
}

void PageTour::begin()
{
    m_engine = m_makeEngine();
    m_app.session()->useThisComputer();
}

PageTour::~PageTour()
{
    qInstallMessageHandler(nullptr);
}

void PageTour::fillSample()
{
    if (m_sample < sampleTrips().size())
        return nextTrip();
    if (m_booking < sampleBookings().size())
        return nextBooking();
    waitForPrices();
}

/// The owner decides for the first party, so that there is something to decide.
void PageTour::becomeApprover()
{
    m_app.client().get(u"/api/v1/resources"_s, {}, this, [this](const ApiReply &houses) {
        const QJsonValue party = houses.json().value("items"_L1)[0]["parties"_L1][0]["id"_L1];
        const QVariantMap account = m_app.session()->account();
        const QJsonObject body{{u"roles"_s, QJsonArray{u"member"_s, u"approver"_s, u"admin"_s}},
                               {u"parties"_s, QJsonArray{party}}};
        m_app.client().write(
            "PATCH", "/api/v1/admin/accounts/"_L1 + account.value(u"id"_s).toString(), body, this,
            [this](const ApiReply &reply) {
                if (!reply.ok())
                    m_complaints.append(u"approver: "_s + QString::fromUtf8(reply.body));
                fillSample();
            },
            account.value(u"version"_s).toLongLong());
    });
}

/// A request for the house that is there from the start; one of them is decided already.
void PageTour::nextBooking()
{
    const SampleBooking &sample = sampleBookings().at(m_booking++);
    m_app.client().get(u"/api/v1/resources"_s, {}, this, [this, &sample](const ApiReply &houses) {
        const QJsonValue house = houses.json().value("items"_L1)[0];
        const QString name = QString::fromLatin1(sample.name);
        const QJsonObject body{{u"resource"_s, house["slug"_L1]},
                               {u"requester_first_name"_s, name},
                               {u"requester_email"_s, name.toLower() + u"@guests.example"_s},
                               {u"start_date"_s, m_app.format()->dayFromNow(sample.inDays)},
                               {u"end_date"_s, m_app.format()->dayFromNow(sample.inDays + sample.days - 1)},
                               {u"party_size"_s, sample.persons},
                               {u"affiliation_party_id"_s, house["parties"_L1][sample.party]["id"_L1]}};
        m_app.client().write("POST", u"/api/v1/bookings"_s, body, this, [this, &sample](const ApiReply &reply) {
            if (!reply.ok())
                m_complaints.append(u"sample booking: "_s + QString::fromUtf8(reply.body));
            if (!reply.ok() || !sample.approved)
                return fillSample();
            const QString path = "/api/v1/bookings/"_L1 + reply.json().value("id"_L1).toString() + "/approve"_L1;
            m_app.client().write("POST", path, {{u"round"_s, 1}}, this, [this](const ApiReply &) { fillSample(); });
        });
    });
}

void PageTour::nextTrip()
{
    const QJsonObject body = bodyOf(sampleTrips().at(m_sample++), *m_app.format());
    m_app.client().write("POST", u"/api/v1/trips"_s, body, this, [this](const ApiReply &reply) {
        if (!reply.ok())
            m_complaints.append(u"sample trip: "_s + QString::fromUtf8(reply.body));
        fillSample();
    });
}

void PageTour::waitForPrices()
{
    m_app.client().get(u"/api/v1/trips"_s, {}, this, [this](const ApiReply &reply) {
        bool priced = true;
        const QJsonArray trips = reply.json().value("items"_L1).toArray();
        for (const QJsonValue &trip : trips)
            priced = priced && !trip["latest"_L1].isNull() && trip["check"_L1].isNull();
        if (!priced && ++m_waits < patienceTicks)
            return QTimer::singleShot(tickMs, this, &PageTour::waitForPrices);
        planStops();
        QDir().mkpath(m_folder.isEmpty() ? u"."_s : m_folder);
        go();
    });
}

void PageTour::planStops()
{
    QVariant answer;
    QMetaObject::invokeMethod(window(), "tourPages", Q_RETURN_ARG(QVariant, answer));
    const QStringList pages = answer.toStringList();
    for (const QString &page : pages) {
        for (const QString &language : m_folder.isEmpty() ? QStringList{u"de"_s} : QStringList{u"de"_s, u"en"_s}) {
            for (const QString &scheme :
                 m_folder.isEmpty() ? QStringList{u"light"_s} : QStringList{u"light"_s, u"dark"_s})
                m_stops.append({page, language, scheme});
        }
        m_stops.append({page, u"de"_s, u"light"_s, true});
    }
    if (!m_observer) // names and roles do not depend on how it looks
        planLooks(pages);
    planStates(pages);
}

void PageTour::planLooks(const QStringList &pages)
{
    const Look narrow{u"narrow"_s, 640}, large{u"large"_s, 1280, 2}, contrast{u"contrast"_s, 1280, 1, true};
    for (const Look &look : {narrow, large, contrast}) {
        for (const QString &page : pages) {
            m_stops.append({page, u"de"_s, u"light"_s, false, Stage::Real, {}, look});
            if (look.name == narrow.name)
                m_stops.append({page, u"de"_s, u"light"_s, true, Stage::Real, {}, look});
            if (look.name == contrast.name)
                m_stops.append({page, u"de"_s, u"dark"_s, false, Stage::Real, {}, look});
        }
    }
}

void PageTour::planStates(const QStringList &pages)
{
    using Staged = std::pair<QString, Stage>;
    for (const auto &[state, stage] :
         {Staged(u"nomatch"_s, Stage::Real), Staged(u"offline"_s, Stage::Offline), Staged(u"partial"_s, Stage::Partial),
          Staged(u"empty"_s, Stage::Empty), Staged(u"error"_s, Stage::Error), Staged(u"loading"_s, Stage::Loading)}) {
        for (const QString &page : pages) {
            if (page != "sign-in"_L1 && page != "palette"_L1 && page != "shortcuts"_L1)
                m_stops.append({page, u"de"_s, u"light"_s, false, stage, state});
        }
    }
}

QQuickWindow *PageTour::window() const
{
    return m_engine ? qobject_cast<QQuickWindow *>(m_engine->rootObjects().value(0)) : nullptr;
}

void PageTour::go()
{
    if (++m_stop < m_stops.size())
        return visit(m_stops.at(m_stop));
    m_complaints += qtWarnings();
    m_complaints.removeDuplicates();
    for (const QString &complaint : std::as_const(m_complaints))
        std::fprintf(stderr, "FAIL %s\n", qPrintable(complaint));
    std::printf("%d pages opened, %d complaints\n", int(m_stops.size()), int(m_complaints.size()));
    QCoreApplication::exit(m_complaints.isEmpty() ? 0 : 1);
}

void PageTour::visit(const Stop &stop)
{
    if (const QString state = stop.state + stop.look.name; state != m_state) {
        m_state = state;
        *m_stage = stop.stage;
        // What the window knows stays while offline; any other stage begins with a window that knows nothing.
        if (stop.stage != Stage::Offline) {
            QCoreApplication::sendPostedEvents(nullptr,
                                               QEvent::DeferredDelete); // pages that were left, before their engine
            m_engine = m_makeEngine();
        }
        m_app.settings()->setTextScale(stop.look.textScale);
        m_app.settings()->setHighContrast(stop.look.highContrast);
        window()->setWidth(stop.look.width);
        m_app.client().get(u"/api/v1"_s, {}, this, [](const ApiReply &) {}); // so that it is noticed at once
    }
    m_app.settings()->setScheme(stop.scheme);
    m_app.settings()->setLanguage(stop.language);
    m_app.settings()->setPseudoLanguage(stop.pseudo);
    QMetaObject::invokeMethod(window(), "tourOpen", Q_ARG(QVariant, stop.page));
    m_waits = m_stills = 0;
    QTimer::singleShot(tickMs, this, &PageTour::finishStop);
}

/// Searches wherever the page has a search field.
void PageTour::lookFor(const QString &text, QQuickItem *item)
{
    if (!item->isVisible())
        return;
    if (item->property("iconName").toString() == "search"_L1 && item->property("input").isValid()) {
        item->setProperty("text", text);
        QMetaObject::invokeMethod(item, "edited", Q_ARG(QString, text));
    }
    const auto children = item->childItems();
    for (QQuickItem *child : children)
        lookFor(text, child);
}

void PageTour::finishStop()
{
    const Stop &stop = m_stops.at(m_stop);
    // One call always waits: the change feed. While loading, all do.
    const bool still = stop.stage == Stage::Loading ? m_waits >= loadingTicks : m_app.client().inFlight() <= 1;
    m_stills = still ? m_stills + 1 : 0;
    if (stop.state == "nomatch"_L1 && m_stills == stillTicks / 2)
        lookFor(nothing, window()->contentItem());
    if (m_stills < stillTicks && ++m_waits < patienceTicks) {
        QTimer::singleShot(tickMs, this, &PageTour::finishStop);
        return;
    }
    QString page = stop.page;
    for (const QString &special : {stop.state, stop.look.name}) {
        if (!special.isEmpty())
            page += u'-' + special;
    }
    m_complaints += complaintsAbout(*window(), page);
    if (stop.look.highContrast)
        m_complaints += thinBordersIn(*window(), page);
    if (!m_folder.isEmpty()) {
        const QString variant = stop.pseudo ? u"pseudo"_s : stop.scheme + u'-' + stop.language;
        window()->grabWindow().save(u"%1/%2-%3.png"_s.arg(m_folder, page, variant));
    }
    if (stop.state == "nomatch"_L1)
        lookFor({}, window()->contentItem()); // lists keep what they were searched for
    leaveStop(page);
}

void PageTour::waitForObserver()
{
    m_observer = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    m_observer->setEnabled(false);
    connect(m_observer.get(), &QSocketNotifier::activated, this, [this] {
        m_observer->setEnabled(false);
        char line[16];
        if (std::fgets(line, sizeof line, stdin) == nullptr)
            m_stop = int(m_stops.size()); // nobody observes any more
        go();
    });
}

void PageTour::leaveStop(const QString &page)
{
    if (!m_observer)
        return go();
    std::printf("page %s\n", qPrintable(m_stops.at(m_stop).pseudo ? page + "-pseudo"_L1 : page));
    std::fflush(stdout);
    m_observer->setEnabled(true);
}

} // namespace portier::app
