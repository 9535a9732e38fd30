// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/episode.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using MaybeEpisode = std::optional<Episode>;
Q_DECLARE_METATYPE(MaybeEpisode)
Q_DECLARE_METATYPE(EpisodeStep)

namespace
{

const Instant noon = fromMs(1'800'014'400'000);

/// Minutes at which notices are given when a condition is looked at every minute; it holds in `stretches`.
QStringList told(const QList<std::pair<int, int>> &stretches, int minutes,
                 ConditionManner manner = ConditionManner::Lasting)
{
    static const QStringList names{u"begin"_s, u"reminder"_s, u"end"_s};
    MaybeEpisode episode;
    QStringList notices;
    for (int minute = 0; minute <= minutes; ++minute) {
        const bool holds = std::any_of(stretches.begin(), stretches.end(), [minute](const auto &stretch) {
            return minute >= stretch.first && minute < stretch.second;
        });
        const EpisodeStep step = advance(episode, holds, noon + std::chrono::minutes(minute), manner);
        episode = step.episode;
        if (step.notice)
            notices.append(names.at(int(*step.notice)) + u'@' + QString::number(minute));
    }
    return notices;
}

} // namespace

class TestEpisode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneStep_data() // PLT-174
    {
        QTest::addColumn<MaybeEpisode>("episode");
        QTest::addColumn<bool>("holds");
        QTest::addColumn<bool>("momentary");
        QTest::addColumn<EpisodeStep>("step");
        const auto row = [](const char *name, const MaybeEpisode &episode, bool holds, const EpisodeStep &step,
                            bool momentary = false) { QTest::newRow(name) << episode << holds << momentary << step; };
        const auto going = [](Millis age, Millis told, std::optional<Millis> gone = {}) {
            return Episode{noon - age, noon - told, gone ? std::optional(noon - *gone) : std::nullopt};
        };
        const Episode fresh{noon, noon, {}};
        row("nothing, and nothing before", {}, false, {});
        row("begins", {}, true, {fresh, NoticeStage::Begin});
        row("goes on", going(1h, 1h), true, {going(1h, 1h), {}});
        row("a millisecond before the reminder", going(24h, 24h - 1ms), true, {going(24h, 24h - 1ms), {}});
        row("reminder", going(24h, 24h), true, {going(24h, 0ms), NoticeStage::Reminder});
        row("one reminder after days without a look", going(72h, 72h), true, {going(72h, 0ms), NoticeStage::Reminder});
        row("goes away", going(1h, 1h), false, {going(1h, 1h, 0ms), {}});
        row("stays away", going(1h, 1h, 9min), false, {going(1h, 1h, 9min), {}});
        row("comes back in time", going(1h, 1h, 10min - 1ms), true, {going(1h, 1h), {}});
        row("comes back with a reminder due", going(30h, 25h, 5min), true, {going(30h, 0ms), NoticeStage::Reminder});
        row("no reminder while it is away", going(30h, 25h, 5min), false, {going(30h, 25h, 5min), {}});
        row("is over", going(1h, 1h, 10min), false, {{}, NoticeStage::End});
        row("was over when it came back", going(5h, 5h, 10min), true, {fresh, NoticeStage::Begin});
        row("clock set back by a day", going(-24h, -24h), true, {fresh, {}});
        row("clock set back while it is away", going(-24h, -24h, -24h), false, {going(0ms, 0ms, 0ms), {}});
        row("momentary: begins", {}, true, {fresh, NoticeStage::Begin}, true);
        row("momentary: no reminder", going(30h, 30h), true, {going(30h, 30h), {}}, true);
        row("momentary: no end", going(1h, 1h, 10min), false, {}, true);
    }
    void oneStep()
    {
        QFETCH(MaybeEpisode, episode);
        QFETCH(bool, holds);
        QFETCH(bool, momentary);
        QFETCH(EpisodeStep, step);
        const auto manner = momentary ? ConditionManner::Momentary : ConditionManner::Lasting;
        QVERIFY(advance(episode, holds, noon, manner) == step);
    }

    void beginsRemindsAndEnds()
    {
        QCOMPARE(told({{5, 65}}, 200), (QStringList{u"begin@5"_s, u"end@75"_s}));
        QCOMPARE(told({{0, 3000}}, 4000),
                 (QStringList{u"begin@0"_s, u"reminder@1440"_s, u"reminder@2880"_s, u"end@3010"_s}));
    }

    void flappingIsOneEpisode()
    {
        QCOMPARE(told({{0, 2}, {11, 12}, {21, 30}}, 60), (QStringList{u"begin@0"_s, u"end@40"_s}));
        QCOMPARE(told({{0, 2}, {13, 14}}, 60), (QStringList{u"begin@0"_s, u"end@12"_s, u"begin@13"_s, u"end@24"_s}));
    }

    void whatOnlyHappenedIsToldOnce()
    {
        QCOMPARE(told({{0, 1}, {5, 6}, {60, 61}}, 200, ConditionManner::Momentary),
                 (QStringList{u"begin@0"_s, u"begin@60"_s}));
    }
};

QTEST_GUILESS_MAIN(TestEpisode)
#include "tst_episode.moc"
