// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"
#include "helper/engine/watched_device.h"
#include "helper/files/layer_files.h"

namespace parterre {

Result<> perform(const step::WritePartids &partids, Context &context)
{
    WatchedDevice disk(context.disk, context.changed);
    return writeLayerFiles(disk, {.where = partids.where, .layer = partids.layer, .kind = partids.kind},
                           *context.job.keys, {{.path = "/config.partids", .text = partids.text}});
}

}
