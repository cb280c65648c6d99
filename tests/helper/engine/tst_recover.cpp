// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/engine/table_match.h"
#include "helper/files/root_file.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/support/table_viewer.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// A disk with an ext4 root behind an unformatted partition.
const SparseBytes &original()
{
    static const SparseBytes content = [] {
        MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=2048, name=\"p.lxboot\"\n"
                                 "2 : start=4096, size=8192, name=\"p.lxroot\"\n",
                                 32_MiB));
        const Inventory inventory = inventoryOn(disk);
        disk.content().write(inventory.partitions[0].extent.begin, noise(1 << 20, 1));
        auto window =
            PartitionWindow::open(disk, inventory.partitions[1].extent, PartitionWindow::Access::ReadWrite)
                .value();
        const ToolOutput output =
            runChild(MadeContent::place("mkfs.ext4"), {"-q", "-F", window->path()}, {}).value();
        if (output.status != 0 || !window->close())
            qFatal("%s", output.lastLine().c_str());
        return disk.content();
    }();
    return content;
}

constexpr std::size_t partidsMax = 65536;
constexpr const char *formerText = "kiwi_RootPart=\"2\"\n";

/// The same with a config.partids in the root.
const SparseBytes &originalWithPartids()
{
    static const SparseBytes content = [] {
        MemoryDevice disk(original());
        const Partition root = inventoryOn(disk).partitions[1];
        if (!writeRootFile(disk, root.extent, root.content.kind, "config.partids", formerText))
            qFatal("config.partids");
        return disk.content();
    }();
    return content;
}

/// The power went at the beginning of a step, or at its end but for the mark.
struct Stopped
{
    std::unique_ptr<TableImage> image;
    std::unique_ptr<Workbench> bench;
    std::unique_ptr<FileDevice> disk;
    JobMark mark;
};

}

class TestRecover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
    }

    void takesUpAJobWhereverItStopped_data();
    void takesUpAJobWhereverItStopped();
    void saysWhatTheFirstPartOfTheJobCouldNotRead_data();
    void saysWhatTheFirstPartOfTheJobCouldNotRead();
    void healsADamagedTable_data();
    void healsADamagedTable();
    void givesTheRootItsFormerPartids_data();
    void givesTheRootItsFormerPartids();
    void saysWhatToDoWhereTheFormerPartidsCannotBeGivenBack_data();
    void saysWhatToDoWhereTheFormerPartidsCannotBeGivenBack();
    void leavesOldJobsAlone();
    void leavesADiskAloneThatSomebodyElseHasPartitioned();
    void knowsOnlyItsOwnDisk();
    void doesNotTakeBackWhatHasBecomeAClone();
    void doesNotTakeBackWhatHasGrownInItsOldPlace();
    void refusesWhereThereIsNoJob();

private:
    [[nodiscard]] static Stopped stoppedAt(std::size_t step, bool isStepDone,
                                           Placement placement = Placement::FreeSpace,
                                           const SparseBytes &content = original());
    /// In the root of the old table.
    [[nodiscard]] static std::optional<std::string> partidsOn(const Stopped &stopped)
    {
        const Partition &root = stopped.bench->job.inventory.partitions[1];
        return readRootFile(*stopped.disk, root.extent, root.content.kind, "/config.partids", partidsMax)
            .value();
    }
    [[nodiscard]] static std::vector<JobState> jobs(const Stopped &stopped)
    {
        return findJobs(*stopped.disk, stopped.bench->job.jobRoot).value();
    }
    [[nodiscard]] static Report recovered(Stopped &stopped, Recovery way)
    {
        return recover(*stopped.disk, {.path = "disk", .jobRoot = stopped.bench->job.jobRoot, .way = way},
                       stopped.bench->listener, {});
    }
    static void verifyFinished(const Stopped &stopped);
    static void verifyTakenBack(const Stopped &stopped);
};

Stopped TestRecover::stoppedAt(std::size_t step, bool isStepDone, Placement placement,
                               const SparseBytes &content)
{
    Stopped stopped;
    stopped.image = std::make_unique<TableImage>(content);
    stopped.disk =
        FileDevice::open(stopped.image->path().toStdString(), FileDevice::Access::Exclusive).value();
    stopped.bench = Workbench::planned(
        inventoryOn(*stopped.disk),
        {edit::SetPlacement{.placement = placement}, edit::SetClones{.number = 2, .count = 1}});
    Job &job = stopped.bench->job;
    const Plan whole = job.derived.plan;
    std::size_t table = stopped.bench->stepAt("write-table");
    JobFolder folder = JobFolder::create(job.jobRoot, job).value();
    Meter meter(stopped.bench->listener, job.derived.plan);
    job.derived.plan.steps.resize(step + (isStepDone ? 1 : 0));
    Context context{.disk = *stopped.disk,
                    .topology = plainTopology(),
                    .job = job,
                    .folder = folder,
                    .meter = meter,
                    .stop = {},
                    .published = {},
                    .report = {},
                    .warnings = {}};
    const Report report = runSteps(context, 0);
    if (report.error)
        qFatal("%s", wordsOf(report).c_str());
    job.derived.plan = whole;
    // runSteps marked the shorter plan as ended; the power was faster.
    stopped.mark = {.state = JobMark::State::Running,
                    .step = step,
                    .isTableTouched = step > table || (step == table && isStepDone)};
    if (!folder.mark(stopped.mark))
        qFatal("mark");
    return stopped;
}

void TestRecover::verifyFinished(const Stopped &stopped)
{
    const Inventory after = inventoryOn(*stopped.disk);
    QVERIFY(compareEntries(stopped.bench->job.derived.designed.slots,
                           *readTable(*stopped.disk, plainTopology()), "disk"));
    QVERIFY(!after.table.isPrimaryDamaged && !after.table.isBackupDamaged);
    Keys keys;
    const auto checks = verify(*stopped.disk, after, keys, stopped.bench->listener, {});
    QVERIFY(checks && !checks->empty());
    for (const Check &check : *checks)
        QVERIFY2(check.isPassed, english(check.message).c_str());
    QVERIFY(std::ranges::contains(*checks, "content-equal", &Check::code));
    QVERIFY(std::ranges::contains(*checks, "partids-true", &Check::code));
    QVERIFY(jobs(stopped).empty());
}

void TestRecover::verifyTakenBack(const Stopped &stopped)
{
    const SparseBytes content = stopped.image->content();
    QVERIFY(seenByLinux(content, 512_B) == seenByLinux(original(), 512_B));
    QVERIFY(seenByUefi(content, 512_B) == seenByUefi(original(), 512_B));
    const Partition &boot = stopped.bench->job.inventory.partitions[0];
    QVERIFY(content.read(boot.extent) == original().read(boot.extent));
    QVERIFY(inventoryOn(*stopped.disk).partitions[1].content.uuid
            == stopped.bench->job.inventory.partitions[1].content.uuid);
    QVERIFY(partidsOn(stopped) == std::nullopt);
    QVERIFY(jobs(stopped).empty());
}

void TestRecover::takesUpAJobWhereverItStopped_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<bool>("isStepDone");
    QTest::addColumn<Recovery>("way");
    QTest::addColumn<Placement>("placement");
    if (!canOpenWindows())
        return;
    for (const Placement placement : {Placement::FreeSpace, Placement::Adjacent}) {
        const std::size_t count = stoppedAt(0, false, placement).bench->job.derived.plan.steps.size();
        for (std::size_t step = 0; step < count; ++step) {
            for (const bool isDone : {false, true}) {
                for (const Recovery way : {Recovery::Finish, Recovery::Undo})
                    QTest::addRow("%s, step %d %s, %s", std::string(placementName(placement)).c_str(),
                                  static_cast<int>(step), isDone ? "done" : "begun",
                                  way == Recovery::Finish ? "finish" : "undo")
                        << static_cast<int>(step) << isDone << way << placement;
            }
        }
    }
}

void TestRecover::takesUpAJobWhereverItStopped()
{
    QFETCH(const int, step);
    QFETCH(const bool, isStepDone);
    QFETCH(const Recovery, way);
    QFETCH(const Placement, placement);
    Stopped stopped = stoppedAt(static_cast<std::size_t>(step), isStepDone, placement);
    const std::vector<JobState> found = jobs(stopped);
    QCOMPARE(found.size(), std::size_t{1});
    const bool isPublished = stopped.mark.isTableTouched;
    QCOMPARE(found[0].disk, isPublished ? DiskState::Incomplete : DiskState::Unchanged);
    QCOMPARE(found[0].canFinish, isPublished);
    // In adjacent placement the old place becomes the clone once its identifier is renewed.
    const bool isRelabelled =
        placement == Placement::Adjacent && stopped.mark.step >= stopped.bench->stepAt("renew-identity");
    QCOMPARE(found[0].canUndo, isPublished && !isRelabelled);

    const SparseBytes before = stopped.image->content();
    const Report report = recovered(stopped, way);
    const bool isPossible = way == Recovery::Finish ? found[0].canFinish : found[0].canUndo;
    if (!isPossible) {
        QVERIFY(report.error && report.error->code == ErrorCode::Refused && !report.isSuccess());
        QVERIFY(stopped.image->content() == before);
        return;
    }
    QVERIFY2(!report.error, wordsOf(report).c_str());
    QCOMPARE(report.disk, way == Recovery::Finish ? DiskState::Done : DiskState::Unchanged);
    QCOMPARE(report.after.slots.size(), std::size_t(way == Recovery::Finish ? 3 : 2));
    if (way == Recovery::Finish)
        verifyFinished(stopped);
    else
        verifyTakenBack(stopped);
}

void TestRecover::saysWhatTheFirstPartOfTheJobCouldNotRead_data()
{
    QTest::addColumn<QByteArray>("saved");
    QTest::addColumn<bool>("isPublished");
    QTest::addColumn<int>("unread");
    QTest::newRow("nothing") << QByteArray() << true << 0;
    QTest::newRow("two ranges") << QByteArray("2 4096 4096\n2 16384 4096\n") << true << 2;
    QTest::newRow("nobody knows") << QByteArray("?\n") << false << 0;
}

void TestRecover::saysWhatTheFirstPartOfTheJobCouldNotRead()
{
    QFETCH(const QByteArray, saved);
    QFETCH(const int, unread);
    const std::size_t table = stoppedAt(0, false).bench->stepAt("write-table");
    Stopped stopped = stoppedAt(table, true);
    const std::size_t copy = stopped.bench->stepAt("copy-blocks");
    QFile file(QString::fromStdString(jobs(stopped).at(0).folder + "/unread." + std::to_string(copy)));
    QVERIFY(saved.isEmpty() || (file.open(QIODevice::WriteOnly) && file.write(saved) == saved.size()));
    file.close();
    const Report report = recovered(stopped, Recovery::Finish);
    QCOMPARE(report.disk, DiskState::Done);
    QTEST(report.isPublished(), "isPublished");
    QCOMPARE(report.steps[copy].unread.size(), static_cast<std::size_t>(unread));
    QCOMPARE(report.isSuccess(), saved.isEmpty());
}

void TestRecover::healsADamagedTable_data()
{
    QTest::addColumn<qint64>("headFrom");
    QTest::addColumn<bool>("isTailBad");
    QTest::addColumn<bool>("isWriting");
    QTest::addColumn<Recovery>("way");
    for (const bool isWriting : {true, false}) {
        for (const Recovery way : {Recovery::Finish, Recovery::Undo}) {
            const char *const name = way == Recovery::Finish ? "finish" : "undo";
            QTest::addRow("all of it, %s, writing %d", name, isWriting)
                << qint64{0} << true << isWriting << way;
            QTest::addRow("both copies, not the MBR, %s, writing %d", name, isWriting)
                << qint64{512} << true << isWriting << way;
            QTest::addRow("the primary array, %s, writing %d", name, isWriting)
                << qint64{1024} << false << isWriting << way;
            QTest::addRow("the backup, %s, writing %d", name, isWriting)
                << qint64{-1} << true << isWriting << way;
        }
    }
}

void TestRecover::healsADamagedTable()
{
    QFETCH(const qint64, headFrom);
    QFETCH(const bool, isTailBad);
    QFETCH(const bool, isWriting);
    QFETCH(const Recovery, way);
    const Stopped whole = stoppedAt(0, false);
    Stopped stopped = stoppedAt(whole.bench->stepAt(isWriting ? "write-table" : "write-partids"), isWriting);
    if (headFrom >= 0)
        QVERIFY(stopped.disk->write(Offset(headFrom), noise(static_cast<std::size_t>(17408 - headFrom), 5)));
    if (isTailBad)
        QVERIFY(stopped.disk->write(Offset() + (32_MiB - 16896_B), noise(16896, 6)));
    const std::vector<JobState> found = jobs(stopped);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].disk, DiskState::Unknown);
    QVERIFY(found[0].canFinish && found[0].canUndo);
    const Report report = recovered(stopped, way);
    QVERIFY2(!report.error, wordsOf(report).c_str());
    QCOMPARE(report.disk, way == Recovery::Finish ? DiskState::Done : DiskState::Unchanged);
    if (way == Recovery::Finish)
        verifyFinished(stopped);
    else
        verifyTakenBack(stopped);
}

void TestRecover::givesTheRootItsFormerPartids_data()
{
    QTest::addColumn<bool>("hadPartids");
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<bool>("isStepDone");
    QTest::addColumn<bool>("isFinishTried");
    for (const bool had : {true, false}) {
        const char *const name = had ? "a root with the file" : "a root without";
        QTest::addRow("%s, before it was written", name) << had << QByteArray("write-table") << true << false;
        QTest::addRow("%s, after", name) << had << QByteArray("write-partids") << true << false;
        QTest::addRow("%s, after another try to finish", name)
            << had << QByteArray("write-partids") << true << true;
    }
}

void TestRecover::givesTheRootItsFormerPartids()
{
    QFETCH(const bool, hadPartids);
    QFETCH(const QByteArray, step);
    QFETCH(const bool, isStepDone);
    QFETCH(const bool, isFinishTried);
    const SparseBytes &content = hadPartids ? originalWithPartids() : original();
    const auto former = hadPartids ? std::optional<std::string>(formerText) : std::nullopt;
    const Stopped whole = stoppedAt(0, false, Placement::FreeSpace, content);
    // Two roots are written, the clone's first: the last of these steps is the origin's.
    const std::size_t at = step == "write-partids" ? whole.bench->job.derived.plan.steps.size() - 1
                                                   : whole.bench->stepAt(step.constData());
    Stopped stopped = stoppedAt(at, isStepDone, Placement::FreeSpace, content);
    const bool isWritten = step == "write-partids";
    QCOMPARE(partidsOn(stopped) == former, !isWritten);
    if (isFinishTried) {
        // The job begins anew at the table, is cut off there, and its mark says so.
        const JobFolder folder = JobFolder::open(JobFolder::list(stopped.bench->job.jobRoot).front()).value();
        QVERIFY(folder.mark({.state = JobMark::State::Running,
                             .step = stopped.bench->stepAt("write-table"),
                             .isTableTouched = true}));
    }
    const Report report = recovered(stopped, Recovery::Undo);
    QVERIFY2(!report.error, wordsOf(report).c_str());
    QVERIFY2(report.warnings.empty(), report.warnings.empty() ? "" : report.warnings.front().c_str());
    QCOMPARE(report.disk, DiskState::Unchanged);
    QCOMPARE(report.steps.size(), std::size_t(isWritten ? 1 : 0));
    QVERIFY(!isWritten || report.steps[0].note.contains("/config.partids in partition 2"));
    QVERIFY(partidsOn(stopped) == former);
    QVERIFY(jobs(stopped).empty());
}

void TestRecover::saysWhatToDoWhereTheFormerPartidsCannotBeGivenBack_data()
{
    QTest::addColumn<bool>("hadPartids");
    QTest::addColumn<bool>("isSaved");
    QTest::addColumn<QByteArray>("advice");
    QTest::newRow("a file to copy") << true << true << QByteArray("/config.partids.2 over the file.");
    QTest::newRow("none to be there") << false << true << QByteArray("delete the file.");
    QTest::newRow("nothing saved") << true << false << QByteArray("parterrectl partids");
}

void TestRecover::saysWhatToDoWhereTheFormerPartidsCannotBeGivenBack()
{
    QFETCH(const bool, hadPartids);
    QFETCH(const bool, isSaved);
    QFETCH(const QByteArray, advice);
    const SparseBytes &content = hadPartids ? originalWithPartids() : original();
    const Stopped whole = stoppedAt(0, false, Placement::FreeSpace, content);
    Stopped stopped =
        stoppedAt(whole.bench->job.derived.plan.steps.size() - 1, true, Placement::FreeSpace, content);
    const auto written = partidsOn(stopped);
    const Partition root = stopped.bench->job.inventory.partitions[1];
    const std::string folder = JobFolder::list(stopped.bench->job.jobRoot).front();
    if (!isSaved)
        QVERIFY(QFile::remove(QString::fromStdString(folder + "/config.partids.2")));
    else
        // The root was mounted and not unmounted since: its superblock says so.
        QVERIFY(stopped.disk->write(root.extent.begin + 1024_B + 0x3a_B, std::vector{std::byte{0}}));
    const Report report = recovered(stopped, Recovery::Undo);
    QVERIFY2(!report.error, wordsOf(report).c_str());
    QCOMPARE(report.disk, DiskState::Unchanged);
    QVERIFY(report.steps.empty());
    QCOMPARE(report.warnings.size(), std::size_t{1});
    const QByteArray warning = QByteArray::fromStdString(report.warnings[0]);
    QVERIFY2(warning.contains("/config.partids in partition 2") && warning.contains(advice),
             warning.constData());
    QVERIFY(!hadPartids || !isSaved || warning.contains(QByteArray::fromStdString(folder)));
    QVERIFY(isSaved || partidsOn(stopped) == written);
}

void TestRecover::leavesOldJobsAlone()
{
    const Stopped whole = stoppedAt(0, false);
    const std::size_t table = whole.bench->stepAt("write-table");
    // The first stopped with the old table whole, the second one copied over its copies and was cancelled.
    Stopped stopped = stoppedAt(table, false);
    const JobFolder first = JobFolder::open(JobFolder::list(stopped.bench->job.jobRoot).front()).value();
    QVERIFY(first.mark({.state = JobMark::State::Running, .step = table, .isTableTouched = true}));
    QCOMPARE(jobs(stopped).size(), std::size_t{1});
    stopped.bench->listener.hear = [&](const Progress &progress) {
        if (progress.step == 2)
            stopped.bench->stop.request_stop();
    };
    const Report second = stopped.bench->run(*stopped.disk);
    QVERIFY(second.error && second.error->code == ErrorCode::Cancelled);
    QVERIFY(jobs(stopped).empty());
    const Report report = recovered(stopped, Recovery::Finish);
    QVERIFY(report.error && report.error->code == ErrorCode::Refused);
}

void TestRecover::leavesADiskAloneThatSomebodyElseHasPartitioned()
{
    const Stopped whole = stoppedAt(0, false);
    Stopped stopped = stoppedAt(whole.bench->stepAt("write-partids"), false);
    std::vector<Slot> other = stopped.bench->job.derived.now.slots;
    other[1].extent.size = 2_MiB;
    QVERIFY(commitTable(*stopped.disk, encodeTable(*stopped.disk, plainTopology(), other).value()));
    QVERIFY(jobs(stopped).empty());
    const SparseBytes before = stopped.image->content();
    QVERIFY(recovered(stopped, Recovery::Undo).error);
    QVERIFY(recovered(stopped, Recovery::Finish).error);
    QVERIFY(stopped.image->content() == before);
}

void TestRecover::knowsOnlyItsOwnDisk()
{
    const Stopped whole = stoppedAt(0, false);
    const Stopped stopped = stoppedAt(whole.bench->stepAt("write-partids"), false);
    const TableImage other(diskOf("label: gpt\nstart=2048, size=2048\n", 32_MiB));
    const auto disk = FileDevice::open(other.path().toStdString(), FileDevice::Access::Exclusive).value();
    QVERIFY(findJobs(*disk, stopped.bench->job.jobRoot)->empty());
    const TableImage empty(SparseBytes(32_MiB));
    const auto blank = FileDevice::open(empty.path().toStdString(), FileDevice::Access::Exclusive).value();
    QVERIFY(findJobs(*blank, stopped.bench->job.jobRoot)->empty());
}

void TestRecover::doesNotTakeBackWhatHasBecomeAClone()
{
    const Stopped whole = stoppedAt(0, false, Placement::Adjacent);
    Stopped stopped = stoppedAt(whole.bench->stepAt("renew-identity"), true, Placement::Adjacent);
    const Report report = recovered(stopped, Recovery::Undo);
    QVERIFY(report.error && report.error->code == ErrorCode::Refused && !report.isSuccess());
    QVERIFY2(report.error->detail.contains("finish"), report.error->detail.c_str());
}

void TestRecover::doesNotTakeBackWhatHasGrownInItsOldPlace()
{
    const std::size_t table = stoppedAt(0, false).bench->stepAt("write-table");
    for (const bool isOldPlace : {false, true}) {
        Stopped stopped = stoppedAt(table, true);
        Job job = stopped.bench->job;
        const Slot *const slot = findSlot(job.derived.designed, 2, isOldPlace ? 0 : 1);
        auto &steps = job.derived.plan.steps;
        steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(table) + 1,
                     step::GrowContent{.partition = 2,
                                       .cloneIndex = slot->cloneIndex,
                                       .where = slot->extent,
                                       .kind = slot->content.kind});
        const std::string saved = jobs(stopped).at(0).folder + "/sectors.bin";
        const JobFolder folder = JobFolder::create(job.jobRoot, job).value();
        QVERIFY(QFile::copy(QString::fromStdString(saved),
                            QString::fromStdString(folder.path() + "/sectors.bin")));
        QVERIFY(folder.mark({.state = JobMark::State::Running, .step = table + 1, .isTableTouched = true}));
        const std::vector<JobState> found = jobs(stopped);
        QVERIFY(!found.empty() && found[0].folder == folder.path());
        QVERIFY(found[0].canFinish);
        QCOMPARE(found[0].canUndo, !isOldPlace);
    }
}

void TestRecover::refusesWhereThereIsNoJob()
{
    const TableImage image(original());
    const auto disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
    Listener listener;
    for (const Recovery way : {Recovery::Finish, Recovery::Undo}) {
        const Report report =
            recover(*disk, {.path = "disk", .jobRoot = "/nowhere", .way = way}, listener, {});
        QVERIFY(report.error && report.error->code == ErrorCode::Refused);
        QCOMPARE(report.disk, DiskState::Unchanged);
    }
    QVERIFY(image.content() == original());
}

QTEST_GUILESS_MAIN(TestRecover)
#include "tst_recover.moc"
