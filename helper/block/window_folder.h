// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <memory>
#include <string>

namespace parterre {

/// A private folder that lasts as long as this value, with one empty file to mount a window over.
///
/// In /run/parterre for root, else in the user's runtime or temporary folder; mode 0700 either
/// way, and locked (flock) as long as its program lives. What a killed program left behind is unmounted and
/// removed on the way.
class WindowFolder
{
public:
    [[nodiscard]] static Result<std::unique_ptr<WindowFolder>> make();
    ~WindowFolder();
    WindowFolder(const WindowFolder &) = delete;
    WindowFolder &operator=(const WindowFolder &) = delete;

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] const std::string &file() const { return m_file; }

private:
    WindowFolder(std::string path, FileDescriptor lock);

    std::string m_path;
    std::string m_file;
    FileDescriptor m_lock;
};

/// Takes the FUSE mount at `path` away; where something still holds it open, from sight at least.
void unmountWindow(const std::string &path);

}
