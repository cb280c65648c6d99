// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/memory_file.h"

#include <errno.h>
#include <sys/mman.h>

namespace parterre {

#ifndef MFD_NOEXEC_SEAL
constexpr unsigned MFD_NOEXEC_SEAL = 0x0008U;  // Linux 6.3
#endif

FileDescriptor openMemoryFile(const char *name)
{
    const int fd = ::memfd_create(name, MFD_CLOEXEC | MFD_NOEXEC_SEAL);
    return FileDescriptor(fd < 0 && errno == EINVAL ? ::memfd_create(name, MFD_CLOEXEC) : fd);
}

}
