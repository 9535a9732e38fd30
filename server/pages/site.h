// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/cookies.h"
#include "server/pages/assets.h"
#include "server/pages/pagerequest.h"
#include "server/pages/templates.h"

namespace portier::pages
{

/// One page before it is rendered.
struct Page {
    QString view; ///< template
    QJsonObject values;
    QString title;   ///< of the window
    QString house;   ///< in the header; empty: "Portier"
    QString homeUrl; ///< where the house name leads; empty: nowhere
    int status = 200;
    bool wide = false;        ///< the calendar's width
    bool isSecret = true;     ///< holds a form token or a link: never compressed, never kept (PLT-040, PLT-075)
    QStringList partyColours; ///< "#C1DBE3": what the page shows
    QString languageForm;     ///< id of the form whose typed text a language switch must keep; empty: a plain link
    QStringList formTargets;  ///< further origins that a form may lead to (PLT-071)
};

/// One of the pages that say what happened, or what is the case (ui.md 9): icon, heading, sentence, a way on.
struct ResultPage {
    enum class Tone { Ok, Wait, Bad, Info };
    Tone tone = Tone::Info;
    QString icon = QStringLiteral("info");
    QString heading;
    QString sentence;
    QJsonArray states; ///< objects {icon, tone, state, name}: who has decided what
    struct Way {
        QString label;
        QString url;
        QString icon = QStringLiteral("arrow-right");
    };
    QList<Way> ways; ///< the first is the one to take
    QString note;
    bool recovery = false; ///< with the form that asks for a new link
    int status = 200;
    QString house;
    QString homeUrl;
};

/// What all pages share: words, templates, assets, form tokens, and how a page becomes a reply. Lives on the core
/// thread.
class Site
{
public:
    struct Ground {
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
        QString publicUrl;
        QString defaultLanguage;
    };
    explicit Site(Ground ground);

    [[nodiscard]] const Assets &assets() const { return m_assets; }
    [[nodiscard]] const api::Cookies &cookies() const { return m_cookies; }
    [[nodiscard]] const operations::FormTokens &forms() const { return m_forms; }
    [[nodiscard]] const QString &publicUrl() const { return m_ground.publicUrl; }
    [[nodiscard]] const QString &defaultLanguage() const { return m_ground.defaultLanguage; }
    [[nodiscard]] Instant now() const { return m_ground.clock->now(); }

    /// Chooses the language: ?lang= or the form's button, the cookie, Accept-Language, else the default (PLT-176).
    void chooseLanguage(PageRequest *request) const;
    /// Takes the language of the page's subject where nothing else said one.
    void preferLanguage(PageRequest *request, const QString &language) const;

    /// Error: Internal for a template that is broken.
    [[nodiscard]] Result<api::ApiResponse> render(const PageRequest &request, const Page &page) const;
    [[nodiscard]] Result<api::ApiResponse> render(const PageRequest &request, const ResultPage &page) const;
    /// The page of an error, with a way on; never fails.
    [[nodiscard]] api::ApiResponse renderError(const PageRequest &request, const Error &error) const;
    /// 303: what every successful POST answers with (BKG-125).
    [[nodiscard]] static api::ApiResponse redirect(const QString &location);

    /// What a POST led to, for the page that its redirect leads to: "?r=…", readable there only and for ten minutes.
    /// Later the address shows how things stand.
    [[nodiscard]] QString ticket(const QString &path, QJsonObject result) const;
    [[nodiscard]] std::optional<QJsonObject> readTicket(const PageRequest &request) const;

private:
    [[nodiscard]] QJsonObject frame(const PageRequest &request, const Page &page, const QString &content) const;
    [[nodiscard]] QByteArray contentPolicy(const QStringList &formTargets) const;

    Ground m_ground;
    Assets m_assets;
    api::Cookies m_cookies;
    operations::FormTokens m_forms;
    QHash<QString, std::shared_ptr<const Texts>> m_texts;
    QHash<QString, std::shared_ptr<const Templates>> m_templates;
};

} // namespace portier::pages
