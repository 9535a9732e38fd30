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

void walk(QQuickItem *item, const QString &page, QStringList &complaints)
{
    if (!item->isVisible())
        return;
    if (item->activeFocusOnTab() && item->isEnabled() && nameOf(QAccessible::queryAccessibleInterface(item)).isEmpty())
        complaints.append(
            u"%1: the Tab key reaches a nameless %2"_s.arg(page, QString::fromLatin1(item->metaObject()->className())));
    if (item->property("truncated").toBool() && !item->property("mayElide").toBool())
        complaints.append(u"%1: \"%2\" does not fit"_s.arg(page, item->property("text").toString()));
    const QString text = item->property("text").toString();
    const double right = item->mapToScene(QPointF(item->width(), 0)).x();
    if (!text.isEmpty() && item->width() > 0 && item->window() && right > item->window()->width() + 1)
        complaints.append(u"%1: \"%2\" lies beyond the window"_s.arg(page, text));
    const auto children = item->childItems();
    for (QQuickItem *child : children)
        walk(child, page, complaints);
}

} // namespace

QStringList complaintsAbout(QQuickWindow &window, const QString &page)
{
    QStringList complaints;
    walk(QAccessible::queryAccessibleInterface(&window), page, complaints);
    walk(window.contentItem(), page, complaints);
    complaints.removeDuplicates();
    return complaints;
}

} // namespace portier::app
