// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for every library; holds only headers of Qt and the standard library, never our own.
#pragma once
#ifdef __cplusplus
#include <QByteArray>
#include <QCoroTask>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QString>
#include <QVariant>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <vector>
#endif
