// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/quiet/quiet.h"

namespace parterre {

namespace {

template<typename T>
std::optional<T> ifPossible(Result<T> result)
{
    return result ? std::optional<T>(*std::move(result)) : std::nullopt;
}

}

Quiet keepQuiet(const FileDevice &device)
{
    return {.awake = ifPossible(SleepInhibitor::take(QDBusConnection::systemBus(), device.name())),
            .shield = ifPossible(DesktopShield::raise(device.fd()))};
}

}
