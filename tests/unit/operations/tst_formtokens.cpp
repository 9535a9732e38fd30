// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/operations/formtokens.h"
#include "tests/support/testkeys.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;

/// PLT-041, PLT-074, BKG-078
class TestFormTokens : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock = std::make_shared<ManualClock>(fromMs(1'768'464'000'000));
    std::shared_ptr<KeyRing> m_keys = test::aKeyRing();
    FormTokens m_tokens{makeSealer(m_keys), m_clock};
    const FormScope m_scope{u"link-1"_s, u"booking.cancel/b1/2"_s};

private Q_SLOTS:
    void namesEachRendering()
    {
        const QString first = m_tokens.make(m_scope);
        const QString second = m_tokens.make(m_scope);
        QVERIFY(first != second);
        const FormVerdict verdict = m_tokens.check(m_scope, first);
        QCOMPARE(verdict.state, FormState::Good);
        QCOMPARE(m_tokens.check(m_scope, first).nonce, verdict.nonce); // a repeated POST is told as such
        QVERIFY(m_tokens.check(m_scope, second).nonce != verdict.nonce);
    }

    void isBoundToHolderAndAction_data()
    {
        QTest::addColumn<QString>("holder");
        QTest::addColumn<QString>("action");
        QTest::newRow("other link") << u"link-2"_s << u"booking.cancel/b1/2"_s;
        QTest::newRow("other action") << u"link-1"_s << u"booking.reopen/b1/2"_s;
        QTest::newRow("other round") << u"link-1"_s << u"booking.cancel/b1/3"_s;
        QTest::newRow("shifted border") << u"link-1b"_s << u"ooking.cancel/b1/2"_s;
    }
    void isBoundToHolderAndAction()
    {
        QFETCH(QString, holder);
        QFETCH(QString, action);
        const FormVerdict verdict = m_tokens.check({holder, action}, m_tokens.make(m_scope));
        QCOMPARE(verdict.state, FormState::Foreign);
        QVERIFY(verdict.nonce.isEmpty());
    }

    void lastsAnHour()
    {
        const QString token = m_tokens.make(m_scope);
        m_clock->advance(FormTokens::lifetime - Millis(1));
        QCOMPARE(m_tokens.check(m_scope, token).state, FormState::Good);
        m_clock->advance(Millis(1));
        QCOMPARE(m_tokens.check(m_scope, token).state, FormState::Expired);
    }

    void refusesEveryChange()
    {
        const QString token = m_tokens.make(m_scope);
        for (qsizetype i = 0; i + 1 < token.size(); ++i) {
            QString changed = token;
            changed[i] = changed.at(i) == u'A' ? u'B' : u'A';
            QCOMPARE(m_tokens.check(m_scope, changed).state, FormState::Foreign);
        }
        QCOMPARE(m_tokens.check(m_scope, {}).state, FormState::Foreign);
        QCOMPARE(m_tokens.check(m_scope, token.chopped(4)).state, FormState::Foreign);
    }

    void outlivesARotation() // PLT-181
    {
        const QString token = m_tokens.make(m_scope);
        KeyTable table = m_keys->table();
        table[KeyPurpose::Cookie].prepend(NumberedKey::generate(2, {}));
        m_keys->setTable(table);
        QCOMPARE(m_tokens.check(m_scope, token).state, FormState::Good);
        table[KeyPurpose::Cookie].removeLast();
        m_keys->setTable(table);
        QCOMPARE(m_tokens.check(m_scope, token).state, FormState::Foreign);
    }
};

QTEST_GUILESS_MAIN(TestFormTokens)
#include "tst_formtokens.moc"
