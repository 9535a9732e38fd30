// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <mutex>
#include <optional>

namespace portier::trips
{

/// One airport of the shipped table (trips.md §9). Positions in millionths of a degree.
struct Airport {
    QString iata;
    QString name;
    QString city;
    QString countryCode; ///< ISO 3166-1 alpha-2
    int latitudeE6 = 0;
    int longitudeE6 = 0;
    bool large = false;
    bool scheduled = false;
    QString timeZone; ///< IANA, empty when unknown
    QStringList keywords;
    QStringList metroCodes; ///< "all airports" codes this one belongs to
};

/// A code for all airports of a city, e.g. LON.
struct MetroCode {
    QString code;
    QString city;
    QString countryCode;
    QStringList airports; ///< the main one first
};

/// One line of an airport search: either an airport or a metro code.
struct AirportMatch {
    const Airport *airport = nullptr;
    const MetroCode *metro = nullptr;

    [[nodiscard]] QString code() const { return airport ? airport->iata : metro->code; }
};

/// The shipped airports and metro codes, held in memory: a built-in resource instead of database tables, because they
/// never change at run time and a search folds and ranks every name. Read from the resource (resources/airports) when
/// first asked, because they take 4 MiB; a broken resource is a bug and aborts. Thread-safe.
class Airports
{
public:
    Airports();
    ~Airports();
    Airports(const Airports &) = delete;
    Airports &operator=(const Airports &) = delete;

    [[nodiscard]] const Airport *find(const QString &iata) const;
    [[nodiscard]] const MetroCode *findMetro(const QString &code) const;
    [[nodiscard]] bool knows(const QString &code) const { return find(code) || findMetro(code); }
    /// The airports of a metro code, else the code itself (TRP-071). A code that is both (SHA) means all airports.
    [[nodiscard]] QStringList expand(const QString &code) const;
    /// Ranked matches (TRP-221 to TRP-223); `limit` is clamped to 1…25. Text shorter than 2 or longer than 64
    /// characters after trimming finds nothing.
    [[nodiscard]] QList<AirportMatch> search(const QString &text, int limit = 8) const;
    /// Great-circle distance in whole kilometres between two airports or metro codes (their main airport); nothing when
    /// one is unknown.
    [[nodiscard]] std::optional<int> distanceKm(const QString &from, const QString &to) const;
    [[nodiscard]] qsizetype count() const;

private:
    struct Table;
    [[nodiscard]] const Table &table() const;

    mutable std::once_flag m_read;
    mutable std::unique_ptr<const Table> m_table;
};

} // namespace portier::trips
