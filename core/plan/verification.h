// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/text/message.h"

#include <string>
#include <vector>

namespace parterre {

/// One statement of `verify`, true or not.
struct Check
{
    std::string code;              ///< "content-equal", "identifiers-unique", "partids-true", "geometry"
    bool isPassed = false;
    std::vector<int> partitions;
    Message message;               ///< what was compared and how it came out

    friend bool operator==(const Check &, const Check &) = default;
};

}
