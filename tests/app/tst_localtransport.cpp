// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/localtransport.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

namespace
{

/// Stands for a value of the QML engine: belongs to the thread that made it, its copies too.
struct Delicate {
    explicit Delicate(std::atomic<int> *counter) : strangers(counter) {}
    Delicate(const Delicate &other) : strangers(other.strangers), owner(other.owner) { look(); }
    Delicate &operator=(const Delicate &) = delete;
    ~Delicate() { look(); }
    void look() const { *strangers += QThread::currentThread() == owner ? 0 : 1; }

    std::atomic<int> *strangers;
    QThread *owner = QThread::currentThread();
};

} // namespace

class TestLocalTransport : public QObject
{
    Q_OBJECT
    QThread m_thread;
    QObject m_core; ///< lives on the thread

    LocalTransport::Door door()
    {
        return [this](ApiCall call, ApiTransport::Done answer) {
            QMetaObject::invokeMethod(
                &m_core,
                [call = std::move(call), answer = std::move(answer)] {
                    const ApiTransport::Done copy = answer; // as a coroutine does
                    ApiReply reply;
                    reply.status = 200;
                    reply.body = call.path.toUtf8();
                    copy(std::move(reply));
                },
                Qt::QueuedConnection);
        };
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_core.moveToThread(&m_thread);
        m_thread.start();
    }
    void cleanupTestCase()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void keepsItsCallersOnTheirThread()
    {
        std::atomic<int> strangers = 0;
        LocalTransport transport(door());
        QStringList answers;
        for (int i = 0; i < 50; ++i) {
            ApiCall call;
            call.method = "GET";
            call.path = u"/%1"_s.arg(i);
            transport.send(std::move(call), [&answers, delicate = Delicate(&strangers)](const ApiReply &reply) {
                delicate.look();
                answers.append(QString::fromUtf8(reply.body));
            });
        }
        QTRY_COMPARE(answers.size(), 50);
        QCOMPARE(answers.first(), u"/0"_s);
        QCOMPARE(answers.last(), u"/49"_s);
        QCOMPARE(strangers.load(), 0);
    }
    void answersNobodyWhoIsGone()
    {
        std::atomic<int> strangers = 0;
        bool answered = false;
        auto transport = std::make_unique<LocalTransport>(door());
        transport->send({}, [&answered, delicate = Delicate(&strangers)](const ApiReply &) { answered = true; });
        transport.reset();
        bool passed = false;
        QMetaObject::invokeMethod(&m_core, [&passed, this] {
            QMetaObject::invokeMethod(
                this, [&passed] { passed = true; }, Qt::QueuedConnection);
        });
        QTRY_VERIFY(passed); // behind the answer
        QVERIFY(!answered);
        QCOMPARE(strangers.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLocalTransport)
#include "tst_localtransport.moc"
