// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/block/file_device.h"
#include "helper/block/topology.h"
#include "helper/table/table_codec.h"
#include "tests/support/table_image.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <map>

#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// A loop device that shows the partitions of an image, for as long as it lives.
class LoopDevice
{
public:
    LoopDevice(const QString &image, int sectorSize)
    {
        QProcess losetup;
        losetup.start(QStringLiteral("losetup"),
                      {QStringLiteral("--find"), QStringLiteral("--show"), QStringLiteral("--partscan"),
                       QStringLiteral("--sector-size"), QString::number(sectorSize), image});
        if (losetup.waitForFinished() && losetup.exitCode() == 0)
            m_path = QString::fromLocal8Bit(losetup.readAllStandardOutput()).trimmed();
    }
    ~LoopDevice()
    {
        if (!m_path.isEmpty())
            QProcess::execute(QStringLiteral("losetup"), {QStringLiteral("--detach"), m_path});
    }
    Q_DISABLE_COPY_MOVE(LoopDevice)

    [[nodiscard]] std::string path() const { return m_path.toStdString(); }
    /// Number to first sector and count, in sectors of 512 bytes, as the kernel says in sysfs.
    [[nodiscard]] std::map<int, std::pair<qint64, qint64>> partitions() const
    {
        std::map<int, std::pair<qint64, qint64>> found;
        const QString name = QFileInfo(m_path).fileName();
        const QDir folder(QStringLiteral("/sys/block/") + name);
        for (const QString &entry : folder.entryList({name + QStringLiteral("p*")}, QDir::Dirs))
            found[entry.mid(name.size() + 1).toInt()] = {
                number(folder.filePath(entry) + QStringLiteral("/start")),
                number(folder.filePath(entry) + QStringLiteral("/size"))};
        return found;
    }

private:
    static qint64 number(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : -1;
    }

    QString m_path;
};

Slot slot(int number, std::int64_t begin, std::int64_t count, EntryKind entry = EntryKind::Primary)
{
    return {.number = number,
            .entry = entry,
            .extent = {.begin = Offset(begin * 512), .size = Bytes(count * 512)},
            .content = {}};
}

}

/// The real kernel's partitions of a real loop device.
class TestTellKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addsMovesResizesAndRemoves();
    void showsOnlyTheHeadOfAContainer();
    void leavesAPartitionInUseAlone();
    void claimsADiskForOneWriter();
    void readsTheSectorSizeOfTheDevice();
    void zeroesABlockDevice();
    void ignoresImageFiles();
};

void TestTellKernel::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("NOT TESTED: telling the kernel needs root");
    const TableImage image(4_MiB);
    if (LoopDevice(image.path(), 512).path().empty())
        QSKIP("NOT TESTED: no loop devices here");
}

void TestTellKernel::addsMovesResizesAndRemoves()
{
    const TableImage image(32_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    const std::vector<Slot> first{slot(1, 2048, 2048), slot(2, 4096, 4096), slot(3, 16384, 2048)};
    QVERIFY(tellKernel((*device)->fd(), {}, first));
    using Seen = std::map<int, std::pair<qint64, qint64>>;
    QCOMPARE(loop.partitions(), (Seen{{1, {2048, 2048}}, {2, {4096, 4096}}, {3, {16384, 2048}}}));
    // 1 grows into what 2 leaves, 2 moves, 3 goes, 4 comes to where 3 was.
    const std::vector<Slot> second{slot(1, 2048, 4096), slot(2, 8192, 2048), slot(4, 16384, 1024)};
    QVERIFY(tellKernel((*device)->fd(), first, second));
    QCOMPARE(loop.partitions(), (Seen{{1, {2048, 4096}}, {2, {8192, 2048}}, {4, {16384, 1024}}}));
    QVERIFY(tellKernel((*device)->fd(), second, {}));
    QVERIFY(loop.partitions().empty());
}

void TestTellKernel::showsOnlyTheHeadOfAContainer()
{
    const TableImage image(32_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    const std::vector<Slot> slots{slot(2, 8192, 32768, EntryKind::Extended),
                                  slot(5, 10240, 2048, EntryKind::Logical)};
    QVERIFY(tellKernel((*device)->fd(), {}, slots));
    using Seen = std::map<int, std::pair<qint64, qint64>>;
    QCOMPARE(loop.partitions(), (Seen{{2, {8192, 2}}, {5, {10240, 2048}}}));
}

void TestTellKernel::leavesAPartitionInUseAlone()
{
    const TableImage image(32_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::ReadOnly);
    QVERIFY(device);
    const std::vector<Slot> before{slot(1, 2048, 2048), slot(2, 8192, 2048)};
    QVERIFY(tellKernel((*device)->fd(), {}, before));
    const std::string node = loop.path() + "p1";
    if (!QFile::exists(QString::fromStdString(node)))
        QSKIP("NOT TESTED: no udev makes device nodes here");
    const auto holder = FileDevice::open(node, FileDevice::Access::Exclusive);
    QVERIFY(holder);
    QVERIFY(tellKernel((*device)->fd(), before, {before[0], slot(3, 16384, 2048)}));
    const auto removed = tellKernel((*device)->fd(), {before[0]}, {});
    QVERIFY(!removed);
    QVERIFY(removed.error().code == ErrorCode::Busy);
}

void TestTellKernel::claimsADiskForOneWriter()
{
    const TableImage image(4_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto first = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(first);
    const auto second = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Busy);
}

void TestTellKernel::readsTheSectorSizeOfTheDevice()
{
    const TableImage image(4_MiB);
    const LoopDevice loop(image.path(), 4096);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::ReadOnly);
    QVERIFY(device);
    QVERIFY((*device)->isBlockDevice());
    QCOMPARE((*device)->sectorSize(), 4096_B);
    QCOMPARE((*device)->size(), 4_MiB);
    QCOMPARE(topologyOf(**device).physicalSectorSize, 4096_B);
}

void TestTellKernel::zeroesABlockDevice()
{
    const TableImage image(4_MiB);
    const LoopDevice loop(image.path(), 512);
    const auto device = FileDevice::open(loop.path(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    AlignedBuffer buffer(65536);
    std::ranges::fill(buffer.bytes(), std::byte{5});
    QVERIFY((*device)->write(Offset(65536), buffer.bytes()));
    QVERIFY((*device)->flush());
    QVERIFY((*device)->zero({.begin = Offset(65536 + 512), .size = 32768_B}));
    QVERIFY((*device)->read(Offset(65536), buffer.bytes()));
    QCOMPARE(std::ranges::count(buffer.bytes(), std::byte{0}), 32768);
    QCOMPARE(buffer.bytes()[511], std::byte{5});
}

void TestTellKernel::ignoresImageFiles()
{
    const TableImage image(4_MiB);
    const auto device = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive);
    QVERIFY(device);
    QVERIFY(tellKernel((*device)->fd(), {}, {slot(1, 2048, 2048)}));
}

QTEST_GUILESS_MAIN(TestTellKernel)
#include "tst_tell_kernel.moc"
