// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"
#include "core/result/result.h"

#include <string>
#include <vector>

/// Descriptions of partition tables in the languages of other tools: what they say, the disk that the tool
/// makes of them, and the way back. Sentences are in English, for whoever imports and exports.
namespace parterre::script {

/// The disk that another tool makes of its description.
struct Imported
{
    Design design;  ///< with a drawing; derive() gives the layout, to the sector
    std::vector<std::string> notes;  ///< what that tool would do besides, or otherwise
};

/// Why no description can say one partition.
struct Obstacle
{
    int number = 0;   ///< in the layout; 0: the disk as a whole
    std::string why;  ///< a part of a sentence: "has no mount point, ..."

    friend bool operator==(const Obstacle &, const Obstacle &) = default;
};

/// Invalid, about the file; with where it is wrong where `line` is not 0: "line 12: ...".
[[nodiscard]] std::unexpected<Error> refuse(int line, const std::string &sentence);

/// The design of a drawn disk whose partitions stay where they are and keep their numbers.
[[nodiscard]] Design designOf(Drawing drawing);

}
