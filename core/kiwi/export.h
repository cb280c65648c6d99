// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"
#include "core/layout/layout.h"

#include <expected>
#include <string>
#include <vector>

namespace parterre::kiwi {

/// Why no description can say one partition.
struct Obstacle
{
    int number = 0;   ///< in the layout; 0: the disk as a whole
    std::string why;  ///< a part of a sentence in English: "has no mount point, ..."

    friend bool operator==(const Obstacle &, const Obstacle &) = default;
};

/// The description of which KIWI makes this very layout: importDescription() gives it again, to the sector.
/// Or everything that stands in the way, at least one obstacle. What is inside of partitions is not compared,
/// but for the kind of their content.
[[nodiscard]] std::expected<Description, std::vector<Obstacle>> exportLayout(const Layout &layout);

}
