// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"
#include "core/bookings/bookingpolicy.h"
#include "server/pages/bookingpages.h"
#include "server/pages/bookingviews.h"
#include "server/pages/calendarlayout.h"
#include "server/pages/icons.h"

#include <QLocale>
#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::BookingStatus;
using bookings::BookingView;
using bookings::CalendarPage;
using bookings::CalendarQuery;
using bookings::ResourceView;

namespace
{

constexpr int FirstYear = 2000;
constexpr int LastYear = 2199;
constexpr int PersonsShownFrom = 3; ///< days that a bar needs to have room for them on a phone

QLocale localeOf(const QString &language)
{
    return QLocale(language == "en"_L1 ? QLocale::English : QLocale::German);
}

QString monthName(const PageRequest &request, int month)
{
    return localeOf(request.language).standaloneMonthName(month);
}

QString address(const ResourceView &house, int year, int month)
{
    if (month == 0)
        return calendarPath(house.slug) + u"?view=year&year=%1"_s.arg(year);
    return calendarPath(house.slug) + u"?year=%1&month=%2"_s.arg(year).arg(month);
}

QString bookingAddress(const BookingView &booking)
{
    return calendarPath(booking.resourceSlug) + u'/' + booking.id;
}

/// Everything about a stay in one sentence, for those who hear it.
QString spoken(const PageRequest &request, const BookingView &view)
{
    const QString state = view.isPast ? request.text(u"status.past"_s) : statusText(request, view.status);
    return QStringList{view.firstName, rangeText(view.range, request.language), state, view.affiliation.name,
                       formatPersons(view.partySize, request.language)}
        .join(u", "_s);
}

QJsonObject dayValue(const PageRequest &request, const CalendarDay &day, int column)
{
    QStringList classes{u"day s%1"_s.arg(column)};
    if (day.weekend)
        classes.append(u"weekend"_s);
    if (day.otherMonth)
        classes.append(u"other"_s);
    if (day.past)
        classes.append(u"past"_s);
    if (day.beyond)
        classes.append(u"beyond"_s);
    if (day.today)
        classes.append(u"today"_s);
    QString more;
    if (day.today)
        more = request.text(u"calendar.today_mark"_s);
    else if (day.date.day() == 1)
        more = localeOf(request.language).monthName(day.date.month(), QLocale::ShortFormat);
    return {{u"classes"_s, classes.join(u' ')},
            {u"number"_s, QString::number(day.date.day())},
            {u"more"_s, orFalse(more)},
            {u"is_today"_s, day.today}};
}

/// What of a name has room in the bar of one day on a phone: its first letter, whatever it is made of.
QString initialOf(const QString &name)
{
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, name);
    const qsizetype end = letters.toNextBoundary();
    return end > 0 ? name.left(end).toUpper() : QString();
}

QJsonObject barValue(const PageRequest &request, const CalendarBar &bar)
{
    const BookingView &view = bar.booking;
    const QString status = view.isPast ? u"past"_s : bookings::toText(view.status);
    QStringList classes{u"bar"_s,
                        u"s%1"_s.arg(bar.column),
                        u"n%1"_s.arg(bar.days),
                        status,
                        u"party"_s,
                        Assets::partyClass(view.affiliation.colour)};
    if (bar.openStart)
        classes.append(u"open-start"_s);
    if (bar.openEnd)
        classes.append(u"open-end"_s);
    const QString icon = view.isPast                               ? u"history"_s
                         : view.status == BookingStatus::Confirmed ? u"circle-check"_s
                                                                   : u"hourglass"_s;
    return {{u"classes"_s, classes.join(u' ')},
            {u"url"_s, bookingAddress(view)},
            {u"icon"_s, iconSvg(icon)},
            {u"name"_s, (bar.openStart ? u"… "_s : QString()) + view.firstName},
            {u"initial"_s, orFalse(bar.days == 1 ? initialOf(view.firstName) : QString())},
            {u"short_persons"_s, orFalse(bar.days >= PersonsShownFrom ? QString::number(view.partySize) : QString())},
            {u"persons"_s, formatPersons(view.partySize, request.language)},
            {u"state"_s, view.isPast ? request.text(u"status.past"_s) : statusText(request, view.status)},
            {u"party"_s, view.affiliation.name},
            {u"spoken"_s, spoken(request, view)}};
}

QJsonArray weekValues(const PageRequest &request, const CalendarPage &page)
{
    const CalendarFrame frame{page.resource.today,
                              bookings::lastStart(page.resource.today, page.resource.limits.futureHorizonMonths)};
    QJsonArray weeks;
    for (const CalendarWeek &week : monthWeeks(page.year, page.month, frame, page.bookings)) {
        QJsonArray days, bars;
        for (qsizetype i = 0; i < week.days.size(); ++i)
            days.append(dayValue(request, week.days.at(i), int(i) + 1));
        for (const CalendarBar &bar : week.bars)
            bars.append(barValue(request, bar));
        weeks.append(QJsonObject{{u"days"_s, days}, {u"bars"_s, bars}});
    }
    return weeks;
}

QJsonObject yearDayValue(const YearDay &day, const QHash<QString, QString> &initials)
{
    QStringList classes;
    if (day.day.date.day() == 1)
        classes.append(u"o%1"_s.arg(day.day.date.dayOfWeek()));
    if (day.day.past)
        classes.append(u"past"_s);
    if (day.day.beyond)
        classes.append(u"beyond"_s);
    if (day.day.today && !day.booking)
        classes.append(u"today"_s);
    if (day.booking) {
        classes.append({u"run"_s, day.booking->isPast ? u"gone"_s : bookings::toText(day.booking->status), u"party"_s,
                        Assets::partyClass(day.booking->affiliation.colour)});
        if (day.first)
            classes.append(u"first"_s);
        if (day.last)
            classes.append(u"last"_s);
    }
    return {{u"classes"_s, classes.join(u' ')},
            {u"initial"_s, orFalse(day.start ? initials.value(day.booking->affiliation.id) : QString())},
            {u"number"_s, QString::number(day.day.date.day())}};
}

QJsonArray yearValues(const PageRequest &request, const CalendarPage &page)
{
    const CalendarFrame frame{page.resource.today,
                              bookings::lastStart(page.resource.today, page.resource.limits.futureHorizonMonths)};
    QList<bookings::PartyLabel> parties = page.resource.parties;
    for (const BookingView &view : page.bookings) { // parties that are no longer active stay on old bookings
        const auto same = [&view](const bookings::PartyLabel &party) { return party.id == view.affiliation.id; };
        if (std::none_of(parties.begin(), parties.end(), same))
            parties.append(view.affiliation);
    }
    const QHash<QString, QString> initials = initialsOf(parties);
    QJsonArray months;
    for (int month = 1; month <= 12; ++month) {
        QJsonArray days, stays;
        for (const YearDay &day : yearMonth(page.year, month, frame, page.bookings)) {
            days.append(yearDayValue(day, initials));
            if (day.start)
                stays.append(spoken(request, *day.booking));
        }
        months.append(QJsonObject{{u"name"_s, monthName(request, month)},
                                  {u"url"_s, address(page.resource, page.year, month)},
                                  {u"days"_s, days},
                                  {u"has_stays"_s, !stays.isEmpty()},
                                  {u"stays"_s, stays}});
    }
    return months;
}

QJsonArray weekdayNames(const PageRequest &request)
{
    QJsonArray names;
    for (int day = 1; day <= 7; ++day)
        names.append(localeOf(request.language).standaloneDayName(day, QLocale::ShortFormat).left(3).remove(u'.'));
    return names;
}

QJsonArray weekdayLetters(const PageRequest &request)
{
    QJsonArray names;
    for (int day = 1; day <= 7; ++day)
        names.append(localeOf(request.language).standaloneDayName(day, QLocale::NarrowFormat));
    return names;
}

/// The bookings of the month or year itself, without those that only its first and last week show.
QList<BookingView> ownBookings(const CalendarPage &page)
{
    const QDate first(page.year, page.wholeYear ? 1 : page.month, 1);
    const bookings::DateRange shown{first, first.addMonths(page.wholeYear ? 12 : 1).addDays(-1)};
    QList<BookingView> own;
    for (const BookingView &view : page.bookings) {
        if (view.range.overlaps(shown))
            own.append(view);
    }
    return own;
}

QJsonArray nextStays(const PageRequest &request, const QList<BookingView> &bookings)
{
    QJsonArray stays;
    for (const BookingView &view : bookings) {
        if (!view.isPast)
            stays.append(stayValue(request, view, bookingAddress(view)));
    }
    return stays;
}

QJsonArray monthChoices(const PageRequest &request, int chosen)
{
    QJsonArray choices;
    for (int month = 1; month <= 12; ++month)
        choices.append(QJsonObject{{u"value"_s, QString::number(month)},
                                   {u"label"_s, monthName(request, month)},
                                   {u"chosen"_s, month == chosen}});
    return choices;
}

QJsonArray partyLegend(const ResourceView &house)
{
    QJsonArray parties;
    for (const bookings::PartyLabel &party : house.parties)
        parties.append(partyValue(party));
    return parties;
}

/// "September 2027: 4 Belegungen, eine davon wartet auf Freigaben."
QString stateSentence(const PageRequest &request, const CalendarPage &page)
{
    const QList<BookingView> own = ownBookings(page);
    const auto waits = [](const BookingView &view) { return view.status == BookingStatus::Pending && !view.isPast; };
    const auto waiting = std::count_if(own.begin(), own.end(), waits);
    if (own.isEmpty())
        return request.text(page.wholeYear ? u"calendar.free_year"_s : u"calendar.free_month"_s);
    const QString stays = request.texts->count(u"calendar.stays"_s, own.size());
    if (waiting == 0)
        return stays + u'.';
    return request.texts->count(u"calendar.waiting"_s, waiting, {{u"stays"_s, stays}});
}

Page calendarPage(const PageRequest &request, const CalendarPage &calendar)
{
    const ResourceView &house = calendar.resource;
    const int month = calendar.wholeYear ? 0 : calendar.month;
    const QDate first(calendar.year, qMax(1, month), 1);
    const QDate before = month == 0 ? first.addYears(-1) : first.addMonths(-1);
    const QDate after = month == 0 ? first.addYears(1) : first.addMonths(1);
    const QString title =
        month == 0 ? QString::number(calendar.year) : monthName(request, month) + u' ' + QString::number(calendar.year);
    Page page;
    page.view = month == 0 ? u"year"_s : u"month"_s;
    page.title = title;
    page.house = house.name;
    page.homeUrl = calendarPath(house.slug);
    page.wide = true;
    page.isSecret = false; // no form token, no link
    page.partyColours = coloursOf(house.parties);
    for (const BookingView &view : calendar.bookings)
        page.partyColours.append(view.affiliation.colour);
    page.values = {
        {u"title"_s, title},
        {u"sentence"_s, stateSentence(request, calendar)},
        {u"previous_url"_s,
         orFalse(before.year() >= FirstYear ? address(house, before.year(), month == 0 ? 0 : before.month())
                                            : QString())},
        {u"next_url"_s,
         orFalse(after.year() <= LastYear ? address(house, after.year(), month == 0 ? 0 : after.month()) : QString())},
        {u"today_url"_s, month == 0 ? address(house, house.today.year(), 0) : calendarPath(house.slug)},
        {u"month_url"_s, address(house, calendar.year,
                                 month != 0                            ? month
                                 : calendar.year == house.today.year() ? house.today.month()
                                                                       : 1)},
        {u"year_url"_s, address(house, calendar.year, 0)},
        {u"is_year"_s, month == 0},
        {u"calendar_url"_s, calendarPath(house.slug)},
        {u"open"_s, house.open},
        {u"request_url"_s, calendarPath(house.slug) + u"/request"_s},
        {u"recover_url"_s, calendarPath(house.slug) + u"/recover"_s},
        {u"feed_url"_s, calendarPath(house.slug) + u"/feed.ics"_s},
        {u"legend"_s, partyLegend(house)},
        {u"legend_class"_s, house.parties.isEmpty() ? QString() : Assets::partyClass(house.parties.first().colour)},
        {u"months"_s, month == 0 ? yearValues(request, calendar) : monthChoices(request, month)},
        {u"year"_s, QString::number(calendar.year)},
        {u"first_year"_s, QString::number(FirstYear)},
        {u"last_year"_s, QString::number(LastYear)},
    };
    if (month == 0) {
        page.values.insert(u"weekdays"_s, weekdayLetters(request));
        return page;
    }
    const QJsonArray next = nextStays(request, ownBookings(calendar));
    page.values.insert(u"weekdays"_s, weekdayNames(request));
    page.values.insert(u"weeks"_s, weekValues(request, calendar));
    page.values.insert(u"has_stays"_s, !next.isEmpty());
    page.values.insert(u"stays"_s, next);
    return page;
}

QCoro::Task<Result<ApiResponse>> showCalendar(PageRequest request, BookingGroundPtr ground)
{
    CalendarQuery query;
    query.slug = request.pathArguments.value(0);
    query.wholeYear = request.queryValue(u"view"_s) == "year"_L1;
    query.wholeWeeks = !query.wholeYear;
    bool hasYear = false, hasMonth = false;
    const int year = request.queryValue(u"year"_s).toInt(&hasYear);
    const int month = request.queryValue(u"month"_s).toInt(&hasMonth);
    if (hasYear)
        query.year = std::clamp(year, FirstYear, LastYear);
    if (hasMonth && !query.wholeYear)
        query.month = std::clamp(month, 1, 12);
    PORTIER_CO_ASSIGN(calendar, co_await ground->services.bookings.calendar(query));
    ground->site->preferLanguage(&request, calendar.resource.language);
    co_return ground->site->render(request, calendarPage(request, calendar));
}

QCoro::Task<Result<ApiResponse>> showBooking(PageRequest request, BookingGroundPtr ground)
{
    bookings::BookingCaller caller;
    caller.actor = request.principal.actor();
    caller.language = request.language;
    PORTIER_CO_ASSIGN(house, co_await ground->services.bookings.resource(request.pathArguments.value(0)));
    ground->site->preferLanguage(&request, house.language);
    PORTIER_CO_ASSIGN(view, co_await ground->services.bookings.find(caller, request.pathArguments.value(1)));
    if (view.resourceSlug != house.slug)
        co_return fail(Error::notFound());
    Page page;
    page.view = u"publicbooking"_s;
    page.title = view.firstName;
    page.house = house.name;
    page.homeUrl = calendarPath(house.slug);
    page.isSecret = false;
    page.partyColours = coloursOf(view);
    page.values = stayValue(request, view, {});
    page.values.insert(u"back_url"_s, address(house, view.range.start.year(), view.range.start.month()));
    page.values.insert(u"recover_url"_s, calendarPath(house.slug) + u"/recover"_s);
    co_return ground->site->render(request, page);
}

} // namespace

void addCalendarPages(PageRouter &router, const BookingGroundPtr &ground)
{
    addBookingPage(router, ground, api::Method::Get, u"/calendar/{slug}"_s, showCalendar);
    addBookingPage(router, ground, api::Method::Get, u"/calendar/{slug}/{id}"_s, showBooking);
}

} // namespace portier::pages
