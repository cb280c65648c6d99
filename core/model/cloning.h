// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace parterre {

/// What the content of a clone is called.
enum class CloneLabels : std::uint8_t {
    Numbered,  ///< "HOME-C1": LABEL=HOME leads to the origin alone; see cloneLabel()
    AsOrigin,  ///< as its origin's, so that a label may lead to either
};

/// Which type the table gives a clone.
enum class CloneTypes : std::uint8_t {
    Generic,   ///< one without a meaning to boot where the origin's has one; see cloneType()
    AsOrigin,  ///< its origin's, always
};

/// Whether a system mounts clones by itself.
enum class AutoMount : std::uint8_t {
    AsOrigin,  ///< if it would do so with the origin
    Never,     ///< GPT: the attribute "no-auto" (bit 63) of the Discoverable Partitions Specification
};

/// How clones are told from their origins, apart from identifiers. Part of the design.
struct Cloning
{
    CloneLabels labels = CloneLabels::Numbered;
    CloneTypes types = CloneTypes::Generic;
    AutoMount autoMount = AutoMount::AsOrigin;

    friend bool operator==(const Cloning &, const Cloning &) = default;
};

[[nodiscard]] std::string_view cloneLabelsName(CloneLabels labels);  ///< "numbered", "as-origin"
[[nodiscard]] std::optional<CloneLabels> cloneLabelsNamed(std::string_view name);
[[nodiscard]] std::string_view cloneTypesName(CloneTypes types);  ///< "generic", "as-origin"
[[nodiscard]] std::optional<CloneTypes> cloneTypesNamed(std::string_view name);
[[nodiscard]] std::string_view autoMountName(AutoMount choice);  ///< "as-origin", "never"
[[nodiscard]] std::optional<AutoMount> autoMountNamed(std::string_view name);

}
