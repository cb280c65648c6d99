// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"

namespace parterre::wire {

/// What enumerators.h says, for the choices of a design.

[[nodiscard]] constexpr bool isKnown(Placement placement)
{
    return placement == Placement::FreeSpace || placement == Placement::Adjacent;
}

[[nodiscard]] constexpr bool isKnown(CloneLabels labels)
{
    return labels == CloneLabels::Numbered || labels == CloneLabels::AsOrigin;
}

[[nodiscard]] constexpr bool isKnown(CloneTypes types)
{
    return types == CloneTypes::Generic || types == CloneTypes::AsOrigin;
}

[[nodiscard]] constexpr bool isKnown(AutoMount choice)
{
    return choice == AutoMount::AsOrigin || choice == AutoMount::Never;
}

[[nodiscard]] constexpr bool isKnown(Blocks blocks)
{
    return blocks == Blocks::Used || blocks == Blocks::Every;
}

[[nodiscard]] constexpr bool isKnown(Rest rest)
{
    return rest == Rest::Leave || rest == Rest::Discard || rest == Rest::Zero;
}

[[nodiscard]] constexpr bool isKnown(DigestKind kind)
{
    return kind == DigestKind::Xxh3 || kind == DigestKind::Sha256;
}

[[nodiscard]] constexpr bool isKnown(OnReadError choice)
{
    return choice == OnReadError::Stop || choice == OnReadError::Continue;
}

[[nodiscard]] constexpr bool isKnown(IoPriority priority)
{
    return priority == IoPriority::Normal || priority == IoPriority::Idle;
}

[[nodiscard]] constexpr bool isKnown(Numbering numbering)
{
    return numbering == Numbering::Kiwi || numbering == Numbering::Keep;
}

}
