// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"
#include "helper/block/topology.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

using namespace parterre;
using namespace parterre::literals;

using Access = FileDevice::Access;

/// What is particular to files: locks, holes, what is refused.
class TestFileDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }

    void letsOneProgramWriteAtATime();
    void letsOthersReadWhileOneWrites();
    void refusesWhatIsNoDisk_data();
    void refusesWhatIsNoDisk();
    void adoptsOnlyAFileWithOneName();
    void adoptsOnlyWhatCanBeWritten();
    void writesNothingWhenOpenedForReading();
    void findsTheHolesOfAnImage();
    void givesSpaceBackWhenZeroing();
    void takesSectorsOf4096FromTheTable_data();
    void takesSectorsOf4096FromTheTable();
    void mixesDirectAndBufferedTransfers();
    void failsWhenTheFileBecomesShorter();
    void failsEveryFlushAfterAFailedOne();

private:
    [[nodiscard]] std::string path(const char *name = "disk.img") const;
    void makeImage(Bytes size) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

std::string TestFileDevice::path(const char *name) const
{
    return m_folder->filePath(QString::fromUtf8(name)).toStdString();
}

void TestFileDevice::makeImage(Bytes size) const
{
    QFile file(QString::fromStdString(path()));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(size.count()));
}

void TestFileDevice::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    makeImage(1_MiB);
}

void TestFileDevice::letsOneProgramWriteAtATime()
{
    auto first = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(first);
    const auto second = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Busy);
    first->reset();
    QVERIFY(FileDevice::open(path(), Access::Exclusive));
}

void TestFileDevice::letsOthersReadWhileOneWrites()
{
    const auto writer = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(writer);
    QVERIFY(FileDevice::open(path(), Access::ReadOnly));
}

void TestFileDevice::refusesWhatIsNoDisk_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("access");
    for (const auto &[word, access] :
         {std::pair("reading", Access::ReadOnly), std::pair("writing", Access::Exclusive)}) {
        QTest::addRow("a folder, %s", word) << QStringLiteral("folder") << int(access);
        QTest::addRow("a pipe, %s", word) << QStringLiteral("pipe") << int(access);
        QTest::addRow("/dev/null, %s", word) << QStringLiteral("/dev/null") << int(access);
    }
}

void TestFileDevice::refusesWhatIsNoDisk()
{
    QFETCH(const QString, what);
    QFETCH(const int, access);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    const std::string name = what.startsWith(QLatin1Char('/')) ? what.toStdString() : path(qPrintable(what));
    const auto opened = FileDevice::open(name, static_cast<Access>(access));
    QVERIFY(!opened);
    QVERIFY(opened.error().code == ErrorCode::Unsupported);
}

void TestFileDevice::adoptsOnlyAFileWithOneName()
{
    const auto adopt = [&](Access access) {
        return FileDevice::adopt(FileDescriptor(::open(path().c_str(), O_RDWR | O_CLOEXEC)), "image", access);
    };
    QVERIFY(adopt(Access::Exclusive));
    QCOMPARE(::link(path().c_str(), path("second").c_str()), 0);
    const auto doubled = adopt(Access::Exclusive);
    QVERIFY(!doubled);
    QVERIFY(doubled.error().code == ErrorCode::Refused);
    QVERIFY(adopt(Access::ReadOnly));
}

void TestFileDevice::adoptsOnlyWhatCanBeWritten()
{
    const auto adopted = FileDevice::adopt(FileDescriptor(::open(path().c_str(), O_RDONLY | O_CLOEXEC)),
                                           "image", Access::Exclusive);
    QVERIFY(!adopted);
    QVERIFY(adopted.error().code == ErrorCode::Denied);
}

void TestFileDevice::writesNothingWhenOpenedForReading()
{
    const auto device = FileDevice::open(path(), Access::ReadOnly);
    QVERIFY(device);
    AlignedBuffer page(4096);
    const auto written = (*device)->write(Offset(), page.bytes());
    QVERIFY(!written);
    QVERIFY(written.error().code == ErrorCode::Denied);
    QVERIFY(!(*device)->zero({.begin = Offset(), .size = 4096_B}));
}

void TestFileDevice::findsTheHolesOfAnImage()
{
    const auto device = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(device);
    AlignedBuffer page(4096);
    page.bytes()[0] = std::byte{1};
    QVERIFY((*device)->write(Offset(524288), page.bytes()));
    const auto data = (*device)->dataIn({.begin = Offset(), .size = 1_MiB});
    QVERIFY(data);
    if (data->size() == 1 && data->front().size == 1_MiB)
        QSKIP("the file system of the temporary folder knows no holes");
    QCOMPARE(data->size(), std::size_t{1});
    QVERIFY(data->front().contains({.begin = Offset(524288), .size = 4096_B}));
    QVERIFY(data->front().size < 1_MiB);
}

void TestFileDevice::givesSpaceBackWhenZeroing()
{
    const auto device = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(device);
    AlignedBuffer all(1 << 20);
    std::ranges::fill(all.bytes(), std::byte{7});
    QVERIFY((*device)->write(Offset(), all.bytes()));
    QVERIFY((*device)->flush());
    QVERIFY((*device)->zero({.begin = Offset(65536), .size = 524288_B}));
    const auto data = (*device)->dataIn({.begin = Offset(), .size = 1_MiB});
    QVERIFY(data);
    if (data->size() == 1)
        QSKIP("the file system of the temporary folder knows no holes");
    QCOMPARE(data->at(0), (Extent{.begin = Offset(), .size = 65536_B}));
    QCOMPARE(data->at(1).begin, Offset(65536 + 524288));
}

void TestFileDevice::takesSectorsOf4096FromTheTable_data()
{
    QTest::addColumn<QList<int>>("headers");
    QTest::addColumn<int>("sectorSize");
    QTest::newRow("no table") << QList<int>{} << 512;
    QTest::newRow("at 512") << QList<int>{512} << 512;
    QTest::newRow("at 4096") << QList<int>{4096} << 4096;
    QTest::newRow("at both") << QList<int>{512, 4096} << 512;
}

void TestFileDevice::takesSectorsOf4096FromTheTable()
{
    QFETCH(const QList<int>, headers);
    QFETCH(const int, sectorSize);
    QFile file(QString::fromStdString(path()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (const int at : headers)
        QVERIFY(file.seek(at) && file.write("EFI PART") == 8);
    file.close();
    const auto device = FileDevice::open(path(), Access::ReadOnly);
    QVERIFY(device);
    QCOMPARE((*device)->sectorSize().count(), sectorSize);
    QCOMPARE(topologyOf(**device).sectorSize.count(), sectorSize);
    QVERIFY(topologyOf(**device).optimalIo.isZero());
}

void TestFileDevice::mixesDirectAndBufferedTransfers()
{
    const auto device = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(device);
    AlignedBuffer large(65536);
    AlignedBuffer found(65536);
    for (int round = 1; round < 20; ++round) {
        std::ranges::fill(large.bytes(), static_cast<std::byte>(round));
        QVERIFY((*device)->write(Offset(), large.bytes()));
        large.bytes()[4097] = std::byte{0xEE};
        QVERIFY((*device)->write(Offset(4097), large.bytes().subspan(4097, 1)));
        QVERIFY((*device)->read(Offset(), found.bytes()));
        QVERIFY(std::ranges::equal(found.bytes(), large.bytes()));
        QVERIFY((*device)->read(Offset(1), found.first(5000)));
        QVERIFY(std::ranges::equal(found.first(5000), large.bytes().subspan(1, 5000)));
    }
}

void TestFileDevice::failsWhenTheFileBecomesShorter()
{
    const auto device = FileDevice::open(path(), Access::ReadOnly);
    QVERIFY(device);
    makeImage(512_KiB);
    AlignedBuffer page(8192);
    const auto got = (*device)->read(Offset(524288 - 4096), page.bytes());
    QVERIFY(!got);
    QVERIFY(got.error().code == ErrorCode::Io);
}

/// fdatasync fails on a descriptor that is none any more: the kernel's next word would be "fine".
void TestFileDevice::failsEveryFlushAfterAFailedOne()
{
    const auto device = FileDevice::open(path(), Access::Exclusive);
    QVERIFY(device);
    QVERIFY((*device)->flush());
    const int fd = (*device)->fd();
    const FileDescriptor kept(::fcntl(fd, F_DUPFD_CLOEXEC, 100));
    const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    QCOMPARE(::dup2(null.value(), fd), fd);
    QVERIFY(!(*device)->flush());
    QCOMPARE(::dup2(kept.value(), fd), fd);
    QVERIFY(!(*device)->flush());
}

QTEST_GUILESS_MAIN(TestFileDevice)
#include "tst_file_device.moc"
