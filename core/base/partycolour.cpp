// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/partycolour.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace portier
{

namespace
{

constexpr std::array<Rgb, 3> LightGrounds{Rgb{0xff, 0xff, 0xff}, Rgb{0xf3, 0xf4, 0xf1}, Rgb{0xf1, 0xf2, 0xee}};
constexpr double WantedContrast = 3.05;
constexpr double LightnessStep = 0.005;

struct Hsl {
    double hue = 0; ///< 0 to 6
    double saturation = 0, lightness = 0;
};

double linear(int channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const Rgb &colour)
{
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

Hsl toHsl(const Rgb &colour)
{
    const double r = colour.red / 255.0, g = colour.green / 255.0, b = colour.blue / 255.0;
    const double most = std::max({r, g, b}), least = std::min({r, g, b}), spread = most - least;
    Hsl result;
    result.lightness = (most + least) / 2;
    if (spread <= 0)
        return result;
    result.saturation = spread / (1 - std::abs(2 * result.lightness - 1));
    if (most == r)
        result.hue = std::fmod((g - b) / spread + 6, 6);
    else
        result.hue = most == g ? (b - r) / spread + 2 : (r - g) / spread + 4;
    return result;
}

Rgb toRgb(const Hsl &colour)
{
    const double chroma = (1 - std::abs(2 * colour.lightness - 1)) * colour.saturation;
    const double second = chroma * (1 - std::abs(std::fmod(colour.hue, 2) - 1));
    const std::array<std::array<double, 3>, 6> sextants{{{chroma, second, 0},
                                                         {second, chroma, 0},
                                                         {0, chroma, second},
                                                         {0, second, chroma},
                                                         {second, 0, chroma},
                                                         {chroma, 0, second}}};
    const auto &parts = sextants.at(static_cast<std::size_t>(colour.hue) % 6);
    const double base = colour.lightness - chroma / 2;
    const auto channel = [base](double part) { return static_cast<int>(std::lround((part + base) * 255)); };
    return {channel(parts[0]), channel(parts[1]), channel(parts[2])};
}

bool standsOut(const Rgb &edge)
{
    return std::all_of(LightGrounds.begin(), LightGrounds.end(),
                       [&](const Rgb &ground) { return contrastRatio(edge, ground) >= WantedContrast; });
}

} // namespace

std::optional<Rgb> Rgb::parse(QStringView text)
{
    bool ok = false;
    if (text.size() != 7 || text.front() != u'#')
        return std::nullopt;
    const uint value = text.sliced(1).toUInt(&ok, 16);
    if (!ok)
        return std::nullopt;
    return Rgb{int(value >> 16 & 0xff), int(value >> 8 & 0xff), int(value & 0xff)};
}

QString Rgb::name() const
{
    const uint value = uint(red) << 16 | uint(green) << 8 | uint(blue);
    return u'#' + QString::number(value, 16).rightJustified(6, u'0').toUpper();
}

double contrastRatio(const Rgb &a, const Rgb &b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Rgb partyEdge(const Rgb &fill)
{
    Hsl colour = toHsl(fill);
    Rgb edge = fill;
    while (!standsOut(edge) && colour.lightness > 0) {
        colour.lightness = std::max(0.0, colour.lightness - LightnessStep);
        edge = toRgb(colour);
    }
    return edge;
}

} // namespace portier
