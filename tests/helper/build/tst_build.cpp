// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/model/edit.h"
#include "core/text/describe.h"
#include "helper/build/build.h"
#include "helper/build/file_system_maker.h"
#include "helper/files/root_file.h"
#include "helper/probe/probe.h"
#include "tests/helper/made_content.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(1 << 20) * count;
}

struct Silence final : Observer
{
    void progressed(const Progress &) override {}
};

struct Piece
{
    const char *name;
    Bytes size;
    ContentKind kind;
    const char *label = "";
    const char *mountPoint = "";
};

/// A drawn disk with these, and the clones that `edits` ask for; large enough for all of it.
Design drawn(TableKind table, Bytes sectorSize, const std::vector<Piece> &pieces,
             const std::vector<Edit> &edits)
{
    Design design;
    design.drawing.emplace();
    const auto then = [&](const Edit &edit) { design = apply(std::move(design), edit, Uuid::draw).value(); };
    then(edit::SetDisk{.size = mib(400), .table = table, .sectorSize = sectorSize});
    for (const Piece &piece : pieces) {
        then(edit::Add{.name = piece.name,
                       .size = piece.size,
                       .kind = piece.kind,
                       .type = table == TableKind::Gpt ? "0FC63DAF-8483-4772-8E79-3D69D8477DE4" : "83"});
        Partition &partition = design.drawing->partitions.back();
        partition.content.label = piece.label;
        partition.mountPoint = piece.mountPoint;
    }
    for (const Edit &edit : edits)
        then(edit);
    design.placement = Placement::Adjacent;
    return design;
}

/// A folder to build in, with a tree of files to build of.
class Yard
{
public:
    Yard()
        : m_folder(QStringLiteral("/dev/shm/parterre-build-XXXXXX"))
    {
        QDir(m_folder.path()).mkpath(QStringLiteral("tree/etc"));
        write("tree/etc/hostname", "appliance\n");
        write("tree/etc/fstab", "LABEL=ROOT / ext4 defaults 0 1\n");
    }

    [[nodiscard]] std::string path(const char *name) const
    {
        return m_folder.filePath(QLatin1StringView(name)).toStdString();
    }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QLatin1StringView(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    Result<Report> build(const Design &design, const std::vector<ContentSource> &contents,
                         const std::stop_token &stop = {}) const
    {
        TRY(Foundation foundation, foundationOf(design, Uuid::draw));
        Silence silence;
        return parterre::build({.target = path("disk.img"),
                                .disk = nullptr,
                                .foundation = std::move(foundation),
                                .contents = contents,
                                .jobRoot = path("jobs")},
                               silence, stop);
    }

private:
    QTemporaryDir m_folder;
};

std::string wordsOf(const Result<Report> &result)
{
    if (!result)
        return result.error().subject + ": " + english(describe(result.error())) + " "
            + result.error().detail;
    return result->error ? english(describe(*result->error)) + " " + result->error->detail : "no error";
}

ErrorCode codeOf(const Result<Report> &result)
{
    if (!result)
        return result.error().code;
    return result->error ? result->error->code : ErrorCode::Dismissed;
}

const std::vector<Piece> appliance{
    {.name = "p.UEFI", .size = mib(20), .kind = ContentKind::Fat16, .label = "EFI"},
    {.name = "p.swap", .size = mib(8), .kind = ContentKind::Swap, .label = "SWAP"},
    {.name = "p.lxroot", .size = mib(48), .kind = ContentKind::Ext4, .label = "ROOT", .mountPoint = "/"},
};

}

/// Whole disks of drawings: what is in them, and that nothing is left of what was refused.
class BuildTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("needs FUSE");
    }

    void everythingIsAsDrawn_data()
    {
        QTest::addColumn<TableKind>("table");
        QTest::addColumn<int>("sectorSize");
        QTest::newRow("GPT") << TableKind::Gpt << 512;
        QTest::newRow("GPT in sectors of 4096 bytes") << TableKind::Gpt << 4096;
        QTest::newRow("MBR") << TableKind::Mbr << 512;
    }

    void everythingIsAsDrawn()
    {
        QFETCH(const TableKind, table);
        QFETCH(const int, sectorSize);
        const Yard yard;
        const Design design =
            drawn(table, Bytes(sectorSize), appliance, {edit::SetClones{.number = 3, .count = 1}});
        const Result<Report> report = yard.build(
            design, {{.number = 1, .path = yard.path("tree")}, {.number = 3, .path = yard.path("tree")}});
        QVERIFY2(report && report->isSuccess(), wordsOf(report).c_str());

        const auto disk = FileDevice::open(yard.path("disk.img"), FileDevice::Access::ReadOnly).value();
        QCOMPARE((*disk).sectorSize().count(), sectorSize);
        const Inventory inventory = probe(*disk, disk->name()).value();
        QCOMPARE(inventory.partitions.size(), std::size_t{4});
        const Partition &esp = inventory.partitions[0];
        const Partition &clone = inventory.partitions[2];
        const Partition &root = inventory.partitions[3];
        QCOMPARE(esp.content.kind, ContentKind::Fat16);
        QCOMPARE(inventory.partitions[1].content.label, std::string("SWAP"));
        QCOMPARE(root.content.label, std::string("ROOT"));
        QCOMPARE(clone.content.label, std::string("ROOT-C1"));
        QVERIFY(clone.content.uuid != root.content.uuid);
        for (const Partition *one : {&esp, &clone, &root})
            QCOMPARE(readRootFile(*disk, one->extent, one->content.kind, "/etc/hostname", 100).value(),
                     FoundFile("appliance\n"));
        for (const Partition *one : {&clone, &root})
            QCOMPARE(readRootFile(*disk, one->extent, one->content.kind, "/config.partids", 1000).value(),
                     FoundFile(report->partids));
        QVERIFY(report->partids.contains("kiwi_rootPartClone1=\"3\""));
        QCOMPARE(yard.names(),
                 QStringList({QStringLiteral("disk.img"), QStringLiteral("jobs"), QStringLiteral("tree")}));
    }

    void everyKindIsMade_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : allContentKinds()) {
            if (canMake(kind))
                QTest::newRow(contentKindName(kind).data()) << kind;
        }
    }

    void everyKindIsMade()
    {
        QFETCH(const ContentKind, kind);
        const Yard yard;
        const Bytes size = kind == ContentKind::Btrfs ? mib(120)
            : kind == ContentKind::Xfs                ? mib(320)
            : kind == ContentKind::Fat12              ? mib(4)
                                                      : mib(64);
        const Design design =
            drawn(TableKind::Gpt, Bytes(512), {{.name = "p.x", .size = size, .kind = kind}}, {});
        std::vector<ContentSource> contents;
        if (canFill(kind))
            contents.push_back({.number = 1, .path = yard.path("tree")});
        const Result<Report> report = yard.build(design, contents);
        QVERIFY2(report && report->isSuccess(), wordsOf(report).c_str());
        const auto disk = FileDevice::open(yard.path("disk.img"), FileDevice::Access::ReadOnly).value();
        const Inventory inventory = probe(*disk, disk->name()).value();
        const Partition &made = inventory.partitions.front();
        QCOMPARE(made.content.kind, kind);
        if (canFill(kind) && kind != ContentKind::F2fs)
            QCOMPARE(readRootFile(*disk, made.extent, kind, "/etc/hostname", 100).value(),
                     FoundFile("appliance\n"));
    }

    void aReadOnlyRootGetsConfigPartids_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::newRow("squashfs") << ContentKind::Squashfs;
        QTest::newRow("erofs") << ContentKind::Erofs;
    }

    void aReadOnlyRootGetsConfigPartids()
    {
        QFETCH(const ContentKind, kind);
        const Yard yard;
        yard.write("tree/config.partids", "old\n");
        const Design design =
            drawn(TableKind::Gpt, Bytes(512),
                  {{.name = "p.lxroot", .size = mib(8), .kind = kind, .label = "", .mountPoint = "/"}},
                  {edit::SetClones{.number = 1, .count = 1}});
        const Result<Report> report = yard.build(design, {{.number = 1, .path = yard.path("tree")}});
        QVERIFY2(report && report->isSuccess(), wordsOf(report).c_str());
        QCOMPARE(report->warnings, std::vector<std::string>());
        const auto disk = FileDevice::open(yard.path("disk.img"), FileDevice::Access::ReadOnly).value();
        const Inventory inventory = probe(*disk, disk->name()).value();
        QCOMPARE(inventory.partitions.size(), std::size_t{2});
        for (const Partition &one : inventory.partitions)
            QCOMPARE(readRootFile(*disk, one.extent, one.content.kind, "/config.partids", 1000).value(),
                     FoundFile(report->partids));
    }

    void aRootWithoutClonesGetsItToo()
    {
        const Yard yard;
        const Design design = drawn(TableKind::Gpt, Bytes(512), appliance, {});
        const Result<Report> report = yard.build(design, {{.number = 3, .path = yard.path("tree")}});
        QVERIFY2(report && report->isSuccess(), wordsOf(report).c_str());
        const auto disk = FileDevice::open(yard.path("disk.img"), FileDevice::Access::ReadOnly).value();
        const Partition root = probe(*disk, disk->name()).value().partitions.at(2);
        QCOMPARE(
            readRootFile(*disk, root.extent, root.content.kind, "/config.partids", 1000).value(),
            FoundFile("kiwi_BootPart=\"3\"\nkiwi_EfiPart=\"1\"\nkiwi_RootPart=\"3\"\nkiwi_SwapPart=\"2\"\n"));
    }

    void anImageIsTakenByteByByte()
    {
        const Yard yard;
        yard.write("firmware.bin", QByteArray(300000, 'x'));
        const Design design = drawn(TableKind::Gpt, Bytes(512),
                                    {{.name = "firmware", .size = mib(1), .kind = ContentKind::Unformatted}},
                                    {edit::SetClones{.number = 1, .count = 1}});
        const Result<Report> report = yard.build(design, {{.number = 1, .path = yard.path("firmware.bin")}});
        QVERIFY2(report && report->isSuccess(), wordsOf(report).c_str());
        const auto disk = FileDevice::open(yard.path("disk.img"), FileDevice::Access::ReadOnly).value();
        const Inventory inventory = probe(*disk, disk->name()).value();
        for (const Partition &one : inventory.partitions) {
            std::vector<std::byte> bytes(300001);
            QVERIFY((*disk).read(one.extent.begin, bytes));
            QVERIFY(
                std::all_of(bytes.begin(), bytes.end() - 1, [](std::byte b) { return b == std::byte{'x'}; }));
            QCOMPARE(bytes.back(), std::byte{0});
        }
    }

    void refusesAndLeavesNothing_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<int>("number");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, ContentKind kind, const char *source, int number,
                            ErrorCode code) {
            QTest::newRow(name) << kind << QByteArray(source) << number << code;
        };
        using enum ContentKind;
        row("nothing is wrong", Ext4, "tree", 1, ErrorCode::Dismissed);
        row("no such folder", Ext4, "nowhere", 1, ErrorCode::Invalid);
        row("no such partition", Ext4, "tree", 7, ErrorCode::Invalid);
        row("files for swap", Swap, "tree", 1, ErrorCode::Unsupported);
        row("files for nothing", Unformatted, "tree", 1, ErrorCode::Unsupported);
        row("more than fits", Ext4, "large", 1, ErrorCode::Invalid);
        row("files that do not fit", Fat16, "much", 1, ErrorCode::ToolFailed);
        row("an image of something else", Ext4, "text", 1, ErrorCode::Invalid);
        row("an image of anything", Unformatted, "text", 1, ErrorCode::Dismissed);
        row("no tool for it", LvmPv, "", 1, ErrorCode::Unsupported);
        row("a read-only one of nothing", Squashfs, "", 1, ErrorCode::Invalid);
    }

    void refusesAndLeavesNothing()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const QByteArray, source);
        QFETCH(const int, number);
        QFETCH(const ErrorCode, code);
        const Yard yard;
        yard.write("large", QByteArray(9 << 20, 'x'));
        yard.write("text", QByteArray(5000, 'x'));
        QDir().mkpath(QString::fromStdString(yard.path("much")));
        yard.write("much/file", QByteArray(9 << 20, 'x'));
        const QStringList before = yard.names();
        const Design design =
            drawn(TableKind::Gpt, Bytes(512), {{.name = "p.x", .size = mib(8), .kind = kind}}, {});
        std::vector<ContentSource> contents;
        if (!source.isEmpty())
            contents.push_back({.number = number, .path = yard.path(source.constData())});
        const Result<Report> report = yard.build(design, contents);
        QCOMPARE(codeOf(report), code);
        if (code == ErrorCode::Dismissed)
            return;
        QCOMPARE(yard.names(), before);
    }

    void takesNoOtherFilesPlace()
    {
        const Yard yard;
        yard.write("disk.img", "precious");
        const Design design = drawn(TableKind::Gpt, Bytes(512),
                                    {{.name = "p.x", .size = mib(8), .kind = ContentKind::Ext4}}, {});
        QCOMPARE(codeOf(yard.build(design, {})), ErrorCode::Invalid);
        QFile file(QString::fromStdString(yard.path("disk.img")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
    }

    void stopsWhenAsked()
    {
        const Yard yard;
        const QStringList before = yard.names();
        const Design design = drawn(TableKind::Gpt, Bytes(512), appliance, {});
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(codeOf(yard.build(design, {}, stop.get_token())), ErrorCode::Cancelled);
        QCOMPARE(yard.names(), before);
    }
};

QTEST_GUILESS_MAIN(BuildTest)
#include "tst_build.moc"
