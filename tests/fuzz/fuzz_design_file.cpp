// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"
#include "core/exchange/report_file.h"
#include "core/wire/request.h"

#include <cstdlib>

using namespace parterre;

namespace {

/// What was read from a report goes to the helper, and comes there as it is.
void readAsReport(const QByteArray &bytes)
{
    const Result<FormerState> read = exchange::readReportFile(bytes);
    if (!read)
        return;
    const wire::Request request{
        .verb = wire::Request::Verb::Verify, .path = "disk", .design = {}, .plan = {}, .former = *read};
    const Result<wire::Request> arrived = wire::decodeRequest(wire::encode(request));
    if (!arrived || !(*arrived == request))
        std::abort();
}

}

/// A design file is refused, or gives a design that can be written and read again unchanged. The same bytes
/// are read as a report, the other file that people hand over.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    readAsReport(bytes);
    const auto fixed = [] { return Uuid(); };
    const Result<Design> read = exchange::readDesignFile(bytes, fixed);
    if (!read)
        return 0;
    const Result<Design> again = exchange::readDesignFile(exchange::writeDesignFile(*read), fixed);
    if (!again || !(*again == *read))
        std::abort();
    return 0;
}
