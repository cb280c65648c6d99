// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/report_file.h"

#include "core/exchange/object_reader.h"
#include "core/layout/layout.h"
#include "core/model/edit.h"
#include "core/plan/report.h"

#include <QJsonDocument>

#include <algorithm>
#include <limits>
#include <string_view>

namespace parterre::exchange {

namespace {

constexpr qsizetype fileLimit = 64 << 20;
constexpr const char *unknownWord = "is not a word that this version knows";
constexpr qsizetype partitionsLimit = 1024 + 4096;

std::unexpected<Error> refuse(const std::string &why)
{
    return fail(ErrorCode::Invalid, {}, why);
}

Result<Imprint> readImprint(const QJsonValue &value, const std::string &place)
{
    ObjectReader reader(value, place);
    for (const char *key : {"number", "blocks", "algorithm", "piece", "pieces"})
        reader.require(key);
    Imprint imprint{.partition = static_cast<int>(reader.number("number", 1, 65535).value_or(1)),
                    .blocks = reader.word("blocks", blocksNamed, unknownWord),
                    .kind = reader.word("algorithm", digestNamed, unknownWord),
                    .pieceSize = Bytes(reader.number("piece", 1, jsonNumberMax).value_or(1)),
                    .digests = {}};
    for (const QJsonValue item : reader.list("pieces", qsizetype{imprintDigestsMax})) {
        if (!item.isString() || item.toString().size() > 64)
            reader.refuse("pieces", "expected digests as texts");
        imprint.digests.push_back(item.toString().toStdString());
    }
    CHECK(reader.finishLeniently());
    return imprint;
}

Result<std::vector<Imprint>> readImprints(const QJsonValue &value)
{
    if (value.isUndefined())
        return refuse(
            "it is a report without digests, of an earlier version; nothing can be compared with it");
    ObjectReader reader(value, "digests");
    reader.require("form");
    if (reader.number("form", 0, std::numeric_limits<int>::max()).value_or(0) != Imprint::form)
        return refuse("its digests were made in a way that this version does not know");
    std::vector<Imprint> imprints;
    std::size_t digests = 0;
    for (const QJsonValue item : reader.list("partitions", partitionsLimit)) {
        const std::string place = "digests.partitions[" + std::to_string(imprints.size()) + "]";
        TRY(imprints.emplace_back(), readImprint(item, place));
        digests += imprints.back().digests.size();
    }
    CHECK(reader.finishLeniently());
    if (digests > imprintDigestsMax)
        return refuse("it has more digests than any report");
    return imprints;
}

/// Nothing where the partition is neither an origin nor a clone.
Result<std::optional<FormerPartition>> readPartition(const QJsonValue &value, const std::string &place)
{
    ObjectReader reader(value, place);
    for (const char *key : {"number", "start", "size"})
        reader.require(key);
    const std::string role = reader.text("role").value_or(std::string());
    FormerPartition partition{.number = static_cast<int>(reader.number("number", 0, 65535).value_or(0)),
                              .extent = {.begin = reader.offset("start").value_or(Offset()),
                                         .size = Bytes(reader.number("size", 0, jsonNumberMax).value_or(0))},
                              .guid = reader.text("partuuid").value_or(std::string()),
                              .uuid = {},
                              .name = reader.text("partids_name").value_or(std::string()),
                              .cloneIndex =
                                  static_cast<int>(reader.number("clone_index", 0, clonesMax).value_or(0)),
                              .imprint = std::nullopt};
    ObjectReader content(reader.value("content"), reader.place("content"));
    partition.uuid = content.text("uuid").value_or(std::string());
    CHECK(reader.finishLeniently());
    CHECK(content.finishLeniently());
    if (role != roleName(Role::Clone) && role != roleName(Role::Origin))
        return std::nullopt;
    return partition;
}

Result<> readLayout(const QJsonValue &value, FormerState &state)
{
    ObjectReader reader(value, "after");
    ObjectReader table(reader.value("table"), reader.place("table"));
    state.tableId = table.text("id").value_or(std::string());
    std::size_t read = 0;
    for (const QJsonValue item : reader.list("partitions", partitionsLimit)) {
        const std::string place = "after.partitions[" + std::to_string(read++) + "]";
        TRY(std::optional<FormerPartition> partition, readPartition(item, place));
        if (partition)
            state.partitions.push_back(*std::move(partition));
    }
    CHECK(reader.finishLeniently());
    return table.finishLeniently();
}

/// Every imprint goes to its partition, whose pieces it must have.
Result<> give(std::vector<Imprint> imprints, FormerState &state)
{
    for (Imprint &imprint : imprints) {
        const auto owner = std::ranges::find(state.partitions, imprint.partition, &FormerPartition::number);
        const std::string name = "partition " + std::to_string(imprint.partition);
        if (owner == state.partitions.end() || owner->imprint)
            return refuse("it has digests of " + name + ", which is not there or has others");
        if (imprint.pieceSize != imprintPieceSize(owner->extent.size)
            || imprint.digests.size() != pieceCount(owner->extent.size, imprint.pieceSize))
            return refuse("its digests of " + name + " do not fit its size");
        owner->imprint = std::move(imprint);
    }
    return {};
}

}

Result<FormerState> readReportFile(const QByteArray &bytes)
{
    if (bytes.size() > fileLimit)
        return refuse("the file is larger than 64 MiB");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    const QJsonObject object = document.object();
    const bool isReport = object.value(QStringLiteral("disk")).isString()
        && object.value(QStringLiteral("after")).isObject()
        && object.value(QStringLiteral("steps")).isArray();
    if (error.error != QJsonParseError::NoError || !isReport)
        return refuse("it is not a report of parterrectl apply");
    ObjectReader reader(object, {});
    if (reader.text("disk") != diskStateName(DiskState::Done))
        return refuse("it is the report of a job that did not come to its end");
    FormerState state;
    state.started = reader.text("started").value_or(std::string());
    TRY(std::vector<Imprint> imprints, readImprints(reader.value("digests")));
    CHECK(readLayout(reader.value("after"), state));
    CHECK(give(std::move(imprints), state));
    CHECK(reader.finishLeniently());
    return state;
}

}
