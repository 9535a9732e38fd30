// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace portier
{

/// An sRGB colour; "#C1DBE3" in text.
struct Rgb {
    int red = 0, green = 0, blue = 0;

    [[nodiscard]] static std::optional<Rgb> parse(QStringView text);
    /// "#C1DBE3"
    [[nodiscard]] QString name() const;
    bool operator==(const Rgb &) const = default;
};

/// Contrast of WCAG 2: 1 to 21.
[[nodiscard]] double contrastRatio(const Rgb &a, const Rgb &b);

/// The border that makes an area of a party's colour visible on light grounds: the same hue and saturation, darkened
/// until it stands out at 3.05:1 from surface, canvas and weekend.
[[nodiscard]] Rgb partyEdge(const Rgb &fill);

} // namespace portier
