// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: power_cuts

#include "core/layout/lock_slots.h"
#include "core/model/part_types.h"
#include "helper/remap/in_place.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"
#include "tests/support/table_image.h"
#include "tests/support/table_viewer.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

Extent mib(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin << 20U), .size = Bytes(size << 20U)};
}

/// A disk with partitions full of noise, and what shall become of it.
struct Case
{
    SparseBytes disk;
    InPlaceOrder order;
};

TableReading readingOf(const SparseBytes &content)
{
    MemoryDevice disk(content);
    const auto reading = readTable(disk, plainTopology());
    if (!reading)
        qFatal("%s", reading.error().detail.c_str());
    return *reading;
}

/// #1 stays at 1 MiB, and each other one goes where `to` says, or to several places.
Case caseOf(const QByteArray &script, const std::map<int, std::vector<std::int64_t>> &to,
            const std::array<Extent, 2> &journal, const std::vector<Extent> &scratch)
{
    Case one{.disk = diskOf(script, 64_MiB), .order = {}};
    std::mt19937_64 random(1);
    InPlaceOrder &order = one.order;
    order.before = slotsOf(readingOf(one.disk).partitions);
    int number = 20;
    std::vector<Extent> inMotion = scratch;
    for (const Slot &slot : order.before) {
        for (Bytes at; at < slot.extent.size; at += 64_KiB) {
            const std::uint64_t word = random();
            one.disk.write(slot.extent.begin + at, std::as_bytes(std::span(&word, 1)));
        }
        const auto found = to.find(slot.number);
        order.after.push_back(slot);
        if (found == to.end())
            continue;
        Move move{.source = slot.extent, .destinations = {}};
        inMotion.push_back(slot.extent);
        for (const std::int64_t begin : found->second) {
            move.destinations.push_back(mib(begin, 0).begin);
            order.after.back().extent.begin = mib(begin, 0).begin;
            inMotion.push_back(order.after.back().extent);
            if (begin != found->second.back()) {
                order.after.back().number = ++number % 4 + 4;
                order.after.back().guid = Uuid::draw().toString();
                order.after.push_back(slot);
            }
        }
        order.moves.push_back(std::move(move));
    }
    order.room = {.scratch = scratch, .epochMax = 2_MiB, .directMin = 1_MiB, .slotMax = 1_MiB};
    order.journal = journal;
    Layout now{.slots = order.before};
    now.table = readingOf(one.disk).table;
    const auto locked = lockSlots(now, inMotion, journal, Uuid::draw);
    if (!locked)
        qFatal("no lock");
    order.meanwhile = *locked;
    order.finishing = {std::byte{1}, std::byte{2}};
    return one;
}

const QByteArray threeOnGpt = "label: gpt\n1 : start=1MiB, size=2MiB\n2 : start=4MiB, size=6MiB\n"
                              "3 : start=12MiB, size=9MiB\n";
const QByteArray threeOnMbr = "label: dos\n1 : start=1MiB, size=2MiB\n2 : start=4MiB, size=6MiB\n";
const std::array<Extent, 2> behind{mib(60, 1), mib(62, 1)};

const std::map<QByteArray, std::function<Case()>> cases{
    {"gpt, to the right over itself", [] { return caseOf(threeOnGpt, {{3, {15}}}, behind, {}); }},
    {"gpt, to the left over itself, through scratch",
     [] { return caseOf(threeOnGpt, {{3, {11}}}, behind, {mib(40, 4)}); }},
    {"gpt, changes places", [] { return caseOf(threeOnGpt, {{2, {14}}, {3, {4}}}, behind, {mib(30, 2)}); }},
    {"gpt, a clone before its origin", [] { return caseOf(threeOnGpt, {{3, {11, 20}}}, behind, {}); }},
    {"mbr, to the right over itself", [] { return caseOf(threeOnMbr, {{2, {7}}}, behind, {}); }},
};

bool isSame(const SparseBytes &one, const std::vector<Slot> &slots, const SparseBytes &other,
            const std::function<Offset(const Slot &)> &from)
{
    return std::ranges::all_of(slots, [&](const Slot &slot) {
        return one.read(slot.extent) == other.read({.begin = from(slot), .size = slot.extent.size});
    });
}

/// Everything at once, as far as it is by itself: an error as a sentence.
std::string finish(BlockDevice &disk)
{
    Result<std::optional<InPlace>> found = InPlace::find(disk, plainTopology());
    if (!found)
        return found.error().detail;
    if (!*found)
        return {};
    if (const auto moved = (*found)->move({}); !moved)
        return moved.error().detail;
    const Result<> published = (*found)->publish();
    const Result<> erased = published ? (*found)->erase() : published;
    return erased ? std::string() : erased.error().detail;
}

}

class TestInPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void movesAndShowsTheNewTable_data() { allCases(); }
    void movesAndShowsTheNewTable();
    void noTableShowsHalfMovedDataAfterAnyPowerCut_data() { allCases(); }
    void noTableShowsHalfMovedDataAfterAnyPowerCut();
    void whatAPowerCutLeftGoesBack_data() { allCases(); }
    void whatAPowerCutLeftGoesBack();
    void goesBackAfterAnyPowerCut_data() { allCases(); }
    void goesBackAfterAnyPowerCut();
    void refusesWhatHasNoScratch();
    void refusesWhatCannotBeReadBeforeAnythingIsWritten();
    void refusesToGoBackOrToPublishAtTheWrongTime();
    void whatFinishesAMoveIsNotUndoneByTakingItUpAgain();

private:
    static void allCases();
    [[nodiscard]] bool isNew(const SparseBytes &disk) const;
    [[nodiscard]] bool isOld(const SparseBytes &disk) const;
    /// Whether what Linux and UEFI see is a table whose partitions hold what they should.
    [[nodiscard]] bool isWhole(const SparseBytes &disk) const;

    std::optional<Case> m_case;
    SeenTable m_before;
    SeenTable m_locked;
    SeenTable m_after;
};

void TestInPlace::allCases()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &[name, make] : cases)
        QTest::newRow(name.constData()) << name;
}

void TestInPlace::init()
{
    const QByteArray tag = QTest::currentDataTag();
    m_case = cases.at(tag.isEmpty() ? QByteArray("gpt, changes places") : tag)();
    m_before = seenByLinux(m_case->disk, 512_B);
    const auto seenWith = [&](const std::vector<Slot> &slots) {
        MemoryDevice disk(m_case->disk);
        const auto encoded = encodeTable(disk, plainTopology(), slots);
        if (!encoded || !commitTable(disk, *encoded))
            qFatal("%s", encoded ? "" : encoded.error().detail.c_str());
        return seenByLinux(disk.content(), 512_B);
    };
    m_locked = seenWith(m_case->order.meanwhile);
    m_after = seenWith(m_case->order.after);
}

bool TestInPlace::isNew(const SparseBytes &disk) const
{
    const InPlaceOrder &order = m_case->order;
    return seenByLinux(disk, 512_B) == m_after
        && isSame(disk, order.after, m_case->disk, [&](const Slot &slot) {
               for (const Move &move : order.moves) {
                   if (std::ranges::contains(move.destinations, slot.extent.begin)
                       && move.source.size == slot.extent.size)
                       return move.source.begin;
               }
               return slot.extent.begin;
           });
}

bool TestInPlace::isOld(const SparseBytes &disk) const
{
    return seenByLinux(disk, 512_B) == m_before
        && isSame(disk, m_case->order.before, m_case->disk,
                  [](const Slot &slot) { return slot.extent.begin; });
}

bool TestInPlace::isWhole(const SparseBytes &disk) const
{
    const SeenTable linuxSees = seenByLinux(disk, 512_B);
    const SeenTable uefiSees = seenByUefi(disk, 512_B);
    const bool isUefiRight = !QByteArray(QTest::currentDataTag()).startsWith("gpt") || uefiSees == m_before
        || uefiSees == m_locked || uefiSees == m_after;
    return isUefiRight && (linuxSees == m_locked || isOld(disk) || isNew(disk));
}

void TestInPlace::movesAndShowsTheNewTable()
{
    MemoryDevice disk(m_case->disk);
    auto move = InPlace::begin(disk, plainTopology(), m_case->order, {});
    QVERIFY2(move, move ? "" : move.error().detail.c_str());
    QVERIFY(move->phase() == Phase::Prepared);
    QVERIFY(isOld(disk.content()));
    std::vector<SeenTable> seen;
    const auto moved =
        move->move({}, [&](const MoveProgress &) { seen.push_back(seenByLinux(disk.content(), 512_B)); });
    QVERIFY2(moved, moved ? "" : moved.error().detail.c_str());
    QVERIFY(!seen.empty()
            && std::ranges::all_of(seen, [&](const SeenTable &one) { return one == m_locked; }));
    QVERIFY(move->phase() == Phase::Moved);
    QVERIFY(move->body().finishing == m_case->order.finishing);
    QVERIFY(move->publish());
    QVERIFY(isNew(disk.content()));
    QVERIFY(move->phase() == Phase::Published);
    QVERIFY(move->erase());
    const auto found = InPlace::find(disk, plainTopology());
    QVERIFY(found && !*found);
    TableImage image(disk.content());
    QVERIFY2(image.sfdisk({}, {"--verify"}), image.output().constData());
}

void TestInPlace::noTableShowsHalfMovedDataAfterAnyPowerCut()
{
    Mains mains;
    CrashDevice disk(m_case->disk, mains);
    int points = 0;
    disk.watch([&](const CrashDevice &now) {
        for (std::uint64_t way = 0; way < 3; ++way, ++points) {
            const SparseBytes survivor = now.survivor(static_cast<std::uint64_t>(points) % 7 + 7 * way);
            if (!isWhole(survivor))
                QFAIL(qPrintable(QStringLiteral("point %1: half moved").arg(points)));
            if (way > 0)
                continue;
            MemoryDevice again(survivor);
            const std::string said = finish(again);
            if (!said.empty() || !(isNew(again.content()) || isOld(again.content())))
                QFAIL(qPrintable(QStringLiteral("point %1: not finished: %2").arg(points).arg(said.c_str())));
        }
    });
    auto move = InPlace::begin(disk, plainTopology(), m_case->order, {});
    QVERIFY(move && move->move({}) && move->publish() && move->erase());
    disk.watch({});
    QVERIFY(isNew(disk.survivor(0)));
    qInfo("%d crash points", points);
}

void TestInPlace::whatAPowerCutLeftGoesBack()
{
    Mains mains;
    CrashDevice disk(m_case->disk, mains);
    int points = 0;
    disk.watch([&](const CrashDevice &now) {
        MemoryDevice again(now.survivor(static_cast<std::uint64_t>(points++) % 21));
        auto found = InPlace::find(again, plainTopology());
        QVERIFY(found);
        const auto phase = *found ? (*found)->phase() : Result<Phase>(Phase::Moved);
        if (!phase || *phase == Phase::Moved || *phase == Phase::Published)
            return;
        const auto back = (*found)->goBack({});
        if (!back || !isOld(again.content()))
            QFAIL(qPrintable(QStringLiteral("point %1: %2")
                                 .arg(points)
                                 .arg(back ? "not as it was" : back.error().detail.c_str())));
    });
    auto move = InPlace::begin(disk, plainTopology(), m_case->order, {});
    QVERIFY(move && move->move({}) && move->publish());
    QVERIFY(points > 20);
}

void TestInPlace::goesBackAfterAnyPowerCut()
{
    // Moved half-way, then back: cut while it goes back, and finished by another process.
    MemoryDevice halfWay(m_case->disk);
    std::stop_source stop;
    {
        auto move = InPlace::begin(halfWay, plainTopology(), m_case->order, {});
        QVERIFY(move);
        (void)move->move(stop.get_token(), [&](const MoveProgress &progress) {
            if (2 * progress.epoch >= progress.epochs)
                stop.request_stop();
        });
        if (move->phase() != Phase::Moving)
            QSKIP("this one is done in an epoch or two");
    }
    Mains mains;
    CrashDevice disk(halfWay.content(), mains);
    int points = 0;
    disk.watch([&](const CrashDevice &now) {
        const SparseBytes survivor = now.survivor(static_cast<std::uint64_t>(points++) % 21);
        if (!isWhole(survivor))
            QFAIL(qPrintable(QStringLiteral("point %1: half moved").arg(points)));
        MemoryDevice again(survivor);
        const std::string said = finish(again);
        // What was cut off before the way back was written down goes on as it was begun.
        if (!said.empty() || !(isNew(again.content()) || isOld(again.content())))
            QFAIL(qPrintable(QStringLiteral("point %1: not finished: %2").arg(points).arg(said.c_str())));
    });
    auto found = InPlace::find(disk, plainTopology());
    QVERIFY(found && *found);
    const auto back = (*found)->goBack({});
    QVERIFY2(back, back ? "" : back.error().detail.c_str());
    disk.watch({});
    QVERIFY(points > 20);
    QVERIFY(isOld(disk.survivor(0)));
}

void TestInPlace::refusesWhatHasNoScratch()
{
    MemoryDevice memory(m_case->disk);
    RecordingDevice disk(memory);
    InPlaceOrder order = m_case->order;
    order.room.scratch.clear();
    order.moves = {{.source = mib(4, 6), .destinations = {mib(12, 0).begin}},
                   {.source = mib(12, 6), .destinations = {mib(4, 0).begin}}};
    const auto refused = InPlace::begin(disk, plainTopology(), order, {});
    QVERIFY(!refused && refused.error().code == ErrorCode::Refused);
    QVERIFY2(refused.error().detail.contains("more of free space"), refused.error().detail.c_str());
    QVERIFY(std::ranges::none_of(disk.operations(), [](const RecordingDevice::Operation &one) {
        return one.kind == RecordingDevice::Operation::Kind::Write;
    }));
    QVERIFY(InPlace::begin(disk, plainTopology(), m_case->order, {}));
}

void TestInPlace::refusesWhatCannotBeReadBeforeAnythingIsWritten()
{
    MemoryDevice memory(m_case->disk);
    FaultyDevice disk(memory);
    disk.failReadsOf({.begin = Offset(std::int64_t{15} << 20U), .size = 512_B});
    const auto failed = InPlace::begin(disk, plainTopology(), m_case->order, {});
    QVERIFY(!failed && failed.error().code == ErrorCode::Io);
    QVERIFY(memory.content() == m_case->disk);
}

void TestInPlace::refusesToGoBackOrToPublishAtTheWrongTime()
{
    MemoryDevice disk(m_case->disk);
    auto move = InPlace::begin(disk, plainTopology(), m_case->order, {});
    QVERIFY(move);
    QVERIFY(!move->publish());
    QVERIFY(isOld(disk.content()));
    QVERIFY(move->move({}));
    QVERIFY(!move->goBack({}));
    QVERIFY(!move->erase());
    QVERIFY(move->publish());
    QVERIFY(isNew(disk.content()));
}

void TestInPlace::whatFinishesAMoveIsNotUndoneByTakingItUpAgain()
{
    MemoryDevice disk(m_case->disk);
    const std::array changed{std::byte{0x5A}, std::byte{0x5A}};
    {
        auto move = InPlace::begin(disk, plainTopology(), m_case->order, {});
        QVERIFY(move && move->move({}));
        // Another identifier, at the end of what was written last.
        for (const Slot &slot : m_case->order.after)
            QVERIFY(disk.write(slot.extent.end() - 512_B, changed));
    }
    const std::string said = finish(disk);
    QVERIFY2(said.empty(), said.c_str());
    for (const Slot &slot : m_case->order.after) {
        std::array<std::byte, 2> found{};
        QVERIFY(disk.read(slot.extent.end() - 512_B, found));
        QVERIFY(found == changed);
    }
}

QTEST_GUILESS_MAIN(TestInPlace)
#include "tst_in_place.moc"
