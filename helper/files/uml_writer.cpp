// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/window_folder.h"
#include "helper/files/user_mode_linux.h"
#include "helper/files/writers.h"

#include <filesystem>
#include <fstream>

#include <errno.h>
#include <sys/stat.h>

namespace parterre {

namespace {

constexpr const char *isNotRegular = "parterre: not a regular file";

constexpr const char *replace =
    R"(    if [ -L "$parterre_name" ] || { [ -e "$parterre_name" ] && [ ! -f "$parterre_name" ]; }; then
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
)";

bool put(const std::string &file, const std::string &text)
{
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    return stream.good() && chmod(file.c_str(), 0600) == 0;
}

}

Result<> writeInUserModeLinux(const Writing &writing, const std::string &window)
{
    TRY(const auto folder, WindowFolder::make());
    const std::string text = folder->path() + "/text";
    if (writing.text && !put(text, *writing.text))
        return failErrno(folder->path(), errno, "write");
    const auto outcome = workInUserModeLinux({.tools = writing.tools,
                                              .window = window,
                                              .kind = writing.kind,
                                              .folder = folder->path(),
                                              .commands = replace,
                                              .words = {"parterre_name=" + writing.name}});
    std::error_code left;
    std::filesystem::remove(text, left);
    CHECK(outcome);
    if (outcome->output.out.contains(isNotRegular))
        return fail(ErrorCode::Unsupported, "/" + writing.name, "not a regular file");
    if (!outcome->isDone) {
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::UserModeLinux)),
                    outcome->output.lastLine());
    }
    return {};
}

}
