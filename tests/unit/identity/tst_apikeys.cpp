// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/hmac.h"
#include "tests/unit/identity/identityworld.h"

#include <QRegularExpression>
#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Keys of programs: PLT-035 to PLT-037.
class TestApiKeys : public QObject
{
    Q_OBJECT
    std::unique_ptr<IdentityWorld> m_world;
    Account m_owner;
    Principal m_admin;

    void open()
    {
        QFETCH(QString, backend);
        m_world = std::make_unique<IdentityWorld>(backend);
        m_world->add(u"admin@example.org"_s, {Role::Admin});
        m_admin = m_world->principalOf(m_world->signIn(u"admin@example.org"_s).token);
        m_owner = m_world->add(u"anna@example.org"_s);
        m_world->mails.clear();
    }
    NewApiKey aKey() { return IdentityWorld::aKeyOf(m_owner); }
    IssuedApiKey create(const NewApiKey &wanted)
    {
        return IdentityWorld::orDie(QCoro::waitFor(m_world->apiKeys.create(wanted, m_admin)));
    }
    QString rotate(const QString &id, qint64 days)
    {
        return IdentityWorld::orDie(QCoro::waitFor(m_world->apiKeys.rotate(id, days, m_admin))).token;
    }
    ApiKey key(const QString &id) { return IdentityWorld::orDie(QCoro::waitFor(m_world->apiKeys.find(id))); }
    ApiKey change(const ApiKey &key, const ApiKeyChange &change)
    {
        return IdentityWorld::orDie(QCoro::waitFor(m_world->apiKeys.change(key.id, key.version, change, m_admin)));
    }

private Q_SLOTS:
    void cleanup() { m_world.reset(); }

    void aKeyHasItsFormAndOnlyItsMacIsStored_data() { TestDatabase::backends(); } // PLT-035
    void aKeyHasItsFormAndOnlyItsMacIsStored()
    {
        open();
        const IssuedApiKey issued = create(aKey());
        static const QRegularExpression form(u"\\Apk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}\\z"_s);
        QVERIFY(form.match(issued.token).hasMatch());
        const auto token = ApiKeyToken::parse(issued.token);
        QCOMPARE(token->prefix, issued.key.prefix);
        const auto stored = m_world->db->readBlocking(
            [](storage::Transaction &tx) { return tx.queryOne(u"SELECT prefix, secret_mac FROM api_keys"_s); });
        QCOMPARE((*stored)->text(0), token->prefix);
        const QByteArray pepper = m_world->keyRing->newest(operations::KeyPurpose::Pepper).secret;
        QCOMPARE((*stored)->bytes(1), operations::hmacSha256(pepper, token->secret.toLatin1()));
        QCOMPARE(m_world->mails.kinds(), QStringList{u"key_created"_s});
        QCOMPARE(m_world->mails.last().address, u"anna@example.org"_s);
    }

    void aKeyStandsForItsOwner_data() { TestDatabase::backends(); } // PLT-036, PLT-037
    void aKeyStandsForItsOwner()
    {
        open();
        const IssuedApiKey issued = create(aKey());
        const auto principal = QCoro::waitFor(m_world->apiKeys.authenticate(issued.token, u"192.0.2.9"_s));
        QVERIFY(principal);
        QCOMPARE(principal->kind, Principal::Kind::ApiKey);
        QCOMPARE(principal->id, issued.key.id);
        QCOMPARE(principal->accountId, m_owner.id);
        QCOMPARE(principal->scopes, QStringList{u"trips:read"_s});
        QCoro::waitFor(m_world->apiKeys.drain());
        QCOMPARE(key(issued.key.id).lastUsedAt, std::optional(m_world->clock->now()));
    }

    // PLT-036: wrong, inactive and expired keys, and those of an owner who may not act, are refused alike.
    void refusedAlike_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("why");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const char *why :
                 {"wrong secret", "unknown prefix", "no key", "inactive", "expired", "owner disabled"})
                QTest::addRow("%s %s", why, qPrintable(backend)) << backend << QString::fromLatin1(why);
        }
    }
    void refusedAlike()
    {
        QFETCH(QString, why);
        open();
        NewApiKey wanted = aKey();
        wanted.expiresAt = m_world->clock->now() + 1h;
        const IssuedApiKey issued = create(wanted);
        QCOMPARE(m_world->codeOfKey(issued.token), u"ok"_s);
        QString token = issued.token;
        if (why == "wrong secret"_L1)
            token = ApiKeyToken::generate(issued.key.prefix).text();
        else if (why == "unknown prefix"_L1)
            token = ApiKeyToken::generate(u"zzzzzzzz"_s).text();
        else if (why == "no key"_L1)
            token = u"pk_"_s;
        else if (why == "inactive"_L1)
            change(issued.key, {std::nullopt, std::nullopt, false, std::nullopt});
        else if (why == "expired"_L1)
            m_world->clock->advance(1h);
        else
            QVERIFY(QCoro::waitFor(m_world->accounts.setActive(m_owner.id, false, {})));
        QCOMPARE(m_world->codeOfKey(token), u"invalid_token"_s);
    }

    void reactivatedAndRenamed_data() { TestDatabase::backends(); } // PLT-036
    void reactivatedAndRenamed()
    {
        open();
        const IssuedApiKey issued = create(aKey());
        const ApiKey resting = change(issued.key, {u"Hall display"_s, std::nullopt, false, std::nullopt});
        QCOMPARE(resting.name, u"Hall display"_s);
        QCOMPARE(m_world->codeOfKey(issued.token), u"invalid_token"_s);
        change(resting, {std::nullopt, std::nullopt, true, std::nullopt});
        QCOMPARE(m_world->codeOfKey(issued.token), u"ok"_s);
        const auto stale = QCoro::waitFor(m_world->apiKeys.change(issued.key.id, resting.version, {}, m_admin));
        QCOMPARE(stale.error().code, u"stale_version"_s);
    }

    // A15: rotated with one day's overlap both secrets work that day, then only the new one.
    void rotationOverlaps_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("days");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const int days : {0, 1, 7})
                QTest::addRow("A15 %d days %s", days, qPrintable(backend)) << backend << days;
        }
    }
    void rotationOverlaps()
    {
        QFETCH(int, days);
        open();
        const IssuedApiKey issued = create(aKey());
        const QString renewed = rotate(issued.key.id, days);
        QVERIFY(renewed != issued.token);
        QCOMPARE(m_world->codeOfKey(renewed), u"ok"_s);
        if (days > 0) {
            m_world->clock->advance(std::chrono::days(days) - 1ms);
            QCOMPARE(m_world->codeOfKey(issued.token), u"ok"_s);
            m_world->clock->advance(1ms);
        }
        QCOMPARE(m_world->codeOfKey(issued.token), u"invalid_token"_s);
        QCOMPARE(m_world->codeOfKey(renewed), u"ok"_s);
    }

    void rotatingTwiceKeepsOnlyTheLastTwo_data() { TestDatabase::backends(); } // PLT-036
    void rotatingTwiceKeepsOnlyTheLastTwo()
    {
        open();
        const IssuedApiKey issued = create(aKey());
        const QString second = rotate(issued.key.id, 7);
        const QString third = rotate(issued.key.id, 7);
        QCOMPARE(m_world->codeOfKey(issued.token), u"invalid_token"_s);
        QCOMPARE(m_world->codeOfKey(second), u"ok"_s);
        QCOMPARE(m_world->codeOfKey(third), u"ok"_s);
    }

    // PLT-181: no key breaks while the pepper is rotated; using one puts it under the new pepper.
    void aPepperRotationBreaksNoKey_data() { TestDatabase::backends(); }
    void aPepperRotationBreaksNoKey()
    {
        open();
        const IssuedApiKey issued = create(aKey());
        operations::KeyTable table = m_world->keyRing->table();
        auto &peppers = table[operations::KeyPurpose::Pepper];
        const int older = peppers.constFirst().number;
        peppers.prepend(operations::NumberedKey::generate(older + 1, m_world->clock->now()));
        m_world->keyRing->setTable(table);
        const auto under = [&](int pepper) {
            return *m_world->db->readBlocking([=, now = m_world->clock->now()](storage::Transaction &tx) {
                return ApiKeyStore(tx).countUnder(pepper, now);
            });
        };
        QCOMPARE(under(older), 1);
        QCOMPARE(m_world->codeOfKey(issued.token), u"ok"_s);
        QCOMPARE(under(older), 0);
        peppers.removeLast();
        m_world->keyRing->setTable(table);
        QCOMPARE(m_world->codeOfKey(issued.token), u"ok"_s);
    }

    void fields_data() // PLT-036
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("scopes");
        QTest::addColumn<int>("hours");
        QTest::addColumn<QString>("broken");
        const QStringList one{u"trips:read"_s};
        QTest::newRow("good") << u"Key"_s << one << 1 << QString();
        QTest::newRow("no name") << u" "_s << one << 1 << u"/name too_short"_s;
        QTest::newRow("long name") << QString(81, u'x') << one << 1 << u"/name too_long"_s;
        QTest::newRow("no scope") << u"Key"_s << QStringList() << 1 << u"/scopes required"_s;
        QTest::newRow("unknown scope") << u"Key"_s << QStringList{u"admin"_s} << 1 << u"/scopes/0 not_one_of"_s;
        QTest::newRow("scope twice") << u"Key"_s << one + one << 1 << u"/scopes/1 duplicate"_s;
        QTest::newRow("expired") << u"Key"_s << one << 0 << u"/expires_at instant_in_past"_s;
    }
    void fields()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, scopes);
        QFETCH(int, hours);
        QFETCH(QString, broken);
        const Instant now = aClock()->now();
        const auto checked = checkApiKey({name, QString(), scopes, now + std::chrono::hours(hours)}, now);
        QCOMPARE(checked.has_value(), broken.isEmpty());
        if (!checked)
            QCOMPARE(checked.error().fields.constFirst().pointer + u' ' + checked.error().fields.constFirst().code,
                     broken);
    }
};

QTEST_GUILESS_MAIN(TestApiKeys)
#include "tst_apikeys.moc"
