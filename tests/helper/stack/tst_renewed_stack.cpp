// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/layout/carriers.h"
#include "core/layout/new_identity.h"
#include "core/model/layers.h"
#include "helper/identity/identity.h"
#include "helper/luks/luks_volume.h"
#include "helper/probe/probe.h"
#include "helper/stack/container.h"
#include "tests/helper/lvm/made_lvm.h"
#include "tests/helper/made_content.h"
#include "tests/helper/md/made_md.h"
#include "tests/support/crash_device.h"

#include <QTest>

namespace parterre {

namespace {

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");
constexpr std::string_view passphrase = "open sesame";

KeySet rightKey()
{
    return withKey(Secret(passphrase), {});
}

/// A disk, and where on it a stack lies.
struct Stack
{
    SparseBytes content{Bytes(1)};
    Extent where;
};

Result<> runIn(BlockDevice &device, const std::string &program, std::vector<std::string> arguments)
{
    TRY(const auto window,
        PartitionWindow::open(device, {.begin = Offset(), .size = device.size()},
                              PartitionWindow::Access::ReadWrite));
    arguments.push_back(window->path());
    TRY(const ToolOutput output, runChild(MadeContent::place(program), arguments, {}));
    CHECK(window->close());
    if (output.status != 0)
        return fail(ErrorCode::ToolFailed, program, output.lastLine());
    return {};
}

/// An ext4 in the first volume, unless it stays empty, and swap in the second.
Result<> fill(BlockDevice &disk, Extent where, ContentKind kind, bool isRootMade = true)
{
    Keys none;
    TRY(const OpenContainer container, openContainer(disk, where, kind, none));
    if (isRootMade)
        CHECK(runIn(*container.volumes.at(0).device, "mkfs.ext4", {"-q", "-F", "-L", "DEEP"}));
    if (container.volumes.size() > 1)
        CHECK(runIn(*container.volumes.at(1).device, "mkswap", {"-q", "-L", "SWAP"}));
    return {};
}

Result<Stack> groupStack(bool isRootMade = true)
{
    MemoryDevice disk(test::MadeLvm{}.content());
    CHECK(fill(disk, test::MadeLvm::where, ContentKind::LvmPv, isRootMade));
    return Stack{.content = disk.content(), .where = test::MadeLvm::where};
}

Result<Stack> mirrorStack()
{
    MemoryDevice disk(test::MadeMd{}.content());
    CHECK(fill(disk, test::MadeMd::where, ContentKind::MdMember));
    return Stack{.content = disk.content(), .where = test::MadeMd::where};
}

/// A volume group in an LUKS2.
Result<Stack> lockedGroupStack()
{
    TRY(const Stack group, groupStack());
    MadeContent made(group.where.size + Bytes(std::int64_t{16} << 20));
    const bool isMade = made.succeeds(
        "sh",
        {"-c",
         "printf %s 'open sesame' | cryptsetup -q luksFormat --type luks2 --label OUTER --pbkdf pbkdf2 "
         "--pbkdf-force-iterations 1000 --key-file - $0"});
    if (!isMade)
        return fail(ErrorCode::ToolFailed, "cryptsetup");
    Keys keys(rightKey());
    TRY(const auto volume, LuksVolume::open(made.disk, made.where, ContentKind::Luks2, keys));
    for (const Extent &data : group.content.dataIn(group.where))
        CHECK(volume->write(Offset() + (data.begin - group.where.begin), group.content.read(data)));
    return Stack{.content = made.disk.content(), .where = made.where};
}

/// `content` as labelClones() would have it.
Content labelled(Content content)
{
    if (!content.label.empty())
        content.label += "-C1";
    for (Volume &volume : content.volumes)
        volume.content = labelled(std::move(volume.content));
    return content;
}

bool shareAny(const Content &a, const Content &b)
{
    const std::vector<std::string> others = identifiersOf(b);
    return std::ranges::any_of(identifiersOf(a),
                               [&](const std::string &one) { return std::ranges::contains(others, one); });
}

const char *words(const Result<> &result)
{
    static std::string text;
    text = result ? "" : result.error().subject + ": " + result.error().detail;
    return text.c_str();
}

}

class TestRenewedStack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void everyLayerGetsItsOwn_data()
    {
        QTest::addColumn<int>("layers");
        QTest::newRow("MD") << 2;
        QTest::newRow("LVM") << 3;
        QTest::newRow("LVM in LUKS2") << 4;
    }

    void everyLayerGetsItsOwn()
    {
        QFETCH(const int, layers);
        const Result<Stack> stack = layers == 2 ? mirrorStack()
            : layers == 3                       ? groupStack()
                                                : lockedGroupStack();
        QVERIFY2(stack, stack ? "" : (stack.error().subject + ": " + stack.error().detail).c_str());
        MemoryDevice disk(stack->content);
        Keys keys(rightKey());
        const Content before = probeContent(disk, stack->where, keys).value();
        QCOMPARE(static_cast<int>(layersOf(before).size()), layers);
        const NewIdentity identity = identityOf(before, drawn, labelled(before));
        const Result<> renewed = renewIdentity(disk, stack->where, identity, keys);
        QVERIFY2(renewed, words(renewed));
        const Content after = probeContent(disk, stack->where, keys).value();
        QVERIFY(after == identified(before, identity));
        QVERIFY(!shareAny(before, after));
        QCOMPARE(identifiersOf(after).size(), identifiersOf(before).size());
        // Nobody looks into the innermost with another eye than its own tool.
        QVERIFY(isInnermostClean(disk, stack->where, after, keys));
        // Once more changes nothing.
        const SparseBytes once = disk.content();
        QVERIFY(renewIdentity(disk, stack->where, identity, keys));
        QVERIFY(probeContent(disk, stack->where, keys).value() == after);
    }

    void withoutItsKeyWhatIsInsideIsDenied()
    {
        const Stack stack = lockedGroupStack().value();
        MemoryDevice disk(stack.content);
        Keys keys(rightKey());
        const Content open = probeContent(disk, stack.where, keys).value();
        QVERIFY(open.inside == Inside::Known);
        Keys none;
        const Content shut = probeContent(disk, stack.where, none).value();
        QVERIFY(shut.inside == Inside::Locked && shut.volumes.empty());
        QCOMPARE(renewIdentity(disk, stack.where, identityOf(open, drawn, open), none).error().code,
                 ErrorCode::Denied);
        // Where the plan knew of nothing inside, the outer one is renewed alone.
        QVERIFY(renewIdentity(disk, stack.where, identityOf(shut, drawn, shut), none));
        QCOMPARE(probeContent(disk, stack.where, keys)->volumes.front().content.uuid,
                 open.volumes.front().content.uuid);
    }

    void otherVolumesThanPlannedAreAMismatch()
    {
        const Stack stack = groupStack().value();
        MemoryDevice disk(stack.content);
        Keys none;
        const Content content = probeContent(disk, stack.where, none).value();
        NewIdentity identity = identityOf(content, drawn, content);
        identity.volumes.pop_back();
        QCOMPARE(renewIdentity(disk, stack.where, identity, none).error().code, ErrorCode::Mismatch);
        QVERIFY(renewIdentity(disk, stack.where, identityOf(content, drawn, content), none));
    }

    /// With what is written here and one page of swap: what a tool is cut off in is copied once more.
    void aRenewalThatIsCutOffAnywhereEndsTheSame()
    {
        const Stack stack = groupStack(false).value();
        Keys none;
        MemoryDevice start(stack.content);
        const Content before = probeContent(start, stack.where, none).value();
        const NewIdentity identity = identityOf(before, drawn, labelled(before));
        Mains endless;
        CrashDevice whole(stack.content, endless);
        QVERIFY(renewIdentity(whole, stack.where, identity, none));
        const int operations = endless.drawn();
        for (int cut = 1; cut < operations; ++cut) {
            Mains mains(cut);
            CrashDevice crash(stack.content, mains);
            Keys some;
            QVERIFY(!renewIdentity(crash, stack.where, identity, some));
            MemoryDevice left(crash.survivor(1));
            const Result<> again = renewIdentity(left, stack.where, identity, some);
            QVERIFY2(again, QByteArray(words(again)).prepend(QByteArray::number(cut) + ": "));
            QVERIFY(probeContent(left, stack.where, some).value() == identified(before, identity));
        }
    }

private:
    static bool isInnermostClean(BlockDevice &disk, Extent where, const Content &content, Keys &keys)
    {
        if (content.volumes.empty()) {
            const auto whole = PartitionWindow::open(disk, where, PartitionWindow::Access::ReadOnly);
            if (!whole || !isExt(content.kind))
                return whole.has_value();
            const auto output = runChild(MadeContent::place("e2fsck"), {"-f", "-n", (*whole)->path()}, {});
            return output && output->status == 0;
        }
        const Result<OpenContainer> container = openContainer(disk, where, content.kind, keys);
        for (std::size_t i = 0; container && i < content.volumes.size(); ++i) {
            BlockDevice &device = *container->volumes[i].device;
            if (!isInnermostClean(device, {.begin = Offset(), .size = device.size()},
                                  content.volumes[i].content, keys))
                return false;
        }
        return container.has_value();
    }
};

}

QTEST_GUILESS_MAIN(parterre::TestRenewedStack)
#include "tst_renewed_stack.moc"
