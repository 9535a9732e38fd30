// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/airports.h"

#include "core/trips/foldedtext.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <numbers>

// The resource lies in a static library, so the linker keeps it only when somebody asks for it; the macro refuses to
// stand inside a namespace.
static void initAirportResource()
{
    Q_INIT_RESOURCE(airports);
}

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

/// TRP-223, best first.
enum class Rank {
    CodeExact,
    MetroExact,
    CodePrefix,
    CityExact,
    CityPrefix,
    CityWordPrefix,
    CityContains,
    NamePrefix,
    NameContains,
    Keyword,
    None
};

QList<QStringList> readTable(const QString &file)
{
    QFile table(u":/portier/airports/"_s + file);
    if (!table.open(QIODevice::ReadOnly))
        qFatal("the airport resource is missing");
    QList<QStringList> rows;
    const QList<QByteArray> lines = table.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.isEmpty() && !line.startsWith('#'))
            rows.append(QString::fromUtf8(line).split(u'\t'));
    }
    return rows;
}

bool startsAWord(const QString &text, const QString &needle)
{
    for (qsizetype at = text.indexOf(needle, 1); at > 0; at = text.indexOf(needle, at + 1)) {
        if (!text[at - 1].isLetterOrNumber())
            return true;
    }
    return false;
}

struct SearchEntry {
    AirportMatch match;
    QStringList cities; ///< folded: the city and its German names
    QString name;       ///< folded
    QStringList keywords;
    int size = 0; ///< metro 0, large 1, medium 2: the order of TRP-223 within a rank
    bool scheduled = true;
    QString city;

    [[nodiscard]] Rank rank(const QString &code, const QString &folded, bool capitals) const
    {
        const QString own = match.code();
        if (own == code) {
            if (match.metro)
                return Rank::MetroExact;
            // Text that is not in capitals may be the start of a name: "mun" means Munich rather than Maturín.
            if (capitals || size == 1)
                return Rank::CodeExact;
            return Rank::CityPrefix;
        }
        if (own.startsWith(code))
            return Rank::CodePrefix;
        const Rank byCity = rankByCity(folded);
        if (byCity != Rank::None)
            return byCity;
        if (name.startsWith(folded))
            return Rank::NamePrefix;
        if (name.contains(folded))
            return Rank::NameContains;
        const auto matches = [&folded](const QString &keyword) { return keyword.contains(folded); };
        return std::any_of(keywords.begin(), keywords.end(), matches) ? Rank::Keyword : Rank::None;
    }

private:
    [[nodiscard]] Rank rankByCity(const QString &folded) const
    {
        Rank best = Rank::None;
        for (const QString &each : cities) {
            if (each == folded)
                return Rank::CityExact;
            if (each.startsWith(folded))
                best = std::min(best, Rank::CityPrefix);
            else if (startsAWord(each, folded))
                best = std::min(best, Rank::CityWordPrefix);
            else if (each.contains(folded))
                best = std::min(best, Rank::CityContains);
        }
        return best;
    }
};

SearchEntry entryFor(AirportMatch match, const QStringList &germanNames)
{
    SearchEntry entry;
    entry.match = match;
    entry.city = match.airport ? match.airport->city : match.metro->city;
    entry.cities.append(foldUmlauts(entry.city));
    for (const QString &name : germanNames)
        entry.cities.append(foldUmlauts(name));
    if (match.airport) {
        entry.name = foldUmlauts(match.airport->name);
        for (const QString &keyword : match.airport->keywords)
            entry.keywords.append(foldUmlauts(keyword));
        entry.size = match.airport->large ? 1 : 2;
        entry.scheduled = match.airport->scheduled;
    }
    return entry;
}

} // namespace

struct Airports::Table {
    Table();

    QList<Airport> airports;
    QList<MetroCode> metros;
    QHash<QString, qsizetype> airportByCode;
    QHash<QString, qsizetype> metroByCode;
    std::vector<SearchEntry> entries;
};

Airports::Table::Table()
{
    initAirportResource();
    const auto airportRows = readTable(u"airports.tsv"_s);
    for (const QStringList &row : airportRows) {
        if (row.size() != 10)
            qFatal("airports.tsv: a row has %d columns", static_cast<int>(row.size()));
        airportByCode.insert(row[0], airports.size());
        airports.append({row[0],
                         row[1],
                         row[2],
                         row[3],
                         row[4].toInt(),
                         row[5].toInt(),
                         row[6] == u"large",
                         row[7] == u"1",
                         row[8],
                         row[9].split(u'|', Qt::SkipEmptyParts),
                         {}});
    }
    const auto metroRows = readTable(u"metro_codes.tsv"_s);
    for (const QStringList &row : metroRows) {
        MetroCode metro{row.value(0), row.value(1), row.value(2), {}};
        const QStringList codes = row.value(3).split(u',');
        for (const QString &code : codes) {
            // Small airports of a city may be missing from the data set; the metro code lists them all the same.
            metro.airports.append(code);
            if (const auto found = airportByCode.constFind(code); found != airportByCode.cend())
                airports[*found].metroCodes.append(metro.code);
        }
        metroByCode.insert(metro.code, metros.size());
        metros.append(metro);
    }
    QHash<QString, QStringList> germanNames; // "city|country" -> names
    const auto exonymRows = readTable(u"exonyms_de.tsv"_s);
    for (const QStringList &row : exonymRows)
        germanNames[row.value(1) + u'|' + row.value(2)].append(row.value(0));

    entries.reserve(static_cast<size_t>(airports.size() + metros.size()));
    for (const Airport &airport : std::as_const(airports))
        entries.push_back(entryFor({&airport, nullptr}, germanNames.value(airport.city + u'|' + airport.countryCode)));
    for (const MetroCode &metro : std::as_const(metros))
        entries.push_back(entryFor({nullptr, &metro}, germanNames.value(metro.city + u'|' + metro.countryCode)));
}

Airports::Airports() = default;

Airports::~Airports() = default;

const Airports::Table &Airports::table() const
{
    std::call_once(m_read, [this] { m_table = std::make_unique<const Table>(); });
    return *m_table;
}

qsizetype Airports::count() const
{
    return table().airports.size();
}

const Airport *Airports::find(const QString &iata) const
{
    const Table &known = table();
    const auto found = known.airportByCode.constFind(iata);
    return found == known.airportByCode.cend() ? nullptr : &known.airports.at(*found);
}

const MetroCode *Airports::findMetro(const QString &code) const
{
    const Table &known = table();
    const auto found = known.metroByCode.constFind(code);
    return found == known.metroByCode.cend() ? nullptr : &known.metros.at(*found);
}

QStringList Airports::expand(const QString &code) const
{
    const MetroCode *metro = findMetro(code);
    return metro ? metro->airports : QStringList{code};
}

QList<AirportMatch> Airports::search(const QString &text, int limit) const
{
    const QString typed = text.simplified();
    const QString folded = foldUmlauts(typed);
    if (typed.size() < 2 || typed.size() > 64 || folded.isEmpty())
        return {};
    const QString code = typed.toUpper();
    const bool capitals = typed == code;

    std::vector<std::pair<Rank, const SearchEntry *>> found;
    for (const SearchEntry &entry : table().entries) {
        if (const Rank rank = entry.rank(code, folded, capitals); rank != Rank::None)
            found.emplace_back(rank, &entry);
    }
    const auto better = [](const auto &a, const auto &b) {
        const auto order = [](const auto &each) {
            return std::make_tuple(each.first, each.second->size, !each.second->scheduled);
        };
        if (order(a) != order(b))
            return order(a) < order(b);
        if (a.second->city != b.second->city)
            return a.second->city < b.second->city;
        return a.second->match.code() < b.second->match.code();
    };
    const auto wanted = std::min<size_t>(static_cast<size_t>(std::clamp(limit, 1, 25)), found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(wanted), found.end(), better);
    QList<AirportMatch> matches;
    for (size_t index = 0; index < wanted; ++index)
        matches.append(found[index].second->match);
    return matches;
}

std::optional<int> Airports::distanceKm(const QString &from, const QString &to) const
{
    const Airport *a = find(expand(from).constFirst());
    const Airport *b = find(expand(to).constFirst());
    if (!a || !b)
        return std::nullopt;
    // Haversine on the mean Earth radius of 6371 km.
    constexpr double radian = std::numbers::pi / 180e6;
    const double latitudeA = a->latitudeE6 * radian;
    const double latitudeB = b->latitudeE6 * radian;
    const double halfLatitude = std::sin((latitudeB - latitudeA) / 2);
    const double halfLongitude = std::sin((b->longitudeE6 - a->longitudeE6) * radian / 2);
    const double chord =
        halfLatitude * halfLatitude + std::cos(latitudeA) * std::cos(latitudeB) * halfLongitude * halfLongitude;
    return static_cast<int>(std::lround(2 * 6371.0 * std::asin(std::sqrt(std::min(1.0, chord)))));
}

} // namespace portier::trips
