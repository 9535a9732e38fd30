// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountmail.h"
#include "core/operations/sealer.h"

#include <memory>

namespace portier::runtime
{

/// Puts the mails of identity into the outbox; the tokens in them are sealed.
[[nodiscard]] identity::PostAccountMail accountMailPoster(std::shared_ptr<const operations::Sealer> sealer);

} // namespace portier::runtime
