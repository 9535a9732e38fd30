// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"
#include "app/controllers/notifier.h"
#include "app/stagetransport.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSocketNotifier>

namespace portier::app
{

/// Opens every page on sample data in turn, then in each state it can be in (loading, empty, no match, error, partial,
/// offline), in the narrowest window, with the largest text and in high contrast. With a folder it writes a picture of
/// each in both languages and schemes, and in the pseudo-language; always it fails on any QML warning, nameless
/// control, cut text, or thin border in high contrast.
class PageTour : public QObject
{
    Q_OBJECT
public:
    /// `makeEngine` loads the window anew, without anything it knew.
    using MakeEngine = std::function<std::unique_ptr<QQmlApplicationEngine>()>;

    PageTour(App &app, MakeEngine makeEngine, std::shared_ptr<Stage> stage, const QString &folder,
             QObject *parent = nullptr);
    ~PageTour() override;

    /// What the core of a tour is started with: the sample house has parties that can decide.
    [[nodiscard]] static QStringList settings();
    /// After each page its name is written to standard output, and the tour goes on with the next line of standard
    /// input: for an observer outside (assistive technology).
    void waitForObserver();
    void begin();

private:
    /// How somebody set the app up.
    struct Look {
        QString name = {}; ///< for the name of the picture
        int width = 1280;
        double textScale = 1;
        bool highContrast = false;
    };
    struct Stop {
        QString page, language, scheme;
        bool pseudo = false;
        Stage stage = Stage::Real;
        QString state = {}; ///< of the page, for the name of its picture
        Look look = {};
    };
    void planLooks(const QStringList &pages);
    void planStates(const QStringList &pages);
    void becomeApprover();
    void fillSample();
    void nextTrip();
    void nextBooking();
    void waitForPrices();
    void planStops();
    void go();
    void visit(const Stop &stop);
    void lookFor(const QString &text, QQuickItem *item);
    void finishStop();
    void leaveStop(const QString &page);
    [[nodiscard]] QQuickWindow *window() const;

    App &m_app;
    MakeEngine m_makeEngine;
    std::shared_ptr<Stage> m_stage;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QString m_folder, m_state;
    QList<Stop> m_stops;
    int m_stop = -1, m_sample = 0, m_booking = 0, m_waits = 0, m_stills = 0;
    QStringList m_complaints;
    std::unique_ptr<Notifier> m_silence; ///< the tour outlives whatever it says
    std::unique_ptr<QSocketNotifier> m_observer;
};

} // namespace portier::app
