// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QTranslator>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace portier::app
{

/// What a person chose on this computer. Every change is kept at once.
class Settings : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    Q_PROPERTY(QString scheme READ scheme WRITE setScheme NOTIFY lookChanged)
    Q_PROPERTY(bool dark READ isDark NOTIFY lookChanged)
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY lookChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY lookChanged)
    Q_PROPERTY(bool highContrast READ highContrast WRITE setHighContrast NOTIFY lookChanged)
    Q_PROPERTY(bool letterKeys READ letterKeys WRITE setLetterKeys NOTIFY lookChanged)
    Q_PROPERTY(bool keepInTray READ keepInTray WRITE setKeepInTray NOTIFY lookChanged)
public:
    explicit Settings(const QString &folder, QObject *parent = nullptr);

    [[nodiscard]] QString language() const; ///< de | en, the system's until one is chosen
    void setLanguage(const QString &language);
    [[nodiscard]] QString scheme() const { return m_store.value("scheme", QStringLiteral("system")).toString(); }
    void setScheme(const QString &scheme) { keep("scheme", scheme); }
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] double textScale() const { return m_store.value("textScale", 1.0).toDouble(); }
    void setTextScale(double scale) { keep("textScale", qBound(1.0, scale, 2.0)); }
    [[nodiscard]] bool reducedMotion() const { return m_store.value("reducedMotion", false).toBool(); }
    void setReducedMotion(bool reduced) { keep("reducedMotion", reduced); }
    [[nodiscard]] bool highContrast() const { return m_store.value("highContrast", false).toBool(); }
    void setHighContrast(bool high) { keep("highContrast", high); }
    [[nodiscard]] bool letterKeys() const { return m_store.value("letterKeys", true).toBool(); }
    void setLetterKeys(bool on) { keep("letterKeys", on); }
    /// Closing the window leaves the app in the tray.
    [[nodiscard]] bool keepInTray() const { return m_store.value("keepInTray", false).toBool(); }
    void setKeepInTray(bool on) { keep("keepInTray", on); }

    /// Anything a page remembers on this device: sorting, filters, picked offers.
    Q_INVOKABLE QVariant remembered(const QString &key, const QVariant &otherwise) const;
    Q_INVOKABLE void remember(const QString &key, const QVariant &value);
    /// Loads the texts of the language; "" leaves the texts as they are in the source.
    void installTranslation();
    /// Longer texts in accents instead of a language, to see whether a page leaves room (screenshots).
    void setPseudoLanguage(bool on);

Q_SIGNALS:
    void languageChanged();
    void lookChanged();

private:
    void keep(const char *key, const QVariant &value);

    QSettings m_store;
    std::unique_ptr<QTranslator> m_translator;
    bool m_pseudo = false;
};

} // namespace portier::app
