// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/settings.h"

using namespace Qt::Literals::StringLiterals;

namespace portier
{

QString settingsDocument()
{
    QString text =
        u"# Settings\n\n"
        "<!-- Written by `portierd config document`; a test compares. -->\n\n"
        "A value comes from the last of these that gives one: the built-in default, the file "
        "(`/etc/portier/portier.conf`, or the one named by `--config FILE`), the environment, the command line.\n\n"
        "| where | form |\n|---|---|\n"
        "| file | a line `listen = 127.0.0.1:8080` under `[http]`; comments start with `#` on a line of their own |\n"
        "| environment | `PORTIER_HTTP_LISTEN=127.0.0.1:8080` |\n"
        "| command line | `--http.listen=127.0.0.1:8080` |\n\n"
        "`portierd config check` reports every problem at once and exits with 2; `portierd config show` prints each "
        "value with its origin, secrets masked.\n\n"
        "A secret (🔒) may also be given as a file: `password_file = /path` (or `PORTIER_SMTP_PASSWORD_FILE`), or as a "
        "systemd credential named like the setting (`smtp.password`). The file must not be readable by others. "
        "Giving two forms is an error. Settings marked ↻ are read again on SIGHUP. Those marked ✎ admins may change "
        "while "
        "the service runs (`PATCH /api/v1/admin/settings`); such a value lies between the file and the environment.\n"_s;
    QString section;
    for (const Setting &setting : settings()) {
        if (setting.section() != section) {
            section = setting.section();
            text += u"\n## %1\n\n| setting | default | allowed | meaning |\n|---|---|---|---|\n"_s.arg(section);
        }
        const QString marks = (setting.secret ? u" 🔒"_s : QString()) + (setting.reloadable ? u" ↻"_s : QString()) +
                              (setting.runtime ? u" ✎"_s : QString());
        const QString fallback = setting.fallback.isEmpty() ? u"–"_s : u"`%1`"_s.arg(setting.fallback);
        text +=
            u"| `%1`%2 | %3 | %4 | %5 |\n"_s.arg(setting.name, marks, fallback, setting.allowed(), setting.description);
    }
    text += u"\n## Foreign names\n\nThese environment variables are understood as well. A native name wins.\n\n"
            "| variable | setting |\n|---|---|\n"_s;
    for (const SettingAlias &alias : settingAliases()) {
        const QString target = alias.variable == "PORT"_L1 ? u"port of `http.listen`"_s
                               : alias.setting.isEmpty()   ? u"not used, and reported as such"_s
                               : !alias.form.isEmpty()     ? u"`%1`, as a number"_s.arg(alias.setting)
                                                           : u"`%1`"_s.arg(alias.setting);
        text += u"| `%1` | %2 |\n"_s.arg(alias.variable, target);
    }
    return text;
}

} // namespace portier
