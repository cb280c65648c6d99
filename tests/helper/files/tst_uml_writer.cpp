// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/files/readers.h"
#include "helper/files/writers.h"
#include "tests/helper/made_content.h"

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
        CHECK(writeInUserModeLinux({.tools = m_tools, .kind = kind, .name = "config.partids", .text = text},
                                   window->path()));
        return window->close();
    }

private slots:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        if (!canRunUserModeLinux(m_tools, ContentKind::Xfs))
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

    void otherKindsAreNotPromised()
    {
        QVERIFY(!canRunUserModeLinux(m_tools, ContentKind::F2fs));
        QVERIFY(!canRunUserModeLinux(Toolbox({"/nowhere"}), ContentKind::Xfs));
    }
};

QTEST_GUILESS_MAIN(TestUmlWriter)
#include "tst_uml_writer.moc"
