// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/httpdoor.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

namespace
{

/// "GET /api/v1/trips/{}" -> access; the names of path arguments are nobody's business.
using Table = QMap<QString, QString>;

QString keyOf(const QByteArray &method, QString path)
{
    static const QRegularExpression argument(u"\\{[^}]*\\}"_s);
    return QString::fromLatin1(method).toUpper() + u' ' + path.replace(argument, u"{}"_s);
}

struct Document {
    Table served;
    Table planned;
};

Document readDocument()
{
    QFile file(QStringLiteral(PORTIER_OPENAPI));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject paths = QJsonDocument::fromJson(file.readAll()).object().value(u"paths"_s).toObject();
    Document document;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject operations = path.value().toObject();
        for (auto it = operations.begin(); it != operations.end(); ++it) {
            const QJsonObject operation = it.value().toObject();
            if (!operation.contains(u"operationId"_s))
                continue;
            Table &table = operation.value(u"x-planned"_s).toBool() ? document.planned : document.served;
            table.insert(keyOf(it.key().toLatin1(), path.key()), operation.value(u"x-access"_s).toString());
        }
    }
    return document;
}

} // namespace

class TestRouteTable : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<runtime::Core> m_core;
    std::unique_ptr<HttpDoor> m_door;

private Q_SLOTS:
    void initTestCase()
    {
        ConfigInput input;
        input.flags = {u"data.directory="_s + m_directory.filePath(u"data"_s)};
        auto config = Config::resolve(input);
        QVERIFY2(config, config ? "" : qPrintable(config.error().join(u"; "_s)));
        auto core = runtime::Core::open(std::move(*config), std::make_shared<SystemClock>(), {});
        QVERIFY(core);
        m_core = std::move(*core);
        m_door = std::make_unique<HttpDoor>(*m_core);
    }
    void cleanupTestCase()
    {
        m_door.reset();
        m_core.reset();
    }

    // PLT-042: the route table equals the OpenAPI document, both ways.
    void equalsTheDocument()
    {
        const Document document = readDocument();
        QVERIFY(!document.served.isEmpty());
        Table routes;
        for (const api::Route &route : m_door->router().routes())
            routes.insert(keyOf(api::methodName(route.method), route.pattern), route.access.describe());
        for (auto route = routes.begin(); route != routes.end(); ++route) {
            QVERIFY2(!document.planned.contains(route.key()),
                     qPrintable(route.key() + u" is served: remove its x-planned from openapi.yaml"_s));
            QVERIFY2(document.served.contains(route.key()), qPrintable(route.key() + u" is not in openapi.yaml"_s));
        }
        QCOMPARE(routes.keys(), document.served.keys());
        for (auto route = routes.begin(); route != routes.end(); ++route)
            QCOMPARE(route.key() + u": "_s + route.value(), route.key() + u": "_s + document.served.value(route.key()));
    }

    // PLT-067: whatever signs somebody in or finds their way back takes 16 KiB, in the API and on pages.
    void signInAndRecoveryAreSmall()
    {
        static const QRegularExpression narrow(u"^(/api/v1/auth/(?!\\{provider\\}/callback|verify/resend|logout)|/api/"
                                               u"v1/links/recover$|/sign-in|/sign-out$"
                                               "|/auth/device$|/account/|/recover$|/calendar/\\{slug\\}/recover$)"_s);
        QStringList seen;
        const auto judge = [&seen](const auto &routes) {
            for (const auto &route : routes) {
                if (route.method != api::Method::Post || !narrow.match(route.pattern).hasMatch())
                    continue;
                seen.append(route.pattern);
                QVERIFY2(route.bodyLimit == 16 * 1024, qPrintable(route.pattern));
            }
        };
        judge(m_door->router().routes());
        judge(m_door->pages().routes());
        for (const QString &known : {u"/api/v1/auth/login"_s, u"/api/v1/links/recover"_s, u"/sign-in"_s, u"/recover"_s})
            QVERIFY2(seen.contains(known), qPrintable(known));
    }
};

QTEST_GUILESS_MAIN(TestRouteTable)
#include "tst_routetable.moc"
