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
