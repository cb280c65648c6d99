// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"
#include "helper/engine/watched_device.h"
#include "helper/files/root_file.h"

namespace parterre {

Result<> perform(const step::WritePartids &partids, Context &context)
{
    WatchedDevice disk(context.disk, context.changed);
    return writeRootFile(disk, partids.where, partids.kind, "config.partids", partids.text);
}

}
