// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "core/model/edit.h"
#include "core/text/describe.h"
#include "helper/build/build.h"
#include "helper/files/root_file.h"
#include "helper/probe/probe.h"
#include "tests/support/loop_device.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace parterre;

namespace {

constexpr std::int64_t mebibyte = 1 << 20;
constexpr std::int64_t diskSize = 128 * mebibyte;

struct Silence final : Observer
{
    void progressed(const Progress &) override {}
};

Design drawn(std::int64_t size)
{
    Design design;
    design.drawing.emplace();
    for (const Edit &edit : std::initializer_list<Edit>{
             edit::SetDisk{.size = Bytes(size), .table = TableKind::Gpt, .sectorSize = Bytes(512)},
             edit::Add{.name = "p.lxroot",
                       .size = Bytes(32 * mebibyte),
                       .kind = ContentKind::Ext4,
                       .type = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"},
             edit::Add{.name = "spare",
                       .size = Bytes(16 * mebibyte),
                       .kind = ContentKind::Unformatted,
                       .type = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"},
             edit::SetClones{.number = 1, .count = 1}})
        design = apply(std::move(design), edit, Uuid::draw).value();
    design.drawing->partitions[0].mountPoint = "/";
    return design;
}

/// A loop device that was used before, and is blank only where tables are.
class UsedDisk
{
public:
    explicit UsedDisk(bool isBlankAtItsEnds)
        : m_folder(QStringLiteral("/dev/shm/parterre-build-XXXXXX"))
    {
        QFile file(m_folder.filePath(QStringLiteral("disk")));
        const QByteArray old(mebibyte, 'o');
        bool isWritten = file.open(QIODevice::WriteOnly);
        for (std::int64_t at = 0; at < diskSize; at += mebibyte) {
            const bool isEnd = at == 0 || at + mebibyte == diskSize;
            isWritten = isWritten
                && file.write(isEnd && isBlankAtItsEnds ? QByteArray(mebibyte, '\0') : old) == mebibyte;
        }
        file.close();
        QDir(m_folder.path()).mkpath(QStringLiteral("tree/etc"));
        QFile name(m_folder.filePath(QStringLiteral("tree/etc/hostname")));
        isWritten = isWritten && name.open(QIODevice::WriteOnly) && name.write("appliance\n") == 10;
        if (!isWritten)
            qFatal("no disk to build on");
        m_loop.emplace(file.fileName(), 512);
    }

    Result<Report> build(std::int64_t size, const std::string &content = "tree")
    {
        Silence silence;
        TRY(Foundation foundation, foundationOf(drawn(size), Uuid::draw));
        TRY(const auto disk, FileDevice::open(path(), FileDevice::Access::Exclusive));
        return parterre::build(
            {.target = path(),
             .disk = disk.get(),
             .foundation = std::move(foundation),
             .contents = {{.number = 1, .path = m_folder.path().toStdString() + "/" + content}},
             .jobRoot = m_folder.path().toStdString() + "/jobs"},
            silence, {});
    }

    [[nodiscard]] std::string path() const { return m_loop->path(); }
    [[nodiscard]] std::size_t partitionsOfTheKernel() const { return m_loop->partitions().size(); }
    [[nodiscard]] Inventory probed() const
    {
        const auto disk = FileDevice::open(path(), FileDevice::Access::ReadOnly).value();
        return probe(*disk, path()).value();
    }
    [[nodiscard]] QByteArray firstBytes() const
    {
        QFile file(m_folder.filePath(QStringLiteral("disk")));
        return file.open(QIODevice::ReadOnly) ? file.read(mebibyte) : QByteArray();
    }

private:
    QTemporaryDir m_folder;
    std::optional<test::LoopDevice> m_loop;
};

ErrorCode codeOf(const Result<Report> &result)
{
    if (!result)
        return result.error().code;
    return result->error ? result->error->code : ErrorCode::Dismissed;
}

}

/// A drawing on a disk, which keeps nothing of what it held, and is taken only when nobody can need it.
class BuildOnDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root and loop devices");
    }

    void nothingIsTakenForZeros()
    {
        UsedDisk disk(true);
        const Result<Report> report = disk.build(diskSize);
        QVERIFY2(report && report->isSuccess(),
                 report ? english(describe(*report)).c_str() : english(describe(report.error())).c_str());
        const Inventory inventory = disk.probed();
        QCOMPARE(inventory.partitions.size(), std::size_t{3});
        QCOMPARE(disk.partitionsOfTheKernel(), std::size_t{3});
        const auto device = FileDevice::open(disk.path(), FileDevice::Access::ReadOnly).value();
        for (const Partition &partition : inventory.partitions) {
            if (partition.name == "spare") {
                QCOMPARE(partition.content.kind, ContentKind::Unformatted);
                continue;
            }
            QCOMPARE(partition.content.kind, ContentKind::Ext4);
            QCOMPARE(readRootFile(*device, partition.extent, ContentKind::Ext4, "/etc/hostname", 100).value(),
                     FoundFile("appliance\n"));
        }
    }

    void takesOnlyABlankDisk()
    {
        UsedDisk disk(false);
        QCOMPARE(codeOf(disk.build(diskSize)), ErrorCode::Invalid);
        QCOMPARE(disk.firstBytes(), QByteArray(mebibyte, 'o'));
    }

    void takesOnlyADiskOfItsSize()
    {
        UsedDisk disk(true);
        QCOMPARE(codeOf(disk.build(diskSize - mebibyte)), ErrorCode::Invalid);
        QCOMPARE(disk.firstBytes(), QByteArray(mebibyte, '\0'));
    }

    void leavesNoTableWhereItFails()
    {
        UsedDisk disk(true);
        QCOMPARE(codeOf(disk.build(diskSize, "nowhere")), ErrorCode::Invalid);
        QCOMPARE(disk.firstBytes(), QByteArray(mebibyte, '\0'));
        // More than the partition holds, which only mke2fs finds out.
        QFile file(QStringLiteral("/dev/shm/parterre-much"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(40 * mebibyte, 'x')) > 0);
        file.close();
        QTemporaryDir much(QStringLiteral("/dev/shm/parterre-much-XXXXXX"));
        QVERIFY(QFile::rename(file.fileName(), much.filePath(QStringLiteral("file"))));
        QCOMPARE(codeOf(disk.build(diskSize, "../" + QFileInfo(much.path()).fileName().toStdString())),
                 ErrorCode::ToolFailed);
        QCOMPARE(disk.firstBytes(), QByteArray(mebibyte, '\0'));
        QCOMPARE(disk.partitionsOfTheKernel(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(BuildOnDiskTest)
#include "tst_build_on_disk.moc"
