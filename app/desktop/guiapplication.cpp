// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/guiapplication.h"

#ifdef PORTIER_WATCH_GUI_THREAD

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QMetaEnum>
#include <QThread>

namespace portier::app
{

namespace
{
Q_LOGGING_CATEGORY(slow, GuiApplication::slowCategory)
} // namespace

bool GuiApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread() || m_depth > 0)
        return QApplication::notify(receiver, event);
    // Both may be gone afterwards.
    const QByteArray receiverClass = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    QElapsedTimer watch;
    watch.start();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    if (const qint64 took = watch.elapsed(); took > frameMs) {
        const char *name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        qCWarning(slow, "%lld ms on the GUI thread: %s to %s", static_cast<long long>(took),
                  name ? name : qPrintable(QString::number(type)), receiverClass.constData());
    }
    return result;
}

} // namespace portier::app

#endif
