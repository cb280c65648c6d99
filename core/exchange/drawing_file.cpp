// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/drawing_file.h"

#include "core/exchange/object_reader.h"
#include "core/model/edit.h"
#include "core/script/table_room.h"

#include <algorithm>

namespace parterre::exchange {

namespace {

constexpr qsizetype partitionsLimit = 1024;
constexpr int gptEntriesUsual = 128;

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void putText(QJsonObject &object, const char *key, const std::string &text)
{
    if (!text.empty())
        object[QLatin1StringView(key)] = toQString(text);
}

QJsonObject partitionJson(const Partition &partition)
{
    QJsonObject object{{QStringLiteral("number"), partition.number},
                       {QStringLiteral("entry"), toQString(entryKindName(partition.entry))},
                       {QStringLiteral("start"), qint64{partition.extent.begin.bytes()}},
                       {QStringLiteral("size"), qint64{partition.extent.size.count()}},
                       {QStringLiteral("type"), toQString(partition.type)},
                       {QStringLiteral("content"), toQString(contentKindName(partition.content.kind))}};
    putText(object, "name", partition.name);
    putText(object, "guid", partition.guid);
    putText(object, "uuid", partition.content.uuid);
    putText(object, "label", partition.content.label);
    putText(object, "mount_point", partition.mountPoint);
    putText(object, "partids_name", partition.partidsName);
    if (partition.attributes != 0)
        object[QStringLiteral("attributes")] = QString::number(partition.attributes, 16);
    if (partition.isActive)
        object[QStringLiteral("active")] = true;
    return object;
}

std::uint64_t readAttributes(ObjectReader &reader)
{
    const std::string text = reader.text("attributes").value_or("0");
    bool isNumber = false;
    const qulonglong bits = toQString(text).toULongLong(&isNumber, 16);
    if (!isNumber || text.size() > 16)
        reader.refuse("attributes", "expected up to 16 hexadecimal digits");
    return bits;
}

template<typename T>
T oneOf(ObjectReader &reader, const char *key, std::optional<T> (*named)(std::string_view), const char *words)
{
    reader.require(key);
    const std::optional<T> found = named(reader.text(key).value_or(std::string()));
    if (!found)
        reader.refuse(key, words);
    return found.value_or(T());
}

Extent readExtent(ObjectReader &reader)
{
    reader.require("start");
    reader.require("size");
    return {.begin = reader.offset("start").value_or(Offset()),
            .size = Bytes(reader.number("size", 1, jsonNumberMax).value_or(1))};
}

Result<Partition> readPartition(const QJsonValue &value, const std::string &place)
{
    ObjectReader reader(value, place);
    reader.require("number");
    Partition partition;
    partition.number = static_cast<int>(reader.number("number", 1, 65535).value_or(1));
    partition.entry =
        oneOf(reader, "entry", entryKindNamed, "expected \"primary\", \"extended\" or \"logical\"");
    partition.extent = readExtent(reader);
    partition.type = reader.text("type").value_or(std::string());
    partition.name = reader.text("name").value_or(std::string());
    partition.guid = reader.text("guid").value_or(std::string());
    partition.attributes = readAttributes(reader);
    partition.isActive = reader.flag("active").value_or(false);
    partition.content.kind =
        oneOf(reader, "content", contentKindNamed, "expected a kind of content, like \"ext4\"");
    partition.content.uuid = reader.text("uuid").value_or(std::string());
    partition.content.label = reader.text("label").value_or(std::string());
    partition.mountPoint = reader.text("mount_point").value_or(std::string());
    partition.partidsName = reader.text("partids_name").value_or(std::string());
    CHECK(reader.finish());
    return partition;
}

/// Whether two share a number or a place; what is logical lies in the extended one on purpose.
bool areApart(const Partition &a, const Partition &b)
{
    const bool isInside = (a.entry == EntryKind::Extended && b.entry == EntryKind::Logical)
        || (a.entry == EntryKind::Logical && b.entry == EntryKind::Extended);
    return a.number != b.number && (isInside || !a.extent.overlaps(b.extent));
}

Result<> checkPlaces(const Drawing &drawing)
{
    for (auto one = drawing.partitions.begin(); one != drawing.partitions.end(); ++one) {
        const std::string place =
            "drawing.partitions[" + std::to_string(one - drawing.partitions.begin()) + "]";
        if (!drawing.table.usable.contains(one->extent))
            return fail(ErrorCode::Invalid, {}, place + ": does not lie on the disk's usable space");
        if (!std::all_of(drawing.partitions.begin(), one,
                         [&](const Partition &other) { return areApart(other, *one); }))
            return fail(ErrorCode::Invalid, {},
                        place + ": shares its number or its place with one before it");
    }
    return {};
}

/// What the table has that its kind and the size of the disk do not tell.
void putTable(QJsonObject &object, const Drawing &drawing)
{
    const Table &table = drawing.table;
    const int entriesUsual = table.kind == TableKind::Gpt ? gptEntriesUsual : mbrPrimaries;
    putText(object, "id", table.id);
    if (table.grain != Table().grain)
        object[QStringLiteral("grain")] = qint64{table.grain.count()};
    if (table.entriesMax != entriesUsual)
        object[QStringLiteral("entries")] = table.entriesMax;
    if (table.usable != script::tableRoom(table, drawing.size))
        object[QStringLiteral("usable")] =
            QJsonObject{{QStringLiteral("start"), qint64{table.usable.begin.bytes()}},
                        {QStringLiteral("size"), qint64{table.usable.size.count()}}};
}

/// The other way round, into a table that is usual so far.
Result<> readTable(ObjectReader &reader, Drawing &drawing)
{
    Table &table = drawing.table;
    table.id = reader.text("id").value_or(std::string());
    const auto grain = reader.number("grain", 512, std::int64_t{1} << 40U).value_or(table.grain.count());
    if (grain % table.sectorSize.count() != 0)
        reader.refuse("grain", "expected a multiple of the sector size");
    table.grain = Bytes(grain);
    if (reader.has("entries") && table.kind != TableKind::Gpt)
        reader.refuse("entries", "is for a GPT");
    table.entriesMax =
        static_cast<int>(reader.number("entries", 1, partitionsLimit).value_or(table.entriesMax));
    const Extent room = script::tableRoom(table, drawing.size);
    table.usable = room;
    if (!reader.has("usable"))
        return {};
    ObjectReader inner(reader.value("usable"), reader.place("usable"));
    table.usable = readExtent(inner);
    const bool isWhole =
        isAligned(table.usable.begin, table.sectorSize) && isAligned(table.usable.end(), table.sectorSize);
    if (!isWhole || !room.contains(table.usable))
        inner.refuse("start", "expected whole sectors that the table leaves free");
    return inner.finish();
}

}

QJsonObject drawingJson(const Drawing &drawing)
{
    QJsonArray partitions;
    for (const Partition &partition : drawing.partitions)
        partitions.append(partitionJson(partition));
    QJsonObject object{{QStringLiteral("size"), qint64{drawing.size.count()}},
                       {QStringLiteral("table"), toQString(tableKindName(drawing.table.kind))},
                       {QStringLiteral("sector_size"), qint64{drawing.table.sectorSize.count()}},
                       {QStringLiteral("partitions"), partitions}};
    putTable(object, drawing);
    return object;
}

Result<Drawing> readDrawing(const QJsonValue &value, const UuidSource &uuids)
{
    ObjectReader reader(value, "drawing");
    reader.require("size");
    const edit::SetDisk disk{.size = Bytes(reader.number("size", 0, jsonNumberMax).value_or(0)),
                             .table = oneOf(reader, "table", tableKindNamed, "expected \"gpt\" or \"mbr\""),
                             .sectorSize = Bytes(reader.number("sector_size", 512, 4096).value_or(512))};
    const QJsonArray partitions = reader.list("partitions", partitionsLimit);
    CHECK(reader.finishLeniently());
    Design design;
    design.drawing.emplace();
    Result<Design> drawn = apply(std::move(design), disk, uuids);
    if (!drawn)
        return fail(ErrorCode::Invalid, {}, "drawing: " + drawn.error().detail);
    Drawing drawing = *std::move(drawn->drawing);
    CHECK(readTable(reader, drawing));
    CHECK(reader.finish());
    for (const QJsonValue item : partitions) {
        const std::string place = "drawing.partitions[" + std::to_string(drawing.partitions.size()) + "]";
        TRY(drawing.partitions.emplace_back(), readPartition(item, place));
    }
    CHECK(checkPlaces(drawing));
    return drawing;
}

}
