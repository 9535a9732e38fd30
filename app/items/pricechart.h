// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace portier::app
{

/// The price history of a trip, painted: series with gaps, the threshold, source marks, alert flags, breaks between
/// revisions and a cursor that moves day by day (TRP-275). Tooltip and table are QML's.
class PriceChart : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantMap history MEMBER m_history WRITE setHistory NOTIFY historyChanged)
    Q_PROPERTY(int cursor READ cursor WRITE setCursor NOTIFY cursorChanged)
    Q_PROPERTY(double cursorX READ cursorX NOTIFY cursorChanged)
    Q_PROPERTY(QVariantMap cursorPoint READ cursorPoint NOTIFY cursorChanged)
    Q_PROPERTY(int pointCount READ pointCount NOTIFY historyChanged)
    Q_PROPERTY(QVariantMap colors MEMBER m_colors WRITE setColors NOTIFY lookChanged)
    Q_PROPERTY(double textScale MEMBER m_textScale NOTIFY lookChanged)
    Q_PROPERTY(QString language MEMBER m_language NOTIFY lookChanged)
    Q_PROPERTY(QString fontFamily MEMBER m_fontFamily NOTIFY lookChanged)
    Q_PROPERTY(QString thresholdLabel MEMBER m_thresholdLabel NOTIFY lookChanged)
    Q_PROPERTY(QString selectedLabel MEMBER m_selectedLabel NOTIFY lookChanged)
    Q_PROPERTY(QString revisionLabel MEMBER m_revisionLabel NOTIFY lookChanged)
    Q_PROPERTY(QString today MEMBER m_today NOTIFY lookChanged)
    Q_PROPERTY(QString todayLabel MEMBER m_todayLabel NOTIFY lookChanged)
public:
    explicit PriceChart(QQuickItem *parent = nullptr);

    void paint(QPainter *painter) override;
    void setHistory(const QVariantMap &history);
    void setColors(const QVariantMap &colors);
    [[nodiscard]] int cursor() const { return m_cursor; } ///< index into the points; -1: none
    void setCursor(int cursor);
    [[nodiscard]] double cursorX() const;
    [[nodiscard]] QVariantMap cursorPoint() const;
    [[nodiscard]] int pointCount() const { return int(m_points.size()); }
    /// The point nearest to a position, for the mouse.
    Q_INVOKABLE int pointAt(double x) const;
    /// Where the threshold line lies, for tests and the accessible text; negative without one.
    Q_INVOKABLE double thresholdY() const;

Q_SIGNALS:
    void historyChanged();
    void cursorChanged();
    void lookChanged();

private:
    struct Point {
        qint64 dayMs = 0;
        QVariantMap data;
        bool alerted = false;
    };
    struct Series {
        const char *key;
        const char *color;
        double width;
        QVector<qreal> dash;
        bool marked;
    };
    struct Scale {
        double low = 0, high = 1, step = 1;
    };
    void measure();
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(qint64 dayMs) const;
    [[nodiscard]] double yOf(double minor) const;
    [[nodiscard]] QColor color(const char *role) const;
    void paintGrid(QPainter &painter) const;
    void paintDays(QPainter &painter) const;
    void paintThreshold(QPainter &painter) const;
    void paintRevisions(QPainter &painter) const;
    void paintSeries(QPainter &painter, const Series &series) const;
    void paintMarker(QPainter &painter, const QPointF &at, const Point &point, const QColor &color,
                     const QString &source) const;
    void paintFlag(QPainter &painter, const QPointF &at) const;
    void paintSelectedLabel(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;
    [[nodiscard]] static QList<Series> allSeries();

    QVariantMap m_history, m_colors;
    QList<Point> m_points;
    QStringList m_sources; ///< in order of appearance: the marker's shape
    Scale m_scale;
    QString m_language = QStringLiteral("de"), m_fontFamily, m_thresholdLabel, m_selectedLabel, m_revisionLabel;
    QString m_today, m_todayLabel; ///< "YYYY-MM-DD" and what stands at the axis for it
    double m_textScale = 1;
    int m_cursor = -1;
};

} // namespace portier::app
