// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_design.h"

#include "core/exchange/design_file.h"
#include "core/layout/lineage.h"
#include "core/model/edit.h"

#include <QFile>

#include <charconv>

namespace parterre::ctl {

namespace {

constexpr qint64 designFileMax = 64 << 20;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Invalid, path.toStdString(), file.errorString().toStdString());
    QByteArray bytes = file.read(designFileMax + 1);
    if (bytes.size() > designFileMax)
        return fail(ErrorCode::Invalid, path.toStdString(), "it is longer than any design");
    return bytes;
}

std::string knownNames(const Layout &layout)
{
    std::string names;
    for (const Slot &slot : layout.slots) {
        if (slot.cloneIndex == 0 && !slot.partidsName.empty())
            names += (names.empty() ? "" : ", ") + slot.partidsName;
    }
    return names.empty() ? "this disk has none with a name; use #NUMBER" : "this disk has " + names;
}

}

Result<Design> readDesign(const QString &path)
{
    TRY(const QByteArray bytes, readFile(path));
    Result<Design> design = exchange::readDesignFile(bytes, Uuid::draw);
    if (!design)
        return fail(ErrorCode::Invalid, path.toStdString(), "no design file: " + design.error().detail);
    return design;
}

Result<int> numberOf(const std::string &name, const Design &design, const Layout &now)
{
    if (name.starts_with('#')) {
        int number = 0;
        const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), number);
        if (error == std::errc() && end == name.data() + name.size() && findDesign(design, number) != nullptr)
            return number;
        return fail(ErrorCode::Invalid, name, "there is no partition of this number that can have clones");
    }
    for (const PartitionDesign &one : design.partitions) {
        if (one.name == name)
            return one.number;
    }
    for (const Slot &slot : now.slots) {
        if (slot.cloneIndex == 0 && slot.partidsName == name)
            return slot.number;
    }
    return fail(ErrorCode::Invalid, name, "there is no partition of this name; " + knownNames(now));
}

Result<Design> designFrom(const Options &options, const Inventory &inventory)
{
    Design design = designFor(inventory);
    if (options.designFile) {
        TRY(design, readDesign(*options.designFile));
    }
    if (design.drawing)
        return fail(ErrorCode::Invalid, options.designFile->toStdString(),
                    "it is a drawing, not a design for a disk");
    if (options.placement)
        design.placement = *options.placement;
    if (options.numbering)
        design.numbering = *options.numbering;
    design.cloning.labels = options.labels.value_or(design.cloning.labels);
    design.cloning.types = options.types.value_or(design.cloning.types);
    design.cloning.autoMount = options.autoMount.value_or(design.cloning.autoMount);
    ReferenceChoice &references = design.references;
    references.originsFollow = options.originsFollow.value_or(references.originsFollow);
    references.clonesReferToThemselves = options.clonesRefer.value_or(references.clonesReferToThemselves);
    design.copying.blocks = options.blocks.value_or(design.copying.blocks);
    design.copying.rest = options.rest.value_or(design.copying.rest);
    design.copying.digest = options.digest.value_or(design.copying.digest);
    design.copying.onReadError = options.onReadError.value_or(design.copying.onReadError);
    design.copying.rateLimit = options.rateLimit.value_or(design.copying.rateLimit);
    design.copying.ioPriority = options.ioPriority.value_or(design.copying.ioPriority);
    const Layout now = layoutOf(inventory);
    for (const auto &[name, count] : options.clones) {
        TRY(const int number, numberOf(name, design, now));
        TRY(design, apply(std::move(design), edit::SetClones{.number = number, .count = count}, Uuid::draw));
    }
    for (const auto &[name, size] : options.sizes) {
        TRY(const int number, numberOf(name, design, now));
        const Partition *const partition = findPartition(inventory, number);
        if (partition == nullptr)
            return fail(ErrorCode::Invalid, name, "the design speaks of it, but this disk does not have it");
        TRY(design, apply(std::move(design), resizeTo(*partition, size), Uuid::draw));
    }
    for (const std::string &name : options.freshKeys) {
        TRY(const int number, numberOf(name, design, now));
        TRY(design,
            apply(std::move(design), edit::SetFreshKeys{.number = number, .isWanted = true}, Uuid::draw));
    }
    return design;
}

Result<Derived> derivedFor(const Options &options, const std::function<Result<Inventory>()> &probe)
{
    QFile file(options.target());
    if (file.open(QIODevice::ReadOnly) && file.peek(1) == "{") {
        TRY(const Design design, readDesign(options.target()));
        if (!design.drawing)
            return fail(ErrorCode::Invalid, options.target().toStdString(),
                        "it is a design for a disk; name the disk and give the design with --design");
        return derive(inventoryOf(*design.drawing), design);
    }
    TRY(const Inventory inventory, probe());
    TRY(const Design design, designFrom(options, inventory));
    return derive(inventory, design);
}

}
