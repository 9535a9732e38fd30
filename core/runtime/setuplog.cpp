// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/setuplog.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

log::Level logLevel(const Config &config)
{
    static const QHash<QString, log::Level> levels{{u"debug"_s, log::Level::Debug},
                                                   {u"info"_s, log::Level::Info},
                                                   {u"warning"_s, log::Level::Warning},
                                                   {u"error"_s, log::Level::Error}};
    return levels.value(config.text(u"log.level"));
}

void setUpLog(const Config &config, std::shared_ptr<Clock> clock)
{
    log::Options options;
    options.level = logLevel(config);
    options.format = config.text(u"log.format") == "text"_L1 ? log::Format::Text : log::Format::Json;
    options.file = config.text(u"log.file");
    options.keepDays = static_cast<int>(config.integer(u"log.keep_days"));
    options.instance = config.text(u"server.instance");
    options.clock = std::move(clock);
    log::configure(std::move(options));
    log::takeQtMessages();
    for (const QString &warning : config.warnings())
        log::warning("config"_L1, "config_warning"_L1, {}, warning);
}

} // namespace portier::runtime
