// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/content_hash.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Extent source{.begin = Offset() + 1_MiB, .size = 70_MiB};
const std::vector<Offset> targets{Offset() + 80_MiB, Offset() + 160_MiB};

SparseBytes disk()
{
    SparseBytes content(240_MiB);
    content.write(source.begin, noise(std::size_t{5} << 20U, 1));
    content.write(source.end() - 8192_B, noise(8192, 2));
    return content;
}

std::vector<Step> steps()
{
    return {step::CopyBlocks{.partition = 3, .source = source, .targets = targets},
            step::VerifyCopies{.copyStep = 0, .source = source, .targets = targets}, step::WriteTable{}};
}

/// Changes what it is given once the copy is done.
struct Saboteur final
{
    static Report run(BlockDevice &device, const std::function<void()> &damage)
    {
        const auto bench = Workbench::ofSteps(device, steps());
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == 1 && progress.stepDone.isZero())
                damage();
        };
        return bench->run(device);
    }
};

void verifyFound(const Report &report, const std::string &from)
{
    QVERIFY(report.error && report.error->code == ErrorCode::Mismatch);
    QVERIFY2(report.error->detail.ends_with(from), report.error->detail.c_str());
    QCOMPARE(report.disk, DiskState::Unchanged);
    QCOMPARE(report.steps[1].state, StepReport::State::Failed);
    QCOMPARE(report.steps[2].state, StepReport::State::NotReached);
}

}

class TestVerifyCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void believesWhatIsOnTheMediumAndSaysItsHash()
    {
        MemoryDevice inner(disk());
        RecordingDevice device(inner);
        auto all = steps();
        all.pop_back();
        const Report report = Workbench::ofSteps(inner, all)->run(device);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QCOMPARE(QByteArray::fromStdString(report.steps[1].note).count(' '), 6);
        for (const Offset target : targets) {
            const RecordingDevice::Operation drop{.kind = RecordingDevice::Operation::Kind::DropCache,
                                                  .extent = {.begin = target, .size = source.size}};
            QVERIFY(std::ranges::contains(device.operations(), drop));
        }
    }

    void findsOneFlippedBit_data()
    {
        QTest::addColumn<int>("target");
        QTest::addColumn<qint64>("at");
        QTest::newRow("the very first") << 0 << qint64{0};
        QTest::newRow("the second copy") << 1 << qint64{5 << 20} - 512;
        QTest::newRow("the last sector") << 1 << (qint64{70} << 20) - 512;
    }
    void findsOneFlippedBit()
    {
        QFETCH(const int, target);
        QFETCH(const qint64, at);
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        const Offset place = targets[static_cast<std::size_t>(target)] + Bytes(at);
        const Report report =
            Saboteur::run(device, [&] { device.flipReadsOf({.begin = place, .size = 512_B}); });
        verifyFound(report, at >= ContentHash::segmentSize ? " from 67108864 on" : " from 0 on");
    }

    void findsDataWhereAHoleShouldBe()
    {
        MemoryDevice device(disk());
        const Report report =
            Saboteur::run(device, [&] { device.content().write(targets[0] + 40_MiB, noise(1, 1)); });
        verifyFound(report, " from 0 on");
    }

    void findsAHoleWhereDataShouldBe()
    {
        MemoryDevice device(disk());
        const Report report =
            Saboteur::run(device, [&] { device.content().zero({.begin = targets[1], .size = 4_MiB}); });
        verifyFound(report, " from 0 on");
    }

    void doesNotMindWhereTheHolesAre()
    {
        SparseBytes content = disk();
        content.write(source.begin + 20_MiB, std::vector<std::byte>(1 << 20));
        MemoryDevice device(content);
        auto all = steps();
        all.pop_back();
        const Report report = Workbench::ofSteps(device, all)->run(device);
        QVERIFY2(!report.error, wordsOf(report).c_str());
    }

    void stopsAtAReadError()
    {
        MemoryDevice inner(disk());
        FaultyDevice device(inner);
        const Report report =
            Saboteur::run(device, [&] { device.failReadsOf({.begin = targets[1] + 4096_B, .size = 512_B}); });
        QVERIFY(report.error && report.error->systemErrno == EIO);
        QCOMPARE(report.disk, DiskState::Unchanged);
    }

    void needsItsCopy()
    {
        MemoryDevice device(disk());
        const Report report = Workbench::ofSteps(device, {steps()[1]})->run(device);
        QVERIFY(report.error && report.error->code == ErrorCode::Invalid);
    }

    void stopsWhenCancelled()
    {
        MemoryDevice device(disk());
        const auto bench = Workbench::ofSteps(device, steps());
        bench->listener.hear = [&](const Progress &progress) {
            if (progress.step == 1)
                bench->stop.request_stop();
        };
        const Report report = bench->run(device);
        QVERIFY(report.error && report.error->code == ErrorCode::Cancelled);
        QCOMPARE(report.disk, DiskState::Unchanged);
        QCOMPARE(report.steps[1].state, StepReport::State::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestVerifyCopies)
#include "tst_verify_copies.moc"
