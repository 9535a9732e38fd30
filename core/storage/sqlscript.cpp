// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlscript.h"

#include <QRegularExpression>

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

/// One pass over the script; each function starts at m_at and moves it behind what it read.
class Splitter
{
public:
    explicit Splitter(const QString &script) : m_script(script) {}

    QStringList split()
    {
        while (m_at < m_script.size())
            step();
        finishStatement();
        return m_statements;
    }

private:
    void step()
    {
        const QChar c = m_script.at(m_at);
        if (rest().startsWith("--"_L1))
            skipTo(u"\n"_s, false);
        else if (rest().startsWith("/*"_L1))
            skipTo(u"*/"_s, false);
        else if (c == u'\'' || c == u'"')
            skipTo(c, true); // a doubled quote reads as two quoted parts, which is as good here
        else if (c == u'$' && !dollarTag().isEmpty())
            skipTo(dollarTag(), true);
        else if (c.isLetter() || c == u'_')
            readWord();
        else if (c == u';' && m_depth == 0)
            finishStatement();
        else
            keep(1);
    }

    [[nodiscard]] QStringView rest() const { return QStringView(m_script).mid(m_at); }

    void keep(qsizetype length)
    {
        m_current += rest().left(length);
        m_at += length;
    }

    /// Moves behind the next `end` after the present character(s).
    void skipTo(const QString &end, bool keepText)
    {
        const qsizetype found = m_script.indexOf(end, m_at + (keepText ? end.size() : 0));
        const qsizetype length = (found < 0 ? m_script.size() : found + end.size()) - m_at;
        if (keepText) {
            keep(length);
        } else {
            m_current += u'\n';
            m_at += length;
        }
    }

    /// "$$" or "$tag$" when a dollar quote starts here.
    [[nodiscard]] QString dollarTag() const
    {
        static const QRegularExpression pattern(uR"(^\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$)"_s);
        return pattern.match(rest().left(64).toString()).captured();
    }

    /// Counts BEGIN/CASE ... END inside CREATE TRIGGER, whose inner semicolons do not end the statement.
    void readWord()
    {
        qsizetype length = 1;
        while (length < rest().size() && (rest().at(length).isLetterOrNumber() || rest().at(length) == u'_'))
            ++length;
        const QString word = rest().left(length).toString().toUpper();
        keep(length);
        m_words = m_words < 4 ? m_words + 1 : m_words;
        if (word == "TRIGGER"_L1 && m_words <= 3)
            m_trigger = true;
        else if (m_trigger && (word == "BEGIN"_L1 || word == "CASE"_L1))
            ++m_depth;
        else if (m_trigger && word == "END"_L1)
            --m_depth;
    }

    void finishStatement()
    {
        if (const QString statement = m_current.trimmed(); !statement.isEmpty())
            m_statements.append(statement);
        m_current.clear();
        ++m_at;
        m_words = 0;
        m_depth = 0;
        m_trigger = false;
    }

    QString m_script;
    qsizetype m_at = 0;
    QString m_current;
    QStringList m_statements;
    int m_words = 0; ///< of the present statement, as far as it matters
    int m_depth = 0;
    bool m_trigger = false;
};

} // namespace

QStringList splitStatements(const QString &script)
{
    return Splitter(script).split();
}

} // namespace portier::storage
