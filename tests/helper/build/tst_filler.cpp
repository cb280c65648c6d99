// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/build/filler.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <cerrno>

using namespace parterre;

namespace {

constexpr Bytes mebibyte{1 << 20};
constexpr Extent where{.begin = Offset() + mebibyte, .size = mebibyte * 20};
const std::vector<std::byte> data(5 << 20, std::byte{'x'});

/// 11 MiB: data, a hole, data.
SparseBytes content()
{
    SparseBytes bytes(mebibyte * 11);
    bytes.write(Offset(), data);
    bytes.write(Offset() + mebibyte * 6, data);
    return bytes;
}

ErrorCode codeOf(const Result<> &result)
{
    return result ? ErrorCode::Dismissed : result.error().code;
}

}

/// What a file holds comes to its place whole, and nothing is believed that was not read back.
class FillerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesDataAndNoHoles()
    {
        MemoryDevice source(content());
        MemoryDevice disk(mebibyte * 32);
        QVERIFY(fillPlace(source, disk, where, {}));
        const Extent filled{.begin = where.begin, .size = mebibyte * 11};
        QCOMPARE(disk.content().read(filled), source.content().read({.begin = {}, .size = mebibyte * 11}));
        QCOMPARE(disk.dataIn({.begin = {}, .size = disk.size()}).value().size(), std::size_t{2});
    }

    void believesNoDiskThatLies()
    {
        MemoryDevice source(content());
        MemoryDevice inner(mebibyte * 32);
        FaultyDevice disk(inner);
        disk.flipReadsOf({.begin = where.begin + mebibyte * 10, .size = Bytes(512)});
        QCOMPARE(codeOf(fillPlace(source, disk, where, {})), ErrorCode::Mismatch);
    }

    void saysWhatFailed()
    {
        for (int operations = 0; operations < 8; ++operations) {
            MemoryDevice source(content());
            MemoryDevice inner(mebibyte * 32);
            FaultyDevice disk(inner);
            disk.failOnceAfter(operations, EIO);
            QCOMPARE(codeOf(fillPlace(source, disk, where, {})), ErrorCode::Io);
        }
    }

    void stopsWhenAsked()
    {
        MemoryDevice source(content());
        MemoryDevice disk(mebibyte * 32);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(codeOf(fillPlace(source, disk, where, stop.get_token())), ErrorCode::Cancelled);
        QVERIFY(disk.dataIn({.begin = {}, .size = disk.size()}).value().empty());
    }
};

QTEST_GUILESS_MAIN(FillerTest)
#include "tst_filler.moc"
