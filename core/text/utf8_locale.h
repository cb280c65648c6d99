// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace parterre {

/// Has text read and written as UTF-8 where the environment says something else (a bare server's C
/// locale, say), and leaves the language as it is. Changes the environment: for the first line of
/// main(), before a thread or Qt, which would complain on every start.
void useUtf8Locale();

}
