// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/resize/mounted.h"
#include "tests/helper/resize/filled_content.h"
#include "tests/support/faulty_device.h"

#include <QTest>

#include <filesystem>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(count << 20);
}

/// A small file system of this kind with some files.
std::unique_ptr<FilledContent> filled(ContentKind kind)
{
    const Bytes size = kind == ContentKind::Btrfs ? mib(600) : mib(64);
    std::vector<std::string> options;
    if (isFat(kind))
        options = {"-F", kind == ContentKind::Fat32 ? "32" : "16", "-s",
                   kind == ContentKind::Fat32 ? "1" : "4"};
    auto content = std::make_unique<FilledContent>(kind, size, options);
    return content->fill(3, std::size_t{1} << 20) ? std::move(content) : nullptr;
}

const std::vector shrinking{ContentKind::Ext4,  ContentKind::Ntfs,  ContentKind::Btrfs,
                            ContentKind::Fat16, ContentKind::Fat32, ContentKind::Swap};

void addShrinking()
{
    QTest::addColumn<ContentKind>("kind");
    for (const ContentKind kind : shrinking)
        QTest::newRow(contentKindName(kind).data()) << kind;
}

void poke(MadeContent &made, std::int64_t at, std::initializer_list<unsigned> bytes)
{
    std::vector<std::byte> values;
    for (const unsigned one : bytes)
        values.push_back(static_cast<std::byte>(one));
    made.disk.content().write(made.where.begin + Bytes(at), values);
}

/// A folder of programs: those of the system but for some, and others in their place.
class Programs
{
public:
    explicit Programs(const std::vector<std::string> &linked)
    {
        for (const std::string &name : linked)
            std::filesystem::create_symlink(MadeContent::place(name), path(name));
    }
    void script(const std::string &name, const std::string &lines) const
    {
        std::ofstream(path(name)) << "#!/bin/sh\n" << lines << "\n";
        std::filesystem::permissions(path(name), std::filesystem::perms::owner_all);
    }
    [[nodiscard]] Toolbox tools() const { return Toolbox({m_folder.path().toStdString()}); }

private:
    [[nodiscard]] std::string path(const std::string &name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

}

class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const char *const why = whyNotHere(); why != nullptr)
            QSKIP(why);
    }

    void everyKindHasTheWayThatTheRulesSay()
    {
        for (const ContentKind kind : allContentKinds()) {
            QCOMPARE(wayOf(kind).smallest != nullptr, canEverShrink(kind));
            QCOMPARE(wayOf(kind).resize != nullptr, canEverGrow(kind));
            QVERIFY(!canShrink(kind) || canEverShrink(kind));
            QVERIFY(!canGrow(kind) || canEverGrow(kind));
        }
    }

    void lessThanTheLeastIsRefused_data() { addShrinking(); }
    void lessThanTheLeastIsRefused()
    {
        QFETCH(const ContentKind, kind);
        const auto content = filled(kind);
        QVERIFY(content);
        MadeContent &made = content->made;
        const Bytes least = smallestSize(made.disk, made.where, kind).value();
        const SparseBytes before = made.disk.content();
        const Result<> refused = shrink(made.disk, made.where, kind, least - Bytes(512));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QVERIFY(made.disk.content() == before);
        const Result<> permitted = shrink(made.disk, made.where, kind, least);
        QVERIFY2(permitted, wordsOf(permitted));
    }

    void whatIsNotCleanIsRefused_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<int>("bad");
        QTest::addColumn<int>("good");
        QTest::newRow("ext2 in use") << ContentKind::Ext2 << qint64{1024 + 58} << 0 << 1;
        QTest::newRow("ext2 with errors") << ContentKind::Ext2 << qint64{1024 + 58} << 3 << 1;
        QTest::newRow("FAT16 in use") << ContentKind::Fat16 << qint64{37} << 1 << 0;
        QTest::newRow("FAT16 with errors") << ContentKind::Fat16 << qint64{37} << 2 << 0;
        QTest::newRow("swap with a system asleep")
            << ContentKind::Swap << qint64{4086} << int{'0'} << int{'S'};
    }
    void whatIsNotCleanIsRefused()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const qint64, at);
        QFETCH(const int, bad);
        QFETCH(const int, good);
        const auto content = filled(kind);
        QVERIFY(content);
        MadeContent &made = content->made;
        if (kind == ContentKind::Swap && bad == '0')
            poke(made, at, {'S', '1', 'S', 'U', 'S', 'P', 'E', 'N', 'D', 0});
        else
            poke(made, at, {static_cast<unsigned>(bad)});
        const SparseBytes before = made.disk.content();
        const auto least = smallestSize(made.disk, made.where, kind);
        QVERIFY(!least);
        QCOMPARE(least.error().code, ErrorCode::Refused);
        for (const Result<> &refused :
             {shrink(made.disk, made.where, kind, mib(60)), grow(made.disk, made.where, kind)}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Refused);
        }
        QVERIFY(made.disk.content() == before);
        if (kind == ContentKind::Swap)
            poke(made, at, {'S', 'W', 'A', 'P', 'S', 'P', 'A', 'C', 'E', '2'});
        else
            poke(made, at, {static_cast<unsigned>(good)});
        const Result<> permitted = shrink(made.disk, made.where, kind, mib(60));
        QVERIFY2(permitted, wordsOf(permitted));
    }

    /// ntfsresize leaves the mark that asks Windows for a check.
    void anNtfsThatIsMarkedForACheckIsRefused()
    {
        const auto content = filled(ContentKind::Ntfs);
        QVERIFY(content);
        MadeContent &made = content->made;
        QVERIFY(made.succeeds("ntfsresize", {"-f", "-P", "-s", "60000000"}));
        const SparseBytes before = made.disk.content();
        for (const Result<> &refused : {shrink(made.disk, made.where, ContentKind::Ntfs, mib(50)),
                                        grow(made.disk, made.where, ContentKind::Ntfs)}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Refused);
        }
        QVERIFY(made.disk.content() == before);
        QVERIFY(made.run("ntfsfix", {"-d"}));
        const Result<> permitted = shrink(made.disk, made.where, ContentKind::Ntfs, mib(50));
        QVERIFY2(permitted, wordsOf(permitted));
    }

    /// No mark tells it, only a check.
    void whatItsOwnCheckObjectsToIsRefused_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QByteArray>("damage");
        QTest::addColumn<QByteArray>("repair");
        QTest::newRow("ext4") << ContentKind::Ext4
                              << QByteArray("debugfs -w -R 'set_inode_field /file-1 links_count 5' \"$1\"")
                              << QByteArray("debugfs -w -R 'set_inode_field /file-1 links_count 1' \"$1\"");
        // The 1000th entry of the first table, which leads to the next one.
        QTest::newRow("fat32") << ContentKind::Fat32
                               << QByteArray("printf '\\377' | dd of=\"$1\" bs=1 seek=20384 conv=notrunc")
                               << QByteArray("printf '\\351' | dd of=\"$1\" bs=1 seek=20384 conv=notrunc");
    }
    void whatItsOwnCheckObjectsToIsRefused()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const QByteArray, damage);
        QFETCH(const QByteArray, repair);
        const auto content = filled(kind);
        QVERIFY(content && content->shell(damage.toStdString()));
        MadeContent &made = content->made;
        const SparseBytes before = made.disk.content();
        const Result<> refused = shrink(made.disk, made.where, kind, mib(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QVERIFY(made.disk.content() == before);
        QVERIFY(content->shell(repair.toStdString()));
        const Result<> permitted = shrink(made.disk, made.where, kind, mib(60));
        QVERIFY2(permitted, wordsOf(permitted));
    }

    void whatCannotShrinkSaysSo_data()
    {
        using enum ContentKind;
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind :
             {Xfs,   F2fs,       ExFat,       Luks1,     Luks2,   LvmPv,      MdMember, Squashfs,
              Erofs, Iso9660,    Zfs,         BitLocker, Jfs,     Nilfs2,     ReiserFs, Bcachefs,
              Apfs,  VerityHash, DmIntegrity, Other,     Unknown, Unformatted})
            QTest::newRow(contentKindName(kind).data()) << kind;
    }
    void whatCannotShrinkSaysSo()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(mib(1));
        const SparseBytes before = made.disk.content();
        QVERIFY(!canShrink(kind));
        const auto least = smallestSize(made.disk, made.where, kind);
        QVERIFY(!least);
        QCOMPARE(least.error().code, ErrorCode::Unsupported);
        const Result<> refused = shrink(made.disk, made.where, kind, Bytes(4096));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY(!refused.error().detail.empty());
        const bool growsOnly = kind == ContentKind::Xfs || kind == ContentKind::F2fs;
        QCOMPARE(canGrow(kind), growsOnly);
        const Result<> grown = grow(made.disk, made.where, kind);
        QVERIFY(!grown);
        QCOMPARE(grown.error().code, growsOnly ? ErrorCode::Corrupt : ErrorCode::Unsupported);
        QVERIFY(made.disk.content() == before);
    }

    void whatCanShrinkSaysSo_data() { addShrinking(); }
    void whatCanShrinkSaysSo()
    {
        QFETCH(const ContentKind, kind);
        QVERIFY(canShrink(kind) && canGrow(kind));
    }

    void anotherContentThanSaidIsCorrupt()
    {
        const auto content = filled(ContentKind::Ext4);
        QVERIFY(content);
        MadeContent &made = content->made;
        const Result<> refused = shrink(made.disk, made.where, ContentKind::Swap, mib(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QVERIFY(shrink(made.disk, made.where, ContentKind::Ext4, mib(60)));
    }

    void aContentLargerThanItsPartitionIsCorrupt()
    {
        const auto content = filled(ContentKind::Ext4);
        QVERIFY(content);
        MadeContent &made = content->made;
        Extent shorter = made.where;
        shorter.size = mib(63);
        const Result<> refused = shrink(made.disk, shorter, ContentKind::Ext4, mib(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QVERIFY(shrink(made.disk, made.where, ContentKind::Ext4, mib(60)));
    }

    void aSizeThatIsNoneIsInvalid()
    {
        const auto content = filled(ContentKind::Swap);
        QVERIFY(content);
        MadeContent &made = content->made;
        for (const Bytes size : {made.where.size + Bytes(512), Bytes(1 << 20) + Bytes(1)}) {
            const Result<> refused = shrink(made.disk, made.where, ContentKind::Swap, size);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Invalid);
        }
        QVERIFY(shrink(made.disk, made.where, ContentKind::Swap, Bytes(1 << 20)));
    }

    void aMissingToolIsSaidBeforeAnythingIsWritten()
    {
        const auto content = filled(ContentKind::Ext4);
        QVERIFY(content);
        MadeContent &made = content->made;
        const SparseBytes before = made.disk.content();
        const Result<> refused =
            shrinkWith(Toolbox({"/nowhere"}), made.disk, made.where, ContentKind::Ext4, mib(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ToolMissing);
        QCOMPARE(refused.error().subject, std::string("resize2fs"));
        QVERIFY(made.disk.content() == before);
        QVERIFY(shrink(made.disk, made.where, ContentKind::Ext4, mib(60)));
    }

    void whoCanMountNothingIsRefused()
    {
        const auto content = filled(ContentKind::Btrfs);
        QVERIFY(content);
        MadeContent &made = content->made;
        const Programs programs({"btrfs"});
        const SparseBytes before = made.disk.content();
        const Result<> done =
            shrinkWith(programs.tools(), made.disk, made.where, ContentKind::Btrfs, mib(590));
        QCOMPARE(canChangeMounted(programs.tools(), ContentKind::Btrfs), bool(done));
        QVERIFY(done || (done.error().code == ErrorCode::Unsupported && made.disk.content() == before));
        QVERIFY(canChangeMounted(Toolbox(), ContentKind::Btrfs));
    }

    /// That a tool ends with 0 proves nothing.
    void aToolThatDoesNothingIsNoSuccess()
    {
        const auto content = filled(ContentKind::Ext4);
        QVERIFY(content);
        MadeContent &made = content->made;
        const Programs programs({"tune2fs", "e2fsck"});
        programs.script("resize2fs", "echo 'Estimated minimum size of the filesystem: 20000'");
        const Result<> refused =
            shrinkWith(programs.tools(), made.disk, made.where, ContentKind::Ext4, mib(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Mismatch);
        QVERIFY(shrink(made.disk, made.where, ContentKind::Ext4, mib(60)));
    }

    /// The size is as wished, and yet something is broken.
    void whatIsDamagedOnTheWayIsNoSuccess()
    {
        const auto content = filled(ContentKind::Ext4);
        QVERIFY(content);
        MadeContent &made = content->made;
        const SparseBytes before = made.disk.content();
        const Programs programs({"tune2fs", "e2fsck"});
        programs.script("resize2fs",
                        "resize2fs \"$@\"\n[ \"$1\" = -P ] ||"
                        " debugfs -w -R 'set_inode_field /file-1 links_count 5' \"$1\"");
        const Result<> refused =
            shrinkWith(programs.tools(), made.disk, made.where, ContentKind::Ext4, mib(60));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        made.disk.content() = before;
        programs.script("resize2fs", "resize2fs \"$@\"");
        QVERIFY(shrinkWith(programs.tools(), made.disk, made.where, ContentKind::Ext4, mib(60)));
    }

    void aDiskThatFailsOnTheWayIsAFailure_data() { addShrinking(); }
    void aDiskThatFailsOnTheWayIsAFailure()
    {
        QFETCH(const ContentKind, kind);
        const auto content = filled(kind);
        QVERIFY(content);
        FaultyDevice faulty(content->made.disk);
        faulty.failFlushes();
        const Result<> failed =
            shrink(faulty, content->made.where, kind, mib(kind == ContentKind::Btrfs ? 550 : 60));
        QVERIFY(!failed);
        QVERIFY(failed.error().code == ErrorCode::Io || failed.error().code == ErrorCode::ToolFailed);
    }

    /// They would become chains of clusters that no file has.
    void aFatWithEntriesBehindItsEndDoesNotGrow()
    {
        const auto content = filled(ContentKind::Fat32);
        QVERIFY(content);
        MadeContent &made = content->made;
        QVERIFY(shrink(made.disk, made.where, ContentKind::Fat32, mib(60)));
        constexpr std::int64_t entry = 16384 + 4 * 123'000;  // the file system has fewer clusters than that
        poke(made, entry, {0xff, 0xff, 0xff, 0x0f});
        const SparseBytes before = made.disk.content();
        const Result<> refused = grow(made.disk, made.where, ContentKind::Fat32);
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == ErrorCode::Refused, wordsOf(refused));
        QVERIFY(made.disk.content() == before);
        poke(made, entry, {0, 0, 0, 0});
        const Result<> permitted = grow(made.disk, made.where, ContentKind::Fat32);
        QVERIFY2(permitted, wordsOf(permitted));
    }

    void aFatGrowsNoFurtherThanItsTables()
    {
        FilledContent content(ContentKind::Fat32, mib(128), {"-F", "32", "-s", "1"});
        const Extent where = content.made.where;
        content.made.where.size = mib(64);
        QVERIFY(content.fill(3, std::size_t{1} << 20));
        content.made.where = where;
        const SparseBytes before = content.made.disk.content();
        const Result<> refused = grow(content.made.disk, where, ContentKind::Fat32);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY(content.made.disk.content() == before);
        QVERIFY(grow(content.made.disk, {.begin = where.begin, .size = mib(64)}, ContentKind::Fat32));
    }
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
