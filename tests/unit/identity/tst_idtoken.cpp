// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/idtoken.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

using namespace portier;
using namespace portier::identity;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const Instant testNow = fromMs(1'800'000'000'000);

QByteArray toBase64Url(const QByteArray &data)
{
    return data.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A key pair of the test's own provider.
class SigningKey
{
public:
    explicit SigningKey(SignatureAlgorithm algorithm)
        : m_algorithm(algorithm),
          m_key(algorithm == SignatureAlgorithm::Rs256 ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"), EVP_PKEY_free)
    {
    }

    [[nodiscard]] QJsonObject publicJwk(const QString &keyId) const
    {
        if (m_algorithm == SignatureAlgorithm::Rs256)
            return {{u"kty"_s, u"RSA"_s},
                    {u"use"_s, u"sig"_s},
                    {u"kid"_s, keyId},
                    {u"n"_s, number(OSSL_PKEY_PARAM_RSA_N, 256)},
                    {u"e"_s, number(OSSL_PKEY_PARAM_RSA_E, 3)}};
        return {{u"kty"_s, u"EC"_s},
                {u"crv"_s, u"P-256"_s},
                {u"kid"_s, keyId},
                {u"x"_s, number(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                {u"y"_s, number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
    }

    [[nodiscard]] QByteArray sign(const QByteArray &text) const
    {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get());
        const auto *in = reinterpret_cast<const unsigned char *>(text.constData());
        size_t size = 0;
        EVP_DigestSign(context.get(), nullptr, &size, in, static_cast<size_t>(text.size()));
        QByteArray signature(static_cast<qsizetype>(size), '\0');
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, in,
                       static_cast<size_t>(text.size()));
        signature.resize(static_cast<qsizetype>(size));
        return m_algorithm == SignatureAlgorithm::Rs256 ? signature : sideBySide(signature);
    }

private:
    [[nodiscard]] QString number(const char *parameter, int width) const
    {
        BIGNUM *value = nullptr;
        EVP_PKEY_get_bn_param(m_key.get(), parameter, &value);
        QByteArray bytes(width, '\0');
        BN_bn2binpad(value, reinterpret_cast<unsigned char *>(bytes.data()), width);
        BN_free(value);
        return QString::fromLatin1(toBase64Url(bytes));
    }
    static QByteArray sideBySide(const QByteArray &der)
    {
        const auto *in = reinterpret_cast<const unsigned char *>(der.constData());
        ECDSA_SIG *signature = d2i_ECDSA_SIG(nullptr, &in, der.size());
        QByteArray out(64, '\0');
        auto *bytes = reinterpret_cast<unsigned char *>(out.data());
        BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes + 32, 32);
        ECDSA_SIG_free(signature);
        return out;
    }

    SignatureAlgorithm m_algorithm;
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key;
};

QByteArray part(const QJsonObject &object)
{
    return toBase64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QByteArray signedToken(const SigningKey &key, const QJsonObject &header, const QJsonObject &claims)
{
    const QByteArray text = part(header) + '.' + part(claims);
    return text + '.' + toBase64Url(key.sign(text));
}

QJsonObject goodClaims()
{
    const qint64 now = toMs(testNow) / 1000;
    return {{u"iss"_s, u"https://id.test"_s},
            {u"aud"_s, u"portier"_s},
            {u"sub"_s, u"42"_s},
            {u"nonce"_s, u"n1"_s},
            {u"iat"_s, now - 5},
            {u"exp"_s, now + 300},
            {u"email"_s, u"ida@id.test"_s},
            {u"email_verified"_s, true},
            {u"name"_s, u"Ida"_s}};
}

QJsonObject changed(QJsonObject object, const QString &name, const QJsonValue &value)
{
    if (value.isUndefined())
        object.remove(name);
    else
        object.insert(name, value);
    return object;
}

} // namespace

class TestIdToken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_rsa = std::make_unique<SigningKey>(SignatureAlgorithm::Rs256);
        m_ec = std::make_unique<SigningKey>(SignatureAlgorithm::Es256);
        m_foreign = std::make_unique<SigningKey>(SignatureAlgorithm::Rs256);
        m_keys = JsonWebKeys::fromJson({{u"keys"_s, QJsonArray{m_rsa->publicJwk(u"r1"_s), m_ec->publicJwk(u"e1"_s)}}});
        QCOMPARE(m_keys.size(), 2);
    }

    void acceptsBothAlgorithms() // PLT-027
    {
        const auto rsa = verify(signedToken(*m_rsa, {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"r1"_s}}, goodClaims()));
        QVERIFY(rsa);
        QCOMPARE(rsa->subject, u"42"_s);
        QCOMPARE(rsa->email, u"ida@id.test"_s);
        const auto ec = verify(signedToken(*m_ec, {{u"alg"_s, u"ES256"_s}, {u"kid"_s, u"e1"_s}}, goodClaims()),
                               SignatureAlgorithm::Es256);
        QVERIFY(ec);
    }

    void refusesClaims_data() // PLT-027, A10
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("reason");
        const qint64 now = toMs(testNow) / 1000;
        const auto row = [](const char *title, const QString &name, const QJsonValue &value, const QString &reason) {
            QTest::newRow(title) << name << value << reason;
        };
        row("other issuer", u"iss"_s, u"https://evil.test"_s, u"issuer"_s);
        row("other audience", u"aud"_s, u"someone"_s, u"audience"_s);
        row("several audiences without azp", u"aud"_s, QJsonArray{u"portier"_s, u"other"_s}, u"audience"_s);
        row("issued to another client", u"azp"_s, u"other"_s, u"audience"_s);
        row("expired beyond the skew", u"exp"_s, now - 60, u"expired"_s);
        row("issued in the future", u"iat"_s, now + 61, u"expired"_s);
        row("no expiry", u"exp"_s, QJsonValue(QJsonValue::Undefined), u"expired"_s);
        row("old nonce", u"nonce"_s, u"n0"_s, u"nonce"_s);
        row("no nonce", u"nonce"_s, QJsonValue(QJsonValue::Undefined), u"nonce"_s);
        row("address not verified", u"email_verified"_s, false, u"email_unverified"_s);
        row("no address", u"email"_s, QJsonValue(QJsonValue::Undefined), u"email_unverified"_s);
        row("no subject", u"sub"_s, QJsonValue(QJsonValue::Undefined), u"malformed"_s);
    }
    void refusesClaims()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(QString, reason);
        const auto token = verify(
            signedToken(*m_rsa, {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"r1"_s}}, changed(goodClaims(), name, value)));
        QVERIFY(!token);
        QCOMPARE(token.error().code, u"oidc_rejected"_s);
        QCOMPARE(token.error().details["reason"_L1].toString(), reason);
    }

    void acceptsWithinTheSkew()
    {
        const qint64 now = toMs(testNow) / 1000;
        QVERIFY(verify(signedToken(*m_rsa, {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"r1"_s}},
                                   changed(goodClaims(), u"exp"_s, now - 59))));
        QVERIFY(verify(signedToken(
            *m_rsa, {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"r1"_s}},
            changed(changed(goodClaims(), u"aud"_s, QJsonArray{u"portier"_s, u"x"_s}), u"azp"_s, u"portier"_s))));
    }

    void refusesForgedHeaders_data() // PLT-027, A10
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("reason");
        const QJsonObject good{{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"r1"_s}};
        QTest::newRow("algorithm none") << part({{u"alg"_s, u"none"_s}, {u"kid"_s, u"r1"_s}}) + '.' +
                                               part(goodClaims()) + '.'
                                        << u"algorithm"_s;
        const QByteArray hmacText = part({{u"alg"_s, u"HS256"_s}, {u"kid"_s, u"r1"_s}}) + '.' + part(goodClaims());
        const QByteArray publicKey = m_rsa->publicJwk(u"r1"_s)["n"_L1].toString().toLatin1();
        QTest::newRow("HMAC with the public key")
            << hmacText + '.' +
                   toBase64Url(QMessageAuthenticationCode::hash(hmacText, publicKey, QCryptographicHash::Sha256))
            << u"algorithm"_s;
        QTest::newRow("unknown key") << signedToken(*m_rsa, changed(good, u"kid"_s, u"r9"_s), goodClaims())
                                     << u"unknown_key"_s;
        QTest::newRow("key of another kind")
            << signedToken(*m_rsa, changed(good, u"kid"_s, u"e1"_s), goodClaims()) << u"signature"_s;
        QTest::newRow("foreign signature") << signedToken(*m_foreign, good, goodClaims()) << u"signature"_s;
        QTest::newRow("critical extension")
            << signedToken(*m_rsa, changed(good, u"crit"_s, QJsonArray{u"x"_s}), goodClaims()) << u"algorithm"_s;
        QTest::newRow("two parts") << part(good) + '.' + part(goodClaims()) << u"malformed"_s;
        QTest::newRow("nonsense") << QByteArray("a.b.c") << u"malformed"_s;
        QTest::newRow("empty") << QByteArray() << u"malformed"_s;
    }
    void refusesForgedHeaders()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, reason);
        const auto result = verify(token);
        QVERIFY(!result);
        QCOMPARE(result.error().details["reason"_L1].toString(), reason);
    }

    void everyFlippedBitOfTheTextBreaksTheSignature()
    {
        const QByteArray token = signedToken(*m_ec, {{u"alg"_s, u"ES256"_s}, {u"kid"_s, u"e1"_s}}, goodClaims());
        const qsizetype textEnd = token.lastIndexOf('.');
        for (qsizetype at = 0; at < textEnd; at += 7) {
            QByteArray forged = token;
            forged[at] = forged[at] == 'A' ? 'B' : 'A';
            if (forged != token)
                QVERIFY(!verify(forged, SignatureAlgorithm::Es256));
        }
    }

    void leavesWeakAndForeignKeysOut()
    {
        QJsonObject small = m_rsa->publicJwk(u"small"_s);
        small[u"n"_s] = QString::fromLatin1(toBase64Url(QByteArray(128, 'n')));
        QJsonObject encryption = m_rsa->publicJwk(u"enc"_s);
        encryption[u"use"_s] = u"enc"_s;
        const QJsonObject symmetric{{u"kty"_s, u"oct"_s}, {u"kid"_s, u"oct"_s}, {u"k"_s, u"c2VjcmV0"_s}};
        QJsonObject offCurve = m_ec->publicJwk(u"off"_s);
        offCurve[u"y"_s] = offCurve["x"_L1];
        const auto keys = JsonWebKeys::fromJson({{u"keys"_s, QJsonArray{small, encryption, symmetric, offCurve, 7}}});
        QCOMPARE(keys.size(), 0);
    }

private:
    [[nodiscard]] Result<IdToken> verify(const QByteArray &token,
                                         SignatureAlgorithm algorithm = SignatureAlgorithm::Rs256) const
    {
        return verifyIdToken(token, m_keys, {u"https://id.test"_s, u"portier"_s, u"n1"_s, algorithm, testNow});
    }

    std::unique_ptr<SigningKey> m_rsa, m_ec, m_foreign;
    JsonWebKeys m_keys;
};

QTEST_GUILESS_MAIN(TestIdToken)
#include "tst_idtoken.moc"
