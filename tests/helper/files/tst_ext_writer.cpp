// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/files/root_file.h"
#include "tests/helper/made_content.h"
#include "tests/support/crash_device.h"

#include <QTest>

using namespace parterre;

namespace {

constexpr const char *name = "config.partids";
const std::string oldText = "kiwi_RootPart=\"1\"\n";
const std::string newText = std::string(5000, 'x') + "\n";

}

class TestExtWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void manyFilesNeedALargerFolder()
    {
        MadeContent made(Bytes(16 << 20));
        QVERIFY(made.succeeds("mkfs.ext4", {"-q", "-F", "-b", "1024", "-O", "^dir_index"}));
        std::string last;
        for (int i = 0; i < 40; ++i) {
            last = "a-rather-long-name-for-a-file-that-fills-up-the-folder-" + std::to_string(i);
            QVERIFY(writeRootFile(made.disk, made.where, ContentKind::Ext4, last, last));
        }
        QVERIFY(made.succeeds("e2fsck", {"-f", "-n"}, PartitionWindow::Access::ReadOnly));
        QVERIFY(readRootFile(made.disk, made.where, ContentKind::Ext4, "/" + last, 1000) == last);
    }

    /// Such a folder has a tree of hashes, into which a name more has to go.
    void aLargeFolderTakesAnotherFile()
    {
        MadeContent made(Bytes(32 << 20));
        QVERIFY(made.succeeds("mkfs.ext4", {"-q", "-F", "-b", "1024", "-N", "2048"}));
        QVERIFY(made.run("sh",
                         {"-e", "-c",
                          "{ echo mkdir /etc; i=0; while [ $i -lt 600 ]; do i=$((i + 1));"
                          "echo write /etc/passwd /etc/a-file-of-a-name-that-is-not-short-$i; done;"
                          "echo quit; } | debugfs -w -f - \"$1\" >/dev/null; e2fsck -fyD \"$1\" || :",
                          "sh"}));
        const auto isIndexed = [&] {
            return made.run("debugfs", {"-R", "htree_dump /etc"}).value().out.contains("Number of entries");
        };
        QVERIFY(isIndexed());
        for (const char *path : {"/etc/fstab", "/etc/crypttab", "/etc/fstab", "/etc/mdadm.conf"})
            QVERIFY(writeRootFiles(made.disk, made.where, ContentKind::Ext4, {{.path = path, .text = "t"}}));
        QVERIFY(isIndexed());
        QVERIFY(readRootFile(made.disk, made.where, ContentKind::Ext4, "/etc/fstab", 1000) == "t");
        QVERIFY(made.succeeds("e2fsck", {"-f", "-n"}, PartitionWindow::Access::ReadOnly));
    }

    void ownerAndAttributesStay()
    {
        MadeContent made(Bytes(16 << 20));
        QVERIFY(made.succeeds("mkfs.ext4", {"-q", "-F"}));
        QVERIFY(writeRootFile(made.disk, made.where, ContentKind::Ext4, name, oldText));
        const std::string path = std::string("/") + name;
        const std::string large(300, 'b');  // more than an inode has room for
        for (const std::string &command :
             {"sif " + path + " mode 0100604", "sif " + path + " uid 70000", "sif " + path + " gid 43",
              "ea_set " + path + " user.colour blue", "ea_set " + path + " security.selinux " + large})
            QVERIFY(made.succeeds("debugfs", {"-w", "-R", command}));
        for (int round = 0; round < 2; ++round) {
            const FileChange change{.path = path, .text = newText, .like = path};
            const FileChange beside{.path = path + ".old", .text = oldText, .like = path};
            QVERIFY(writeRootFiles(made.disk, made.where, ContentKind::Ext4, {beside, change}));
            for (const std::string &one : {path, beside.path}) {
                const auto status = made.run("debugfs", {"-R", "stat " + one}).value().out;
                QVERIFY2(status.contains("Mode:  0604") && status.contains("User: 70000")
                             && status.contains("Group:    43"),
                         status.c_str());
                const auto read = [&](const char *attribute) {
                    return made.run("debugfs", {"-R", "ea_get " + one + " " + attribute}).value().out;
                };
                QVERIFY(read("user.colour").contains("blue"));
                QVERIFY(read("security.selinux").contains(large));
            }
            QVERIFY(made.succeeds("e2fsck", {"-f", "-n"}, PartitionWindow::Access::ReadOnly));
        }
    }

    void replacingGivesBackWhatTheOldFileTook()
    {
        MadeContent made(Bytes(4 << 20));
        QVERIFY(made.succeeds("mkfs.ext2", {"-q", "-F", "-N", "16"}));
        for (int i = 0; i < 20; ++i)
            QVERIFY(writeRootFile(made.disk, made.where, ContentKind::Ext2, name, std::string(1 << 19, 'a')));
        QVERIFY(made.succeeds("e2fsck", {"-f", "-n"}, PartitionWindow::Access::ReadOnly));
    }

    void aFullFileSystemIsAnErrorAndKeepsTheOldFile()
    {
        MadeContent made(Bytes(4 << 20));
        QVERIFY(made.succeeds("mkfs.ext2", {"-q", "-F"}));
        QVERIFY(writeRootFile(made.disk, made.where, ContentKind::Ext2, name, oldText));
        QVERIFY(!writeRootFile(made.disk, made.where, ContentKind::Ext2, name, std::string(8 << 20, 'a')));
        QVERIFY(readRootFile(made.disk, made.where, ContentKind::Ext2, std::string("/") + name, 1000)
                == oldText);
    }

    void aPowerCutLeavesTheOldOrTheNewFile_data()
    {
        QTest::addColumn<bool>("isTakenAway");
        QTest::newRow("replaced") << false;
        QTest::newRow("taken away") << true;
    }

    /// Cuts the power after every write and flush in turn: the old file or the new one (or none), whole,
    /// once e2fsck has put right what was torn, from the backup if it is the superblock.
    void aPowerCutLeavesTheOldOrTheNewFile()
    {
        QFETCH(const bool, isTakenAway);
        const auto next = isTakenAway ? std::optional<std::string>() : newText;
        MadeContent made(Bytes(16 << 20));
        QVERIFY(made.succeeds("mkfs.ext4", {"-q", "-F", "-b", "1024", "-O", "^has_journal"}));
        QVERIFY(writeRootFile(made.disk, made.where, ContentKind::Ext4, name, oldText));
        const SparseBytes before = made.disk.content();
        bool hasSeenOld = false;
        bool hasSeenNew = false;
        for (int operations = 0;; ++operations) {
            Mains mains(operations);
            CrashDevice crash(before, mains);
            (void)writeRootFile(crash, made.where, ContentKind::Ext4, name, next);
            for (std::uint64_t seed = 0; seed < 6; ++seed) {
                made.disk.content() = crash.survivor(seed);
                QVERIFY(made.run("e2fsck", {"-f", "-y"}));
                const auto text =
                    readRootFile(made.disk, made.where, ContentKind::Ext4, std::string("/") + name, 1 << 20);
                QVERIFY2(text, qPrintable(QString::number(operations)));
                QVERIFY2(*text == oldText || *text == next, qPrintable(QString::number(operations)));
                hasSeenOld = hasSeenOld || *text == oldText;
                hasSeenNew = hasSeenNew || *text == next;
                QVERIFY(made.succeeds("e2fsck", {"-f", "-n"}, PartitionWindow::Access::ReadOnly));
            }
            if (mains.isOn())
                break;
        }
        QVERIFY(hasSeenOld && hasSeenNew);
    }
};

QTEST_GUILESS_MAIN(TestExtWriter)
#include "tst_ext_writer.moc"
