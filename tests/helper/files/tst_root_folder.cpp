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

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

const std::string entries = "/loader/entries";

bool write(const QString &path)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
        && file.write("options quiet\n") > 0;
}

/// /loader/entries with names of all sorts, /loader/file, /loader/link -> entries, /empty, /many. With
/// `hostile` also names that a description of XFS cannot hold.
bool makeTree(const QString &folder, bool hostile)
{
    const QString inside = folder + QString::fromStdString(entries) + "/";
    QStringList names{"b.conf",    "a.conf",   ".hidden.conf", "sub/deep.conf",
                      "$(x).conf", "x;y.conf", "x'y.conf",     QString(200, 'x') + ".conf",
                      "x..y.conf"};
    if (hostile)
        names << "x y.conf" << "caf\u00e9.conf";
    const auto writeInside = [&](const QString &name) { return write(inside + name); };
    bool isMade = std::ranges::all_of(names, writeInside) && write(folder + "/loader/file")
        && QDir(folder).mkpath("empty") && QFile::link("entries", folder + "/loader/link");
    for (int i = 0; isMade && i < 1000; ++i)
        isMade = write(folder + "/many/n-" + QString::number(1000 + i));
    return isMade;
}

/// Nothing more than a file system's own.
bool makeLines(const QString &folder)
{
    const QString inside = folder + QString::fromStdString(entries) + "/";
    return write(inside + "a.conf") && write(inside + "x\ny.conf")
        && write(inside + "x\n12 1 regular 0x1 6 z.conf (good)");
}

const char *words(const auto &result)
{
    static std::string text;
    text = result ? "" : result.error().subject + ": " + result.error().detail;
    return text.c_str();
}

}

/// Folders of file systems that are not mounted.
class TestRootFolder : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::string treeFor(ContentKind kind) const
    {
        return m_folder.filePath(kind == ContentKind::Xfs ? "plain" : "hostile").toStdString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        QVERIFY(makeTree(m_folder.filePath("plain"), false));
        QVERIFY(makeTree(m_folder.filePath("hostile"), true));
        QVERIFY(makeLines(m_folder.filePath("lines")));
    }

    void foldersAreListedWithoutMounting_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : readableKinds())
            QTest::newRow(contentKindName(kind).data()) << kind;
    }
    void foldersAreListedWithoutMounting()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, treeFor(kind)));
        const SparseBytes before = made.disk.content();
        const std::vector<std::string> paths{"/nothing",       entries,          "/loader/file", "/loader",
                                             "/loader/file/x", entries + "/sub", "/many",        "/empty"};
        const auto found = listRootFolders(made.disk, made.where, kind, paths);
        QCOMPARE(found.size(), paths.size());
        for (const auto &names : found)
            QVERIFY2(names, words(names));
        for (const std::size_t none : {0U, 2U, 4U, 7U})
            QVERIFY2(found[none]->empty(), paths[none].c_str());
        QCOMPARE(*found[1], (FolderNames{".hidden.conf", "a.conf", "b.conf", "sub"}));
        QVERIFY(std::ranges::contains(*found[3], "entries") && std::ranges::contains(*found[3], "file"));
        QCOMPARE(*found[5], FolderNames{"deep.conf"});
        QCOMPARE(found[6]->size(), folderNamesMax);
        QCOMPARE(found[6]->front(), "n-1000");
        QCOMPARE(found[6]->back(), "n-1255");
        QVERIFY(made.disk.content() == before);
    }

    void linksAreNotFollowed_data() { foldersAreListedWithoutMounting_data(); }
    void linksAreNotFollowed()
    {
        QFETCH(const ContentKind, kind);
        if (isFat(kind))
            return;
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, treeFor(kind)));
        const auto found = listRootFolders(made.disk, made.where, kind, {"/loader/link", "/loader/link/sub"});
        for (const auto &names : found)
            QVERIFY2(names && names->empty(), words(names));
    }

    void aNameThatHoldsALineInventsNothing_data()
    {
        using enum ContentKind;
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : {Ext4, Btrfs, Squashfs, Erofs})
            QTest::newRow(contentKindName(kind).data()) << kind;
    }
    void aNameThatHoldsALineInventsNothing()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, m_folder.filePath("lines").toStdString()));
        const auto found = listRootFolders(made.disk, made.where, kind, {entries});
        QVERIFY2(found[0], words(found[0]));
        // What is left of a line that was torn may read like a name: of a file that is not there.
        for (const std::string &name : *found[0]) {
            const auto text = readRootFile(made.disk, made.where, kind, entries + "/" + name, 100);
            QVERIFY2(text && text->has_value() == (name == "a.conf"), name.c_str());
        }
        QVERIFY(std::ranges::contains(*found[0], "a.conf"));
    }

    void ofTooManyEntriesSomeAreGiven_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : {ContentKind::Ext4, ContentKind::Btrfs})
            QTest::newRow(contentKindName(kind).data()) << kind;
    }
    void ofTooManyEntriesSomeAreGiven()
    {
        QFETCH(const ContentKind, kind);
        const QTemporaryDir folder;
        const QString tree = folder.filePath("tree");
        QVERIFY(QDir().mkpath(tree + "/many"));
        for (std::size_t i = 0; i < entriesMax + 100; ++i)
            QVERIFY(QFile(tree + "/many/n" + QString::number(i)).open(QIODevice::WriteOnly));
        MadeContent made(Bytes(1 << 30));  // mkfs.btrfs plans generously
        QVERIFY(makeRoot(made, kind, tree.toStdString()));
        const auto found = listRootFolders(made.disk, made.where, kind, {"/many"});
        QVERIFY2(found[0], words(found[0]));
        QCOMPARE(found[0]->size(), folderNamesMax);
    }

    void anyCaseIsOneOnFat()
    {
        constexpr ContentKind kind = ContentKind::Fat32;
        MadeContent made(rootSizeFor(kind));
        QVERIFY(makeRoot(made, kind, treeFor(kind)));
        const auto found = listRootFolders(made.disk, made.where, kind, {"/LOADER/Entries"});
        QVERIFY2(found[0], words(found[0]));
        QVERIFY(std::ranges::contains(*found[0], "a.conf"));
        QVERIFY(readRootFile(made.disk, made.where, kind, "/Loader/entries/A.CONF", 100)
                == "options quiet\n");
    }

    void nothingThatIsNoFileSystemIsListed_data() { foldersAreListedWithoutMounting_data(); }
    void nothingThatIsNoFileSystemIsListed()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(rootSizeFor(kind));
        QVERIFY(!listRootFolders(made.disk, made.where, kind, {entries}).front());
    }

    void whatMayNotBeAskedIsRefused()
    {
        MadeContent made(rootSizeFor(ContentKind::Ext4));
        QVERIFY(makeRoot(made, ContentKind::Ext4, treeFor(ContentKind::Ext4)));
        const auto found = listRootFolders(made.disk, made.where, ContentKind::Ext4, {entries, "/a;b"});
        QVERIFY(found.size() == 2 && !found[0] && found[0].error().code == ErrorCode::Invalid);
        const auto none = listRootFolders(made.disk, made.where, ContentKind::Ntfs, {entries});
        QVERIFY(!none[0] && none[0].error().code == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestRootFolder)
#include "tst_root_folder.moc"
