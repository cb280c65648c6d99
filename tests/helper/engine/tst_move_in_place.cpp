// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/job_file.h"
#include "helper/engine/journal_job.h"
#include "helper/engine/recover_move.h"
#include "tests/helper/engine/workbench.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// Two partitions that fill the first half of the disk, neither of which anything takes for a file system.
const SparseBytes &original()
{
    static const SparseBytes content = [] {
        SparseBytes disk = diskOf("label: gpt\n1 : start=1MiB, size=16MiB, name=\"p.lxboot\"\n"
                                  "2 : start=17MiB, size=40MiB, name=\"p.lxhome\"\n",
                                  160_MiB);
        disk.write(Offset(std::int64_t{1} << 20U), noise(16U << 20U, 1));
        disk.write(Offset(std::int64_t{17} << 20U), noise(40U << 20U, 2));
        return disk;
    }();
    return content;
}

/// On an image, the job that gives boot a clone before its origin: home has to make room.
struct Moving
{
    TableImage image{original()};
    std::unique_ptr<FileDevice> disk =
        FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
    std::unique_ptr<Workbench> bench = Workbench::planned(
        inventoryOn(*disk),
        {edit::SetClones{.number = 1, .count = 1}, edit::SetPlacement{.placement = Placement::Adjacent},
         edit::SetCopying{.copying = {.rateLimit = 100_MiB}}});

    /// Stops as soon as the move has begun to move. Epochs are of 16 MiB, which take longer at this rate than
    /// it is between two words of progress.
    Report runUntilItMoves()
    {
        std::stop_source stop;
        Listener listener;
        listener.hear = [&](const Progress &progress) {
            if (std::holds_alternative<step::MoveInPlace>(bench->job.derived.plan.steps[progress.step])
                && !progress.written.isZero())
                stop.request_stop();
        };
        return parterre::run(*disk, bench->job, listener, stop.get_token());
    }
    Report recover(Recovery way)
    {
        Listener listener;
        return parterre::recover(*disk, {.path = bench->job.path, .jobRoot = bench->job.jobRoot, .way = way},
                                 listener, {});
    }
    [[nodiscard]] remap::Body body() const
    {
        return remap::InPlace::find(*disk, topologyOf(*disk)).value().value().body();
    }
    /// A journal of somebody else's instead of the one that is there.
    void putJournal(remap::Body body) const
    {
        const auto places = std::get<step::MoveInPlace>(bench->job.derived.plan.steps[1]).move.journal;
        if (!remap::Journal::create(*disk, places, std::move(body)))
            qFatal("no journal");
    }
    /// As a power cut leaves it right after the journal was made.
    void prepare()
    {
        (void)runUntilItMoves();
        const remap::Body begun = body();
        const std::vector<std::byte> before = original().read({.begin = {}, .size = disk->size()});
        if (!disk->write(Offset(), before))
            qFatal("write");
        putJournal(begun);
    }
    [[nodiscard]] std::vector<JobState> jobs() const { return findJobs(*disk, bench->job.jobRoot).value(); }
    [[nodiscard]] std::vector<std::byte> at(Extent where) const
    {
        std::vector<std::byte> bytes(static_cast<std::size_t>(where.size.count()));
        if (!disk->read(where.begin, bytes))
            qFatal("read");
        return bytes;
    }
    /// Whether boot lies where it lay, once more behind that, and home behind both.
    [[nodiscard]] bool isNew() const
    {
        const Inventory now = inventoryOn(*disk);
        if (now.partitions.size() != 3)
            return false;
        const std::vector<std::byte> boot = noise(16U << 20U, 1);
        return now.partitions[0].name == "p.lxbootclone1" && at(now.partitions[0].extent) == boot
            && at(now.partitions[1].extent) == boot && at(now.partitions[2].extent) == noise(40U << 20U, 2);
    }
    [[nodiscard]] bool isOld() const
    {
        const Inventory now = inventoryOn(*disk);
        return now.partitions.size() == 2 && at(now.partitions[0].extent) == noise(16U << 20U, 1)
            && at(now.partitions[1].extent) == noise(40U << 20U, 2);
    }
};

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

Offset mebibyte(std::int64_t count)
{
    return Offset(count << 20U);
}

using JobChange = std::function<void(Job &)>;

InPlaceMove &moveOf(Job &job)
{
    return std::get<step::MoveInPlace>(job.derived.plan.steps.at(1)).move;
}

/// Right before the new table.
void addStep(Job &job, Step step)
{
    auto &steps = job.derived.plan.steps;
    steps.insert(steps.end() - 1, std::move(step));
}

}
Q_DECLARE_METATYPE(JobChange)

class TestMoveInPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesOverDataAndPublishes()
    {
        Moving moving;
        Listener listener;
        const Report report = parterre::run(*moving.disk, moving.bench->job, listener, {});
        QVERIFY2(!report.error, report.error ? english(describe(*report.error)).c_str() : "");
        QVERIFY(report.disk == DiskState::Done && report.isSuccess());
        QVERIFY(moving.isNew());
        QVERIFY(moving.jobs().empty());
        QVERIFY(listener.last.done == listener.last.total);
    }

    void canBeStoppedAndFinished()
    {
        Moving moving;
        const Report stopped = moving.runUntilItMoves();
        QVERIFY(stopped.error && stopped.error->code == ErrorCode::Cancelled);
        QVERIFY(stopped.disk == DiskState::Moving);
        const std::vector<JobState> jobs = moving.jobs();
        QCOMPARE(jobs.size(), 1U);
        QVERIFY(jobs[0].disk == DiskState::Moving && jobs[0].canFinish && jobs[0].canUndo);
        QVERIFY(!jobs[0].started.empty());
        const Report finished = moving.recover(Recovery::Finish);
        QVERIFY2(!finished.error, finished.error ? english(describe(*finished.error)).c_str() : "");
        QVERIFY(finished.disk == DiskState::Done);
        QVERIFY(moving.isNew());
        QVERIFY(moving.jobs().empty());
    }

    void canBeFinishedOnAnotherMachine()
    {
        Moving moving;
        (void)moving.runUntilItMoves();
        const QTemporaryDir elsewhere;
        moving.bench->job.jobRoot = elsewhere.filePath(QStringLiteral("jobs")).toStdString();
        const Report finished = moving.recover(Recovery::Finish);
        QVERIFY2(!finished.error, finished.error ? english(describe(*finished.error)).c_str() : "");
        QVERIFY(moving.isNew());
        QVERIFY(finished.jobFolder.starts_with(moving.bench->job.jobRoot));
    }

    void canBeTakenBack()
    {
        Moving moving;
        (void)moving.runUntilItMoves();
        QVERIFY(!moving.isOld());
        const Report undone = moving.recover(Recovery::Undo);
        QVERIFY2(!undone.error, undone.error ? english(describe(*undone.error)).c_str() : "");
        QVERIFY(undone.disk == DiskState::Unchanged);
        QVERIFY(moving.isOld());
        QVERIFY(moving.jobs().empty());
    }

    void stoppedBeforeItBeginsNothingHasChanged()
    {
        Moving moving;
        std::stop_source stop;
        Listener listener;
        listener.hear = [&](const Progress &progress) {
            if (progress.step > 0)
                stop.request_stop();
        };
        const Report stopped = parterre::run(*moving.disk, moving.bench->job, listener, stop.get_token());
        QVERIFY(stopped.error && stopped.error->code == ErrorCode::Cancelled);
        QVERIFY(stopped.disk == DiskState::Unchanged);
        QVERIFY(moving.isOld());
        QVERIFY(moving.jobs().empty());
    }

    void whatTheJournalWantsToBeDoneIsNotTrusted()
    {
        Moving moving;
        (void)moving.runUntilItMoves();
        // The journal of somebody who wants something else of this disk: the same moves, another job.
        remap::Body body = moving.body();
        body.finishing = bytesOf("not a job");
        moving.putJournal(std::move(body));
        QVERIFY(!moving.jobs().at(0).canFinish);
        const Report refused = moving.recover(Recovery::Finish);
        QVERIFY(refused.error && refused.disk == DiskState::Moving);
    }

    /// Nor is a job that could have been started on such a disk, but is not what the journal carries out.
    void aJobOfAnotherMoveIsNotFinished_data()
    {
        QTest::addColumn<JobChange>("change");
        QTest::addColumn<bool>("isFinished");
        const auto row = [](const char *name, bool isFinished, const JobChange &change) {
            QTest::newRow(name) << change << isFinished;
        };
        row("the same", true, [](Job &) {});
        row("another size of the disk", false, [](Job &job) { job.inventory.target.size += 4096_B; });
        row("another old table", false, [](Job &job) { job.derived.now.slots[0].name = "p.lxother"; });
        row("another new table", false, [](Job &job) {
            std::get<step::WriteTable>(job.derived.plan.steps.back()).slots[0].name = "p.lxother";
        });
        row("a table after which more is done", false,
            [](Job &job) { job.derived.plan.steps.push_back(job.derived.plan.steps.back()); });
        row("another place of the journal", false,
            [](Job &job) { moveOf(job).journal[0].begin = mebibyte(80); });
        row("a clone that does not move", false,
            [](Job &job) { moveOf(job).relocations[0].destinations.pop_back(); });
        row("another partition that moves", false, [](Job &job) { moveOf(job).relocations.pop_back(); });
        row("a step that reaches further than a partition", false, [](Job &job) {
            const Slot &slot = job.derived.designed.slots[0];
            const Extent more{.begin = slot.extent.begin, .size = slot.extent.size + 1_MiB};
            addStep(job, step::SetHiddenSectors{.partition = slot.source, .where = more});
        });
        row("a step that keeps to a partition", true, [](Job &job) {
            const Slot &slot = job.derived.designed.slots[0];
            addStep(job, step::SetHiddenSectors{.partition = slot.source, .where = slot.extent});
        });
        row("a step before the move", false, [](Job &job) {
            const Slot &slot = job.derived.now.slots[0];
            auto &steps = job.derived.plan.steps;
            steps.insert(steps.begin() + 1,
                         step::SetHiddenSectors{.partition = slot.source, .where = slot.extent});
        });
        row("a content made smaller that is none", false, [](Job &job) {
            auto &steps = job.derived.plan.steps;
            steps.insert(steps.begin() + 1,
                         step::ShrinkContent{.partition = 2,
                                             .where = {.begin = mebibyte(17), .size = 41_MiB},
                                             .size = 40_MiB});
        });
    }
    void aJobOfAnotherMoveIsNotFinished()
    {
        QFETCH(const JobChange, change);
        QFETCH(const bool, isFinished);
        Moving moving;
        (void)moving.runUntilItMoves();
        Job job = moving.bench->job;
        change(job);
        remap::Body body = moving.body();
        body.finishing = bytesOf(encodeJob(job));
        moving.putJournal(std::move(body));
        QCOMPARE(moving.jobs().at(0).canFinish, isFinished);
        QVERIFY(moving.jobs().at(0).canUndo);
        auto move = remap::InPlace::find(*moving.disk, topologyOf(*moving.disk)).value().value();
        QCOMPARE(journalJob(move, *moving.disk, topologyOf(*moving.disk)).has_value(), isFinished);
    }

    void aMoveThatWasOnlyPreparedHasChangedNothing_data()
    {
        QTest::addColumn<bool>("isFinished");
        QTest::newRow("finished") << true;
        QTest::newRow("taken away") << false;
    }
    void aMoveThatWasOnlyPreparedHasChangedNothing()
    {
        QFETCH(const bool, isFinished);
        Moving moving;
        moving.prepare();
        QVERIFY(moving.isOld());
        const std::vector<JobState> jobs = moving.jobs();
        QCOMPARE(jobs.size(), 1U);
        QVERIFY(jobs[0].disk == DiskState::Unchanged && jobs[0].canFinish && jobs[0].canUndo);
        const Report report = moving.recover(isFinished ? Recovery::Finish : Recovery::Undo);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QVERIFY(report.disk == (isFinished ? DiskState::Done : DiskState::Unchanged));
        QVERIFY(isFinished ? moving.isNew() : moving.isOld());
        QVERIFY(moving.jobs().empty());
        // What was only to be taken away was not hidden for that.
        const auto after = moving.at({.begin = {}, .size = 1_MiB});
        QCOMPARE(after == original().read({.begin = {}, .size = 1_MiB}), !isFinished);
    }

    /// A table of which a part is written hides nothing yet, but is not the old one.
    void aTableThatWasBeingWrittenIsMoving()
    {
        Moving moving;
        moving.prepare();
        const remap::TableBatches lock = moving.body().lock;
        QVERIFY(lock.size() > 1);
        QVERIFY(commitTable(*moving.disk, {.batches = {lock.front()}, .isAtomic = true, .note = {}}));
        QVERIFY(moving.jobs().at(0).disk == DiskState::Moving);
        auto move = remap::InPlace::find(*moving.disk, topologyOf(*moving.disk)).value().value();
        QVERIFY(!move.erase());
        const Report undone = moving.recover(Recovery::Undo);
        QVERIFY2(!undone.error, wordsOf(undone).c_str());
        QVERIFY(moving.isOld());
        QVERIFY(moving.jobs().empty());
    }

    void aJournalThatATableNoLongerBelongsToIsNone()
    {
        Moving moving;
        (void)moving.runUntilItMoves();
        QVERIFY(!moving.jobs().empty());
        // Somebody has made partitions of their own since.
        moving.disk.reset();
        QVERIFY(moving.image.sfdisk("label: gpt\n1 : start=1MiB, size=4MiB\n"));
        moving.disk =
            FileDevice::open(moving.image.path().toStdString(), FileDevice::Access::Exclusive).value();
        QVERIFY(moving.jobs().empty());
        QVERIFY(moving.recover(Recovery::Finish).error);
        QCOMPARE(inventoryOn(*moving.disk).partitions.size(), 1U);
    }

    void isNotBegunWhereDataCannotBeHidden()
    {
        Moving moving;
        auto &step = std::get<step::MoveInPlace>(moving.bench->job.derived.plan.steps[1]);
        // A plan that would put its journal over home is refused before anything is written.
        step.move.journal[0].begin = Offset(std::int64_t{20} << 20U);
        Listener listener;
        const Report refused = parterre::run(*moving.disk, moving.bench->job, listener, {});
        QVERIFY(refused.error && refused.error->code == ErrorCode::Invalid);
        QVERIFY(refused.disk == DiskState::Unchanged);
        QVERIFY(moving.isOld());
    }
};

QTEST_GUILESS_MAIN(TestMoveInPlace)
#include "tst_move_in_place.moc"
