// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/overlay_device.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

class TestOverlayDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatWasWrittenAndLeavesTheBaseAlone()
    {
        MemoryDevice base(1_MiB);
        base.content().write(Offset(), noise(1 << 20, 1));
        const SparseBytes before = base.content();
        RecordingDevice recorded(base);
        const auto overlay = OverlayDevice::create(recorded).value();
        SparseBytes expected = before;
        std::minstd_rand random(7);
        for (unsigned i = 0; i < 200; ++i) {
            const std::vector<std::byte> bytes = noise(1 + random() % 9000, i);
            const Offset at(static_cast<std::int64_t>(random() % ((1 << 20) - 9000)));
            expected.write(at, bytes);
            QVERIFY(overlay->write(at, bytes));
            std::vector<std::byte> back(12000);
            const Offset from(static_cast<std::int64_t>(random() % ((1 << 20) - 12000)));
            QVERIFY(overlay->read(from, back));
            QVERIFY(back == expected.read({.begin = from, .size = 12000_B}));
        }
        QVERIFY(overlay->flush());
        QVERIFY(base.content() == before);
        for (const auto &operation : recorded.operations())
            QVERIFY(operation.kind == RecordingDevice::Operation::Kind::Read);
    }

    void knowsWhichBlocksWereWritten()
    {
        MemoryDevice base(1_MiB);
        const auto overlay = OverlayDevice::create(base).value();
        QVERIFY(overlay->write(Offset(8191), noise(2, 1)));
        QVERIFY(!overlay->isWritten({.begin = Offset(0), .size = 4096_B}));
        QVERIFY(overlay->isWritten({.begin = Offset(4096), .size = 4096_B}));
        QVERIFY(overlay->isWritten({.begin = Offset(11776), .size = 512_B}));
        QVERIFY(!overlay->isWritten({.begin = Offset(12288), .size = 4096_B}));
        // A partition that begins at sector 63 has its blocks across those of the disk.
        QVERIFY(overlay->isWritten({.begin = Offset(3584), .size = 4096_B}));
        QVERIFY(!overlay->isWritten({.begin = Offset(12800), .size = 4096_B}));
    }

    void keepsTheSizeOfItsBase()
    {
        MemoryDevice base(1_MiB + 512_B);
        const auto overlay = OverlayDevice::create(base).value();
        QVERIFY(overlay->size() == base.size() && overlay->sectorSize() == base.sectorSize());
        QVERIFY(overlay->write(Offset() + 1_MiB, noise(512, 1)));
        std::vector<std::byte> back(512);
        QVERIFY(overlay->read(Offset() + 1_MiB, back));
        QVERIFY(back == noise(512, 1));
        const Result<> beyond = overlay->write(Offset() + 1_MiB, noise(513, 1));
        QVERIFY(!beyond && beyond.error().code == ErrorCode::OutOfRange);
    }
};

QTEST_GUILESS_MAIN(TestOverlayDevice)
#include "tst_overlay_device.moc"
