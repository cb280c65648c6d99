// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/physical_volume.h"
#include "tests/helper/lvm/made_lvm.h"
#include "tests/support/dice.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <functional>

using namespace parterre;
using test::groupText;
using test::MadeLvm;
using test::stored;
using test::with;

using Change = std::function<void(MadeLvm &)>;

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(parterre::ErrorCode)

namespace {

Result<LvmPhysicalVolume> read(const SparseBytes &content)
{
    MemoryDevice disk(content);
    return readLvmPhysicalVolume(RawView(disk, MadeLvm::where));
}

void flip(SparseBytes &content, std::uint64_t at, std::byte mask = std::byte{1})
{
    const Offset place = MadeLvm::where.begin + Bytes(static_cast<std::int64_t>(at));
    std::vector<std::byte> one = content.read({.begin = place, .size = Bytes(1)});
    one[0] ^= mask;
    content.write(place, one);
}

}

class TestPhysicalVolume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uuidsArePrintedAsLvmDoes()
    {
        const std::string printed = "0aZ!#x-1234-5678-9abc-defg-hijk-lmnopq";
        QVERIFY(isLvmUuid(printed));
        QCOMPARE(bareLvmUuid(printed), std::string("0aZ!#x123456789abcdefghijklmnopq"));
        QCOMPARE(printedLvmUuid(bareLvmUuid(printed)), printed);
        for (const char *other :
             {"", "0aZ!#x123456789abcdefghijklmnopq", "0aZ!#x1-234-5678-9abc-defg-hijk-lmnopq",
              "0aZ!#?-1234-5678-9abc-defg-hijk-lmnopq", "0aZ!#x-1234-5678-9abc-defg-hijk-lmnopqr"})
            QVERIFY(!isLvmUuid(other));
    }

    void aVolumeIsRead()
    {
        const auto volume = read(MadeLvm{}.content());
        QVERIFY2(volume, volume ? "" : volume.error().detail.c_str());
        QCOMPARE(volume->labelAt, 512U);
        QCOMPARE(volume->uuid, test::lvmUuid('P'));
        QCOMPARE(volume->size, 64U << 20U);
        QVERIFY((volume->dataAreas == std::vector{LvmArea{.at = 1 << 20, .size = 0}}));
        QCOMPARE(volume->metadataAreas.size(), 1U);
        QCOMPARE(volume->metadataAreas[0].textAt, 512U);
        QVERIFY(!volume->metadataAreas[0].isIgnored && !volume->metadataAreas[0].hasPrecommitted);
        QVERIFY(volume->bootAreas.empty());
        QCOMPARE(volume->extensionVersion, 2U);
        QCOMPARE(volume->extensionFlags, 1U);
        QCOMPARE(volume->metadata, groupText());
    }

    void aTextGoesRoundTheEndOfItsArea()
    {
        const auto volume = read(MadeLvm{.textAt = 32768 - 512}.content());
        QVERIFY(volume);
        QCOMPARE(volume->metadata, groupText());
    }

    void theNewestTextCounts()
    {
        MadeLvm made = test::twoAreas();
        made.secondText = with(groupText(), "seqno = 9", "seqno = 10");
        QCOMPARE(read(made.content())->metadata, made.secondText);
        made.secondText = with(groupText(), "seqno = 9", "seqno = 8");
        QCOMPARE(read(made.content())->metadata, groupText());
        QCOMPARE(read(made.content())->metadataAreas[1].text, made.secondText);
    }

    void aVolumeOfNoGroupIsAnAnswer()
    {
        const auto orphan = read(MadeLvm{.text = {}}.content());
        QVERIFY(orphan && orphan->metadata.empty());
        QCOMPARE(orphan->metadataAreas.size(), 1U);
        const auto without = read(MadeLvm{.areas = {}}.content());
        QVERIFY(without && without->metadata.empty() && without->metadataAreas.empty());
    }

    void statesOfAreasAreTold()
    {
        QVERIFY(read(MadeLvm{.locationFlags = 1}.content())->metadataAreas[0].isIgnored);
        QVERIFY(read(MadeLvm{.precommitted = 1024}.content())->metadataAreas[0].hasPrecommitted);
        const auto unknown = read(MadeLvm{.locationFlags = 2}.content());
        QVERIFY(!unknown && unknown.error().code == ErrorCode::Unsupported);
    }

    void areasThatCannotBeAreCorrupt_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
        row("an area behind the end", [](MadeLvm &made) { made.areas[0].size = (64 << 20) - 4095; });
        row("an area far behind", [](MadeLvm &made) { made.areas.push_back({.at = ~0ULL, .size = 4096}); });
        row("an area without room", [](MadeLvm &made) { made.areas = {{.at = 4096, .size = 512}}; });
        row("areas that overlap",
            [](MadeLvm &made) { made.areas.push_back({.at = 36864 - 512, .size = 32768}); });
        row("text in the header", [](MadeLvm &made) { made.textAt = 508; });
    }
    void areasThatCannotBeAreCorrupt()
    {
        QFETCH(const Change, change);
        MadeLvm made;
        QVERIFY(read(made.content()));
        change(made);
        // What does not fit is not written: the numbers are what matters.
        SparseBytes content = MadeLvm{}.content();
        MadeLvm::put(content, 512, made.label());
        if (made.areas[0].at == 4096)
            MadeLvm::put(content, 4096, made.header(made.areas[0], made.text));
        const auto volume = read(content);
        QVERIFY(!volume);
        QVERIFY2(volume.error().code == ErrorCode::Corrupt, volume.error().detail.c_str());
    }

    void everyFlippedBitIsSeen()
    {
        const SparseBytes whole = MadeLvm{}.content();
        const auto isSeen = [&](std::uint64_t at) {
            SparseBytes changed = whole;
            flip(changed, at, static_cast<std::byte>(1U << (at % 8)));
            const auto volume = read(changed);
            return !volume && volume.error().code == ErrorCode::Corrupt;
        };
        for (std::uint64_t at = 0; at < 512; ++at) {
            QVERIFY2(isSeen(512 + at), QByteArray::number(qulonglong(at)));
            QVERIFY2(isSeen(4096 + at), QByteArray::number(qulonglong(at)));
        }
        for (std::uint64_t at = 0; at < groupText().size(); at += 7)
            QVERIFY2(isSeen(4096 + 512 + at), QByteArray::number(qulonglong(at)));
    }

    void twoLabelsAreADoubt()
    {
        SparseBytes content = MadeLvm{}.content();
        QVERIFY(read(content));
        MadeLvm::put(content, 1024, "LABELONE");
        QVERIFY(!read(content));
        MadeLvm::put(content, 1024, std::string(8, '\0'));
        MadeLvm::put(content, 512, std::string(8, '\0'));
        QVERIFY(read(content).error().detail.contains("no label"));
    }

    /// With checksums that are right.
    void noNumberIsBelieved()
    {
        test::Dice dice(11);
        const MadeLvm made = test::twoAreas();
        const SparseBytes whole = made.content();
        int accepted = 0;
        for (int i = 0; i < 4000; ++i) {
            SparseBytes content = whole;
            const bool isLabel = dice.isOneIn(2);
            std::string raw = isLabel ? made.label() : made.header(made.areas[0], made.text);
            const std::size_t from = (isLabel ? 20 : 4) + dice.below(160);
            for (std::size_t at = from; at < from + 1 + dice.below(8); ++at)
                raw[at] = static_cast<char>(dice.isOneIn(3) ? 0xff : dice.below(256));
            const std::string sum = test::storedSum(raw.substr(isLabel ? 20 : 4));
            raw.replace(isLabel ? 16 : 0, 4, sum);
            MadeLvm::put(content, isLabel ? 512 : 4096, raw);
            accepted += read(content) ? 1 : 0;
        }
        QVERIFY(accepted > 0 && accepted < 4000);
    }

    void aPartitionOfAnySizeIsLookedAt()
    {
        for (const std::int64_t size : {0, 512, 1023, 1024, 2048, 4096, 8192}) {
            MemoryDevice disk(MadeLvm{}.content());
            QVERIFY(
                !readLvmPhysicalVolume(RawView(disk, {.begin = MadeLvm::where.begin, .size = Bytes(size)})));
        }
    }
};

QTEST_GUILESS_MAIN(TestPhysicalVolume)
#include "tst_physical_volume.moc"
