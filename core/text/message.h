// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <vector>

namespace parterre {

/// A sentence for people, not yet in any language: the key of a template and what goes into it.
///
/// `id` names an entry of the tables of core/text/message_tables.h, whose English template has places
/// {0}, {1}... The helper prints English; the app looks the template up in its translations.
struct Message
{
    std::string id;
    std::vector<std::string> args;

    friend bool operator==(const Message &, const Message &) = default;
};

/// The English template for `id`. Asserts that there is one: an unknown id is a bug.
[[nodiscard]] std::string messageTemplate(const std::string &id);
/// Every id of the table, for the tests and for the translators' list.
[[nodiscard]] std::vector<std::string> messageIds();
/// `text` with {0}.. replaced by `args`.
[[nodiscard]] std::string fillIn(const std::string &text, const std::vector<std::string> &args);
/// The message in English.
[[nodiscard]] std::string english(const Message &message);

}
