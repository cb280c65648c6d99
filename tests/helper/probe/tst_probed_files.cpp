// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/probe/references.h"
#include "helper/probe/snapshot.h"
#include "tests/helper/made_root.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

using Files = std::map<std::string, std::string>;

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
        && file.write(text) == text.size();
}

bool writeAll(const QString &folder, const Files &files)
{
    return std::ranges::all_of(files, [&](const auto &file) {
        return write(folder + QString::fromStdString(file.first), QByteArray::fromStdString(file.second));
    });
}

/// In each something that is named nowhere else.
const Files rootFiles{{"/etc/fstab", "UUID=fstab / ext4\n"},
                      {"/etc/cmdline.d/root.conf", "root=UUID=cmdline\n"},
                      {"/etc/default/grub.d/50.cfg", "GRUB_FORCE_PARTUUID=force\n"},
                      {"/etc/dracut.conf", "add_device+=\" /dev/disk/by-uuid/device \"\n"},
                      {"/etc/dracut.conf.d/a.conf", "kernel_cmdline=\"root=UUID=dracut\"\n"},
                      {"/usr/lib/dracut/dracut.conf.d/b.conf", "kernel_cmdline=\"root=UUID=vendor\"\n"},
                      {"/etc/initramfs-tools/conf.d/resume", "RESUME=UUID=resume\n"},
                      {"/boot/loader/entries/a.conf", "options root=UUID=entry-a\n"},
                      {"/boot/loader/entries/b.conf", "options root=UUID=entry-b\n"},
                      {"/efi/loader/entries/c.conf", "options root=UUID=entry-c\n"}};
const Files espFiles{{"/EFI/debian/grub.cfg", "search.fs_uuid esp root\n"},
                     {"/EFI/BOOT/grub.cfg", "search --fs-uuid --set=dev boot\n"},
                     {"/loader/entries/a.conf", "options root=UUID=entry\n"},
                     {"/cmdline.txt", "root=PARTUUID=cmdline\n"},
                     {"/extlinux/extlinux.conf", "APPEND root=LABEL=extlinux\n"}};
/// Beside them, and never read.
const Files otherFiles{{"/boot/loader/entries/a.txt", "options root=UUID=no\n"},
                       {"/loader/loader.conf", "options root=UUID=no\n"},
                       {"/EFI/debian/shim.efi", "options root=UUID=no\n"},
                       {"/EFI/grub.cfg", "search.fs_uuid no root\n"}};

std::vector<std::string> valuesOf(const Files &files)
{
    Snapshot snapshot;
    snapshot.files[1] = files;
    std::vector<std::string> values;
    for (const Reference &reference : referencesIn({}, snapshot))
        values.push_back(reference.value);
    std::ranges::sort(values);
    return values;
}

}

/// What a probe reads of a file system, and the names that it finds in that.
class TestProbedFiles : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] Files filesIn(ContentKind kind, const char *tree) const
    {
        MadeContent made(rootSizeFor(kind));
        if (!makeRoot(made, kind, m_folder.filePath(tree).toStdString()))
            return {{"it could not be made", ""}};
        return readProbedFiles(made.disk, made.where, kind);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        for (const char *tree : {"root", "boot", "esp", "large", "many"})
            QVERIFY(writeAll(m_folder.filePath(tree), otherFiles));
        QVERIFY(writeAll(m_folder.filePath("root"), rootFiles));
        QVERIFY(writeAll(m_folder.filePath("boot"), rootFiles));
        QVERIFY(QFile::remove(m_folder.filePath("boot/etc/fstab")));
        QVERIFY(writeAll(m_folder.filePath("esp"), espFiles));
        QVERIFY(write(m_folder.filePath("large/loader/entries/a.conf"), QByteArray((64 << 10) + 1, ' ')));
        QVERIFY(write(m_folder.filePath("large/loader/entries/b.conf"), "options root=UUID=b\n"));
        for (int i = 100; i < 200; ++i)
            QVERIFY(
                write(m_folder.filePath("many/loader/entries/" + QString::number(i) + ".conf"), "options\n"));
    }

    void aRootIsReadWhole_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : readableKinds()) {
            if (!isFat(kind))
                QTest::newRow(contentKindName(kind).data()) << kind;
        }
    }
    void aRootIsReadWhole()
    {
        QFETCH(const ContentKind, kind);
        const Files files = filesIn(kind, "root");
        QCOMPARE(files, rootFiles);
        QCOMPARE(valuesOf(files),
                 (std::vector<std::string>{"/dev/disk/by-uuid/device", "PARTUUID=force", "UUID=cmdline",
                                           "UUID=dracut", "UUID=entry-a", "UUID=entry-b", "UUID=entry-c",
                                           "UUID=fstab", "UUID=resume", "UUID=vendor"}));
    }

    void ofABootPartitionOnlyWhatBoots()
    {
        Files expected;
        for (const auto &[path, text] : rootFiles) {
            if (path.contains("/entries/"))
                expected[path] = text;
        }
        QCOMPARE(filesIn(ContentKind::Ext4, "boot"), expected);
    }

    void anEspIsReadToo_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::newRow("as the firmware has it") << ContentKind::Fat32;
        QTest::newRow("on a file system of its own kind") << ContentKind::Ext4;
    }
    void anEspIsReadToo()
    {
        QFETCH(const ContentKind, kind);
        const Files files = filesIn(kind, "esp");
        QCOMPARE(files, espFiles);
        QCOMPARE(valuesOf(files),
                 (std::vector<std::string>{"LABEL=extlinux", "PARTUUID=cmdline", "UUID=boot", "UUID=entry",
                                           "UUID=esp"}));
    }

    void whatIsTooLargeOrTooManyIsLeft_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : readableKinds())
            QTest::newRow(contentKindName(kind).data()) << kind;
    }
    void whatIsTooLargeOrTooManyIsLeft()
    {
        QFETCH(const ContentKind, kind);
        QCOMPARE(filesIn(kind, "large"), (Files{{"/loader/entries/b.conf", "options root=UUID=b\n"}}));
        const Files many = filesIn(kind, "many");
        QCOMPARE(many.size(), std::size_t{64});
        QVERIFY(many.begin()->first == "/loader/entries/100.conf"
                && many.rbegin()->first == "/loader/entries/163.conf");
    }

    void whatHasNoReaderHasNoFiles()
    {
        MadeContent made(Bytes(4 << 20));
        for (const ContentKind kind : {ContentKind::Ntfs, ContentKind::Swap, ContentKind::Unknown})
            QVERIFY(readProbedFiles(made.disk, made.where, kind).empty());
    }
};

QTEST_GUILESS_MAIN(TestProbedFiles)
#include "tst_probed_files.moc"
