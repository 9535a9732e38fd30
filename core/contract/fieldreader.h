// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"
#include "core/base/result.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QTime>

#include <functional>
#include <limits>
#include <memory>
#include <optional>

namespace portier::contract
{

/// What a JSON null means for a member. Merge-patch codecs ask has() and isNull() themselves.
enum class Null {
    Refused, ///< field error "null_not_allowed"
    Allowed  ///< reads like an absent member
};

/// Reads typed members from a JSON object and collects every broken rule with its JSON pointer; finish() adds
/// "unknown_field" for each member nobody asked for (PLT-046). A getter gives nothing when the member is absent, is an
/// allowed null, or is wrong; in the last case the error is noted. Field codes: required, null_not_allowed, wrong_type,
/// out_of_range {min,max}, too_short {min}, too_long {max}, too_many {max}, not_one_of {allowed}, date_invalid,
/// time_invalid, instant_invalid, pattern_mismatch, currency_unknown, unknown_field.
class FieldReader
{
public:
    explicit FieldReader(const QJsonObject &object, const QString &pointer = {});

    [[nodiscard]] bool has(const QString &name) const;
    [[nodiscard]] bool isNull(const QString &name) const;

    std::optional<QString> text(const QString &name, Null null = Null::Refused);
    /// Bounds count UTF-16 code units of the text as sent.
    std::optional<QString> text(const QString &name, qsizetype minLength, qsizetype maxLength,
                                Null null = Null::Refused);
    std::optional<qint64> integer(const QString &name, qint64 min = std::numeric_limits<qint64>::min(),
                                  qint64 max = std::numeric_limits<qint64>::max(), Null null = Null::Refused);
    std::optional<bool> boolean(const QString &name, Null null = Null::Refused);
    std::optional<QString> oneOf(const QString &name, const QStringList &allowed, Null null = Null::Refused);
    std::optional<QDate> date(const QString &name, Null null = Null::Refused);      ///< YYYY-MM-DD
    std::optional<QTime> localTime(const QString &name, Null null = Null::Refused); ///< HH:MM
    std::optional<Instant> instant(const QString &name, Null null = Null::Refused); ///< RFC 3339
    std::optional<Money> money(const QString &name, Null null = Null::Refused);     ///< {amount_minor, currency}
    std::optional<QStringList> texts(const QString &name, qsizetype maxItems, Null null = Null::Refused);
    std::optional<QList<qint64>> integers(const QString &name, qsizetype maxItems, Null null = Null::Refused);
    /// A nested reader that shares this one's errors; finish() looks at its unknown members too.
    std::optional<FieldReader> object(const QString &name, Null null = Null::Refused);
    /// Calls `read` with a nested reader per element; elements that are no objects are noted and left out.
    void objects(const QString &name, qsizetype maxItems, const std::function<void(FieldReader &)> &read,
                 Null null = Null::Refused);
    /// The raw member, marked as known.
    QJsonValue value(const QString &name);

    /// Notes "required" unless the member is there; chains: `require(u"name"_s).text(u"name"_s)`.
    FieldReader &require(const QString &name);
    /// Marks a member as known without reading it.
    void ignore(const QString &name);
    /// Notes a broken rule of a member; "" is the object itself.
    void fail(const QString &name, const QString &code, const QJsonObject &params = {});

    [[nodiscard]] QString pointer(const QString &name) const;
    [[nodiscard]] const QJsonObject &source() const;
    /// True while no rule is broken, unknown members aside.
    [[nodiscard]] bool isClean() const;
    [[nodiscard]] bool hasError(const QString &name) const;
    /// Ends the reading: Invalid "validation_failed" with all field errors in one list, or success.
    [[nodiscard]] Result<> finish();

private:
    struct Node;
    explicit FieldReader(std::shared_ptr<Node> node);
    /// The member when it is there and of the kind; otherwise nothing, with the error noted.
    std::optional<QJsonValue> member(const QString &name, QJsonValue::Type type, Null null);

    std::shared_ptr<Node> m_node;
};

/// JSON pointer (RFC 6901) of a member or array element below `base`.
[[nodiscard]] QString pointerTo(const QString &base, const QString &name);
[[nodiscard]] QString pointerTo(const QString &base, qsizetype index);

} // namespace portier::contract
