// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// The programs that may be run on a PartitionWindow, or on a file that becomes a partition, and no
/// others.
enum class Tool : std::uint8_t {
    Tune2fs,
    E2fsck,
    XfsDb,
    Btrfs,
    Btrfstune,
    Fatlabel,
    TuneExfat,
    Ntfslabel,
    Swaplabel,
    Resize2fs,
    Ntfsresize,
    Ntfsfix,
    ResizeF2fs,
    FsckF2fs,
    FsckFat,
    XfsRepair,
    Mtype,
    Mdir,
    Unsquashfs,
    DumpErofs,
    UserModeLinux,
    JfsTune,
    NilfsTune,
    Reiserfstune,
    Mke2fs,
    MkfsXfs,
    XfsProtofile,
    MkfsBtrfs,
    MkfsFat,
    Mcopy,
    MkfsExfat,
    Mkntfs,
    MkfsF2fs,
    SloadF2fs,
    Mkswap,
    Mksquashfs,
    MkfsErofs,
    Tar,
};

/// "tune2fs", as messages and package managers know it.
[[nodiscard]] std::string_view toolName(Tool tool);

/// What a program may use up. Output beyond the limit is read and dropped.
struct ToolLimits
{
    std::chrono::seconds time{600};
    std::size_t output = std::size_t{64} << 10U;
    std::optional<std::size_t> largestFile = {};  ///< it ends by SIGXFSZ when it writes a larger one
};

struct ToolOutput
{
    int status = 0;     ///< exit status; a signal's number + 128
    std::string out;
    std::string err;
    bool isCut = false;  ///< `out` said more than the limit

    /// The last line that says anything, of `err` if it does, for an error's detail.
    [[nodiscard]] std::string lastLine() const;
};

/// Finds and runs tools: by absolute path, without a shell, with nothing but LC_ALL and PATH in
/// the environment, /dev/null as input and no other open file. None outlives its time limit.
class Toolbox
{
public:
    /// `folders` is where programs are looked for, best first; tests give others.
    explicit Toolbox(std::vector<std::string> folders = {"/usr/sbin", "/sbin", "/usr/bin", "/bin"});

    /// The absolute path, if it is there and may be run.
    [[nodiscard]] std::optional<std::string> find(Tool tool) const;
    /// Runs it to its end, whatever that is. ToolMissing, or ToolFailed after the time limit.
    [[nodiscard]] Result<ToolOutput> run(Tool tool, const std::vector<std::string> &arguments,
                                         ToolLimits limits = {}) const;
    /// The same, where every exit status but 0 is ToolFailed with the tool's last line.
    [[nodiscard]] Result<ToolOutput> succeed(Tool tool, const std::vector<std::string> &arguments,
                                             ToolLimits limits = {}) const;

private:
    std::vector<std::string> m_folders;
};

}
