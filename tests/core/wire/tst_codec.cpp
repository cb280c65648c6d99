// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/codec.h"
#include "tests/core/wire/random_archive.h"

#include <QCborArray>
#include <QTest>
#include <QUuid>

#include <functional>

using namespace parterre;
using wire::encode;
using wire::fromBytes;
using wire::toBytes;

namespace {

template<typename T>
Result<T> decode(const QCborMap &map)
{
    if constexpr (std::is_same_v<T, Design>)
        return wire::decodeDesign(map);
    else if constexpr (std::is_same_v<T, Inventory>)
        return wire::decodeInventory(map);
    else if constexpr (std::is_same_v<T, Layout>)
        return wire::decodeLayout(map);
    else if constexpr (std::is_same_v<T, Plan>)
        return wire::decodePlan(map);
    else if constexpr (std::is_same_v<T, Progress>)
        return wire::decodeProgress(map);
    else if constexpr (std::is_same_v<T, Report>)
        return wire::decodeReport(map);
    else if constexpr (std::is_same_v<T, Error>)
        return wire::decodeError(map);
    else if constexpr (std::is_same_v<T, DiskSummary>)
        return wire::decodeDiskSummary(map);
    else if constexpr (std::is_same_v<T, Check>)
        return wire::decodeCheck(map);
    else
        return wire::decodeJobState(map);
}

template<typename T>
void roundTrips(const char *type)
{
    wire::RandomArchive random(20261121);
    for (int round = 0; round < 300; ++round) {
        const T value = random.value<T>();
        const QByteArray bytes = toBytes(encode(value));
        const Result<QCborMap> map = fromBytes(bytes);
        QVERIFY2(map.has_value(), type);
        const Result<T> read = decode<T>(*map);
        QVERIFY2(read.has_value(), read ? type : read.error().detail.c_str());
        QVERIFY2(*read == value, type);
        QCOMPARE(toBytes(encode(*read)), bytes);
    }
}

template<typename T>
int fieldCount()
{
    wire::CountingArchive counting;
    T value{};
    fields(counting, value);
    return counting.fields;
}

/// A design with one of everything, and its map, for the tests to spoil.
Design sampleDesign()
{
    return {
        .placement = Placement::Adjacent,
        .numbering = Numbering::Keep,
        .partitions = {{.number = 5,
                        .name = "root",
                        .clones = {{.guid = Uuid::draw(), .content = Uuid::draw(), .start = Offset(1048576)}},
                        .isClonedUnchanged = true,
                        .hasFreshKeys = true,
                        .start = std::nullopt,
                        .size = Bytes(1 << 30)}},
        .drawing = std::nullopt};
}

using Spoil = std::function<void(QCborMap &)>;

QCborMap spoiledPartition(QCborMap design, const Spoil &spoil)
{
    QCborArray partitions = design[QLatin1StringView("partitions")].toArray();
    QCborMap partition = partitions.at(0).toMap();
    spoil(partition);
    partitions[0] = partition;
    design[QLatin1StringView("partitions")] = partitions;
    return design;
}

QCborArray clones(int count)
{
    QCborArray list;
    for (int i = 0; i < count; ++i)
        list.append(encode(sampleDesign())[QLatin1StringView("partitions")]
                        .toArray()
                        .at(0)
                        .toMap()
                        .value(QLatin1StringView("clones"))
                        .toArray()
                        .at(0));
    return list;
}

QCborMap nest(int depth)
{
    QCborMap map;
    for (int i = 1; i < depth; ++i)
        map = {{QStringLiteral("k"), map}};
    return map;
}

}

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueComesBackAsItWas()
    {
        roundTrips<Design>("Design");
        roundTrips<Inventory>("Inventory");
        roundTrips<Layout>("Layout");
        roundTrips<Plan>("Plan");
        roundTrips<Progress>("Progress");
        roundTrips<Report>("Report");
        roundTrips<Error>("Error");
        roundTrips<DiskSummary>("DiskSummary");
        roundTrips<Check>("Check");
        roundTrips<JobState>("JobState");
    }

    /// Does not compile when a member is added, and fails until the member travels.
    void everyMemberTravels()
    {
        {
            [[maybe_unused]] const auto &[a, b] = Extent();
            QCOMPARE(fieldCount<Extent>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b] = Use();
            QCOMPARE(fieldCount<Use>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j, k, l, m, n] = Content();
            QCOMPARE(fieldCount<Content>(), 14);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d] = Volume();
            QCOMPARE(fieldCount<Volume>(), 4);
            [[maybe_unused]] const auto &[e, f, g, h] = NewIdentity();
            QCOMPARE(fieldCount<NewIdentity>(), 4);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j] = Table();
            QCOMPARE(fieldCount<Table>(), 10);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j, k, l, m] = Partition();
            QCOMPARE(fieldCount<Partition>(), 13);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j] = Target();
            QCOMPARE(fieldCount<Target>(), 10);
        }
        {
            [[maybe_unused]] const auto &[a, b] = ForeignIdentifier();
            QCOMPARE(fieldCount<ForeignIdentifier>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f] = Reference();
            QCOMPARE(fieldCount<Reference>(), 6);
            [[maybe_unused]] const auto &[g, h] = InnerVolume();
            QCOMPARE(fieldCount<InnerVolume>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e] = Capabilities();
            QCOMPARE(fieldCount<Capabilities>(), 5);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i] = Inventory();
            QCOMPARE(fieldCount<Inventory>(), 9);
        }
        {
            [[maybe_unused]] const auto &[a, b, c] = CloneDesign();
            QCOMPARE(fieldCount<CloneDesign>(), 3);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g] = PartitionDesign();
            QCOMPARE(fieldCount<PartitionDesign>(), 7);
        }
        {
            [[maybe_unused]] const auto &[a, b, c] = Drawing();
            QCOMPARE(fieldCount<Drawing>(), 3);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g] = Design();
            QCOMPARE(fieldCount<Design>(), 7);
            [[maybe_unused]] const auto &[h, i] = ReferenceChoice();
            QCOMPARE(fieldCount<ReferenceChoice>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c] = Cloning();
            QCOMPARE(fieldCount<Cloning>(), 3);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f] = Copying();
            QCOMPARE(fieldCount<Copying>(), 6);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h] = DiskSummary();
            QCOMPARE(fieldCount<DiskSummary>(), 8);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r] = Slot();
            QCOMPARE(fieldCount<Slot>(), 18);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e] = Layout();
            QCOMPARE(fieldCount<Layout>(), 5);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f] = step::CopyBlocks();
            QCOMPARE(fieldCount<step::CopyBlocks>(), 6);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e] = Relocation();
            QCOMPARE(fieldCount<Relocation>(), 5);
        }
        {
            // The journal's two places have a key each.
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g] = InPlaceMove();
            QCOMPARE(fieldCount<InPlaceMove>(), 8);
        }
        {
            [[maybe_unused]] const auto &[a, b] = step::MoveInPlace();
            QCOMPARE(fieldCount<step::MoveInPlace>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f] = step::RenewVolumeKey();
            QCOMPARE(fieldCount<step::RenewVolumeKey>(), 6);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d] = step::RenewIdentity();
            QCOMPARE(fieldCount<step::RenewIdentity>(), 4);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e] = step::SetHiddenSectors();
            QCOMPARE(fieldCount<step::SetHiddenSectors>(), 5);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d] = step::ShrinkContent();
            QCOMPARE(fieldCount<step::ShrinkContent>(), 4);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d] = step::GrowContent();
            QCOMPARE(fieldCount<step::GrowContent>(), 4);
        }
        {
            [[maybe_unused]] const auto &[a] = step::WriteTable();
            QCOMPARE(fieldCount<step::WriteTable>(), 1);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g] = step::WritePartids();
            QCOMPARE(fieldCount<step::WritePartids>(), 7);
        }
        {
            [[maybe_unused]] const auto &[a, b, c] = ReferenceChange();
            QCOMPARE(fieldCount<ReferenceChange>(), 3);
            [[maybe_unused]] const auto &[d, e] = RewrittenFile();
            QCOMPARE(fieldCount<RewrittenFile>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h] = step::RewriteReferences();
            QCOMPARE(fieldCount<step::RewriteReferences>(), 8);
        }
        static_assert(std::is_empty_v<step::SaveTable> && std::is_empty_v<step::CheckIdentifiers>);
        {
            [[maybe_unused]] const auto &[a, b] = Plan();
            QCOMPARE(fieldCount<Plan>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j, k] = Progress();
            QCOMPARE(fieldCount<Progress>(), 11);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h] = StepReport();
            QCOMPARE(fieldCount<StepReport>(), 8);
        }
        {
            [[maybe_unused]] const auto &[a, b] = UnreadRange();
            QCOMPARE(fieldCount<UnreadRange>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g, h, i, j, k] = Report();
            QCOMPARE(fieldCount<Report>(), 11);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e] = Imprint();
            QCOMPARE(fieldCount<Imprint>(), 5);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e, f, g] = FormerPartition();
            QCOMPARE(fieldCount<FormerPartition>(), 7);
        }
        {
            [[maybe_unused]] const auto &[a, b, c] = FormerState();
            QCOMPARE(fieldCount<FormerState>(), 3);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d] = Error();
            QCOMPARE(fieldCount<Error>(), 4);
        }
        {
            [[maybe_unused]] const auto &[a, b] = Message();
            QCOMPARE(fieldCount<Message>(), 2);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d] = Check();
            QCOMPARE(fieldCount<Check>(), 4);
        }
        {
            [[maybe_unused]] const auto &[a, b, c, d, e] = JobState();
            QCOMPARE(fieldCount<JobState>(), 5);
        }
    }

    void refusesWhatIsNotADesign_data()
    {
        QTest::addColumn<QCborMap>("map");
        QTest::addColumn<QString>("wrong");  // empty: permitted
        const auto row = [](const char *name, const Spoil &spoil, const char *wrong) {
            QTest::newRow(name) << spoiledPartition(encode(sampleDesign()), spoil)
                                << QString::fromLatin1(wrong);
        };
        const auto set = [](const char *key, const QCborValue &value) {
            return [key, value](QCborMap &map) { map[QString::fromLatin1(key)] = value; };
        };
        row("as it should be", [](QCborMap &) {}, "");
        row("unknown key", set("colour", 1), "unknown key \"colour\"");
        row(
            "missing key", [](QCborMap &map) { map.remove(QLatin1StringView("size")); },
            "lacks the key size");
        row(
            "key in another place",
            [](QCborMap &map) {
                map.insert(QStringLiteral("number"), map.take(QLatin1StringView("number")));
            },
            "wants the key number");
        row("key that is a number", [](QCborMap &map) { map[1] = 1; }, "unknown key");
        row("text where a number belongs", set("number", QStringLiteral("5")),
            "partitions[0].number is not a whole number");
        row("fraction where a number belongs", set("number", 5.0), "is not a whole number");
        row("number where a flag belongs", set("is-cloned-unchanged", 1), "neither true nor false");
        row("false flag", set("is-cloned-unchanged", false), "");
        row("flag for fresh keys", set("has-fresh-keys", false), "");
        row("word where that flag belongs", set("has-fresh-keys", QStringLiteral("yes")),
            "neither true nor false");
        row("null where a flag belongs", set("is-cloned-unchanged", nullptr), "neither true nor false");
        row("highest number", set("number", 65535), "");
        row("number too high", set("number", 65536), "is not between 0 and 65535");
        row("negative number", set("number", -1), "is not between 0 and 65535");
        row("no place", set("start", nullptr), "");
        row("a place", set("start", qint64{1} << 60), "");
        row("place too far", set("start", (qint64{1} << 60) + 1), "start is not between");
        row("negative place", set("start", -4096), "start is not between");
        row("no size", set("size", nullptr), "");
        row("a size", set("size", qint64{1} << 60), "");
        row("size too large", set("size", (qint64{1} << 60) + 1), "size is not between");
        row("negative size", set("size", -4096), "size is not between");
        row("undefined place", set("start", QCborValue()), "start is not a whole number");
        row("longest name", set("name", QString(65536, u'x')), "");
        row("name too long", set("name", QString(65537, u'x')), "name is longer than 64 KiB");
        row("name that is no UTF-8", set("name", QByteArray("\xff")), "");
        row("UTF-8 name as bytes", set("name", QByteArray("root")), "should be text");
        row("no clones", set("clones", QCborArray()), "");
        row("clones that are a map", set("clones", QCborMap()), "clones is not a list");
        row("most clones", set("clones", clones(999)), "");
        row("too many clones", set("clones", clones(1000)), "clones has more than 999 items");
        row("clone that is a number", set("clones", QCborArray{1}), "clones[0] is not a map");
        row("identifier of 15 bytes",
            set("clones", QCborArray{QCborMap{{QStringLiteral("guid"), QByteArray(15, 'x')}}}),
            "clones[0].guid is not 16 bytes");
        row("identifier as CBOR's own type",
            set("clones", QCborArray{QCborMap{{QStringLiteral("guid"), QCborValue(QUuid::createUuid())}}}),
            "clones[0].guid is not 16 bytes");
    }

    void refusesWhatIsNotADesign()
    {
        QFETCH(const QCborMap, map);
        QFETCH(const QString, wrong);
        const Result<Design> read = wire::decodeDesign(map);
        if (wrong.isEmpty()) {
            QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
            return;
        }
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Invalid);
        QVERIFY2(QString::fromStdString(read.error().detail).contains(wrong), read.error().detail.c_str());
    }

    void refusesAnEnumeratorThatIsNone()
    {
        QCborMap map = encode(sampleDesign());
        map[QLatin1StringView("placement")] = 1;
        QVERIFY(wire::decodeDesign(map));
        map[QLatin1StringView("placement")] = 2;
        QVERIFY(!wire::decodeDesign(map));
    }

    void refusesAChoiceOfCopyingThatIsNone_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QCborValue>("value");
        QTest::addColumn<bool>("isPermitted");
        const auto row = [](const char *name, const char *key, const QCborValue &value, bool isPermitted) {
            QTest::newRow(name) << QString::fromLatin1(key) << value << isPermitted;
        };
        row("goes on", "on-read-error", 1, true);
        row("no such way to go on", "on-read-error", 2, false);
        row("idle", "io-priority", 1, true);
        row("no such priority", "io-priority", 2, false);
        row("no limit", "rate-limit", 0, true);
        row("the least limit", "rate-limit", 1 << 20, true);
        row("the highest limit", "rate-limit", qint64{1} << 40, true);
        row("a limit below", "rate-limit", (1 << 20) - 1, false);
        row("a limit above", "rate-limit", (qint64{1} << 40) + (1 << 20), false);
        row("a limit that is no whole MiB", "rate-limit", (3 << 20) + 512, false);
        row("a negative limit", "rate-limit", -(1 << 20), false);
    }
    void refusesAChoiceOfCopyingThatIsNone()
    {
        QFETCH(const QString, key);
        QFETCH(const QCborValue, value);
        QFETCH(const bool, isPermitted);
        QCborMap map = encode(sampleDesign());
        QCborMap copying = map[QLatin1StringView("copying")].toMap();
        QVERIFY(copying.contains(key));
        copying[key] = value;
        map[QLatin1StringView("copying")] = copying;
        QCOMPARE(wire::decodeDesign(map).has_value(), isPermitted);
    }

    void refusesMoreUnreadRangesThanACopyGoesOnWith()
    {
        Report report;
        report.steps.resize(1);
        report.steps[0].unread.resize(unreadRangesMax);
        QVERIFY(wire::decodeReport(encode(report)));
        report.steps[0].unread.resize(unreadRangesMax + 1);
        QVERIFY(!wire::decodeReport(encode(report)));
    }

    void refusesMoreThan1024Partitions()
    {
        Design design;
        design.partitions.resize(1024);
        QVERIFY(wire::decodeDesign(encode(design)));
        design.partitions.resize(1025);
        QVERIFY(!wire::decodeDesign(encode(design)));
    }

    void refusesMoreThan4096ClonesInAll()
    {
        Design design;
        design.partitions.resize(5);
        for (PartitionDesign &partition : design.partitions)
            partition.clones.resize(819);
        design.partitions[0].clones.resize(820);
        QVERIFY(wire::decodeDesign(encode(design)));
        design.partitions[1].clones.resize(820);
        QVERIFY(!wire::decodeDesign(encode(design)));
    }

    void refusesAnExtentThatReachesTooFar()
    {
        Plan plan{.fingerprint = {},
                  .steps = {step::CopyBlocks{
                      .partition = 1, .source = {Offset(1), Bytes(wire::bytesMax - 1)}, .targets = {}}}};
        QVERIFY(wire::decodePlan(encode(plan)));
        std::get<step::CopyBlocks>(plan.steps[0]).source.begin = Offset(2);
        QVERIFY(!wire::decodePlan(encode(plan)));
    }

    void refusesAnUnknownStep()
    {
        const QString key = QStringLiteral("steps");
        QCborMap map = encode(Plan{.fingerprint = "f", .steps = {step::SaveTable()}});
        QVERIFY(wire::decodePlan(map));
        map[key] = QCborArray{QCborMap{{QStringLiteral("run-command"), QCborMap()}}};
        QVERIFY(!wire::decodePlan(map));
        map[key] = QCborArray{QCborMap{{QStringLiteral("save-table"), QCborMap()},
                                       {QStringLiteral("check-identifiers"), QCborMap()}}};
        QVERIFY(!wire::decodePlan(map));
    }

    void refusesBytesThatAreNotOneMap_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isPermitted");
        const QByteArray good = toBytes({{QStringLiteral("a"), 1}});
        QTest::newRow("a map") << good << true;
        QTest::newRow("an empty map") << QByteArray("\xa0") << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("a list") << QByteArray("\x80") << false;
        QTest::newRow("a byte after the end") << good + '\0' << false;
        QTest::newRow("a map after the end") << good + good << false;
        QTest::newRow("cut short") << good.chopped(1) << false;
        QTest::newRow("length cut short") << QByteArray("\xb9\x00", 2) << false;
        QTest::newRow("more announced than there is") << QByteArray("\xa2\x61\x61\x01", 4) << false;
        QTest::newRow("number not in its shortest form") << QByteArray("\xa1\x61\x61\x18\x01", 5) << false;
        QTest::newRow("map of unknown length") << QByteArray("\xbf\x61\x61\x01\xff", 5) << false;
        QTest::newRow("text in pieces") << QByteArray("\xa1\x61\x61\x7f\x61\x62\xff", 7) << false;
        QTest::newRow("two gigabytes announced")
            << QByteArray("\xa1\x61\x61\x5a\x7f\xff\xff\xff", 8) << false;
        QTest::newRow("two thousand million items announced")
            << QByteArray("\xa1\x61\x61\x9a\x7f\xff\xff\xff", 8) << false;
        QTest::newRow("48 deep") << toBytes(nest(48)) << true;
        QTest::newRow("49 deep") << toBytes(nest(49)) << false;
        QTest::newRow("a million deep") << QByteArray("\xa1\x61\x61") + QByteArray(1 << 20, '\x81') << false;
        QTest::newRow("text of 64 KiB") << toBytes({{QStringLiteral("a"), QString(65536, u'x')}}) << true;
        QTest::newRow("text over 64 KiB") << toBytes({{QStringLiteral("a"), QString(65537, u'x')}}) << false;
        QTest::newRow("too many items")
            << QByteArray("\xa1\x61\x61\x9a\x00\x20\x00\x00", 8) + QByteArray(2 << 20, '\0') << false;
        QTest::newRow("too many bytes") << QByteArray((64 << 20) + 1, '\xa0') << false;
    }

    void refusesBytesThatAreNotOneMap()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const bool, isPermitted);
        const Result<QCborMap> map = fromBytes(bytes);
        QCOMPARE(map.has_value(), isPermitted);
        if (!isPermitted)
            QCOMPARE(map.error().code, ErrorCode::Invalid);
    }

    void everyFlippedByteIsRefusedOrReadAsWhatItSays()
    {
        wire::RandomArchive random(7);
        const QByteArray good = toBytes(encode(random.value<Progress>()));
        for (qsizetype at = 0; at < good.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray bytes = good;
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
                const Result<QCborMap> map = fromBytes(bytes);
                if (!map)
                    continue;
                const Result<Progress> read = wire::decodeProgress(*map);
                QVERIFY(!read || toBytes(encode(*read)) == bytes);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_codec.moc"
