// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/result/result.h"
#include "core/text/message.h"

#include <QString>

#include <string_view>

namespace parterre {

/// The words of the window for values of core, in the user's language.

[[nodiscard]] QString text(std::string_view utf8);
[[nodiscard]] QString words(const Message &message);
[[nodiscard]] QString words(const Error &error);
/// "3.0 GiB"
[[nodiscard]] QString sizeWords(Bytes size);
/// "26.1 of 32.0 GiB": one unit for both where they share it.
[[nodiscard]] QString shareWords(Bytes part, Bytes whole);
/// "ext4", "LUKS2", "FAT32", "unformatted"
[[nodiscard]] QString contentWords(const Content &content);
/// "ext4, label HOME"
[[nodiscard]] QString contentDetailWords(const Content &content);
[[nodiscard]] QString tableWords(TableKind kind);
/// "Linux filesystem (8300)" for the types that people know, the GUID or code for the others.
[[nodiscard]] QString typeWords(const std::string &type);
/// What a person calls the partition: "home", "EFI", "legacy", its GPT name, its label, "#4".
[[nodiscard]] QString nameWords(const Slot &slot);
/// nameWords() and, for clones, which: "home ◆2".
[[nodiscard]] QString slotWords(const Slot &slot);
/// The first and last four characters of an identifier: "1d20…77fe".
[[nodiscard]] QString shortId(const std::string &id);

}
