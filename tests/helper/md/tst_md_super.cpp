// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/md/md_super.h"
#include "tests/helper/md/made_md.h"
#include "tests/support/dice.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <limits>

using namespace parterre;
using test::MadeMd;
using test::MdField;
using Version = MdSuper::Version;

Q_DECLARE_METATYPE(parterre::ErrorCode)
Q_DECLARE_METATYPE(parterre::MdSuper::Version)
Q_DECLARE_METATYPE(std::vector<parterre::test::MdField>)

namespace {

Result<MdSuper> read(const SparseBytes &content)
{
    MemoryDevice disk(content);
    return readMdSuper(RawView(disk, MadeMd::where));
}

void addVersions()
{
    QTest::addColumn<Version>("version");
    QTest::newRow("0.90") << Version::V090;
    QTest::newRow("1.0") << Version::V10;
    QTest::newRow("1.1") << Version::V11;
    QTest::newRow("1.2") << Version::V12;
}

void flip(SparseBytes &content, std::uint64_t at)
{
    std::string one = MadeMd::bytesAt(content, at, 1);
    one[0] = static_cast<char>(one[0] ^ 4);
    MadeMd::put(content, at, one);
}

}

class TestMdSuper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMemberIsRead_data() { addVersions(); }
    void aMemberIsRead()
    {
        QFETCH(const Version, version);
        const MadeMd made{.version = version};
        const auto super = read(made.content());
        QVERIFY2(super, super ? "" : super.error().detail.c_str());
        QVERIFY(super->version == version);
        QCOMPARE(super->at, made.superAt());
        QCOMPARE(super->arrayUuid.toString(), MadeMd::arrayUuid().toString());
        QVERIFY(super->deviceUuid == (made.isOld() ? Uuid() : MadeMd::deviceUuid()));
        QCOMPARE(super->name, std::string(made.isOld() ? "" : "garden:bed"));
        QCOMPARE(super->level, 1);
        QCOMPARE(super->raidDisks, 2U);
        QVERIFY(super->role == MdSuper::Role::Active);
        QCOMPARE(super->place, 1U);
        QCOMPARE(super->events, 17U);
        QVERIFY(super->isClean && !super->isWriteMostly && !super->hasUnknown);
        QCOMPARE(super->features, MdSuper::bitmapFeature);
        QCOMPARE(super->bitmapAt.value_or(0), made.bitmapAt());
        QCOMPARE(super->words(), std::string("RAID1 over 2 devices"));
        const auto data = dataOf(*super);
        QVERIFY(data);
        QVERIFY((*data
                 == Extent{.begin = Offset(static_cast<std::int64_t>(made.dataAt())),
                           .size = Bytes(MadeMd::arraySize)}));
    }

    void everyFlippedByteIsSeen_data() { addVersions(); }
    void everyFlippedByteIsSeen()
    {
        QFETCH(const Version, version);
        const MadeMd made{.version = version};
        const SparseBytes whole = made.content();
        for (std::size_t at = 0; at < made.super().size(); ++at) {
            SparseBytes changed = whole;
            flip(changed, made.superAt() + at);
            const auto super = read(changed);
            QVERIFY2(!super && super.error().code == ErrorCode::Corrupt, QByteArray::number(qulonglong(at)));
        }
    }

    void whatAMemberHasAlone_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<std::vector<MdField>>("changes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QByteArray>("detail");  ///< empty where it is told
        const auto row = [](const char *name, Version version, const std::vector<MdField> &changes,
                            ErrorCode code = ErrorCode::Io, const char *detail = "") {
            QTest::newRow(name) << version << changes << code << QByteArray(detail);
        };
        using enum ErrorCode;
        row("a mirror", Version::V12, {});
        row("mostly written to", Version::V12, {{184, 1, 1}});
        row("RAID0 of one", Version::V12, {{72, 4, 0}, {80, 8, 0}, {88, 4, 1024}, {92, 4, 1}, {256, 4, 0}});
        row("linear of one", Version::V12, {{72, 4, 0xFFFFFFFF}, {80, 8, 0}, {92, 4, 1}, {256, 4, 0}});
        row("RAID0 with its layout", Version::V12,
            {{8, 4, 0x1000}, {72, 4, 0}, {80, 8, 0}, {88, 4, 1024}, {92, 4, 1}, {256, 4, 0}});
        row("RAID0 of two", Version::V12, {{72, 4, 0}}, Unsupported, "RAID0 over 2 devices");
        row("linear of two", Version::V12, {{72, 4, 0xFFFFFFFF}}, Unsupported, "linear over 2 devices");
        row("RAID5", Version::V12, {{72, 4, 5}, {92, 4, 3}}, Unsupported, "RAID5 over 3 devices");
        row("RAID4 of one", Version::V12, {{72, 4, 4}, {92, 4, 1}, {256, 4, 0}}, Unsupported,
            "RAID4 over 1 device");
        row("multipath", Version::V12, {{72, 4, 0xFFFFFFFC}}, Unsupported, "multipath over 2 devices");
        row("not stopped", Version::V12, {{208, 8, 0}}, Refused, "not stopped");
        row("recovers", Version::V12, {{8, 4, 3}}, Refused, "recovers");
        row("is reshaped", Version::V12, {{8, 4, 5}}, Refused, "reshaped");
        row("bad blocks", Version::V12, {{8, 4, 9}}, Refused, "bad blocks");
        row("a journal", Version::V12, {{8, 4, 513}}, Refused, "journal");
        row("a feature of the future", Version::V12, {{8, 4, 0x10001}}, Unsupported, "not known");
        row("a spare", Version::V12, {{258, 2, 0xFFFF}}, Refused, "spare");
        row("faulty", Version::V12, {{258, 2, 0xFFFE}}, Refused, "spare");
        row("a journal device", Version::V12, {{258, 2, 0xFFFD}}, Refused, "spare");
        row("no data", Version::V12, {{80, 8, 0}}, Corrupt, "behind it");
        row("a mirror, 0.90", Version::V090, {});
        row("linear of one, 0.90", Version::V090,
            {{28, 4, 0xFFFFFFFF}, {32, 4, 0}, {40, 4, 1}, {260, 4, 65536}, {3968, 4, 0}, {528, 4, 6}});
        row("RAID5, 0.90", Version::V090, {{28, 4, 5}, {40, 4, 3}}, Unsupported, "RAID5 over 3 devices");
        row("not stopped, 0.90", Version::V090, {{132, 4, 0x100}}, Refused, "not stopped");
        row("is reshaped, 0.90", Version::V090, {{8, 4, 91}}, Refused, "reshaped");
        row("a minor version of the future", Version::V090, {{8, 4, 92}}, Unsupported, "not known");
        row("a spare, 0.90", Version::V090, {{656, 4, 0}}, Refused, "spare");
        row("faulty, 0.90", Version::V090, {{656, 4, 7}}, Refused, "spare");
    }
    void whatAMemberHasAlone()
    {
        QFETCH(const Version, version);
        QFETCH(const std::vector<MdField>, changes);
        QFETCH(const ErrorCode, code);
        QFETCH(const QByteArray, detail);
        const auto super = read(MadeMd{.version = version, .changes = changes}.content());
        QVERIFY2(super, super ? "" : super.error().detail.c_str());
        const auto data = dataOf(*super);
        QCOMPARE(data.has_value(), detail.isEmpty());
        if (!data) {
            QVERIFY(data.error().code == code);
            QVERIFY2(QByteArray::fromStdString(data.error().detail).contains(detail),
                     data.error().detail.c_str());
        } else {
            QVERIFY(data->size == Bytes(MadeMd::arraySize) || super->raidDisks == 1);
            QVERIFY(data->size >= Bytes(MadeMd::arraySize));
            QVERIFY((Extent{.begin = {}, .size = Bytes(MadeMd::size)}.contains(*data)));
        }
    }

    void whatCannotBeIsCorrupt_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<std::vector<MdField>>("changes");
        const auto row = [](const char *name, Version version, const std::vector<MdField> &changes) {
            QTest::newRow(name) << version << changes;
        };
        row("data behind the end", Version::V12, {{136, 8, MadeMd::size / 512}});
        row("data that begins behind the end", Version::V12, {{128, 8, ~0ULL}});
        row("more data than room", Version::V12, {{80, 8, MadeMd::arraySize / 512 + 65}});
        row("the superblock in the data", Version::V12, {{128, 8, 8}});
        row("the bitmap in the data", Version::V12, {{96, 4, 8192}});
        row("the bitmap before the beginning", Version::V12, {{96, 4, 0xFFFFFF00}});
        row("the bitmap behind the end", Version::V10, {{96, 4, 16}});
        row("the list in the data", Version::V12, {{186, 2, 8}, {188, 4, 4082}});
        row("a number without a role", Version::V12, {{160, 4, 128}});
        row("it belongs elsewhere", Version::V12, {{144, 8, 16}});
        row("more data than room, 0.90", Version::V090, {{32, 4, 0xFFFFFFFF}});
        row("a number without a disk, 0.90", Version::V090, {{3968, 4, 27}});
    }
    void whatCannotBeIsCorrupt()
    {
        QFETCH(const Version, version);
        QFETCH(const std::vector<MdField>, changes);
        QVERIFY(read(MadeMd{.version = version}.content()));
        const auto super = read(MadeMd{.version = version, .changes = changes}.content());
        QVERIFY(!super);
        QVERIFY2(super.error().code == ErrorCode::Corrupt, super.error().detail.c_str());
    }

    void twoSuperblocksAreADoubt()
    {
        SparseBytes content = MadeMd{}.content();
        const MadeMd other{.version = Version::V11};
        MadeMd::put(content, other.superAt(), other.super());
        QVERIFY(read(content).error().code == ErrorCode::Unsupported);
        MadeMd::put(content, other.superAt(), std::string(512, '\0'));
        QVERIFY(read(content));
        const MadeMd old{.version = Version::V090};
        MadeMd::put(content, old.superAt(), old.super());
        QVERIFY(read(content).error().detail.contains("0.90 too"));
        MadeMd::put(content, old.superAt(), "\xa9\x2b\x4e\xfc");
        QVERIFY(read(content).error().detail.contains("another machine"));
    }

    void aBitmapElsewhereIsNone()
    {
        const auto super = read(MadeMd{.changes = {{96, 4, 0}}}.content());
        QVERIFY(super && !super->bitmapAt && (super->features & MdSuper::bitmapFeature) != 0);
        QVERIFY(!read(MadeMd{.hasBitmap = false}.content())->bitmapAt);
    }

    /// With checksums that are right.
    void noNumberIsBelieved()
    {
        test::Dice dice(5);
        int accepted = 0;
        for (int i = 0; i < 8000; ++i) {
            const auto version = static_cast<Version>(dice.below(4));
            std::vector<MdField> changes;
            for (std::uint32_t j = 0; j <= dice.below(3); ++j)
                changes.push_back({8 + dice.below(240), 4, dice.isOneIn(2) ? dice.next() : dice.below(64)});
            const MadeMd made{.version = version, .changes = changes};
            const auto super = read(made.content());
            accepted += super ? 1 : 0;
            const auto data = super ? dataOf(*super) : Result<Extent>(std::unexpected(super.error()));
            QVERIFY(!data || (Extent{.begin = {}, .size = Bytes(MadeMd::size)}.contains(*data)));
            QVERIFY(!super || super->bitmapAt.value_or(0) < MadeMd::size);
        }
        QVERIFY(accepted > 0 && accepted < 8000);
    }

    void aPartitionOfAnySizeIsLookedAt()
    {
        for (const std::int64_t size : {0, 512, 4096, 8192, 12288, 16384, 65536, 131072, 131071}) {
            MemoryDevice disk(MadeMd{.version = Version::V10}.content());
            QVERIFY(!readMdSuper(RawView(disk, {.begin = MadeMd::where.begin, .size = Bytes(size)})));
        }
    }
};

QTEST_GUILESS_MAIN(TestMdSuper)
#include "tst_md_super.moc"
