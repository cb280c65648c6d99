// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/codec.h"

#include "core/wire/fields_report.h"

#include <algorithm>

namespace parterre::wire {

namespace {

QCborMap encodeAny(const auto &value)
{
    Writer writer;
    fields(writer, value);
    return writer.map();
}

template<typename T>
Result<T> decodeAny(const QCborMap &map)
{
    T value{};
    Reader reader{QCborValue(map)};
    fields(reader, value);
    if (Result<> read = reader.finish(); !read) {
        Error error = std::move(read).error();
        error.detail.erase(0, 1);  // the dot or blank before the first key
        return std::unexpected(std::move(error));
    }
    return value;
}

}

QCborMap encode(const Design &design)
{
    return encodeAny(design);
}
QCborMap encode(const Inventory &inventory)
{
    return encodeAny(inventory);
}
QCborMap encode(const Layout &layout)
{
    return encodeAny(layout);
}
QCborMap encode(const Plan &plan)
{
    return encodeAny(plan);
}
QCborMap encode(const Progress &progress)
{
    return encodeAny(progress);
}
QCborMap encode(const Report &report)
{
    return encodeAny(report);
}
QCborMap encode(const Error &error)
{
    return encodeAny(error);
}
QCborMap encode(const DiskSummary &summary)
{
    return encodeAny(summary);
}
QCborMap encode(const Check &check)
{
    return encodeAny(check);
}
QCborMap encode(const JobState &job)
{
    return encodeAny(job);
}

Result<Design> decodeDesign(const QCborMap &map)
{
    return decodeAny<Design>(map);
}
Result<Inventory> decodeInventory(const QCborMap &map)
{
    return decodeAny<Inventory>(map);
}
Result<Layout> decodeLayout(const QCborMap &map)
{
    return decodeAny<Layout>(map);
}
Result<Progress> decodeProgress(const QCborMap &map)
{
    return decodeAny<Progress>(map);
}
Result<Report> decodeReport(const QCborMap &map)
{
    return decodeAny<Report>(map);
}
Result<Error> decodeError(const QCborMap &map)
{
    return decodeAny<Error>(map);
}
Result<DiskSummary> decodeDiskSummary(const QCborMap &map)
{
    return decodeAny<DiskSummary>(map);
}
Result<Plan> decodePlan(const QCborMap &map)
{
    return decodeAny<Plan>(map);
}
Result<Check> decodeCheck(const QCborMap &map)
{
    return decodeAny<Check>(map);
}
Result<JobState> decodeJobState(const QCborMap &map)
{
    return decodeAny<JobState>(map);
}

}
