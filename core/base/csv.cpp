// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <QStringDecoder>

namespace portier
{

using namespace Qt::StringLiterals;

namespace
{

Error malformed(int line, QLatin1StringView reason)
{
    return Error::invalid(u"csv_malformed"_s, u"line %1: %2"_s.arg(line).arg(reason),
                          {{u"line"_s, line}, {u"reason"_s, QString(reason)}});
}

/// Walks the text once; a field is plain until the separator, or quoted with doubled quotes inside.
class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) {}

    Result<QList<CsvRecord>> read()
    {
        QList<CsvRecord> records;
        while (m_at < m_text.size()) {
            CsvRecord record{m_line, {}};
            PORTIER_TRY(readRecord(record));
            if (record.fields != QStringList{QString()})
                records.append(record);
        }
        return records;
    }

private:
    Result<> readRecord(CsvRecord &record)
    {
        while (true) {
            PORTIER_ASSIGN(field, peek() == u'"' ? readQuoted() : readPlain());
            record.fields.append(field);
            if (peek() != u',')
                break;
            ++m_at;
        }
        if (m_at < m_text.size() && !takeLineEnd())
            return fail(malformed(m_line, "quote"_L1));
        return {};
    }

    Result<QString> readPlain()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && peek() != u',' && !atLineEnd()) {
            if (peek() == u'"')
                return fail(malformed(m_line, "quote"_L1));
            ++m_at;
        }
        return m_text.sliced(begin, m_at - begin).toString();
    }

    Result<QString> readQuoted()
    {
        const int begin = m_line;
        QString field;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'"' && peek(1) != u'"') {
                ++m_at;
                return field;
            }
            if (c == u'"')
                ++m_at;
            if (c == u'\n')
                ++m_line;
            field.append(c);
        }
        return fail(malformed(begin, "quote"_L1));
    }

    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    [[nodiscard]] bool atLineEnd() const { return peek() == u'\n' || (peek() == u'\r' && peek(1) == u'\n'); }
    bool takeLineEnd()
    {
        if (!atLineEnd())
            return false;
        m_at += peek() == u'\r' ? 2 : 1;
        ++m_line;
        return true;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
};

/// Apostrophes in front do not count, so that guarding can be taken back from any text.
bool looksLikeFormula(QStringView text)
{
    while (text.startsWith(u'\''))
        text = text.sliced(1);
    return !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front());
}

} // namespace

Result<QList<CsvRecord>> readCsv(const QByteArray &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8); // drops the byte order mark
    const QString text = decoder(utf8);
    if (decoder.hasError())
        return fail(malformed(1, "encoding"_L1));
    if (const qsizetype nul = text.indexOf(QChar(u'\0')); nul >= 0)
        return fail(malformed(static_cast<int>(text.first(nul).count(u'\n')) + 1, "nul"_L1));
    return Reader(text).read();
}

QByteArray csvLine(const QStringList &fields)
{
    QStringList quoted;
    for (const QString &field : fields) {
        const bool needsQuotes =
            field.contains(u',') || field.contains(u'"') || field.contains(u'\n') || field.contains(u'\r');
        quoted.append(needsQuotes ? u'"' + QString(field).replace(u"\""_s, u"\"\""_s) + u'"' : field);
    }
    return quoted.join(u',').toUtf8() + "\r\n";
}

QString guardFormula(const QString &text)
{
    return looksLikeFormula(text) ? u'\'' + text : text;
}

QString unguardFormula(const QString &text)
{
    return text.startsWith(u'\'') && looksLikeFormula(text) ? text.sliced(1) : text;
}

} // namespace portier
