// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"

#include <cstdlib>

using namespace parterre;

/// A design file is refused, or gives a design that can be written and read again unchanged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto fixed = [] { return Uuid(); };
    const Result<Design> read = exchange::readDesignFile(bytes, fixed);
    if (!read)
        return 0;
    const Result<Design> again = exchange::readDesignFile(exchange::writeDesignFile(*read), fixed);
    if (!again || !(*again == *read))
        std::abort();
    return 0;
}
