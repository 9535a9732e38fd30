// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/runtime/hardening.h"
#include "server/commands/command.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    portier::runtime::hardenProcess();
    portier::log::takeQtMessages(); // a sub-command shows warnings only; serve configures the rest
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("portierd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTIER_VERSION));
    return portier::commands::runCommandLine(QCoreApplication::arguments().mid(1));
}
