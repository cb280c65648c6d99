// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_writer.h"

#include "core/script/sfdisk_attributes.h"

#include <array>
#include <cstdio>

namespace parterre::script {

namespace {

std::string amountText(const SfdiskAmount &amount)
{
    if (!amount.isBytes) {
        std::array<char, 24> text{};
        (void)std::snprintf(text.data(), text.size(), "%12lld", static_cast<long long>(amount.count));
        return text.data();
    }
    // Whole sectors, and so a multiple of half the smallest suffix that sfdisk knows.
    return std::to_string(amount.count / 1024) + (amount.count % 1024 == 0 ? "KiB" : ".5KiB");
}

/// What would end the name, or what a shell or a terminal makes something of, as \xNN.
std::string quoted(const std::string &name)
{
    std::string result = "\"";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = byte >= 0x20U && byte != 0x7fU && c != '"' && c != '\\' && c != '$' && c != '`';
        if (isPlain) {
            result.push_back(c);
            continue;
        }
        std::array<char, 8> escape{};
        (void)std::snprintf(escape.data(), escape.size(), "\\x%02x", static_cast<unsigned>(byte));
        result += escape.data();
    }
    return result + "\"";
}

/// GPT types are upper case already; sfdisk writes MBR's without a leading zero, but takes "e" for
/// "extended".
std::string line(const SfdiskEntry &entry)
{
    std::string text = entry.number ? std::to_string(*entry.number) + " : " : std::string();
    if (entry.start)
        text += "start=" + amountText(*entry.start) + ", ";
    text += "size=" + (entry.size ? amountText(*entry.size) : std::string("+"));
    text += ", type=" + entry.type;
    if (!entry.uuid.empty())
        text += ", uuid=" + entry.uuid;
    if (!entry.name.empty())
        text += ", name=" + quoted(entry.name);
    if (entry.attributes != 0)
        text += ", attrs=\"" + sfdiskAttributesText(entry.attributes) + "\"";
    if (entry.isBootable)
        text += ", bootable";
    return text + "\n";
}

}

std::string writeSfdisk(const SfdiskDump &dump)
{
    std::string text;
    if (dump.label)
        text += "label: " + std::string(*dump.label == TableKind::Gpt ? "gpt" : "dos") + "\n";
    if (!dump.labelId.empty())
        text += "label-id: " + dump.labelId + "\n";
    text += "unit: sectors\n";
    if (dump.firstLba)
        text += "first-lba: " + std::to_string(*dump.firstLba) + "\n";
    if (dump.lastLba)
        text += "last-lba: " + std::to_string(*dump.lastLba) + "\n";
    if (dump.tableLength)
        text += "table-length: " + std::to_string(*dump.tableLength) + "\n";
    if (dump.grain != SfdiskDump().grain)
        text += "grain: " + std::to_string(dump.grain.count()) + "\n";
    text += "sector-size: " + std::to_string(dump.sectorSize.count()) + "\n\n";
    for (const SfdiskEntry &entry : dump.entries)
        text += line(entry);
    return text;
}

}
