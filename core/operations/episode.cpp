// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/episode.h"

namespace portier::operations
{

namespace
{

Episode notAfter(Episode episode, Instant now)
{
    episode.beganAt = std::min(episode.beganAt, now);
    episode.toldAt = std::min(episode.toldAt, now);
    if (episode.goneSince)
        episode.goneSince = std::min(*episode.goneSince, now);
    return episode;
}

} // namespace

EpisodeStep advance(std::optional<Episode> episode, bool holds, Instant now, ConditionManner manner)
{
    if (!episode)
        return holds ? EpisodeStep{Episode{now, now, {}}, NoticeStage::Begin} : EpisodeStep{};
    Episode going = notAfter(*episode, now);
    const bool isOver = going.goneSince && now - *going.goneSince >= flapping;
    if (holds && isOver) // nobody looked when it ended
        return {Episode{now, now, {}}, NoticeStage::Begin};
    if (isOver)
        return {std::nullopt, manner == ConditionManner::Lasting ? std::optional(NoticeStage::End) : std::nullopt};
    if (!holds) {
        if (!going.goneSince)
            going.goneSince = now;
        return {going, std::nullopt};
    }
    going.goneSince.reset();
    if (manner == ConditionManner::Momentary || now - going.toldAt < reminderInterval)
        return {going, std::nullopt};
    going.toldAt = now;
    return {going, NoticeStage::Reminder};
}

} // namespace portier::operations
