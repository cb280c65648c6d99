// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/crc32c.h"
#include "helper/probe/probe.h"
#include "helper/probe/super_facts.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/memory_device.h"

#include <QRegularExpression>
#include <QTest>

using namespace parterre;

namespace {

/// Gives both blocks of both checkpoints other flags and the checksum that belongs to them.
constexpr const char *f2fsScript = R"(python3 - $I <<'END'
import struct, sys, zlib
seed = 0xF2F52010
def crc(data, start): return zlib.crc32(data, start ^ 0xffffffff) ^ 0xffffffff
with open(sys.argv[1], 'r+b') as image:
    def block(at):
        image.seek(at * 4096)
        return bytearray(image.read(4096))
    first = struct.unpack_from('<I', image.read(2048), 1024 + 76)[0]
    for pack in (first, first + 512):
        head = block(pack)
        count = struct.unpack_from('<I', head, 136)[0]
        for at in (pack, pack + count - 1) if count else ():
            raw = block(at)
            struct.pack_into('<I', raw, 132, %1)
            end = struct.unpack_from('<I', raw, 164)[0]
            struct.pack_into('<I', raw, end, crc(raw[:end], seed))
            image.seek(at * 4096)
            image.write(raw)
END
)";

}

/// Probes real images, and asks each file system's own tools whether the answer is true.
class ContentProbeTest : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    [[nodiscard]] static Content contentOf(const QString &path)
    {
        const auto device = test::openImage(path);
        const Result<Content> content = probeContent(*device, test::wholeOf(*device));
        return content ? *content : Content{.typeName = "error: " + content.error().detail};
    }

    /// The number that `pattern` catches in what `commands` print about the image.
    [[nodiscard]] qint64 asked(const QString &commands, const QString &name, const char *pattern) const
    {
        const auto match = QRegularExpression(pattern, QRegularExpression::MultilineOption)
                               .match(m_workshop.output(commands, name));
        return match.hasMatch() ? match.captured(1).toLongLong() : -1;
    }

    /// Changes bytes of a file.
    static void patch(const QString &path, qint64 at, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(at));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    [[nodiscard]] static QByteArray bytesAt(const QString &path, qint64 at, qint64 count)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) && file.seek(at) ? file.read(count) : QByteArray();
    }

    template<typename Row>
    void addXfsAndBtrfs(Row row)
    {
        (void)m_workshop.make(test::recipeNamed("xfs"));
        const auto xfs = [&](const char *pattern) {
            return asked("xfs_db -r -c 'sb 0' -c p $I", "xfs", pattern);
        };
        const qint64 block = xfs("^blocksize = (\\d+)");
        row("xfs", (xfs("^dblocks = (\\d+)") - xfs("^fdblocks = (\\d+)")) * block,
            xfs("^dblocks = (\\d+)") * block);
        (void)m_workshop.make(test::recipeNamed("btrfs"));
        const QString dump = "btrfs inspect-internal dump-super $I";
        row("btrfs", asked(dump, "btrfs", "^bytes_used\\s+(\\d+)"),
            asked(dump, "btrfs", "^total_bytes\\s+(\\d+)"));
    }

    template<typename Row>
    void addFatAndExFat(Row row)
    {
        for (const char *name : {"fat12", "fat16", "fat32"}) {
            const QString path = m_workshop.make(test::recipeNamed(name));
            const qint64 unit = asked("fsck.fat -n -v $I", name, "(\\d+) bytes per cluster");
            row(name, asked("fsck.fat -n -v $I", name, "(\\d+)/\\d+ clusters") * unit, QFile(path).size());
        }
        (void)m_workshop.make(test::recipeNamed("exfat"));
        const auto exfat = [&](const char *pattern) { return asked("dump.exfat $I", "exfat", pattern); };
        const qint64 used = exfat("Total Clusters:\\s+(\\d+)") - exfat("Free Clusters:\\s+(\\d+)");
        row("exfat", used * exfat("Cluster size:\\s+(\\d+)"),
            exfat("Volume Length\\(sectors\\):\\s+(\\d+)") * 512);
    }

    template<typename Row>
    void addNtfsAndF2fs(Row row)
    {
        (void)m_workshop.make(test::recipeNamed("ntfs"));
        const auto ntfs = [&](const char *pattern) { return asked("ntfsinfo -m $I", "ntfs", pattern); };
        const qint64 clusters = ntfs("Volume Size in Clusters: (\\d+)");
        row("ntfs", (clusters - ntfs("Free Clusters: (\\d+)")) * ntfs("Cluster Size: (\\d+)"),
            (32 << 20) - 512);
        (void)m_workshop.make(test::recipeNamed("f2fs"));
        const QString blocks =
            m_workshop.output("fsck.f2fs --dry-run $I | sed -n 's/.*valid_block_count matching"
                              " with CP.*\\[0x\\([0-9a-f]*\\)\\].*/\\1/p'",
                              "f2fs");
        row("f2fs", blocks.trimmed().toLongLong(nullptr, 16) * 4096, 64 << 20);
    }

    template<typename Row>
    void addJfsAndReiserFs(Row row)
    {
        (void)m_workshop.make(test::recipeNamed("jfs"));
        const auto jfs = [&](const char *pattern) {
            return asked("fsck.jfs -n -f $I", "jfs", pattern) << 10;
        };
        const qint64 size = jfs("(\\d+) kilobytes total");
        row("jfs", size - jfs("(\\d+) kilobytes are available"), size);
        (void)m_workshop.make(test::recipeNamed("reiserfs"));
        const auto reiser = [&](const char *pattern) {
            return asked("debugreiserfs $I", "reiserfs", pattern) * 4096;
        };
        const qint64 blocks = reiser("Count of blocks on the device: (\\d+)");
        row("reiserfs", blocks - reiser("^Free blocks .*: (\\d+)"), blocks);
    }

private Q_SLOTS:
    void namesEveryKind_data()
    {
        QTest::addColumn<const test::Recipe *>("recipe");
        for (const test::Recipe &recipe : test::recipes())
            QTest::newRow(recipe.name) << &recipe;
    }

    void namesEveryKind()
    {
        QFETCH(const test::Recipe *, recipe);
        const Content content = contentOf(m_workshop.make(*recipe));
        QCOMPARE(contentKindName(content.kind), contentKindName(recipe->kind));
        QCOMPARE(content.typeName, std::string());
        if (*recipe->uuid != 0)
            QCOMPARE(content.uuid, std::string(recipe->uuid));
        QCOMPARE(content.label, std::string(recipe->label));
        QCOMPARE(content.dirt, Dirt::None);
        QCOMPARE(content.deviceCount, 1);
        QCOMPARE(content.used.has_value(), isFileSystem(recipe->kind));
    }

    void countsAsTheToolsDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("used");
        QTest::addColumn<qint64>("size");
        const auto row = [](const char *name, qint64 used, qint64 size) {
            QTest::newRow(name) << QString(name) << used << size;
        };
        for (const char *name : {"ext2", "ext3", "ext4"}) {
            (void)m_workshop.make(test::recipeNamed(name));
            const auto ask = [&](const char *pattern) { return asked("dumpe2fs -h $I", name, pattern); };
            const qint64 blocks = ask("^Block count: *(\\d+)");
            const qint64 unit = ask("^Block size: *(\\d+)");
            row(name, (blocks - ask("^Free blocks: *(\\d+)")) * unit, blocks * unit);
        }
        addXfsAndBtrfs(row);
        addFatAndExFat(row);
        addNtfsAndF2fs(row);
        addJfsAndReiserFs(row);
    }

    void countsAsTheToolsDo()
    {
        QFETCH(const QString, name);
        QFETCH(const qint64, used);
        QFETCH(const qint64, size);
        QVERIFY2(used > 0 && size > 0, "the tool did not answer");
        const Content content = contentOf(m_workshop.path(name));
        QVERIFY(content.used && content.size);
        QCOMPARE(content.used->count(), used);
        QCOMPARE(content.size->count(), size);
    }

    void seesWhatIsDirty_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("commands");
        QTest::addColumn<Dirt>("dirt");
        QTest::newRow("ext4 with a journal")
            << "ext4" << "debugfs -w -R 'feature needs_recovery' $I" << Dirt::JournalToReplay;
        QTest::newRow("ext2 in use") << "ext2" << "debugfs -w -R 'set_super_value state 0' $I"
                                     << Dirt::NotUnmounted;
        QTest::newRow("ext4 with errors")
            << "ext4" << "debugfs -w -R 'set_super_value state 3' $I" << Dirt::Errors;
        QTest::newRow("ntfs to be checked") << "ntfs" << "ntfsfix $I" << Dirt::NotUnmounted;
        const QString poke = "printf '\\x%1' | dd of=$I bs=1 seek=%2 conv=notrunc status=none";
        QTest::newRow("fat12 boot sector") << "fat12" << poke.arg("01").arg(37) << Dirt::NotUnmounted;
        QTest::newRow("fat16 table") << "fat16" << poke.arg("7f").arg(4 * 512 + 3) << Dirt::NotUnmounted;
        QTest::newRow("fat32 table") << "fat32" << poke.arg("07").arg(32 * 512 + 7) << Dirt::NotUnmounted;
        QTest::newRow("fat32 with errors") << "fat32" << poke.arg("0b").arg(32 * 512 + 7) << Dirt::Errors;
        QTest::newRow("exfat in use") << "exfat" << poke.arg("02").arg(106) << Dirt::NotUnmounted;
        QTest::newRow("f2fs in use") << "f2fs" << QString(f2fsScript).arg(0) << Dirt::NotUnmounted;
        QTest::newRow("f2fs with errors") << "f2fs" << QString(f2fsScript).arg(9) << Dirt::Errors;
    }

    void seesWhatIsDirty()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, commands);
        const QString image = m_workshop.copyOf(test::recipeNamed(name.toUtf8()));
        QCOMPARE(contentOf(image).dirt, Dirt::None);
        m_workshop.run(commands, "copy");
        QTEST(contentOf(image).dirt, "dirt");
    }

    void seesABtrfsLogTree()
    {
        const QString image = m_workshop.copyOf(test::recipeNamed("btrfs"));
        QByteArray super = bytesAt(image, 65536, 4096);
        super[96] = 1;
        const auto bytes = std::as_bytes(std::span(super.constData(), 4096));
        const std::uint32_t sum = ~crc32c(~0U, bytes.subspan(32));
        for (int i = 0; i < 4; ++i)
            super[i] = static_cast<char>(sum >> (8 * i));
        patch(image, 65536, super);
        QCOMPARE(contentOf(image).dirt, Dirt::JournalToReplay);
    }

    /// The unmount record is turned into an ordinary one, as after a power cut.
    void seesAnXfsLogToReplay()
    {
        const QString image = m_workshop.copyOf(test::recipeNamed("xfs"));
        const qint64 sector = asked("xfs_logprint -t $I", "copy", "daddr: (\\d+)");
        QVERIFY(sector > 0);
        QVERIFY(m_workshop.output("xfs_logprint -t $I", "copy").contains("<CLEAN>"));
        QCOMPARE(bytesAt(image, (sector + 1) * 512 + 9, 1), QByteArray("\x20"));
        patch(image, (sector + 1) * 512 + 9, QByteArray("\x01"));
        QVERIFY(m_workshop.output("xfs_logprint -t $I", "copy").contains("<DIRTY>"));
        const Content content = contentOf(image);
        QCOMPARE(content.dirt, Dirt::JournalToReplay);
        QVERIFY(!content.used);
    }

    void seesASleepingSystemInSwap()
    {
        const QString image = m_workshop.copyOf(test::recipeNamed("swap"));
        patch(image, 4096 - 10, "S1SUSPEND\0");
        const Content content = contentOf(image);
        QCOMPARE(content.kind, ContentKind::Swap);
        QCOMPARE(content.dirt, Dirt::Hibernated);
    }

    void distinguishesNothingFromSomething()
    {
        MemoryDevice blank(Bytes(std::int64_t{8} << 20));
        QCOMPARE(probeContent(blank, test::wholeOf(blank))->kind, ContentKind::Unformatted);
        const std::array one{std::byte{1}};
        QVERIFY(blank.write(Offset(blank.size().count() - 1), one));
        QCOMPARE(probeContent(blank, test::wholeOf(blank))->kind, ContentKind::Unknown);
        const Extent front{.begin = Offset(), .size = Bytes(1 << 20)};
        QCOMPARE(probeContent(blank, front)->kind, ContentKind::Unformatted);
        QCOMPARE(probeContent(blank, {.begin = Offset(), .size = Bytes()})->kind, ContentKind::Unformatted);
    }

    void refusesWhatIsNotOnTheDisk()
    {
        MemoryDevice disk(Bytes(1 << 20));
        const Result<Content> content = probeContent(disk, {.begin = Offset(512), .size = Bytes(1 << 20)});
        QVERIFY(!content);
        QCOMPARE(content.error().code, ErrorCode::OutOfRange);
    }

    void namesContradictingSignatures()
    {
        const QString image = m_workshop.copyOf(test::recipeNamed("btrfs"));
        (void)m_workshop.make(test::recipeNamed("ext4"));
        patch(image, 1024, bytesAt(m_workshop.path("ext4"), 1024, 1024));
        const Content content = contentOf(image);
        QCOMPARE(content.kind, ContentKind::Unknown);
        QVERIFY2(content.typeName.contains("btrfs") && content.typeName.contains("ext4"),
                 content.typeName.c_str());
    }

    void sheltersOtherDevicesInMemory_data() { namesEveryKind_data(); }

    /// A device that is no file is shown to libblkid through memory; the answer must be the same.
    void sheltersOtherDevicesInMemory()
    {
        QFETCH(const test::Recipe *, recipe);
        const QString path = m_workshop.make(*recipe);
        const auto file = test::openImage(path);
        const Bytes before(1 << 20);
        MemoryDevice disk(before + file->size());
        std::vector<std::byte> chunk(1 << 20);
        const Result<std::vector<Extent>> parts = file->dataIn(test::wholeOf(*file));
        QVERIFY(parts);
        for (const Extent &data : *parts) {
            for (Bytes done; done < data.size;) {
                const Bytes size = std::min(Bytes(1 << 20), data.size - done);
                const auto bytes = std::span(chunk).first(static_cast<std::size_t>(size.count()));
                QVERIFY(file->read(data.begin + done, bytes));
                QVERIFY(disk.write(data.begin + done + before, bytes));
                done += size;
            }
        }
        const Result<Content> content =
            probeContent(disk, {.begin = Offset() + before, .size = file->size()});
        QVERIFY(content);
        QVERIFY(*content == contentOf(path));
    }
};

QTEST_GUILESS_MAIN(ContentProbeTest)
#include "tst_content_probe.moc"
