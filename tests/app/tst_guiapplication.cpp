// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/guiapplication.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

/// Debug builds say who kept the GUI thread for longer than a frame.
class tst_GuiApplication : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void warnsOfALongCall();
};

void tst_GuiApplication::warnsOfALongCall()
{
#ifndef PORTIER_WATCH_GUI_THREAD
    QSKIP("only debug builds watch the GUI thread");
#endif
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^\\d+ ms on the GUI thread: .+ to .+"_s));
    bool ran = false;
    QTimer::singleShot(0, this, [&ran] {
        QElapsedTimer watch;
        watch.start();
        while (watch.elapsed() < GuiApplication::frameMs + 5) {
        }
        ran = true;
    });
    QTRY_VERIFY(ran);
}

int main(int argc, char **argv)
{
    GuiApplication application(argc, argv);
    tst_GuiApplication test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_guiapplication.moc"
