// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/units/uuid.h"

#include <string>
#include <vector>

namespace parterre {

/// What one layer of a clone shall be told by, and all that lies in it.
struct NewIdentity
{
    Uuid uuid;               ///< what its identifiers are made of, see identity_text.h
    std::string label = {};  ///< one that its kind has room for, see label_text.h; empty: as it is
    ContentKind kind = ContentKind::Unknown;  ///< of the layer
    std::vector<NewIdentity> volumes;         ///< for each of Content::volumes

    friend bool operator==(const NewIdentity &, const NewIdentity &) = default;
};

/// An identity for every layer of `content`, made of `drawn`; with the labels of `labelled`, which is
/// `content` but for identifiers and labels.
[[nodiscard]] NewIdentity identityOf(const Content &content, const Uuid &drawn, const Content &labelled);

/// What `content` reads as once it has that identity. What has no identifier, or one that cannot be renewed,
/// stays.
[[nodiscard]] Content identified(Content content, const NewIdentity &identity);

}
