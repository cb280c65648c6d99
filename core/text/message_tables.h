// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string_view>

namespace parterre {

/// A template of core/text/message.h: a sentence that says what, where and what to do. {0}, {1}.. are filled
/// in; partitions come as "#5 (home)".
struct MessageEntry
{
    std::string_view id;
    std::string_view text;
};

/// Findings, and what mends them.
[[nodiscard]] std::span<const MessageEntry> findingMessages();
/// Steps, errors, states of the disk, checks.
[[nodiscard]] std::span<const MessageEntry> jobMessages();

}
