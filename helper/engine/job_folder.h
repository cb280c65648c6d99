// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"
#include "helper/table/table_codec.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// What a job's folder says about how far it came.
struct JobMark
{
    enum class State : std::uint8_t { Running, Ended };
    State state = State::Running;
    std::size_t step = 0;          ///< the step that was begun last
    bool isTableTouched = false;   ///< a table write was begun: the old table may be gone

    friend bool operator==(const JobMark &, const JobMark &) = default;
};

/// A file in a partition of the old table.
struct SavedFile
{
    int number = 0;  ///< of the partition
    LayerPlace layer;  ///< of the file system in it
    std::string path;  ///< absolute, of letters, digits and "._+-/"
};

/// A folder of its own for every job (mode 0700): the inventory and the plan (job.cbor), the old
/// table as sfdisk script (table.sfdisk) and as raw sectors (sectors.bin), former files of its partitions
/// (config.partids.N, etc%fstab.N.VOLUME), what its copies lack (unread.N), and how far it came (mark). Every
/// write is whole and durable, or failed. See docs/job-folder.md.
class JobFolder
{
public:
    /// Makes `root` where it is missing, and a new folder in it.
    [[nodiscard]] static Result<JobFolder> create(const std::string &root, const Job &job);
    [[nodiscard]] static Result<JobFolder> open(const std::string &path);
    /// The folders in `root`, newest first. None where there is no such folder.
    [[nodiscard]] static std::vector<std::string> list(const std::string &root);

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// When it was made, ISO 8601 UTC.
    [[nodiscard]] const std::string &started() const { return m_started; }

    [[nodiscard]] Result<> mark(const JobMark &mark) const;
    [[nodiscard]] Result<JobMark> readMark() const;
    [[nodiscard]] Result<> saveTable(BlockDevice &disk, const TableReading &reading) const;
    /// The old table's sectors as they were saved.
    [[nodiscard]] Result<std::vector<TableWrite>> savedSectors() const;
    /// What the file says; nullopt: there is none.
    [[nodiscard]] Result<> saveFormer(const SavedFile &file, const std::optional<std::string> &text) const;
    /// The same as it was saved; fails with Io where it was not.
    [[nodiscard]] Result<std::optional<std::string>> savedFormer(const SavedFile &file) const;
    /// Where a text is saved for a person to copy it.
    [[nodiscard]] std::string formerPath(const SavedFile &file) const;
    /// What the copy of step `step` went on without.
    [[nodiscard]] Result<> saveUnread(std::size_t step, const std::vector<UnreadRange> &unread) const;
    /// The same as it was saved; empty where nothing was.
    [[nodiscard]] Result<std::vector<UnreadRange>> savedUnread(std::size_t step) const;
    /// The job as it was started; its jobRoot is empty.
    [[nodiscard]] Result<Job> readJob() const;

private:
    JobFolder(std::string path, std::string started);

    [[nodiscard]] Result<> writeFile(const std::string &name, std::string_view bytes) const;
    [[nodiscard]] Result<std::string> readFile(const std::string &name) const;

    std::string m_path;
    std::string m_started;
};

}
