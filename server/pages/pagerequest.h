// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/formtokens.h"
#include "server/api/apirequest.h"
#include "server/pages/texts.h"

namespace portier::pages
{

/// One request for a page. Beside what every request has: what was typed, and the reader's language.
struct PageRequest : api::ApiRequest {
    QList<std::pair<QString, QString>> form; ///< decoded, in order
    /// What a POST's form token says (PLT-041); nothing without a form, or on a route that takes none.
    std::optional<operations::FormState> formState;
    QString formNonce;                  ///< of a good form: one per rendering (BKG-078)
    std::shared_ptr<const Texts> texts; ///< in `language`
    bool languageWasSwitched = false;   ///< ?lang= or the form's language button
    bool sessionIsNotAllowed = false;   ///< the cookie's account left the allowlist (PLT-033); the principal is nobody
    std::optional<Error> overLimit;     ///< a POST that a limit refuses: the form comes back as it was sent (BKG-124)

    /// What was typed in a field, as typed; empty when absent.
    [[nodiscard]] QString typed(const QString &field) const;
    [[nodiscard]] bool has(const QString &field) const;
    /// A POST that only switches the page's language; it acts on nothing (BKG-128).
    [[nodiscard]] bool switchesLanguage() const { return has(QStringLiteral("lang")); }
    /// Whether the POST may act: a good form, within its limits, and not only a language switch.
    [[nodiscard]] bool mayAct() const
    {
        return formState == operations::FormState::Good && !switchesLanguage() && !overLimit;
    }

    [[nodiscard]] QString text(const QString &key, const QJsonObject &values = {}) const
    {
        return texts->text(key, values);
    }
    /// The same page with another query; the path stays as it was received.
    [[nodiscard]] QString addressWith(const QString &name, const QString &value) const;
};

/// Decodes application/x-www-form-urlencoded. Errors: Invalid "unsupported_media_type" for another content type,
/// Invalid "malformed_form" for broken escapes.
[[nodiscard]] Result<QList<std::pair<QString, QString>>> parseForm(const api::ApiRequest &request);

} // namespace portier::pages
