// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/copy/copier.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <algorithm>

#include <sys/stat.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Operation = RecordingDevice::Operation::Kind;

/// Holds what takes more than two batches.
const test::Recipe large{"large ext4", ContentKind::Ext4, "", "",
                         "truncate -s 240M $I; head -c 150M /dev/urandom >$D/large;"
                         "mkfs.ext4 -q -F -d $D $I; rm $D/large"};

Bytes sizeOf(const std::vector<Extent> &extents)
{
    Bytes size;
    for (const Extent &extent : extents)
        size += extent.size;
    return size;
}

std::int64_t allocated(const QString &path)
{
    struct stat status{};
    return ::stat(path.toStdString().c_str(), &status) == 0 ? std::int64_t{status.st_blocks} * 512 : -1;
}

Result<> fill(BlockDevice &device, Extent where)
{
    static const std::vector<std::byte> rubbish = noise(1 << 20, 1);
    for (Offset at = where.begin; at < where.end();) {
        const auto size = std::min(rubbish.size(), static_cast<std::size_t>((where.end() - at).count()));
        CHECK(device.write(at, std::span(rubbish).first(size)));
        at = at + Bytes(static_cast<std::int64_t>(size));
    }
    return {};
}

/// An image with a file system all of whose free space was written to once, as in one that has
/// lived, and places for copies that hold rubbish here and there.
struct Aged
{
    Aged(const test::Workshop &workshop, const test::Recipe &recipe, int targets)
        : path(workshop.path("disk"))
    {
        const QString content = workshop.make(recipe);
        const Bytes size = alignUp(Offset(QFileInfo(content).size()), 1_MiB) - Offset();
        workshop.run(QStringLiteral("rm -f $I; truncate -s %1 $I; dd if=%2 of=$I bs=1M seek=1 "
                                    "conv=notrunc,sparse status=none")
                         .arg((size * (targets + 1) + 2_MiB).count())
                         .arg(content),
                     "disk");
        device = FileDevice::open(path.toStdString(), FileDevice::Access::Exclusive).value();
        order.source = device.get();
        order.name = recipe.name;
        order.extent = {.begin = Offset() + 1_MiB, .size = Bytes(QFileInfo(content).size())};
        const Allocation allocation = allocationOf(*device, order.extent, recipe.kind);
        doubt = allocation.doubt;
        order.used = allocation.used;
        for (const Extent &free : gaps(order.extent, order.used))
            filled = filled && fill(*device, free);
        for (int i = 1; i <= targets; ++i) {
            order.targets.push_back({.device = device.get(), .at = order.extent.begin + size * i});
            filled = filled && fill(*device, {.begin = order.targets.back().at + 3_MiB, .size = 1_MiB});
        }
        filled = filled && device->flush();
    }

    QString path;
    std::unique_ptr<FileDevice> device;
    CopyOrder order;
    std::string doubt;
    bool filled = true;
};

}

/// What a copy of real file systems costs, in what repeats exactly: bytes, flushes, space.
class TestCopyCounts : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    static void contents()
    {
        QTest::addColumn<QByteArray>("recipe");
        QTest::addColumn<int>("targets");
        for (const char *name : {"ext4", "xfs", "btrfs", "fat32", "exfat", "ntfs"})
            QTest::addRow("%s", name) << QByteArray(name) << 1;
        QTest::newRow("ext4, four times") << QByteArray("ext4") << 4;
        QTest::newRow("several batches, twice") << QByteArray(large.name) << 2;
    }
    [[nodiscard]] Aged aged() const
    {
        QFETCH(const QByteArray, recipe);
        QFETCH(const int, targets);
        return {m_workshop, recipe == large.name ? large : test::recipeNamed(recipe), targets};
    }

private Q_SLOTS:
    void movesEachUsedByteOnceAndFlushesSeldom_data() { contents(); }
    void movesEachUsedByteOnceAndFlushesSeldom()
    {
        Aged disk = aged();
        QVERIFY2(disk.doubt.empty() && disk.filled, disk.doubt.c_str());
        RecordingDevice device(*disk.device);
        disk.order.source = &device;
        for (CopyTarget &target : disk.order.targets)
            target.device = &device;
        const auto outcome = copyBlocks(disk.order, [](const Work &) {}, {});
        QVERIFY2(outcome, outcome ? "" : english(describe(outcome.error())).c_str());

        std::vector<Extent> reads;
        Bytes written;
        std::int64_t flushes = 0;
        for (const auto &operation : device.operations()) {
            if (operation.kind == Operation::Read && disk.order.extent.overlaps(operation.extent))
                reads.push_back(operation.extent);
            else if (operation.kind == Operation::Write)
                written += operation.extent.size;
            flushes += operation.kind == Operation::Flush ? 1 : 0;
        }
        const auto targets = static_cast<std::int64_t>(disk.order.targets.size());
        const Bytes used = sizeOf(disk.order.used);
        const Bytes read = sizeOf(reads);
        QVERIFY2(read.count() <= used.count() + used.count() / 50,
                 qPrintable(QStringLiteral("%1 of %2").arg(read.count()).arg(used.count())));
        std::ranges::sort(reads, {}, &Extent::begin);
        const auto twice = std::ranges::adjacent_find(
            reads, [](const Extent &one, const Extent &next) { return one.overlaps(next); });
        QVERIFY(twice == reads.end());
        QCOMPARE(written, read * targets);
        QVERIFY2(flushes <= read.count() / Copier::batchSize.count() + 1 + targets,
                 qPrintable(QString::number(flushes)));
    }

    void takesNoMoreSpaceThanWhatIsUsed_data() { contents(); }
    void takesNoMoreSpaceThanWhatIsUsed()
    {
        Aged disk = aged();
        QVERIFY2(disk.doubt.empty() && disk.filled, disk.doubt.c_str());
        const auto outcome = copyBlocks(disk.order, [](const Work &) {}, {});
        QVERIFY2(outcome, outcome ? "" : english(describe(outcome.error())).c_str());
        const auto targets = static_cast<std::int64_t>(disk.order.targets.size());
        // The origin takes all that it has.
        const std::int64_t origin = disk.order.extent.size.count() + (1 << 20);
        const std::int64_t limit = origin + targets * (sizeOf(disk.order.used).count() + (1 << 20));
        QVERIFY2(allocated(disk.path) <= limit,
                 qPrintable(QStringLiteral("%1, not %2").arg(allocated(disk.path)).arg(limit)));
    }
};

QTEST_GUILESS_MAIN(TestCopyCounts)
#include "tst_copy_counts.moc"
