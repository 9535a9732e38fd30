// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/conditionwatch.h"

#include "core/base/log.h"
#include "core/operations/episodestore.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portier::operations
{

namespace
{

constexpr Millis awayTooLong = 30s;

struct Seen {
    Findings findings;
    Episodes episodes;
};

Result<Seen> see(storage::Transaction &tx, const std::vector<ConditionWatch::Query> &queries, Findings found,
                 Instant now)
{
    for (const ConditionWatch::Query &query : queries) {
        PORTIER_ASSIGN(more, query(tx, now));
        found.add(more);
    }
    PORTIER_ASSIGN(episodes, EpisodeStore(tx).load());
    return Seen{std::move(found), std::move(episodes)};
}

/// What this process noted while the database was away goes before what is stored.
Episodes merged(Episodes stored, const Episodes &unstored, const QList<Condition> &gone)
{
    for (const Condition &condition : gone)
        stored.remove(condition);
    stored.insert(unstored);
    return stored;
}

Result<> store(storage::Transaction &tx, const Episodes &changed, const QList<Condition> &ended)
{
    EpisodeStore episodes(tx);
    for (const Condition &condition : ended)
        PORTIER_TRY(episodes.remove(condition));
    for (auto it = changed.cbegin(); it != changed.cend(); ++it)
        PORTIER_TRY(episodes.save(it.key(), *it));
    return {};
}

QStringList codesOf(const Findings &found)
{
    QStringList codes;
    for (const Finding &finding : found.holding)
        codes.append(finding.condition.code);
    codes.removeDuplicates();
    return codes;
}

void follow(Episodes &known, const EpisodePlan &plan)
{
    known.insert(plan.changed);
    for (const Condition &condition : plan.ended)
        known.remove(condition);
}

} // namespace

ConditionWatch::ConditionWatch(Dependencies dependencies) : m_deps(std::move(dependencies))
{
    declare(databaseUnreachable, {ConditionManner::Lasting, true});
}

ConditionWatch::~ConditionWatch() = default;

void ConditionWatch::declare(const QString &code, const ConditionTraits &traits)
{
    m_traits.insert(code, traits);
}

void ConditionWatch::addLook(Look look)
{
    m_looks.push_back(std::move(look));
}

void ConditionWatch::addQuery(Query query)
{
    m_queries.push_back(std::move(query));
}

void ConditionWatch::start()
{
    m_running = true;
    arm();
}

void ConditionWatch::wake()
{
    if (!m_running)
        return;
    m_lookAgain = m_looking;
    if (!m_looking)
        m_timer = m_deps.clock->callAfter(Millis(0), [this] { m_tasks.add(look()); });
}

void ConditionWatch::arm()
{
    if (m_running)
        m_timer = m_deps.clock->callAfter(m_deps.interval, [this] { m_tasks.add(look()); });
}

QCoro::Task<> ConditionWatch::stop()
{
    m_running = false;
    m_timer.reset();
    co_await m_tasks.join();
}

QCoro::Task<> ConditionWatch::look()
{
    if (m_looking || !m_running)
        co_return;
    m_looking = true;
    do {
        m_lookAgain = false;
        const bool works = co_await m_deps.databaseWorks();
        Findings found = databaseFinding(works);
        for (const Look &inMemory : m_looks)
            found.add(inMemory(m_deps.clock->now()));
        if (works) {
            const bool reached = co_await throughDatabase(std::move(found));
            if (reached && m_deps.reached)
                co_await m_deps.reached();
        } else {
            throughMemory(found);
        }
    } while (m_lookAgain && m_running);
    m_looking = false;
    arm();
}

Findings ConditionWatch::databaseFinding(bool works)
{
    const Condition condition{databaseUnreachable, m_deps.instance};
    Findings found;
    found.judgedSingly.append(condition);
    const Millis now = m_deps.clock->monotonic();
    if (works)
        m_awaySince.reset();
    else if (!m_awaySince)
        m_awaySince = now;
    if (m_awaySince && now - *m_awaySince > awayTooLong)
        found.hold(condition);
    return found;
}

void ConditionWatch::throughMemory(const Findings &found)
{
    const EpisodePlan plan = planEpisodes(m_known, found, m_traits, m_deps.clock->now());
    follow(m_known, plan);
    m_holding = codesOf(found);
    for (auto it = plan.changed.cbegin(); it != plan.changed.cend(); ++it) {
        m_unstored.insert(it.key(), *it);
        m_gone.removeAll(it.key());
    }
    for (const Condition &condition : plan.ended) {
        m_unstored.remove(condition);
        m_gone.append(condition);
    }
    say(plan.notices, true);
}

/// False when the database did not keep it; the next look finds the same again.
QCoro::Task<bool> ConditionWatch::throughDatabase(Findings found)
{
    const Instant now = m_deps.clock->now();
    const auto read = [queries = m_queries, found, now](storage::Transaction &tx) {
        return see(tx, queries, found, now);
    };
    auto seen = co_await m_deps.database.read(read);
    if (!seen) {
        log::warning("operations"_L1, "conditions_not_seen"_L1, {{u"code"_s, seen.error().code}}, seen.error().message);
        co_return false;
    }
    m_holding = codesOf(seen->findings);
    m_known = merged(seen->episodes, m_unstored, m_gone);
    const bool isUpToDate = m_unstored.isEmpty() && m_gone.isEmpty();
    if (isUpToDate && planEpisodes(m_known, seen->findings, m_traits, now).isEmpty())
        co_return true;

    // Planned anew inside: another instance may have told it meanwhile.
    const auto write = [findings = seen->findings, unstored = m_unstored, gone = m_gone, traits = m_traits,
                        tell = m_tell, now](storage::Transaction &tx) -> Result<EpisodePlan> {
        PORTIER_TRY(tx.serialise(u"notice_episodes"_s));
        PORTIER_ASSIGN(stored, EpisodeStore(tx).load());
        EpisodePlan plan = planEpisodes(merged(stored, unstored, gone), findings, traits, now);
        PORTIER_TRY(store(tx, unstored, gone));
        PORTIER_TRY(store(tx, plan.changed, plan.ended));
        for (const Notice &notice : std::as_const(plan.notices)) {
            if (!notice.isDirect)
                PORTIER_TRY(tell(tx, notice));
        }
        return plan;
    };
    const auto plan = co_await m_deps.database.write(write);
    if (!plan) {
        log::warning("operations"_L1, "notices_not_kept"_L1, {{u"code"_s, plan.error().code}}, plan.error().message);
        co_return false;
    }
    m_unstored.clear();
    m_gone.clear();
    follow(m_known, *plan);
    say(plan->notices, false);
    co_return true;
}

void ConditionWatch::say(const QList<Notice> &notices, bool allDirectly)
{
    for (const Notice &notice : notices) {
        const log::Fields fields{{u"condition"_s, notice.condition.code},
                                 {u"subject"_s, notice.condition.subject},
                                 {u"stage"_s, nameOf(notice.stage)},
                                 {u"began_at"_s, toRfc3339(notice.beganAt)}};
        const log::Level level = notice.stage == NoticeStage::End ? log::Level::Info : log::Level::Critical;
        log::write(level, "operations"_L1, "critical_notice"_L1, fields, {});
        if (allDirectly || notice.isDirect)
            m_deps.tellDirectly(notice);
    }
}

} // namespace portier::operations
