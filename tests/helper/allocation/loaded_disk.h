// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/allocation/allocation.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/memory_device.h"

#include <string>

namespace parterre::test {

/// An image in the middle of a disk in memory, where its bytes can be changed.
class LoadedDisk
{
public:
    /// `behind` zeros follow the image within its partition.
    explicit LoadedDisk(const QString &path, Bytes behind = {})
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(path));
        imageSize = Bytes(file.size());
        where = {.begin = Offset() + before, .size = imageSize + behind};
        disk = std::make_unique<MemoryDevice>(roundUp(before * 2 + where.size, Bytes(4096)));
        const std::vector<std::byte> noise(std::size_t{1} << 20, std::byte{0xa5});
        disk->content().write(Offset(), noise);
        const QByteArray zeros(1 << 16, '\0');
        for (Offset at = where.begin; !file.atEnd();) {
            const QByteArray piece = file.read(zeros.size());
            if (piece != zeros.first(piece.size()))
                disk->content().write(at, std::as_bytes(std::span(piece)));
            at = at + Bytes(piece.size());
        }
        disk->content().write(where.end(), noise);
    }

    void put(std::int64_t at, const std::string &bytes)
    {
        disk->content().write(where.begin + Bytes(at), std::as_bytes(std::span(bytes)));
    }
    void flip(std::int64_t at)
    {
        std::vector<std::byte> one =
            disk->content().read({.begin = where.begin + Bytes(at), .size = Bytes(1)});
        one[0] ^= std::byte{1};
        disk->content().write(where.begin + Bytes(at), one);
    }

    /// Counted from the partition's start.
    [[nodiscard]] Extent at(std::int64_t begin, std::int64_t size) const
    {
        return {.begin = where.begin + Bytes(begin), .size = Bytes(size)};
    }
    [[nodiscard]] Allocation allocation(ContentKind kind) const { return allocationOf(*disk, where, kind); }

    static constexpr Bytes before{1 << 20};
    Bytes imageSize;
    Extent where;
    std::unique_ptr<MemoryDevice> disk;
};

inline std::int64_t total(const std::vector<Extent> &extents)
{
    std::int64_t sum = 0;
    for (const Extent &one : extents)
        sum += one.size.count();
    return sum;
}

}
