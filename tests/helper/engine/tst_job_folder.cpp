// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/job_folder.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/memory_device.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

SparseBytes disk()
{
    return diskOf("label: gpt\n1 : start=2048, size=2048, name=\"p.lxboot\"\n2 : start=8192, size=2048, "
                  "name=\"p.lxroot\"\n",
                  24_MiB);
}

}

class TestJobFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_disk = std::make_unique<MemoryDevice>(disk());
        m_bench = Workbench::planned(inventoryOn(*m_disk), {edit::SetClones{.number = 2, .count = 1}});
    }

    void keepsTheWholeJob()
    {
        const JobFolder made = create();
        const JobFolder folder = JobFolder::open(made.path()).value();
        const Job back = folder.readJob().value();
        QVERIFY(back.path == m_bench->job.path && back.inventory == m_bench->job.inventory);
        QVERIFY(back.derived.plan == m_bench->job.derived.plan);
        QVERIFY(back.derived.now == m_bench->job.derived.now
                && back.derived.designed == m_bench->job.derived.designed);
        QVERIFY(back.jobRoot.empty());
        QCOMPARE(folder.started().size(), std::size_t{20});
        QCOMPARE(folder.started(), made.started());
        QVERIFY(QDateTime::fromString(QString::fromStdString(folder.started()), Qt::ISODate).isValid());
    }

    void keepsTheTablesOwnSectors()
    {
        const JobFolder folder = create();
        const TableReading reading = readTable(*m_disk, plainTopology()).value();
        QVERIFY(folder.saveTable(*m_disk, reading));
        const auto sectors = folder.savedSectors().value();
        QCOMPARE(sectors.size(), reading.metadata.size());
        SparseBytes restored(m_disk->size());
        for (const TableWrite &one : sectors)
            restored.write(one.at, one.bytes);
        QVERIFY(restored == m_disk->content());
        QCOMPARE(fileIn(folder, "table.sfdisk"), QByteArray::fromStdString(reading.script));
    }

    void keepsFormerFiles()
    {
        const JobFolder folder = create();
        const auto partids = [](int number) {
            return SavedFile{.number = number, .layer = {}, .path = "/config.partids"};
        };
        QVERIFY(!folder.savedFormer(partids(2)));
        QVERIFY(folder.saveFormer(partids(2), "kiwi_RootPart=\"2\"\n"));
        QVERIFY(folder.saveFormer(partids(3), std::nullopt));
        QVERIFY(folder.savedFormer(partids(2)).value() == "kiwi_RootPart=\"2\"\n");
        QVERIFY(folder.savedFormer(partids(3)).value() == std::nullopt);
        QVERIFY(!folder.savedFormer(partids(1)));
        QCOMPARE(fileIn(folder, "config.partids.2"), QByteArray("kiwi_RootPart=\"2\"\n"));
        QCOMPARE(folder.formerPath(partids(2)), folder.path() + "/config.partids.2");
        const SavedFile fstab{.number = 2, .layer = {}, .path = "/etc/fstab"};
        SavedFile inner = fstab;
        inner.layer = {{.container = ContentKind::Luks2, .volume = 0},
                       {.container = ContentKind::LvmPv, .volume = 1}};
        QVERIFY(folder.saveFormer(fstab, "old\n"));
        QVERIFY(!folder.savedFormer(inner));
        QVERIFY(folder.saveFormer(inner, "inner\n"));
        QVERIFY(folder.savedFormer(fstab).value() == "old\n");
        QVERIFY(folder.savedFormer(inner).value() == "inner\n");
        QVERIFY(!folder.savedFormer({.number = 2, .layer = {}, .path = "/etc/crypttab"}));
        QCOMPARE(fileIn(folder, "etc%fstab.2"), QByteArray("old\n"));
        QCOMPARE(fileIn(folder, "etc%fstab.2.0.1"), QByteArray("inner\n"));
    }

    void keepsWhatCouldNotBeRead()
    {
        const JobFolder folder = create();
        const std::vector<UnreadRange> unread{{.partition = 2, .where = {Offset(4096), 8192_B}},
                                              {.partition = 2, .where = {Offset(1 << 20), 4096_B}}};
        QVERIFY(folder.savedUnread(1).value().empty());
        QVERIFY(folder.saveUnread(1, unread));
        QVERIFY(folder.savedUnread(1).value() == unread);
        QVERIFY(folder.savedUnread(2).value().empty());
        QCOMPARE(fileIn(folder, "unread.1"), QByteArray("2 4096 8192\n2 1048576 4096\n"));
    }

    void refusesAListOfRangesThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isPermitted");
        QTest::newRow("a range") << QByteArray("2 4096 8192\n") << true;
        QTest::newRow("no number") << QByteArray("x 4096 8192\n") << false;
        QTest::newRow("cut off") << QByteArray("2 4096\n") << false;
        QTest::newRow("negative place") << QByteArray("2 -1 8192\n") << false;
        QTest::newRow("no size") << QByteArray("2 4096 0\n") << false;
        QTest::newRow("as many as there may be") << QByteArray("2 0 1\n").repeated(1024) << true;
        QTest::newRow("one more") << QByteArray("2 0 1\n").repeated(1025) << false;
    }
    void refusesAListOfRangesThatIsNone()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, isPermitted);
        const JobFolder folder = create();
        QFile file(QString::fromStdString(folder.path() + "/unread.1"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        QCOMPARE(folder.savedUnread(1).has_value(), isPermitted);
    }

    void keepsTheMark_data()
    {
        QTest::addColumn<bool>("isEnded");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("isTouched");
        QTest::newRow("begun") << false << 0 << false;
        QTest::newRow("writing the table") << false << 7 << true;
        QTest::newRow("ended") << true << 12 << true;
    }
    void keepsTheMark()
    {
        QFETCH(const bool, isEnded);
        QFETCH(const int, step);
        QFETCH(const bool, isTouched);
        const JobFolder folder = create();
        QVERIFY(!folder.readMark());
        const JobMark mark{.state = isEnded ? JobMark::State::Ended : JobMark::State::Running,
                           .step = static_cast<std::size_t>(step),
                           .isTableTouched = isTouched};
        QVERIFY(folder.mark({.state = JobMark::State::Running, .step = 99, .isTableTouched = false}));
        QVERIFY(folder.mark(mark));
        QVERIFY(folder.readMark() == mark);
    }

    void isForItsOwnerAlone()
    {
        const JobFolder folder = create();
        QVERIFY(folder.mark({}));
        struct stat status = {};
        QCOMPARE(::stat(folder.path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
        QCOMPARE(::stat((folder.path() + "/mark").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }

    void leavesNoHalfWrittenFile()
    {
        const JobFolder folder = create();
        QVERIFY(folder.mark({}));
        for (const QString &name : QDir(QString::fromStdString(folder.path())).entryList(QDir::Files))
            QVERIFY2(!name.endsWith(".new"), qPrintable(name));
        // What a killed writer left does not count and is no obstacle.
        put(folder, "mark.new", "ended 99 tou");
        QVERIFY(folder.readMark() == JobMark());
        QVERIFY(folder.mark({.state = JobMark::State::Running, .step = 3, .isTableTouched = true}));
        QCOMPARE(folder.readMark()->step, std::size_t{3});
    }

    void refusesGarbage_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("an empty mark") << QByteArray("mark") << QByteArray();
        QTest::newRow("a torn mark") << QByteArray("mark") << QByteArray("running 3");
        QTest::newRow("a torn word") << QByteArray("mark") << QByteArray("running 3 tou");
        QTest::newRow("a strange mark") << QByteArray("mark") << QByteArray("walking 3 touched\n");
        QTest::newRow("a negative step") << QByteArray("mark") << QByteArray("running -3 touched\n");
        QTest::newRow("a job of nothing") << QByteArray("job.cbor") << QByteArray();
        QTest::newRow("a job of noise") << QByteArray("job.cbor") << QByteArray("\xff\x00\x17garbage", 10);
        QTest::newRow("sectors without a head") << QByteArray("sectors.bin") << QByteArray(4096, 'x');
        QTest::newRow("a negative place") << QByteArray("sectors.bin") << QByteArray("-512 4\nabcd");
        QTest::newRow("an empty run") << QByteArray("sectors.bin") << QByteArray("512 0\n");
        QTest::newRow("too few bytes") << QByteArray("sectors.bin") << QByteArray("512 512\nabcd");
        QTest::newRow("a size beyond all")
            << QByteArray("sectors.bin") << QByteArray("512 99999999999999999999\nabcd");
        QTest::newRow("no sectors at all") << QByteArray("sectors.bin") << QByteArray();
    }
    void refusesGarbage()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, content);
        const JobFolder folder = create();
        put(folder, file, content);
        if (file == "mark")
            QVERIFY(!folder.readMark());
        else if (file == "job.cbor")
            QVERIFY(!folder.readJob());
        else
            QVERIFY(!folder.savedSectors());
    }

    void refusesEveryTornJob()
    {
        const JobFolder folder = create();
        const QByteArray whole = fileIn(folder, "job.cbor");
        for (qsizetype size = 0; size < whole.size(); size += 97) {
            put(folder, "job.cbor", whole.first(size));
            QVERIFY(!folder.readJob());
        }
    }

    void opensOnlyItsOwnersFolders()
    {
        const JobFolder folder = create();
        const std::string link = folder.path() + "-link";
        QCOMPARE(::symlink(folder.path().c_str(), link.c_str()), 0);
        QVERIFY(!JobFolder::open(link));
        QVERIFY(!JobFolder::open(folder.path() + "/job.cbor"));
        QVERIFY(!JobFolder::open(folder.path() + "/none"));
        if (::geteuid() != 0)
            QSKIP("SKIPPED WITHOUT ROOT: a folder cannot be given to another user");
        QCOMPARE(::chown(folder.path().c_str(), 12345, 12345), 0);
        const auto foreign = JobFolder::open(folder.path());
        QVERIFY(!foreign && foreign.error().code == ErrorCode::Denied);
    }

    void followsNoLinkToAFile()
    {
        const JobFolder folder = create();
        QVERIFY(folder.mark({}));
        const std::string mark = folder.path() + "/mark";
        QCOMPARE(::rename(mark.c_str(), (mark + "2").c_str()), 0);
        QCOMPARE(::symlink((mark + "2").c_str(), mark.c_str()), 0);
        QVERIFY(!folder.readMark());
    }

    void listsTheNewestFirst()
    {
        std::vector<std::string> made;
        for (int i = 0; i < 12; ++i)
            made.push_back(create().path());
        QFile file(QString::fromStdString(m_bench->job.jobRoot + "/lock"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        std::ranges::reverse(made);
        QCOMPARE(JobFolder::list(m_bench->job.jobRoot), made);
        QVERIFY(JobFolder::list("/nowhere").empty());
    }

    void saysThatItCannotBeMade()
    {
        m_bench->job.jobRoot = "/proc/none/jobs";
        QVERIFY(!JobFolder::create(m_bench->job.jobRoot, m_bench->job));
    }

private:
    [[nodiscard]] JobFolder create() const
    {
        return JobFolder::create(m_bench->job.jobRoot, m_bench->job).value();
    }
    static QByteArray fileIn(const JobFolder &folder, const char *name)
    {
        QFile file(QString::fromStdString(folder.path()) + "/" + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unread");
    }
    static void put(const JobFolder &folder, const QByteArray &name, const QByteArray &content)
    {
        QFile file(QString::fromStdString(folder.path()) + "/" + name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qFatal("%s", name.constData());
    }

    std::unique_ptr<MemoryDevice> m_disk;
    std::unique_ptr<Workbench> m_bench;
};

QTEST_GUILESS_MAIN(TestJobFolder)
#include "tst_job_folder.moc"
