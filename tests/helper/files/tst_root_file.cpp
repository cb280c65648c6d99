// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/files/readers.h"
#include "helper/files/root_file.h"
#include "tests/helper/made_root.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <sys/wait.h>
#include <unistd.h>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

constexpr std::size_t limit = 1 << 20;

std::string longText()
{
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += "UUID=0123 /mount/point-" + std::to_string(i) + " ext4 defaults 0 0\n";
    return text;
}

/// Larger than btrfs restore may write for that limit.
constexpr qsizetype largeSize = 2 * limit + limit / 4;

/// A small root: /etc/fstab (mode 0640), /etc/empty, /etc/large, /etc/link -> fstab, /folder, /way -> etc.
bool makeTree(const QString &folder)
{
    QFile fstab(folder + "/etc/fstab");
    QFile empty(folder + "/etc/empty");
    QFile large(folder + "/etc/large");
    return QDir(folder).mkpath("etc") && QDir(folder).mkpath("folder") && fstab.open(QIODevice::WriteOnly)
        && fstab.write(QByteArray::fromStdString(longText())) > 0
        && fstab.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup)
        && empty.open(QIODevice::WriteOnly) && large.open(QIODevice::WriteOnly)
        && large.write(QByteArray(largeSize, 'x')) == largeSize && QFile::link("fstab", folder + "/etc/link")
        && QFile::link("etc", folder + "/way");
}

/// With an owner that nobody here is.
bool makeOwnedXfs(MadeContent &made, const std::string &tree)
{
    const QTemporaryDir folder;
    QFile prototype(folder.filePath("prototype"));
    const QByteArray from = QByteArray::fromStdString(tree);
    const QByteArray text = "/x\n0 0\nd--755 0 0\netc d--755 0 0\nfstab ---640 42 43 " + from
        + "/etc/fstab\nempty ---644 0 0 " + from + "/etc/empty\nlarge ---644 0 0 " + from
        + "/etc/large\nlink l--777 0 0 fstab\n$\nfolder d--755 0 0\n$\nway l--777 0 0 etc\n$\n";
    if (!prototype.open(QIODevice::WriteOnly) || prototype.write(text) < 0)
        return false;
    prototype.close();
    return made.succeeds("mkfs.xfs", {"-q", "-f", "-p", prototype.fileName().toStdString()});
}

/// Whether /etc/fstab and what was put beside it have the mode, and where it can be told the owner, of the
/// first.
bool areDressed(MadeContent &made, ContentKind kind)
{
    const auto says = [&](const std::string &program, const std::vector<std::string> &arguments,
                          const char *words) {
        const auto output = made.run(program, arguments, PartitionWindow::Access::ReadOnly);
        return output ? QString::fromStdString(output->out).count(QLatin1String(words)) : 0;
    };
    if (kind == ContentKind::Btrfs)
        return says("btrfs", {"inspect-internal", "dump-tree", "-t", "5"}, "mode 100640") == 2;
    for (const std::string path : {"/etc/fstab", "/etc/fstab.parterre-old"}) {
        const bool isRight = isExt(kind)
            ? says("debugfs", {"-R", "stat " + path}, "Mode:  0640") == 1
            : says("xfs_db", {"-r", "-f", "-c", "path " + path, "-c", "print core.mode core.uid core.gid"},
                   "core.mode = 0100640\ncore.uid = 42\ncore.gid = 43\n")
                == 1;
        if (!isRight)
            return false;
    }
    return true;
}

const char *words(const auto &result)
{
    static std::string text;
    text = result ? "" : result.error().subject + ": " + result.error().detail;
    return text.c_str();
}

}

class TestRootFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_tree;

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        QVERIFY(makeTree(m_folder.filePath("tree")));
        m_tree = m_folder.filePath("tree").toStdString();
    }

    void filesAreReadWithoutMounting_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : readableKinds())
            QTest::newRow(contentKindName(kind).data()) << kind;
    }

    void filesAreReadWithoutMounting()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_tree));
        const SparseBytes before = made.disk.content();
        const auto read = [&](const char *path, std::size_t most = limit) {
            return readRootFile(made.disk, made.where, kind, path, most);
        };
        const auto whole = read("/etc/fstab");
        QVERIFY2(whole, words(whole));
        QVERIFY(*whole == longText());
        QVERIFY(read("/etc/fstab", longText().size()) == longText());
        const auto empty = read("/etc/empty");
        QVERIFY2(empty, words(empty));
        QVERIFY(*empty == "");
        for (const char *path : {"/etc/nothing", "/nothing", "/nothing/fstab", "/etc/fstab/x"}) {
            const auto missing = read(path);
            QVERIFY2(missing, words(missing));
            QVERIFY2(!missing->has_value(), path);
        }
        const auto large = read("/etc/fstab", longText().size() - 1);
        QVERIFY(!large);
        QCOMPARE(large.error().code, ErrorCode::Unsupported);
        if (!isFat(kind)) {
            for (const char *path : {"/etc/link", "/way/fstab", "/folder"}) {
                const auto found = read(path);
                QVERIFY2(found, words(found));
                QVERIFY2(!found->has_value(), path);
            }
        }
        QVERIFY(made.disk.content() == before);
    }

    void manyFilesAreReadAtOnceEachWithAnAnswerOfItsOwn_data() { filesAreReadWithoutMounting_data(); }
    void manyFilesAreReadAtOnceEachWithAnAnswerOfItsOwn()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_tree));
        const std::vector<std::string> paths{"/etc/nothing", "/etc/fstab", "/nothing/fstab", "/etc/large",
                                             "/etc/empty",   "/folder",    "/etc/fstab/x"};
        const auto found = readRootFiles(made.disk, made.where, kind, paths, limit);
        QCOMPARE(found.size(), paths.size());
        for (const std::size_t there : {1U, 4U})
            QVERIFY2(found[there], words(found[there]));
        QVERIFY(*found[1] == longText());
        QVERIFY(*found[4] == "");
        for (const std::size_t missing : {0U, 2U, 6U})
            QVERIFY2(found[missing] && !*found[missing], paths[missing].c_str());
        QVERIFY(!found[3]);
        QCOMPARE(found[3].error().code, ErrorCode::Unsupported);
        if (!isFat(kind))
            QVERIFY(found[5] && !*found[5]);
        // One that could mean more fails them all: whoever asks so is not to be trusted.
        const auto refused = readRootFiles(made.disk, made.where, kind, {"/etc/fstab", "/a;b"}, limit);
        QVERIFY(refused.size() == 2 && !refused[0] && refused[0].error().code == ErrorCode::Invalid);
    }

    void kindsWithoutAReaderSaySo()
    {
        MadeContent made(Bytes(1 << 20));
        for (const ContentKind kind : {ContentKind::Ntfs, ContentKind::Swap, ContentKind::Unknown}) {
            const auto read = readRootFile(made.disk, made.where, kind, "/etc/fstab", limit);
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::Unsupported);
        }
    }

    void nothingThatIsNoFileSystemIsRead_data() { filesAreReadWithoutMounting_data(); }
    void nothingThatIsNoFileSystemIsRead()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(rootSizeFor(kind));
        QVERIFY(!readRootFile(made.disk, made.where, kind, "/etc/fstab", limit));
    }

    void aPathThatCouldMeanMoreIsRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("expected");
        QTest::newRow("plain") << QByteArray("/etc/os-release_2.x+y") << true;
        for (const char *path :
             {"", "/", "etc", "/etc/", "//etc", "/a b", "/a;b", "/../a", "/a\nb", "/a(b)", "/a*"})
            QTest::newRow(path) << QByteArray(path) << false;
    }

    void aPathThatCouldMeanMoreIsRefused()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const bool, expected);
        QCOMPARE(isHarmlessPath(path.toStdString()), expected);
    }

    void aFileIsWrittenReplacedAndTakenAway_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind :
             {ContentKind::Ext2, ContentKind::Ext3, ContentKind::Ext4, ContentKind::Xfs, ContentKind::Btrfs})
            QTest::newRow(contentKindName(kind).data()) << kind;
    }

    void aFileIsWrittenReplacedAndTakenAway()
    {
        QFETCH(const ContentKind, kind);
        if (!std::ranges::contains(writableRootKinds(), kind))
            QSKIP("SKIPPED: neither root with loop devices nor User Mode Linux here");
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_tree));
        for (const std::string &text :
             {std::string("kiwi_RootPart=\"9\"\n"), longText(), std::string("small\n")}) {
            const Result<> written = writeRootFile(made.disk, made.where, kind, "config.partids", text);
            QVERIFY2(written, words(written));
            QVERIFY(readRootFile(made.disk, made.where, kind, "/config.partids", limit) == text);
            const Recipe &recipe = recipes().at(kind);
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        }
        // Taken away, and once more where there is none.
        for (int i = 0; i < 2; ++i) {
            const Result<> removed =
                writeRootFile(made.disk, made.where, kind, "config.partids", std::nullopt);
            QVERIFY2(removed, words(removed));
            QVERIFY(readRootFile(made.disk, made.where, kind, "/config.partids", limit) == std::nullopt);
            const Recipe &recipe = recipes().at(kind);
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        }
        QVERIFY(readRootFile(made.disk, made.where, kind, "/etc/fstab", limit) == longText());
        QVERIFY(made.isGuardWhole());
    }

    void aFileInAFolderIsReplacedAndStaysWhatItIsBesides_data() { aFileIsWrittenReplacedAndTakenAway_data(); }
    void aFileInAFolderIsReplacedAndStaysWhatItIsBesides()
    {
        QFETCH(const ContentKind, kind);
        if (!std::ranges::contains(writableRootKinds(), kind))
            QSKIP("SKIPPED: neither root with loop devices nor User Mode Linux here");
        MadeContent made(rootSizeFor(kind));
        QVERIFY(kind == ContentKind::Xfs ? makeOwnedXfs(made, m_tree) : makeRoot(made, kind, m_tree));
        const std::string beside = "/etc/fstab.parterre-old";
        for (const std::string &text : {std::string("first\n"), std::string("second\n")}) {
            const Result<> written =
                writeRootFiles(made.disk, made.where, kind,
                               {{.path = beside, .text = longText(), .like = "/etc/fstab"},
                                {.path = "/etc/fstab", .text = text, .like = "/etc/fstab"}});
            QVERIFY2(written, words(written));
            QVERIFY(readRootFile(made.disk, made.where, kind, "/etc/fstab", limit) == text);
            QVERIFY(readRootFile(made.disk, made.where, kind, beside, limit) == longText());
            QVERIFY(areDressed(made, kind));
            const Recipe &recipe = recipes().at(kind);
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        }
        QVERIFY(made.isGuardWhole());
    }

    void nothingIsFollowed_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QByteArray>("path");
        for (const ContentKind kind : {ContentKind::Ext4, ContentKind::Xfs, ContentKind::Btrfs}) {
            for (const char *path :
                 {"/way/fstab", "/way/new", "/etc/link", "/etc/fstab/new", "/nowhere/new", "/folder"})
                QTest::addRow("%s %s", contentKindName(kind).data(), path) << kind << QByteArray(path);
        }
    }
    void nothingIsFollowed()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const QByteArray, path);
        if (!std::ranges::contains(writableRootKinds(), kind))
            QSKIP("SKIPPED: neither root with loop devices nor User Mode Linux here");
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_tree));
        for (const auto &text : {std::optional<std::string>("text"), std::optional<std::string>()}) {
            const Result<> written =
                writeRootFiles(made.disk, made.where, kind, {{.path = path.toStdString(), .text = text}});
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::Unsupported);
        }
        QVERIFY(readRootFile(made.disk, made.where, kind, "/etc/fstab", limit) == longText());
    }

    void onlyHarmlessPathsAreWritten()
    {
        MadeContent made(rootSizeFor(ContentKind::Ext4));
        QVERIFY(makeRoot(made, ContentKind::Ext4, m_tree));
        for (const char *path : {"etc/x", "/etc/../x", "/etc/x'y", "/", ""}) {
            const Result<> written =
                writeRootFiles(made.disk, made.where, ContentKind::Ext4, {{.path = path, .text = "x"}});
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::Invalid);
        }
    }

    /// Sticks that were made of one image have file systems with the same identifiers.
    void twinsAreWrittenAtTheSameTime_data() { aFileIsWrittenReplacedAndTakenAway_data(); }
    void twinsAreWrittenAtTheSameTime()
    {
        QFETCH(const ContentKind, kind);
        if (!std::ranges::contains(writableRootKinds(), kind))
            QSKIP("SKIPPED: neither root with loop devices nor User Mode Linux here");
        MadeContent one(rootSizeFor(kind));
        QVERIFY(makeRoot(one, kind, m_tree));
        MadeContent other(rootSizeFor(kind));
        other.disk.content() = one.disk.content();
        const auto isWritten = [kind](MadeContent &made, const std::string &text) {
            for (int i = 0; i < 5; ++i) {
                const Result<> written =
                    writeRootFile(made.disk, made.where, kind, "config.partids", text + longText());
                if (!written)
                    qWarning("%s", words(written));
                if (!written
                    || readRootFile(made.disk, made.where, kind, "/config.partids", limit)
                        != text + longText())
                    return false;
            }
            return true;
        };
        // As in the world: a process for each.
        const pid_t child = fork();
        if (child == 0)
            _exit(isWritten(other, "other\n") ? 0 : 1);
        QVERIFY(isWritten(one, "one\n"));
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
    }

    void whatIsNoRegularFileIsNotReplaced_data() { aFileIsWrittenReplacedAndTakenAway_data(); }
    void whatIsNoRegularFileIsNotReplaced()
    {
        QFETCH(const ContentKind, kind);
        if (!std::ranges::contains(writableRootKinds(), kind))
            QSKIP("SKIPPED: neither root with loop devices nor User Mode Linux here");
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_tree));
        for (const char *name : {"way", "folder"}) {
            const Result<> written = writeRootFile(made.disk, made.where, kind, name, "text");
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::Unsupported);
            const Result<> removed = writeRootFile(made.disk, made.where, kind, name, std::nullopt);
            QVERIFY(!removed);
            QCOMPARE(removed.error().code, ErrorCode::Unsupported);
        }
        QVERIFY(readRootFile(made.disk, made.where, kind, "/etc/fstab", limit) == longText());
    }

    /// FAT is written by the kernel's driver alone, which not every kernel has.
    void aFatRootIsWrittenWhereTheKernelCanAndRefusedElsewhere()
    {
        constexpr ContentKind kind = ContentKind::Fat32;
        const std::string text = "kiwi_RootPart=\"2\"\n";
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_tree));
        const SparseBytes before = made.disk.content();
        const bool isPromised = std::ranges::contains(writableRootKinds(), kind);
        const Result<> trial = tryRootWriter(kind);
        const Result<> written = writeRootFile(made.disk, made.where, kind, "config.partids", text);
        QCOMPARE(trial.has_value(), isPromised);
        QVERIFY2(written.has_value() == isPromised, words(written));
        if (isPromised) {
            QVERIFY(readRootFile(made.disk, made.where, kind, "/config.partids", limit) == text);
            QVERIFY(readRootFile(made.disk, made.where, kind, "/etc/fstab", limit) == longText());
            const Recipe &recipe = recipes().at(kind);
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
            QVERIFY(made.isGuardWhole());
        } else {
            QCOMPARE(trial.error().code, ErrorCode::Unsupported);
            QCOMPARE(written.error().code, ErrorCode::Unsupported);
            QVERIFY(made.disk.content() == before);
        }
    }

    void aJournalToReplayForbidsWriting()
    {
        MadeContent made(rootSizeFor(ContentKind::Ext4));
        QVERIFY(makeRoot(made, ContentKind::Ext4, m_tree));
        QVERIFY(made.succeeds("debugfs", {"-w", "-R", "feature needs_recovery"}));
        const SparseBytes before = made.disk.content();
        const Result<> written =
            writeRootFile(made.disk, made.where, ContentKind::Ext4, "config.partids", "x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Refused);
        QVERIFY(made.disk.content() == before);
    }

    void readOnlyKindsAreNotWritten()
    {
        MadeContent made(rootSizeFor(ContentKind::Squashfs));
        QVERIFY(makeRoot(made, ContentKind::Squashfs, m_tree));
        const Result<> written = writeRootFile(made.disk, made.where, ContentKind::Squashfs, "a", "x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestRootFile)
#include "tst_root_file.moc"
