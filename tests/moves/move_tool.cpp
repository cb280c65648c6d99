// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// move_tool begin DISK NUMBER=MIB[,MIB...]...: moves partitions within a disk, to the end.
// move_tool finish DISK | undo DISK: takes up what another process has begun, with only the disk.
// move_tool plain DISK NUMBER=MIB...: the same move as an editor without a journal does it.
// move_tool check BEFORE DISK NUMBER=MIB[,MIB...]...: says what the disk holds, "old" or "new", by the image
// of it before the move. Exit status: 0 done, 1 failed, 2 usage, 3 the disk is in use, 10 went back, 11 there
// was nothing to take up.

#include "core/text/describe.h"
#include "helper/block/file_device.h"
#include "tests/moves/disk_judge.h"
#include "tests/moves/mapped_disk.h"
#include "tests/moves/move_order.h"
#include "tests/moves/move_run.h"
#include "tests/moves/plain_move.h"
#include "tests/moves/tool_status.h"

#include <cstdio>
#include <map>

using namespace parterre;
using namespace parterre::test;

namespace {

using Words = std::vector<std::string>;

int failed(const Error &error)
{
    std::fprintf(stderr, "%s\n    %s %s\n", english(describe(error)).c_str(), error.subject.c_str(),
                 error.detail.c_str());
    return error.code == ErrorCode::Busy ? toolBusy : toolFailed;
}

Result<int> done(Result<> result)
{
    CHECK(std::move(result));
    return toolDone;
}

Result<int> told(Result<Outcome> result)
{
    TRY(const Outcome outcome, std::move(result));
    return statusOf(outcome);
}

Result<int> onDisk(const std::string &verb, FileDevice &disk, const Words &words)
{
    const Topology topology = topologyOf(disk);
    if (verb == "finish")
        return told(finishMove(disk, topology));
    if (verb == "undo")
        return told(undoMove(disk, topology));
    TRY(remap::InPlaceOrder order, orderOf(disk, words));
    if (verb == "plain")
        return done(movePlainly(disk, topology, order));
    return done(beginMove(disk, topology, std::move(order)));
}

Result<int> check(const std::string &before, const std::string &now, const Words &words)
{
    TRY(const DiskJudge judge, DiskJudge::open(before, words));
    TRY(const MappedDisk disk, MappedDisk::open(now, MappedDisk::Access::Read));
    const State state = judge.stateOf(disk.bytes());
    std::printf("%s\n", std::string(nameOf(state)).c_str());
    return state == State::Old || state == State::New ? toolDone : toolFailed;
}

Result<int> run(const Words &words)
{
    if (words[0] == "check")
        return check(words[1], words[2], Words(words.begin() + 3, words.end()));
    TRY(const auto disk, FileDevice::open(words[1], FileDevice::Access::Exclusive));
    return onDisk(words[0], *disk, Words(words.begin() + 2, words.end()));
}

}

int main(int argc, char **argv)
{
    static const std::map<std::string, std::size_t, std::less<>> least{
        {"begin", 3}, {"finish", 2}, {"undo", 2}, {"plain", 3}, {"check", 4}};
    const Words words(argv + 1, argv + argc);
    const auto verb = words.empty() ? least.end() : least.find(words[0]);
    if (verb == least.end() || words.size() < verb->second) {
        std::fprintf(stderr,
                     "usage: move_tool begin|plain DISK NUMBER=MIB... | finish|undo DISK | check BEFORE DISK "
                     "NUMBER=MIB...\n");
        return toolUsage;
    }
    const Result<int> status = run(words);
    return status ? *status : failed(status.error());
}
