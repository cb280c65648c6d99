// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/window_folder.h"
#include "helper/block/window_server.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <signal.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Access = PartitionWindow::Access;
using Kind = RecordingDevice::Operation::Kind;

constexpr Bytes diskSize{1 << 20};
constexpr Extent middle{.begin = Offset(256 << 10), .size = Bytes(64 << 10)};

std::vector<std::byte> bytes(std::size_t count)
{
    return std::vector<std::byte>(count, std::byte{0x42});
}

off_t sizeOf(const std::string &path)
{
    struct stat status{};
    return stat(path.c_str(), &status) == 0 ? status.st_size : -1;
}

std::set<std::string> threads()
{
    std::set<std::string> result;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/task"))
        result.insert(entry.path().filename());
    return result;
}

/// The signals that a thread blocks, as the kernel's mask.
std::uint64_t blockedBy(const std::string &thread)
{
    std::ifstream status("/proc/self/task/" + thread + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("SigBlk:"))
            return std::stoull(line.substr(7), nullptr, 16);
    }
    return 0;
}

/// A server over a mount point of its own.
struct Served
{
    Served(BlockDevice &disk, Access access)
        : folder(WindowFolder::make().value())
        , server(WindowServer::start(disk, middle, access, folder->file()).value())
    {}

    std::unique_ptr<WindowFolder> folder;
    std::unique_ptr<WindowServer> server;
};

}

class TestWindowServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!PartitionWindow::isAvailable())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void coversItsMountPointUntilItEnds()
    {
        MemoryDevice disk(diskSize);
        Served served(disk, Access::ReadOnly);
        const std::string file = served.folder->file();
        QCOMPARE(sizeOf(file), middle.size.count());
        QVERIFY(served.server->stop());
        QVERIFY(served.server->stop());
        served.server.reset();
        QCOMPARE(sizeOf(file), 0);
    }

    void aMountPointThatIsNotThereIsAnError()
    {
        MemoryDevice disk(diskSize);
        const auto server = WindowServer::start(disk, middle, Access::ReadOnly, "/nowhere/partition");
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::ToolMissing);
    }

    void nothingIsWrittenOutsideTheExtent_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("expected");
        const qint64 end = middle.size.count();
        QTest::newRow("the first bytes") << qint64{0} << 512 << 0;
        QTest::newRow("the last bytes") << end - 512 << 512 << 0;
        QTest::newRow("all") << qint64{0} << static_cast<int>(end) << 0;
        QTest::newRow("one byte too many") << end - 511 << 512 << ENOSPC;
        QTest::newRow("behind the end") << end << 1 << ENOSPC;
        QTest::newRow("where the sum overflows") << std::numeric_limits<qint64>::max() << 512 << ENOSPC;
    }
    void nothingIsWrittenOutsideTheExtent()
    {
        QFETCH(const qint64, at);
        QFETCH(const int, size);
        QFETCH(const int, expected);
        MemoryDevice inner(diskSize);
        RecordingDevice disk(inner);
        const Served served(disk, Access::ReadWrite);
        disk.forget();
        QCOMPARE(served.server->write(Bytes(at), bytes(static_cast<std::size_t>(size))), expected);
        if (expected == 0) {
            const RecordingDevice::Operation wanted{
                .kind = Kind::Write, .extent = {.begin = middle.begin + Bytes(at), .size = Bytes(size)}};
            QVERIFY(disk.operations() == std::vector{wanted});
            QVERIFY(served.server->stop());
        } else {
            QVERIFY(disk.operations().empty());
            const Result<> stopped = served.server->stop();
            QVERIFY(!stopped && stopped.error().code == ErrorCode::OutOfRange);
        }
    }

    void aReadOnlyOneNeverWrites()
    {
        MemoryDevice inner(diskSize);
        RecordingDevice disk(inner);
        const Served served(disk, Access::ReadOnly);
        disk.forget();
        QCOMPARE(served.server->write(Bytes(), bytes(512)), EROFS);
        QCOMPARE(served.server->flush(), 0);
        QVERIFY(disk.operations().empty());
        QVERIFY(served.server->stop());
    }

    void theFirstErrorIsTheOneThatIsTold()
    {
        MemoryDevice inner(diskSize);
        FaultyDevice disk(inner);
        disk.failReadsOf({.begin = middle.begin + 4096_B, .size = 512_B});
        disk.failFlushes();
        const Served served(disk, Access::ReadWrite);
        std::vector<std::byte> into(512);
        QCOMPARE(served.server->read(4096_B, into), EIO);
        QCOMPARE(served.server->read(8192_B, into), 0);
        QCOMPARE(served.server->write(middle.size, bytes(1)), ENOSPC);
        const Result<> stopped = served.server->stop();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Io);
        QCOMPARE(stopped.error().systemErrno, EIO);
    }

    void aToolHearsThatItsFsyncFailed()
    {
        MemoryDevice inner(diskSize);
        FaultyDevice disk(inner);
        disk.failFlushes();
        const Served served(disk, Access::ReadWrite);
        {
            const FileDescriptor file(::open(served.folder->file().c_str(), O_RDWR | O_CLOEXEC));
            QCOMPARE(pwrite(file.value(), "x", 1, 0), 1);
            QCOMPARE(fsync(file.value()), -1);
            QCOMPARE(errno, EIO);
        }
        served.server->unmount();
        QVERIFY(!served.server->stop());
    }

    void itsThreadTakesNoSignals()
    {
        MemoryDevice disk(diskSize);
        const std::set<std::string> before = threads();
        const std::uint64_t mine = blockedBy(std::to_string(gettid()));
        const Served served(disk, Access::ReadOnly);
        QCOMPARE(blockedBy(std::to_string(gettid())), mine);
        int others = 0;
        for (const std::string &thread : threads()) {
            if (before.contains(thread))
                continue;
            ++others;
            for (const int number : {SIGTERM, SIGINT, SIGCHLD, SIGHUP, SIGUSR1})
                QVERIFY((blockedBy(thread) & (std::uint64_t{1} << static_cast<unsigned>(number - 1))) != 0);
        }
        QCOMPARE(others, 1);
    }
};

QTEST_GUILESS_MAIN(TestWindowServer)
#include "tst_window_server.moc"
