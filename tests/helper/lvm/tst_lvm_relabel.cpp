// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/lvm_relabel.h"
#include "helper/lvm/volume_group.h"
#include "tests/helper/lvm/made_lvm.h"
#include "tests/support/crash_device.h"
#include "tests/support/dice.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <functional>

using namespace parterre;
using test::groupText;
using test::lvmUuid;
using test::MadeLvm;
using test::newIdentity;
using test::with;

using Change = std::function<void(MadeLvm &, LvmIdentity &)>;

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(MadeLvm)
Q_DECLARE_METATYPE(parterre::ErrorCode)

namespace {

/// What the text of the group is to be.
std::string renamedText(std::string text = groupText())
{
    for (const auto &[before, after] : std::vector<std::pair<std::string, std::string>>{
             {"vg00 {", "vg00clone1 {"},
             {"seqno = 9\n", "seqno = 10\n"},
             {"\n\t\t\tdevice_id_type = \"sys_wwid\"", ""},
             {"\n\t\t\tdevice_id = \"naa.5000c500a1b2c3d4-part3\"", ""},
             {lvmUuid('P'), lvmUuid('p')},
             {lvmUuid('V'), lvmUuid('v')},
             {lvmUuid('R'), lvmUuid('r')},
             {lvmUuid('S'), lvmUuid('s')},
             {lvmUuid('H'), lvmUuid('h')}})
        text = with(text, before, after);
    return text;
}

/// What the former and the new text take.
std::uint64_t sectorsOfBoth()
{
    return (groupText().size() + 511) / 512 + (renamedText().size() + 511) / 512;
}

QByteArray words(const Result<> &result)
{
    return result ? QByteArray() : QByteArray::fromStdString(result.error().detail);
}

SparseBytes renamed(const SparseBytes &before)
{
    MemoryDevice disk(before);
    if (const Result<> done = relabelVolumeGroup(disk, MadeLvm::where, newIdentity()); !done)
        qFatal("%s", words(done).constData());
    return disk.content();
}

LvmPhysicalVolume readBack(const SparseBytes &content)
{
    MemoryDevice disk(content);
    return readLvmPhysicalVolume(RawView(disk, MadeLvm::where)).value();
}

void addLayouts()
{
    QTest::addColumn<MadeLvm>("made");
    QTest::newRow("one area") << MadeLvm{};
    QTest::newRow("two areas") << test::twoAreas();
    QTest::newRow("the new text goes round the end")
        << MadeLvm{.textAt = 32768 - 512 - (groupText().size() + 511) / 512 * 512};
    QTest::newRow("the former text goes round the end") << MadeLvm{.textAt = 32768 - 1024};
}

}

class TestLvmRelabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allIsRenamedAndNothingOfTheOriginLeft_data() { addLayouts(); }
    void allIsRenamedAndNothingOfTheOriginLeft()
    {
        QFETCH(const MadeLvm, made);
        const SparseBytes before = made.content();
        const SparseBytes after = renamed(before);
        const LvmPhysicalVolume volume = readBack(after);
        QCOMPARE(volume.uuid, lvmUuid('p'));
        for (const LvmMetadataArea &area : volume.metadataAreas)
            QCOMPARE(area.text, renamedText());
        for (const char id : {'P', 'V', 'R', 'S', 'H'}) {
            QVERIFY(MadeLvm::hasText(before, lvmUuid(id)));
            QVERIFY(!MadeLvm::hasText(after, lvmUuid(id)));
            QVERIFY(!MadeLvm::hasText(after, std::string(32, id)));
        }
        QVERIFY(MadeLvm::isGuardWhole(after));
        QCOMPARE(volume.extensionFlags, 1U);
        QCOMPARE(readLvmVolumeGroup(volume.metadata)->seqno, 10U);
    }

    void onceMoreWritesNothing_data() { addLayouts(); }
    void onceMoreWritesNothing()
    {
        QFETCH(const MadeLvm, made);
        MemoryDevice disk(renamed(made.content()));
        RecordingDevice recorded(disk);
        QVERIFY(relabelVolumeGroup(recorded, MadeLvm::where, newIdentity()));
        using Kind = RecordingDevice::Operation::Kind;
        QVERIFY(std::ranges::none_of(recorded.operations(), [](const RecordingDevice::Operation &one) {
            return one.kind == Kind::Write || one.kind == Kind::Zero;
        }));
        QVERIFY(admitVolumeGroup(disk, MadeLvm::where, newIdentity()));
    }

    void whatIsCutOffAnywhereEndsTheSame_data() { addLayouts(); }
    void whatIsCutOffAnywhereEndsTheSame()
    {
        QFETCH(const MadeLvm, made);
        const SparseBytes before = made.content();
        const SparseBytes uncut = renamed(before);
        int cuts = 0;
        for (int cut = 0;; ++cut) {
            Mains mains(cut);
            CrashDevice crash(before, mains);
            if (relabelVolumeGroup(crash, MadeLvm::where, newIdentity()))
                break;
            for (std::uint64_t seed = 0; seed < 12; ++seed) {
                // And once more, where the second run has come to.
                for (int again = 0; again < 12; again += 3) {
                    ++cuts;
                    Mains second(again);
                    CrashDevice other(crash.survivor(seed), second);
                    const bool isDone = relabelVolumeGroup(other, MadeLvm::where, newIdentity()).has_value();
                    MemoryDevice disk(other.survivor(isDone ? 0 : seed));
                    const Result<> done = relabelVolumeGroup(disk, MadeLvm::where, newIdentity());
                    QVERIFY2(done, words(done).prepend(QByteArray::number(cut) + " "));
                    QVERIFY2(disk.content() == uncut, QByteArray::number(cut));
                }
            }
        }
        QVERIFY(cuts > 250);
    }

    /// Whatever outlives a cut, LVM2 finds one text that is whole: the former or the new one.
    void thereIsAlwaysAWholeText()
    {
        const SparseBytes before = test::twoAreas().content();
        for (int cut = 0;; ++cut) {
            Mains mains(cut);
            CrashDevice crash(before, mains);
            if (relabelVolumeGroup(crash, MadeLvm::where, newIdentity()))
                return;
            for (std::uint64_t seed = 0; seed < 24; ++seed) {
                MemoryDevice disk(crash.survivor(seed));
                const auto volume = readLvmPhysicalVolume(RawView(disk, MadeLvm::where));
                QVERIFY(volume);
                QVERIFY(volume->metadata == groupText() || volume->metadata == renamedText());
            }
        }
    }

    void whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten_data();
    void whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten();

    void aFormerUuidIsRenamedWhereverItStands()
    {
        const std::string more = "segment_count = 2\n\t\t\tlock_args = \"" + lvmUuid('S')
            + "\"\n\t\t\tpolicy { of = [1, \"" + lvmUuid('V') + "\"] start_extent = 12 extent_count = 1"
            + " type = \"zero\" }";
        const std::string text = with(groupText(), "segment_count = 2", more);
        const SparseBytes after = renamed(MadeLvm{.text = text}.content());
        QCOMPARE(readBack(after).metadata, renamedText(text));
    }

    void aDeviceIdOnAnyLineGoes()
    {
        const std::string crowded =
            with(groupText(), "pe_start = 2048", "device_id_type = \"x\" pe_start = 2048");
        const std::string text =
            with(crowded, "\n\t\t\tdevice_id_type = \"sys_wwid\"", " # no newline to lose");
        const LvmPhysicalVolume volume = readBack(renamed(MadeLvm{.text = text}.content()));
        QVERIFY(!volume.metadata.contains("device_id"));
        QVERIFY(readLvmVolumeGroup(volume.metadata)->members.front().begin == Offset(1 << 20));
    }

    void anAreaThatLvmWroteMeanwhileIsClearedToo()
    {
        MadeLvm made{.text = renamedText(), .uuid = 'p'};
        const LvmPhysicalVolume volume = readBack(renamed(made.content()));
        QCOMPARE(volume.metadata, renamedText());
        QVERIFY(!MadeLvm::hasText(renamed(made.content()), lvmUuid('R')));
    }

    void aDiskThatLiesIsAMismatch()
    {
        MemoryDevice disk(MadeLvm{}.content());
        FaultyDevice faulty(disk);
        const auto failing = relabelVolumeGroup(faulty, MadeLvm::where, newIdentity());
        QVERIFY(failing);
        faulty.flipReadsOf({.begin = MadeLvm::where.begin + Bytes(512), .size = Bytes(512)});
        QVERIFY(!relabelVolumeGroup(faulty, MadeLvm::where, newIdentity()));
    }

    void aFailedFlushIsNoSuccess()
    {
        MemoryDevice disk(MadeLvm{}.content());
        FaultyDevice faulty(disk);
        faulty.failFlushes();
        QVERIFY(!relabelVolumeGroup(faulty, MadeLvm::where, newIdentity()));
        QCOMPARE(readBack(disk.content()).uuid, lvmUuid('P'));
        QCOMPARE(readBack(disk.content()).metadata, groupText());
    }

    /// Whatever the numbers in it say, when its checksums are right.
    void noWriteLeavesThePartition()
    {
        test::Dice dice(4711);
        const MadeLvm whole = test::twoAreas();
        int accepted = 0;
        for (int i = 0; i < 1500; ++i) {
            MadeLvm made = whole;
            made.text[dice.below(made.text.size())] = "{}[]\"#=0159\n"[dice.below(12)];
            SparseBytes content = made.content();
            if (dice.isOneIn(2)) {
                std::string raw = made.header(made.areas[0], made.text);
                const std::size_t from = 24 + dice.below(60);
                for (std::size_t at = from; at < from + 1 + dice.below(3); ++at)
                    raw[at] = static_cast<char>(dice.below(256));
                raw.replace(0, 4, test::storedSum(raw.substr(4)));
                MadeLvm::put(content, 4096, raw);
            }
            MemoryDevice disk(content);
            const bool isDone = relabelVolumeGroup(disk, MadeLvm::where, newIdentity()).has_value();
            accepted += isDone ? 1 : 0;
            QVERIFY(isDone || disk.content() == content);
            QVERIFY(MadeLvm::isGuardWhole(disk.content()));
        }
        QVERIFY(accepted > 0 && accepted < 1500);
    }
};

void TestLvmRelabel::whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isRefused");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("detail");
    const auto refuses = [](const char *name, ErrorCode code, const char *detail, const Change &change) {
        QTest::newRow(name) << change << true << code << QByteArray(detail);
    };
    const auto permits = [](const char *name, const Change &change) {
        QTest::newRow(name) << change << false << ErrorCode::Io << QByteArray();
    };
    const auto text = [](const std::string &before, const std::string &after) {
        return [=](MadeLvm &made, LvmIdentity &) { made.text = with(made.text, before, after); };
    };
    using enum ErrorCode;
    const std::string states = R"("RESIZEABLE", "READ", "WRITE"])";
    permits("as it is", [](MadeLvm &, LvmIdentity &) {});
    refuses("two physical volumes", Unsupported, "spans 2 physical volumes",
            text("\t\tpv0 {\n",
                 "pv1 { id = \"" + lvmUuid('Q')
                     + "\" status = [] flags = [] pe_start = 8 pe_count = 1 }\npv0 {\n"));
    refuses("exported", Unsupported, "EXPORTED",
            text(states, R"("EXPORTED", "RESIZEABLE", "READ", "WRITE"])"));
    refuses("clustered", Unsupported, "CLUSTERED", text(states, R"("CLUSTERED", "READ", "WRITE"])"));
    permits("of one system", text(states, R"("READ", "WRITE_LOCKED"] system_id = "garden")"));
    permits("not activated by itself",
            text("flags = []\n\textent", "flags = [\"NOAUTOACTIVATE\"]\n\textent"));
    refuses("a flag of the future", Unsupported, "BLUE",
            text("flags = []\n\textent", "flags = [\"BLUE\"]\n\textent"));
    refuses("sanlock", Unsupported, "lock manager sanlock", text("max_lv = 0", "lock_type = \"sanlock\""));
    permits("no lock manager", text("max_lv = 0", "lock_type = \"none\""));
    refuses("missing", Refused, "misses it",
            text("flags = []\n\t\t\tdev_size", "flags = [\"MISSING\"]\n\t\t\tdev_size"));
    permits("not to be allocated from", text("status = [\"ALLOCATABLE\"]", "status = []"));
    refuses("a volume in another state", Unsupported, "EXPORTED",
            text("status = [\"ALLOCATABLE\"]", "status = [\"EXPORTED\"]"));
    refuses("history", Unsupported, "remembers",
            text("\n\tlogical_volumes {", "historical_logical_volumes { }\n\tlogical_volumes {"));
    refuses("changed too often", Unsupported, "too often", text("seqno = 9", "seqno = 4294967295"));
    permits("changed almost too often", text("seqno = 9", "seqno = 4294967294"));
    refuses("a label of another volume", Corrupt, "different physical volumes",
            [](MadeLvm &made, LvmIdentity &) { made.uuid = 'Q'; });
    refuses("no group", Unsupported, "no volume group",
            [](MadeLvm &made, LvmIdentity &) { made.text.clear(); });
    refuses("no area", Unsupported, "no metadata area",
            [](MadeLvm &made, LvmIdentity &) { made.areas.clear(); });
    refuses("areas that differ", Corrupt, "areas differ", [](MadeLvm &made, LvmIdentity &) {
        made = test::twoAreas();
        made.secondText = with(groupText(), "seqno = 9", "seqno = 8");
    });
    permits("areas that are alike", [](MadeLvm &made, LvmIdentity &) { made = test::twoAreas(); });
    refuses("an area not to be used", Unsupported, "not to be used",
            [](MadeLvm &made, LvmIdentity &) { made.locationFlags = 1; });
    refuses("an unfinished change", Refused, "not finished",
            [](MadeLvm &made, LvmIdentity &) { made.precommitted = 4096; });
    refuses("no room", Unsupported, "no room",
            [](MadeLvm &made, LvmIdentity &) { made.areas[0].size = 512 + sectorsOfBoth() * 512 - 512; });
    permits("just enough room",
            [](MadeLvm &made, LvmIdentity &) { made.areas[0].size = 512 + sectorsOfBoth() * 512; });
    refuses("a text in the middle of a sector", Unsupported, "not aligned",
            [](MadeLvm &made, LvmIdentity &) { made.textAt = 700; });
    refuses("a logical volume without a name", Invalid, "logical volume root",
            [](MadeLvm &, LvmIdentity &identity) { identity.lvs.erase(lvmUuid('R')); });
    permits("a logical volume that is gone",
            [](MadeLvm &, LvmIdentity &identity) { identity.lvs.emplace(lvmUuid('G'), lvmUuid('g')); });
    refuses("a UUID that is none", Invalid, "a new UUID",
            [](MadeLvm &, LvmIdentity &identity) { identity.pvUuid = "p"; });
    refuses("a UUID twice", Invalid, "a new UUID",
            [](MadeLvm &, LvmIdentity &identity) { identity.vgUuid = identity.pvUuid; });
    refuses("a UUID that another had", Invalid, "a new UUID",
            [](MadeLvm &, LvmIdentity &identity) { identity.lvs[lvmUuid('R')] = lvmUuid('S'); });
    for (const char *name : {"", "-a", ".", "..", "a b", "a/b", "a\"b"})
        refuses(("the name \"" + std::string(name) + "\"").c_str(), Invalid, "cannot be called",
                [name](MadeLvm &, LvmIdentity &identity) { identity.vgName = name; });
    permits("the longest name",
            [](MadeLvm &, LvmIdentity &identity) { identity.vgName = std::string(127, 'a'); });
    refuses("a longer name", Invalid, "cannot be called",
            [](MadeLvm &, LvmIdentity &identity) { identity.vgName = std::string(128, 'a'); });
}

void TestLvmRelabel::whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten()
{
    QFETCH(const Change, change);
    QFETCH(const bool, isRefused);
    QFETCH(const ErrorCode, code);
    QFETCH(const QByteArray, detail);
    MadeLvm made;
    LvmIdentity identity = newIdentity();
    change(made, identity);
    const SparseBytes before = made.content();
    MemoryDevice disk(before);
    QCOMPARE(!admitVolumeGroup(disk, MadeLvm::where, identity), isRefused);
    const Result<> done = relabelVolumeGroup(disk, MadeLvm::where, identity);
    QVERIFY2(!done == isRefused, words(done));
    if (!done) {
        QVERIFY2(done.error().code == code, words(done));
        QVERIFY2(words(done).contains(detail), words(done));
        QVERIFY(disk.content() == before);
    }
}

QTEST_GUILESS_MAIN(TestLvmRelabel)
#include "tst_lvm_relabel.moc"
