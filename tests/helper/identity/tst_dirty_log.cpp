// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/window_folder.h"
#include "helper/files/user_mode_linux.h"
#include "helper/identity/identity.h"
#include "helper/probe/probe.h"
#include "tests/helper/made_content.h"
#include "tests/helper/plain_renewal.h"

#include <QTest>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

using namespace parterre;

namespace {

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

/// Process 1 of a User Mode Linux: mounts the XFS and then stops as a power cut does, or properly.
constexpr const char *script = R"(#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t devtmpfs dev /dev
if mount -t xfs /dev/ubda "$folder/top"; then
    echo mounted
    if [ "$ending" = unmount ]; then
        [ -e "$folder/top/late" ] && umount "$folder/top" && echo replayed
    else
        echo late >"$folder/top/late" && sync -f "$folder/top"
    fi
fi
halt -f -p
)";

/// What that kernel said.
std::string mountOnce(MadeContent &made, const std::string &ending)
{
    const auto folder = WindowFolder::make().value();
    const std::string init = folder->path() + "/init";
    std::ofstream(init) << script;
    for (const char *name : {"/top", "/uml"})
        (void)mkdir((folder->path() + name).c_str(), 0700);
    (void)chmod(init.c_str(), 0700);
    const auto window =
        PartitionWindow::open(made.disk, made.where, PartitionWindow::Access::ReadWrite).value();
    const auto output =
        runChild(MadeContent::place("linux.uml"),
                 {"mem=256M", "rootfstype=hostfs", "root=/dev/root", "rootflags=/", "ro", "init=" + init,
                  "uml_dir=" + folder->path() + "/uml", "con=null", "con0=null,fd:1", "quiet",
                  "folder=" + folder->path(), "ending=" + ending, "ubd0=" + window->path()},
                 {});
    for (const char *name : {"/init", "/top", "/uml"})
        std::filesystem::remove_all(folder->path() + name);
    return output && window->close() ? output->out : std::string();
}

}

/// A log that a real kernel has left behind. Nothing here clears it: what is in it would be lost.
class TestDirtyLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anXfsIsRenewedOnlyOnceAMountHasReplayedItsLog()
    {
        const Toolbox tools;
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        if (!hasUserModeLinux(tools, ContentKind::Xfs) || !tryUserModeLinux(tools))
            QSKIP("SKIPPED: User Mode Linux does not run here");
        const Recipe &recipe = recipes().at(ContentKind::Xfs);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        QCOMPARE(probeContent(made.disk, made.where)->dirt, Dirt::None);

        const std::string cut = mountOnce(made, "cut");
        QVERIFY2(cut.contains("mounted"), cut.c_str());
        QCOMPARE(probeContent(made.disk, made.where)->dirt, Dirt::JournalToReplay);
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renewIdentity(made.disk, made.where, ContentKind::Xfs, {.uuid = drawn});
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::ToolFailed);
        QVERIFY(made.disk.content() == before);

        const std::string replayed = mountOnce(made, "unmount");
        QVERIFY2(replayed.contains("replayed"), replayed.c_str());
        QCOMPARE(probeContent(made.disk, made.where)->dirt, Dirt::None);
        QVERIFY(renewIdentity(made.disk, made.where, ContentKind::Xfs, {.uuid = drawn}));
        QCOMPARE(probeContent(made.disk, made.where)->uuid, drawn.toString());
        QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        QVERIFY(made.isGuardWhole());
    }
};

QTEST_GUILESS_MAIN(TestDirtyLog)
#include "tst_dirty_log.moc"
