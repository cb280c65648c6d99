// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/json.h"

#include "core/layout/reference_fate.h"
#include "core/text/describe.h"

namespace parterre::exchange {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonValue orNull(const std::optional<Bytes> &bytes)
{
    return bytes ? QJsonValue(qint64{bytes->count()}) : QJsonValue(QJsonValue::Null);
}

QJsonArray numbers(const std::vector<int> &list)
{
    QJsonArray array;
    for (const int number : list)
        array.append(number);
    return array;
}

QJsonArray texts(const std::vector<std::string> &list)
{
    QJsonArray array;
    for (const std::string &text : list)
        array.append(toQString(text));
    return array;
}

QJsonObject extentJson(Extent extent)
{
    return {{QStringLiteral("start"), qint64{extent.begin.bytes()}},
            {QStringLiteral("size"), qint64{extent.size.count()}}};
}

QJsonObject tableJson(const Table &table, Bytes diskSize)
{
    return {{QStringLiteral("type"), toQString(tableKindName(table.kind))},
            {QStringLiteral("sector_size"), qint64{table.sectorSize.count()}},
            {QStringLiteral("entries_max"), table.entriesMax},
            {QStringLiteral("size"), qint64{diskSize.count()}},
            {QStringLiteral("id"), toQString(table.id)},
            {QStringLiteral("usable"), extentJson(table.usable)},
            {QStringLiteral("grain"), qint64{table.grain.count()}}};
}

QJsonObject contentJson(const Content &content);

/// What only containers have.
void addInside(QJsonObject &object, const Content &content)
{
    QJsonArray volumes;
    for (const Volume &volume : content.volumes) {
        volumes.append(QJsonObject{{QStringLiteral("name"), toQString(volume.name)},
                                   {QStringLiteral("uuid"), toQString(volume.uuid)},
                                   {QStringLiteral("size"), qint64{volume.size.count()}},
                                   {QStringLiteral("content"), contentJson(volume.content)}});
    }
    object[QStringLiteral("group_uuid")] = toQString(content.groupUuid);
    object[QStringLiteral("inside")] = toQString(insideName(content.inside));
    object[QStringLiteral("inside_doubt")] = toQString(content.insideDoubt);
    object[QStringLiteral("volumes")] = volumes;
}

QJsonObject contentJson(const Content &content)
{
    const bool isNamedByBlkid = content.kind == ContentKind::Other && !content.typeName.empty();
    QJsonObject object{{QStringLiteral("kind"),
                        toQString(isNamedByBlkid ? content.typeName : contentKindName(content.kind))},
                       {QStringLiteral("uuid"), toQString(content.uuid)},
                       {QStringLiteral("label"), toQString(content.label)},
                       {QStringLiteral("size"), orNull(content.size)},
                       {QStringLiteral("used"), orNull(content.used)}};
    if (isContainer(content.kind))
        addInside(object, content);
    return object;
}

QJsonObject slotJson(const Slot &slot)
{
    QJsonObject object = extentJson(slot.extent);
    object[QStringLiteral("number")] = slot.number;
    object[QStringLiteral("entry")] = toQString(entryKindName(slot.entry));
    object[QStringLiteral("name")] = toQString(slot.name);
    object[QStringLiteral("role")] = toQString(roleName(slot.role));
    object[QStringLiteral("clone_of")] = toQString(slot.cloneOf);
    object[QStringLiteral("clone_index")] = slot.cloneIndex;
    object[QStringLiteral("partids_name")] = toQString(slot.partidsName);
    object[QStringLiteral("partids_key")] = toQString(slot.partidsKey);
    object[QStringLiteral("type")] = toQString(slot.type);
    object[QStringLiteral("partuuid")] = toQString(slot.guid);
    object[QStringLiteral("content")] = contentJson(slot.content);
    object[QStringLiteral("source")] = slot.source;
    object[QStringLiteral("is_new")] = slot.isNew;
    return object;
}

QString useKindName(Use::Kind kind)
{
    switch (kind) {
    case Use::Kind::Mounted:
        return QStringLiteral("mounted");
    case Use::Kind::Swap:
        return QStringLiteral("swap");
    case Use::Kind::DeviceMapper:
        return QStringLiteral("dm");
    case Use::Kind::Md:
        return QStringLiteral("md");
    case Use::Kind::Loop:
        return QStringLiteral("loop");
    case Use::Kind::Other:
        return QStringLiteral("other");
    }
    return {};
}

QJsonArray usesJson(const std::vector<Use> &uses)
{
    QJsonArray array;
    for (const Use &use : uses)
        array.append(QJsonObject{{QStringLiteral("kind"), useKindName(use.kind)},
                                 {QStringLiteral("what"), toQString(use.what)}});
    return array;
}

QString targetKindName(Target::Kind kind)
{
    switch (kind) {
    case Target::Kind::BlockDevice:
        return QStringLiteral("device");
    case Target::Kind::ImageFile:
        return QStringLiteral("image");
    case Target::Kind::Drawing:
        return QStringLiteral("drawing");
    }
    return {};
}

QJsonObject targetJson(const Target &target)
{
    return {{QStringLiteral("kind"), targetKindName(target.kind)},
            {QStringLiteral("path"), toQString(target.path)},
            {QStringLiteral("model"), toQString(target.model)},
            {QStringLiteral("serial"), toQString(target.serial)},
            {QStringLiteral("size"), qint64{target.size.count()}},
            {QStringLiteral("read_only"), target.isReadOnly},
            {QStringLiteral("system_disk"), target.isSystemDisk},
            {QStringLiteral("removable"), target.isRemovable},
            {QStringLiteral("uses"), usesJson(target.uses)}};
}

QJsonArray stepsJson(const Plan &plan, const Layout &designed)
{
    QJsonArray array;
    for (const Step &step : plan.steps) {
        const Work amount = work(step);
        array.append(QJsonObject{{QStringLiteral("kind"), toQString(stepName(step))},
                                 {QStringLiteral("message"), toQString(english(describe(step, designed)))},
                                 {QStringLiteral("read"), qint64{amount.read.count()}},
                                 {QStringLiteral("written"), qint64{amount.written.count()}}});
    }
    return array;
}

QString stateName(StepReport::State state)
{
    switch (state) {
    case StepReport::State::NotReached:
        return QStringLiteral("not-reached");
    case StepReport::State::Done:
        return QStringLiteral("done");
    case StepReport::State::Failed:
        return QStringLiteral("failed");
    case StepReport::State::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

QJsonArray stepReportsJson(const Report &report, const Plan &plan)
{
    QJsonArray array;
    for (std::size_t i = 0; i < report.steps.size(); ++i) {
        const StepReport &step = report.steps[i];
        QJsonObject object{{QStringLiteral("state"), stateName(step.state)},
                           {QStringLiteral("elapsed_ms"), qint64{step.elapsedMs}},
                           {QStringLiteral("read"), qint64{step.read.count()}},
                           {QStringLiteral("written"), qint64{step.written.count()}},
                           {QStringLiteral("skipped"), qint64{step.skipped.count()}},
                           {QStringLiteral("shared"), qint64{step.shared.count()}},
                           {QStringLiteral("note"), toQString(step.note)}};
        if (i < plan.steps.size()) {
            object[QStringLiteral("kind")] = toQString(stepName(plan.steps[i]));
            object[QStringLiteral("message")] = toQString(english(describe(plan.steps[i], report.after)));
        }
        array.append(object);
    }
    return array;
}

QJsonObject imprintJson(const Imprint &imprint)
{
    return {{QStringLiteral("number"), imprint.partition},
            {QStringLiteral("blocks"), toQString(blocksName(imprint.blocks))},
            {QStringLiteral("algorithm"), toQString(digestName(imprint.kind))},
            {QStringLiteral("piece"), qint64{imprint.pieceSize.count()}},
            {QStringLiteral("pieces"), texts(imprint.digests)}};
}

QJsonObject digestsJson(const std::vector<Imprint> &imprints)
{
    QJsonArray partitions;
    for (const Imprint &imprint : imprints)
        partitions.append(imprintJson(imprint));
    return {{QStringLiteral("form"), Imprint::form}, {QStringLiteral("partitions"), partitions}};
}

QJsonArray unreadJson(const Report &report)
{
    QJsonArray array;
    for (const UnreadRange &one : report.unread()) {
        QJsonObject object = extentJson(one.where);
        object[QStringLiteral("partition")] = one.partition;
        array.append(object);
    }
    return array;
}

QJsonValue errorJson(const std::optional<Error> &error)
{
    if (!error)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("message"), toQString(english(describe(*error)))},
                       {QStringLiteral("subject"), toQString(error->subject)},
                       {QStringLiteral("errno"), error->systemErrno},
                       {QStringLiteral("detail"), toQString(error->detail)}};
}

}

QJsonObject layoutJson(const Layout &layout)
{
    QJsonArray partitions;
    for (const Slot &slot : layout.slots)
        partitions.append(slotJson(slot));
    QJsonArray free;
    for (const Extent &extent : layout.free)
        free.append(extentJson(extent));
    return {{QStringLiteral("table"), tableJson(layout.table, layout.diskSize)},
            {QStringLiteral("partitions"), partitions},
            {QStringLiteral("free"), free}};
}

QJsonObject probeJson(const Inventory &inventory, const Layout &now)
{
    QJsonObject object = layoutJson(now);
    QJsonArray partitions;
    for (const QJsonValue item : object[QStringLiteral("partitions")].toArray()) {
        QJsonObject partition = item.toObject();
        const Partition *found = findPartition(inventory, partition[QStringLiteral("number")].toInt());
        partition[QStringLiteral("uses")] = usesJson(found ? found->uses : std::vector<Use>());
        partitions.append(partition);
    }
    object[QStringLiteral("partitions")] = partitions;
    object[QStringLiteral("target")] = targetJson(inventory.target);
    object[QStringLiteral("partids")] = toQString(inventory.partids);
    object[QStringLiteral("in_motion")] = inventory.isInMotion;
    object[QStringLiteral("fingerprint")] = toQString(inventory.fingerprint);
    return object;
}

QJsonArray referencesJson(const Inventory &inventory, const Derived &derived)
{
    const auto numbers = [](const std::vector<const Slot *> &slots) {
        QJsonArray list;
        for (const Slot *slot : slots)
            list.append(slot->number);
        return list;
    };
    const auto rewritten = [&](const Reference &reference) {
        QJsonArray list;
        for (const RewrittenSlot &slot : derived.rewritten) {
            const std::optional<std::string> value = rewrittenValue(reference, slot);
            if (value && slot.isWritable)
                list.append(QJsonObject{{QStringLiteral("clone_index"), slot.cloneIndex},
                                        {QStringLiteral("new"), slot.isClone},
                                        {QStringLiteral("value"), toQString(*value)}});
        }
        return list;
    };
    QJsonArray list;
    for (const Reference &reference : inventory.references) {
        const ReferenceFate fate = fateOf(reference, derived.now, derived.designed);
        list.append(QJsonObject{{QStringLiteral("partition"), reference.inPartition},
                                {QStringLiteral("volume"), toQString(volumeOf(reference, inventory))},
                                {QStringLiteral("file"), toQString(reference.file)},
                                {QStringLiteral("by"), toQString(referenceByName(reference.by))},
                                {QStringLiteral("value"), toQString(reference.value)},
                                {QStringLiteral("now"), numbers(fate.now)},
                                {QStringLiteral("after"), numbers(fate.then)},
                                {QStringLiteral("verdict"), toQString(verdictName(fate.verdict))},
                                {QStringLiteral("rewritten"), rewritten(reference)}});
    }
    return list;
}

QJsonArray findingsJson(const std::vector<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings) {
        QJsonObject object{{QStringLiteral("code"), toQString(finding.code)},
                           {QStringLiteral("severity"), toQString(severityName(finding.severity))},
                           {QStringLiteral("partitions"), numbers(finding.partitions)},
                           {QStringLiteral("message"), toQString(english(finding.message))}};
        if (finding.fix)
            object[QStringLiteral("fix")] = toQString(english(finding.fix->label));
        array.append(object);
    }
    return array;
}

QJsonObject planJson(const Derived &derived)
{
    return {{QStringLiteral("layout"), layoutJson(derived.designed)},
            {QStringLiteral("findings"), findingsJson(derived.findings)},
            {QStringLiteral("steps"), stepsJson(derived.plan, derived.designed)},
            {QStringLiteral("partids"), toQString(derived.designed.partids)}};
}

QJsonObject reportJson(const Report &report, const Plan &plan)
{
    return {{QStringLiteral("success"), report.isSuccess()},
            {QStringLiteral("disk"), toQString(diskStateName(report.disk))},
            {QStringLiteral("error"), errorJson(report.error)},
            {QStringLiteral("unread"), unreadJson(report)},
            {QStringLiteral("steps"), stepReportsJson(report, plan)},
            {QStringLiteral("warnings"), texts(report.warnings)},
            {QStringLiteral("before"), layoutJson(report.before)},
            {QStringLiteral("after"), layoutJson(report.after)},
            {QStringLiteral("partids"), toQString(report.partids)},
            {QStringLiteral("job_folder"), toQString(report.jobFolder)},
            {QStringLiteral("started"), toQString(report.started)},
            {QStringLiteral("digests"), digestsJson(report.imprints)},
            {QStringLiteral("elapsed_ms"), qint64{report.elapsedMs}}};
}

QJsonArray checksJson(const std::vector<Check> &checks)
{
    QJsonArray array;
    for (const Check &check : checks)
        array.append(QJsonObject{{QStringLiteral("code"), toQString(check.code)},
                                 {QStringLiteral("passed"), check.isPassed},
                                 {QStringLiteral("partitions"), numbers(check.partitions)},
                                 {QStringLiteral("message"), toQString(english(check.message))}});
    return array;
}

QJsonArray jobsJson(const std::vector<JobState> &jobs)
{
    QJsonArray array;
    for (const JobState &job : jobs)
        array.append(QJsonObject{{QStringLiteral("folder"), toQString(job.folder)},
                                 {QStringLiteral("started"), toQString(job.started)},
                                 {QStringLiteral("disk"), toQString(diskStateName(job.disk))},
                                 {QStringLiteral("can_finish"), job.canFinish},
                                 {QStringLiteral("can_undo"), job.canUndo}});
    return array;
}

}
