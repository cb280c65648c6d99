// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"

#include "core/exchange/drawing_file.h"
#include "core/exchange/object_reader.h"
#include "core/model/edit.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>
#include <tuple>

namespace parterre::exchange {

namespace {

constexpr qsizetype fileLimit = 16 << 20;
constexpr qsizetype partitionsLimit = 1024;
constexpr std::int64_t clonesInAllMax = 4096;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonArray clonesJson(const std::vector<CloneDesign> &clones)
{
    QJsonArray list;
    for (const CloneDesign &clone : clones) {
        QJsonObject object{{QStringLiteral("guid"), toQString(clone.guid.toString())},
                           {QStringLiteral("content"), toQString(clone.content.toString())}};
        if (clone.start)
            object[QStringLiteral("start")] = qint64{clone.start->bytes()};
        list.append(object);
    }
    return list;
}

QJsonObject partitionJson(const PartitionDesign &partition)
{
    QJsonObject object{{QStringLiteral("number"), partition.number}};
    if (!partition.name.empty())
        object[QStringLiteral("name")] = toQString(partition.name);
    if (!partition.clones.empty())
        object[QStringLiteral("clones")] = clonesJson(partition.clones);
    if (partition.isClonedUnchanged)
        object[QStringLiteral("clone_unchanged")] = true;
    if (partition.hasFreshKeys)
        object[QStringLiteral("fresh_keys")] = true;
    if (partition.start)
        object[QStringLiteral("start")] = qint64{partition.start->bytes()};
    if (partition.size)
        object[QStringLiteral("size")] = qint64{partition.size->count()};
    return object;
}

Result<CloneDesign> readClone(const QJsonValue &value, const std::string &place)
{
    ObjectReader reader(value, place);
    reader.require("guid");
    reader.require("content");
    const CloneDesign clone{.guid = reader.uuid("guid").value_or(Uuid()),
                            .content = reader.uuid("content").value_or(Uuid()),
                            .start = reader.offset("start")};
    CHECK(reader.finish());
    return clone;
}

/// "clones": 2 and "clones": [{...}, {...}] both ask for two.
Result<std::vector<CloneDesign>> readClones(ObjectReader &reader, const UuidSource &uuids)
{
    std::vector<CloneDesign> clones;
    if (!reader.value("clones").isArray()) {
        const std::int64_t count = reader.number("clones", 0, clonesMax).value_or(0);
        for (std::int64_t i = 0; i < count; ++i)
            clones.push_back({.guid = uuids(), .content = uuids(), .start = std::nullopt});
        return clones;
    }
    for (const QJsonValue item : reader.list("clones", clonesMax)) {
        TRY(clones.emplace_back(),
            readClone(item, reader.place("clones") + "[" + std::to_string(clones.size()) + "]"));
    }
    return clones;
}

Result<PartitionDesign> readPartition(const QJsonValue &value, const std::string &place,
                                      const UuidSource &uuids)
{
    ObjectReader reader(value, place);
    reader.require("number");
    PartitionDesign partition{.number = static_cast<int>(reader.number("number", 1, 65535).value_or(1)),
                              .name = reader.text("name").value_or(std::string()),
                              .clones = {},
                              .isClonedUnchanged = reader.flag("clone_unchanged").value_or(false),
                              .hasFreshKeys = reader.flag("fresh_keys").value_or(false),
                              .start = reader.offset("start"),
                              .size = reader.amount("size")};
    TRY(partition.clones, readClones(reader, uuids));
    CHECK(reader.finish());
    return partition;
}

Result<> readPartitions(ObjectReader &reader, Design &design, const UuidSource &uuids)
{
    std::set<int> numbers;
    std::size_t clones = 0;
    for (const QJsonValue item : reader.list("partitions", partitionsLimit)) {
        const std::string place = "partitions[" + std::to_string(design.partitions.size()) + "]";
        TRY(PartitionDesign partition, readPartition(item, place, uuids));
        if (!numbers.insert(partition.number).second)
            return fail(ErrorCode::Invalid, {}, place + ".number: stands twice");
        clones += partition.clones.size();
        design.partitions.push_back(std::move(partition));
    }
    if (clones > clonesInAllMax)
        return fail(ErrorCode::Invalid, {}, "partitions: expected at most 4096 clones in all");
    return {};
}

QJsonObject cloningJson(const Cloning &cloning)
{
    return {{QStringLiteral("labels"), toQString(cloneLabelsName(cloning.labels))},
            {QStringLiteral("types"), toQString(cloneTypesName(cloning.types))},
            {QStringLiteral("auto_mount"), toQString(autoMountName(cloning.autoMount))}};
}

Result<Cloning> readCloning(const QJsonValue &value)
{
    ObjectReader reader(value, "cloning");
    const Cloning cloning{
        .labels = reader.word("labels", cloneLabelsNamed, "expected \"numbered\" or \"as-origin\""),
        .types = reader.word("types", cloneTypesNamed, "expected \"generic\" or \"as-origin\""),
        .autoMount = reader.word("auto_mount", autoMountNamed, "expected \"as-origin\" or \"never\"")};
    CHECK(reader.finish());
    return cloning;
}

QJsonObject referencesJson(const ReferenceChoice &choice)
{
    return {{QStringLiteral("origins_follow"), choice.originsFollow},
            {QStringLiteral("clones_refer_to_themselves"), choice.clonesReferToThemselves}};
}

Result<ReferenceChoice> readReferences(const QJsonValue &value)
{
    ObjectReader reader(value, "references");
    const ReferenceChoice choice{.originsFollow = reader.flag("origins_follow").value_or(false),
                                 .clonesReferToThemselves =
                                     reader.flag("clones_refer_to_themselves").value_or(false)};
    CHECK(reader.finish());
    return choice;
}

QJsonObject copyingJson(const Copying &copying)
{
    return {{QStringLiteral("blocks"), toQString(blocksName(copying.blocks))},
            {QStringLiteral("rest"), toQString(restName(copying.rest))},
            {QStringLiteral("digest"), toQString(digestName(copying.digest))},
            {QStringLiteral("on_read_error"), toQString(onReadErrorName(copying.onReadError))},
            {QStringLiteral("rate_limit"), qint64{copying.rateLimit.count()}},
            {QStringLiteral("io_priority"), toQString(ioPriorityName(copying.ioPriority))}};
}

Bytes readRateLimit(ObjectReader &reader)
{
    const Bytes limit(reader.number("rate_limit", 0, rateLimitMax.count()).value_or(0));
    if (!isRateLimit(limit))
        reader.refuse("rate_limit", "expected 0 or a multiple of 1048576");
    return limit;
}

Result<Copying> readCopying(const QJsonValue &value)
{
    ObjectReader reader(value, "copying");
    const Copying copying{
        .blocks = reader.word("blocks", blocksNamed, "expected \"used\" or \"every\""),
        .rest = reader.word("rest", restNamed, "expected \"leave\", \"discard\" or \"zero\""),
        .digest = reader.word("digest", digestNamed, "expected \"xxh3-128\" or \"sha-256\""),
        .onReadError = reader.word("on_read_error", onReadErrorNamed, "expected \"stop\" or \"continue\""),
        .rateLimit = readRateLimit(reader),
        .ioPriority = reader.word("io_priority", ioPriorityNamed, "expected \"normal\" or \"idle\"")};
    CHECK(reader.finish());
    return copying;
}

std::string placeOf(const QByteArray &bytes, const QJsonParseError &error)
{
    const auto line = bytes.first(std::min<qsizetype>(error.offset, bytes.size())).count('\n') + 1;
    return "line " + std::to_string(line) + ": " + error.errorString().toStdString();
}

}

QByteArray writeDesignFile(const Design &design)
{
    QJsonArray partitions;
    for (const PartitionDesign &partition : design.partitions)
        partitions.append(partitionJson(partition));
    QJsonObject object{{QStringLiteral("parterre-design"), 1},
                       {QStringLiteral("placement"), toQString(placementName(design.placement))},
                       {QStringLiteral("numbering"), toQString(numberingName(design.numbering))},
                       {QStringLiteral("partitions"), partitions}};
    if (design.cloning != Cloning())
        object[QStringLiteral("cloning")] = cloningJson(design.cloning);
    if (design.copying != Copying())
        object[QStringLiteral("copying")] = copyingJson(design.copying);
    if (design.references != ReferenceChoice())
        object[QStringLiteral("references")] = referencesJson(design.references);
    if (design.drawing)
        object[QStringLiteral("drawing")] = drawingJson(*design.drawing);
    return QJsonDocument(object).toJson();
}

Result<Design> readDesignFile(const QByteArray &bytes, const UuidSource &uuids)
{
    if (bytes.size() > fileLimit)
        return fail(ErrorCode::Invalid, {}, "the file is larger than 16 MiB");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::Invalid, {}, placeOf(bytes, error));
    ObjectReader reader(document.isObject() ? QJsonValue(document.object()) : QJsonValue(), {});
    reader.require("parterre-design");
    std::ignore = reader.number("parterre-design", 1, 1);
    Design design;
    design.placement = reader.word("placement", placementNamed, "expected \"free-space\" or \"adjacent\"");
    design.numbering = reader.word("numbering", numberingNamed, "expected \"kiwi\" or \"keep\"");
    if (reader.has("cloning")) {
        TRY(design.cloning, readCloning(reader.value("cloning")));
    }
    if (reader.has("copying")) {
        TRY(design.copying, readCopying(reader.value("copying")));
    }
    if (reader.has("references")) {
        TRY(design.references, readReferences(reader.value("references")));
    }
    CHECK(readPartitions(reader, design, uuids));
    if (reader.has("drawing")) {
        TRY(design.drawing, readDrawing(reader.value("drawing"), uuids));
    }
    CHECK(reader.finish());
    return design;
}

}
