// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/episode.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <tuple>

namespace portier::operations
{

/// Something that operators are told of while it holds (PLT-173), and what it is about: a price source, an instance;
/// empty when there is only one.
struct Condition {
    QString code;
    QString subject;

    bool operator==(const Condition &) const = default;
    bool operator<(const Condition &other) const
    {
        return std::tie(code, subject) < std::tie(other.code, other.subject);
    }
};

/// A condition that holds. `details` are facts for the notice, without personal data: "count", "cause", "free".
struct Finding {
    Condition condition;
    QJsonObject details = {};
};

/// What one look found. Conditions that were not judged keep their episodes as they are.
struct Findings {
    QStringList judged;            ///< codes whose conditions, whatever their subject, hold only where found
    QList<Condition> judgedSingly; ///< the same for one subject: what an instance says of itself
    QList<Finding> holding;

    void hold(const Condition &condition, const QJsonObject &details = {}) { holding.append({condition, details}); }
    void add(const Findings &other);
    [[nodiscard]] bool judges(const Condition &condition) const;
};

/// How one kind of condition is treated.
struct ConditionTraits {
    ConditionManner manner = ConditionManner::Lasting;
    /// It is about the database or the outbox: its notices leave straight from memory (PLT-174).
    bool isDirect = false;
};

/// What operators are told.
struct Notice {
    NoticeStage stage = NoticeStage::Begin;
    Condition condition;
    QJsonObject details; ///< of Begin and Reminder
    Instant beganAt;
    std::optional<Instant> endedAt; ///< of End
    Instant at;
    bool isDirect = false;
};

using Episodes = QMap<Condition, Episode>;

/// What follows from a look.
struct EpisodePlan {
    Episodes changed; ///< to be remembered
    QList<Condition> ended;
    QList<Notice> notices;

    [[nodiscard]] bool isEmpty() const { return changed.isEmpty() && ended.isEmpty() && notices.isEmpty(); }
};

/// Pure: every judged condition one step on.
[[nodiscard]] EpisodePlan planEpisodes(const Episodes &episodes, const Findings &findings,
                                       const QMap<QString, ConditionTraits> &traits, Instant now);
/// "begin" | "reminder" | "end"
[[nodiscard]] QString nameOf(NoticeStage stage);

} // namespace portier::operations
