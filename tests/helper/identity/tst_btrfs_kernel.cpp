// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/window_folder.h"
#include "helper/files/user_mode_linux.h"
#include "helper/identity/identity.h"
#include "helper/identity/successor.h"
#include "tests/helper/identity/made_btrfs.h"
#include "tests/helper/plain_renewal.h"

#include <QTest>

#include <array>

using namespace parterre;

namespace {

/// Snapshots, one of them of a subvolume that is gone, and one that was sent and received right here.
constexpr const char *makeSnapshots = R"(    mkdir received &&
    btrfs -q subvolume snapshot -r one first && btrfs -q subvolume snapshot first copy &&
    btrfs -q subvolume snapshot two brief && btrfs -q subvolume snapshot brief orphan &&
    btrfs -q subvolume delete -c brief && btrfs send -q first | btrfs receive -q received &&
    echo more >one/more && btrfs -q subvolume snapshot -r one second && btrfs subvolume sync .
)";

/// The increment finds the base that it is for, and the files are those of before.
constexpr const char *receiveIncrement = R"(    btrfs send -q -p first second | btrfs receive -q received &&
    cmp received/second/more one/more && cmp 'received/second/file 7' 'copy/file 7' &&
    cmp orphan/small two/small && btrfs scrub start -B -q .
)";

/// Empty where it was done, else what the kernel's programs said.
std::string inKernel(MadeBtrfs &made, const Toolbox &tools, const char *commands)
{
    const auto folder = WindowFolder::make().value();
    auto window = PartitionWindow::open(made.disk, made.where, PartitionWindow::Access::ReadWrite).value();
    const auto outcome = workInUserModeLinux({.tools = tools,
                                              .window = window->path(),
                                              .kind = ContentKind::Btrfs,
                                              .folder = folder->path(),
                                              .commands = commands});
    if (!window->close() || !outcome)
        return "no kernel";
    return outcome->isDone ? std::string() : "failed: " + outcome->output.out;
}

/// As btrfs inspect-internal prints the key that a subvolume has in the UUID tree.
std::string keyOf(const std::string &text)
{
    const Uuid uuid = *Uuid::parse(text);
    const auto bytes = std::as_bytes(std::span(uuid.bytes));
    std::array<char, 80> key{};
    (void)std::snprintf(key.data(), key.size(), "(0x%016lx UUID_KEY_SUBVOL 0x%016lx)",
                        littleEndian<std::uint64_t>(bytes, 0), littleEndian<std::uint64_t>(bytes, 8));
    return key.data();
}

}

/// What a kernel makes of a btrfs before and after it gets new identifiers.
class TestBtrfsKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKernelMakesTheUuidTreeAgainAndKnowsItsSnapshots()
    {
        const Toolbox tools;
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        if (!hasUserModeLinux(tools, ContentKind::Btrfs) || !tryUserModeLinux(tools))
            QSKIP("SKIPPED: User Mode Linux does not run here");
        MadeBtrfs made({"-m", "dup"});
        const std::string prepared = inKernel(made, tools, makeSnapshots);
        QVERIFY2(prepared.empty(), prepared.c_str());
        const std::set<std::string> before = made.identifiers();
        const std::map<std::uint64_t, Subvolume> origin = made.subvolumes();
        QCOMPARE(origin.size(), std::size_t{8});

        const Result<> renewed = renewIdentity(made.disk, made.where, ContentKind::Btrfs, {.uuid = drawn});
        QVERIFY2(renewed, renewed ? "" : renewed.error().detail.c_str());
        QVERIFY(made.isClean());
        for (const std::string &one : before)
            QVERIFY2(!made.contains(*Uuid::parse(one)), one.c_str());
        const auto successor = [](const std::string &text) {
            const Uuid uuid = *Uuid::parse(text);
            return uuid.isNil() ? text : successorOf(uuid, drawn).toString();
        };
        const std::map<std::uint64_t, Subvolume> clone = made.subvolumes();
        for (const auto &[number, was] : origin) {
            const Subvolume expected{.uuid = successor(was.uuid),
                                     .parent = successor(was.parent),
                                     .received = successor(was.received)};
            QVERIFY2(clone.at(number) == expected, std::to_string(number).c_str());
        }
        QVERIFY(!made.dump("dump-tree", {}).contains("UUID_KEY"));

        const std::string used = inKernel(made, tools, receiveIncrement);
        QVERIFY2(used.empty(), used.c_str());
        QVERIFY(made.isClean());
        const std::string uuidTree = made.dump("dump-tree", {"-t", "uuid"});
        for (const auto &[number, is] : made.subvolumes())
            QVERIFY2(uuidTree.contains(keyOf(is.uuid)), (uuidTree + keyOf(is.uuid)).c_str());
        for (const std::string &one : before)
            QVERIFY2(!made.contains(*Uuid::parse(one)), one.c_str());
    }
};

QTEST_GUILESS_MAIN(TestBtrfsKernel)
#include "tst_btrfs_kernel.moc"
