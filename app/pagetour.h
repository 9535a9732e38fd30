// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"

#include <QElapsedTimer>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

namespace portier::app
{

/// Opens every page on sample data in turn. With a folder it writes a picture of each in both languages and schemes,
/// and in the pseudo-language; always it fails on any QML warning, unnamed control or cut button.
class PageTour : public QObject
{
    Q_OBJECT
public:
    PageTour(App &app, QQmlApplicationEngine &engine, const QString &folder, QObject *parent = nullptr);
    ~PageTour() override;

    /// What is wrong with the controls under an item: no accessible name, or a label that does not fit.
    [[nodiscard]] static QStringList complaintsAbout(QQuickItem *item, const QString &page);

private:
    struct Stop {
        QString page, language, scheme;
        bool pseudo = false;
    };
    void fillSample();
    void nextTrip();
    void waitForPrices();
    void go();
    void visit(const Stop &stop);
    void finishStop();
    [[nodiscard]] QQuickWindow *window() const;

    App &m_app;
    QQmlApplicationEngine &m_engine;
    QString m_folder;
    QList<Stop> m_stops;
    int m_stop = -1, m_sample = 0, m_waits = 0, m_stills = 0;
    QStringList m_complaints;
};

} // namespace portier::app
