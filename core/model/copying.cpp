// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/copying.h"

#include <array>

namespace parterre {

namespace {

template<typename T>
struct Name
{
    T value;
    std::string_view text;
};

constexpr std::array blocksNames{Name{Blocks::Used, "used"}, Name{Blocks::Every, "every"}};
constexpr std::array restNames{Name{Rest::Leave, "leave"}, Name{Rest::Discard, "discard"},
                               Name{Rest::Zero, "zero"}};
constexpr std::array digestNames{Name{DigestKind::Xxh3, "xxh3-128"}, Name{DigestKind::Sha256, "sha-256"}};
constexpr std::array onReadErrorNames{Name{OnReadError::Stop, "stop"},
                                      Name{OnReadError::Continue, "continue"}};
constexpr std::array ioPriorityNames{Name{IoPriority::Normal, "normal"}, Name{IoPriority::Idle, "idle"}};

template<typename T>
std::string_view nameIn(const auto &names, T value)
{
    for (const auto &name : names) {
        if (name.value == value)
            return name.text;
    }
    return {};
}

template<typename T>
std::optional<T> namedIn(const auto &names, std::string_view text)
{
    for (const auto &name : names) {
        if (name.text == text)
            return name.value;
    }
    return std::nullopt;
}

}

std::string_view blocksName(Blocks blocks)
{
    return nameIn(blocksNames, blocks);
}

std::optional<Blocks> blocksNamed(std::string_view name)
{
    return namedIn<Blocks>(blocksNames, name);
}

std::string_view restName(Rest rest)
{
    return nameIn(restNames, rest);
}

std::optional<Rest> restNamed(std::string_view name)
{
    return namedIn<Rest>(restNames, name);
}

std::string_view digestName(DigestKind kind)
{
    return nameIn(digestNames, kind);
}

std::optional<DigestKind> digestNamed(std::string_view name)
{
    return namedIn<DigestKind>(digestNames, name);
}

std::string_view onReadErrorName(OnReadError choice)
{
    return nameIn(onReadErrorNames, choice);
}

std::optional<OnReadError> onReadErrorNamed(std::string_view name)
{
    return namedIn<OnReadError>(onReadErrorNames, name);
}

std::string_view ioPriorityName(IoPriority priority)
{
    return nameIn(ioPriorityNames, priority);
}

std::optional<IoPriority> ioPriorityNamed(std::string_view name)
{
    return namedIn<IoPriority>(ioPriorityNames, name);
}

bool isRateLimit(Bytes perSecond)
{
    return perSecond <= rateLimitMax && perSecond.count() % rateLimitMin.count() == 0;
}

}
