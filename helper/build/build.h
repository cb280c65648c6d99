// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/build/foundation.h"
#include "helper/engine/engine.h"

namespace parterre {

/// A drawn disk that is to be made.
struct BuildOrder
{
    std::string target;  ///< an image file that is not there yet; or the disk's path, for words
    FileDevice *disk = nullptr;  ///< a blank disk of the drawing's size, open for writing; nullptr: an image
    Foundation foundation;
    std::vector<ContentSource> contents;  ///< of the drawn partitions; others get an empty file system
    std::string jobRoot;  ///< as Job::jobRoot
};

/// Makes the disk: its table, its contents by their own tools, the clones of these by run(), and everything
/// read back. An image gets its name when all is done and verified, and until then there is nothing at it;
/// whatever fails leaves nothing behind, and a disk without a table. The report is that of the clones.
/// Invalid or Unsupported, before anything is made, where the disk is not blank, and for contents that no
/// partition is drawn for, that are of another kind or larger than it, or that have no maker; and as
/// makeFileSystem(), fillPlace() and run().
[[nodiscard]] Result<Report> build(const BuildOrder &order, Observer &observer, const std::stop_token &stop);

}
