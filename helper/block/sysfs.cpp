// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/sysfs.h"

#include "helper/block/small_file.h"

#include <algorithm>

#include <sys/sysmacros.h>

namespace parterre {

std::optional<dev_t> deviceIn(const std::string &folder)
{
    const std::string text = readSmallFile(folder + "/dev").value_or(std::string());
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        return std::nullopt;
    const std::optional<long long> major = parseNumber(text.substr(0, colon));
    const std::optional<long long> minor = parseNumber(text.substr(colon + 1));
    if (!major || !minor)
        return std::nullopt;
    return makedev(static_cast<unsigned>(*major), static_cast<unsigned>(*minor));
}

std::string nodeNameOf(std::string sysfsName)
{
    std::ranges::replace(sysfsName, '!', '/');
    return sysfsName;
}

}
