// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/condition.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

Notice noticeOf(NoticeStage stage, const Condition &condition, const Episode &episode, Instant now)
{
    Notice notice;
    notice.stage = stage;
    notice.condition = condition;
    notice.beganAt = episode.beganAt;
    notice.at = now;
    if (stage == NoticeStage::End)
        notice.endedAt = episode.goneSince;
    return notice;
}

} // namespace

void Findings::add(const Findings &other)
{
    judged += other.judged;
    judgedSingly += other.judgedSingly;
    holding += other.holding;
}

bool Findings::judges(const Condition &condition) const
{
    return judged.contains(condition.code) || judgedSingly.contains(condition);
}

EpisodePlan planEpisodes(const Episodes &episodes, const Findings &findings,
                         const QMap<QString, ConditionTraits> &traits, Instant now)
{
    QMap<Condition, std::optional<QJsonObject>> looked; // with details where it holds
    for (auto it = episodes.keyBegin(); it != episodes.keyEnd(); ++it) {
        if (findings.judges(*it))
            looked.insert(*it, std::nullopt);
    }
    for (const Finding &finding : findings.holding)
        looked.insert(finding.condition, finding.details);

    EpisodePlan plan;
    for (auto it = looked.cbegin(); it != looked.cend(); ++it) {
        const Condition &condition = it.key();
        const ConditionTraits trait = traits.value(condition.code);
        const std::optional<Episode> before =
            episodes.contains(condition) ? std::optional(episodes.value(condition)) : std::nullopt;
        const EpisodeStep step = advance(before, it->has_value(), now, trait.manner);
        if (!step.episode && before)
            plan.ended.append(condition);
        else if (step.episode && step.episode != before)
            plan.changed.insert(condition, *step.episode);
        if (!step.notice)
            continue;
        Notice notice = noticeOf(*step.notice, condition, step.episode ? *step.episode : *before, now);
        notice.details = it->value_or(QJsonObject());
        notice.isDirect = trait.isDirect;
        plan.notices.append(notice);
    }
    return plan;
}

QString nameOf(NoticeStage stage)
{
    switch (stage) {
    case NoticeStage::Begin:
        return u"begin"_s;
    case NoticeStage::Reminder:
        return u"reminder"_s;
    case NoticeStage::End:
        break;
    }
    return u"end"_s;
}

} // namespace portier::operations
