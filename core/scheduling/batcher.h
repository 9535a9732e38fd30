// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QCoroTask>

#include <coroutine>
#include <memory>

namespace portier::scheduling
{

/// Answers many small questions to the database with one transaction: while a batch is on its way, what comes meanwhile
/// waits for the next one. A single question is asked at once. One thread; held by shared_ptr, as its batches are.
template <class Request, class Reply>
class Batcher : public std::enable_shared_from_this<Batcher<Request, Reply>>
{
public:
    using Replies = Result<QList<Reply>>; ///< as many as requests, in their order
    using Ask = std::function<QCoro::Task<Replies>(QList<Request>)>;

    explicit Batcher(Ask ask) : m_ask(std::move(ask)) {}

    QCoro::Task<Result<Reply>> ask(Request request)
    {
        Entry entry{std::move(request), {}, {}};
        Waiting waiting{*this, entry};
        co_await waiting;
        const Result<Reply> reply = std::move(*entry.reply);
        co_return reply;
    }

private:
    struct Entry {
        Request request;
        std::optional<Result<Reply>> reply;
        std::coroutine_handle<> waiter;
    };
    struct Waiting {
        Batcher &batcher;
        Entry &entry;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> handle)
        {
            entry.waiter = handle;
            batcher.m_entries.append(&entry);
            if (!batcher.m_busy)
                run(batcher.shared_from_this());
        }
        void await_resume() noexcept {}
    };

    static QCoro::Task<> run(std::shared_ptr<Batcher> self)
    {
        self->m_busy = true;
        while (!self->m_entries.isEmpty()) {
            const QList<Entry *> batch = std::exchange(self->m_entries, {});
            QList<Request> requests;
            for (const Entry *entry : batch)
                requests.append(entry->request);
            const Replies replies = co_await self->m_ask(requests);
            for (qsizetype i = 0; i < batch.size(); ++i) {
                batch[i]->reply = replies ? Result<Reply>((*replies)[i]) : Result<Reply>(fail(replies.error()));
                batch[i]->waiter.resume();
            }
        }
        self->m_busy = false;
    }

    Ask m_ask;
    QList<Entry *> m_entries; ///< in the frames of those who wait
    bool m_busy = false;
};

} // namespace portier::scheduling
