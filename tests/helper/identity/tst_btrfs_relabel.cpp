// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/layout/identity_text.h"
#include "helper/identity/btrfs_relabel.h"
#include "helper/identity/identity.h"
#include "helper/identity/successor.h"
#include "tests/helper/identity/made_btrfs.h"
#include "tests/helper/plain_renewal.h"
#include "tests/support/crash_device.h"
#include "tests/support/dice.h"

#include <QTest>

using namespace parterre;

using Arguments = std::vector<std::string>;
using Tampering = void (*)(MadeBtrfs &);

Q_DECLARE_METATYPE(Arguments)
Q_DECLARE_METATYPE(Tampering)
Q_DECLARE_METATYPE(parterre::ErrorCode)

namespace {

std::string blkidSays(MadeBtrfs &made, const std::string &name)
{
    const auto output =
        made.run("blkid", {"-p", "-o", "value", "-s", name}, PartitionWindow::Access::ReadOnly);
    return output ? output->out : output.error().detail;
}

Result<> renew(MadeBtrfs &made)
{
    return renewIdentity(made.disk, made.where, ContentKind::Btrfs, {.uuid = drawn});
}

QByteArray words(const Result<> &result)
{
    return result ? QByteArray()
                  : QByteArray::fromStdString(result.error().subject + ": " + result.error().detail);
}

template<typename T>
void setAt(std::span<std::byte> bytes, std::size_t at, T value)
{
    putLittleEndian<T>(bytes, at, value);
}

void changeSuper(MadeBtrfs &made, const std::function<void(std::span<std::byte>)> &how)
{
    for (const std::uint64_t place : {MadeBtrfs::secondSuper, MadeBtrfs::firstSuper})
        made.change(place, 4096, how);
}

/// What is the same however often btrfstune was begun: it draws the chunk tree's UUID each time.
std::string essence(MadeBtrfs &made)
{
    static const std::regex other("(chunk uuid|csum|device=).*");
    return std::regex_replace(made.dump("dump-tree", {}), other, "$1")
        + std::regex_replace(made.dump("dump-super", {"-a"}), other, "$1");
}

}

class TestBtrfsRelabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void aSuccessorIsItsOwnSuccessor()
    {
        for (int i = 0; i < 1000; ++i) {
            const Uuid former = Uuid::draw();
            const Uuid successor = successorOf(former, drawn);
            QVERIFY(successor != former);
            QCOMPARE(successor.bytes[6] >> 4, 8);
            QCOMPARE(successor.bytes[8] >> 6, 2);
            QVERIFY(successorOf(successor, drawn) == successor);
            QVERIFY(successorOf(former, drawn) == successor);
            const Uuid other = Uuid::draw();
            QVERIFY(successorOf(other, drawn) != successor);
            QVERIFY(successorOf(former, other) != successor);
            QVERIFY(successorOf(successor, other) != successor);
        }
    }

    void nothingOfItsOriginIsLeft_data()
    {
        QTest::addColumn<Arguments>("arguments");
        QTest::newRow("crc32c, DUP") << Arguments{"-m", "dup"};
        QTest::newRow("nodes of 4 KiB") << Arguments{"-n", "4k", "-m", "dup"};
        QTest::newRow("xxhash") << Arguments{"--csum", "xxhash", "-m", "single"};
        QTest::newRow("sha256") << Arguments{"--csum", "sha256", "-n", "4k"};
        QTest::newRow("blake2") << Arguments{"--csum", "blake2", "-n", "64k"};
        QTest::newRow("data and metadata together") << Arguments{"--mixed", "-n", "4k"};
        QTest::newRow("data twice") << Arguments{"-d", "dup", "-m", "dup", "-n", "8k"};
        QTest::newRow("tree of block groups") << Arguments{"-O", "block-group-tree"};
        QTest::newRow("without holes and free space tree") << Arguments{"-O", "^no-holes,^free-space-tree"};
    }

    void nothingOfItsOriginIsLeft()
    {
        QFETCH(const Arguments, arguments);
        MadeBtrfs made(arguments);
        QVERIFY(made.isMade && made.isClean());
        const std::set<std::string> before = made.identifiers();
        QVERIFY(before.size() >= 6);  // file system, device, chunk tree, three subvolumes
        const Result<> renewed = renew(made);
        QVERIFY2(renewed, words(renewed));
        QCOMPARE(blkidSays(made, "UUID"), drawn.toString() + "\n");
        QCOMPARE(blkidSays(made, "UUID_SUB"), subIdText(ContentKind::Btrfs, drawn) + "\n");
        const std::set<std::string> after = made.identifiers();
        for (const std::string &one : before) {
            QVERIFY2(!after.contains(one), one.c_str());
            QVERIFY2(!made.contains(*Uuid::parse(one)), one.c_str());
        }
        QVERIFY(made.contains(drawn));
        QVERIFY(made.isClean());
        QVERIFY(made.hasItsFiles());
        QVERIFY(made.isGuardWhole());
    }

    void aMetadataUuidIsLeftNeither()
    {
        MadeBtrfs made({});
        (void)made.succeeds("btrfstune", {"-f", "-m"});
        const std::set<std::string> before = made.identifiers();
        QVERIFY(before.size() >= 7);
        const Result<> renewed = renew(made);
        QVERIFY2(renewed, words(renewed));
        for (const std::string &one : before)
            QVERIFY2(!made.contains(*Uuid::parse(one)), one.c_str());
        QVERIFY(made.isClean() && made.hasItsFiles());
    }

    void onceMoreChangesNothing()
    {
        MadeBtrfs made({});
        QVERIFY(renew(made));
        const SparseBytes once = made.disk.content();
        const Result<> again = renew(made);
        QVERIFY2(again, words(again));
        QVERIFY(made.disk.content() == once);
    }

    void aCloneOfACloneSharesNothingWithEither()
    {
        MadeBtrfs made({});
        QVERIFY(renew(made));
        const std::set<std::string> before = made.identifiers();
        QVERIFY(renewIdentity(made.disk, made.where, ContentKind::Btrfs, {.uuid = Uuid::draw()}));
        for (const std::string &one : made.identifiers())
            QVERIFY2(!before.contains(one), one.c_str());
    }

    void snapshotsStillPointToTheirParents()
    {
        MadeBtrfs made({});
        const std::map<std::uint64_t, Subvolume> all = made.subvolumes();
        QCOMPARE(all.size(), std::size_t{3});
        const Uuid first = *Uuid::parse(all.at(256).uuid);
        const Uuid deleted = Uuid::draw();
        const Uuid elsewhere = Uuid::draw();
        made.setInRoot(257, 263, first);
        made.setInRoot(257, 279, elsewhere);
        made.setInRoot(256, 263, deleted);
        made.setInRoot(5, 279, first);
        const Result<> renewed = renew(made);
        QVERIFY2(renewed, words(renewed));
        const std::map<std::uint64_t, Subvolume> after = made.subvolumes();
        const auto successor = [](const std::string &text) {
            return successorOf(*Uuid::parse(text), drawn).toString();
        };
        const std::string nil = Uuid().toString();
        QVERIFY((after.at(256)
                 == Subvolume{.uuid = successor(all.at(256).uuid),
                              .parent = successor(deleted.toString()),
                              .received = nil}));
        QVERIFY((after.at(257)
                 == Subvolume{.uuid = successor(all.at(257).uuid),
                              .parent = after.at(256).uuid,
                              .received = elsewhere.toString()}));
        QVERIFY(
            (after.at(5)
             == Subvolume{.uuid = successor(all.at(5).uuid), .parent = nil, .received = after.at(256).uuid}));
        QVERIFY(made.isClean());
    }

    void aRelabelThatIsCutOffAnywhereEndsTheSame()
    {
        MadeBtrfs made({"-n", "4k", "-m", "dup"});
        const std::map<std::uint64_t, Subvolume> all = made.subvolumes();
        made.setInRoot(257, 263, *Uuid::parse(all.at(256).uuid));
        made.setInRoot(5, 279, *Uuid::parse(all.at(256).uuid));
        const SparseBytes before = made.disk.content();
        const auto relabel = planBtrfsRelabel(made.disk, made.where, drawn);
        QVERIFY(relabel && relabel->hasUuidTree);
        QVERIFY(relabel->blocks.size() >= 6);
        QCOMPARE(relabel->supers.size(), std::size_t{2});
        QVERIFY(carryOutBtrfsRelabel(made.disk, made.where, *relabel));
        const SparseBytes uncut = made.disk.content();
        const int operations = static_cast<int>(relabel->blocks.size() + 2 * relabel->supers.size()) + 1;
        for (int cut = 0; cut < operations; ++cut) {
            for (std::uint64_t seed = 0; seed < 4; ++seed) {
                Mains mains(cut);
                CrashDevice crash(before, mains);
                QVERIFY(!carryOutBtrfsRelabel(crash, made.where, *relabel));
                made.disk.content() = crash.survivor(seed);
                const auto again = planBtrfsRelabel(made.disk, made.where, drawn);
                QVERIFY2(again,
                         QByteArray::number(cut) + " " + QByteArray::number(static_cast<int>(seed))
                             + (again ? "" : again.error().detail.c_str()));
                QVERIFY(carryOutBtrfsRelabel(made.disk, made.where, *again));
                QVERIFY(made.disk.content() == uncut);
            }
        }
    }

    void aRenewalThatIsCutOffAnywhereEndsTheSame()
    {
        MadeBtrfs made({"-m", "dup"});
        const SparseBytes before = made.disk.content();
        Mains endless;
        CrashDevice whole(before, endless);
        QVERIFY(renewIdentity(whole, made.where, ContentKind::Btrfs, {.uuid = drawn}));
        made.disk.content() = whole.survivor(0);
        const std::string uncut = essence(made);
        const int step = std::max(1, endless.drawn() / 100);
        for (int cut = 1; cut < endless.drawn(); cut += step) {
            Mains mains(cut);
            CrashDevice crash(before, mains);
            QVERIFY(!renewIdentity(crash, made.where, ContentKind::Btrfs, {.uuid = drawn}));
            made.disk.content() = crash.survivor(1);
            const Result<> again = renew(made);
            QVERIFY2(again, words(again).prepend(QByteArray::number(cut)));
            QVERIFY2(essence(made) == uncut, QByteArray::number(cut));
        }
        QVERIFY(made.isClean());
    }

    void anyDoubtIsRefusedBeforeAnythingIsWritten_data()
    {
        QTest::addColumn<Tampering>("tamper");
        QTest::addColumn<ErrorCode>("expected");
        const auto row = [](const char *name, Tampering tamper, ErrorCode expected) {
            QTest::newRow(name) << tamper << expected;
        };
        row(
            "a bit of the chunk tree",
            [](MadeBtrfs &made) { made.flip(made.copiesOf(made.chunkTree())[0] + 3000); },
            ErrorCode::Corrupt);
        row(
            "a bit of its copy",
            [](MadeBtrfs &made) { made.flip(made.copiesOf(made.chunkTree())[1] + 3000); },
            ErrorCode::Corrupt);
        row(
            "a copy that is unlike",
            [](MadeBtrfs &made) {
                made.change(made.copiesOf(made.chunkTree())[1], made.nodeSize(),
                            [](auto block) { block[block.size() - 90] ^= std::byte{1}; });
            },
            ErrorCode::Corrupt);
        row(
            "the checksum of the superblock", [](MadeBtrfs &made) { made.flip(MadeBtrfs::firstSuper); },
            ErrorCode::Corrupt);
        row(
            "the checksum of its copy", [](MadeBtrfs &made) { made.flip(MadeBtrfs::secondSuper); },
            ErrorCode::Corrupt);
        row(
            "a copy of another device",
            [](MadeBtrfs &made) {
                made.change(MadeBtrfs::secondSuper, 4096, [](auto super) { super[267] ^= std::byte{1}; });
            },
            ErrorCode::Corrupt);
        row(
            "an unknown feature",
            [](MadeBtrfs &made) {
                changeSuper(made, [](auto super) { setAt<std::uint64_t>(super, 188, 1ULL << 40 | 0x361); });
            },
            ErrorCode::Unsupported);
        row(
            "a log to be replayed",
            [](MadeBtrfs &made) {
                changeSuper(made, [](auto super) { setAt<std::uint64_t>(super, 96, 30408704); });
            },
            ErrorCode::Refused);
        row(
            "a seed device", [](MadeBtrfs &made) { (void)made.succeeds("btrfstune", {"-f", "-S", "1"}); },
            ErrorCode::Unsupported);
        row(
            "two devices",
            [](MadeBtrfs &made) {
                changeSuper(made, [](auto super) { setAt<std::uint64_t>(super, 136, 2); });
            },
            ErrorCode::Unsupported);
        row(
            "another identifier change that was cut off",
            [](MadeBtrfs &made) {
                changeSuper(made, [](auto super) { setAt<std::uint64_t>(super, 56, 1ULL << 35 | 1); });
            },
            ErrorCode::Refused);
        row(
            "a stripe on another device",
            [](MadeBtrfs &made) {
                changeSuper(made, [](auto super) { super[811 + 17 + 48 + 16] ^= std::byte{1}; });
            },
            ErrorCode::Unsupported);
    }

    void anyDoubtIsRefusedBeforeAnythingIsWritten()
    {
        QFETCH(const Tampering, tamper);
        QFETCH(const ErrorCode, expected);
        MadeBtrfs made({"-m", "dup"});
        const SparseBytes whole = made.disk.content();
        tamper(made);
        const SparseBytes before = made.disk.content();
        QVERIFY(before != whole);
        const Result<> renewed = renew(made);
        QVERIFY(!renewed);
        QVERIFY2(renewed.error().code == expected, words(renewed));
        QVERIFY(!renewed.error().subject.empty());
        QVERIFY(made.disk.content() == before);
        made.disk.content() = whole;
        QVERIFY(renew(made));
    }

    /// Whatever the numbers in it say, when its checksums are right.
    void noWriteLeavesThePartition()
    {
        MadeBtrfs made({"-n", "4k", "-m", "dup"}, Bytes(128 << 20));
        const auto relabel = planBtrfsRelabel(made.disk, made.where, drawn);
        QVERIFY(relabel);
        std::vector<std::uint64_t> places{MadeBtrfs::firstSuper};
        for (const BtrfsWrite &block : relabel->blocks)
            places.push_back(block.at);
        const SparseBytes whole = made.disk.content();
        const auto isWithin = [](const BtrfsWrite &one) {
            return one.at + one.bytes.size() <= std::uint64_t{128} << 20U;
        };
        test::Dice dice(4711);
        int accepted = 0;
        for (int i = 0; i < 3000; ++i) {
            const std::uint64_t place = places[dice.below(places.size())];
            made.change(place, 4096, [&](std::span<std::byte> block) {
                const std::size_t from = 32 + dice.below(4050);
                for (std::byte &one : block.subspan(from, 1 + dice.below(8)))
                    one = static_cast<std::byte>(dice.isOneIn(3) ? 0xff : dice.below(256));
            });
            const auto planned = planBtrfsRelabel(made.disk, made.where, drawn);
            accepted += planned ? 1 : 0;
            if (planned) {
                QVERIFY(std::ranges::all_of(planned->blocks, isWithin));
                QVERIFY(std::ranges::all_of(planned->supers, isWithin));
            }
            made.disk.content() = whole;
        }
        QVERIFY(accepted > 0 && accepted < 3000);
    }

    void whatKeepsAnIdentifierIsAMismatch()
    {
        MadeBtrfs made({});
        const SparseBytes before = made.disk.content();
        QVERIFY(!planBtrfsRelabel(made.disk, made.where, drawn)->isDone());
        QVERIFY(renew(made));
        QVERIFY(planBtrfsRelabel(made.disk, made.where, drawn)->isDone());
        made.setInRoot(256, 247, Uuid::draw());
        QVERIFY(!planBtrfsRelabel(made.disk, made.where, drawn)->isDone());
    }
};

QTEST_GUILESS_MAIN(TestBtrfsRelabel)
#include "tst_btrfs_relabel.moc"
