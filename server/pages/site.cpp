// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/site.h"

#include "core/base/log.h"
#include "core/contract/errorcodes.h"
#include "server/api/negotiation.h"
#include "server/pages/icons.h"
#include "server/pages/views.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

const QByteArray languageCookie = "portier-lang";
constexpr std::chrono::hours LanguageCookieAge{24 * 365};

constexpr auto TicketPlace = "pages/result"_L1;
constexpr Millis TicketLifetime = std::chrono::minutes(10);
constexpr auto TicketEncoding =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors;

bool isLanguage(const QString &language)
{
    return language == "de"_L1 || language == "en"_L1;
}

QString toneName(ResultPage::Tone tone)
{
    switch (tone) {
    case ResultPage::Tone::Ok:
        return u"ok"_s;
    case ResultPage::Tone::Wait:
        return u"wait"_s;
    case ResultPage::Tone::Bad:
        return u"bad"_s;
    case ResultPage::Tone::Info:
        break;
    }
    return u"info"_s;
}

} // namespace

Site::Site(Ground ground)
    : m_ground(std::move(ground)), m_cookies(m_ground.publicUrl), m_forms(m_ground.sealer, m_ground.clock)
{
    for (const QString &language : {u"de"_s, u"en"_s}) {
        const auto texts = std::make_shared<const Texts>(Texts::builtIn(language));
        m_texts.insert(language, texts);
        m_templates.insert(language, std::make_shared<const Templates>(texts));
    }
}

void Site::chooseLanguage(PageRequest *request) const
{
    const QString asked = request->has(u"lang"_s) ? request->typed(u"lang"_s) : request->queryValue(u"lang"_s);
    const QString kept = QString::fromLatin1(m_cookies.value(*request, languageCookie));
    request->languageWasSwitched = isLanguage(asked);
    QString language = isLanguage(asked) ? asked : kept;
    if (!isLanguage(language))
        language = api::negotiateLanguage(request->header("accept-language"), {});
    request->languageIsFallback = !isLanguage(language);
    request->language = request->languageIsFallback ? m_ground.defaultLanguage : language;
    request->texts = m_texts.value(request->language);
}

void Site::preferLanguage(PageRequest *request, const QString &language) const
{
    if (!request->languageIsFallback || !isLanguage(language))
        return;
    request->language = language;
    request->texts = m_texts.value(language);
}

Result<api::ApiResponse> Site::render(const PageRequest &request, const Page &page) const
{
    const Templates &templates = *m_templates.value(request.language);
    PORTIER_ASSIGN(content, templates.render(page.view, page.values));
    PORTIER_ASSIGN(html, templates.render(u"layout"_s, frame(request, page, content)));
    api::ApiResponse response;
    response.status = request.overLimit ? contract::httpStatus(*request.overLimit) : page.status;
    response.contentType = "text/html; charset=utf-8";
    response.body = html.toUtf8();
    response.compressible = !page.isSecret;
    response.withHeader("content-language", request.language.toLatin1())
        .withHeader("x-robots-tag", "noindex")
        .withHeader("vary", "Accept-Language, Cookie, Accept-Encoding")
        .withHeader("cache-control", page.isSecret ? "no-store" : "private, no-cache");
    if (request.overLimit)
        response.withHeader("retry-after", QByteArray::number(retryAfter(*request.overLimit)));
    if (!page.formTargets.isEmpty())
        response.withHeader("content-security-policy", contentPolicy(page.formTargets));
    if (request.languageWasSwitched)
        response.withHeader("set-cookie",
                            m_cookies.set(languageCookie, request.language.toLatin1(), LanguageCookieAge));
    return response;
}

QJsonObject Site::frame(const PageRequest &request, const Page &page, const QString &content) const
{
    const QString other = request.language == "de"_L1 ? u"en"_s : u"de"_s;
    const bool canLink = request.method == api::Method::Get || request.method == api::Method::Head;
    QJsonObject frame{
        {u"language"_s, request.language},
        {u"other_language"_s, other},
        {u"title"_s, page.title},
        {u"house"_s, page.house.isEmpty() ? u"Portier"_s : page.house},
        {u"home_url"_s, orFalse(page.homeUrl)},
        {u"wide"_s, page.wide},
        {u"stylesheet"_s, m_assets.address(u"portier.css"_s)},
        {u"script"_s, m_assets.address(u"portier.js"_s)},
        {u"logo"_s, m_assets.address(u"portier.svg"_s)},
        {u"party_stylesheet"_s, orFalse(Assets::partyAddress(page.partyColours))},
        {u"language_form"_s, orFalse(page.languageForm)},
        {u"language_url"_s,
         orFalse(canLink && page.languageForm.isEmpty() ? request.addressWith(u"lang"_s, other) : QString())},
        {u"content"_s, content},
    };
    return frame;
}

Result<api::ApiResponse> Site::render(const PageRequest &request, const ResultPage &result) const
{
    QJsonArray ways;
    for (const ResultPage::Way &way : result.ways)
        ways.append(QJsonObject{{u"label"_s, way.label}, {u"url"_s, way.url}, {u"icon"_s, iconSvg(way.icon)}});
    Page page;
    page.view = u"result"_s;
    page.title = result.heading;
    page.house = result.house;
    page.homeUrl = result.homeUrl;
    page.status = result.status;
    page.values = {
        {u"tone"_s, toneName(result.tone)},
        {u"icon"_s, iconSvg(result.icon)},
        {u"heading"_s, result.heading},
        {u"sentence_html"_s, emphasised(result.sentence)},
        {u"has_states"_s, !result.states.isEmpty()},
        {u"states"_s, result.states},
        {u"has_ways"_s, !ways.isEmpty()},
        {u"ways"_s, ways},
        {u"note"_s, orFalse(result.note)},
        {u"recovery"_s, result.recovery ? recoveryForm(request, *this, u"/recover"_s, {}, {}) : QJsonValue(false)},
    };
    if (result.recovery)
        page.languageForm = u"recover"_s;
    return render(request, page);
}

api::ApiResponse Site::renderError(const PageRequest &request, const Error &error) const
{
    const int status = contract::httpStatus(error);
    ResultPage page;
    page.tone = ResultPage::Tone::Bad;
    page.icon = u"triangle-alert"_s;
    page.status = status;
    QString key = u"error.failed"_s;
    if (status == 404)
        key = u"error.not_found"_s;
    else if (status == 429)
        key = u"error.rate_limited"_s;
    else if (status == 403)
        key = u"error.forbidden"_s;
    else if (status >= 400 && status < 500)
        key = u"error.refused"_s;
    else if (status == 503)
        key = u"error.busy"_s;
    const qint64 wait = retryAfter(error);
    page.heading = request.text(key + u".heading"_s);
    page.sentence = request.text(key + u".sentence"_s, limitWords(request, error));
    if (status >= 500)
        page.note = request.text(u"error.request_id"_s, {{u"id"_s, request.requestId}});
    if (request.method == api::Method::Get && (status == 429 || status >= 500))
        page.ways = {{request.text(u"error.again"_s), request.path, u"refresh-cw"_s}};
    auto response = render(request, page);
    if (!response) { // the last resort needs no template
        api::ApiResponse plain;
        plain.status = 500;
        plain.contentType = "text/plain; charset=utf-8";
        plain.body = (page.heading + u'\n' + page.sentence + u'\n').toUtf8();
        log::error("pages"_L1, "error_page_failed"_L1, {{u"request_id"_s, request.requestId}},
                   response.error().message);
        return plain.withHeader("cache-control", "no-store");
    }
    if (wait > 0)
        response->withHeader("retry-after", QByteArray::number(wait));
    return std::move(*response);
}

api::ApiResponse Site::redirect(const QString &location)
{
    api::ApiResponse response;
    response.status = 303;
    response.contentType.clear();
    return response.withHeader("location", location.toUtf8()).withHeader("cache-control", "no-store");
}

QString Site::ticket(const QString &path, QJsonObject result) const
{
    result.insert(u"t"_s, toMs(now()));
    const QByteArray plain = QJsonDocument(result).toJson(QJsonDocument::Compact);
    return u"?r="_s + QString::fromLatin1(m_ground.sealer->seal(plain, TicketPlace + path).toBase64(TicketEncoding));
}

std::optional<QJsonObject> Site::readTicket(const PageRequest &request) const
{
    const auto sealed = QByteArray::fromBase64Encoding(request.queryValue(u"r"_s).toLatin1(), TicketEncoding);
    if (!sealed || (*sealed).isEmpty())
        return std::nullopt;
    const auto plain = m_ground.sealer->open(*sealed, TicketPlace + request.path);
    if (!plain)
        return std::nullopt;
    const QJsonObject result = QJsonDocument::fromJson(*plain).object();
    if (now() - fromMs(result.value(u"t"_s).toInteger()) >= TicketLifetime)
        return std::nullopt;
    return result;
}

QByteArray Site::contentPolicy(const QStringList &formTargets) const
{
    return "default-src 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
           "font-src 'self'; connect-src 'self'; form-action 'self' " +
           formTargets.join(u' ').toLatin1() + "; base-uri 'none'";
}

} // namespace portier::pages
