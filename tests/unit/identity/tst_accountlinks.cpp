// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountstore.h"
#include "tests/unit/identity/identityworld.h"

#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString anna = u"anna@example.org"_s;
const QString ben = u"ben@example.org"_s;

IdentityOptions openHouse()
{
    IdentityOptions options;
    options.signUp = SignUpMode::Open;
    return options;
}

AccountLinkAction withPassword(const QString &password)
{
    AccountLinkAction action;
    action.password = password;
    return action;
}

} // namespace

/// What happens behind the links in mails: PLT-004, PLT-005, PLT-015.
class TestAccountLinks : public QObject
{
    Q_OBJECT
    std::unique_ptr<IdentityWorld> m_world;

    void open(const IdentityOptions &options = {})
    {
        QFETCH(QString, backend);
        m_world = std::make_unique<IdentityWorld>(backend, options);
        m_world->add(anna, {Role::Admin});
    }
    QString act(const QString &token, const AccountLinkAction &action = {})
    {
        const auto outcome = QCoro::waitFor(m_world->links.act(token, action));
        return outcome ? singleUseKindName(outcome->kind) : outcome.error().code;
    }
    QString inspect(const QString &token)
    {
        const auto view = QCoro::waitFor(m_world->links.inspect(token));
        return view ? singleUseKindName(view->kind) + u' ' + view->email : view.error().code;
    }
    bool askForReset(const QString &email) { return QCoro::waitFor(m_world->links.sendReset(email, {})).has_value(); }
    Invitation invite(const QString &email, const QSet<Role> &roles = {}, const QStringList &parties = {})
    {
        Principal admin;
        admin.kind = Principal::Kind::Account;
        admin.id = admin.accountId = adminId();
        NewInvitation wanted{email, u"en"_s, roles, parties};
        return IdentityWorld::orDie(QCoro::waitFor(m_world->invitations.invite(wanted, admin)));
    }
    QString adminId() { return m_world->accountOf(anna).id; }

private Q_SLOTS:
    void cleanup() { m_world.reset(); }

    // PLT-005
    void anUnverifiedAccountIsMailedALink_data() { TestDatabase::backends(); }
    void anUnverifiedAccountIsMailedALink()
    {
        open(openHouse());
        const SignIn signIn = m_world->signUp(ben);
        QVERIFY(!signIn.account.emailVerifiedAt);
        QVERIFY(m_world->principalOf(signIn.token).isUnverified);
        const AccountMail mail = m_world->mails.last();
        QCOMPARE(mail.kind, u"email_verification"_s);
        QCOMPARE(mail.address, ben);
        QCOMPARE(inspect(mail.token), u"verification "_s + ben);
        QCOMPARE(act(mail.token), u"verification"_s);
        QVERIFY(m_world->account(signIn.account.id).emailVerifiedAt);
        QVERIFY(!m_world->principalOf(signIn.token).isUnverified);
        QCOMPARE(act(mail.token), u"invalid_link"_s);
        QCOMPARE(inspect(mail.token), u"invalid_link"_s);
    }

    // PLT-005
    void askingAgainEndsTheOlderLink_data() { TestDatabase::backends(); }
    void askingAgainEndsTheOlderLink()
    {
        open(openHouse());
        const SignIn signIn = m_world->signUp(ben);
        const QString older = m_world->mails.last().token;
        const Principal caller = m_world->principalOf(signIn.token);
        QVERIFY(QCoro::waitFor(m_world->links.sendVerification(caller)));
        QCOMPARE(act(older), u"invalid_link"_s);
        QCOMPARE(act(m_world->mails.last().token), u"verification"_s);
        m_world->mails.clear();
        QVERIFY(QCoro::waitFor(m_world->links.sendVerification(caller)));
        QVERIFY(m_world->mails.all().isEmpty()); // verified: nothing to send
    }

    // PLT-005, PLT-015: an unverified account receives no other mail.
    void resetIsMailedToWhomItMayConcern_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("who");
        QTest::addColumn<bool>("mailed");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const auto &[who, mailed] : {std::pair("known", true), std::pair("unknown", false),
                                              std::pair("unverified", false), std::pair("disabled", false)})
                QTest::addRow("%s %s", who, qPrintable(backend)) << backend << QString::fromLatin1(who) << mailed;
        }
    }
    void resetIsMailedToWhomItMayConcern()
    {
        QFETCH(QString, who);
        QFETCH(bool, mailed);
        open(openHouse());
        if (who == "known"_L1)
            m_world->add(ben);
        if (who == "unverified"_L1)
            m_world->signUp(ben);
        if (who == "disabled"_L1)
            QVERIFY(QCoro::waitFor(m_world->accounts.setActive(m_world->add(ben).id, false, {})));
        m_world->mails.clear();
        QVERIFY(askForReset(u" BEN@example.org"_s));
        QCOMPARE(m_world->mails.kinds(), mailed ? QStringList{u"password_reset"_s} : QStringList());
    }

    // PLT-015
    void resetSetsThePasswordAndEndsAllSessions_data() { TestDatabase::backends(); }
    void resetSetsThePasswordAndEndsAllSessions()
    {
        open();
        m_world->add(ben);
        const SignIn before = m_world->signIn(ben);
        QVERIFY(askForReset(ben));
        const QString token = m_world->mails.last().token;
        QCOMPARE(act(token, withPassword(u"short"_s)), u"validation_failed"_s); // and the link stays good
        QCOMPARE(act(token, withPassword(otherPassword)), u"password_reset"_s);
        QCOMPARE(m_world->codeOf(before.token), u"invalid_token"_s);
        QVERIFY(!m_world->trySignIn(ben, goodPassword));
        QVERIFY(m_world->trySignIn(ben, otherPassword));
        QCOMPARE(act(token, withPassword(goodPassword)), u"invalid_link"_s);
    }

    // PLT-015: invalid after a newer one or any password change, and for another address.
    void resetLinksEnd_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("cause");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const char *cause : {"newer link", "30 minutes", "password change", "account disabled"})
                QTest::addRow("%s %s", cause, qPrintable(backend)) << backend << QString::fromLatin1(cause);
        }
    }
    void resetLinksEnd()
    {
        QFETCH(QString, cause);
        open();
        const Account account = m_world->add(ben);
        const SignIn signIn = m_world->signIn(ben);
        QVERIFY(askForReset(ben));
        const QString token = m_world->mails.last().token;
        if (cause == "newer link"_L1)
            QVERIFY(askForReset(ben));
        else if (cause == "30 minutes"_L1)
            m_world->clock->advance(30min);
        else if (cause == "password change"_L1)
            QVERIFY(QCoro::waitFor(
                m_world->passwords.change(m_world->principalOf(signIn.token), goodPassword, otherPassword)));
        else
            QVERIFY(QCoro::waitFor(m_world->accounts.setActive(account.id, false, {})));
        QCOMPARE(inspect(token), u"invalid_link"_s);
        QCOMPARE(act(token, withPassword(otherPassword)), u"invalid_link"_s);
    }

    // PLT-015
    void changingThePasswordEndsAllOtherSessions_data() { TestDatabase::backends(); }
    void changingThePasswordEndsAllOtherSessions()
    {
        open();
        m_world->add(ben);
        const SignIn here = m_world->signIn(ben);
        const SignIn there = m_world->signIn(ben);
        const Principal caller = m_world->principalOf(here.token);
        const auto wrong = QCoro::waitFor(m_world->passwords.change(caller, otherPassword, otherPassword));
        QCOMPARE(wrong.error().fields.constFirst().code, u"wrong_password"_s);
        QCOMPARE(m_world->codeOf(there.token), u"ok"_s);
        QVERIFY(QCoro::waitFor(m_world->passwords.change(caller, goodPassword, otherPassword)));
        QCOMPARE(m_world->codeOf(here.token), u"ok"_s);
        QCOMPARE(m_world->codeOf(there.token), u"invalid_token"_s);
        QVERIFY(m_world->trySignIn(ben, otherPassword));
    }

    // PLT-016: a stolen session is no way to guess a password.
    void guessingThePresentPasswordIsLockedOut_data() { TestDatabase::backends(); }
    void guessingThePresentPasswordIsLockedOut()
    {
        open();
        m_world->add(ben);
        Principal caller = m_world->principalOf(m_world->signIn(ben).token);
        for (int i = 0; i < 5; ++i)
            QVERIFY(!QCoro::waitFor(m_world->passwords.change(caller, otherPassword, otherPassword)));
        const auto blocked = QCoro::waitFor(m_world->passwords.change(caller, goodPassword, otherPassword));
        QCOMPARE(blocked.error().code, u"too_many_attempts"_s);
    }

    // PLT-015
    void aChangedAddressCountsOnceConfirmed_data() { TestDatabase::backends(); }
    void aChangedAddressCountsOnceConfirmed()
    {
        open();
        const Account account = m_world->add(ben);
        QVERIFY(askForReset(ben));
        const QString resetLink = m_world->mails.last().token;
        ProfileChange change;
        change.email = u"Bella@example.org"_s;
        const auto changed = QCoro::waitFor(m_world->accounts.updateProfile(account.id, account.version, change, {}));
        QVERIFY(changed);
        QCOMPARE(changed->email, ben);
        QCOMPARE(*QCoro::waitFor(m_world->accounts.pendingEmail(account.id)), *change.email);
        const AccountMail mail = m_world->mails.last();
        QCOMPARE(mail.kind + u' ' + mail.address, u"email_change Bella@example.org"_s);

        QCOMPARE(act(mail.token), u"email_change"_s);
        QCOMPARE(m_world->account(account.id).email, *change.email);
        QCOMPARE(*QCoro::waitFor(m_world->accounts.pendingEmail(account.id)), QString());
        const AccountMail notice = m_world->mails.last();
        QCOMPARE(notice.kind + u' ' + notice.address, u"email_changed "_s + ben);
        QVERIFY(!m_world->trySignIn(ben));
        QVERIFY(m_world->trySignIn(u"bella@example.org"_s));
        QCOMPARE(act(resetLink, withPassword(otherPassword)), u"invalid_link"_s); // it went to the old address
    }

    // PLT-001, PLT-015
    void anAddressInUseIsNeitherMailedNorTaken_data() { TestDatabase::backends(); }
    void anAddressInUseIsNeitherMailedNorTaken()
    {
        open();
        const Account account = m_world->add(ben);
        ProfileChange change;
        change.email = anna;
        m_world->mails.clear();
        QVERIFY(QCoro::waitFor(m_world->accounts.updateProfile(account.id, account.version, change, {})));
        QVERIFY(m_world->mails.all().isEmpty());
        // Taken between the mail and the click:
        change.email = u"carla@example.org"_s;
        QVERIFY(QCoro::waitFor(m_world->accounts.updateProfile(account.id, account.version + 1, change, {})));
        const QString link = m_world->mails.last().token;
        m_world->add(*change.email);
        QCOMPARE(act(link), u"email_taken"_s);
        QCOMPARE(m_world->account(account.id).email, ben);
    }

    void takingTheChangeBackEndsItsLink_data() { TestDatabase::backends(); }
    void takingTheChangeBackEndsItsLink()
    {
        open();
        const Account account = m_world->add(ben);
        ProfileChange change;
        change.email = u"bella@example.org"_s;
        QVERIFY(QCoro::waitFor(m_world->accounts.updateProfile(account.id, account.version, change, {})));
        const QString link = m_world->mails.last().token;
        change.email = ben;
        QVERIFY(QCoro::waitFor(m_world->accounts.updateProfile(account.id, account.version + 1, change, {})));
        QCOMPARE(act(link), u"invalid_link"_s);
    }

    // PLT-004, PLT-005, PLT-009
    void anAcceptedInvitationGivesAVerifiedAccount_data() { TestDatabase::backends(); }
    void anAcceptedInvitationGivesAVerifiedAccount()
    {
        open();
        const Invitation invitation = invite(ben, {Role::Approver}, {u"party-1"_s});
        QCOMPARE(invitation.expiresAt, m_world->clock->now() + std::chrono::days(7));
        const AccountMail mail = m_world->mails.last();
        QCOMPARE(mail.kind + u' ' + mail.address + u' ' + mail.language, u"invitation ben@example.org en"_s);
        QCOMPARE(inspect(mail.token), u"invitation ben@example.org"_s);
        AccountLinkAction action = withPassword(goodPassword);
        action.email = u"somebody@else.example"_s;
        QCOMPARE(act(mail.token, action), u"validation_failed"_s);
        action.email.clear();
        action.displayName = u"Ben"_s;
        const auto outcome = QCoro::waitFor(m_world->links.act(mail.token, action));
        QVERIFY(outcome && outcome->signIn);
        QVERIFY(outcome->account.emailVerifiedAt);
        QCOMPARE(outcome->account.roles, (QSet{Role::Member, Role::Approver}));
        QCOMPARE(outcome->account.language, u"en"_s);
        QCOMPARE(m_world->codeOf(outcome->signIn->token), u"ok"_s);
        const auto parties = m_world->db->readBlocking(
            [id = outcome->account.id](storage::Transaction &tx) { return AccountStore(tx).parties(id); });
        QCOMPARE(*parties, QStringList{u"party-1"_s});
        QCOMPARE(act(mail.token, action), u"invalid_link"_s);
    }

    // PLT-004
    void invitationLinksEnd_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("cause");
        for (const QString &backend : TestDatabase::backendNames()) {
            for (const char *cause : {"7 days", "revoked", "sent again", "invited again"})
                QTest::addRow("%s %s", cause, qPrintable(backend)) << backend << QString::fromLatin1(cause);
        }
    }
    void invitationLinksEnd()
    {
        QFETCH(QString, cause);
        open();
        const Invitation invitation = invite(ben);
        const QString token = m_world->mails.last().token;
        const Principal admin;
        if (cause == "7 days"_L1)
            m_world->clock->advance(std::chrono::days(7));
        else if (cause == "revoked"_L1)
            QVERIFY(QCoro::waitFor(m_world->invitations.revoke(invitation.id, admin)));
        else if (cause == "sent again"_L1)
            QVERIFY(QCoro::waitFor(m_world->invitations.resend(invitation.id, admin)));
        else
            invite(u"BEN@example.org"_s);
        QCOMPARE(act(token, withPassword(goodPassword)), u"invalid_link"_s);
        const QString newest = m_world->mails.last().token;
        if (newest != token)
            QCOMPARE(act(newest, withPassword(goodPassword)), u"invitation"_s);
    }

    // PLT-017 and table 6.3: whoever has signed in before is told of a device that we do not know.
    void aNewDeviceIsMailed_data() { TestDatabase::backends(); }
    void aNewDeviceIsMailed()
    {
        open();
        m_world->add(ben);
        m_world->mails.clear();
        const SignIn first = m_world->signIn(ben);
        QVERIFY(m_world->mails.all().isEmpty());
        QVERIFY(m_world->trySignIn(ben, goodPassword, first.deviceToken));
        QVERIFY(m_world->mails.all().isEmpty());
        QVERIFY(m_world->trySignIn(ben, goodPassword, u"pd_unknown"_s));
        QCOMPARE(m_world->mails.kinds(), QStringList{u"new_device"_s});
        QCOMPARE(m_world->mails.last().facts.value(u"device"_s).toString(), u"Laptop"_s);
    }
};

QTEST_GUILESS_MAIN(TestAccountLinks)
#include "tst_accountlinks.moc"
