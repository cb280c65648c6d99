// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "helper/block/topology.h"
#include "tests/support/sparse_bytes.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

#include <vector>

namespace parterre {

/// A disk image in a file of its own, for the tables that sfdisk and sgdisk make and judge.
class TableImage
{
public:
    explicit TableImage(Bytes size);
    /// The content of a disk as a file.
    explicit TableImage(const SparseBytes &content);

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("disk.img")); }
    [[nodiscard]] SparseBytes content() const;
    /// Runs `sfdisk OPTIONS IMAGE` with `script` as its input. False with words in `output()`.
    [[nodiscard]] bool sfdisk(const QByteArray &script, const QStringList &options = {});
    [[nodiscard]] bool sgdisk(const QStringList &options);
    [[nodiscard]] const QByteArray &output() const { return m_output; }

private:
    bool run(const QString &program, const QStringList &arguments, const QByteArray &input);

    QTemporaryDir m_folder;
    QByteArray m_output;
};

/// A disk as `sfdisk --sector-size` makes it from `script`; asserts that it did.
[[nodiscard]] SparseBytes diskOf(const QByteArray &script, Bytes size, Bytes sectorSize = Bytes(512));

/// The entries of a table as slots, to be changed and encoded again.
[[nodiscard]] std::vector<Slot> slotsOf(const std::vector<Partition> &partitions);

[[nodiscard]] Topology plainTopology(Bytes sectorSize = Bytes(512));

}
