// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cut_moves LOG BEFORE SCRATCH POINTS SHARE/SHARES journal|plain NUMBER=MIB[,MIB...]...: puts a disk into the
// states that a power cut leaves of it, along a log of dm-log-writes, and takes each of them up with nothing
// but the disk.
//
// BEFORE is an image of the disk from before the log, SCRATCH a file for the states, best in memory. About
// POINTS states are spread over the whole log; of these the SHARE-th of SHARES are done. "journal": finishes,
// and takes every fourth back; "plain": begins the same move anew, which has no journal. Each 21st is done by
// a program (move_tool beside this one), the others here, where it is quicker; with PARTERRE_RECOVER, a
// command that SCRATCH and --finish or --undo are added to, all are done by that. Prints "points N processes
// P lost L". Status 1 where a move with a journal lost one.

#include "core/text/describe.h"
#include "tests/moves/child.h"
#include "tests/moves/crash_states.h"
#include "tests/moves/disk_judge.h"
#include "tests/moves/mapped_device.h"
#include "tests/moves/move_order.h"
#include "tests/moves/plain_move.h"
#include "tests/moves/tool_status.h"
#include "tests/support/table_image.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <sstream>

using namespace parterre;
using namespace parterre::test;

namespace {

struct Task
{
    std::string log;
    std::string before;
    std::string scratch;
    std::uint64_t points = 0;
    std::uint64_t share = 0;
    std::uint64_t shares = 1;
    bool isPlain = false;
    std::vector<std::string> words;
    std::vector<std::string> tool;
    bool isShipped = false;  ///< `tool` is not move_tool: it has other words and tells less
};

std::optional<Task> taskOf(int argc, char **argv)
{
    if (argc < 8)
        return std::nullopt;
    Task task{
        .log = argv[1], .before = argv[2], .scratch = argv[3], .points = std::strtoull(argv[4], nullptr, 10)};
    const bool isShare = std::sscanf(argv[5], "%lu/%lu", &task.share, &task.shares) == 2;
    task.isPlain = std::string(argv[6]) == "plain";
    task.words.assign(argv + 7, argv + argc);
    if (const char *shipped = std::getenv("PARTERRE_RECOVER")) {
        std::istringstream stream(shipped);
        for (std::string word; stream >> word;)
            task.tool.push_back(word);
        task.isShipped = true;
    } else {
        task.tool = {std::filesystem::read_symlink("/proc/self/exe").replace_filename("move_tool").string()};
    }
    if (!isShare || task.points == 0 || task.shares == 0)
        return std::nullopt;
    return task;
}

std::vector<std::string> commandOf(const Task &task, bool isUndone)
{
    std::vector<std::string> command = task.tool;
    if (task.isShipped) {
        command.insert(command.end(), {task.scratch, isUndone ? "--undo" : "--finish"});
    } else if (task.isPlain) {
        command.insert(command.end(), {"plain", task.scratch});
        command.insert(command.end(), task.words.begin(), task.words.end());
    } else {
        command.insert(command.end(), {isUndone ? "undo" : "finish", task.scratch});
    }
    return command;
}

/// Whether a disk may be so after a program said that.
bool isRight(const Task &task, int status, State state)
{
    if (task.isShipped)
        return status != toolFailed && (state == State::New || state == State::Old);
    if (status == toolDone)
        return state == State::New;
    if (status == toolWentBack)
        return state == State::Old;
    return status == toolNothing && (state == State::New || state == State::Old);
}

/// Drawn states and plain ones by turns, so that few states of a moment are some of both.
std::uint64_t seedOf(std::uint64_t turn)
{
    if (turn >= 8)
        return turn;
    return turn % 2 == 0 ? 4 + turn / 2 : turn / 2;
}

struct Tally
{
    std::uint64_t points = 0;
    std::uint64_t processes = 0;
    std::uint64_t lost = 0;
};

class Cutter
{
public:
    Cutter(const Task &task, DiskJudge judge, MappedDisk state)
        : m_task(task)
        , m_judge(std::move(judge))
        , m_state(std::move(state))
    {}

    /// `each` states of each moment, where it has so many.
    [[nodiscard]] Result<Tally> run(CrashStates &states, std::uint64_t each);

private:
    [[nodiscard]] Result<int> takeUp(bool isUndone, bool isProcess);
    [[nodiscard]] Result<bool> isHeld(const CrashStates &states, std::uint64_t seed, std::uint64_t point);

    const Task &m_task;
    DiskJudge m_judge;
    MappedDisk m_state;
    Tally m_tally;
};

Result<Tally> Cutter::run(CrashStates &states, std::uint64_t each)
{
    std::uint64_t point = 0;
    do {
        for (std::uint64_t turn = 0, had = 0; had < each && turn < each + 4; ++turn) {
            const std::uint64_t seed = seedOf(turn);
            if (!states.hasSeed(seed))
                continue;
            ++had;
            if (point++ % m_task.shares != m_task.share)
                continue;
            TRY(const bool isHeldHere, isHeld(states, seed, point / m_task.shares));
            ++m_tally.points;
            m_tally.lost += isHeldHere ? 0 : 1;
        }
    } while (states.advance());
    return m_tally;
}

/// As move_tool says it by its exit status.
Result<int> Cutter::takeUp(bool isUndone, bool isProcess)
{
    if (isProcess) {
        ++m_tally.processes;
        TRY(Child child, Child::start(commandOf(m_task, isUndone)));
        return child.wait();
    }
    MappedDevice disk(m_state.bytes());
    if (m_task.isPlain) {
        TRY(const remap::InPlaceOrder order, orderOf(disk, m_task.words));
        CHECK(movePlainly(disk, plainTopology(), order));
        return toolDone;
    }
    TRY(const Outcome outcome,
        isUndone ? undoMove(disk, plainTopology()) : finishMove(disk, plainTopology()));
    return statusOf(outcome);
}

Result<bool> Cutter::isHeld(const CrashStates &states, std::uint64_t seed, std::uint64_t point)
{
    makeSame(m_state.bytes(), states.durable(), m_judge.reach());
    states.survive(m_state.bytes(), seed);
    const State cut = m_task.isPlain ? State::Old : m_judge.stateOf(m_state.bytes());
    const bool isUndone = point % 4 == 3;
    const Result<int> taken = takeUp(isUndone, m_task.isShipped || point % 21 == 0);
    const int status = taken.value_or(toolFailed);
    const State state = m_judge.stateOf(m_state.bytes());
    const bool isRestRight = point % 64 != 0 || m_judge.isRestUntouched(m_state.bytes());
    if (cut != State::Lost && isRight(m_task, status, state) && isRestRight)
        return true;
    if (!m_task.isPlain && m_tally.lost < 5)
        std::printf("point %lu, seed %lu, %s: %s after the power cut, then status %d and %s%s %s\n", point,
                    seed, isUndone ? "undo" : "finish", nameOf(cut).data(), status, nameOf(state).data(),
                    isRestRight ? "" : ", and something else was written",
                    taken ? "" : english(describe(taken.error())).c_str());
    return false;
}

/// A sparse file of this size.
Result<MappedDisk> stateFile(const std::string &path, std::span<const std::byte> content)
{
    std::ofstream(path).close();
    std::error_code error;
    std::filesystem::resize_file(path, content.size(), error);
    if (error)
        return failErrno(path, error.value(), "resize");
    TRY(MappedDisk state, MappedDisk::open(path, MappedDisk::Access::Shared));
    makeSame(state.bytes(), content,
             {{.begin = Offset(), .size = Bytes(static_cast<std::int64_t>(content.size()))}});
    return state;
}

Result<Tally> cut(const Task &task)
{
    TRY(const MappedDisk log, MappedDisk::open(task.log, MappedDisk::Access::Read));
    TRY(DiskJudge judge, DiskJudge::open(task.before, task.words));
    TRY(MappedDisk durable, MappedDisk::open(task.before, MappedDisk::Access::Private));
    const Bytes size(static_cast<std::int64_t>(durable.bytes().size()));
    TRY(const std::vector<LoggedWrite> writes, readWriteLog(log.bytes(), size));
    TRY(MappedDisk state, stateFile(task.scratch, durable.bytes()));
    CrashStates states(durable.bytes(), writes);
    const auto moments =
        std::ranges::count_if(writes, [](const LoggedWrite &write) { return !write.bytes.empty(); });
    return Cutter(task, std::move(judge), std::move(state))
        .run(states, task.points / static_cast<std::uint64_t>(moments) + 1);
}

}

int main(int argc, char **argv)
{
    const std::optional<Task> task = taskOf(argc, argv);
    if (!task) {
        std::fprintf(stderr,
                     "usage: cut_moves LOG BEFORE SCRATCH POINTS SHARE/SHARES journal|plain NUMBER=MIB...\n");
        return toolUsage;
    }
    // The movers' buffers are taken from what the last one gave back, not each time from the kernel.
    (void)mallopt(M_MMAP_THRESHOLD, 1 << 30);
    (void)mallopt(M_TRIM_THRESHOLD, 1 << 30);
    const Result<Tally> tally = cut(*task);
    if (!tally) {
        std::fprintf(stderr, "%s %s\n", english(describe(tally.error())).c_str(),
                     tally.error().detail.c_str());
        return toolFailed;
    }
    std::printf("points %lu processes %lu lost %lu\n", tally->points, tally->processes, tally->lost);
    return tally->lost > 0 && !task->isPlain ? toolFailed : toolDone;
}
