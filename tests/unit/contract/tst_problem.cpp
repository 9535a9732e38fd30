// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/errorcodes.h"
#include "core/contract/fieldmessages.h"
#include "core/contract/problem.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace portier;
using namespace portier::contract;
using namespace Qt::StringLiterals;

class TestProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-049
    void namesEverything()
    {
        const Error error = Error::conflict(u"trip_limit"_s, u"internal words"_s, {{u"limit"_s, 10}, {u"used"_s, 10}});
        const QJsonObject problem = toProblem(error, {u"de"_s, u"/api/v1/trips"_s, u"req-12345"_s});
        QCOMPARE(problem,
                 (QJsonObject{{u"type"_s, u"/problems/trip_limit"_s},
                              {u"title"_s, u"Zu viele Reisen"_s},
                              {u"status"_s, 409},
                              {u"detail"_s, u"Du verfolgst schon 10 von 10 Reisen. Pausiere oder lösche eine."_s},
                              {u"instance"_s, u"/api/v1/trips"_s},
                              {u"code"_s, u"trip_limit"_s},
                              {u"request_id"_s, u"req-12345"_s},
                              {u"limit"_s, 10},
                              {u"used"_s, 10}}));
    }

    void instanceHoldsNoToken() // PLT-049
    {
        const QString path = u"/booking/lk_AQABAZSX6y4Gd4qDtGl1bWlyYQ/feed.ics"_s;
        const QJsonObject problem = toProblem(Error::notFound(), {u"de"_s, path, u"req-12345"_s});
        QCOMPARE(problem.value(u"instance"_s).toString(), u"/booking/lk_[redacted]/feed.ics"_s);
    }

    void listsAllFieldErrors()
    {
        const Error error = Error::invalid({{u"/name"_s, u"too_long"_s, {{u"max"_s, 100}}},
                                            {u"/kind"_s, u"not_one_of"_s, {{u"allowed"_s, QJsonArray{u"a"_s, u"b"_s}}}},
                                            {u"/x"_s, u"some_future_rule"_s, {}}});
        const QJsonObject problem = toProblem(error, {u"en"_s, {}, {}});
        QCOMPARE(problem.value(u"status"_s).toInt(), 422);
        QCOMPARE(problem.value(u"code"_s).toString(), u"validation_failed"_s);
        const QJsonArray errors = problem.value(u"errors"_s).toArray();
        QCOMPARE(errors.size(), 3);
        QCOMPARE(errors.at(0).toObject(), (QJsonObject{{u"field"_s, u"/name"_s},
                                                       {u"code"_s, u"too_long"_s},
                                                       {u"message"_s, u"At most 100 characters, please."_s}}));
        QCOMPARE(errors.at(1).toObject().value(u"message"_s).toString(), u"Allowed are: a, b."_s);
        QCOMPARE(errors.at(2).toObject().value(u"message"_s).toString(), u"This value is not allowed."_s);
    }

    // PLT-050, PLT-049: nothing of the inside gets out.
    void hidesInternalErrors()
    {
        const Error error{ErrorKind::Internal,
                          u"migration_changed"_s,
                          u"SELECT secret FROM /var/lib"_s,
                          {},
                          {{u"path"_s, u"/var"_s}}};
        const QJsonObject problem = toProblem(error, {u"en"_s, u"/x"_s, u"r"_s});
        QCOMPARE(problem.value(u"code"_s).toString(), u"internal_error"_s);
        QCOMPARE(problem.value(u"status"_s).toInt(), 500);
        QVERIFY(!problem.contains(u"path"_s));
    }

    void givesCodesOutsideTheTableTheStatusOfTheirKind_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::newRow("not found") << int(ErrorKind::NotFound) << 404;
        QTest::newRow("conflict") << int(ErrorKind::Conflict) << 409;
        QTest::newRow("invalid") << int(ErrorKind::Invalid) << 422;
        QTest::newRow("forbidden") << int(ErrorKind::Forbidden) << 403;
        QTest::newRow("unavailable") << int(ErrorKind::Unavailable) << 503;
        QTest::newRow("timeout") << int(ErrorKind::Timeout) << 503;
        QTest::newRow("cancelled") << int(ErrorKind::Cancelled) << 503;
        QTest::newRow("internal") << int(ErrorKind::Internal) << 500;
    }
    void givesCodesOutsideTheTableTheStatusOfTheirKind()
    {
        QFETCH(int, kind);
        QFETCH(int, status);
        const Error error{ErrorKind(kind), u"of_a_later_capability"_s, {}, {}, {}};
        QCOMPARE(httpStatus(error), status);
        QVERIFY(!toProblem(error, {u"de"_s, {}, {}}).value(u"title"_s).toString().isEmpty());
    }

    // PLT-176, PLT-177
    void speaksBothLanguagesForEveryCode()
    {
        QSet<QString> seen;
        for (const QString &code : allErrorCodes()) {
            QVERIFY2(!seen.contains(code), qPrintable(code));
            seen.insert(code);
            const ErrorCode *row = findErrorCode(code);
            QVERIFY(row && row->status >= 400 && row->status < 600);
            for (const QString &language : {u"de"_s, u"en"_s}) {
                QVERIFY2(!fillText(row->title, language, {}).isEmpty(), qPrintable(code));
                QVERIFY2(!fillText(row->detail, language, {}).isEmpty(), qPrintable(code));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestProblem)
#include "tst_problem.moc"
