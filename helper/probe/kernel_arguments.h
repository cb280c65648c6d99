// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// What a word of a kernel's command line, "root=UUID=x", names devices by, as parseNaming() takes it: for
/// the kernel itself, dracut (dracut.cmdline(7)), systemd (systemd-fstab-generator(8) and its like, for
/// cryptsetup and verity), KIWI's overlay and the initial RAM disks of Arch Linux and Gentoo. Nothing for
/// other words. Names of volume groups (rd.lvm.lv=) are none of it.
[[nodiscard]] std::vector<std::string> sourcesInArgument(std::string_view word);

/// The UUID of an array, "12345678:9abcdef0:...", as libblkid prints it; as it is where it is none.
[[nodiscard]] std::string mdUuid(std::string_view text);

}
