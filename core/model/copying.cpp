// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/copying.h"

#include "core/model/word_table.h"

#include <array>

namespace parterre {

namespace {

constexpr std::array blocksWords{Word{Blocks::Used, "used"}, Word{Blocks::Every, "every"}};
constexpr std::array restWords{Word{Rest::Leave, "leave"}, Word{Rest::Discard, "discard"},
                               Word{Rest::Zero, "zero"}};
constexpr std::array digestWords{Word{DigestKind::Xxh3, "xxh3-128"}, Word{DigestKind::Sha256, "sha-256"}};
constexpr std::array onReadErrorWords{Word{OnReadError::Stop, "stop"},
                                      Word{OnReadError::Continue, "continue"}};
constexpr std::array ioPriorityWords{Word{IoPriority::Normal, "normal"}, Word{IoPriority::Idle, "idle"}};

}

std::string_view blocksName(Blocks blocks)
{
    return wordFor(blocksWords, blocks);
}

std::optional<Blocks> blocksNamed(std::string_view name)
{
    return valueOf<Blocks>(blocksWords, name);
}

std::string_view restName(Rest rest)
{
    return wordFor(restWords, rest);
}

std::optional<Rest> restNamed(std::string_view name)
{
    return valueOf<Rest>(restWords, name);
}

std::string_view digestName(DigestKind kind)
{
    return wordFor(digestWords, kind);
}

std::optional<DigestKind> digestNamed(std::string_view name)
{
    return valueOf<DigestKind>(digestWords, name);
}

std::string_view onReadErrorName(OnReadError choice)
{
    return wordFor(onReadErrorWords, choice);
}

std::optional<OnReadError> onReadErrorNamed(std::string_view name)
{
    return valueOf<OnReadError>(onReadErrorWords, name);
}

std::string_view ioPriorityName(IoPriority priority)
{
    return wordFor(ioPriorityWords, priority);
}

std::optional<IoPriority> ioPriorityNamed(std::string_view name)
{
    return valueOf<IoPriority>(ioPriorityWords, name);
}

bool isRateLimit(Bytes perSecond)
{
    return perSecond <= rateLimitMax && perSecond.count() % rateLimitMin.count() == 0;
}

}
