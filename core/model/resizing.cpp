// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/resizing.h"

namespace parterre {

bool canEverShrink(ContentKind kind)
{
    return isExt(kind) || isFat(kind) || kind == ContentKind::Ntfs || kind == ContentKind::Btrfs
        || kind == ContentKind::Swap;
}

bool canEverGrow(ContentKind kind)
{
    return canEverShrink(kind) || kind == ContentKind::Xfs || kind == ContentKind::F2fs;
}

bool mayEndWithItsPlace(ContentKind kind)
{
    return kind == ContentKind::MdMember || kind == ContentKind::Zfs || kind == ContentKind::Nilfs2
        || kind == ContentKind::Bcachefs || kind == ContentKind::Apfs || kind == ContentKind::Other;
}

bool survivesPowerCut(ContentKind kind)
{
    return kind == ContentKind::Btrfs || kind == ContentKind::Xfs || kind == ContentKind::Swap || isFat(kind);
}

}
