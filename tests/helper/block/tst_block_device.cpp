// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <map>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// A device of 1 MiB of zeros, with all that it stands on.
struct Bench
{
    QTemporaryDir folder;
    Mains mains;
    std::unique_ptr<BlockDevice> inner;
    std::unique_ptr<BlockDevice> device;
};

constexpr Bytes benchSize = 1_MiB;

void makeFileDevice(Bench &bench)
{
    const std::string path = bench.folder.filePath("disk.img").toStdString();
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(benchSize.count()));
    file.close();
    auto opened = FileDevice::open(path, FileDevice::Access::Exclusive);
    QVERIFY(opened);
    bench.device = std::move(*opened);
}

const std::map<QByteArray, std::function<void(Bench &)>> makers{
    {"memory", [](Bench &b) { b.device = std::make_unique<MemoryDevice>(benchSize); }},
    {"crash", [](Bench &b) { b.device = std::make_unique<CrashDevice>(SparseBytes(benchSize), b.mains); }},
    {"faulty",
     [](Bench &b) {
         b.inner = std::make_unique<MemoryDevice>(benchSize);
         b.device = std::make_unique<FaultyDevice>(*b.inner);
     }},
    {"recording",
     [](Bench &b) {
         b.inner = std::make_unique<MemoryDevice>(benchSize);
         b.device = std::make_unique<RecordingDevice>(*b.inner);
     }},
    {"file", makeFileDevice},
};

void pattern(std::span<std::byte> bytes)
{
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>((i * 31 + i / 251 + 1) & 0xff);
}

}

/// What BlockDevice promises, of everything that claims to be one.
class TestBlockDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }

    void saysItsSizeAndSector_data() { devices(); }
    void saysItsSizeAndSector();
    void readsBackWhatWasWritten_data();
    void readsBackWhatWasWritten();
    void leavesTheNeighboursAlone_data() { devices(); }
    void leavesTheNeighboursAlone();
    void refusesToPassTheEnd_data() { devices(); }
    void refusesToPassTheEnd();
    void transfersNothingAtTheEnd_data() { devices(); }
    void transfersNothingAtTheEnd();
    void zeroesWhatItIsTold_data() { devices(); }
    void zeroesWhatItIsTold();
    void neverCallsDataAHole_data() { devices(); }
    void neverCallsDataAHole();

private:
    static void devices();
    BlockDevice &device() { return *m_bench->device; }

    std::unique_ptr<Bench> m_bench;
};

void TestBlockDevice::devices()
{
    QTest::addColumn<QByteArray>("kind");
    for (const auto &[name, make] : makers)
        QTest::newRow(name.constData()) << name;
}

void TestBlockDevice::init()
{
    QFETCH(const QByteArray, kind);
    m_bench = std::make_unique<Bench>();
    makers.at(kind)(*m_bench);
    QVERIFY(m_bench->device);
}

void TestBlockDevice::saysItsSizeAndSector()
{
    QCOMPARE(device().size(), benchSize);
    QCOMPARE(device().sectorSize(), 512_B);
    QVERIFY(!device().name().empty());
}

void TestBlockDevice::readsBackWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("size");
    for (const auto &[name, make] : makers) {
        const auto row = [&](const char *what, int at, int size) {
            QTest::addRow("%s, %s", name.constData(), what) << name << at << size;
        };
        row("large and aligned", 65536, 262144);
        row("one sector", 512, 512);
        row("one page", 4096, 4096);
        row("odd place and size", 4095, 8195);
        row("all of it", 0, int(benchSize.count()));
        row("the last byte", int(benchSize.count()) - 1, 1);
    }
}

void TestBlockDevice::readsBackWhatWasWritten()
{
    QFETCH(const int, at);
    QFETCH(const int, size);
    AlignedBuffer written(static_cast<std::size_t>(size));
    pattern(written.bytes());
    AlignedBuffer found(static_cast<std::size_t>(size));

    QVERIFY(device().write(Offset(at), written.bytes()));
    QVERIFY(device().read(Offset(at), found.bytes()));
    QVERIFY(std::ranges::equal(found.bytes(), written.bytes()));

    QVERIFY(device().flush());
    QVERIFY(device().dropCache({.begin = Offset(at), .size = Bytes(size)}));
    std::ranges::fill(found.bytes(), std::byte{});
    QVERIFY(device().read(Offset(at), found.bytes()));
    QVERIFY(std::ranges::equal(found.bytes(), written.bytes()));
}

void TestBlockDevice::leavesTheNeighboursAlone()
{
    AlignedBuffer middle(8192);
    pattern(middle.bytes());
    QVERIFY(device().write(Offset(16384), middle.bytes()));
    QVERIFY(device().write(Offset(16384 + 100), middle.first(7)));
    AlignedBuffer all(static_cast<std::size_t>(benchSize.count()));
    QVERIFY(device().read(Offset(), all.bytes()));
    QVERIFY(isZero(all.bytes().first(16384)));
    QVERIFY(isZero(all.bytes().subspan(16384 + 8192)));
    QVERIFY(std::ranges::equal(all.bytes().subspan(16384, 100), middle.first(100)));
    QVERIFY(std::ranges::equal(all.bytes().subspan(16384 + 100, 7), middle.first(7)));
    QVERIFY(std::ranges::equal(all.bytes().subspan(16384 + 107, 8000), middle.bytes().subspan(107, 8000)));
}

void TestBlockDevice::refusesToPassTheEnd()
{
    AlignedBuffer buffer(8192);
    pattern(buffer.bytes());
    for (const std::int64_t at : {benchSize.count() - 4096, benchSize.count() - 1, benchSize.count(),
                                  benchSize.count() + 512, std::int64_t{1} << 62}) {
        const Result<> read = device().read(Offset(at), buffer.bytes());
        QVERIFY(!read);
        QVERIFY(read.error().code == ErrorCode::OutOfRange);
        const Result<> write = device().write(Offset(at), buffer.bytes());
        QVERIFY(!write);
        QVERIFY(write.error().code == ErrorCode::OutOfRange);
    }
    QCOMPARE(device().size(), benchSize);
    AlignedBuffer tail(4096);
    QVERIFY(device().read(Offset(benchSize.count() - 4096), tail.bytes()));
    QVERIFY2(isZero(tail.bytes()), "a refused write must not write a part");
}

void TestBlockDevice::transfersNothingAtTheEnd()
{
    QVERIFY(device().read(Offset(benchSize.count()), {}));
    QVERIFY(device().write(Offset(benchSize.count()), {}));
    QVERIFY(device().zero({.begin = Offset(benchSize.count()), .size = {}}));
    QVERIFY(device().dropCache({.begin = Offset(benchSize.count()), .size = {}}));
}

void TestBlockDevice::zeroesWhatItIsTold()
{
    AlignedBuffer all(static_cast<std::size_t>(benchSize.count()));
    pattern(all.bytes());
    QVERIFY(device().write(Offset(), all.bytes()));
    const Extent hole{.begin = Offset(4096 + 512), .size = 262144_B};
    QVERIFY(device().zero(hole));
    AlignedBuffer found(static_cast<std::size_t>(benchSize.count()));
    QVERIFY(device().read(Offset(), found.bytes()));
    std::ranges::fill(all.bytes().subspan(4096 + 512, 262144), std::byte{});
    QVERIFY(std::ranges::equal(found.bytes(), all.bytes()));
    const Result<> beyond = device().zero({.begin = Offset(benchSize.count()), .size = 512_B});
    QVERIFY(!beyond);
    QVERIFY(beyond.error().code == ErrorCode::OutOfRange);
}

void TestBlockDevice::neverCallsDataAHole()
{
    AlignedBuffer page(4096);
    pattern(page.bytes());
    for (const int at : {0, 65536, 524288, 1044480})
        QVERIFY(device().write(Offset(at), page.bytes()));
    const Extent within = extentBetween(Offset(512), Offset(1044480 + 512));
    const auto data = device().dataIn(within);
    QVERIFY(data);
    QVERIFY(std::ranges::is_sorted(*data, {}, &Extent::begin));
    for (const Extent &extent : *data)
        QVERIFY(within.contains(extent) && !extent.isEmpty());
    for (std::size_t i = 1; i < data->size(); ++i)
        QVERIFY((*data)[i - 1].end() < (*data)[i].begin);
    for (const Extent &hole : gaps(within, *data)) {
        AlignedBuffer found(static_cast<std::size_t>(hole.size.count()));
        QVERIFY(device().read(hole.begin, found.bytes()));
        QVERIFY(isZero(found.bytes()));
    }
}

QTEST_GUILESS_MAIN(TestBlockDevice)
#include "tst_block_device.moc"
