// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/metrics.h"

#include "core/operations/metricfamilies.h"
#include "core/operations/processinfo.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <QHash>
#include <QMutex>

#include <algorithm>
#include <sstream>

namespace portier::operations
{

namespace
{

using PromLabels = prometheus::Labels;

/// From a millisecond (a read from memory) to half a minute (the handler timeout).
const prometheus::Histogram::BucketBoundaries durationBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                              0.25,  0.5,    1,     2.5,  5,     10,   30};

PromLabels toProm(const Labels &labels)
{
    PromLabels result;
    for (auto it = labels.cbegin(); it != labels.cend(); ++it)
        result.emplace(it.key().toStdString(), it.value().toStdString());
    return result;
}

/// One declared family with whichever of the three pointers its type needs.
struct Family {
    const MetricFamily *declared = nullptr;
    prometheus::Family<prometheus::Counter> *counters = nullptr;
    prometheus::Family<prometheus::Gauge> *gauges = nullptr;
    prometheus::Family<prometheus::Histogram> *histograms = nullptr;
    QStringList labelNames; ///< sorted
    QList<prometheus::Gauge *> gaugeSeries;
};

} // namespace

class Metrics::Private
{
public:
    explicit Private(Instances instances)
    {
        for (const MetricFamily &declared : metricFamilies)
            declare(declared, instances);
    }

    Family *find(const QString &name, MetricType type, const Labels &labels)
    {
        const auto found = families.find(name);
        const bool known = found != families.end() && found->declared->type == type;
        Q_ASSERT_X(known, "Metrics", qPrintable(QStringLiteral("undeclared metric ") + name));
        if (!known)
            return nullptr;
        const QStringList &names = found->labelNames;
        const bool fits = std::equal(labels.keyBegin(), labels.keyEnd(), names.cbegin(), names.cend());
        Q_ASSERT_X(fits, "Metrics", qPrintable(QStringLiteral("undeclared labels of ") + name));
        return fits ? &*found : nullptr;
    }

    prometheus::Registry registry;
    QHash<QString, Family> families; ///< never changes after construction, but for gaugeSeries
    QMutex gaugeMutex;               ///< guards gaugeSeries, and a series against clear() while it is set
    std::vector<std::function<void(Metrics &)>> collectors;

private:
    void declare(const MetricFamily &declared, Instances instances)
    {
        PromLabels constant;
        if (declared.scope == MetricScope::Database && instances == Instances::Several)
            constant.emplace("scope", "cluster");
        Family family;
        family.declared = &declared;
        family.labelNames = QString::fromLatin1(declared.labels).split(u' ', Qt::SkipEmptyParts);
        family.labelNames.sort();
        switch (declared.type) {
        case MetricType::Counter:
            family.counters =
                &prometheus::BuildCounter().Name(declared.name).Help(declared.help).Labels(constant).Register(registry);
            // A counter that has not counted yet is 0, not absent; with labels its series are not known before.
            if (family.labelNames.isEmpty())
                family.counters->Add({});
            break;
        case MetricType::Gauge:
            family.gauges =
                &prometheus::BuildGauge().Name(declared.name).Help(declared.help).Labels(constant).Register(registry);
            break;
        case MetricType::Histogram:
            family.histograms = &prometheus::BuildHistogram()
                                     .Name(declared.name)
                                     .Help(declared.help)
                                     .Labels(constant)
                                     .Register(registry);
            break;
        }
        families.insert(QString::fromLatin1(declared.name), family);
    }
};

Metrics::Metrics(Instances instances) : d(std::make_unique<Private>(instances))
{
    set(QStringLiteral("portier_build_info"), 1, {{QStringLiteral("version"), QStringLiteral(PORTIER_VERSION)}});
    set(QStringLiteral("process_start_time_seconds"), processStartSeconds());
    addCollector([](Metrics &metrics) {
        metrics.set(QStringLiteral("process_resident_memory_bytes"), double(residentMemoryBytes()));
    });
}

Metrics::~Metrics() = default;

void Metrics::increment(const QString &counter, const Labels &labels, double by)
{
    if (Family *family = d->find(counter, MetricType::Counter, labels))
        family->counters->Add(toProm(labels)).Increment(by);
}

void Metrics::set(const QString &gauge, double value, const Labels &labels)
{
    Family *family = d->find(gauge, MetricType::Gauge, labels);
    if (!family)
        return;
    const QMutexLocker lock(&d->gaugeMutex);
    prometheus::Gauge &series = family->gauges->Add(toProm(labels));
    if (!family->gaugeSeries.contains(&series))
        family->gaugeSeries.append(&series);
    series.Set(value);
}

void Metrics::clear(const QString &gauge)
{
    const auto found = d->families.find(gauge);
    Q_ASSERT_X(found != d->families.end() && found->gauges, "Metrics", qPrintable(gauge));
    const QMutexLocker lock(&d->gaugeMutex);
    for (prometheus::Gauge *series : std::as_const(found->gaugeSeries))
        found->gauges->Remove(series);
    found->gaugeSeries.clear();
}

void Metrics::observe(const QString &histogram, double seconds, const Labels &labels)
{
    if (Family *family = d->find(histogram, MetricType::Histogram, labels))
        family->histograms->Add(toProm(labels), durationBuckets).Observe(seconds);
}

void Metrics::addCollector(std::function<void(Metrics &)> collect)
{
    d->collectors.push_back(std::move(collect));
}

QByteArray Metrics::render()
{
    for (const auto &collect : d->collectors)
        collect(*this);
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, d->registry.Collect());
    return QByteArray::fromStdString(out.str());
}

} // namespace portier::operations
