// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/block/file_device.h"
#include "helper/table/table_codec.h"
#include "tests/support/loop_device.h"
#include "tests/support/table_image.h"

#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

Slot slot(int number, std::int64_t beginMib, std::int64_t mib)
{
    return {.number = number,
            .extent = {.begin = Offset(beginMib << 20U), .size = Bytes(mib << 20U)},
            .content = {}};
}

FileDescriptor holderOf(const test::LoopDevice &loop, int number)
{
    const std::string node = loop.path() + "p" + std::to_string(number);
    return FileDescriptor(::open(node.c_str(), O_RDONLY | O_EXCL | O_CLOEXEC));
}

}

/// A disk of which somebody uses a partition: the kernel's real one, a loop device.
class TestPartitionClaims : public QObject
{
    Q_OBJECT

private:
    const TableImage m_image{32_MiB};
    const test::LoopDevice m_loop{m_image.path(), 512};
    const std::vector<Slot> m_slots{slot(1, 1, 4), slot(2, 5, 4), slot(3, 9, 4)};

    [[nodiscard]] Result<std::unique_ptr<FileDevice>> open() const
    {
        return FileDevice::open(m_loop.path(), FileDevice::Access::Exclusive);
    }

private Q_SLOTS:
    void initTestCase();
    void tellsWhatTheKernelShows();
    void claimsTheWholeDiskWhereNobodyUsesIt();
    void claimsTheOthersWhereOneIsUsed();
    void writesNothingIntoWhatIsUsed();
    void doubtsAHolderOfAll();
    void refusesADiskWithoutPartitionsThatIsHeld();
    void letsGoOfWhatTheKernelIsToTakeAway();
};

void TestPartitionClaims::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("NOT TESTED: loop devices need root");
    if (m_loop.path().empty())
        QSKIP("NOT TESTED: no loop devices here");
    const auto device = open();
    QVERIFY(device);
    QVERIFY(tellKernel(**device, m_slots));
    if (!QFile::exists(QString::fromStdString(m_loop.path() + "p1")))
        QSKIP("NOT TESTED: nobody makes device nodes here");
}

void TestPartitionClaims::tellsWhatTheKernelShows()
{
    const auto device = open();
    QVERIFY(device);
    const auto shown = kernelPartitions((*device)->fd());
    QVERIFY(shown);
    QCOMPARE(shown->size(), m_slots.size());
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        QCOMPARE(shown->at(i).number, m_slots[i].number);
        QVERIFY(shown->at(i).extent == m_slots[i].extent);
        QCOMPARE(shown->at(i).node, m_loop.path() + "p" + std::to_string(i + 1));
    }
}

void TestPartitionClaims::claimsTheWholeDiskWhereNobodyUsesIt()
{
    const auto device = open();
    QVERIFY(device);
    QVERIFY((*device)->heldByOthers().empty());
    QVERIFY(!holderOf(m_loop, 1).isOpen());
    QVERIFY(!holderOf(m_loop, 3).isOpen());
}

void TestPartitionClaims::claimsTheOthersWhereOneIsUsed()
{
    const FileDescriptor holder = holderOf(m_loop, 3);
    QVERIFY(holder.isOpen());
    {
        const auto device = open();
        QVERIFY(device);
        QCOMPARE((*device)->heldByOthers().size(), 1U);
        QCOMPARE((*device)->heldByOthers().front().number, 3);
        QVERIFY(!holderOf(m_loop, 1).isOpen());
        QVERIFY(!holderOf(m_loop, 2).isOpen());
    }
    QVERIFY(holderOf(m_loop, 1).isOpen());
}

void TestPartitionClaims::writesNothingIntoWhatIsUsed()
{
    const FileDescriptor holder = holderOf(m_loop, 2);
    const auto device = open();
    QVERIFY(device);
    AlignedBuffer buffer(8192);
    const auto busy = [](const Result<> &result) {
        return !result && result.error().code == ErrorCode::Busy;
    };
    const Offset begin = m_slots[1].extent.begin;
    const Offset end = m_slots[1].extent.end();
    QVERIFY(busy((*device)->write(begin, buffer.bytes())));
    QVERIFY(busy((*device)->write(Offset(begin.bytes() - 4096), buffer.bytes())));
    QVERIFY(busy((*device)->write(Offset(end.bytes() - 512), buffer.bytes().first(512))));
    QVERIFY(busy((*device)->zero({.begin = begin, .size = 4096_B})));
    QVERIFY(busy((*device)->discard({.begin = begin, .size = 4096_B})));
    QVERIFY((*device)->kernelFd({.kind = Transfer::Kind::Write, .at = begin, .memory = buffer.bytes()}) < 0);
    QVERIFY((*device)->kernelFd({.kind = Transfer::Kind::Read, .at = begin, .memory = buffer.bytes()}) >= 0);
    QVERIFY((*device)->read(begin, buffer.bytes()));
    QVERIFY((*device)->write(Offset(begin.bytes() - 8192), buffer.bytes()));
    QVERIFY((*device)->write(end, buffer.bytes()));
    QVERIFY((*device)->kernelFd({.kind = Transfer::Kind::Write, .at = end, .memory = buffer.bytes()}) >= 0);
    QVERIFY((*device)->flush());
}

void TestPartitionClaims::doubtsAHolderOfAll()
{
    {
        const FileDescriptor holder(::open(m_loop.path().c_str(), O_RDONLY | O_EXCL | O_CLOEXEC));
        QVERIFY(holder.isOpen());
        const auto device = open();
        QVERIFY(device);
        QVERIFY((*device)->isHolderDoubtful());
        QCOMPARE((*device)->heldByOthers().size(), 3U);
    }
    const FileDescriptor holder = holderOf(m_loop, 1);
    const auto device = open();
    QVERIFY(device);
    QVERIFY(!(*device)->isHolderDoubtful());
}

void TestPartitionClaims::refusesADiskWithoutPartitionsThatIsHeld()
{
    const TableImage image(4_MiB);
    const test::LoopDevice loop(image.path(), 512);
    const FileDescriptor holder(::open(loop.path().c_str(), O_RDONLY | O_EXCL | O_CLOEXEC));
    QVERIFY(holder.isOpen());
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(!device);
    QVERIFY(device.error().code == ErrorCode::Busy);
}

void TestPartitionClaims::letsGoOfWhatTheKernelIsToTakeAway()
{
    const FileDescriptor holder = holderOf(m_loop, 3);
    const auto device = open();
    QVERIFY(device);
    QVERIFY(tellKernel(**device, {m_slots[0], m_slots[2]}));
    QVERIFY(!QFile::exists(QString::fromStdString(m_loop.path() + "p2")));
    // What comes is claimed, too.
    QVERIFY(tellKernel(**device, m_slots));
    QVERIFY(!holderOf(m_loop, 2).isOpen());
    QCOMPARE((*device)->heldByOthers().size(), 1U);
    // What is used stays.
    const Result<> gone = tellKernel(**device, {m_slots[0], m_slots[1]});
    QVERIFY(!gone);
    QVERIFY(gone.error().code == ErrorCode::Busy);
    QCOMPARE((*device)->heldByOthers().front().number, 3);
}

QTEST_GUILESS_MAIN(TestPartitionClaims)
#include "tst_partition_claims.moc"
