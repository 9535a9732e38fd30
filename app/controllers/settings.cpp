// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/settings.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

/// Takes a text of the real translation and makes it two fifths longer.
class PseudoTranslator final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *comment, int n) const override
    {
        QString text = QTranslator::translate(context, source, comment, n);
        if (text.isEmpty())
            text = QString::fromUtf8(source);
        return text + QString((text.size() * 2 + 4) / 5, u'ö');
    }
};

} // namespace

Settings::Settings(const QString &folder, QObject *parent)
    : QObject(parent), m_store(folder + "/portier.ini"_L1, QSettings::IniFormat)
{
}

QString Settings::language() const
{
    QString chosen = m_store.value("language").toString();
    if (!chosen.isEmpty())
        return chosen;
    return QLocale::system().language() == QLocale::English ? u"en"_s : u"de"_s;
}

void Settings::setLanguage(const QString &language)
{
    if (language == this->language() && m_translator)
        return;
    m_store.setValue("language", language);
    Q_EMIT languageChanged();
}

bool Settings::isDark() const
{
    const QString chosen = scheme();
    if (chosen != "system"_L1)
        return chosen == "dark"_L1;
    const QPalette palette = QGuiApplication::palette(); // Qt 6.4 knows no colour scheme hint
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QVariant Settings::remembered(const QString &key, const QVariant &otherwise) const
{
    return m_store.value("pages/"_L1 + key, otherwise);
}

void Settings::remember(const QString &key, const QVariant &value)
{
    m_store.setValue("pages/"_L1 + key, value);
}

void Settings::installTranslation()
{
    if (m_translator)
        QCoreApplication::removeTranslator(m_translator.get());
    m_translator = m_pseudo ? std::make_unique<PseudoTranslator>() : std::make_unique<QTranslator>();
    if (m_translator->load(":/i18n/portier_"_L1 + language()) || m_pseudo)
        QCoreApplication::installTranslator(m_translator.get());
}

void Settings::setPseudoLanguage(bool on)
{
    m_pseudo = on;
    Q_EMIT languageChanged();
}

void Settings::keep(const char *key, const QVariant &value)
{
    m_store.setValue(key, value);
    Q_EMIT lookChanged();
}

} // namespace portier::app
