// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pagetour.h"

#include "app/desktop/guiapplication.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QQuickItem>
#include <QTimer>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int tickMs = 50;
constexpr int stillTicks = 8;      ///< a page without calls in flight for so long is ready
constexpr int patienceTicks = 200; ///< for one page

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

bool isControl(const QQuickItem *item)
{
    return item->inherits("QQuickAbstractButton") || item->inherits("QQuickTextField") ||
           item->inherits("QQuickTextArea") || item->inherits("QQuickComboBox") || item->inherits("QQuickSpinBox");
}

QString nameOf(const QQuickItem *item)
{
    for (QObject *child : item->children()) {
        if (child->inherits("QQuickAccessibleAttached"))
            return child->property("name").toString();
    }
    return {};
}

} // namespace

PageTour::PageTour(App &app, QQmlApplicationEngine &engine, const QString &folder, QObject *parent)
    : QObject(parent), m_app(app), m_engine(engine), m_folder(folder)
{
    qtWarnings().clear();
    qInstallMessageHandler(collectWarning);
    connect(m_app.session(), &Session::stateChanged, this, [this] {
        if (m_app.session()->state() == "signedIn"_L1 && m_stop < 0 && m_sample == 0) {
            qInstallMessageHandler(collectWarning); // the core has taken it over
            fillSample();
        }
    });
    connect(m_app.session(), &Session::problemChanged, this, [this] {
        if (m_app.session()->problem().isEmpty())
            return;
        std::fprintf(stderr, "%s\n", qPrintable(m_app.session()->problem()));
        QCoreApplication::exit(1);
    });
}

PageTour::~PageTour()
{
    qInstallMessageHandler(nullptr);
}

void PageTour::fillSample()
{
    if (m_sample == sampleTrips().size())
        return waitForPrices();
    nextTrip();
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
        for (const QJsonValue &trip : reply.json().value("items"_L1).toArray())
            priced = priced && !trip["latest"_L1].isNull() && trip["check"_L1].isNull();
        if (!priced && ++m_waits < patienceTicks)
            return QTimer::singleShot(tickMs, this, &PageTour::waitForPrices);
        QVariant pages;
        QMetaObject::invokeMethod(window(), "tourPages", Q_RETURN_ARG(QVariant, pages));
        for (const QVariant &page : pages.toList()) {
            if (m_folder.isEmpty()) {
                m_stops.append({page.toString(), u"de"_s, u"light"_s, false});
                m_stops.append({page.toString(), u"de"_s, u"light"_s, true});
                continue;
            }
            for (const QString &language : {u"de"_s, u"en"_s}) {
                for (const QString &scheme : {u"light"_s, u"dark"_s})
                    m_stops.append({page.toString(), language, scheme, false});
            }
            m_stops.append({page.toString(), u"de"_s, u"light"_s, true});
        }
        QDir().mkpath(m_folder.isEmpty() ? u"."_s : m_folder);
        go();
    });
}

QQuickWindow *PageTour::window() const
{
    return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
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
    m_app.settings()->setScheme(stop.scheme);
    m_app.settings()->setLanguage(stop.language);
    m_app.settings()->setPseudoLanguage(stop.pseudo);
    QMetaObject::invokeMethod(window(), "tourOpen", Q_ARG(QVariant, stop.page));
    m_waits = m_stills = 0;
    QTimer::singleShot(tickMs, this, &PageTour::finishStop);
}

void PageTour::finishStop()
{
    // One call always waits: the change feed.
    m_stills = m_app.client().inFlight() <= 1 ? m_stills + 1 : 0;
    if (m_stills < stillTicks && ++m_waits < patienceTicks) {
        QTimer::singleShot(tickMs, this, &PageTour::finishStop);
        return;
    }
    const Stop &stop = m_stops.at(m_stop);
    m_complaints += complaintsAbout(window()->contentItem(), stop.page);
    if (!m_folder.isEmpty()) {
        const QString variant = stop.pseudo ? u"pseudo"_s : stop.scheme + u'-' + stop.language;
        window()->grabWindow().save(u"%1/%2-%3.png"_s.arg(m_folder, stop.page, variant));
    }
    go();
}

QStringList PageTour::complaintsAbout(QQuickItem *item, const QString &page)
{
    QStringList complaints;
    if (!item->isVisible())
        return complaints;
    if (isControl(item) && nameOf(item).isEmpty())
        complaints.append(
            u"%1: a %2 has no accessible name"_s.arg(page, QLatin1String(item->metaObject()->className())));
    if (item->property("truncated").toBool() && item->property("mayElide").toBool() == false)
        complaints.append(u"%1: \"%2\" does not fit"_s.arg(page, item->property("text").toString()));
    for (QQuickItem *child : item->childItems())
        complaints += complaintsAbout(child, page);
    return complaints;
}

} // namespace portier::app
