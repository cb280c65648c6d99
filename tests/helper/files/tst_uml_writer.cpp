// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/files/readers.h"
#include "helper/files/user_mode_linux.h"
#include "helper/files/writers.h"
#include "tests/helper/made_content.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

class TestUmlWriter : public QObject
{
    Q_OBJECT

    Toolbox m_tools;

    Result<> write(MadeContent &made, ContentKind kind, const std::string &text)
    {
        TRY(const auto window,
            PartitionWindow::open(made.disk, made.where, PartitionWindow::Access::ReadWrite));
        CHECK(writeInUserModeLinux(
            {.tools = m_tools, .kind = kind, .changes = {{.path = "/config.partids", .text = text}}},
            window->path()));
        return window->close();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        if (!hasUserModeLinux(m_tools, ContentKind::Xfs) || !tryUserModeLinux(m_tools))
            QSKIP("SKIPPED: User Mode Linux does not run here");
    }

    void aFileIsWrittenAndReplacedWithoutRoot_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::newRow("xfs") << ContentKind::Xfs;
        QTest::newRow("btrfs") << ContentKind::Btrfs;
    }

    void aFileIsWrittenAndReplacedWithoutRoot()
    {
        QFETCH(const ContentKind, kind);
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        for (const char *text : {"kiwi_RootPart=\"9\"\n", "kiwi_RootPart=\"10\"\nkiwi_BootPart=\"1\"\n"}) {
            const Result<> written = write(made, kind, text);
            QVERIFY2(written, written ? "" : written.error().detail.c_str());
            QVERIFY(readRootFile(made.disk, made.where, kind, "/config.partids", 1000) == text);
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        }
        QVERIFY(made.isGuardWhole());
    }

    void whatIsNotThatFileSystemIsAFailure()
    {
        MadeContent made(Bytes(16 << 20));
        const Result<> written = write(made, ContentKind::Xfs, "x");
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::ToolFailed);
    }

    void onlyWhatThatKernelKnowsIsPromised()
    {
        const QTemporaryDir folder;
        const QDir modules(folder.path());
        const auto knows = [&](ContentKind kind) {
            return hasUserModeLinux(m_tools, kind, folder.path().toStdString());
        };
        QVERIFY(!knows(ContentKind::Xfs));
        QVERIFY(modules.mkdir(QStringLiteral("6.1")));
        QFile list(modules.filePath(QStringLiteral("6.1/modules.builtin")));
        QVERIFY(list.open(QIODevice::WriteOnly)
                && list.write("kernel/fs/ext4/ext4.ko\nkernel/fs/xfs/xfs.ko\n") > 0);
        list.close();
        QVERIFY(knows(ContentKind::Xfs));
        QVERIFY(!knows(ContentKind::Btrfs));
        QVERIFY(!knows(ContentKind::Ext4));
        QVERIFY(!hasUserModeLinux(Toolbox({"/nowhere"}), ContentKind::Xfs));
    }

    void aTrialSaysWhetherItRuns()
    {
        QVERIFY(tryUserModeLinux(m_tools));
        const Result<> missing = tryUserModeLinux(Toolbox({"/nowhere"}));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::ToolMissing);
        QVERIFY(tryRootWriter(ContentKind::Ext4));
        QVERIFY(!tryRootWriter(ContentKind::Ntfs));
    }
};

QTEST_GUILESS_MAIN(TestUmlWriter)
#include "tst_uml_writer.moc"
