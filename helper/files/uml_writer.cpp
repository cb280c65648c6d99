// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/window_folder.h"
#include "helper/files/writers.h"

#include <filesystem>
#include <fstream>

#include <errno.h>
#include <sys/stat.h>

namespace parterre {

namespace {

constexpr const char *isRunning = "parterre: running";
constexpr const char *isDone = "parterre: done";
constexpr const char *isNotRegular = "parterre: not a regular file";

/// Process 1 of that kernel. Its words come back as the program's output; what it does not get to
/// say has not happened. The host's files are all read-only to it but for the window.
constexpr const char *script = R"(#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
stop() {
    halt -f -p
    echo o >/proc/sysrq-trigger
}
replace() {
    cd "$parterre_folder/top" || return
    if [ -L "$parterre_name" ] || { [ -e "$parterre_name" ] && [ ! -f "$parterre_name" ]; }; then
        echo 'parterre: not a regular file'
        return 1
    fi
    if [ ! -e "$parterre_folder/text" ]; then
        rm -f -- "$parterre_name" && sync . && sync -f .
        return
    fi
    new=".$parterre_name.new"
    rm -f -- "$new" &&
        cat "$parterre_folder/text" >"$new" &&
        chmod 0644 "$new" && chown 0:0 "$new" && sync "$new" &&
        mv -f -T -- "$new" "$parterre_name" &&
        sync . && sync -f .
}
echo 'parterre: running'
mount -t proc proc /proc
if [ -n "$parterre_kind" ] && mount -t devtmpfs dev /dev &&
    mount -t "$parterre_kind" -o nosuid,nodev,noexec /dev/ubda "$parterre_folder/top"; then
    replace
    status=$?
    cd /
    umount "$parterre_folder/top" && [ "$status" = 0 ] && echo 'parterre: done'
fi
stop
)";

bool put(const std::string &file, const std::string &text, mode_t mode)
{
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    return stream.good() && chmod(file.c_str(), mode) == 0;
}

/// Boots, runs the script with these words in its environment, and halts.
Result<ToolOutput> boot(const Toolbox &tools, const std::string &folder, std::vector<std::string> words)
{
    const std::string temporary = folder + "/uml";
    if (mkdir(temporary.c_str(), 0700) != 0 || !put(folder + "/init", script, 0700))
        return failErrno(folder, errno, "mkdir");
    std::vector<std::string> arguments{"mem=256M",
                                       "rootfstype=hostfs",
                                       "root=/dev/root",
                                       "rootflags=/",
                                       "ro",
                                       "init=" + folder + "/init",
                                       "uml_dir=" + temporary,
                                       "con=null",
                                       "con0=null,fd:1",
                                       "quiet",
                                       "parterre_folder=" + folder};
    arguments.insert(arguments.end(), words.begin(), words.end());
    auto output = tools.run(Tool::UserModeLinux, arguments, {.time = std::chrono::seconds(120)});
    std::error_code left;
    std::filesystem::remove_all(temporary, left);
    std::filesystem::remove(folder + "/init", left);
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
    TRY(const ToolOutput output, boot(tools, folder->path(), {}));
    if (!output.out.contains(isRunning))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::UserModeLinux)), output.lastLine());
    return {};
}

Result<> writeInUserModeLinux(const Writing &writing, const std::string &window)
{
    const std::string tool(toolName(Tool::UserModeLinux));
    TRY(const auto folder, WindowFolder::make());
    const std::string top = folder->path() + "/top";
    const std::string text = folder->path() + "/text";
    if (mkdir(top.c_str(), 0700) != 0 || (writing.text && !put(text, *writing.text, 0600)))
        return failErrno(folder->path(), errno, "mkdir");
    const auto output = boot(writing.tools, folder->path(),
                             {"ubd0=" + window, "parterre_kind=" + std::string(contentKindName(writing.kind)),
                              "parterre_name=" + writing.name});
    std::error_code left;
    std::filesystem::remove(text, left);
    std::filesystem::remove(top, left);
    CHECK(output);
    if (output->out.contains(isNotRegular))
        return fail(ErrorCode::Unsupported, "/" + writing.name, "not a regular file");
    if (!output->out.contains(isDone))
        return fail(ErrorCode::ToolFailed, tool, output->lastLine());
    return {};
}

}
