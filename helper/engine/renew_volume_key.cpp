// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"
#include "helper/engine/restraint.h"
#include "helper/engine/watched_device.h"
#include "helper/stack/fresh_keys.h"

namespace parterre {

Result<> perform(const step::RenewVolumeKey &renew, Context &context)
{
    const Partition *const partition = findPartition(context.job.inventory, renew.partition);
    if (partition == nullptr)
        return fail(ErrorCode::Invalid, context.disk.name(), "a step for a partition that is not there");
    const std::optional<IdleIo> idle =
        idleAsChosen(renew.copying, "Partition " + std::to_string(renew.partition), context);
    Brake brake(renew.copying, context.stop);
    WatchedDevice disk(context.disk, context.changed);
    TRY(FreshKeys keys,
        FreshKeys::prepare({.disk = disk,
                            .origin = renew.origin,
                            .where = renew.where,
                            .content = partition->content,
                            .digest = renew.copying.digest},
                           *context.job.keys));
    // The data once from the origin, once to the clone, and once back from it.
    context.meter.expect(keys.amount() * 3);
    return keys.write(
        [&](const Work &moved) {
            context.report.read += moved.read;
            context.report.written += moved.written;
            context.meter.advance(moved);
            // What is read of the origin is written, too; reading back is not limited.
            brake.take(moved.written);
        },
        context.stop);
}

}
