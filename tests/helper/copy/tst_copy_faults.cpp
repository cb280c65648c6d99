// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_device.h"
#include "helper/copy/copier.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <malloc.h>
#include <thread>
#include <vector>

#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Bytes diskSize = 16_MiB;
constexpr Extent source{.begin = Offset() + 1_MiB, .size = 4_MiB};
constexpr Offset first = Offset() + 6_MiB;
constexpr Offset second = Offset() + 11_MiB;

/// In six pieces, of which one begins and ends at odd places.
const std::vector<Extent> used{{.begin = source.begin, .size = 4096_B},
                               {.begin = source.begin + 65000_B, .size = 9000_B},
                               {.begin = source.begin + 1_MiB, .size = 2_MiB + 512_KiB},
                               {.begin = source.end() - 8192_B, .size = 8192_B}};

const SparseBytes &disk()
{
    static const SparseBytes made = [] {
        SparseBytes content(diskSize);
        content.write(source.begin, noise(static_cast<std::size_t>(source.size.count()), 1));
        content.write(first - 512_B, noise(4096, 2));
        content.write(second - 4096_B, noise(8192, 3));
        return content;
    }();
    return made;
}

CopyOrder orderFrom(BlockDevice &from, BlockDevice &to, bool isTakingTurns = false)
{
    return {.source = &from,
            .name = "partition 3",
            .extent = source,
            .used = used,
            .targets = {{.device = &to, .at = first}, {.device = &to, .at = second}},
            .isTakingTurns = isTakingTurns};
}

bool isCopied(const SparseBytes &content)
{
    return std::ranges::all_of(used, [&](const Extent &extent) {
        const std::vector<std::byte> wanted = disk().read(extent);
        return std::ranges::all_of(std::array{first, second}, [&](Offset target) {
            return content.read({.begin = target + (extent.begin - source.begin), .size = extent.size})
                == wanted;
        });
    });
}

/// Whether only what the copies may take was changed.
bool isKeptElsewhere(const SparseBytes &content)
{
    const Extent all{.begin = {}, .size = diskSize};
    const std::vector<Extent> copies{{.begin = first, .size = source.size},
                                     {.begin = second, .size = source.size}};
    return std::ranges::all_of(gaps(all, copies),
                               [&](const Extent &rest) { return content.read(rest) == disk().read(rest); });
}

/// Every order in which transfers may come to their end, and the two that the kernel's do.
enum class Kind { AtOnce, Late, Backwards, Shuffled, Uring, Threads };

/// Does what is started when somebody waits, in any order; what nobody waits for at the end.
class Ordered final : public Transfers
{
public:
    explicit Ordered(Kind kind)
        : m_kind(kind)
    {}
    ~Ordered() override
    {
        while (!m_started.empty())
            (void)wait();
    }

    void start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag) override
    {
        m_started.push_back({.device = &device, .transfer = transfer, .tag = tag, .done = {}});
        if (m_kind == Kind::AtOnce)
            m_started.back().done = transferNow(device, transfer);
    }
    [[nodiscard]] Finished wait() override
    {
        std::size_t at = 0;
        if (m_kind == Kind::Backwards)
            at = m_started.size() - 1;
        else if (m_kind == Kind::Shuffled)
            at = m_random() % m_started.size();
        Started one = std::move(m_started[at]);
        m_started.erase(m_started.begin() + static_cast<std::ptrdiff_t>(at));
        if (!one.done)
            one.done = transferNow(*one.device, one.transfer);
        return {.tag = one.tag, .result = *std::move(one.done)};
    }
    [[nodiscard]] std::size_t underWay() const override { return m_started.size(); }

private:
    struct Started
    {
        BlockDevice *device = nullptr;
        Transfer transfer;
        std::uint64_t tag = 0;
        std::optional<Result<>> done;
    };

    Kind m_kind;
    std::minstd_rand m_random;
    std::vector<Started> m_started;
};

std::unique_ptr<Transfers> transfersOf(Kind kind)
{
    if (kind == Kind::Uring || kind == Kind::Threads)
        return Transfers::make({.memory = {}, .depth = 96},
                               kind == Kind::Uring ? Transfers::Way::Uring : Transfers::Way::Threads)
            .value();
    return std::make_unique<Ordered>(kind);
}

/// Others' transfers; tells once `moment` of them are finished.
class Counted final : public Transfers
{
public:
    struct Count
    {
        int moment = 0;
        std::function<void()> tell;
        int finished = 0;
        int flushes = 0;  ///< started
    };

    Counted(std::unique_ptr<Transfers> inner, Count &count)
        : m_inner(std::move(inner))
        , m_count(count)
    {
        if (m_count.moment == 0)
            m_count.tell();
    }

    void start(BlockDevice &device, const Transfer &transfer, std::uint64_t tag) override
    {
        m_count.flushes += transfer.kind == Transfer::Kind::Flush ? 1 : 0;
        m_inner->start(device, transfer, tag);
    }
    [[nodiscard]] Finished wait() override
    {
        Finished finished = m_inner->wait();
        if (++m_count.finished == m_count.moment)
            m_count.tell();
        return finished;
    }
    [[nodiscard]] std::size_t underWay() const override { return m_inner->underWay(); }

private:
    std::unique_ptr<Transfers> m_inner;
    Count &m_count;
};

/// Another device whose outcomes from the kernel are lies: less was moved than was, and what lies behind is
/// spoilt as if it had not been. Counts what the kernel does, and sees who asks.
class Hasty final : public BlockDevice
{
public:
    using Lie = std::function<std::int64_t(const Transfer &transfer, std::int64_t outcome)>;

    Hasty(BlockDevice &inner, Lie lie)
        : m_inner(inner)
        , m_lie(std::move(lie))
    {}

    [[nodiscard]] std::string name() const override { return m_inner.name(); }
    [[nodiscard]] Bytes size() const override { return m_inner.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_inner.sectorSize(); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override
    {
        look();
        return m_inner.read(at, into);
    }
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override
    {
        look();
        return m_inner.write(at, from);
    }
    [[nodiscard]] Result<> flush() override
    {
        look();
        return m_inner.flush();
    }
    [[nodiscard]] Result<> dropCache(Extent extent) override { return m_inner.dropCache(extent); }
    [[nodiscard]] int kernelFd(const Transfer &transfer) const override
    {
        look();
        const int fd = m_inner.kernelFd(transfer);
        m_begun += fd >= 0 ? 1 : 0;
        return fd;
    }
    [[nodiscard]] Result<> settle(const Transfer &transfer, std::int64_t outcome) override
    {
        look();
        ++m_ended;
        const std::int64_t told = m_lie(transfer, outcome);
        if (told != outcome && transfer.kind != Transfer::Kind::Flush) {
            ++m_lies;
            const auto moved = static_cast<std::size_t>(std::max(told, std::int64_t{0}));
            const std::vector<std::byte> spoilt(transfer.memory.size() - moved, std::byte{0xee});
            if (transfer.kind == Transfer::Kind::Read)
                std::ranges::copy(spoilt, transfer.memory.subspan(moved).begin());
            else
                CHECK(m_inner.write(transfer.at + Bytes(static_cast<std::int64_t>(moved)), spoilt));
        }
        return m_inner.settle(transfer, told);
    }

    /// Whether another thread than the one that made it used it.
    [[nodiscard]] bool isUsedElsewhere() const { return m_isUsedElsewhere; }
    [[nodiscard]] int begun() const { return m_begun; }
    [[nodiscard]] int ended() const { return m_ended; }
    [[nodiscard]] int lies() const { return m_lies; }

private:
    void look() const
    {
        if (std::this_thread::get_id() != m_home)
            m_isUsedElsewhere = true;
    }

    BlockDevice &m_inner;
    Lie m_lie;
    std::thread::id m_home = std::this_thread::get_id();
    mutable std::atomic<bool> m_isUsedElsewhere = false;
    mutable int m_begun = 0;
    int m_ended = 0;
    int m_lies = 0;
};

const auto truth = [](const Transfer &, std::int64_t outcome) { return outcome; };

/// A disk of the kind that these transfers can move: a file for the kernel, memory for the others.
struct Bed
{
    explicit Bed(Kind kind)
        : isFile(kind == Kind::Uring || kind == Kind::Threads)
        , image(isFile ? disk() : SparseBytes(4096_B))
        , memory(disk())
    {
        if (isFile)
            file = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
    }

    [[nodiscard]] BlockDevice &device() { return isFile ? static_cast<BlockDevice &>(*file) : memory; }
    [[nodiscard]] SparseBytes content() const { return isFile ? image.content() : memory.content(); }

    bool isFile;
    TableImage image;
    MemoryDevice memory;
    std::unique_ptr<FileDevice> file;
};

Result<CopyOutcome> runCopy(const CopyOrder &order, std::unique_ptr<Transfers> transfers,
                            const std::stop_token &stop = {})
{
    Copier copier(order, [](const Work &) {}, std::move(transfers));
    return copier.run(stop);
}

void addKinds()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("at once") << int(Kind::AtOnce);
    QTest::newRow("late") << int(Kind::Late);
    QTest::newRow("backwards") << int(Kind::Backwards);
    QTest::newRow("shuffled") << int(Kind::Shuffled);
    QTest::newRow("io_uring") << int(Kind::Uring);
    QTest::newRow("threads") << int(Kind::Threads);
}

std::string wordsOf(const Result<CopyOutcome> &outcome)
{
    return outcome ? "no error" : english(describe(outcome.error())) + " [" + outcome.error().detail + "]";
}

}

class TestCopyFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // A thousand copies: without this the kernel clears 32 MiB of new memory for each. The sanitizer's
        // own allocator knows of no such thing, and needs none.
        (void)::mallopt(M_MMAP_THRESHOLD, 1 << 30);
        (void)::mallopt(M_TRIM_THRESHOLD, 1 << 30);
    }

    void stopsAtEveryMoment_data() { addKinds(); }
    void stopsAtEveryMoment()
    {
        QFETCH(const int, kind);
        for (const bool isTakingTurns : {false, true}) {
            Bed bed{Kind(kind)};
            int moment = 0;
            for (bool isCancelled = true; isCancelled; ++moment) {
                Hasty device(bed.device(), truth);
                std::stop_source stop;
                Counted::Count count{.moment = moment, .tell = [&] { stop.request_stop(); }};
                const auto outcome =
                    runCopy(orderFrom(device, device, isTakingTurns),
                            std::make_unique<Counted>(transfersOf(Kind(kind)), count), stop.get_token());
                isCancelled = !outcome;
                QVERIFY2(outcome || outcome.error().code == ErrorCode::Cancelled, wordsOf(outcome).c_str());
                // Whoever is told that it ended may use the disk at once.
                QCOMPARE(device.ended(), device.begun());
                QVERIFY(!device.isUsedElsewhere());
                QVERIFY(!isCancelled || count.finished == moment);
                QVERIFY(isCancelled || isCopied(bed.content()));
                QVERIFY((isCancelled && moment % 8 != 0) || isKeptElsewhere(bed.content()));
            }
            // Six pieces read, written twice, read back twice, and a flush.
            QCOMPARE(moment, 6 + 12 + 1 + 12 + 1);
        }
    }

    void whatTheKernelLeavesUndoneIsDone_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<int>("how");
        for (const auto &[name, way] :
             {std::pair("io_uring", Kind::Uring), std::pair("threads", Kind::Threads)}) {
            QTest::addRow("%s: EAGAIN", name) << int(way) << -EAGAIN;
            QTest::addRow("%s: EINTR", name) << int(way) << -EINTR;
            QTest::addRow("%s: EIO that passes", name) << int(way) << -EIO;
            QTest::addRow("%s: nothing", name) << int(way) << 0;
            QTest::addRow("%s: seven bytes", name) << int(way) << 7;
            QTest::addRow("%s: a page", name) << int(way) << 4096;
            QTest::addRow("%s: a sector less", name) << int(way) << 512;
            QTest::addRow("%s: a byte less", name) << int(way) << 1;
        }
    }
    void whatTheKernelLeavesUndoneIsDone()
    {
        QFETCH(const int, way);
        QFETCH(const int, how);
        const bool isRest = how == 512 || how == 1;
        for (const auto wanted : {Transfer::Kind::Read, Transfer::Kind::Write, Transfer::Kind::Flush}) {
            // A flush moves nothing that could be short; one that failed failed for good.
            if (wanted == Transfer::Kind::Flush && how != -EAGAIN && how != -EINTR)
                continue;
            Bed bed{Kind(way)};
            Hasty device(bed.device(), [&](const Transfer &transfer, std::int64_t outcome) -> std::int64_t {
                if (transfer.kind != wanted)
                    return outcome;
                return isRest ? outcome - how : how;
            });
            const auto outcome = runCopy(orderFrom(device, device), transfersOf(Kind(way)));
            QVERIFY2(outcome, wordsOf(outcome).c_str());
            QVERIFY(isCopied(bed.content()) && isKeptElsewhere(bed.content()));
            QVERIFY(device.begun() == 31 && device.ended() == 31);
            // Of six reads, twelve back, and twelve writes those that were longer than what was told.
            QVERIFY2(wanted == Transfer::Kind::Flush || device.lies() >= 8,
                     qPrintable(QString::number(device.lies())));
        }
    }

    void aFlushThatFailedHasFailed()
    {
        for (const Kind kind : {Kind::Uring, Kind::Threads}) {
            Bed bed(kind);
            Hasty device(bed.device(), [](const Transfer &transfer, std::int64_t outcome) {
                return transfer.kind == Transfer::Kind::Flush ? std::int64_t{-EIO} : outcome;
            });
            const auto outcome = runCopy(orderFrom(device, device), transfersOf(kind));
            QVERIFY(!outcome && outcome.error().detail == "fdatasync");
            QVERIFY(!device.flush());
        }
    }

    void everyPlaceThatCannotBeReadIsNamed_data() { addKinds(); }
    void everyPlaceThatCannotBeReadIsNamed()
    {
        QFETCH(const int, kind);
        Bed bed{Kind(kind)};
        for (const Extent &piece : roundedOut(used, source)) {
            for (Offset at = piece.begin; at < piece.end(); at = at + 508_KiB) {
                const Offset bad = at + std::min(3584_B, piece.end() - at - 512_B);
                FaultyDevice device(bed.device());
                device.failReadsOf({.begin = bad, .size = 512_B});
                const auto outcome = runCopy(orderFrom(device, device), transfersOf(Kind(kind)));
                QVERIFY(!outcome && outcome.error().systemErrno == EIO);
                const std::int64_t from = alignDown(bad, 4096_B).bytes() - source.begin.bytes();
                QCOMPARE(outcome.error().detail,
                         "partition 3, bytes " + std::to_string(from) + " to " + std::to_string(from + 4095));
            }
        }
    }

    void everyPlaceThatCannotBeWrittenOrReadBackIsNamed_data() { addKinds(); }
    void everyPlaceThatCannotBeWrittenOrReadBackIsNamed()
    {
        QFETCH(const int, kind);
        Bed bed{Kind(kind)};
        for (UsedPieces pieces(bed.device(), used, Copier::pieceSize);;) {
            const Extent piece = pieces.next().value();
            if (piece.isEmpty())
                break;
            for (const Offset target : {first, second}) {
                const Extent there{.begin = target + (piece.begin - source.begin), .size = piece.size};
                for (const bool isWrite : {true, false}) {
                    FaultyDevice device(bed.device());
                    const Extent bad{.begin = there.end() - 512_B, .size = 512_B};
                    isWrite ? device.failWritesOf(bad) : device.failReadsOf(bad);
                    const auto outcome = runCopy(orderFrom(device, device), transfersOf(Kind(kind)));
                    QVERIFY(!outcome && outcome.error().systemErrno == EIO);
                    QCOMPARE(outcome.error().detail,
                             (isWrite ? "write at " : "read at ") + std::to_string(there.begin.bytes()));
                }
            }
        }
    }

    /// Of all operations in turn one fails, or all from it on.
    void noFailureIsASuccess_data() { addKinds(); }
    void noFailureIsASuccess()
    {
        QFETCH(const int, kind);
        for (const bool isOnce : {true, false}) {
            Bed bed{Kind(kind)};
            int failures = 0;
            for (bool hasFailed = true; hasFailed; ++failures) {
                FaultyDevice device(bed.device());
                isOnce ? device.failOnceAfter(failures, EIO) : device.failAfter(failures, EIO);
                const auto outcome = runCopy(orderFrom(device, device), transfersOf(Kind(kind)));
                hasFailed = device.failed().has_value();
                // What can be read after all was tried again.
                const bool isRead = hasFailed && device.failed()->kind == Transfer::Kind::Read
                    && source.contains(device.failed()->extent);
                QVERIFY2(outcome.has_value() == (!hasFailed || (isOnce && isRead)), wordsOf(outcome).c_str());
                QVERIFY(outcome ? isCopied(bed.content()) : outcome.error().systemErrno == EIO);
            }
            QCOMPARE(failures, 31 + 1);
        }
    }

    void aSourceThatBecomesShorterIsNoHole_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("io_uring") << int(Kind::Uring);
        QTest::newRow("threads") << int(Kind::Threads);
    }
    /// At a whole block, so that no read comes upon the end by itself.
    void aSourceThatBecomesShorterIsNoHole()
    {
        QFETCH(const int, way);
        int failures = 0;
        for (int moment = 0; moment <= 31; ++moment) {
            Bed from{Kind(way)};
            Bed to{Kind(way)};
            const auto cut = [&] {
                QCOMPARE(::truncate(from.image.path().toStdString().c_str(), (2_MiB + 8_KiB).count()), 0);
            };
            Counted::Count count{.moment = moment, .tell = cut};
            const auto outcome = runCopy(orderFrom(from.device(), to.device()),
                                         std::make_unique<Counted>(transfersOf(Kind(way)), count));
            // What was read before it was cut may be copied to the end.
            QVERIFY2(outcome ? isCopied(to.content()) : outcome.error().systemErrno == EIO,
                     wordsOf(outcome).c_str());
            QVERIFY(!outcome || moment > 0);
            failures += outcome ? 0 : 1;
        }
        QVERIFY(failures > 0);
    }

    void aTargetThatBecomesShorterIsNoCopy_data() { aSourceThatBecomesShorterIsNoHole_data(); }
    void aTargetThatBecomesShorterIsNoCopy()
    {
        QFETCH(const int, way);
        Bed from{Kind(way)};
        for (int moment = 0; moment <= 31; ++moment) {
            Bed to{Kind(way)};
            bool isBeforeFlush = false;
            Counted::Count count{.moment = moment, .tell = {}};
            count.tell = [&] {
                isBeforeFlush = count.flushes == 0;
                QCOMPARE(::truncate(to.image.path().toStdString().c_str(), (first + 1_MiB).bytes()), 0);
            };
            const auto outcome = runCopy(orderFrom(from.device(), to.device()),
                                         std::make_unique<Counted>(transfersOf(Kind(way)), count));
            // Nobody can tell what becomes of a copy once it was read back.
            if (isBeforeFlush && outcome)
                QVERIFY2(to.content().size() >= source.size && isCopied(to.content()),
                         qPrintable(QString::number(moment)));
        }
    }

    void aTargetMustHaveRoom_data() { addKinds(); }
    void aTargetMustHaveRoom()
    {
        QFETCH(const int, kind);
        Bed from{Kind(kind)};
        for (const Bytes room : {source.size, source.size - 512_B, 0_B}) {
            MemoryDevice to((first - Offset()) + room);
            CopyOrder order = orderFrom(from.device(), to);
            order.targets.pop_back();
            const auto outcome = runCopy(order, transfersOf(Kind(kind)));
            QCOMPARE(outcome.has_value(), room == source.size);
            QVERIFY(outcome || outcome.error().code == ErrorCode::OutOfRange);
        }
    }
};

QTEST_GUILESS_MAIN(TestCopyFaults)
#include "tst_copy_faults.moc"
