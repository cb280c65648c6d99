// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/repart_types.h"

#include "core/script/sfdisk_names.h"
#include "core/script/sfdisk_types.h"

#include <algorithm>
#include <array>

namespace parterre::script {

namespace {

struct Architecture
{
    std::string_view word;
    std::string_view name;       ///< in the names of types, as sfdisk has them
    std::string_view machine;    ///< as uname(1) has it
    std::string_view secondary;
};

constexpr std::array architectures{
    Architecture{"alpha", "Alpha", "alpha", {}},
    Architecture{"arc", "ARC", "arc", {}},
    Architecture{"arm", "ARM", "armv7l", {}},
    Architecture{"arm64", "ARM-64", "aarch64", "arm"},
    Architecture{"ia64", "IA-64", "ia64", {}},
    Architecture{"loongarch64", "LoongArch-64", "loongarch64", {}},
    Architecture{"mips-le", "MIPS-32 LE", "mips", {}},
    Architecture{"mips64-le", "MIPS-64 LE", "mips64", "mips-le"},
    Architecture{"parisc", "HPPA/PARISC", "parisc", {}},
    Architecture{"ppc", "PPC", "ppc", {}},
    Architecture{"ppc64", "PPC64", "ppc64", "ppc"},
    Architecture{"ppc64-le", "PPC64LE", "ppc64le", {}},
    Architecture{"riscv32", "RISC-V-32", "riscv32", {}},
    Architecture{"riscv64", "RISC-V-64", "riscv64", "riscv32"},
    Architecture{"s390", "S390", "s390", {}},
    Architecture{"s390x", "S390X", "s390x", "s390"},
    Architecture{"tilegx", "TILE-Gx", "tilegx", {}},
    Architecture{"x86", "x86", "i686", {}},
    Architecture{"x86-64", "x86-64", "x86_64", "x86"},
};

struct Plain
{
    std::string_view word;
    std::string_view name;
};

constexpr std::array plains{
    Plain{"esp", "EFI System"},
    Plain{"xbootldr", "Linux extended boot"},
    Plain{"swap", "Linux swap"},
    Plain{"home", "Linux home"},
    Plain{"srv", "Linux server data"},
    Plain{"var", "Linux variable data"},
    Plain{"tmp", "Linux temporary data"},
    Plain{"linux-generic", "Linux filesystem"},
    Plain{"user-home", "Linux user's home"},
};

struct Ending
{
    std::string_view word;
    std::string_view name;
};

constexpr std::array endings{
    Ending{"-verity-sig", " verity sign."},
    Ending{"-verity", " verity"},
    Ending{"", ""},
};

struct Root
{
    std::string_view word;
    std::string_view name;
};

constexpr std::array roots{Root{"root", "Linux root"}, Root{"usr", "Linux /usr"}};

const Architecture *findArchitecture(std::string_view word)
{
    const auto *found = std::ranges::find(architectures, word, &Architecture::word);
    return found == architectures.end() ? nullptr : found;
}

/// As sfdisk has it: "Linux root verity (x86-64)".
std::string nameOf(const Root &root, const Ending &ending, const Architecture &architecture)
{
    return std::string(root.name) + std::string(ending.name) + " (" + std::string(architecture.name) + ")";
}

/// "-x86-64", "-secondary" or nothing.
const Architecture *meant(std::string_view rest, std::string_view local)
{
    const Architecture *const own = findArchitecture(local);
    if (rest.empty() || own == nullptr)
        return own;
    if (rest == "-secondary")
        return findArchitecture(own->secondary);
    return rest.starts_with('-') ? findArchitecture(rest.substr(1)) : nullptr;
}

}

std::optional<std::string> repartType(std::string_view word, std::string_view architecture)
{
    for (const Plain &one : plains) {
        if (word == one.word)
            return sfdiskType(TableKind::Gpt, one.name);
    }
    for (const Root &root : roots) {
        if (!word.starts_with(root.word))
            continue;
        std::string_view rest = word.substr(root.word.size());
        const auto *ending =
            std::ranges::find_if(endings, [&](const Ending &one) { return rest.ends_with(one.word); });
        rest.remove_suffix(ending->word.size());
        const Architecture *const found = meant(rest, architecture);
        return found == nullptr ? std::nullopt : sfdiskType(TableKind::Gpt, nameOf(root, *ending, *found));
    }
    const bool isGuid = word.size() == 36;
    return isGuid ? sfdiskType(TableKind::Gpt, word) : std::nullopt;
}

std::string repartTypeName(std::string_view type)
{
    const std::span<const SfdiskName> names = sfdiskGptNames();
    const auto known = std::ranges::find(names, type, &SfdiskName::type);
    const std::string_view name = known == names.end() ? std::string_view() : known->name;
    for (const Plain &one : plains) {
        if (one.name == name)
            return std::string(one.word);
    }
    for (const Root &root : roots) {
        if (!name.starts_with(root.name))
            continue;
        for (const Ending &ending : endings) {
            for (const Architecture &one : architectures) {
                if (nameOf(root, ending, one) == name)
                    return std::string(root.word) + "-" + std::string(one.word) + std::string(ending.word);
            }
        }
    }
    std::string text(type);
    for (char &c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::optional<std::string_view> repartArchitecture(std::string_view machine)
{
    for (const Architecture &one : architectures) {
        if (machine == one.machine || machine == one.word)
            return one.word;
    }
    return std::nullopt;
}

std::uint64_t knownAttributes(std::string_view type)
{
    const std::string name = repartTypeName(type);
    if (name == "swap")
        return noAutoAttribute;
    constexpr std::array<std::string_view, 5> plain{"home", "srv", "var", "tmp", "xbootldr"};
    const bool isRoot = name.starts_with("root-") || name.starts_with("usr-");
    if (isRoot && name.ends_with("-verity-sig"))
        return 0;
    if (isRoot && name.ends_with("-verity"))
        return noAutoAttribute | readOnlyAttribute;
    if (isRoot || std::ranges::contains(plain, name))
        return noAutoAttribute | readOnlyAttribute | growFileSystemAttribute;
    return 0;
}

}
