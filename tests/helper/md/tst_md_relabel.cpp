// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/md/md_relabel.h"
#include "tests/helper/md/made_md.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <functional>

using namespace parterre;
using test::MadeMd;
using test::MdField;
using Version = MdSuper::Version;
using Change = std::function<void(MadeMd &, MdIdentity &)>;

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(MadeMd)
Q_DECLARE_METATYPE(parterre::ErrorCode)

namespace {

MdIdentity newIdentity()
{
    return {.arrayUuid = *Uuid::parse("a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"),
            .deviceUuid = *Uuid::parse("d0d1d2d3-d4d5-d6d7-d8d9-dadbdcdddedf"),
            .name = "bedclone1"};
}

QByteArray words(const Result<> &result)
{
    return result ? QByteArray() : QByteArray::fromStdString(result.error().detail);
}

SparseBytes renamed(const SparseBytes &before)
{
    MemoryDevice disk(before);
    if (const Result<> done = relabelArray(disk, MadeMd::where, newIdentity()); !done)
        qFatal("%s", words(done).constData());
    return disk.content();
}

void addMembers()
{
    QTest::addColumn<MadeMd>("made");
    const auto row = [](const char *name, Version version) {
        QTest::addRow("%s with a bitmap", name) << MadeMd{.version = version};
        QTest::addRow("%s without", name) << MadeMd{.version = version, .hasBitmap = false};
    };
    row("0.90", Version::V090);
    row("1.0", Version::V10);
    row("1.1", Version::V11);
    row("1.2", Version::V12);
}

/// The superblock that is wanted, from the one that was.
std::string expectedSuper(const MadeMd &made)
{
    std::string super = made.super();
    const MdIdentity identity = newIdentity();
    if (made.isOld()) {
        for (const MdField &field :
             {MdField{20, 4, 0xa0a1a2a3}, {52, 4, 0xa4a5a6a7}, {56, 4, 0xa8a9aaab}, {60, 4, 0xacadaeaf}})
            test::setField(super, field);
        test::sealWords(super, 152);
        return super;
    }
    MadeMd::setUuid(super, 16, identity.arrayUuid);
    MadeMd::setUuid(super, 168, identity.deviceUuid);
    super.replace(32, 10, "bedclone1\0", 10);
    test::sealWords(super, 216);
    return super;
}

}

class TestMdRelabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theIdentifiersChangeAndNothingElse_data() { addMembers(); }
    void theIdentifiersChangeAndNothingElse()
    {
        QFETCH(const MadeMd, made);
        SparseBytes expected = made.content();
        MadeMd::put(expected, made.superAt(), expectedSuper(made));
        if (made.hasBitmap) {
            std::string uuid;
            for (const std::uint8_t byte : newIdentity().arrayUuid.bytes)
                uuid += static_cast<char>(byte);
            for (int at = 0; made.isOld() && at < 16; at += 4)
                std::reverse(uuid.begin() + at, uuid.begin() + at + 4);
            MadeMd::put(expected, made.bitmapAt() + 8, uuid);
        }
        QVERIFY(renamed(made.content()) == expected);
    }

    void onceMoreWritesNothing_data() { addMembers(); }
    void onceMoreWritesNothing()
    {
        QFETCH(const MadeMd, made);
        MemoryDevice disk(renamed(made.content()));
        RecordingDevice recorded(disk);
        QVERIFY(relabelArray(recorded, MadeMd::where, newIdentity()));
        QVERIFY(std::ranges::none_of(recorded.operations(), [](const RecordingDevice::Operation &one) {
            return one.kind == RecordingDevice::Operation::Kind::Write;
        }));
    }

    void whatIsCutOffAnywhereEndsTheSame_data() { addMembers(); }
    void whatIsCutOffAnywhereEndsTheSame()
    {
        QFETCH(const MadeMd, made);
        const SparseBytes before = made.content();
        const SparseBytes uncut = renamed(before);
        int cut = 0;
        for (;; ++cut) {
            Mains mains(cut);
            CrashDevice crash(before, mains);
            if (relabelArray(crash, MadeMd::where, newIdentity()))
                break;
            for (std::uint64_t seed = 0; seed < 12; ++seed) {
                for (int again = 0; again < 5; ++again) {
                    Mains second(again);
                    CrashDevice other(crash.survivor(seed), second);
                    const bool isDone = relabelArray(other, MadeMd::where, newIdentity()).has_value();
                    MemoryDevice disk(other.survivor(isDone ? 0 : seed));
                    const Result<> done = relabelArray(disk, MadeMd::where, newIdentity());
                    QVERIFY2(done, words(done));
                    QVERIFY(disk.content() == uncut);
                }
            }
        }
        QCOMPARE(cut, made.hasBitmap ? 4 : 2);
    }

    void theBitmapIsDurableBeforeTheSuperblock()
    {
        const MadeMd made;
        MemoryDevice disk(made.content());
        RecordingDevice recorded(disk);
        QVERIFY(relabelArray(recorded, MadeMd::where, newIdentity()));
        using Operation = RecordingDevice::Operation;
        std::vector<Operation> writes;
        std::ranges::copy_if(recorded.operations(), std::back_inserter(writes), [](const Operation &one) {
            return one.kind == Operation::Kind::Write || one.kind == Operation::Kind::Flush;
        });
        const auto write = [](std::uint64_t at) {
            return Operation{.kind = Operation::Kind::Write,
                             .extent = {.begin = MadeMd::where.begin + Bytes(static_cast<std::int64_t>(at)),
                                        .size = Bytes(512)}};
        };
        const Operation flush{.kind = Operation::Kind::Flush, .extent = {}};
        QVERIFY((writes == std::vector{write(made.bitmapAt()), flush, write(made.superAt()), flush}));
    }

    void aDiskThatLiesIsAMismatch()
    {
        MemoryDevice disk(MadeMd{}.content());
        FaultyDevice faulty(disk);
        QVERIFY(relabelArray(faulty, MadeMd::where, newIdentity()));
        faulty.failFlushes();
        QVERIFY(relabelArray(faulty, MadeMd::where, newIdentity()));  // there is nothing to flush
        disk.content() = MadeMd{}.content();
        QVERIFY(!relabelArray(faulty, MadeMd::where, newIdentity()));
    }

    void whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten_data();
    void whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten();
};

void TestMdRelabel::whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten_data()
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
    const auto set = [](const MdField &field, Version version = Version::V12) {
        return [=](MadeMd &made, MdIdentity &) {
            made.version = version;
            made.changes = {field};
        };
    };
    const auto setBitmap = [](const MdField &field) {
        return [=](MadeMd &made, MdIdentity &) { made.bitmapChanges = {field}; };
    };
    const auto called = [](const std::string &name) {
        return [=](MadeMd &, MdIdentity &identity) { identity.name = name; };
    };
    using enum ErrorCode;
    permits("as it is", [](MadeMd &, MdIdentity &) {});
    refuses("a partial parity log", Unsupported, "partial parity log", set({8, 4, 1024}));
    refuses("partial parity logs", Unsupported, "partial parity log", set({8, 4, 2048}));
    refuses("a journal", Unsupported, "journal", set({8, 4, 513}));
    refuses("a journal device", Unsupported, "journal", set({258, 2, 0xFFFD}));
    refuses("a cluster", Unsupported, "cluster", set({8, 4, 257}));
    refuses("a cluster, 0.90", Unsupported, "cluster", set({132, 4, 0x121}, Version::V090));
    refuses("a reshape", Refused, "reshaped", set({8, 4, 5}));
    refuses("a reshape, 0.90", Refused, "reshaped", set({8, 4, 91}, Version::V090));
    refuses("a new offset", Refused, "reshaped", set({8, 4, 65}));
    refuses("a feature of the future", Unsupported, "not known", set({8, 4, 0x10001}));
    refuses("a bitmap elsewhere", Unsupported, "not in it", set({96, 4, 0}));
    permits("bad blocks", set({8, 4, 9}));
    permits("a recovery", set({8, 4, 3}));
    permits("RAID5", set({72, 4, 5}));
    permits("a spare", set({258, 2, 0xFFFF}));
    permits("not stopped", set({208, 8, 0}));
    refuses("no bitmap", Corrupt, "no bitmap", setBitmap({0, 4, 0}));
    refuses("a bitmap of another array", Corrupt, "another array", setBitmap({8, 1, 0x77}));
    refuses("a bitmap of a cluster", Unsupported, "version", setBitmap({4, 4, 5}));
    refuses("a bitmap of the past", Unsupported, "version", setBitmap({4, 4, 2}));
    permits("a bitmap of the version before", setBitmap({4, 4, 3}));
    refuses("no UUID", Invalid, "UUID", [](MadeMd &, MdIdentity &identity) { identity.arrayUuid = {}; });
    refuses("no device UUID", Invalid, "UUID",
            [](MadeMd &, MdIdentity &identity) { identity.deviceUuid = {}; });
    permits("no device UUID, 0.90", [](MadeMd &made, MdIdentity &identity) {
        made.version = Version::V090;
        identity.deviceUuid = {};
    });
    permits("the longest name", called(std::string(32, 'n')));
    permits("no name", called(""));
    refuses("a longer name", Invalid, "cannot be called", called(std::string(33, 'n')));
    refuses("a name with a zero", Invalid, "cannot be called", called(std::string("a\0b", 3)));
}

void TestMdRelabel::whatMayNotBeRenamedIsRefusedBeforeAnythingIsWritten()
{
    QFETCH(const Change, change);
    QFETCH(const bool, isRefused);
    QFETCH(const ErrorCode, code);
    QFETCH(const QByteArray, detail);
    MadeMd made;
    MdIdentity identity = newIdentity();
    change(made, identity);
    const SparseBytes before = made.content();
    MemoryDevice disk(before);
    QCOMPARE(!admitArray(disk, MadeMd::where, identity), isRefused);
    const Result<> done = relabelArray(disk, MadeMd::where, identity);
    QVERIFY2(!done == isRefused, words(done));
    if (!done) {
        QVERIFY2(done.error().code == code, words(done));
        QVERIFY2(words(done).contains(detail), words(done));
        QVERIFY(disk.content() == before);
    }
}

QTEST_GUILESS_MAIN(TestMdRelabel)
#include "tst_md_relabel.moc"
