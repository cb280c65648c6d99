// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/user_mode_linux.h"

#include "helper/block/window_folder.h"

#include <filesystem>
#include <fstream>

#include <errno.h>
#include <sys/stat.h>

namespace parterre {

namespace {

constexpr const char *isRunning = "parterre: running";
constexpr const char *isDone = "parterre: done";

/// Process 1 of that kernel, before and after the commands. Its words come back as the program's
/// output; what it does not get to say has not happened. The host's files are all read-only to it but
/// for the window.
constexpr const char *scriptHead = R"(#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
stop() {
    halt -f -p
    echo o >/proc/sysrq-trigger
}
work() {
    cd "$parterre_folder/top" || return
)";
constexpr const char *scriptTail = R"(}
echo 'parterre: running'
mount -t proc proc /proc
if [ -n "$parterre_kind" ] && mount -t devtmpfs dev /dev &&
    mount -t "$parterre_kind" -o nosuid,nodev,noexec /dev/ubda "$parterre_folder/top"; then
    work
    status=$?
    cd /
    umount "$parterre_folder/top" && [ "$status" = 0 ] && echo 'parterre: done'
fi
stop
)";

/// An executable file for the owner.
bool putScript(const std::string &file, const std::string &commands)
{
    std::ofstream stream(file, std::ios::binary);
    stream << scriptHead << commands << scriptTail;
    stream.close();
    return stream.good() && chmod(file.c_str(), 0700) == 0;
}

/// Boots, runs the script with these words in its environment, and halts.
Result<ToolOutput> boot(const UmlWork &work, const std::vector<std::string> &words)
{
    const std::string temporary = work.folder + "/uml";
    if (mkdir(temporary.c_str(), 0700) != 0 || !putScript(work.folder + "/init", work.commands))
        return failErrno(work.folder, errno, "mkdir");
    std::vector<std::string> arguments{"mem=256M",
                                       "rootfstype=hostfs",
                                       "root=/dev/root",
                                       "rootflags=/",
                                       "ro",
                                       "init=" + work.folder + "/init",
                                       "uml_dir=" + temporary,
                                       "con=null",
                                       "con0=null,fd:1",
                                       "quiet",
                                       "parterre_folder=" + work.folder};
    arguments.insert(arguments.end(), words.begin(), words.end());
    auto output = work.tools.run(Tool::UserModeLinux, arguments, {.time = work.time});
    std::error_code left;
    std::filesystem::remove_all(temporary, left);
    std::filesystem::remove(work.folder + "/init", left);
    return output;
}

/// Debian's kernel has its drivers built in and says so here.
bool isDriverThere(const std::string &modules, ContentKind kind)
{
    const std::string driver = "/" + std::string(contentKindName(kind)) + ".ko";
    std::error_code error;
    for (const auto &version : std::filesystem::directory_iterator(modules, error)) {
        std::ifstream list(version.path() / "modules.builtin");
        for (std::string line; std::getline(list, line);)
            if (line.ends_with(driver))
                return true;
    }
    return false;
}

/// That kernel traces its own processes, which a host may forbid.
bool isTracingAllowed()
{
    std::ifstream setting("/proc/sys/kernel/yama/ptrace_scope");
    int scope = 0;
    setting >> scope;
    return scope < 2;
}

}

bool hasUserModeLinux(const Toolbox &tools, ContentKind kind, const std::string &modules)
{
    return (kind == ContentKind::Xfs || kind == ContentKind::Btrfs) && tools.find(Tool::UserModeLinux)
        && isTracingAllowed() && isDriverThere(modules, kind);
}

Result<> tryUserModeLinux(const Toolbox &tools)
{
    TRY(const auto folder, WindowFolder::make());
    TRY(const ToolOutput output,
        boot({.tools = tools, .window = {}, .kind = {}, .folder = folder->path(), .commands = ":\n"}, {}));
    if (!output.out.contains(isRunning))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::UserModeLinux)), output.lastLine());
    return {};
}

Result<UmlOutcome> workInUserModeLinux(const UmlWork &work)
{
    const std::string top = work.folder + "/top";
    if (mkdir(top.c_str(), 0700) != 0)
        return failErrno(work.folder, errno, "mkdir");
    // "s": that driver passes on no flush; only writes that are flushed each by itself keep their order.
    std::vector<std::string> words{"ubd0s=" + work.window,
                                   "parterre_kind=" + std::string(contentKindName(work.kind))};
    words.insert(words.end(), work.words.begin(), work.words.end());
    Result<ToolOutput> output = boot(work, words);
    std::error_code left;
    std::filesystem::remove(top, left);
    CHECK(output);
    const bool isAllDone = output->out.contains(isDone);
    return UmlOutcome{.output = *std::move(output), .isDone = isAllDone};
}

}
