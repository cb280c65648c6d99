// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/describe.h"

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace parterre {

namespace {

constexpr std::array<const char *, 6> units{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

std::string number(double value, int decimals)
{
    std::array<char, 64> text{};
    (void)std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

/// ": detail", or nothing.
std::string appended(const std::string &detail)
{
    return detail.empty() ? std::string() : " (" + detail + ")";
}

/// What the system said, with the call where it is known.
std::string systemText(const Error &error)
{
    if (error.systemErrno == 0)
        return error.detail.empty() ? "input/output error" : error.detail;
    // strerrordesc_np is thread-safe, unlike strerror.
    const char *const known = ::strerrordesc_np(error.systemErrno);
    const std::string said = known != nullptr ? known : "errno " + std::to_string(error.systemErrno);
    return error.detail.empty() ? said : said + ", " + error.detail;
}

std::string detailOr(const Error &error, const char *otherwise)
{
    return error.detail.empty() ? otherwise : error.detail;
}

}

std::string sizeText(Bytes bytes)
{
    auto value = static_cast<double>(bytes.count());
    std::size_t unit = 0;
    while (value >= 1023.5 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    const bool isWhole = unit == 0 || value >= 99.95 || (unit < 3 && value == std::floor(value));
    return number(value, isWhole ? 0 : 1) + " " + units.at(unit);
}

std::string exactSizeText(Bytes bytes)
{
    std::int64_t value = bytes.count();
    std::size_t unit = 0;
    while (value >= 1024 && value % 1024 == 0 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    return std::to_string(value) + " " + units.at(unit);
}

std::string durationText(double seconds)
{
    if (seconds < 1)
        return "less than a second";
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    const std::int64_t hours = whole / 3600;
    const std::int64_t minutes = whole % 3600 / 60;
    if (hours > 0)
        return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
    if (minutes > 0)
        return std::to_string(minutes) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole) + " s";
}

Message describe(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Io:
        if (error.systemErrno == ENOENT)
            return {.id = "error-not-found", .args = {error.subject}};
        return {.id = "error-io", .args = {error.subject, systemText(error)}};
    case ErrorCode::OutOfRange:
        return {.id = "error-out-of-range", .args = {error.subject}};
    case ErrorCode::Corrupt:
        return {.id = "error-corrupt",
                .args = {error.subject, detailOr(error, "a checksum or a bound is wrong")}};
    case ErrorCode::Busy:
        return {.id = "error-busy", .args = {error.subject, appended(error.detail)}};
    case ErrorCode::StaleLayout:
        return {.id = "error-stale", .args = {error.subject}};
    case ErrorCode::Refused:
        return {.id = "error-refused", .args = {error.subject, error.detail}};
    case ErrorCode::Unsupported:
        return {.id = "error-unsupported",
                .args = {error.subject, detailOr(error, "this kind is not known")}};
    case ErrorCode::Invalid:
        return {.id = "error-invalid", .args = {error.subject, detailOr(error, "it is malformed")}};
    case ErrorCode::ToolMissing:
        return {.id = "error-tool-missing", .args = {error.subject}};
    case ErrorCode::ToolFailed:
        return {.id = "error-tool-failed", .args = {error.subject, detailOr(error, "it said nothing")}};
    case ErrorCode::Mismatch:
        return {.id = "error-mismatch", .args = {error.subject, detailOr(error, "the hashes differ")}};
    case ErrorCode::Clash:
        return {.id = "error-clash", .args = {error.subject, error.detail}};
    case ErrorCode::Denied:
        return {.id = "error-denied", .args = {error.subject, appended(error.detail)}};
    case ErrorCode::Dismissed:
        return {.id = "error-dismissed", .args = {}};
    case ErrorCode::NoHelper:
        return {.id = "error-no-helper", .args = {appended(error.detail)}};
    case ErrorCode::Cancelled:
        return {.id = "error-cancelled", .args = {}};
    case ErrorCode::HelperBusy:
        return {.id = "error-helper-busy", .args = {}};
    }
    return {.id = "error-io", .args = {error.subject, systemText(error)}};
}

}
