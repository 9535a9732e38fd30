// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/sealedcolumnstore.h"

#include "core/storage/sqldialect.h"

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

QString namesTheRow(const SealedColumn &column)
{
    return column.keys.join(u" = ? AND "_s) + u" = ?"_s;
}

/// Values of another key; the beginning of a sealed value names its key (its first nine bytes are twelve in base64).
Result<QList<storage::Row>> findOthers(storage::Transaction &tx, const SealedColumn &column, const NumberedKey &newest,
                                       int most)
{
    const QByteArray head = sealedHead(newest);
    const QString begin = column.isText ? u"substr(%1, 1, 12)"_s : u"substr(%1, 1, 9)"_s;
    const storage::Bind bound =
        column.isText ? storage::Bind(QString::fromLatin1(head.toBase64())) : storage::Bind(head);
    const QString condition = column.condition.isEmpty() ? QString() : u" AND "_s + column.condition;
    return tx.query(u"SELECT "_s + column.column + u", "_s + column.keys.join(u", "_s) + u" FROM "_s + column.table +
                        u" WHERE "_s + column.column + u" IS NOT NULL AND "_s + begin.arg(column.column) + u" <> ?"_s +
                        condition + u" LIMIT ?"_s + tx.dialect().lockClause(),
                    {bound, most});
}

} // namespace

Result<qint64> resealSome(storage::Transaction &tx, const SealedColumn &column, const Sealer &sealer,
                          const NumberedKey &newest, int most)
{
    PORTIER_ASSIGN(rows, findOthers(tx, column, newest, most));
    for (const storage::Row &row : std::as_const(rows)) {
        QStringList keys;
        for (int i = 0; i < column.keys.size(); ++i)
            keys.append(row.text(1 + i));
        const QString place = column.place(keys);
        const QByteArray old = column.isText ? QByteArray::fromBase64(row.text(0).toLatin1()) : row.bytes(0);
        PORTIER_ASSIGN(plain, sealer.open(old, place));
        const QByteArray sealed = sealer.seal(plain, place);
        storage::Binds binds{column.isText ? storage::Bind(QString::fromLatin1(sealed.toBase64()))
                                           : storage::Bind(sealed)};
        for (const QString &key : std::as_const(keys))
            binds.append(key);
        PORTIER_TRY(tx.exec(
            u"UPDATE "_s + column.table + u" SET "_s + column.column + u" = ? WHERE "_s + namesTheRow(column), binds));
    }
    return rows.size();
}

} // namespace portier::operations
