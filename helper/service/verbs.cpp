// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/verbs.h"

#include "core/exchange/json.h"
#include "core/text/describe.h"
#include "helper/build/build.h"
#include "helper/engine/held.h"
#include "helper/files/root_file.h"
#include "helper/probe/probe.h"
#include "helper/remap/in_place.h"
#include "helper/resize/resize.h"
#include "helper/service/job_root.h"
#include "helper/service/open_target.h"
#include "helper/service/quiet/quiet.h"

#include <QJsonDocument>

#include <algorithm>
#include <filesystem>

namespace parterre {

namespace {

using wire::Request;

/// The report stays where the job left the old table, also when nobody is there to be told.
void keepReport(Report &report, const Plan &plan)
{
    if (report.jobFolder.empty())
        return;
    const QByteArray json = QJsonDocument(exchange::reportJson(report, plan)).toJson();
    if (const Result<> written = writeJobFile(report.jobFolder, "report.json", json.toStdString()); !written)
        report.warnings.push_back("The report could not be kept: " + english(describe(written.error())));
}

/// What is there, and of which kinds it can be given another size here.
Result<Inventory> lookAt(FileDevice &device, Keys &keys)
{
    TRY(Inventory inventory, probe(device, device.name(), keys));
    for (const ContentKind kind : allContentKinds()) {
        if (canShrink(kind))
            inventory.capabilities.shrinkable.push_back(kind);
        if (canGrow(kind))
            inventory.capabilities.growable.push_back(kind);
    }
    // A journal that is damaged is one, too.
    const auto move = remap::InPlace::find(device, topologyOf(device));
    inventory.isInMotion = !move || move->has_value();
    return inventory;
}

/// Nothing has been written yet: now is the time to find out that something will not run.
Result<> tryWriters(const Plan &plan)
{
    for (const Step &step : plan.steps)
        if (const auto *partids = std::get_if<step::WritePartids>(&step))
            CHECK(tryRootWriter(partids->kind));
        else if (const auto *rewrite = std::get_if<step::RewriteReferences>(&step))
            CHECK(tryRootWriter(rewrite->kind));
    return {};
}

Result<Report> apply(FileDevice &device, const Request &request, const Door &door)
{
    if (request.design->drawing)
        return fail(ErrorCode::Invalid, device.name(), "a drawing is not a design for a disk");
    TRY(const JobLock lock, JobLock::take(door.jobRoot, device.fd(), device.name()));
    const auto keys = std::make_shared<Keys>(request.keys);
    TRY(Inventory inventory, lookAt(device, *keys));
    CHECK(admitTarget(inventory));
    Derived derived = derive(inventory, *request.design);
    CHECK(admit(derived, *request.plan, device.name()));
    CHECK(tryWriters(derived.plan));
    const Job job{.path = device.name(),
                  .inventory = std::move(inventory),
                  .derived = std::move(derived),
                  .jobRoot = door.jobRoot,
                  .keys = keys};
    const Quiet quiet = keepQuiet(device);
    Report report = run(device, job, door.observer, door.stop);
    keepReport(report, job.derived.plan);
    return report;
}

/// A disk whose table was half written cannot always be probed: what sysfs says must do.
Result<> refuseSystemDisk(const FileDevice &device)
{
    const std::vector<DiskSummary> disks = device.isBlockDevice() ? listDisks() : std::vector<DiskSummary>();
    const auto found = std::ranges::find(disks, device.name(), &DiskSummary::path);
    if (found != disks.end() && found->isSystemDisk)
        return fail(ErrorCode::Refused, device.name(), "carries the running system");
    return {};
}

Result<Report> recoverJob(FileDevice &device, const Request &request, const Door &door)
{
    CHECK(refuseSystemDisk(device));
    TRY(const JobLock lock, JobLock::take(door.jobRoot, device.fd(), device.name()));
    const Quiet quiet = keepQuiet(device);
    Report report = recover(device,
                            {.path = device.name(),
                             .jobRoot = door.jobRoot,
                             .way = request.verb == Request::Verb::Undo ? Recovery::Undo : Recovery::Finish,
                             .keys = std::make_shared<Keys>(request.keys)},
                            door.observer, door.stop);
    keepReport(report, {});
    return report;
}

Result<Inventory> probed(FileDevice &device, const Request &request)
{
    Keys keys(request.keys);
    return lookAt(device, keys);
}

Result<std::vector<Check>> verifyTarget(FileDevice &device, const Request &request, const Door &door)
{
    Keys keys(request.keys);
    TRY(const Inventory inventory, probe(device, device.name(), keys));
    if (request.former)
        return verifyAgainst(device, inventory, *request.former, door.observer, door.stop);
    return verify(device, inventory, keys, door.observer, door.stop);
}

template<typename T>
Result<wire::Answer> answered(Result<T> result)
{
    return std::move(result).transform([](T &&value) { return wire::Answer(std::move(value)); });
}

std::string namesOf(const std::vector<Use> &uses)
{
    std::string names;
    for (const Use &use : uses)
        names += (names.empty() ? "" : ", ") + use.what;
    return names;
}

}

FileDevice::Access accessFor(Request::Verb verb)
{
    switch (verb) {
    case Request::Verb::Apply:
    case Request::Verb::Finish:
    case Request::Verb::Undo:
        return FileDevice::Access::Exclusive;
    case Request::Verb::List:
    case Request::Verb::Probe:
    case Request::Verb::Verify:
    case Request::Verb::FindJobs:
    case Request::Verb::Build:
        return FileDevice::Access::ReadOnly;
    }
    return FileDevice::Access::ReadOnly;
}

Result<wire::Answer> perform(FileDevice &device, const Request &request, const Door &door)
{
    switch (request.verb) {
    case Request::Verb::List:
        return listAnswer();
    case Request::Verb::Probe:
        return answered(probed(device, request));
    case Request::Verb::Apply:
        return answered(apply(device, request, door));
    case Request::Verb::Verify:
        return answered(verifyTarget(device, request, door));
    case Request::Verb::FindJobs:
        return answered(findJobs(device, door.jobRoot));
    case Request::Verb::Finish:
    case Request::Verb::Undo:
        return answered(recoverJob(device, request, door));
    case Request::Verb::Build:
        return fail(ErrorCode::Refused, device.name(), "images are built by their user's own rights alone");
    }
    return fail(ErrorCode::Invalid, device.name(), "no such verb");
}

Result<wire::Answer> buildDrawing(const Request &request, const Door &door)
{
    if (!request.design->drawing)
        return fail(ErrorCode::Invalid, request.path, "a design for a disk is not a drawing to build");
    const auto aboutTarget = [&](Error error) {
        if (error.subject.empty())
            error.subject = request.path;
        return error;
    };
    BuildOrder order{.target = request.path, .contents = request.contents, .jobRoot = door.jobRoot};
    TRY(order.foundation, foundationOf(*request.design, Uuid::draw).transform_error(aboutTarget));
    if (std::error_code error; !std::filesystem::is_block_file(request.path, error))
        return answered(build(order, door.observer, door.stop));
    TRY(const auto disk, openForUser(request.path, FileDevice::Access::Exclusive));
    CHECK(refuseSystemDisk(*disk));
    CHECK(refuseDoubtfulHolder(*disk));
    TRY(const JobLock lock, JobLock::take(door.jobRoot, disk->fd(), disk->name()));
    const Quiet quiet = keepQuiet(*disk);
    order.disk = disk.get();
    return answered(build(order, door.observer, door.stop));
}

wire::Answer listAnswer()
{
    return listDisks();
}

Result<> admit(const Derived &derived, const Plan &shown, const std::string &path)
{
    const auto worst = std::ranges::find(derived.findings, Severity::Error, &Finding::severity);
    if (worst != derived.findings.end())
        return fail(ErrorCode::Refused, path, english(worst->message));
    // Bytes, not values: what is compared is what the user was shown.
    if (wire::toBytes(wire::encode(derived.plan)) != wire::toBytes(wire::encode(shown)))
        return fail(ErrorCode::StaleLayout, path, "the plan made here differs from the plan that was shown");
    if (derived.plan.isEmpty())
        return fail(ErrorCode::Refused, path, "there is nothing to do");
    return {};
}

Result<> admitTarget(const Inventory &inventory)
{
    const Target &target = inventory.target;
    if (target.isSystemDisk)
        return fail(ErrorCode::Refused, target.path, "carries the running system");
    if (target.isReadOnly)
        return fail(ErrorCode::Denied, target.path, "is read-only");
    if (!target.uses.empty())
        return fail(ErrorCode::Busy, target.path, namesOf(target.uses));
    return {};
}

}
