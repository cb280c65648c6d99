// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

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

step::CopyBlocks copyStep()
{
    return {.partition = 3, .source = source, .targets = targets};
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
        QVERIFY(read <= source.size);
        QVERIFY(device.operations().back().kind == Kind::Flush);
        QVERIFY(report.steps[0].read == read && report.steps[0].written == read * 2);
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
        QVERIFY2(report.error->detail.ends_with("partition 3, bytes 4194304 to 8388607"),
                 report.error->detail.c_str());
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[0].state, StepReport::State::Failed);
        QCOMPARE(report.steps[1].state, StepReport::State::NotReached);
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
