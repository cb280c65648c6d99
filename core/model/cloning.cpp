// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/cloning.h"

#include "core/model/word_table.h"

#include <array>

namespace parterre {

namespace {

constexpr std::array labelsWords{Word{CloneLabels::Numbered, "numbered"},
                                 Word{CloneLabels::AsOrigin, "as-origin"}};
constexpr std::array typesWords{Word{CloneTypes::Generic, "generic"},
                                Word{CloneTypes::AsOrigin, "as-origin"}};
constexpr std::array autoMountWords{Word{AutoMount::AsOrigin, "as-origin"}, Word{AutoMount::Never, "never"}};

}

std::string_view cloneLabelsName(CloneLabels labels)
{
    return wordFor(labelsWords, labels);
}

std::optional<CloneLabels> cloneLabelsNamed(std::string_view name)
{
    return valueOf<CloneLabels>(labelsWords, name);
}

std::string_view cloneTypesName(CloneTypes types)
{
    return wordFor(typesWords, types);
}

std::optional<CloneTypes> cloneTypesNamed(std::string_view name)
{
    return valueOf<CloneTypes>(typesWords, name);
}

std::string_view autoMountName(AutoMount choice)
{
    return wordFor(autoMountWords, choice);
}

std::optional<AutoMount> autoMountNamed(std::string_view name)
{
    return valueOf<AutoMount>(autoMountWords, name);
}

}
