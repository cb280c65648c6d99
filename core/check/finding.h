// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/edit.h"
#include "core/text/message.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

enum class Severity : std::uint8_t { Info, Warning, Error };

[[nodiscard]] std::string_view severityName(Severity severity);  ///< "info", "warning", "error"

/// A fix that one click applies, with the words for its button.
struct Fix
{
    Message label;
    std::vector<Edit> edits;

    friend bool operator==(const Fix &, const Fix &) = default;
};

/// Something about the design that a person should know before Apply. An Error forbids Apply.
struct Finding
{
    std::string code;             ///< stable, for scripts: "table-full"
    Severity severity = Severity::Error;
    std::vector<int> partitions;  ///< numbers in the inventory
    Message message;              ///< a whole sentence: what, where, what to do
    std::optional<Fix> fix;

    friend bool operator==(const Finding &, const Finding &) = default;
};

[[nodiscard]] bool hasErrors(const std::vector<Finding> &findings);

}
