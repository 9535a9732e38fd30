// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/pricechart.h"

#include "core/base/format.h"

#include <QDateTime>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr qint64 dayMs = 86'400'000;
constexpr int gridLines = 4;

qint64 msOf(const QVariant &instant)
{
    return QDateTime::fromString(instant.toString(), Qt::ISODateWithMs).toMSecsSinceEpoch();
}

qint64 dayOf(const QVariantMap &point)
{
    const QString day = point.value(u"day"_s).toString();
    return QDateTime(QDate::fromString(day, Qt::ISODate), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
}

/// 1, 2, 2.5 or 5 times a power of ten, so that the axis shows round amounts.
double roundStep(double rough)
{
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        if (rough <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

PriceChart::PriceChart(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &PriceChart::lookChanged, this, [this] { update(); });
}

QList<PriceChart::Series> PriceChart::allSeries()
{
    return {{"hotel", "hotel", 1.75, {2, 4}, false},
            {"flight", "flight", 1.75, {7, 4}, false},
            {"selected_total", "selected", 1, {}, false},
            {"total", "total", 2.5, {}, true}};
}

void PriceChart::setHistory(const QVariantMap &history)
{
    m_history = history;
    m_points.clear();
    m_sources.clear();
    const QVariantList alerts = history.value(u"alerts"_s).toList();
    for (const QVariant &each : history.value(u"points"_s).toList()) {
        Point point;
        point.data = each.toMap();
        point.dayMs = dayOf(point.data);
        const qint64 at = msOf(point.data.value(u"at"_s));
        for (const QVariant &alert : alerts)
            point.alerted = point.alerted || std::abs(msOf(alert.toMap().value(u"at"_s)) - at) < dayMs / 2;
        const QString source = point.data.value(u"flight_source"_s).toString();
        if (!source.isEmpty() && !m_sources.contains(source))
            m_sources.append(source);
        m_points.append(point);
    }
    m_cursor = -1;
    measure();
    Q_EMIT historyChanged();
    Q_EMIT cursorChanged();
    update();
}

void PriceChart::setColors(const QVariantMap &colors)
{
    m_colors = colors;
    Q_EMIT lookChanged();
}

void PriceChart::measure()
{
    double low = 0, high = 0;
    const auto take = [&low, &high](const QVariant &value) {
        if (value.isNull())
            return;
        const double minor = value.toDouble();
        low = high == 0 ? minor : std::min(low, minor);
        high = std::max(high, minor);
    };
    for (const Point &point : std::as_const(m_points)) {
        for (const Series &series : allSeries())
            take(point.data.value(QLatin1String(series.key)));
    }
    take(m_history.value(u"threshold"_s).toMap().value(u"amount_minor"_s));
    if (high <= 0)
        return;
    m_scale.step = roundStep(std::max(high - low, high * 0.05) / (gridLines - 1));
    m_scale.low = std::floor(low / m_scale.step) * m_scale.step;
    m_scale.high = std::ceil(high / m_scale.step) * m_scale.step;
    if (m_scale.high <= m_scale.low) { // one round price all along: it lies in the middle
        m_scale.low -= m_scale.step;
        m_scale.high += m_scale.step;
    }
}

QRectF PriceChart::plot() const
{
    const double text = 12 * m_textScale;
    return QRectF(0, 0, width(), height()).adjusted(text * 4.2, text, -14, -text * 2.6);
}

double PriceChart::xOf(qint64 day) const
{
    const QRectF area = plot();
    if (m_points.size() < 2)
        return area.center().x();
    const double span = double(m_points.last().dayMs - m_points.first().dayMs);
    return area.left() + area.width() * double(day - m_points.first().dayMs) / std::max(span, 1.0);
}

double PriceChart::yOf(double minor) const
{
    const QRectF area = plot();
    return area.bottom() - area.height() * (minor - m_scale.low) / (m_scale.high - m_scale.low);
}

QColor PriceChart::color(const char *role) const
{
    return m_colors.value(QLatin1String(role)).value<QColor>();
}

void PriceChart::setCursor(int cursor)
{
    const int wanted = std::clamp(cursor, -1, pointCount() - 1);
    if (wanted == m_cursor)
        return;
    m_cursor = wanted;
    Q_EMIT cursorChanged();
    update();
}

double PriceChart::cursorX() const
{
    return m_cursor < 0 ? -1 : xOf(m_points.at(m_cursor).dayMs);
}

QVariantMap PriceChart::cursorPoint() const
{
    if (m_cursor < 0)
        return {};
    QVariantMap point = m_points.at(m_cursor).data;
    point.insert(u"alerted"_s, m_points.at(m_cursor).alerted);
    return point;
}

int PriceChart::pointAt(double x) const
{
    int nearest = -1;
    for (int i = 0; i < m_points.size(); ++i) {
        if (nearest < 0 || std::abs(xOf(m_points.at(i).dayMs) - x) < std::abs(xOf(m_points.at(nearest).dayMs) - x))
            nearest = i;
    }
    return nearest;
}

double PriceChart::thresholdY() const
{
    const QVariantMap threshold = m_history.value(u"threshold"_s).toMap();
    return threshold.isEmpty() || m_points.isEmpty() ? -1 : yOf(threshold.value(u"amount_minor"_s).toDouble());
}

void PriceChart::paint(QPainter *painter)
{
    if (m_points.isEmpty())
        return;
    QFont font(m_fontFamily);
    font.setPixelSize(int(12 * m_textScale));
    painter->setFont(font);
    paintGrid(*painter);
    paintDays(*painter);
    paintRevisions(*painter);
    for (const Series &series : allSeries())
        paintSeries(*painter, series);
    paintThreshold(*painter);
    paintSelectedLabel(*painter);
    paintCursor(*painter);
}

void PriceChart::paintGrid(QPainter &painter) const
{
    const QRectF area = plot();
    const QString currency = m_history.value(u"currency"_s).toString();
    const double unit = std::pow(10, currencyExponent(currency).value_or(2));
    for (double minor = m_scale.low; minor <= m_scale.high + m_scale.step / 2; minor += m_scale.step) {
        const double y = std::round(yOf(minor)) + 0.5;
        painter.setPen(QPen(color("line"), 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(color("text"));
        painter.drawText(QRectF(0, y - 10 * m_textScale, area.left() - 8, 20 * m_textScale),
                         Qt::AlignRight | Qt::AlignVCenter, formatNumber(std::llround(minor / unit), m_language));
    }
}

void PriceChart::paintDays(QPainter &painter) const
{
    const QRectF area = plot();
    const double labelWidth = 90 * m_textScale;
    const int labels = std::clamp(int(area.width() / (labelWidth * 1.6)), 2, 6);
    const qint64 first = m_points.first().dayMs, last = m_points.last().dayMs;
    const QLocale locale(m_language == "en"_L1 ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                                               : QLocale(QLocale::German));
    painter.setPen(color("text"));
    for (int i = 0; i < labels; ++i) {
        const qint64 day = first + (last - first) / dayMs * i / std::max(labels - 1, 1) * dayMs;
        const QDate date = QDateTime::fromMSecsSinceEpoch(day, Qt::UTC).date();
        const QString text = !m_todayLabel.isEmpty() && date.toString(Qt::ISODate) == m_today
                                 ? m_todayLabel
                                 : locale.toString(date, m_language == "en"_L1 ? u"d MMM"_s : u"d. MMM"_s);
        const double left = std::clamp(xOf(day) - labelWidth / 2, area.left(), area.right() - labelWidth);
        const auto side = i == 0 ? Qt::AlignLeft : i == labels - 1 ? Qt::AlignRight : Qt::AlignHCenter;
        painter.drawText(QRectF(left, area.bottom() + 8, labelWidth, 20 * m_textScale), int(side) | Qt::AlignVCenter,
                         text);
        if (first == last)
            break;
    }
}

void PriceChart::paintThreshold(QPainter &painter) const
{
    const double y = thresholdY();
    if (y < 0)
        return;
    const QRectF area = plot();
    painter.setPen(QPen(color("limit"), 1.5));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    if (m_thresholdLabel.isEmpty())
        return;
    const QFontMetricsF metrics(painter.font());
    const QRectF tag(area.left() + 8, y - 11 * m_textScale, metrics.horizontalAdvance(m_thresholdLabel) + 20,
                     22 * m_textScale);
    painter.setPen(QPen(color("limit"), 1));
    painter.setBrush(color("waitSoft"));
    painter.drawRoundedRect(tag, 6, 6);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(color("wait"));
    painter.drawText(tag, Qt::AlignCenter, m_thresholdLabel);
}

void PriceChart::paintRevisions(QPainter &painter) const
{
    const QRectF area = plot();
    for (const QVariant &revision : m_history.value(u"revisions"_s).toList()) {
        const double x = xOf(msOf(revision.toMap().value(u"from"_s)) / dayMs * dayMs);
        if (x < area.left() || x > area.right())
            continue;
        painter.setPen(QPen(color("text"), 1, Qt::DotLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.drawText(QPointF(x + 6, area.top() + 12 * m_textScale), m_revisionLabel);
    }
}

void PriceChart::paintSeries(QPainter &painter, const Series &series) const
{
    const QColor line = color(series.color);
    QPen pen(line, series.width);
    if (!series.dash.isEmpty()) {
        QVector<qreal> dash; // Qt counts dashes in pen widths
        for (const qreal length : series.dash)
            dash.append(length / series.width);
        pen.setDashPattern(dash);
        pen.setCapStyle(Qt::FlatCap);
    }
    QPainterPath path;
    const Point *before = nullptr;
    for (const Point &point : m_points) {
        const QVariant value = point.data.value(QLatin1String(series.key));
        if (value.isNull()) {
            before = nullptr; // a gap stays a gap
            continue;
        }
        const QPointF at(xOf(point.dayMs), yOf(value.toDouble()));
        const bool joined = before && before->data.value(u"revision"_s) == point.data.value(u"revision"_s);
        if (joined)
            path.lineTo(at);
        else
            path.moveTo(at);
        before = &point;
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (!series.marked)
        return;
    QString source;
    for (int i = 0; i < m_points.size(); ++i) {
        const Point &point = m_points.at(i);
        const QVariant value = point.data.value(QLatin1String(series.key));
        if (value.isNull())
            continue;
        const QPointF at(xOf(point.dayMs), yOf(value.toDouble()));
        const QString now = point.data.value(u"flight_source"_s).toString();
        const QVariantList marks = point.data.value(u"marks"_s).toList();
        const bool marked =
            marks.contains(u"stale"_s) || marks.contains(u"cached"_s) || marks.contains(u"unconfirmed"_s);
        if (now != source || marked || i % 7 == 0 || m_points.size() == 1)
            paintMarker(painter, at, point, line, now);
        if (point.alerted)
            paintFlag(painter, at);
        source = now;
    }
}

void PriceChart::paintSelectedLabel(QPainter &painter) const
{
    const QVariant last = m_points.last().data.value(u"selected_total"_s);
    if (last.isNull())
        return;
    const double edge = xOf(m_points.last().dayMs), y = yOf(last.toDouble()), height = 16 * m_textScale;
    painter.setPen(color("selected"));
    painter.drawText(QRectF(plot().left(), y - height, edge - plot().left(), height), Qt::AlignRight | Qt::AlignVCenter,
                     m_selectedLabel);
}

void PriceChart::paintMarker(QPainter &painter, const QPointF &at, const Point &point, const QColor &line,
                             const QString &source) const
{
    const QVariantList marks = point.data.value(u"marks"_s).toList();
    const bool hollow = marks.contains(u"stale"_s);
    const double r = 4;
    if (marks.contains(u"cached"_s)) { // a ring around it
        painter.setPen(QPen(line, 1.25));
        painter.setBrush(color("surface"));
        painter.drawEllipse(at, r + 3.5, r + 3.5);
    }
    painter.setPen(QPen(hollow ? line : color("surface"), hollow ? 1.75 : 1));
    painter.setBrush(hollow ? color("surface") : line);
    switch (std::max<qsizetype>(m_sources.indexOf(source), 0) % 4) {
    case 0:
        painter.drawEllipse(at, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        break;
    case 2:
        painter.drawPolygon(QPolygonF({at + QPointF(0, -r - 1), at + QPointF(r + 1, r), at + QPointF(-r - 1, r)}));
        break;
    default:
        painter.drawPolygon(QPolygonF(
            {at + QPointF(0, -r - 1), at + QPointF(r + 1, 0), at + QPointF(0, r + 1), at + QPointF(-r - 1, 0)}));
    }
    if (marks.contains(u"unconfirmed"_s)) {
        painter.setPen(color("text"));
        painter.drawText(at + QPointF(-3, -8), u"?"_s);
    }
}

void PriceChart::paintFlag(QPainter &painter, const QPointF &at) const
{
    const QPointF foot = at + QPointF(0, -8);
    painter.setPen(QPen(color("limit"), 1.25));
    painter.drawLine(foot, foot + QPointF(0, -14));
    painter.setBrush(color("brass"));
    painter.drawPolygon(QPolygonF({foot + QPointF(0, -14), foot + QPointF(12, -14), foot + QPointF(9, -10),
                                   foot + QPointF(12, -6), foot + QPointF(0, -6)}));
    painter.setBrush(Qt::NoBrush);
}

void PriceChart::paintCursor(QPainter &painter) const
{
    if (m_cursor < 0)
        return;
    const QRectF area = plot();
    const double x = std::round(cursorX()) + 0.5;
    painter.setPen(QPen(color("text"), 1));
    painter.drawLine(QPointF(x, area.top() - 6), QPointF(x, area.bottom()));
    for (const Series &series : allSeries()) {
        const QVariant value = m_points.at(m_cursor).data.value(QLatin1String(series.key));
        if (value.isNull())
            continue;
        painter.setPen(QPen(color("surface"), 1.5));
        painter.setBrush(color(series.color));
        painter.drawEllipse(QPointF(x, yOf(value.toDouble())), 4.5, 4.5);
    }
}

} // namespace portier::app
