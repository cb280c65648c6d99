// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/crc32.h"
#include "helper/block/little_endian.h"
#include "helper/identity/identity.h"
#include "helper/identity/renew.h"
#include "helper/probe/probe.h"
#include "tests/helper/made_content.h"
#include "tests/helper/plain_renewal.h"
#include "tests/support/crash_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

using Raw = std::vector<std::byte>;

Raw bytesAt(const MadeContent &made, std::int64_t at, std::int64_t size)
{
    return made.disk.content().read({.begin = made.where.begin + Bytes(at), .size = Bytes(size)});
}

void put(MadeContent &made, std::int64_t at, const Raw &bytes)
{
    made.disk.content().write(made.where.begin + Bytes(at), bytes);
}

Raw raw(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

Result<> renew(MadeContent &made, ContentKind kind, const std::string &label = {})
{
    return renewIdentity(made.disk, made.where, kind, {.uuid = drawn, .label = label});
}

/// All superblocks lie in it.
constexpr std::int64_t beginning = 16384;

/// Where the two differ.
std::vector<std::int64_t> changes(const Raw &before, const Raw &after)
{
    std::vector<std::int64_t> result;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] != after[i])
            result.push_back(static_cast<std::int64_t>(i));
    }
    return result;
}

struct Field
{
    std::int64_t at;
    std::int64_t size;
};

bool isWithin(std::int64_t at, const std::vector<Field> &fields)
{
    return std::ranges::any_of(fields,
                               [&](Field field) { return at >= field.at && at < field.at + field.size; });
}

/// A content whose superblock is written by nobody's tool, and what of it may change.
struct Written
{
    const char *name;
    ContentKind kind;
    std::string make;  ///< of shell; $0 is the partition
    std::vector<Field> fields;
    std::vector<Field> supers;
    bool isSealed;  ///< every bit of `supers` is under a checksum

    /// `fields` and where the label stands.
    [[nodiscard]] std::vector<Field> withLabel() const
    {
        std::vector<Field> result = fields;
        if (kind == ContentKind::F2fs)
            result.insert(result.end(), {{1024 + 124, 1024}, {5120 + 124, 1024}});
        else
            result.push_back({1024 + 64, 16});
        return result;
    }
};

std::string erofs(const std::string &options)
{
    return "f=$(mktemp) && mkfs.erofs -d0 " + options
        + " $f /usr/include/blkid && cat $f >$0; e=$?; rm $f; exit $e";
}

const std::vector<Field> f2fsUuids{{1132, 16}, {5228, 16}};
/// All but the names of kinds of files, of devices and of the volume.
const std::vector<Field> f2fsFields{{1024, 124}, {1024 + 1664, 4}, {1024 + 2180, 24}, {4092, 4},
                                    {5120, 124}, {5120 + 1664, 4}, {5120 + 2180, 24}, {8188, 4}};

const std::vector<Written> &all()
{
    static const std::vector<Written> result{
        {"erofs", ContentKind::Erofs, erofs("-L NAME"), {{1028, 4}, {1072, 16}}, {{1024, 3072}}, true},
        {"erofs of 2 KiB",
         ContentKind::Erofs,
         erofs("-b2048"),
         {{1028, 4}, {1072, 16}},
         {{1024, 1024}},
         true},
        {"erofs of 512 bytes", ContentKind::Erofs, erofs("-b512"), {{1072, 16}}, {{1024, 512}}, false},
        {"erofs without a checksum",
         ContentKind::Erofs,
         erofs("-Enosbcrc"),
         {{1072, 16}},
         {{1024, 512}},
         false},
        {"f2fs", ContentKind::F2fs, "mkfs.f2fs -q -l NAME $0", f2fsUuids, f2fsFields, false},
        {"f2fs with a checksum",
         ContentKind::F2fs,
         "mkfs.f2fs -q -O extra_attr,sb_checksum $0",
         {f2fsUuids[0], f2fsUuids[1], {4092, 4}, {8188, 4}},
         f2fsFields,
         true},
    };
    return result;
}

/// Gives all blocks of both checkpoints these flags, and the checksums that belong to them.
void setF2fsFlags(MadeContent &made, std::uint32_t flags)
{
    constexpr std::int64_t block = 4096;
    const std::int64_t first = littleEndian<std::uint32_t>(bytesAt(made, 1024 + 76, 4), 0);
    for (const std::int64_t pack : {first, first + 512}) {
        const std::int64_t count = littleEndian<std::uint32_t>(bytesAt(made, pack * block + 136, 4), 0);
        for (const std::int64_t at : {pack * block, (pack + count - 1) * block}) {
            Raw head = bytesAt(made, at, block);
            putLittleEndian(head, 132, flags);
            const std::size_t sumAt = littleEndian<std::uint32_t>(head, 164);
            putLittleEndian(head, sumAt, rawCrc32(0xF2F52010, std::span(head).first(sumAt)));
            put(made, at, head);
        }
    }
}

bool make(MadeContent &made, const Written &one)
{
    return made.succeeds("sh", {"-c", one.make});
}

const Recipe &recipeOf(const Written &one)
{
    return recipes().at(one.kind);
}

const Written &named(const char *name)
{
    return *std::ranges::find(all(), std::string_view(name), &Written::name);
}

void addAll()
{
    QTest::addColumn<const Written *>("one");
    for (const Written &one : all())
        QTest::newRow(one.name) << &one;
}

}

/// Kinds whose superblock is written here and not by a tool.
class TestWrittenSuper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void onlyTheIdentifierChanges_data() { addAll(); }
    void onlyTheIdentifierChanges()
    {
        QFETCH(const Written *, one);
        MadeContent made(recipeOf(*one).size);
        QVERIFY(make(made, *one));
        const Raw before = bytesAt(made, 0, made.where.size.count());
        const Content old = *probeContent(made.disk, made.where);
        QCOMPARE(old.kind, one->kind);
        const Result<> renewed = renew(made, one->kind);
        QVERIFY2(renewed, renewed ? "" : renewed.error().detail.c_str());
        const std::vector<std::int64_t> changed = changes(before, bytesAt(made, 0, made.where.size.count()));
        QVERIFY(!changed.empty());
        for (const std::int64_t at : changed)
            QVERIFY2(isWithin(at, one->fields), std::to_string(at).c_str());
        QVERIFY(made.isGuardWhole());
        Content expected = old;
        expected.uuid = drawn.toString();
        QVERIFY(*probeContent(made.disk, made.where) == expected);
        QVERIFY(made.succeeds(recipeOf(*one).check, recipeOf(*one).checkArguments,
                              PartitionWindow::Access::ReadOnly));
    }

    void onlyTheLabelChangesBesides_data() { addAll(); }
    void onlyTheLabelChangesBesides()
    {
        QFETCH(const Written *, one);
        MadeContent made(recipeOf(*one).size);
        QVERIFY(make(made, *one));
        const Raw before = bytesAt(made, 0, made.where.size.count());
        Content expected = *probeContent(made.disk, made.where);
        expected.uuid = drawn.toString();
        // A shorter one leaves nothing of a longer one.
        for (const char *label : {"LONGER-NAME-C12", "Gr\u00fc\u00df-C1"}) {
            QVERIFY(renew(made, one->kind, label));
            expected.label = label;
            QVERIFY(*probeContent(made.disk, made.where) == expected);
        }
        QVERIFY(renew(made, one->kind));
        QVERIFY(*probeContent(made.disk, made.where) == expected);
        for (const std::int64_t at : changes(before, bytesAt(made, 0, made.where.size.count())))
            QVERIFY2(isWithin(at, one->withLabel()), std::to_string(at).c_str());
        QVERIFY(made.isGuardWhole());
        QVERIFY(made.succeeds(recipeOf(*one).check, recipeOf(*one).checkArguments,
                              PartitionWindow::Access::ReadOnly));
    }

    void aLabelThatDoesNotFitIsRefusedUntouched_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *what, const char *name, const QByteArray &label, bool fits) {
            QTest::newRow(what) << QByteArray(name) << label << fits;
        };
        const QByteArray pair = "\U0001f600";
        row("erofs: 15 bytes", "erofs", QByteArray(15, 'A'), true);
        row("erofs: 16 bytes", "erofs", QByteArray(16, 'A'), false);
        row("f2fs: 512 units", "f2fs", QByteArray(510, 'A') + pair, true);
        row("f2fs: 513 units, the last ones a pair", "f2fs", QByteArray(511, 'A') + pair, false);
        row("f2fs: 513 units", "f2fs", QByteArray(513, 'A'), false);
        row("f2fs: every length of a character", "f2fs", "A\u00fc\u20ac" + pair, true);
        row("f2fs: cut within a character", "f2fs", "A\xe2\x82", false);
        row("f2fs: another character begins within one", "f2fs", "A\xe2\x82_", false);
        row("f2fs: no beginning", "f2fs", "A\x82_", false);
        row("f2fs: beyond Unicode", "f2fs", "A\xf4\x90\x80\x80", false);
    }
    void aLabelThatDoesNotFitIsRefusedUntouched()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, label);
        QFETCH(const bool, fits);
        const Written &one = named(name.constData());
        MadeContent made(recipeOf(one).size);
        QVERIFY(make(made, one));
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renew(made, one.kind, label.toStdString());
        QCOMPARE(renewed.has_value(), fits);
        if (fits) {
            QCOMPARE(probeContent(made.disk, made.where)->label, label.toStdString());
            return;
        }
        QCOMPARE(renewed.error().code, ErrorCode::Invalid);
        QVERIFY(made.disk.content() == before);
    }

    void anEqualIdentifierChangesNothing_data() { addAll(); }
    void anEqualIdentifierChangesNothing()
    {
        QFETCH(const Written *, one);
        MadeContent made(recipeOf(*one).size);
        QVERIFY(make(made, *one));
        QVERIFY(renew(made, one->kind));
        const SparseBytes before = made.disk.content();
        QVERIFY(renew(made, one->kind));
        QVERIFY(made.disk.content() == before);
    }

    /// Refused and untouched, or renewed with that bit as it was and nothing else changed. Where the checksum
    /// of the superblock covers the bit, only the former.
    void everyFlippedBitIsRefusedOrUnharmed_data() { addAll(); }
    void everyFlippedBitIsRefusedOrUnharmed()
    {
        QFETCH(const Written *, one);
        MadeContent made(recipeOf(*one).size);
        QVERIFY(make(made, *one));
        const Raw whole = bytesAt(made, 0, beginning);
        int refused = 0;
        for (const Field &super : one->supers) {
            for (std::int64_t bit = 0; bit < super.size * 8; ++bit) {
                Raw flipped = whole;
                const std::int64_t at = super.at + bit / 8;
                flipped[static_cast<std::size_t>(at)] ^= static_cast<std::byte>(1U << (bit % 8));
                put(made, 0, flipped);
                const bool isWritten = tryToWrite(made, *one);
                QVERIFY2(isWritten ? !one->isSealed : bytesAt(made, 0, beginning) == flipped,
                         std::to_string(at).c_str());
                for (const std::int64_t place : changes(flipped, bytesAt(made, 0, beginning)))
                    QVERIFY2(isWithin(place, one->fields), std::to_string(at).c_str());
                refused += isWritten ? 0 : 1;
            }
        }
        put(made, 0, whole);
        QVERIFY(refused > 0);
        QVERIFY(tryToWrite(made, *one));
    }

    void whatIsInDoubtIsRefusedUntouched_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("expected");
        const auto row = [](const char *what, const char *name, qint64 at, const QByteArray &bytes,
                            ErrorCode expected) {
            QTest::newRow(what) << QByteArray(name) << at << bytes << expected;
        };
        row("erofs: its checksum", "erofs", 1028, "sum!", ErrorCode::Corrupt);
        row("erofs: its magic", "erofs", 1024, "erof", ErrorCode::Corrupt);
        row("erofs: a checksum of which nobody says", "erofs without a checksum", 1028, "sum!",
            ErrorCode::Corrupt);
        row("f2fs: the checksum of the first", "f2fs with a checksum", 4092, "sum!", ErrorCode::Corrupt);
        row("f2fs: the checksum of the second", "f2fs with a checksum", 8188, "sum!", ErrorCode::Corrupt);
        row("f2fs: the magic of the second", "f2fs", 5120, "f2fs", ErrorCode::Corrupt);
        row("f2fs: two identifiers", "f2fs", 5228, "x", ErrorCode::Corrupt);
        row("f2fs: a feature of the second alone", "f2fs", 5120 + 2180, "\x08", ErrorCode::Corrupt);
        row("erofs: dm-verity behind it", "erofs", -1, QByteArray("verity\0\0", 8), ErrorCode::Unsupported);
    }
    void whatIsInDoubtIsRefusedUntouched()
    {
        QFETCH(const QByteArray, name);
        QFETCH(qint64, at);
        QFETCH(const QByteArray, bytes);
        QFETCH(const ErrorCode, expected);
        const Written &one = named(name.constData());
        MadeContent made(recipeOf(one).size);
        QVERIFY(make(made, one));
        if (at < 0)
            at = probeContent(made.disk, made.where)->size->count();
        const Raw good = bytesAt(made, at, bytes.size());
        put(made, at, raw(bytes.toStdString()));
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renew(made, one.kind);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, expected);
        QVERIFY(made.disk.content() == before);
        put(made, at, good);
        QVERIFY(renew(made, one.kind));
    }

    void whatDependsOnTheIdentifierIsRefusedUntouched_data()
    {
        QTest::addColumn<QByteArray>("features");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("nothing") << QByteArray(
            "extra_attr,inode_crtime,verity,casefold,lost_found,flexible_inline_xattr,compression")
                                 << QByteArray();
        QTest::newRow("checksums of inodes")
            << QByteArray("extra_attr,inode_checksum") << QByteArray("checksum of every file");
        QTest::newRow("keys") << QByteArray("encrypt") << QByteArray("keys of encrypted files");
    }
    void whatDependsOnTheIdentifierIsRefusedUntouched()
    {
        QFETCH(const QByteArray, features);
        QFETCH(const QByteArray, words);
        MadeContent made(recipes().at(ContentKind::F2fs).size);
        QVERIFY(made.succeeds("mkfs.f2fs", {"-q", "-C", "utf8", "-O", features.toStdString()}));
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renew(made, ContentKind::F2fs);
        QCOMPARE(renewed.has_value(), words.isEmpty());
        if (renewed)
            return;
        QCOMPARE(renewed.error().code, ErrorCode::Unsupported);
        QVERIFY2(renewed.error().detail.contains(words.toStdString()), renewed.error().detail.c_str());
        QVERIFY(made.disk.content() == before);
    }

    void anF2fsThatWasNotUnmountedIsRefused()
    {
        MadeContent made(recipes().at(ContentKind::F2fs).size);
        QVERIFY(made.succeeds("mkfs.f2fs", {"-q"}));
        const Raw good = bytesAt(made, 0, 4 << 20);
        setF2fsFlags(made, 0);
        QCOMPARE(probeContent(made.disk, made.where)->dirt, Dirt::NotUnmounted);
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renew(made, ContentKind::F2fs);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::Refused);
        QVERIFY(made.disk.content() == before);
        put(made, 0, good);
        QVERIFY(renew(made, ContentKind::F2fs));
    }

    /// Whatever a power cut leaves of it, the file system is still found; and what was said to be done is.
    void aPowerCutLeavesASuperblock_data() { addAll(); }
    void aPowerCutLeavesASuperblock()
    {
        QFETCH(const Written *, one);
        MadeContent made(recipeOf(*one).size);
        QVERIFY(make(made, *one));
        const SparseBytes before = made.disk.content();
        const std::string old = probeContent(made.disk, made.where)->uuid;
        for (int operations = 1; operations < 6; ++operations) {
            for (std::uint64_t seed = 0; seed < 4; ++seed) {
                Mains mains(operations);
                CrashDevice crash(before, mains);
                const Result<> renewed = renewIdentity(crash, made.where, one->kind, {.uuid = drawn});
                MemoryDevice left(crash.survivor(seed));
                const Content found = *probeContent(left, made.where);
                QCOMPARE(found.kind, one->kind);
                QVERIFY(found.uuid == drawn.toString() || (!renewed && found.uuid == old));
                QCOMPARE(found.dirt, Dirt::None);
            }
        }
    }

private:
    /// As renewIdentity() does it, but without reading back through a window.
    static bool tryToWrite(MadeContent &made, const Written &one)
    {
        const Toolbox tools;
        const Renewal renewal{.tools = tools,
                              .disk = made.disk,
                              .where = made.where,
                              .kind = one.kind,
                              .uuid = drawn,
                              .text = drawn.toString()};
        if (one.kind == ContentKind::F2fs)
            return admitF2fs(renewal) && writeF2fs(renewal) && compareF2fs(renewal);
        return admitErofs(renewal) && writeErofs(renewal);
    }
};

QTEST_GUILESS_MAIN(TestWrittenSuper)
#include "tst_written_super.moc"
