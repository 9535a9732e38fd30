// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linktoken.h"

#include "tests/support/testkeys.h"

#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace Qt::StringLiterals;
using operations::KeyPurpose;

namespace
{

const QString linkId = u"0194a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"_s;
const QString bookingId = u"0194a1b2-c3d4-7e5f-8a6b-000000000001"_s;

LinkToken aToken()
{
    return {1, linkId, 3, LinkKind::Approver, std::nullopt};
}

LinkToken anAction()
{
    LinkToken token = aToken();
    token.action = LinkAction{u"approve"_s, bookingId, 2};
    return token;
}

} // namespace

/// The form of a standing link (PLT-038, BKG-071, BKG-073).
class TestLinkToken : public QObject
{
    Q_OBJECT
    std::shared_ptr<operations::KeyRing> m_keys = test::aKeyRing();
    LinkSigner m_signer{m_keys};

private Q_SLOTS:
    void readsWhatItSigned_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isAction");
        for (int kind = 0; kind < 3; ++kind) {
            QTest::addRow("kind %d", kind) << kind << false;
            QTest::addRow("action of kind %d", kind) << kind << true;
        }
    }
    void readsWhatItSigned()
    {
        QFETCH(int, kind);
        QFETCH(bool, isAction);
        LinkToken token = isAction ? anAction() : aToken();
        token.kind = LinkKind(kind);
        QCOMPARE(m_signer.verify(m_signer.sign(token)), std::optional(token));
    }

    void isDeterministic() // BKG-072: the same link is mailed again byte for byte
    {
        QCOMPARE(m_signer.sign(anAction()), LinkSigner(m_keys).sign(anAction()));
        QVERIFY(m_signer.sign(anAction()).startsWith(u"lk_"_s));
        QVERIFY(!m_signer.sign(anAction()).contains(u'='));
        QVERIFY(looksLikeLinkToken(m_signer.sign(aToken())));
    }

    void refusesEveryChange() // BKG-071
    {
        for (const LinkToken &token : {aToken(), anAction()}) {
            const QString text = m_signer.sign(token);
            for (qsizetype i = 3; i < text.size(); ++i) {
                QString changed = text;
                changed[i] = changed.at(i) == u'A' ? u'B' : u'A';
                QVERIFY2(!m_signer.verify(changed), qPrintable(QString::number(i)));
            }
            for (qsizetype size = 0; size < text.size(); ++size)
                QVERIFY(!m_signer.verify(text.left(size)));
            QVERIFY(!m_signer.verify(text + u'A'));
            QVERIFY(!m_signer.verify(text + u'='));
            QVERIFY(!m_signer.verify(text.mid(3)));
        }
        QVERIFY(!m_signer.verify(u"lk_"_s + QString(100'000, u'A')));
    }

    void refusesOtherKeys()
    {
        const LinkSigner other(test::aKeyRing());
        QVERIFY(!other.verify(m_signer.sign(aToken())));
    }

    // BKG-073: all keys verify, the newest is for new links, a retired one is over.
    void livesThroughARotation()
    {
        const QString old = m_signer.sign(aToken());
        operations::KeyTable table = m_keys->table();
        table[KeyPurpose::Link].prepend(operations::NumberedKey::generate(2, {}));
        m_keys->setTable(table);
        QCOMPARE(m_signer.newestKey(), 2);
        QVERIFY(m_signer.verify(old));
        QCOMPARE(m_signer.sign(aToken()), old); // the row keeps its key number
        LinkToken fresh = aToken();
        fresh.keyNumber = 2;
        QVERIFY(m_signer.sign(fresh) != old);
        QCOMPARE(m_signer.verify(m_signer.sign(fresh)), std::optional(fresh));

        table[KeyPurpose::Link].removeLast();
        m_keys->setTable(table);
        QVERIFY(!m_signer.holds(1));
        QVERIFY(!m_signer.verify(old));
        QCOMPARE(m_signer.sign(aToken()), QString());
        m_keys->setTable(operations::generateKeyTable({}));
    }
};

QTEST_GUILESS_MAIN(TestLinkToken)
#include "tst_linktoken.moc"
