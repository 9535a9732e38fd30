// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/sealer.h"

namespace portier::test
{

/// Fresh keys of every purpose.
[[nodiscard]] inline std::shared_ptr<operations::KeyRing> aKeyRing()
{
    return std::make_shared<operations::KeyRing>(operations::generateKeyTable(Instant()));
}

[[nodiscard]] inline std::shared_ptr<const operations::Sealer> aSealer()
{
    return operations::makeSealer(aKeyRing());
}

} // namespace portier::test
