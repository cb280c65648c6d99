// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/files/root_file.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/crash_device.h"
#include "tests/support/table_viewer.h"

#include <QTest>

#include <array>
#include <cstring>
#include <set>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr std::int64_t blockSize = 4096;

/// A disk and what shall become of it.
struct Case
{
    SparseBytes disk;
    std::vector<Edit> edits;
    bool isCheap = true;  ///< no external tools: every operation and many seeds
};

/// Fills the middle of an extent and its ends, with holes between: three pieces, two of them data.
void fill(SparseBytes &disk, Extent extent, unsigned seed)
{
    const Bytes part = std::min(extent.size, 64_KiB);
    disk.write(extent.begin, noise(static_cast<std::size_t>(part.count()), seed));
    disk.write(extent.end() - part, noise(static_cast<std::size_t>(part.count()), seed + 1));
}

SparseBytes diskWith(const QByteArray &script, Bytes size)
{
    SparseBytes content = diskOf(script, size);
    MemoryDevice disk(content);
    for (const Partition &partition : inventoryOn(disk).partitions) {
        if (partition.entry != EntryKind::Extended)
            fill(content, partition.extent, static_cast<unsigned>(partition.number) * 10);
    }
    return content;
}

/// With which status a tool ends that is given the partition.
int toolStatus(MemoryDevice &disk, Extent where, const std::string &program,
               std::vector<std::string> arguments)
{
    auto window = PartitionWindow::open(disk, where, PartitionWindow::Access::ReadWrite).value();
    arguments.push_back(window->path());
    const ToolOutput output = runChild(MadeContent::place(program), arguments, {}).value();
    if (!window->close())
        qFatal("%s: %s", program.c_str(), output.lastLine().c_str());
    return output.status;
}

void makeContent(SparseBytes &content, int number, const std::string &program,
                 const std::vector<std::string> &arguments)
{
    MemoryDevice disk(content);
    const Inventory inventory = inventoryOn(disk);
    const Extent where = findPartition(inventory, number)->extent;
    disk.content().zero(where);
    if (toolStatus(disk, where, program, arguments) != 0)
        qFatal("%s failed", program.c_str());
    content = disk.content();
}

const QByteArray gptScript = "label: gpt\nfirst-lba: 34\n"
                             "1 : start=2048, size=2048, name=\"p.legacy\"\n"
                             "2 : start=4096, size=18432, name=\"p.lxboot\"\n"
                             "3 : start=22528, size=4096, name=\"p.lxhome\"\n";
const QByteArray mbrPrimaries =
    "label: dos\n1 : start=2048, size=4096, bootable\n2 : start=6144, size=4096\n";
const QByteArray mbrLogicals =
    "label: dos\n1 : start=2048, size=4096, bootable\n2 : start=8192, size=65536, type=5\n"
    "5 : start=10240, size=4096\n6 : start=18432, size=4096\n";

std::vector<Edit> clones(std::vector<std::pair<int, int>> counts, Placement placement)
{
    std::vector<Edit> edits{edit::SetPlacement{.placement = placement}};
    for (const auto &[number, count] : counts) {
        edits.emplace_back(edit::SetName{.number = number, .name = "part" + std::to_string(number)});
        edits.emplace_back(edit::SetClones{.number = number, .count = count});
    }
    return edits;
}

Case withFileSystems(Placement placement)
{
    Case made{.disk = diskWith("label: gpt\nfirst-lba: 34\n"
                               "1 : start=2048, size=8192, name=\"EFI\"\n"
                               "2 : start=10240, size=8192, name=\"p.lxroot\"\n",
                               24_MiB),
              .edits = {edit::SetPlacement{.placement = placement}, edit::SetClones{.number = 2, .count = 1}},
              .isCheap = false};
    if (placement == Placement::FreeSpace)
        made.edits.emplace_back(edit::SetClones{.number = 1, .count = 1});
    makeContent(made.disk, 1, "mkfs.fat", {"-F", "12"});
    makeContent(made.disk, 2, "mkfs.ext4", {"-q", "-F", "-b", "1024"});
    return made;
}

/// A FAT whose place its clone takes: both must say where they begin, and neither did before.
Case withMovedFat()
{
    Case made{.disk =
                  diskWith("label: gpt\nfirst-lba: 34\n1 : start=2048, size=8192, name=\"EFI\"\n", 16_MiB),
              .edits = clones({{1, 1}}, Placement::Adjacent),
              .isCheap = false};
    makeContent(made.disk, 1, "mkfs.fat", {"-F", "12"});
    return made;
}

const std::map<QByteArray, std::function<Case()>> cases{
    {"gpt, free space",
     [] {
         return Case{.disk = diskWith(gptScript, 40_MiB),
                     .edits = clones({{2, 1}, {3, 2}}, Placement::FreeSpace)};
     }},
    {"gpt, adjacent",
     [] {
         return Case{.disk = diskWith(gptScript, 40_MiB), .edits = clones({{3, 2}}, Placement::Adjacent)};
     }},
    {"mbr, primaries",
     [] {
         return Case{.disk = diskWith(mbrPrimaries, 24_MiB), .edits = clones({{2, 2}}, Placement::FreeSpace)};
     }},
    {"mbr, adjacent",
     [] {
         return Case{.disk = diskWith(mbrPrimaries, 24_MiB), .edits = clones({{2, 1}}, Placement::Adjacent)};
     }},
    {"mbr, logicals",
     [] {
         return Case{.disk = diskWith(mbrLogicals, 40_MiB),
                     .edits = clones({{5, 1}, {6, 1}}, Placement::FreeSpace)};
     }},
    {"fat and ext4, free space", [] { return withFileSystems(Placement::FreeSpace); }},
    {"fat and ext4, adjacent", [] { return withFileSystems(Placement::Adjacent); }},
    {"fat, adjacent", withMovedFat},
};

using BlockSet = std::set<std::int64_t>;

/// The blocks, by number in the extent, of which any byte was ever written.
void addData(BlockSet &blocks, const SparseBytes &disk, Extent within)
{
    for (const Extent &data : disk.dataIn(within)) {
        const std::int64_t end = (data.end() - within.begin).count();
        for (std::int64_t at = (data.begin - within.begin).count() / blockSize; at * blockSize < end; ++at)
            blocks.insert(at);
    }
}

/// The blocks, by number in the extent, in which `a` at `atA` and `b` at `atB` differ.
BlockSet differences(const SparseBytes &a, Extent atA, const SparseBytes &b, Offset atB)
{
    BlockSet candidates;
    addData(candidates, a, atA);
    addData(candidates, b, {.begin = atB, .size = atA.size});
    BlockSet result;
    std::array<std::byte, blockSize> left{};
    std::array<std::byte, blockSize> right{};
    for (const std::int64_t block : candidates) {
        const Bytes at(block * blockSize);
        const auto length = static_cast<std::size_t>(std::min(Bytes(blockSize), atA.size - at).count());
        a.read(atA.begin + at, std::span(left).first(length));
        b.read(atB + at, std::span(right).first(length));
        if (std::memcmp(left.data(), right.data(), length) != 0)
            result.insert(block);
    }
    return result;
}

/// What a FAT's boot sector says of where it begins.
std::uint32_t hiddenSectors(const SparseBytes &disk, Extent where)
{
    std::uint32_t value = 0;
    const std::vector<std::byte> field = disk.read({.begin = where.begin + 28_B, .size = 4_B});
    for (std::size_t i = field.size(); i-- > 0;)
        value = value << 8U | std::to_integer<std::uint32_t>(field[i]);
    return value;
}

/// The table that one WriteTable publishes, as it is seen, and what each of its partitions may
/// differ in from the old partition that it is, or is a copy of.
struct Stage
{
    SeenTable seen;
    std::vector<Slot> entries;
    std::map<int, BlockSet> mayDiffer;  ///< by number
};

int explore()
{
    return std::max(1, qEnvironmentVariableIntValue("PARTERRE_EXPLORE"));
}

}

class TestPowerCut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsAWholeDiskAfterEveryCut_data() { allCases(); }
    void showsAWholeDiskAfterEveryCut();
    void leavesARootThatCanBePutRightAfterACutInItsPartids();

private:
    static void allCases();
    void rehearse();
    [[nodiscard]] QString faultOf(const SparseBytes &survivor, bool isOver) const;
    [[nodiscard]] QString faultOf(const SparseBytes &survivor, const Stage &stage) const;
    [[nodiscard]] QString faultBesides(const SparseBytes &survivor, const SparseBytes &before) const;

    std::optional<Case> m_case;
    std::unique_ptr<Workbench> m_bench;
    std::vector<Stage> m_stages;  ///< the old table first
    int m_operations = 0;
};

void TestPowerCut::initTestCase()
{
    if (!canOpenWindows())
        QSKIP("SKIPPED WITHOUT FUSE: the power cut tests of formatted partitions need windows on them");
}

void TestPowerCut::allCases()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &[name, make] : cases)
        QTest::newRow(name.constData()) << name;
}

/// Runs the job once to its end and learns from it what may be seen on the way.
void TestPowerCut::rehearse()
{
    MemoryDevice before(m_case->disk);
    const Inventory inventory = inventoryOn(before);
    m_bench = Workbench::planned(inventory, m_case->edits);
    m_stages.clear();
    m_stages.push_back({.seen = seenByLinux(m_case->disk, 512_B),
                        .entries = m_bench->job.derived.now.slots,
                        .mayDiffer = {}});
    Mains mains;
    CrashDevice disk(m_case->disk, mains);
    const Plan whole = m_bench->job.derived.plan;
    std::vector<SparseBytes> contents;
    // Each stage is what a plan that ends with its table leaves; what comes later is done with it.
    for (std::size_t which = 0; m_bench->stepAt("write-table", which) < whole.steps.size(); ++which) {
        CrashDevice stage(m_case->disk, mains);
        const std::size_t end = m_bench->stepAt("write-table", which);
        m_bench->job.derived.plan.steps.resize(end + 1);
        const Report report = m_bench->run(stage);
        m_bench->job.derived.plan = whole;
        QVERIFY2(!report.error, wordsOf(report).c_str());
        m_stages.push_back({.seen = seenByLinux(stage.survivor(0), 512_B),
                            .entries = std::get<step::WriteTable>(whole.steps[end]).slots,
                            .mayDiffer = {}});
    }
    const int drawn = mains.drawn();
    const Report report = m_bench->run(disk);
    QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
    QVERIFY(report.warnings.empty());
    m_operations = mains.drawn() - drawn;
    for (Stage &stage : m_stages) {
        for (const Slot &slot : stage.entries) {
            const Partition *const source = findPartition(inventory, slot.source);
            if (source != nullptr && slot.entry != EntryKind::Extended)
                stage.mayDiffer[slot.number] =
                    differences(disk.survivor(0), slot.extent, m_case->disk, source->extent.begin);
        }
    }
}

QString TestPowerCut::faultOf(const SparseBytes &survivor, const Stage &stage) const
{
    const bool isOld = &stage == &m_stages.front();
    for (const Slot &slot : stage.entries) {
        const Partition *const source = findPartition(m_bench->job.inventory, slot.source);
        if (source == nullptr || slot.entry == EntryKind::Extended)
            continue;
        const QString what = QStringLiteral("partition %1").arg(slot.number);
        const BlockSet &allowed = stage.mayDiffer.at(slot.number);
        for (const std::int64_t block :
             differences(survivor, slot.extent, m_case->disk, source->extent.begin)) {
            if (isOld || !allowed.contains(block))
                return what + QStringLiteral(" differs in block %1").arg(block);
        }
        if (slot.content.uuid.empty())
            continue;
        MemoryDevice disk(survivor);
        const Result<Content> content = probeContent(disk, slot.extent);
        if (!content || content->uuid != slot.content.uuid || content->kind != slot.content.kind)
            return what + QStringLiteral(" does not carry its identifier");
        if (slot.isNew && content->uuid == source->content.uuid)
            return what + QStringLiteral(" carries its origin's identifier");
        const auto sectors = static_cast<std::uint32_t>((slot.extent.begin - Offset()) / 512_B);
        const bool isMoved = slot.extent != source->extent;
        if (isFat(content->kind) && isMoved && hiddenSectors(survivor, slot.extent) != sectors)
            return what + QStringLiteral(" says that it begins elsewhere");
    }
    return {};
}

/// What is wrong with the disk that a power cut left; empty: nothing.
QString TestPowerCut::faultOf(const SparseBytes &survivor, bool isOver) const
{
    SeenTable last;
    for (const auto view : {&seenByLinux, &seenByUefi}) {
        const SeenTable seen = view(survivor, 512_B);
        if (seen && seen == last)
            continue;
        last = seen;
        const auto stage = std::ranges::find(m_stages, seen, &Stage::seen);
        if (stage == m_stages.end() || !seen)
            return QStringLiteral("a table that nobody planned");
        if (isOver && stage != m_stages.end() - 1)
            return QStringLiteral("not the new table after success");
        if (const QString fault = faultOf(survivor, *stage); !fault.isEmpty())
            return QStringLiteral("table %1: ").arg(stage - m_stages.begin()) + fault;
    }
    return {};
}

void TestPowerCut::showsAWholeDiskAfterEveryCut()
{
    QFETCH(const QByteArray, name);
    m_case = cases.at(name)();
    rehearse();
    if (QTest::currentTestFailed())
        return;
    const int stride = m_case->isCheap ? 1 : std::max(1, m_operations / (20 * explore()));
    const std::uint64_t seeds = std::uint64_t(m_case->isCheap ? 12 : 6) * static_cast<unsigned>(explore());
    qInfo("%d operations, every %d. of them, %d seeds", m_operations, stride, static_cast<int>(seeds));
    for (int operations = 0; operations <= m_operations + stride; operations += stride) {
        Mains mains(operations);
        CrashDevice disk(m_case->disk, mains);
        const bool isOver = m_bench->run(disk).isSuccess();
        // Tools may write in other portions another time.
        QVERIFY(isOver == (operations >= m_operations) || !m_case->isCheap);
        for (std::uint64_t seed = 0; seed < (disk.isDirty() ? seeds : 1); ++seed) {
            const QString fault = faultOf(disk.survivor(seed), isOver);
            QVERIFY2(fault.isEmpty(),
                     qPrintable(QStringLiteral("cut at %1 of %2, seed %3: %4")
                                    .arg(operations)
                                    .arg(m_operations)
                                    .arg(seed)
                                    .arg(fault)));
        }
    }
}

/// What else than the roots a cut in WritePartids has changed; empty: nothing.
QString TestPowerCut::faultBesides(const SparseBytes &survivor, const SparseBytes &before) const
{
    if (seenByLinux(survivor, 512_B) != seenByLinux(before, 512_B))
        return QStringLiteral("the table");
    for (const Slot &slot : m_bench->job.derived.designed.slots) {
        if (!isExt(slot.content.kind)
            && !differences(survivor, slot.extent, before, slot.extent.begin).empty())
            return QStringLiteral("partition %1").arg(slot.number);
    }
    return {};
}

/// A file system that is being written to may be torn. Nobody takes half a file for config.partids
/// then, and e2fsck puts it right: with the whole file, or with none.
void TestPowerCut::leavesARootThatCanBePutRightAfterACutInItsPartids()
{
    m_case = withFileSystems(Placement::FreeSpace);
    MemoryDevice disk(m_case->disk);
    m_bench = Workbench::planned(inventoryOn(disk), m_case->edits);
    Plan &plan = m_bench->job.derived.plan;
    const Plan whole = plan;
    const std::size_t first = m_bench->stepAt("write-partids");
    QVERIFY(first < whole.steps.size());
    plan.steps.resize(first);
    QVERIFY(m_bench->run(disk).isSuccess());
    plan = whole;
    const SparseBytes before = disk.content();
    std::set<bool> seen;
    bool isOver = false;
    for (int operations = 0; !isOver; ++operations) {
        Mains mains(operations);
        CrashDevice crash(before, mains);
        isOver = m_bench->run(crash, first).isSuccess();
        for (std::uint64_t seed = 0; seed < (crash.isDirty() ? 4U : 1U); ++seed) {
            disk.content() = crash.survivor(seed);
            const QString where = QStringLiteral("cut at %1, seed %2: ").arg(operations).arg(seed);
            const QString fault = faultBesides(disk.content(), before);
            QVERIFY2(fault.isEmpty(), qPrintable(where + fault));
            for (const Step &step : whole.steps) {
                const auto *const partids = std::get_if<step::WritePartids>(&step);
                if (partids == nullptr)
                    continue;
                const auto read = [&] {
                    return readRootFile(disk, partids->where, partids->kind, "/config.partids", 1 << 20);
                };
                const auto torn = read();
                QVERIFY2(!torn || !torn->has_value() || *torn == partids->text, qPrintable(where));
                QVERIFY2(toolStatus(disk, partids->where, "e2fsck", {"-f", "-y"}) <= 1, qPrintable(where));
                QCOMPARE(toolStatus(disk, partids->where, "e2fsck", {"-f", "-n"}), 0);
                const auto mended = read();
                QVERIFY2(mended && (!mended->has_value() || *mended == partids->text), qPrintable(where));
                QVERIFY2(!isOver || mended->has_value(), qPrintable(where));
                seen.insert(mended->has_value());
            }
        }
    }
    QCOMPARE(seen.size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_power_cut.moc"
