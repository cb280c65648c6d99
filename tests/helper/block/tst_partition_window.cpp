// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/file_descriptor.h"
#include "helper/block/partition_window.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <array>
#include <filesystem>
#include <vector>

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace parterre;

namespace {

constexpr Bytes diskSize{1 << 20};
constexpr Extent middle{.begin = Offset(300 * 512), .size = Bytes(200 * 512)};
using Access = PartitionWindow::Access;

std::vector<std::byte> pattern(std::size_t size, int seed)
{
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>((i * 7 + static_cast<std::size_t>(seed)) & 0xffU);
    return bytes;
}

FileDescriptor openFile(const PartitionWindow &window, int flags)
{
    return FileDescriptor(::open(window.path().c_str(), flags | O_CLOEXEC));
}

bool writeAt(const FileDescriptor &file, const std::vector<std::byte> &bytes, off_t at)
{
    return pwrite(file.value(), bytes.data(), bytes.size(), at) == static_cast<ssize_t>(bytes.size());
}

}

class TestPartitionWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!PartitionWindow::isAvailable())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void theFileIsTheExtent()
    {
        MemoryDevice disk(diskSize);
        const auto bytes = pattern(static_cast<std::size_t>(diskSize.count()), 1);
        disk.content().write(Offset(), bytes);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadOnly);
        QVERIFY(window);
        struct stat status{};
        QCOMPARE(stat((*window)->path().c_str(), &status), 0);
        QVERIFY(S_ISREG(status.st_mode));
        QCOMPARE(status.st_size, middle.size.count());
        const FileDescriptor file = openFile(**window, O_RDONLY);
        std::vector<std::byte> found(static_cast<std::size_t>(middle.size.count()) + 4096);
        QCOMPARE(pread(file.value(), found.data(), found.size(), 0), middle.size.count());
        found.resize(static_cast<std::size_t>(middle.size.count()));
        QVERIFY(std::ranges::equal(found, std::span(bytes).subspan(300 * 512, found.size())));
    }

    void writesLandInTheExtentAndNowhereElse()
    {
        MemoryDevice disk(diskSize);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadWrite);
        QVERIFY(window);
        {
            const FileDescriptor file = openFile(**window, O_RDWR);
            QVERIFY(writeAt(file, pattern(1000, 3), 100));
        }
        QVERIFY((*window)->close());
        MemoryDevice expected(diskSize);
        expected.content().write(middle.begin + Bytes(100), pattern(1000, 3));
        QVERIFY(disk.content() == expected.content());
    }

    void aWritePastTheEndIsRefusedAndRemembered()
    {
        MemoryDevice disk(diskSize);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadWrite);
        QVERIFY(window);
        {
            const FileDescriptor file = openFile(**window, O_RDWR);
            QVERIFY(!writeAt(file, pattern(512, 3), middle.size.count()));
            QCOMPARE(errno, ENOSPC);
            QVERIFY(!writeAt(file, pattern(1024, 3), middle.size.count() - 512));
            QVERIFY(writeAt(file, std::vector<std::byte>(512), middle.size.count() - 512));
        }
        const Result<> closed = (*window)->close();
        QVERIFY(!closed);
        QCOMPARE(closed.error().code, ErrorCode::OutOfRange);
        QVERIFY(disk.content() == MemoryDevice(diskSize).content());
    }

    void theSizeCannotBeChanged()
    {
        MemoryDevice disk(diskSize);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadWrite);
        QVERIFY(window);
        QCOMPARE(truncate((*window)->path().c_str(), middle.size.count()), 0);
        QCOMPARE(truncate((*window)->path().c_str(), 0), -1);
        QCOMPARE(errno, EPERM);
    }

    void aReadOnlyWindowRefusesToBeOpenedForWriting()
    {
        MemoryDevice disk(diskSize);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadOnly);
        QVERIFY(window);
        QVERIFY(!openFile(**window, O_RDWR).isOpen());
        QCOMPARE(errno, EROFS);
    }

    void directReadsAndSharedMappingsWork()
    {
        MemoryDevice disk(diskSize);
        disk.content().write(middle.begin, pattern(8192, 9));
        const auto window = PartitionWindow::open(disk, middle, Access::ReadWrite);
        QVERIFY(window);
        {
            const FileDescriptor direct = openFile(**window, O_RDWR | O_DIRECT);
            QVERIFY(direct.isOpen());
            AlignedBuffer buffer(4096);
            QCOMPARE(pread(direct.value(), buffer.bytes().data(), 4096, 4096), 4096);
            const std::vector<std::byte> written = pattern(8192, 9);
            QVERIFY(std::ranges::equal(buffer.bytes(), std::span(written).subspan(4096)));
        }
        {
            const FileDescriptor file = openFile(**window, O_RDWR);
            void *map = mmap(nullptr, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, file.value(), 0);
            QVERIFY(map != MAP_FAILED);
            static_cast<std::byte *>(map)[5000] = std::byte{0x42};
            munmap(map, 8192);
        }
        QVERIFY((*window)->close());
        QCOMPARE(disk.content().read({.begin = middle.begin + Bytes(5000), .size = Bytes(1)})[0],
                 std::byte{0x42});
    }

    void anIoctlIsAnsweredLikeForAnyFile()
    {
        MemoryDevice disk(diskSize);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadOnly);
        QVERIFY(window);
        const FileDescriptor file = openFile(**window, O_RDONLY);
        std::uint64_t size = 0;
        QCOMPARE(ioctl(file.value(), BLKGETSIZE64, &size), -1);
        QCOMPARE(errno, ENOTTY);
    }

    void fsyncAndCloseMakeWritesDurable()
    {
        Mains mains;
        CrashDevice disk(SparseBytes(diskSize), mains);
        const auto window = PartitionWindow::open(disk, middle, Access::ReadWrite);
        QVERIFY(window);
        {
            const FileDescriptor file = openFile(**window, O_RDWR);
            QVERIFY(writeAt(file, pattern(4096, 3), 0));
            QVERIFY(disk.isDirty());
            QCOMPARE(fsync(file.value()), 0);
            QVERIFY(!disk.isDirty());
            QVERIFY(writeAt(file, pattern(4096, 4), 0));
        }
        QVERIFY((*window)->close());
        QVERIFY(!disk.isDirty());
    }

    void aBadSectorIsAnErrorForTheToolAndForClose()
    {
        MemoryDevice memory(diskSize);
        FaultyDevice disk(memory);
        disk.failReadsOf({.begin = middle.begin + Bytes(4096), .size = Bytes(512)});
        const auto window = PartitionWindow::open(disk, middle, Access::ReadOnly);
        QVERIFY(window);
        {
            const FileDescriptor file = openFile(**window, O_RDONLY | O_DIRECT);
            AlignedBuffer buffer(4096);
            QCOMPARE(pread(file.value(), buffer.bytes().data(), 4096, 0), 4096);
            QCOMPARE(pread(file.value(), buffer.bytes().data(), 4096, 4096), -1);
            QCOMPARE(errno, EIO);
        }
        const Result<> closed = (*window)->close();
        QVERIFY(!closed);
        QCOMPARE(closed.error().systemErrno, EIO);
    }

    void nothingIsLeftFromOneWindowInTheNext()
    {
        MemoryDevice disk(diskSize);
        for (int round = 0; round < 3; ++round) {
            disk.content().write(middle.begin, pattern(4096, round));
            const auto window = PartitionWindow::open(disk, middle, Access::ReadOnly);
            QVERIFY(window);
            const FileDescriptor file = openFile(**window, O_RDONLY);
            std::vector<std::byte> found(4096);
            QCOMPARE(pread(file.value(), found.data(), found.size(), 0), 4096);
            QCOMPARE(found, pattern(4096, round));
        }
    }

    void closingDoesNotWaitForOneWhoHoldsTheFileOpen()
    {
        MemoryDevice disk(diskSize);
        auto window = PartitionWindow::open(disk, middle, Access::ReadWrite);
        QVERIFY(window);
        const FileDescriptor held = openFile(**window, O_RDWR);
        QVERIFY((*window)->close());
        QVERIFY(!writeAt(held, pattern(512, 1), 0));
        QCOMPARE(errno, ENOTCONN);
        QVERIFY(disk.content() == MemoryDevice(diskSize).content());
    }

    void theFolderIsPrivateAndGoesWithTheWindow()
    {
        MemoryDevice disk(diskSize);
        std::filesystem::path folder;
        {
            const auto window = PartitionWindow::open(disk, middle, Access::ReadOnly);
            QVERIFY(window);
            folder = std::filesystem::path((*window)->path()).parent_path();
            struct stat status{};
            QCOMPARE(stat(folder.c_str(), &status), 0);
            QCOMPARE(status.st_mode & 0777U, 0700U);
        }
        QVERIFY(!std::filesystem::exists(folder));
    }

    void anExtentPastTheDiskIsRefused()
    {
        MemoryDevice disk(diskSize);
        const auto window =
            PartitionWindow::open(disk, {.begin = Offset(512), .size = diskSize}, Access::ReadOnly);
        QVERIFY(!window);
        QCOMPARE(window.error().code, ErrorCode::OutOfRange);
    }
};

QTEST_GUILESS_MAIN(TestPartitionWindow)
#include "tst_partition_window.moc"
