// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"
#include "tests/support/memory_device.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Access = FileDevice::Access;

constexpr Extent low{.begin = Offset(), .size = 64_KiB};
constexpr Offset high = Offset() + 512_KiB;

}

/// Sharing and discarding where nothing can be shared: a file on tmpfs, which every Linux has.
/// tst_shared_blocks.cpp asks file systems that can.
class TestFileSpace : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder{QStringLiteral("/dev/shm/parterre-test-XXXXXX")};

    [[nodiscard]] std::string path() const { return m_folder.filePath("disk.img").toStdString(); }
    [[nodiscard]] std::unique_ptr<FileDevice> opened(Access access) const
    {
        return FileDevice::open(path(), access).value();
    }
    [[nodiscard]] std::int64_t allocated() const
    {
        struct stat status{};
        return ::stat(path().c_str(), &status) == 0 ? std::int64_t{status.st_blocks} * 512 : -1;
    }

private Q_SLOTS:
    void init()
    {
        QFile file(m_folder.filePath("disk.img"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.resize(1 << 20));
        QVERIFY(file.write(QByteArray(128 << 10, 'p')) == 128 << 10);
    }

    /// What lay behind the new end is no hole: a copy would take it for zeros.
    void knowsNoHolesInWhatIsLost()
    {
        const auto device = opened(Access::ReadOnly);
        const Extent all{.begin = {}, .size = 1_MiB};
        const auto data = device->dataIn(all);
        QVERIFY(data && data->size() == 1 && data->front().size == 128_KiB);
        QVERIFY(QFile::resize(m_folder.filePath("disk.img"), 512 << 10));
        const auto lost = device->dataIn(all);
        QVERIFY(!lost && lost.error().systemErrno == EIO);
        const auto kept = device->dataIn({.begin = {}, .size = 512_KiB});
        QVERIFY(kept && kept->size() == 1 && kept->front().size == 128_KiB);
    }

    void sharesNothingWhereTheFileSystemCannot()
    {
        const auto device = opened(Access::Exclusive);
        const auto shared = device->share(low, high);
        QVERIFY2(shared, shared ? "" : shared.error().detail.c_str());
        QVERIFY(!*shared);
        QCOMPARE(allocated(), std::int64_t{128 << 10});
        const auto isShared = device->isShared(low, high);
        QVERIFY(isShared && !*isShared);
    }

    void whatIsNoFileSharesNothing()
    {
        MemoryDevice device(1_MiB);
        const auto shared = device.share(low, high);
        QVERIFY(shared && !*shared);
        const auto isShared = device.isShared(low, high);
        QVERIFY(isShared && !*isShared);
        const auto discarded = device.discard(low);
        QVERIFY(!discarded && discarded.error().code == ErrorCode::Unsupported);
    }

    void refusesToPassTheEnd_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("up to the end") << qint64{0} << qint64{960 << 10} << false;
        QTest::newRow("to, behind the end") << qint64{0} << qint64{964 << 10} << true;
        QTest::newRow("from, up to the end") << qint64{960 << 10} << qint64{0} << false;
        QTest::newRow("from, behind the end") << qint64{964 << 10} << qint64{0} << true;
        QTest::newRow("from far away") << (qint64{1} << 40) << qint64{0} << true;
    }
    void refusesToPassTheEnd()
    {
        QFETCH(const qint64, from);
        QFETCH(const qint64, to);
        QFETCH(const bool, isRefused);
        const auto device = opened(Access::Exclusive);
        const Extent extent{.begin = Offset(from), .size = 64_KiB};
        for (const auto &result : {device->share(extent, Offset(to)), device->isShared(extent, Offset(to))}) {
            QCOMPARE(result.has_value(), !isRefused);
            QVERIFY(result || result.error().code == ErrorCode::OutOfRange);
        }
    }

    void readOnlyChangesNothing()
    {
        const auto device = opened(Access::ReadOnly);
        const auto shared = device->share(low, high);
        QVERIFY(!shared && shared.error().code == ErrorCode::Denied);
        const auto discarded = device->discard(low);
        QVERIFY(!discarded && discarded.error().code == ErrorCode::Denied);
        QCOMPARE(allocated(), std::int64_t{128 << 10});
    }

    void whatAnImageDiscardsBecomesAHoleOfZeros()
    {
        const auto device = opened(Access::Exclusive);
        QVERIFY(device->discard(low));
        QCOMPARE(allocated(), std::int64_t{64 << 10});
        std::vector<std::byte> found(128 << 10);
        QVERIFY(device->read({}, found));
        QVERIFY(isZero(std::span(found).first(64 << 10)));
        QVERIFY(found[64 << 10] == std::byte{'p'});
        const auto beyond = device->discard({.begin = Offset() + 1_MiB, .size = 512_B});
        QVERIFY(!beyond && beyond.error().code == ErrorCode::OutOfRange);
    }
};

QTEST_GUILESS_MAIN(TestFileSpace)
#include "tst_file_space.moc"
