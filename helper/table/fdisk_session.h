// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/topology.h"
#include "helper/table/disk_copy.h"

#include <libfdisk/libfdisk.h>
#include <memory>
#include <string>

namespace parterre {

/// Calls `Release` on what libfdisk has counted for us.
template<auto Release>
struct Releases
{
    template<typename T>
    void operator()(T *owned) const
    {
        Release(owned);
    }
};

using FdiskTable = std::unique_ptr<fdisk_table, Releases<fdisk_unref_table>>;
using FdiskPartition = std::unique_ptr<fdisk_partition, Releases<fdisk_unref_partition>>;
using FdiskType = std::unique_ptr<fdisk_parttype, Releases<fdisk_unref_parttype>>;
using FdiskScript = std::unique_ptr<fdisk_script, Releases<fdisk_unref_script>>;
using FdiskIterator = std::unique_ptr<fdisk_iter, Releases<fdisk_free_iter>>;

/// libfdisk at work on the copy of a disk. It never asks: what it would ask a person is refused,
/// what it says is kept for errors.
class FdiskSession
{
public:
    /// `copy` must outlive the session.
    [[nodiscard]] static Result<FdiskSession> open(const DiskCopy &copy, const Topology &topology,
                                                   const std::string &name);

    [[nodiscard]] fdisk_context *context() const { return m_context.get(); }
    /// An error with what libfdisk said last; `status` is the negative errno that it returned.
    [[nodiscard]] std::unexpected<Error> failed(ErrorCode code, int status, const char *call) const;

private:
    using Context = std::unique_ptr<fdisk_context, Releases<fdisk_unref_context>>;

    FdiskSession(Context context, std::string name);

    std::string m_name;
    std::unique_ptr<std::string> m_words;  ///< what libfdisk said; it holds a pointer to it
    Context m_context;
};

}
