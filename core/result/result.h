// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace parterre {

/// What went wrong, as far as a caller may act on it. One value for each thing that is handled or
/// worded differently; everything else is Io.
enum class ErrorCode : std::uint8_t {
    Io,            ///< read, write or flush failed; `systemErrno` says how
    OutOfRange,    ///< the request reached past the end of the device
    Corrupt,       ///< a structure on disk failed its checksum or its bounds
    Busy,          ///< the device is mounted or held by another program
    StaleLayout,   ///< the disk no longer looks as it did when the plan was made
    Refused,       ///< findings forbid it; nothing was written
    Unsupported,   ///< this kind of table, content or device is not handled
    Invalid,       ///< a request, a design or a file is malformed; `detail` says where
    ToolMissing,   ///< `subject` is the program or library that is not there
    ToolFailed,    ///< `subject` is the program, `detail` its last words
    Mismatch,      ///< what was read back is not what was written
    Clash,         ///< an identifier that had to be unique is not
    Denied,        ///< polkit or the file's permissions said no
    Dismissed,     ///< the user closed the password dialog
    NoHelper,      ///< the helper could not be reached, or went away without a result
    Cancelled,     ///< the user asked to stop; everything written so far is consistent
    HelperBusy,    ///< the helper works on another job and did nothing of this one
};

/// A failed operation. Plain data: never translated, never branched on but by its code. The GUI
/// words it with core/text/describe.h; the helper logs it in English.
struct Error
{
    ErrorCode code = ErrorCode::Io;
    std::string subject;  ///< the device, file, partition or tool concerned, e.g. "/dev/sdb"
    int systemErrno = 0;  ///< errno at the failing call, or 0 when no call failed
    std::string detail;   ///< a technical addition in English, e.g. a tool's last line; may be empty

    friend bool operator==(const Error &, const Error &) = default;
};

/// The value of an operation that can fail, or why it failed. Never ignored.
template<typename T = void>
using Result = std::expected<T, Error>;

/// return fail(ErrorCode::Corrupt, path, "header checksum");
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string subject, std::string detail = {})
{
    return std::unexpected(
        Error{.code = code, .subject = std::move(subject), .systemErrno = 0, .detail = std::move(detail)});
}

/// The same for a failed system call: failErrno("/dev/sdb", errno, "fdatasync").
[[nodiscard]] inline std::unexpected<Error> failErrno(std::string subject, int systemErrno,
                                                      std::string call = {})
{
    return std::unexpected(Error{.code = ErrorCode::Io,
                                 .subject = std::move(subject),
                                 .systemErrno = systemErrno,
                                 .detail = std::move(call)});
}

}

#define PARTERRE_CONCAT_INNER(a, b) a##b
#define PARTERRE_CONCAT(a, b) PARTERRE_CONCAT_INNER(a, b)

/// TRY(auto table, readTable(device)); binds the value, or returns the error to our caller.
#define TRY(declaration, ...)                                                                                \
    auto PARTERRE_CONCAT(tried_, __LINE__) = (__VA_ARGS__);                                                  \
    if (!PARTERRE_CONCAT(tried_, __LINE__))                                                                  \
        return std::unexpected(std::move(PARTERRE_CONCAT(tried_, __LINE__)).error());                        \
    /* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration cannot be parenthesised */                  \
    declaration = *std::move(PARTERRE_CONCAT(tried_, __LINE__))

/// CHECK(device.flush()); goes on, or returns the error to our caller.
#define CHECK(...)                                                                                           \
    do {                                                                                                     \
        if (auto checked = (__VA_ARGS__); !checked)                                                          \
            return std::unexpected(std::move(checked).error());                                              \
    } while (false)
