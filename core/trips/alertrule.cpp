// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertrule.h"

#include "core/base/enumtext.h"

#include <limits>

namespace portier::trips
{

namespace
{
constexpr EnumTable<AlertKind, 2> kinds{{{AlertKind::Threshold, "threshold"}, {AlertKind::AnyDrop, "any_drop"}}};
constexpr EnumTable<AlertState, 3> states{
    {{AlertState::Armed, "armed"}, {AlertState::Alerted, "alerted"}, {AlertState::Pending, "pending"}}};
constexpr EnumTable<AlertReason, 22> reasons{{{AlertReason::RuleDisabled, "rule_disabled"},
                                              {AlertReason::TripPaused, "trip_paused"},
                                              {AlertReason::QueryChanged, "query_changed"},
                                              {AlertReason::Backfilled, "backfilled"},
                                              {AlertReason::Stale, "stale"},
                                              {AlertReason::PriceMissing, "price_missing"},
                                              {AlertReason::CurrencyMismatch, "currency_mismatch"},
                                              {AlertReason::UnconfirmedOutlier, "unconfirmed_outlier"},
                                              {AlertReason::SourceKindChanged, "source_kind_changed"},
                                              {AlertReason::FirstSample, "first_sample"},
                                              {AlertReason::Crossed, "crossed"},
                                              {AlertReason::Above, "above"},
                                              {AlertReason::Rearmed, "rearmed"},
                                              {AlertReason::InMargin, "in_margin"},
                                              {AlertReason::NewLow, "new_low"},
                                              {AlertReason::NotANewLow, "not_a_new_low"},
                                              {AlertReason::ReferenceSet, "reference_set"},
                                              {AlertReason::Partial, "partial"},
                                              {AlertReason::SourceChanged, "source_changed"},
                                              {AlertReason::Dropped, "dropped"},
                                              {AlertReason::ReferenceRaised, "reference_raised"},
                                              {AlertReason::DropTooSmall, "drop_too_small"}}};

// TRP-182: exact integer comparisons; the products do not fit 64 bits for every price.
__extension__ using Wide = __int128;

constexpr int newLowPercent = 98;
constexpr int rearmPercent = 101;
constexpr int outlierPercent = 30;

bool atMostPercent(qint64 price, qint64 of, int percent)
{
    return Wide(price) * 100 <= Wide(of) * percent;
}
bool isOutlier(qint64 price, qint64 previous)
{
    return Wide(price) * 100 < Wide(previous) * outlierPercent;
}
bool rearms(qint64 price, qint64 threshold)
{
    return Wide(price) * 100 >= Wide(threshold) * rearmPercent;
}
qint64 clamped(Wide value)
{
    constexpr Wide max = std::numeric_limits<qint64>::max();
    return static_cast<qint64>(std::min(value, max));
}
/// The highest price that is at most this percentage.
qint64 highestAtPercent(qint64 of, int percent)
{
    return clamped(Wide(of) * percent / 100);
}

/// Steps 1 to 4: samples that say nothing about the price.
std::optional<AlertReason> notEligible(const AlertWish &wish, const QString &currency, const AlertSample &sample)
{
    if (!wish.enabled)
        return AlertReason::RuleDisabled;
    if (sample.tripPaused)
        return AlertReason::TripPaused;
    if (!sample.presentRevision)
        return AlertReason::QueryChanged;
    if (sample.backfilled)
        return AlertReason::Backfilled;
    if (sample.stale)
        return AlertReason::Stale;
    if (!sample.priceMinor)
        return AlertReason::PriceMissing;
    if (sample.currency != currency)
        return AlertReason::CurrencyMismatch;
    return std::nullopt;
}

void fire(AlertVerdict &verdict, qint64 price, const AlertSample &sample)
{
    verdict.fires = true;
    verdict.after.lastAlertedMinor = price;
    verdict.after.lastAlertedAt = sample.takenAt;
}

/// Steps 7 to 12.
void judgeThreshold(AlertVerdict &verdict, qint64 threshold, qint64 price, const AlertSample &sample)
{
    AlertMemory &memory = verdict.after;
    verdict.comparedMinor = threshold;
    const qint64 last = memory.lastAlertedMinor.value_or(threshold);
    if (memory.state == AlertState::Armed) {
        if (price > threshold) {
            verdict.reason = AlertReason::Above;
            return;
        }
        verdict.reason = verdict.previousMinor ? AlertReason::Crossed : AlertReason::FirstSample;
        memory.state = AlertState::Alerted;
        fire(verdict, price, sample);
    } else if (rearms(price, threshold)) {
        verdict.reason = AlertReason::Rearmed;
        memory.state = AlertState::Armed;
        memory.lastAlertedMinor.reset();
        memory.lastAlertedAt.reset();
    } else if (price > threshold) {
        verdict.reason = AlertReason::InMargin;
    } else if (verdict.comparedMinor = last; atMostPercent(price, last, newLowPercent)) {
        verdict.reason = AlertReason::NewLow;
        fire(verdict, price, sample);
    } else {
        verdict.reason = AlertReason::NotANewLow;
    }
}

void moveReference(AlertVerdict &verdict, AlertReason reason, qint64 price, const AlertSample &sample)
{
    verdict.reason = reason;
    verdict.after.referenceMinor = price;
    verdict.after.referenceSource = sample.source;
}

/// TRP-186.
void judgeAnyDrop(AlertVerdict &verdict, qint64 price, const AlertSample &sample)
{
    const std::optional<qint64> reference = verdict.after.referenceMinor;
    verdict.comparedMinor = reference;
    if (!reference) {
        moveReference(verdict, AlertReason::ReferenceSet, price, sample);
    } else if (sample.partial) {
        verdict.reason = AlertReason::Partial;
    } else if (verdict.after.referenceSource != sample.source) {
        moveReference(verdict, AlertReason::SourceChanged, price, sample);
    } else if (atMostPercent(price, *reference, newLowPercent)) {
        moveReference(verdict, AlertReason::Dropped, price, sample);
        fire(verdict, price, sample);
    } else if (price > *reference) {
        moveReference(verdict, AlertReason::ReferenceRaised, price, sample);
    } else {
        verdict.reason = AlertReason::DropTooSmall;
    }
}

/// Steps 5 and 6. True when the price goes on to be judged.
bool passesOutlierGuard(AlertVerdict &verdict, qint64 price, const AlertSample &sample)
{
    AlertMemory &memory = verdict.after;
    if (!memory.pending) {
        if (!memory.previousMinor || !isOutlier(price, *memory.previousMinor))
            return true;
        verdict.reason = AlertReason::UnconfirmedOutlier;
        verdict.comparedMinor = memory.previousMinor;
        memory.pending = PendingPrice{price, *memory.previousMinor, sample.fetchedAt, memory.state};
        memory.state = AlertState::Pending;
        return false;
    }
    const PendingPrice pending = *memory.pending;
    const bool outlier = isOutlier(price, pending.referenceMinor);
    if (outlier && sample.fetchedAt <= pending.fetchedAt) {
        // The same response once more proves nothing (TRP-183).
        verdict.reason = AlertReason::UnconfirmedOutlier;
        verdict.comparedMinor = pending.referenceMinor;
        return false;
    }
    verdict.pendingConfirmed = outlier;
    verdict.pendingDiscarded = !outlier;
    memory.state = pending.beneath;
    memory.pending.reset();
    return true;
}

/// TRP-172: real and simulated prices are never compared.
bool changesSourceKind(const AlertMemory &memory, const AlertSample &sample)
{
    return memory.previousMinor && memory.previousSimulated != sample.simulated;
}

AlertMemory restarted(const AlertWish &wish, qint64 price, const AlertSample &sample)
{
    AlertMemory memory;
    if (wish.kind == AlertKind::AnyDrop) {
        memory.referenceMinor = price;
        memory.referenceSource = sample.source;
    }
    return memory;
}
} // namespace

QString toText(AlertKind kind)
{
    return nameIn(kinds, kind);
}
QString toText(AlertState state)
{
    return nameIn(states, state);
}
QString toText(AlertReason reason)
{
    return nameIn(reasons, reason);
}
std::optional<AlertKind> alertKindFromText(const QString &text)
{
    return valueIn(kinds, text);
}
std::optional<AlertState> alertStateFromText(const QString &text)
{
    return valueIn(states, text);
}
std::optional<AlertReason> alertReasonFromText(const QString &text)
{
    return valueIn(reasons, text);
}

AlertVerdict evaluate(const AlertWish &wish, const QString &currency, const AlertMemory &memory,
                      const AlertSample &sample)
{
    AlertVerdict verdict;
    verdict.before = memory.state;
    verdict.after = memory;
    verdict.priceMinor = sample.priceMinor;
    verdict.previousMinor = memory.previousMinor;
    if (const std::optional<AlertReason> reason = notEligible(wish, currency, sample)) {
        verdict.reason = *reason;
        return verdict;
    }
    const qint64 price = *sample.priceMinor;
    if (changesSourceKind(memory, sample)) {
        verdict.reason = AlertReason::SourceKindChanged;
        verdict.after = restarted(wish, price, sample);
    } else {
        if (!passesOutlierGuard(verdict, price, sample))
            return verdict;
        if (wish.kind == AlertKind::Threshold)
            judgeThreshold(verdict, wish.thresholdMinor.value_or(0), price, sample);
        else
            judgeAnyDrop(verdict, price, sample);
    }
    verdict.after.previousMinor = price;
    verdict.after.previousSimulated = sample.simulated;
    return verdict;
}

NextAlert nextAlert(const AlertWish &wish, const AlertMemory &memory)
{
    NextAlert next;
    if (!wish.enabled)
        return next;
    if (wish.kind == AlertKind::AnyDrop) {
        if (memory.referenceMinor)
            next.atOrBelowMinor = highestAtPercent(*memory.referenceMinor, newLowPercent);
        return next;
    }
    const qint64 threshold = wish.thresholdMinor.value_or(0);
    const AlertState state = memory.pending ? memory.pending->beneath : memory.state;
    next.atOrBelowMinor = threshold;
    if (state == AlertState::Alerted) {
        next.atOrBelowMinor = highestAtPercent(memory.lastAlertedMinor.value_or(threshold), newLowPercent);
        next.rearmAtMinor = clamped((Wide(threshold) * rearmPercent + 99) / 100);
    }
    return next;
}

bool restartsRule(const AlertWish &before, const AlertWish &after)
{
    return before.kind != after.kind || before.measure != after.measure ||
           before.thresholdMinor != after.thresholdMinor;
}

} // namespace portier::trips
