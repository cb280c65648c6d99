// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message.h"

#include "core/text/message_tables.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace parterre {

namespace {

const MessageEntry *find(std::string_view id)
{
    for (const auto &entries : {findingMessages(), jobMessages()}) {
        const auto found = std::ranges::find(entries, id, &MessageEntry::id);
        if (found != entries.end())
            return &*found;
    }
    return nullptr;
}

}

std::string messageTemplate(const std::string &id)
{
    const MessageEntry *entry = find(id);
    assert(entry != nullptr);
    return std::string(entry->text);
}

std::vector<std::string> messageIds()
{
    std::vector<std::string> ids;
    for (const auto &entries : {findingMessages(), jobMessages()}) {
        for (const MessageEntry &entry : entries)
            ids.emplace_back(entry.id);
    }
    return ids;
}

std::string fillIn(const std::string &text, const std::vector<std::string> &args)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto close = text[at] == '{' ? text.find('}', at) : std::string::npos;
        std::size_t index = args.size();
        if (close != std::string::npos) {
            const char *const end = text.data() + close;
            const auto [stop, error] = std::from_chars(text.data() + at + 1, end, index);
            if (error != std::errc() || stop != end)
                index = args.size();
        }
        if (index < args.size()) {
            result += args[index];
            at = close + 1;
        } else {
            result += text[at++];
        }
    }
    return result;
}

std::string english(const Message &message)
{
    return fillIn(messageTemplate(message.id), message.args);
}

}
