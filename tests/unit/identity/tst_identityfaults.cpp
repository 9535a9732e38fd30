// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/devicesignin.h"
#include "core/identity/linkservice.h"
#include "core/identity/localowner.h"
#include "core/identity/proofkey.h"
#include "tests/support/faultwalk.h"
#include "tests/unit/identity/identityworld.h"

#include <QTest>
#include <QUrlQuery>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString ada = u"ada@example.org"_s;
const QString ben = u"ben@example.org"_s;
const QString verifier = QString(43, u'v');

/// Ada, who is the admin, and Ben, a member with a session; and what one use case needs besides.
struct Scene : IdentityWorld {
    explicit Scene(const QString &backend) : IdentityWorld(backend)
    {
        IdentityOptions open;
        open.signUp = SignUpMode::Open;
        setOptions(open);
    }
    void people()
    {
        add(ada);
        admin = principalOf(signIn(ada).token);
        account = add(ben, {Role::Approver});
        const SignIn session = signIn(ben);
        token = session.token;
        device = session.deviceToken;
        member = principalOf(token);
        mails.clear();
    }
    template <class T>
    static bool done(QCoro::Task<Result<T>> task)
    {
        return QCoro::waitFor(std::move(task)).has_value();
    }
    [[nodiscard]] QString lastToken() const { return mails.last().token; }
    bool act(const QString &password = {})
    {
        AccountLinkAction action;
        action.password = password;
        return done(links.act(link, action));
    }

    DeviceSignIn devices{*db, clock, options};
    LinkService standing{*db, clock, LinkSigner(keyRing)};
    Principal admin;
    Principal member;
    int calls = 0;
    QString device; ///< known: so many failures in a row lock nobody out
    Account account;
    QString token;
    QString link; ///< of the mail that the use case begins with
    QString id;   ///< of the row it is about
};

void people(Scene &scene)
{
    scene.people();
}

void invited(Scene &scene)
{
    scene.people();
    NewInvitation wanted;
    wanted.email = u"cleo@example.org"_s;
    scene.id = Scene::orDie(QCoro::waitFor(scene.invitations.invite(wanted, scene.admin))).id;
    scene.link = scene.lastToken();
}

void unverified(Scene &scene)
{
    scene.people();
    scene.member = scene.principalOf(scene.signUp(u"cleo@example.org"_s).token);
    scene.link = scene.lastToken();
}

void resetAsked(Scene &scene)
{
    scene.people();
    if (!Scene::done(scene.links.sendReset(ben, {})))
        qFatal("no reset");
    scene.link = scene.lastToken();
}

ProfileChange anotherAddress()
{
    ProfileChange change;
    change.displayName = u"Benno"_s;
    change.email = u"benno@example.org"_s;
    return change;
}

void addressAsked(Scene &scene)
{
    scene.people();
    Scene::orDie(
        QCoro::waitFor(scene.accounts.updateProfile(scene.account.id, scene.account.version, anotherAddress(), {})));
    scene.link = scene.lastToken();
}

void withKey(Scene &scene)
{
    scene.people();
    const auto issued = QCoro::waitFor(scene.apiKeys.create(Scene::aKeyOf(scene.account), scene.admin));
    scene.id = Scene::orDie(issued).key.id;
}

void withLink(Scene &scene)
{
    scene.people();
    const auto body = [&scene](storage::Transaction &tx) {
        return scene.standing.ensure(tx, LinkOwner::personal(ben), scene.clock->now());
    };
    scene.id = scene.db->writeBlocking(body).value().id;
}

DeviceRequest aDevice()
{
    return {u"http://127.0.0.1:4711/callback"_s, QString(16, u's'), codeChallenge(verifier), u"Laptop"_s, u"linux"_s};
}

void approvedDevice(Scene &scene)
{
    scene.people();
    const QUrl target = Scene::orDie(QCoro::waitFor(scene.devices.approve(scene.account.id, aDevice())));
    scene.link = QUrlQuery(target).queryItemValue(u"code"_s);
}

bool signsUp(Scene &scene, const QString &email)
{
    RegisterRequest request;
    request.email = email;
    request.password = goodPassword;
    request.fromLoopback = true;
    return Scene::done(scene.accounts.signUp(request));
}

RightsChange otherRights()
{
    RightsChange change;
    change.roles = QSet<Role>{Role::Approver, Role::Reviewer};
    change.parties = QStringList{u"p1"_s, u"p2"_s};
    return change;
}

using UseCase = FaultCase<Scene>;

QList<UseCase> accountCases()
{
    const auto nobody = [](Scene &) {};
    return {
        {"first sign-up", nobody, [](Scene &scene) { return signsUp(scene, ada); }},
        {"sign-up", people, [](Scene &scene) { return signsUp(scene, u"cleo@example.org"_s); }},
        {"account by the operator", people,
         [](Scene &scene) {
             NewAccount account;
             account.email = u"cleo@example.org"_s;
             account.password = goodPassword;
             return Scene::done(scene.accounts.add(account, {}));
         }},
        {"account by an admin", people,
         [](Scene &scene) {
             AdminAccount wanted;
             wanted.account.email = u"cleo@example.org"_s;
             wanted.account.roles = {Role::Approver};
             wanted.parties = QStringList{u"p1"_s};
             return Scene::done(scene.administration.create(wanted, scene.admin));
         }},
        {"roles and parties", people,
         [](Scene &scene) {
             return Scene::done(scene.administration.change(scene.account.id, scene.account.version, otherRights(),
                                                            scene.admin.actor()));
         }},
        {"disabling", people,
         [](Scene &scene) { return Scene::done(scene.accounts.setActive(scene.account.id, false, {})); }},
        {"profile and new address", people,
         [](Scene &scene) {
             return Scene::done(
                 scene.accounts.updateProfile(scene.account.id, scene.account.version, anotherAddress(), {}));
         }},
        {"confirmed address", addressAsked, [](Scene &scene) { return scene.act(); }},
        {"reading by an admin", people,
         [](Scene &scene) { return Scene::done(scene.administration.find(scene.account.id, scene.admin)); }},
        {"first owner of a folder", nobody,
         [](Scene &scene) {
             return Scene::done(signInLocalOwner(*scene.db, scene.clock, u"de"_s, u"Europe/Berlin"_s));
         }},
    };
}

QList<UseCase> signInCases()
{
    return {
        {"sign-in", people,
         [](Scene &scene) {
             const QString client = u"198.51.100.%1"_s.arg(++scene.calls);
             return scene.trySignIn(ben, goodPassword, scene.device, client).has_value();
         }},
        {"sign-out", people, [](Scene &scene) { return Scene::done(scene.sessions.signOut(scene.token, {})); }},
        {"end of one session", people,
         [](Scene &scene) { return Scene::done(scene.sessions.end(scene.member, scene.member.sessionId)); }},
        {"end of the others", people,
         [](Scene &scene) {
             Principal elsewhere = scene.member;
             elsewhere.sessionId = u"another"_s;
             return Scene::done(scene.sessions.endOthers(elsewhere));
         }},
        {"end of all by an admin", people,
         [](Scene &scene) { return Scene::done(scene.administration.endSessions(scene.account.id, scene.admin)); }},
        {"own password", people,
         [](Scene &scene) { return Scene::done(scene.passwords.change(scene.member, goodPassword, otherPassword)); }},
        {"password by the operator", people,
         [](Scene &scene) { return Scene::done(scene.accounts.setPassword(scene.account.id, otherPassword, {})); }},
        {"asking for a reset", people, [](Scene &scene) { return Scene::done(scene.links.sendReset(ben, {})); }},
        {"reset", resetAsked, [](Scene &scene) { return scene.act(otherPassword); }},
        {"asking for the verification", unverified,
         [](Scene &scene) { return Scene::done(scene.links.sendVerification(scene.member)); }},
        {"verification", unverified, [](Scene &scene) { return scene.act(); }},
        {"code for a device", people,
         [](Scene &scene) { return Scene::done(scene.devices.approve(scene.account.id, aDevice())); }},
        {"session for a device", approvedDevice,
         [](Scene &scene) {
             return Scene::done(scene.devices.exchange({scene.link, verifier, {}, {}, {}, {}}));
         }},
    };
}

QList<UseCase> keyCases()
{
    return {
        {"invitation", people,
         [](Scene &scene) {
             NewInvitation wanted;
             wanted.email = u"cleo@example.org"_s;
             return Scene::done(scene.invitations.invite(wanted, scene.admin));
         }},
        {"another invitation", invited,
         [](Scene &scene) { return Scene::done(scene.invitations.resend(scene.id, scene.admin)); }},
        {"end of an invitation", invited,
         [](Scene &scene) { return Scene::done(scene.invitations.revoke(scene.id, scene.admin)); }},
        {"accepted invitation", invited, [](Scene &scene) { return scene.act(goodPassword); }},
        {"new key", people,
         [](Scene &scene) { return Scene::done(scene.apiKeys.create(Scene::aKeyOf(scene.account), scene.admin)); }},
        {"changed key", withKey,
         [](Scene &scene) {
             ApiKeyChange change;
             change.isActive = false;
             return Scene::done(scene.apiKeys.change(scene.id, 1, change, scene.admin));
         }},
        {"rotated key", withKey,
         [](Scene &scene) { return Scene::done(scene.apiKeys.rotate(scene.id, 1, scene.admin)); }},
        {"renewed link", withLink,
         [](Scene &scene) { return Scene::done(scene.standing.renew(scene.id, scene.admin.actor())); }},
    };
}

} // namespace

/// A55 (PLT-147, PLT-142): a fault at every statement of a use case leaves everything as it was.
class TestIdentityFaults : public QObject
{
    Q_OBJECT
    const QList<UseCase> m_useCases = accountCases() + signInCases() + keyCases();

private Q_SLOTS:
    void allOrNothing_data() { addFaultRows("A55", m_useCases); }
    void allOrNothing()
    {
        // A try is counted before it is judged; taken back, it leaves a row of no failures (PLT-016, PLT-017).
        const QStringList tries{u"signin_pairs"_s, u"signin_addresses"_s};
        QCOMPARE(problemOfRow(m_useCases, tries), QString());
    }
};

QTEST_GUILESS_MAIN(TestIdentityFaults)
#include "tst_identityfaults.moc"
