// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/idle_io.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <algorithm>

#include <sys/stat.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Extent source{.begin = Offset() + 1_MiB, .size = 22_MiB};
const std::vector<Offset> targets{Offset() + 32_MiB, Offset() + 64_MiB};
using Kind = RecordingDevice::Operation::Kind;

/// Of content without a map: every block of it counts.
step::CopyBlocks copyStep(Copying copying = {}, ContentKind kind = ContentKind::Unknown)
{
    return {.partition = 3,
            .source = source,
            .targets = targets,
            .kind = kind,
            .used = source.size,
            .copying = copying};
}

/// Data, a hole of several pieces, and data up to an end that is no whole piece.
SparseBytes disk()
{
    SparseBytes content(100_MiB);
    content.write(source.begin, noise(std::size_t{5} << 20U, 1));
    content.write(source.end() - 3_MiB, noise(std::size_t{3} << 20U, 2));
    // What lay in the free space before must not shine through the copy's holes.
    content.write(Offset() + 32_MiB, noise(std::size_t{60} << 20U, 3));
    return content;
}

/// As mkswap leaves it: version 1, its last page, its mark at the end of the first page.
std::vector<std::byte> swapHeader()
{
    std::vector<std::byte> page(4096);
    page[1024] = std::byte{1};
    page[1028] = std::byte{0xff};
    page[1029] = std::byte{0x15};
    std::ranges::copy(std::as_bytes(std::span("SWAPSPACE2", 10)), page.begin() + 4086);
    return page;
}

std::int64_t allocated(const QString &path)
{
    struct stat status = {};
    if (::stat(path.toStdString().c_str(), &status) != 0)
        qFatal("stat");
    return status.st_blocks * 512;
}

}

class TestCopyBlocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void feedsEveryTargetFromOneRead()
    {
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        const auto bench = Workbench::ofSteps(inner, {copyStep()});
        const Report report = bench->run(device);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        const std::vector<std::byte> wanted = disk().read(source);
        for (const Offset target : targets)
            QVERIFY(inner.content().read({.begin = target, .size = source.size}) == wanted);
        Bytes read;
        for (const auto &operation : device.operations())
            read += operation.kind == Kind::Read && source.contains(operation.extent) ? operation.extent.size
                                                                                      : Bytes();
        // Two holes in it; every block that was read came to both targets, and back from both.
        QVERIFY(read == 8_MiB);
        QVERIFY(report.steps[0].read == read * 3 && report.steps[0].written == read * 2);
        QVERIFY(report.steps[0].skipped == source.size * 2 - read * 2);
        QVERIFY2(report.steps[0].note.starts_with("every block: "), report.steps[0].note.c_str());
    }

    void writesNowhereElse()
    {
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        QVERIFY(!Workbench::ofSteps(inner, {copyStep()})->run(device).error);
        for (const auto &operation : device.operations()) {
            const bool isChange = operation.kind == Kind::Write || operation.kind == Kind::Zero;
            const bool isAllowed = std::ranges::any_of(targets, [&](Offset at) {
                return Extent{.begin = at, .size = source.size}.contains(operation.extent);
            });
            QVERIFY(!isChange || isAllowed);
        }
    }

    void keepsHolesInImageFiles()
    {
        SparseBytes content(100_MiB);
        content.write(source.begin, noise(1 << 20, 1));
        TableImage image(content);
        const std::int64_t before = allocated(image.path());
        const auto device =
            FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        const Report report = Workbench::ofSteps(*device, {copyStep()})->run(*device);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QVERIFY(image.content().read({.begin = targets[1], .size = source.size}) == content.read(source));
        // One piece of data, twice.
        QVERIFY2(allocated(image.path()) - before <= (8 << 20) + 65536,
                 qPrintable(QString::number(allocated(image.path()))));
    }

    void namesWhatCannotBeReadAndStops()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf({.begin = source.begin + 4_MiB + 12288_B, .size = 512_B});
        const Report report = Workbench::ofSteps(inner, {copyStep(), step::WriteTable{}})->run(device);
        QVERIFY(report.error && report.error->systemErrno == EIO);
        QVERIFY2(report.error->detail.ends_with("partition 3, bytes 4206592 to 4210687"),
                 report.error->detail.c_str());
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[0].state, StepReport::State::Failed);
        QCOMPARE(report.steps[1].state, StepReport::State::NotReached);
    }

    void goesOnWithoutWhatCannotBeReadWhereItIsToldSo()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failReadsOf({.begin = source.begin + 4_MiB + 12288_B, .size = 512_B});
        device.failReadsOf({.begin = source.end() - 4096_B, .size = 4096_B});
        const auto bench = Workbench::ofSteps(inner, {copyStep({.onReadError = OnReadError::Continue})});
        const Report report = bench->run(device);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QCOMPARE(report.steps[0].state, StepReport::State::Done);
        const std::vector<UnreadRange> unread{
            {.partition = 3, .where = {.begin = Offset() + 4_MiB + 12288_B, .size = 4096_B}},
            {.partition = 3, .where = {.begin = Offset() + 22_MiB - 4096_B, .size = 4096_B}}};
        QVERIFY(report.steps[0].unread == unread);
        QVERIFY(!report.isSuccess());
        SparseBytes wanted = disk();
        for (const UnreadRange &one : unread)
            wanted.write(source.begin + (one.where.begin - Offset()), std::vector<std::byte>(4096));
        for (const Offset target : targets)
            QVERIFY(inner.content().read({.begin = target, .size = source.size}) == wanted.read(source));
        // For a recovery, which knows no other report.
        const JobFolder folder = JobFolder::open(report.jobFolder).value();
        QVERIFY(folder.savedUnread(0).value() == unread);
    }

    void stopsAtAFailedWrite_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::newRow("data of the first target") << qint64{targets[0].bytes()} + 4096;
        QTest::newRow("data of the second target") << qint64{targets[1].bytes()};
        QTest::newRow("a hole") << qint64{targets[1].bytes()} + (9 << 20);
    }
    void stopsAtAFailedWrite()
    {
        QFETCH(const qint64, at);
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failWritesOf({.begin = Offset(at), .size = 512_B});
        const Report report = Workbench::ofSteps(inner, {copyStep(), step::WriteTable{}})->run(device);
        QVERIFY(report.error && report.error->code == ErrorCode::Io);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[1].state, StepReport::State::NotReached);
    }

    void copiesWhatSwapNeedsAndEveryBlockByChoice_data()
    {
        QTest::addColumn<int>("blocks");
        QTest::addColumn<qint64>("read");
        QTest::newRow("used") << int(Blocks::Used) << qint64{4096};
        QTest::newRow("every") << int(Blocks::Every) << qint64{8 << 20};
    }
    void copiesWhatSwapNeedsAndEveryBlockByChoice()
    {
        QFETCH(const int, blocks);
        QFETCH(const qint64, read);
        SparseBytes content = disk();
        content.write(source.begin, swapHeader());
        MemoryDevice inner(content);
        const Report report =
            Workbench::ofSteps(inner, {copyStep({.blocks = Blocks(blocks)}, ContentKind::Swap)})->run(inner);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QCOMPARE(report.steps[0].written.count(), 2 * read);
        QVERIFY2(report.steps[0].note.starts_with(blocks == int(Blocks::Used) ? "used blocks"
                                                                              : "every block, as chosen"),
                 report.steps[0].note.c_str());
        QVERIFY(inner.content().read({.begin = targets[1], .size = 4096_B}) == swapHeader());
    }

    void isIdleWhileItCopiesWhereThatIsChosen_data()
    {
        QTest::addColumn<int>("priority");
        QTest::newRow("normal") << int(IoPriority::Normal);
        QTest::newRow("idle") << int(IoPriority::Idle);
    }
    void isIdleWhileItCopiesWhereThatIsChosen()
    {
        QFETCH(const int, priority);
        MemoryDevice inner(disk());
        const auto bench = Workbench::ofSteps(inner, {copyStep({.ioPriority = IoPriority(priority)})});
        bool wasIdle = false;
        bench->listener.hear = [&](const Progress &) { wasIdle = wasIdle || idlePriority() != 0; };
        const Report report = bench->run(inner);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QCOMPARE(wasIdle, priority == int(IoPriority::Idle));
        QVERIFY(idlePriority() == 0 && report.warnings.empty());
        QVERIFY(inner.content().read({.begin = targets[1], .size = source.size}) == disk().read(source));
    }

    void refusesAContentThatChangesUnderIt()
    {
        for (const bool isChanged : {true, false}) {
            SparseBytes content = disk();
            content.write(source.begin, swapHeader());
            MemoryDevice inner(content);
            const auto bench = Workbench::ofSteps(inner, {copyStep({}, ContentKind::Swap)});
            bench->listener.hear = [&](const Progress &) {
                // Somebody puts a system to sleep into it once its map was read.
                if (isChanged && bench->listener.told == 2)
                    inner.content().write(source.begin + 4086_B, std::as_bytes(std::span("S1SUSPEND\0", 10)));
            };
            const Report report = bench->run(inner);
            QCOMPARE(report.error.has_value(), isChanged);
            QVERIFY(!isChanged || report.error->code == ErrorCode::Mismatch);
        }
    }

    void believesNoCopyThatWasNotFlushed()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        device.failFlushes();
        const Report report = Workbench::ofSteps(inner, {copyStep(), step::WriteTable{}})->run(device);
        QVERIFY(report.error && report.error->code == ErrorCode::Io);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[0].state, StepReport::State::Failed);
    }

    void stopsWithinAPieceWhenCancelled()
    {
        MemoryDevice inner(disk());
        inner.content().write(source.begin, noise(std::size_t{22} << 20U, 4));
        RecordingDevice device(inner);
        const auto bench = Workbench::ofSteps(inner, {copyStep(), step::WriteTable{}});
        // Requested when the step begins; a stop seen before it would be too early to prove anything.
        bench->listener.hear = [&](const Progress &) { bench->stop.request_stop(); };
        const Report report = bench->run(device);
        QVERIFY(report.error && report.error->code == ErrorCode::Cancelled);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[0].state, StepReport::State::Cancelled);
        QVERIFY(std::ranges::none_of(device.operations(),
                                     [](const auto &one) { return one.kind == Kind::Write; }));
        QVERIFY(bench->lastMark.state == JobMark::State::Ended);
    }
};

QTEST_GUILESS_MAIN(TestCopyBlocks)
#include "tst_copy_blocks.moc"
