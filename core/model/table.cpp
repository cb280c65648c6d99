// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace parterre {

namespace {

constexpr std::array<std::pair<TableKind, std::string_view>, 7> names{{
    {TableKind::None, "none"},
    {TableKind::Gpt, "gpt"},
    {TableKind::Mbr, "mbr"},
    {TableKind::Sun, "sun"},
    {TableKind::Sgi, "sgi"},
    {TableKind::Bsd, "bsd"},
    {TableKind::Dasd, "dasd"},
}};

}

std::string_view tableKindName(TableKind kind)
{
    return std::ranges::find(names, kind, [](const auto &named) { return named.first; })->second;
}

std::optional<TableKind> tableKindNamed(std::string_view name)
{
    const auto *found = std::ranges::find(names, name, [](const auto &named) { return named.second; });
    if (found == names.end())
        return std::nullopt;
    return found->first;
}

bool isWritable(TableKind kind)
{
    return kind == TableKind::Gpt || kind == TableKind::Mbr;
}

bool isSound(const Table &table)
{
    return table.kind != TableKind::None && !table.isPrimaryDamaged && !table.isBackupDamaged;
}

}
