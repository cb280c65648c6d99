// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/block/file_device.h"
#include "helper/block/topology.h"
#include "helper/table/table_codec.h"
#include "tests/support/loop_device.h"
#include "tests/support/table_image.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>

#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;
using test::LoopDevice;

namespace {

Slot slot(int number, std::int64_t begin, std::int64_t count, EntryKind entry = EntryKind::Primary)
{
    return {.number = number,
            .entry = entry,
            .extent = {.begin = Offset(begin * 512), .size = Bytes(count * 512)},
            .content = {}};
}

}

/// The real kernel's partitions of a real loop device.
class TestTellKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addsMovesResizesAndRemoves();
    void showsOnlyTheHeadOfAContainer();
    void leavesAPartitionInUseAlone();
    void claimsADiskForOneWriter();
    void readsTheSectorSizeOfTheDevice();
    void zeroesABlockDevice();
    void ignoresImageFiles();
};

void TestTellKernel::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("NOT TESTED: telling the kernel needs root");
    const TableImage image(4_MiB);
    if (LoopDevice(image.path(), 512).path().empty())
        QSKIP("NOT TESTED: no loop devices here");
}

void TestTellKernel::addsMovesResizesAndRemoves()
{
    const TableImage image(32_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    const std::vector<Slot> first{slot(1, 2048, 2048), slot(2, 4096, 4096), slot(3, 16384, 2048)};
    QVERIFY(tellKernel(**device, first));
    using Seen = std::map<int, std::pair<qint64, qint64>>;
    QCOMPARE(loop.partitions(), (Seen{{1, {2048, 2048}}, {2, {4096, 4096}}, {3, {16384, 2048}}}));
    // 1 grows into what 2 leaves, 2 moves, 3 goes, 4 comes to where 3 was.
    const std::vector<Slot> second{slot(1, 2048, 4096), slot(2, 8192, 2048), slot(4, 16384, 1024)};
    QVERIFY(tellKernel(**device, second));
    QCOMPARE(loop.partitions(), (Seen{{1, {2048, 4096}}, {2, {8192, 2048}}, {4, {16384, 1024}}}));
    QVERIFY(tellKernel(**device, {}));
    QVERIFY(loop.partitions().empty());
}

void TestTellKernel::showsOnlyTheHeadOfAContainer()
{
    const TableImage image(32_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    const std::vector<Slot> slots{slot(2, 8192, 32768, EntryKind::Extended),
                                  slot(5, 10240, 2048, EntryKind::Logical)};
    QVERIFY(tellKernel(**device, slots));
    using Seen = std::map<int, std::pair<qint64, qint64>>;
    QCOMPARE(loop.partitions(), (Seen{{2, {8192, 2}}, {5, {10240, 2048}}}));
}

void TestTellKernel::leavesAPartitionInUseAlone()
{
    const TableImage image(32_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::ReadOnly);
    QVERIFY(device);
    const std::vector<Slot> before{slot(1, 2048, 2048), slot(2, 8192, 2048)};
    QVERIFY(tellKernel(**device, before));
    const std::string node = loop.path() + "p1";
    if (!QFile::exists(QString::fromStdString(node)))
        QSKIP("NOT TESTED: no udev makes device nodes here");
    const auto holder = FileDevice::open(node, FileDevice::Access::Exclusive);
    QVERIFY(holder);
    QVERIFY(tellKernel(**device, {before[0], slot(3, 16384, 2048)}));
    const auto removed = tellKernel(**device, {});
    QVERIFY(!removed);
    QVERIFY(removed.error().code == ErrorCode::Busy);
}

void TestTellKernel::claimsADiskForOneWriter()
{
    const TableImage image(4_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto first = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(first);
    const auto second = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Busy);
}

void TestTellKernel::readsTheSectorSizeOfTheDevice()
{
    const TableImage image(4_MiB);
    const LoopDevice loop(image.path(), 4096);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::ReadOnly);
    QVERIFY(device);
    QVERIFY((*device)->isBlockDevice());
    QCOMPARE((*device)->sectorSize(), 4096_B);
    QCOMPARE((*device)->size(), 4_MiB);
    QCOMPARE(topologyOf(**device).physicalSectorSize, 4096_B);
}

void TestTellKernel::zeroesABlockDevice()
{
    const TableImage image(4_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    AlignedBuffer buffer(65536);
    std::ranges::fill(buffer.bytes(), std::byte{5});
    QVERIFY((*device)->write(Offset(65536), buffer.bytes()));
    QVERIFY((*device)->flush());
    QVERIFY((*device)->zero({.begin = Offset(65536 + 512), .size = 32768_B}));
    QVERIFY((*device)->read(Offset(65536), buffer.bytes()));
    QCOMPARE(std::ranges::count(buffer.bytes(), std::byte{0}), 32768);
    QCOMPARE(buffer.bytes()[511], std::byte{5});
}

void TestTellKernel::ignoresImageFiles()
{
    const TableImage image(4_MiB);
    const auto device = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    QVERIFY(tellKernel(**device, {slot(1, 2048, 2048)}));
}

QTEST_GUILESS_MAIN(TestTellKernel)
#include "tst_tell_kernel.moc"
