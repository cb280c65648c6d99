// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/helper/made_content.h"

#include <string>
#include <vector>

namespace parterre {

/// The kinds that have a reader of files.
inline const std::vector<ContentKind> &readableKinds()
{
    using enum ContentKind;
    static const std::vector<ContentKind> kinds{Ext2, Ext3, Ext4, Xfs, Btrfs, Fat32, Squashfs, Erofs};
    return kinds;
}

inline Bytes rootSizeFor(ContentKind kind)
{
    const auto found = recipes().find(kind);
    return found == recipes().end() ? Bytes(4 << 20) : found->second.size;
}

/// mkfs with what is in the folder `tree` in it, without mounting anything. Writes beside the folder.
inline bool makeRoot(MadeContent &made, ContentKind kind, const std::string &tree)
{
    const auto shell = [&](const std::string &script) {
        return made.succeeds("sh", {"-e", "-c", "tree=" + tree + "; " + script, "sh"});
    };
    if (isExt(kind))
        return made.succeeds("mkfs." + std::string(contentKindName(kind)), {"-q", "-F", "-d", tree});
    if (kind == ContentKind::Btrfs)
        return made.succeeds("mkfs.btrfs", {"-q", "-f", "--rootdir", tree});
    if (kind == ContentKind::Xfs)
        return shell("xfs_protofile $tree >$tree.proto; mkfs.xfs -q -f -p $tree.proto \"$1\"");
    if (kind == ContentKind::Squashfs)
        return shell("mksquashfs $tree $tree.sq -quiet -no-progress -noappend; "
                     "dd if=$tree.sq of=\"$1\" conv=notrunc");
    if (kind == ContentKind::Erofs)
        return shell("mkfs.erofs --quiet $tree.er $tree; dd if=$tree.er of=\"$1\" conv=notrunc");
    return shell("mkfs.fat -F 32 \"$1\"; mcopy -Q -s -i \"$1\" $tree/* ::/");
}

}
