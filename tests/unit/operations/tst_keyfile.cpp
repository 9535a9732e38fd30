// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/keyfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;

namespace
{

const Instant moment = fromMs(1'768'464'000'000);

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QByteArray keyLine(const char *purpose, int number)
{
    return QByteArray(purpose) + ' ' + QByteArray::number(number) + " 2026-01-15T08:00:00Z " +
           QByteArray(32, 'k').toBase64() + '\n';
}

} // namespace

/// PLT-180: the key file, made once, 0600, never overwritten.
class TestKeyFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isMadeOnce()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret.key"_s);
        QCOMPARE(loadKeyFile(path).error().code, u"key_file_missing"_s);
        const auto made = loadOrCreateKeyFile(path, moment);
        QVERIFY(made);
        QCOMPARE(made->size(), 5);
        QCOMPARE(made->value(KeyPurpose::Link).constFirst().createdAt, moment);
        const auto mode = QFile::permissions(path);
        QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
        QCOMPARE(*loadOrCreateKeyFile(path, moment), *made);
        QCOMPARE(*loadKeyFile(path), *made);
    }

    void keepsSeveralKeysNewestFirst()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret.key"_s);
        KeyTable table = loadOrCreateKeyFile(path, moment).value();
        table[KeyPurpose::Link].prepend(NumberedKey::generate(2, moment));
        QVERIFY(replaceKeyFile(path, table));
        QVERIFY(!QFile::exists(path + u".new"_s));
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(*loadKeyFile(path), table);
        QCOMPARE(KeyRing(table).newest(KeyPurpose::Link).number, 2);
        QCOMPARE(KeyRing(table).find(KeyPurpose::Link, 1)->secret, table.value(KeyPurpose::Link).constLast().secret);
        QVERIFY(!KeyRing(table).find(KeyPurpose::Link, 3));
    }

    // Files from before erasures had a key of their own: what was noted in erasures.log is still recognised (PLT-160).
    void olderFilesKeepTheirErasures()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret.key"_s);
        writeFile(path, "portier-keys-1\n" + keyLine("master", 1) + keyLine("pepper", 1) + keyLine("cookie", 2) +
                            QByteArray(keyLine("cookie", 1)).replace("a2tr", "b2tr") + keyLine("link", 1));
        KeyTable table = loadKeyFile(path).value();
        QCOMPARE(table.value(KeyPurpose::Erasure).size(), 1);
        QCOMPARE(table.value(KeyPurpose::Erasure).constFirst().secret,
                 table.value(KeyPurpose::Cookie).constLast().secret);
        const auto before = table.value(KeyPurpose::Erasure);
        table[KeyPurpose::Cookie] = {NumberedKey::generate(3, moment)};
        QVERIFY(replaceKeyFile(path, table));
        QCOMPARE(loadKeyFile(path)->value(KeyPurpose::Erasure), before);
    }

    void refusesABrokenFile_data()
    {
        const QByteArray four = keyLine("master", 1) + keyLine("pepper", 1) + keyLine("cookie", 1) + keyLine("link", 1);
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("other mark") << "portier-keys-9\n" + four;
        QTest::newRow("purpose missing") << "portier-keys-1\n" + four.left(four.lastIndexOf("link"));
        QTest::newRow("unknown purpose") << "portier-keys-1\n" + four + keyLine("salt", 1);
        QTest::newRow("number twice") << "portier-keys-1\n" + four + keyLine("link", 1);
        QTest::newRow("number zero") << "portier-keys-1\n" + four + keyLine("link", 0);
        QTest::newRow("short secret") << "portier-keys-1\n" + four + "link 2 2026-01-15T08:00:00Z c2hvcnQ=\n";
        QTest::newRow("no base64") << "portier-keys-1\n" + four + "link 2 2026-01-15T08:00:00Z !!!!\n";
        QTest::newRow("no date") << "portier-keys-1\n" + four + "link 2 soon " + QByteArray(32, 'k').toBase64();
    }
    void refusesABrokenFile()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret.key"_s);
        writeFile(path, content);
        QCOMPARE(loadKeyFile(path).error().code, u"key_file_invalid"_s);
        QCOMPARE(loadOrCreateKeyFile(path, moment).error().code, u"key_file_invalid"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content); // nothing is overwritten
    }

    void refusesAFileThatOthersMayRead()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret.key"_s);
        QVERIFY(loadOrCreateKeyFile(path, moment));
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        QCOMPARE(loadKeyFile(path).error().code, u"key_file_permissions"_s);
    }

    void saysWhenTheFolderIsMissing() { QVERIFY(!loadOrCreateKeyFile(u"/nonexistent/secret.key"_s, moment)); }
};

QTEST_GUILESS_MAIN(TestKeyFile)
#include "tst_keyfile.moc"
