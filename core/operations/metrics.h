// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <functional>
#include <memory>

namespace portier::operations
{

using Labels = QMap<QString, QString>;

/// The process's metrics in Prometheus' text format (PLT-165 to PLT-168, TRP-290). Thread-safe, except collectors.
/// Names, label names and help texts stand in metricfamilies.h; another name or label is a bug and aborts a debug
/// build, a release build drops the value.
class Metrics
{
public:
    /// With several instances on one database, gauges that describe the database and not the process carry
    /// scope="cluster" (PLT-168).
    enum class Instances { One, Several };

    explicit Metrics(Instances instances = Instances::One);
    ~Metrics();
    Metrics(const Metrics &) = delete;
    Metrics &operator=(const Metrics &) = delete;

    void increment(const QString &counter, const Labels &labels = {}, double by = 1);
    void set(const QString &gauge, double value, const Labels &labels = {});
    /// Forgets every series of a gauge, for collectors whose label values come and go.
    void clear(const QString &gauge);
    void observe(const QString &histogram, double seconds, const Labels &labels = {});
    /// Called before every scrape, on the core thread; for gauges that are read from state.
    void addCollector(std::function<void(Metrics &)> collect);
    /// Text format 0.0.4, after running the collectors; on the core thread.
    [[nodiscard]] QByteArray render();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace portier::operations
