// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/new_identity.h"

#include "core/layout/identity_text.h"

#include <algorithm>

namespace parterre {

namespace {

void replace(std::string &text, std::string renewed)
{
    if (!text.empty() && !renewed.empty())
        text = std::move(renewed);
}

}

NewIdentity identityOf(const Content &content, const Uuid &drawn, const Content &labelled)
{
    // One without an identifier, as tune2fs -U clear leaves it, gets none.
    const ContentKind kind = content.uuid.empty() ? ContentKind::Unknown : content.kind;
    NewIdentity identity{.uuid = drawn, .kind = kind};
    if (labelled.label != content.label)
        identity.label = labelled.label;
    const std::size_t count = std::min(content.volumes.size(), labelled.volumes.size());
    for (std::size_t i = 0; i < count; ++i) {
        const Volume &volume = content.volumes[i];
        identity.volumes.push_back(
            identityOf(volume.content, Uuid::named(drawn, "in " + volume.name), labelled.volumes[i].content));
    }
    return identity;
}

Content identified(Content content, const NewIdentity &identity)
{
    replace(content.uuid, contentIdText(content.kind, identity.uuid));
    replace(content.subUuid, subIdText(content.kind, identity.uuid));
    replace(content.groupUuid, groupIdText(content.kind, identity.uuid));
    if (!identity.label.empty())
        content.label = identity.label;
    const std::size_t count = std::min(content.volumes.size(), identity.volumes.size());
    for (std::size_t i = 0; i < count; ++i) {
        Volume &volume = content.volumes[i];
        replace(volume.uuid, volumeIdText(content.kind, identity.uuid, volume.name));
        volume.content = identified(std::move(volume.content), identity.volumes[i]);
    }
    return content;
}

}
