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

/// make NUMBER PATH LIKE, without their first slashes: the file at PATH becomes text.NUMBER, or goes where
/// there is none, and gets what LIKE has besides.
constexpr const char *makeFunction =
    R"(    make() {
        at=. name=$2
        while [ "$name" != "${name#*/}" ]; do
            at=$at/${name%%/*} name=${name#*/}
            if [ -L "$at" ] || [ ! -d "$at" ]; then
                echo 'parterre: not a regular file'
                return 1
            fi
        done
        new=$at/.$name.new name=$at/$name
        if [ -L "$name" ] || { [ -e "$name" ] && [ ! -f "$name" ]; }; then
            echo 'parterre: not a regular file'
            return 1
        fi
        if [ ! -e "$parterre_folder/text.$1" ]; then
            rm -f -- "$name" && sync "$at" && sync -f .
            return
        fi
        rm -f -- "$new" && cat "$parterre_folder/text.$1" >"$new" || return
        if [ -n "$3" ] && [ -f "$3" ] && [ ! -L "$3" ]; then
            cp --attributes-only --preserve=mode,ownership,xattr -- "$3" "$new" || return
        else
            chmod 0644 "$new" && chown 0:0 "$new" || return
        fi
        sync "$new" && mv -f -T -- "$new" "$name" && sync "$at" && sync -f .
    }
)";

/// The paths are of harmless characters.
std::string commandsFor(const std::vector<FileChange> &changes)
{
    std::string commands = makeFunction;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const std::string like = changes[i].like.empty() ? std::string() : changes[i].like.substr(1);
        commands += (i == 0 ? "    make " : " &&\n        make ") + std::to_string(i) + " '"
            + changes[i].path.substr(1) + "' '" + like + "'";
    }
    return commands + "\n";
}

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
    const auto textAt = [&](std::size_t i) { return folder->path() + "/text." + std::to_string(i); };
    std::string paths;
    for (std::size_t i = 0; i < writing.changes.size(); ++i) {
        const FileChange &change = writing.changes[i];
        paths += (i == 0 ? "" : ", ") + change.path;
        if (change.text && !put(textAt(i), *change.text))
            return failErrno(folder->path(), errno, "write");
    }
    const auto outcome = workInUserModeLinux({.tools = writing.tools,
                                              .window = window,
                                              .kind = writing.kind,
                                              .folder = folder->path(),
                                              .commands = commandsFor(writing.changes)});
    std::error_code left;
    for (std::size_t i = 0; i < writing.changes.size(); ++i)
        std::filesystem::remove(textAt(i), left);
    CHECK(outcome);
    if (outcome->output.out.contains(isNotRegular))
        return fail(ErrorCode::Unsupported, paths, "not a regular file, or behind a symbolic link");
    if (!outcome->isDone) {
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::UserModeLinux)),
                    outcome->output.lastLine());
    }
    return {};
}

}
