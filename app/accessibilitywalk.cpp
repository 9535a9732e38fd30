// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/accessibilitywalk.h"

#include <QAccessible>
#include <QQuickItem>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

QString nameOf(QAccessibleInterface *node)
{
    return node ? node->text(QAccessible::Name) : QString();
}

void walk(QAccessibleInterface *node, const QString &page, QStringList &complaints)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    if (node->state().focusable && node->role() != QAccessible::Window && nameOf(node).isEmpty())
        complaints.append(u"%1: a node of role %2 takes the focus and has no name"_s.arg(page).arg(int(node->role())));
    for (int i = 0; i < node->childCount(); ++i)
        walk(node->child(i), page, complaints);
}

/// Where an item may be seen, from left to right: what clips around it cuts it off.
struct Span {
    double left = 0, right = 0;
};

void walk(QQuickItem *item, const QString &page, Span span, QStringList &complaints)
{
    if (!item->isVisible())
        return;
    if (item->activeFocusOnTab() && item->isEnabled() && nameOf(QAccessible::queryAccessibleInterface(item)).isEmpty())
        complaints.append(
            u"%1: the Tab key reaches a nameless %2"_s.arg(page, QString::fromLatin1(item->metaObject()->className())));
    if (item->property("truncated").toBool() && !item->property("mayElide").toBool())
        complaints.append(u"%1: \"%2\" does not fit"_s.arg(page, item->property("text").toString()));
    const QString text = item->property("text").toString();
    const double left = item->mapToScene(QPointF(0, 0)).x();
    const double right = left + item->width();
    if (!text.isEmpty() && item->width() > 0 && (right > span.right + 1 || left < span.left - 1))
        complaints.append(u"%1: \"%2\" is cut off"_s.arg(page, text));
    if (!text.isEmpty() && item->property("paintedWidth").toDouble() > item->width() + 4) // hinting takes a little
        complaints.append(u"%1: \"%2\" is wider than its place"_s.arg(page, text));
    if (item->clip())
        span = {std::max(span.left, left), std::min(span.right, right)};
    const auto children = item->childItems();
    for (QQuickItem *child : children)
        walk(child, page, span, complaints);
}

/// Borders are twice as wide in high contrast. A rectangle that was given none has a black one that is not drawn.
void thinBorders(QQuickItem *item, const QString &page, QStringList &complaints)
{
    if (!item->isVisible())
        return;
    if (item->inherits("QQuickRectangle")) {
        const auto *pen = item->property("border").value<QObject *>();
        const QColor color = pen ? pen->property("color").value<QColor>() : QColor();
        const double width = pen ? pen->property("width").toDouble() : 0;
        if (color.alpha() > 0 && color != Qt::black && width > 0 && width < 2)
            complaints.append(u"%1: a border of %2 in %3 (%4)"_s.arg(page).arg(width).arg(
                color.name(), QString::fromLatin1(item->parentItem()->metaObject()->className())));
    }
    const auto children = item->childItems();
    for (QQuickItem *child : children)
        thinBorders(child, page, complaints);
}

} // namespace

QStringList thinBordersIn(QQuickWindow &window, const QString &page)
{
    QStringList complaints;
    thinBorders(window.contentItem(), page, complaints);
    complaints.removeDuplicates();
    return complaints;
}

QStringList complaintsAbout(QQuickWindow &window, const QString &page)
{
    QStringList complaints;
    walk(QAccessible::queryAccessibleInterface(&window), page, complaints);
    walk(window.contentItem(), page, {0, double(window.width())}, complaints);
    complaints.removeDuplicates();
    return complaints;
}

} // namespace portier::app
