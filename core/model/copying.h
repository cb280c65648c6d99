// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace parterre {

/// Which blocks of an origin are copied.
enum class Blocks : std::uint8_t {
    Used,   ///< those that its content says it uses; every block where that cannot be trusted
    Every,  ///< every block, what was deleted long ago included
};

/// What becomes of a clone's other blocks on a device. In an image file they become holes, always.
enum class Rest : std::uint8_t {
    Leave,    ///< what lay there before stays readable in the clone's free space
    Discard,  ///< the device is told that nobody needs them; what they read as then is its affair
    Zero,     ///< they read as zeros
};

/// What becomes of a job when bytes of an origin cannot be read, not even at a second try.
enum class OnReadError : std::uint8_t {
    Stop,      ///< it ends; the disk is as it was
    Continue,  ///< for rescue: the copies hold zeros there, and the report lists the bytes
};

/// With what a copy is compared when it is read back from the medium.
enum class DigestKind : std::uint8_t {
    Xxh3,    ///< XXH3, 128 bits: against faults
    Sha256,  ///< SHA-256: against people too, where the report shall be evidence
};

/// Whom a copy gives way to on its disk.
enum class IoPriority : std::uint8_t {
    Normal,  ///< nobody
    Idle,    ///< everybody: it reads and writes only while nobody else wants the disk
};

/// Between these, and whole MiB, lies what a copy may be told to read a second.
inline constexpr Bytes rateLimitMin{1 << 20};
inline constexpr Bytes rateLimitMax{std::int64_t{1} << 40U};

/// How blocks are copied. Part of the design, so that what was shown is what is run.
struct Copying
{
    Blocks blocks = Blocks::Used;
    Rest rest = Rest::Leave;
    DigestKind digest = DigestKind::Xxh3;
    OnReadError onReadError = OnReadError::Stop;
    Bytes rateLimit;  ///< read from the origin each second, at most; zero: as fast as it goes
    IoPriority ioPriority = IoPriority::Normal;

    friend bool operator==(const Copying &, const Copying &) = default;
};

[[nodiscard]] std::string_view blocksName(Blocks blocks);  ///< "used", "every"
[[nodiscard]] std::optional<Blocks> blocksNamed(std::string_view name);
[[nodiscard]] std::string_view restName(Rest rest);  ///< "leave", "discard", "zero"
[[nodiscard]] std::optional<Rest> restNamed(std::string_view name);
[[nodiscard]] std::string_view digestName(DigestKind kind);  ///< "xxh3-128", "sha-256"
[[nodiscard]] std::optional<DigestKind> digestNamed(std::string_view name);
[[nodiscard]] std::string_view onReadErrorName(OnReadError choice);  ///< "stop", "continue"
[[nodiscard]] std::optional<OnReadError> onReadErrorNamed(std::string_view name);
[[nodiscard]] std::string_view ioPriorityName(IoPriority priority);  ///< "normal", "idle"
[[nodiscard]] std::optional<IoPriority> ioPriorityNamed(std::string_view name);
/// Whether a copy can be limited to it; zero, for no limit, is one.
[[nodiscard]] bool isRateLimit(Bytes perSecond);

}
