// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/sharing.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/memory_device.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Extent source{.begin = {}, .size = 8_MiB};
const std::vector<Offset> targets{Offset() + 8_MiB, Offset() + 16_MiB};
/// Data, a hole, and a part of a block.
const std::vector<Extent> used{{.begin = {}, .size = 1_MiB},
                               {.begin = Offset() + 4_MiB, .size = 1_MiB},
                               {.begin = Offset() + 6_MiB + 512_B, .size = 512_B}};

/// An image in memory whose file system shares blocks: for the test it copies them.
class SharingDevice final : public BlockDevice
{
public:
    explicit SharingDevice(SparseBytes content)
        : m_inner(std::move(content))
    {}

    [[nodiscard]] const SparseBytes &content() const { return m_inner.content(); }
    [[nodiscard]] std::string name() const override { return "sharing"; }
    [[nodiscard]] Bytes size() const override { return m_inner.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_inner.sectorSize(); }
    [[nodiscard]] bool hasHoles() const override { return true; }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override
    {
        return m_inner.read(at, into);
    }
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override
    {
        return m_inner.write(at, from);
    }
    [[nodiscard]] Result<> flush() override { return m_inner.flush(); }
    [[nodiscard]] Result<> dropCache(Extent extent) override { return m_inner.dropCache(extent); }
    [[nodiscard]] Result<std::vector<Extent>> dataIn(Extent within) override
    {
        return m_inner.dataIn(within);
    }
    [[nodiscard]] Result<> zero(Extent extent) override { return m_inner.zero(extent); }
    [[nodiscard]] Result<bool> share(Extent from, Offset to) override
    {
        if (from.size.count() % grain != 0 || from.begin.bytes() % grain != 0 || to.bytes() % grain != 0)
            return false;
        ++calls;
        m_inner.content().write(to, isLying ? noise(4096, 9) : m_inner.content().read(from));
        return true;
    }
    [[nodiscard]] Result<bool> isShared(Extent from, Offset to) override
    {
        return m_inner.content().read(from) == m_inner.content().read({.begin = to, .size = from.size});
    }

    std::int64_t grain = 4096;
    bool isLying = false;
    int calls = 0;

private:
    MemoryDevice m_inner;
};

/// What is used, what was deleted and lies behind it, and what lay in the targets before.
SparseBytes disk()
{
    SparseBytes content(24_MiB);
    content.write({}, noise(std::size_t{2} << 20U, 1));
    content.write(Offset() + 6_MiB, noise(std::size_t{1} << 20U, 2));
    content.write(targets[0], noise(std::size_t{16} << 20U, 3));
    return content;
}

CopyOrder orderOn(BlockDevice &device, std::vector<Extent> what)
{
    return {.source = &device,
            .name = "it",
            .extent = source,
            .used = std::move(what),
            .targets = {{.device = &device, .at = targets[0]}, {.device = &device, .at = targets[1]}}};
}

/// What a target is to hold: the pieces of the source, and zeros.
std::vector<std::byte> wanted(const std::vector<Extent> &pieces)
{
    SparseBytes content(source.size);
    for (const Extent &piece : pieces)
        content.write(piece.begin, disk().read(piece));
    return content.read(source);
}

}

class TestSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesWhatIsUsedAlone()
    {
        SharingDevice device(disk());
        const auto shared = shareBlocks(orderOn(device, used), {});
        QVERIFY(shared && *shared);
        // Whole blocks: the last one has both of its neighbours.
        const std::vector<std::byte> expected =
            wanted({used[0], {.begin = Offset() + 6_MiB, .size = 4096_B}});
        for (const Offset target : targets)
            QVERIFY(device.content().read({.begin = target, .size = source.size}) == expected);
        QVERIFY(device.content().read(source) == disk().read(source));
        // Up to what was deleted, from there to what was deleted again, and from there to the end: no hole
        // costs more.
        QCOMPARE(device.calls, 3 * 2);
    }

    void sharesEverythingAtOnceWhereEveryBlockCounts()
    {
        SharingDevice device(disk());
        const auto shared = shareBlocks(orderOn(device, {source}), {});
        QVERIFY(shared && *shared);
        QVERIFY(device.content().read({.begin = targets[1], .size = source.size}) == disk().read(source));
        QCOMPARE(device.calls, 2);
    }

    void sharesNothingWhereItCannot()
    {
        MemoryDevice unable(disk());
        const auto shared = shareBlocks(orderOn(unable, used), {});
        QVERIFY(shared && !*shared);
        QVERIFY(unable.content() == disk());

        SharingDevice coarse(disk());
        coarse.grain = 65536;
        const auto sharedInPart = shareBlocks(orderOn(coarse, used), {});
        QVERIFY(sharedInPart && !*sharedInPart);

        SharingDevice able(disk());
        for (const Bytes shift : {Bytes(), 512_B}) {
            CopyOrder order = orderOn(able, used);
            order.targets[1].at = order.targets[1].at - shift;
            const auto outcome = shareBlocks(order, {});
            QVERIFY(outcome);
            QCOMPARE(*outcome, shift == Bytes());
        }
        CopyOrder elsewhere = orderOn(able, used);
        elsewhere.targets[1].device = &unable;
        const auto outcome = shareBlocks(elsewhere, {});
        QVERIFY(outcome && !*outcome);
    }

    void believesNoFileSystemThatKeepsOtherBlocks()
    {
        SharingDevice device(disk());
        device.isLying = true;
        const auto shared = shareBlocks(orderOn(device, used), {});
        QVERIFY(!shared && shared.error().code == ErrorCode::Mismatch);
    }

    void stopsWhenCancelled()
    {
        SharingDevice device(disk());
        std::stop_source stop;
        stop.request_stop();
        const auto shared = shareBlocks(orderOn(device, used), stop.get_token());
        QVERIFY(!shared && shared.error().code == ErrorCode::Cancelled);
        QVERIFY(device.content() == disk());
    }
};

QTEST_GUILESS_MAIN(TestSharing)
#include "tst_sharing.moc"
