// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/file_device.h"

#include <memory>
#include <string>

namespace parterre {

/// How each door gets at its target. All of them refuse what is not a whole disk or an image, before
/// the first byte of it is read.

/// The user's own door: an image file, or, for root alone, a whole disk. Denied for others.
[[nodiscard]] Result<std::unique_ptr<FileDevice>> openForUser(const std::string &path,
                                                              FileDevice::Access access);

/// The privileged door to a whole disk. `path` must be its plain node below /dev, without any
/// symbolic link and not on another file system that is mounted there (/dev/shm, /dev/pts); what
/// is no block device is never opened, only looked at. Invalid for other paths, Unsupported for
/// what is no disk, Busy while the kernel or somebody else holds the disk or a partition of it.
[[nodiscard]] Result<std::unique_ptr<FileDevice>> openForHelper(const std::string &path,
                                                                FileDevice::Access access);

/// The privileged door to an image: an open file of the caller's, who could therefore write it
/// himself. Denied where it is not open for what is asked; Unsupported where it is no regular file
/// with one link. Its name is the one that the kernel knows.
[[nodiscard]] Result<std::unique_ptr<FileDevice>> adoptForHelper(int callersFd, FileDevice::Access access);

}
