// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/sealer.h"
#include "tests/support/testkeys.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;

/// PLT-180, PLT-181
class TestSealer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatItSealed()
    {
        const auto sealer = test::aSealer();
        for (const QByteArray &plain : {QByteArray(), QByteArray("a"), QByteArray(100'000, 'x')}) {
            const QByteArray sealed = sealer->seal(plain, u"bodies/1"_s);
            QVERIFY(plain.size() < 5 || !sealed.contains(plain));
            QCOMPARE(sealer->open(sealed, u"bodies/1"_s).value(), plain);
        }
    }

    void refusesAnotherPlace()
    {
        const auto sealer = test::aSealer();
        const auto opened = sealer->open(sealer->seal("secret", u"bodies/1"_s), u"bodies/2"_s);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, u"sealed_broken"_s);
    }

    void refusesEveryChangedByte()
    {
        const auto sealer = test::aSealer();
        const QByteArray sealed = sealer->seal("secret", u"bodies/1"_s);
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray changed = sealed;
            changed[i] = char(changed.at(i) ^ 1);
            QVERIFY(!sealer->open(changed, u"bodies/1"_s));
        }
        for (qsizetype size = 0; size < sealed.size(); ++size)
            QVERIFY(!sealer->open(sealed.left(size), u"bodies/1"_s));
    }

    void rotatesKeys() // PLT-181
    {
        const KeyTable old = generateKeyTable({});
        KeyTable both = old;
        for (QList<NumberedKey> &keys : both)
            keys.prepend(NumberedKey::generate(2, {}));
        const auto ring = std::make_shared<KeyRing>(old);
        const auto sealer = makeSealer(ring);
        const QByteArray sealed = sealer->seal("secret", u"p"_s);
        const QByteArray mac = sealer->mac(u"cursor"_s, "data");
        QVERIFY(sealed.startsWith(sealedHead(ring->newest(KeyPurpose::Master))));

        ring->setTable(both);
        QCOMPARE(sealer->open(sealed, u"p"_s).value(), QByteArray("secret"));
        QVERIFY(sealer->verifyMac(u"cursor"_s, "data", mac));
        QVERIFY(sealer->mac(u"cursor"_s, "data") != mac);
        QVERIFY(!sealed.startsWith(sealedHead(ring->newest(KeyPurpose::Master))));
        QVERIFY(sealer->seal("secret", u"p"_s).startsWith(sealedHead(ring->newest(KeyPurpose::Master))));

        KeyTable later = both;
        for (QList<NumberedKey> &keys : later)
            keys.removeLast();
        ring->setTable(later);
        QCOMPARE(sealer->open(sealed, u"p"_s).error().code, u"sealed_key_unknown"_s);
        QVERIFY(!sealer->verifyMac(u"cursor"_s, "data", mac));
    }

    // A checksum that stands in a mail must not fall with the cookie key.
    void unsubscribeOutlivesTheCookieKey()
    {
        const auto ring = test::aKeyRing();
        const auto sealer = makeSealer(ring);
        const QByteArray unsubscribe = sealer->mac(u"unsubscribe"_s, "data");
        const QByteArray cursor = sealer->mac(u"cursor"_s, "data");
        KeyTable table = ring->table();
        table[KeyPurpose::Cookie] = {NumberedKey::generate(2, {})};
        ring->setTable(table);
        QVERIFY(sealer->verifyMac(u"unsubscribe"_s, "data", unsubscribe));
        QVERIFY(!sealer->verifyMac(u"cursor"_s, "data", cursor));
    }

    void macDependsOnPurpose()
    {
        const auto sealer = test::aSealer();
        const QByteArray mac = sealer->mac(u"links"_s, "data");
        QCOMPARE(mac.size(), 16);
        QVERIFY(sealer->verifyMac(u"links"_s, "data", mac));
        QVERIFY(!sealer->verifyMac(u"cookies"_s, "data", mac));
        QVERIFY(!sealer->verifyMac(u"links"_s, "data2", mac));
        QVERIFY(!sealer->verifyMac(u"links"_s, "data", {}));
    }
};

QTEST_GUILESS_MAIN(TestSealer)
#include "tst_sealer.moc"
