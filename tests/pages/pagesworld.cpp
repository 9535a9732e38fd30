// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/pages/pagesworld.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::test
{

using api::ApiRequest;
using api::ApiResponse;
using api::Method;
using identity::Link;
using identity::LinkOwner;

namespace
{

QString unescaped(QString text)
{
    return text.replace("&lt;"_L1, "<"_L1)
        .replace("&gt;"_L1, ">"_L1)
        .replace("&quot;"_L1, "\""_L1)
        .replace("&#39;"_L1, "'"_L1)
        .replace("&amp;"_L1, "&"_L1);
}

/// As it is read: without tags, non-breaking marks and runs of blanks.
QString readable(QString html)
{
    static const QRegularExpression tags(u"<[^>]*>"_s), blanks(u"\\s+"_s);
    return unescaped(html.replace(tags, u" "_s))
        .replace(QChar(0x00a0), u' ')
        .remove(QChar(0x2060))
        .replace(blanks, u" "_s)
        .replace(" ."_L1, "."_L1)
        .replace(" ,"_L1, ","_L1)
        .trimmed();
}

QString attribute(const QString &tag, const QString &name)
{
    const QRegularExpression pattern(u" %1=\"([^\"]*)\""_s.arg(name));
    return unescaped(pattern.match(tag).captured(1));
}

QByteArray encoded(const QMap<QString, QString> &fields)
{
    QByteArrayList pairs;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        pairs.append(QUrl::toPercentEncoding(it.key()) + '=' + QUrl::toPercentEncoding(it.value()));
    return pairs.join('&');
}

} // namespace

bool SeenPage::says(const QString &text) const
{
    return readable(html).contains(text);
}

QString SeenPage::heading() const
{
    static const QRegularExpression pattern(u"<h1>(.*?)</h1>"_s, QRegularExpression::DotMatchesEverythingOption);
    return readable(pattern.match(html).captured(1));
}

QByteArray SeenPage::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QString SeenPage::linkTo(const QString &text) const
{
    static const QRegularExpression pattern(u"<a ([^>]*)>(.*?)</a>"_s, QRegularExpression::DotMatchesEverythingOption);
    auto links = pattern.globalMatch(html);
    while (links.hasNext()) {
        const auto found = links.next();
        if (readable(found.captured(2)) == text || attribute(u" "_s + found.captured(1), u"aria-label"_s) == text)
            return attribute(u" "_s + found.captured(1), u"href"_s);
    }
    return {};
}

QMap<QString, QString> SeenPage::fields() const
{
    QMap<QString, QString> fields;
    static const QRegularExpression inputs(u"<input([^>]*)>"_s);
    static const QRegularExpression areas(u"<textarea([^>]*)>\n?(.*?)</textarea>"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    auto found = inputs.globalMatch(html.mid(html.indexOf("method=\"post\""_L1)));
    while (found.hasNext()) {
        const QString tag = found.next().captured(1);
        const QString type = attribute(tag, u"type"_s);
        if ((type == "radio"_L1 || type == "checkbox"_L1) && !tag.contains(" checked"_L1))
            continue;
        fields.insert(attribute(tag, u"name"_s), attribute(tag, u"value"_s));
    }
    auto texts = areas.globalMatch(html);
    while (texts.hasNext()) {
        const auto area = texts.next();
        fields.insert(attribute(area.captured(1), u"name"_s), unescaped(area.captured(2)));
    }
    return fields;
}

QString SeenPage::formAction() const
{
    static const QRegularExpression pattern(u"<form[^>]*method=\"post\"[^>]*>"_s);
    return attribute(pattern.match(html).captured(0), u"action"_s);
}

PagesWorld::PagesWorld(const QString &backend, const QString &language)
    : bookings(backend), sealer(aSealer()), site(std::make_shared<const pages::Site>(pages::Site::Ground{
                                                bookings.clock, sealer, u"https://portier.example"_s, u"de"_s})),
      router(site, pages::PageServices{{},
                                       {},
                                       std::make_shared<operations::DatabaseIdempotencyStore>(*bookings.db,
                                                                                              bookings.clock, sealer),
                                       {}}),
      m_language(language)
{
    pages::addAssetPages(router);
    pages::addBookingPages(router, {bookings.service, bookings.links, bookings.rateLimits, sealer,
                                    std::make_shared<const api::Cursors>(sealer)});
}

SeenPage PagesWorld::ask(Method method, const QString &written, const QByteArray &body, QList<api::Header> headers)
{
    const QString address = written.section(u'#', 0, 0); // browsers keep the fragment to themselves
    ApiRequest request;
    request.method = method;
    const qsizetype mark = address.indexOf(u'?');
    request.path = mark < 0 ? address : address.left(mark);
    request.rawQuery = mark < 0 ? QByteArray() : address.mid(mark + 1).toLatin1();
    request.headers = std::move(headers);
    request.headers.append(api::Header{"accept-language", m_language.toLatin1()});
    request.body = body;
    request.clientPrefix = u"192.0.2.1"_s;
    const QString path = request.path;
    const ApiResponse reply = bookings.wait(router.handle(std::move(request)));
    return {reply.status, QString::fromUtf8(reply.body), path, reply.headers};
}

SeenPage PagesWorld::get(const QString &address)
{
    SeenPage page = ask(Method::Get, address, {}, {});
    for (int hops = 0; page.status == 303 && hops < 5; ++hops)
        page = ask(Method::Get, QString::fromUtf8(page.header("location")), {}, {});
    return page;
}

SeenPage PagesWorld::head(const QString &address)
{
    return ask(Method::Head, address, {}, {});
}

SeenPage PagesWorld::post(const QString &path, const QMap<QString, QString> &fields, const QList<api::Header> &headers)
{
    QList<api::Header> all = headers;
    all.append(api::Header{"content-type", "application/x-www-form-urlencoded"});
    return ask(Method::Post, path, encoded(fields), all);
}

SeenPage PagesWorld::send(const SeenPage &page, const QMap<QString, QString> &typed)
{
    QMap<QString, QString> fields = page.fields();
    for (auto it = typed.begin(); it != typed.end(); ++it)
        fields.insert(it.key(), it.value());
    const SeenPage answer = post(page.formAction(), fields);
    return answer.status == 303 ? get(QString::fromUtf8(answer.header("location"))) : answer;
}

Link PagesWorld::link(const LinkOwner &owner)
{
    auto made = bookings.db->writeBlocking(
        [&](storage::Transaction &tx) { return bookings.links.ensure(tx, owner, bookings.clock->now()); });
    if (!made)
        qFatal("no link: %s", qPrintable(made.error().message));
    return *made;
}

QString PagesWorld::personal(const QString &email)
{
    return u"/booking/"_s + bookings.links.token(link(LinkOwner::personal(email)));
}

QString PagesWorld::approver(const QString &party)
{
    return u"/booking/"_s + bookings.links.token(link(LinkOwner::approver(bookings.party(party))));
}

QString PagesWorld::action(const QString &name, const QString &bookingId, const QString &party)
{
    const LinkOwner owner =
        party.isEmpty() ? LinkOwner::personal(u"mara@gast.example"_s) : LinkOwner::approver(bookings.party(party));
    return u"/action/"_s +
           bookings.links.token(link(owner), identity::LinkAction{name, bookingId, bookings.roundOf(bookingId)});
}

} // namespace portier::test
