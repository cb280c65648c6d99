// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"
#include "core/layout/new_identity.h"
#include "core/model/layers.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace parterre;

namespace {

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

/// A volume group in an LUKS, with a root and a swap.
Content stacked()
{
    const Volume root{.name = "root",
                      .uuid = "lv-root",
                      .size = {},
                      .content = {.kind = ContentKind::Ext4, .uuid = "fs", .label = "ROOT"}};
    const Volume swap{.name = "swap",
                      .uuid = "lv-swap",
                      .size = {},
                      .content = {.kind = ContentKind::Swap, .uuid = "swap"}};
    const Content group{.kind = ContentKind::LvmPv,
                        .uuid = "pv",
                        .label = "garden",
                        .groupUuid = "vg",
                        .inside = Inside::Known,
                        .volumes = {root, swap}};
    return {.kind = ContentKind::Luks2,
            .uuid = "luks",
            .label = "OUTER",
            .inside = Inside::Known,
            .volumes = {{.name = {}, .uuid = {}, .size = {}, .content = group}}};
}

/// The designed layout of a disk with that, cloned so often.
Derived derivedOf(const Content &content, const std::string &more)
{
    auto scenario =
        test::parseScenario("disk size=8GiB table=gpt\npart 1 size=1GiB name=p.lxdata kind=luks2\n" + more);
    scenario.inventory.partitions.front().content = content;
    return derive(scenario.inventory, scenario.design);
}

std::optional<Severity> severityOf(const Derived &derived, const std::string &code)
{
    const auto found = std::ranges::find(derived.findings, code, &Finding::code);
    return found == derived.findings.end() ? std::nullopt : std::optional(found->severity);
}

}

class NewIdentityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIdentifierBecomesAnother()
    {
        const Content before = stacked();
        const Content after = identified(before, identityOf(before, drawn, before));
        const std::vector<std::string> old = identifiersOf(before);
        const std::vector<std::string> renewed = identifiersOf(after);
        QCOMPARE(renewed.size(), old.size());
        QCOMPARE(std::set(renewed.begin(), renewed.end()).size(), renewed.size());
        // But for the name, which labels decide.
        for (const std::string &one : renewed)
            QVERIFY2(one == "garden" || !std::ranges::contains(old, one), one.c_str());
        QCOMPARE(after.label, before.label);
    }

    void theSameIsMadeOfTheSame()
    {
        const Content before = stacked();
        QVERIFY(identityOf(before, drawn, before) == identityOf(before, drawn, before));
        QVERIFY(identityOf(before, drawn, before) != identityOf(before, Uuid::draw(), before));
    }

    void whatHasNoIdentifierStays()
    {
        const Content before{.kind = ContentKind::Squashfs, .label = "RO"};
        QVERIFY(identified(before, identityOf(before, drawn, before)) == before);
    }

    void clonesShareNothingWithEachOther()
    {
        const Derived derived = derivedOf(stacked(), "clones 1 2\n");
        std::vector<std::string> all;
        for (const Slot &slot : derived.designed.slots) {
            const std::vector<std::string> some = identifiersOf(slot.content);
            all.insert(all.end(), some.begin(), some.end());
        }
        QCOMPARE(all.size(), 3 * identifiersOf(stacked()).size());
        QCOMPARE(std::set(all.begin(), all.end()).size(), all.size());
        QVERIFY(!severityOf(derived, "identifier-double"));
        QVERIFY(!severityOf(derived, "label-shared"));
        const Slot *const clone = findSlot(derived.designed, 1, 2);
        QCOMPARE(clone->content.label, std::string("OUTER-C2"));
        QCOMPARE(clone->content.volumes[0].content.label, std::string("garden-C2"));
        QCOMPARE(clone->content.volumes[0].content.volumes[0].content.label, std::string("ROOT-C2"));
    }

    void aGroupIsRenamedWhateverLabelsAre()
    {
        const Derived derived = derivedOf(stacked(), "labels as-origin\nclones 1 1\n");
        const Content &clone = findSlot(derived.designed, 1, 1)->content;
        QCOMPARE(clone.label, std::string("OUTER"));
        QCOMPARE(clone.volumes[0].content.label, std::string("garden-C1"));
        QCOMPARE(clone.volumes[0].content.volumes[0].content.label, std::string("ROOT"));
        QVERIFY(severityOf(derived, "label-shared") == Severity::Warning);
    }

    void aLabelThatIsSharedInsideIsSaidToo()
    {
        Content content = stacked();
        content.label.clear();
        QVERIFY(severityOf(derivedOf(content, "labels as-origin\nclones 1 1\n"), "label-shared")
                == Severity::Warning);
        content.volumes[0].content.volumes[0].content.label.clear();
        QVERIFY(!severityOf(derivedOf(content, "labels as-origin\nclones 1 1\n"), "label-shared"));
    }

    void layersAreToldOuterFirst()
    {
        const Content content = stacked();
        QStringList paths;
        for (const Layer &layer : layersOf(content))
            paths << QString::number(layer.depth) + QLatin1Char(' ') + QString::fromStdString(layer.path);
        QCOMPARE(paths,
                 (QStringList{QStringLiteral("0 "), QStringLiteral("1 "), QStringLiteral("2 root"),
                              QStringLiteral("2 swap")}));
        QCOMPARE(stackingOf(content), 2);
        QVERIFY(isUuidIn(content, "FS"));
        QVERIFY(!isUuidIn(content, ""));
        QVERIFY(isLabelIn(content, "ROOT"));
        QVERIFY(!isLabelIn(content, "garden"));
        QCOMPARE(lockedLayers(content), 0);
    }
};

QTEST_GUILESS_MAIN(NewIdentityTest)
#include "tst_new_identity.moc"
