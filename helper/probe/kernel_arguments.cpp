// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/kernel_arguments.h"

#include "core/units/lower_case.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace parterre {

namespace {

/// How the value of an option names devices.
enum class Form : std::uint8_t {
    Device,
    Root,         ///< a device, before which "live:" (dracut) or "overlay:" (KIWI) may stand
    BeforeColon,  ///< DEVICE:SOMETHING
    LuksUuid,     ///< UUID or UUID=SOMETHING, with "luks-" before it or not
    LuksData,     ///< the same, where DEVICE is the something
    MdUuid,
    PartUuid,
    Volume,  ///< of LVM; the name alone would not tell that it is one
};

struct Option
{
    std::string_view name;
    Form form;
};

constexpr std::array options{
    Option{.name = "root=", .form = Form::Root},
    Option{.name = "real_root=", .form = Form::Device},
    Option{.name = "resume=", .form = Form::Device},
    Option{.name = "boot=", .form = Form::Device},
    Option{.name = "usr=", .form = Form::Device},
    Option{.name = "mount.usr=", .form = Form::Device},
    Option{.name = "systemd.verity_root_data=", .form = Form::Device},
    Option{.name = "systemd.verity_root_hash=", .form = Form::Device},
    Option{.name = "systemd.verity_usr_data=", .form = Form::Device},
    Option{.name = "systemd.verity_usr_hash=", .form = Form::Device},
    Option{.name = "systemd.mount-extra=", .form = Form::BeforeColon},
    Option{.name = "rd.systemd.mount-extra=", .form = Form::BeforeColon},
    Option{.name = "systemd.swap-extra=", .form = Form::BeforeColon},
    Option{.name = "rd.systemd.swap-extra=", .form = Form::BeforeColon},
    Option{.name = "rd.live.overlay=", .form = Form::BeforeColon},
    Option{.name = "cryptdevice=", .form = Form::BeforeColon},
    Option{.name = "luks.uuid=", .form = Form::LuksUuid},
    Option{.name = "rd.luks.uuid=", .form = Form::LuksUuid},
    Option{.name = "luks.name=", .form = Form::LuksUuid},
    Option{.name = "rd.luks.name=", .form = Form::LuksUuid},
    Option{.name = "luks.data=", .form = Form::LuksData},
    Option{.name = "rd.luks.data=", .form = Form::LuksData},
    Option{.name = "rd.luks.partuuid=", .form = Form::PartUuid},
    Option{.name = "rd.md.uuid=", .form = Form::MdUuid},
    Option{.name = "rd.lvm.lv=", .form = Form::Volume},
    Option{.name = "rd.lvm.vg=", .form = Form::Volume},
};

std::string_view withoutPrefix(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// Empty where there is nothing behind the prefix.
std::string prefixed(std::string_view prefix, std::string_view value)
{
    return value.empty() ? std::string() : std::string(prefix) + std::string(value);
}

std::vector<std::string> sourcesIn(std::string_view word, const Option &option)
{
    const std::string_view value = word.substr(option.name.size());
    const std::size_t equals = std::min(value.find('='), value.size());
    const std::string luks = prefixed("UUID=", withoutPrefix(value.substr(0, equals), "luks-"));
    switch (option.form) {
    case Form::Device:
        return {std::string(value)};
    case Form::Root:
        return {std::string(withoutPrefix(withoutPrefix(value, "live:"), "overlay:"))};
    case Form::BeforeColon:
        return {std::string(value.substr(0, value.find(':')))};
    case Form::LuksUuid:
        return {luks};
    case Form::LuksData:
        return {luks, std::string(value.substr(std::min(equals + 1, value.size())))};
    case Form::MdUuid:
        return {prefixed("UUID=", mdUuid(value))};
    case Form::PartUuid:
        return {prefixed("PARTUUID=", value)};
    case Form::Volume:
        return {std::string(word)};
    }
    std::unreachable();
}

}

std::vector<std::string> sourcesInArgument(std::string_view word)
{
    const auto option =
        std::ranges::find_if(options, [&](const Option &one) { return word.starts_with(one.name); });
    if (option == options.end())
        return {};
    std::vector<std::string> sources = sourcesIn(word, *option);
    std::erase(sources, std::string());
    return sources;
}

std::string mdUuid(std::string_view text)
{
    std::string digits(text);
    std::erase_if(digits, [](char c) { return c == ':' || c == '-' || c == '.'; });
    const bool isHex = std::ranges::all_of(
        digits, [](char c) { return std::string_view("0123456789abcdefABCDEF").contains(c); });
    if (digits.size() != 32 || !isHex || text.front() != digits.front())
        return std::string(text);
    digits = lowerCase(digits);
    return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-"
        + digits.substr(16, 4) + "-" + digits.substr(20);
}

}
