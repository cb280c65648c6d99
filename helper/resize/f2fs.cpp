// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/resize/way.h"

namespace parterre {

Result<> growF2fs(const Resizing &resizing)
{
    return succeedOn(resizing, PartitionWindow::Access::ReadWrite, Tool::ResizeF2fs, {windowPath});
}

Result<> checkF2fs(const Resizing &resizing)
{
    return succeedOn(resizing, PartitionWindow::Access::ReadOnly, Tool::FsckF2fs, {"--dry-run", windowPath});
}

}
