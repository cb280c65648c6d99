// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/verbs.h"

#include <QTest>

using namespace parterre;
using Verb = wire::Request::Verb;

namespace {

Derived derived()
{
    Derived derived;
    derived.plan = {.fingerprint = "f",
                    .steps = {step::SaveTable(),
                              step::CopyBlocks{.partition = 1,
                                               .source = {Offset(4096), Bytes(4096)},
                                               .targets = {Offset(8192)}}}};
    return derived;
}

Finding finding(Severity severity)
{
    return {.code = "system-disk",
            .severity = severity,
            .partitions = {},
            .message = {.id = "system-disk", .args = {"/dev/sda"}},
            .fix = std::nullopt};
}

ErrorCode codeOf(const Result<> &result)
{
    return result ? ErrorCode::Io : result.error().code;
}

Inventory target()
{
    Inventory inventory;
    inventory.target.path = "/dev/sdx";
    inventory.partitions.resize(2);
    return inventory;
}

}

class TestVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void admitsThePlanThatWasShown() { QVERIFY(admit(derived(), derived().plan, "x")); }

    void refusesAnyOtherPlanAsStale()
    {
        Plan fingerprint = derived().plan;
        fingerprint.fingerprint = "g";
        QCOMPARE(codeOf(admit(derived(), fingerprint, "x")), ErrorCode::StaleLayout);
        Plan offset = derived().plan;
        std::get<step::CopyBlocks>(offset.steps[1]).targets[0] = Offset(12288);
        QCOMPARE(codeOf(admit(derived(), offset, "x")), ErrorCode::StaleLayout);
        Plan shorter = derived().plan;
        shorter.steps.pop_back();
        QCOMPARE(codeOf(admit(derived(), shorter, "x")), ErrorCode::StaleLayout);
        QCOMPARE(codeOf(admit(derived(), Plan(), "x")), ErrorCode::StaleLayout);
    }

    void refusesWhatAFindingForbidsAndSaysWhich()
    {
        Derived warned = derived();
        warned.findings = {finding(Severity::Warning), finding(Severity::Info)};
        QVERIFY(admit(warned, warned.plan, "x"));
        Derived forbidden = warned;
        forbidden.findings.push_back(finding(Severity::Error));
        const Result<> refused = admit(forbidden, forbidden.plan, "x");
        QCOMPARE(codeOf(refused), ErrorCode::Refused);
        QCOMPARE(refused.error().detail, english(finding(Severity::Error).message));
    }

    void refusesAPlanThatDoesNothing()
    {
        QCOMPARE(codeOf(admit(Derived(), Plan(), "x")), ErrorCode::Refused);
    }

    void refusesTargetsThatMustNotBeWritten()
    {
        QVERIFY(admitTarget(target()));
        Inventory system = target();
        system.target.isSystemDisk = true;
        QCOMPARE(codeOf(admitTarget(system)), ErrorCode::Refused);
        Inventory readOnly = target();
        readOnly.target.isReadOnly = true;
        QCOMPARE(codeOf(admitTarget(readOnly)), ErrorCode::Denied);
        Inventory held = target();
        held.target.uses = {{.kind = Use::Kind::Md, .what = "md0"}};
        QCOMPARE(codeOf(admitTarget(held)), ErrorCode::Busy);
        Inventory mounted = target();
        mounted.partitions[1].uses = {{.kind = Use::Kind::Mounted, .what = "/mnt"}};
        QVERIFY(admitTarget(mounted));  // for the findings to say: it may stay as it is
    }

    void onlyWhatWritesIsOpenedForWriting()
    {
        for (const Verb verb : {Verb::Apply, Verb::Finish, Verb::Undo})
            QVERIFY(accessFor(verb) == FileDevice::Access::Exclusive);
        for (const Verb verb : {Verb::List, Verb::Probe, Verb::Verify, Verb::FindJobs})
            QVERIFY(accessFor(verb) == FileDevice::Access::ReadOnly);
    }
};

QTEST_GUILESS_MAIN(TestVerbs)
#include "tst_verbs.moc"
