// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// kill_moves BEFORE DISK KILLS SEED NUMBER=MIB[,MIB...]...: kills move_tool at random moments of a move on
// DISK (a file or a loop device of BEFORE's size), and what takes it up or back likewise, and then lets one
// come to its end. Prints "kills K moves M lost L". Status 1 where the disk then held neither the old nor the
// new.

#include "core/text/describe.h"
#include "tests/moves/child.h"
#include "tests/moves/disk_judge.h"
#include "tests/moves/tool_status.h"
#include "tests/support/dice.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

using namespace parterre;
using namespace parterre::test;

namespace {

using Words = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

class Killer
{
public:
    Killer(std::string disk, DiskJudge judge, MappedDisk mapped, std::uint64_t seed, Words words)
        : m_disk(std::move(disk))
        , m_judge(std::move(judge))
        , m_mapped(std::move(mapped))
        , m_dice(seed)
        , m_words(std::move(words))
        , m_tool(std::filesystem::read_symlink("/proc/self/exe").replace_filename("move_tool").string())
    {}

    /// Until so many were killed; false where one move ended wrongly.
    [[nodiscard]] Result<bool> run(int kills);
    [[nodiscard]] int kills() const { return m_kills; }
    [[nodiscard]] int moves() const { return m_moves; }

private:
    [[nodiscard]] Result<int> runOnce(const std::string &verb);
    [[nodiscard]] Result<bool> isKilledIn(const std::string &verb);
    [[nodiscard]] Words command(const std::string &verb) const;
    [[nodiscard]] Result<bool> isMoveHeld();

    std::string m_disk;
    DiskJudge m_judge;
    MappedDisk m_mapped;
    Dice m_dice;
    Words m_words;
    std::string m_tool;
    std::chrono::nanoseconds m_takes{};  ///< a move that nobody kills
    int m_kills = 0;
    int m_moves = 0;
};

Words Killer::command(const std::string &verb) const
{
    Words words{m_tool, verb, m_disk};
    if (verb == "begin")
        words.insert(words.end(), m_words.begin(), m_words.end());
    return words;
}

/// To its end. What was killed may hold the disk for a moment longer: the kernel finishes its writes.
Result<int> Killer::runOnce(const std::string &verb)
{
    int status = toolBusy;
    for (int attempts = 0; attempts < 1000 && status == toolBusy; ++attempts) {
        TRY(Child child, Child::start(command(verb)));
        status = child.wait();
    }
    return status;
}

Result<bool> Killer::isKilledIn(const std::string &verb)
{
    TRY(Child child, Child::start(command(verb)));
    const std::chrono::nanoseconds delay(
        static_cast<std::int64_t>(m_dice.next() % static_cast<std::uint64_t>(m_takes.count())));
    const bool isKilled = !child.killAfter(delay);
    m_kills += isKilled ? 1 : 0;
    return isKilled;
}

Result<bool> Killer::isMoveHeld()
{
    makeSame(m_mapped.bytes(), m_judge.before(), m_judge.reach());
    TRY(bool isKilled, isKilledIn("begin"));
    while (isKilled && m_dice.isOneIn(2)) {
        TRY(isKilled, isKilledIn(m_dice.isOneIn(3) ? "undo" : "finish"));
    }
    TRY(const int status, runOnce(m_dice.isOneIn(4) ? "undo" : "finish"));
    const State state = m_judge.stateOf(m_mapped.bytes());
    ++m_moves;
    if (status != toolFailed && (state == State::Old || state == State::New))
        return true;
    std::printf("after %d kills: exit status %d, the disk is %s\n", m_kills, status, nameOf(state).data());
    return false;
}

Result<bool> Killer::run(int kills)
{
    // The first run is slower than those that come.
    for (int i = 0; i < 2; ++i) {
        makeSame(m_mapped.bytes(), m_judge.before(), m_judge.reach());
        const auto begin = Clock::now();
        TRY(const int status, runOnce("begin"));
        m_takes = Clock::now() - begin;
        if (status != toolDone || m_judge.stateOf(m_mapped.bytes()) != State::New)
            return fail(ErrorCode::ToolFailed, m_tool, "the move does not work where nobody kills it");
    }
    while (m_kills < kills) {
        TRY(const bool isHeld, isMoveHeld());
        if (!isHeld)
            return false;
    }
    return m_judge.isRestUntouched(m_mapped.bytes());
}

Result<bool> killAll(const Words &words)
{
    const Words order(words.begin() + 4, words.end());
    TRY(DiskJudge judge, DiskJudge::open(words[0], order));
    TRY(MappedDisk mapped, MappedDisk::open(words[1], MappedDisk::Access::Shared));
    const std::uint64_t seed = std::strtoull(words[3].c_str(), nullptr, 10);
    Killer killer(words[1], std::move(judge), std::move(mapped), seed, order);
    TRY(const bool isHeld, killer.run(std::atoi(words[2].c_str())));
    std::printf("kills %d moves %d lost %d\n", killer.kills(), killer.moves(), isHeld ? 0 : 1);
    return isHeld;
}

}

int main(int argc, char **argv)
{
    if (argc < 6) {
        std::fprintf(stderr, "usage: kill_moves BEFORE DISK KILLS SEED NUMBER=MIB...\n");
        return toolUsage;
    }
    const Result<bool> isHeld = killAll(Words(argv + 1, argv + argc));
    if (!isHeld)
        std::fprintf(stderr, "%s %s\n", english(describe(isHeld.error())).c_str(),
                     isHeld.error().detail.c_str());
    return isHeld && *isHeld ? toolDone : toolFailed;
}
