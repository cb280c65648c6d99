// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/rewritten_references.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

constexpr const char *gpt = "disk size=8GiB table=gpt\n"
                            "part 1 size=64MiB type=esp name=p.UEFI kind=fat32 uuid=ABCD-1234\n"
                            "part 2 size=256MiB name=p.lxboot kind=ext4 uuid=b0 label=BOOT\n"
                            "part 3 size=1GiB name=p.lxroot kind=ext4 uuid=c0 label=ROOT\n"
                            "part 4 size=1GiB name=p.swap kind=swap uuid=d0 label=SWAP\n";
constexpr const char *mbr = "disk size=8GiB table=mbr\n"
                            "part 1 size=1GiB kind=ext4 label=ROOT\n"
                            "part 2 size=1GiB kind=ext4 label=HOME\n";
/// What the second and third identifier become that a scenario draws: of the contents of clones.
constexpr const char *firstContent = "00000002-0000-4000-8000-000000000000";
constexpr const char *secondContent = "00000004-0000-4000-8000-000000000000";
constexpr const char *secondGuid = "00000003-0000-4000-8000-000000000000";

/// "3.1 /etc/fstab: uuid b0 -> 00.., number /dev/sda2 -> /dev/sda3; 3 ..."
QByteArray textOf(const std::vector<RewrittenSlot> &slots)
{
    QByteArrayList list;
    for (const RewrittenSlot &slot : slots) {
        QByteArray text = QByteArray::number(slot.partition);
        if (slot.isClone)
            text += "." + QByteArray::number(slot.cloneIndex);
        for (const RewrittenFile &file : slot.files) {
            text += " " + QByteArray::fromStdString(file.path);
            for (const ReferenceChange &one : file.changes) {
                const std::string_view by = referenceByName(one.by);
                text += " " + QByteArray(by.data(), static_cast<qsizetype>(by.size())) + " "
                    + QByteArray::fromStdString(one.from + "->" + one.to);
            }
        }
        list << text;
    }
    return list.join("; ");
}

Derived derived(const QByteArray &scenario)
{
    const auto parsed = test::parseScenario(scenario.toStdString());
    return derive(parsed.inventory, parsed.design);
}

}

/// What files that name partitions become.
class RewrittenReferencesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatItShall_data();
    void namesWhatItShall();
    void looksIntoContainers();
    void namesVolumeGroups();
    void aCloneMayBeThereAlready();
    void whatCannotBeWrittenIsTold_data();
    void whatCannotBeWrittenIsTold();
    void clonesAreRewrittenBeforeTheyArePublished_data();
    void clonesAreRewrittenBeforeTheyArePublished();
};

void RewrittenReferencesTest::namesWhatItShall_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *what, const QByteArray &scenario, const QByteArray &expected) {
        QTest::newRow(what) << scenario << expected;
    };
    const QByteArray on = gpt;
    const QByteArray ref = on + "reference in=3 file=/etc/fstab ";
    const QByteArray set = "refer\nclones 2 1\nclones 3 1\n";
    const QByteArray id = QByteArray("->") + firstContent;

    row("nobody asks", ref + "by=number value=/dev/sda3\nclones 2 1\n", "");
    row("a number", ref + "by=number value=/dev/sda3\nfollow\nclones 2 1\n",
        "3 /etc/fstab number /dev/sda3->/dev/sda4");
    row("a number of NVMe", ref + "by=number value=/dev/nvme0n1p3\nfollow\nclones 2 1\n",
        "3 /etc/fstab number /dev/nvme0n1p3->/dev/nvme0n1p4");
    row("a number that stays", ref + "by=number value=/dev/sda3\nfollow\nnumbering keep\nclones 2 1\n", "");
    row("a UUID stays", ref + "by=uuid value=UUID=c0\nfollow\nclones 2 1\n", "");
    row("a name of an entry",
        ref + "by=partlabel value=PARTLABEL=p.lxroot\nfollow\ncall 3 system\nclones 2 1\n",
        "3 /etc/fstab partlabel p.lxroot->p.lxsystem");
    row("an MBR's PARTUUID",
        QByteArray(mbr)
            + "reference in=1 file=/etc/fstab by=partuuid value=PARTUUID=1234abcd-02\nfollow\n"
              "clones 1 1\n",
        "1 /etc/fstab partuuid 1234abcd-02->1234abcd-03");
    row("numbers that change places",
        QByteArray(mbr)
            + "reference in=1 file=/etc/fstab by=number value=/dev/sda1\n"
              "reference in=1 file=/etc/fstab by=number value=/dev/sda2\nfollow\norder 2 0\n",
        "1 /etc/fstab number /dev/sda1->/dev/sda2 number /dev/sda2->/dev/sda1");
    row("a boot entry is the firmware's",
        on + "reference in=0 by=efi value=Boot0001 to=2\nfollow\nclones 2 1\n", "");
    row("what this disk does not have", ref + "by=uuid value=UUID=ff\n" + set, "");

    row("a set by UUID",
        ref + "by=uuid value=UUID=b0\nreference in=3 file=/etc/fstab by=uuid value=UUID=c0\n" + set,
        "3.1 /etc/fstab uuid b0" + id + " uuid c0->" + secondContent);
    row("a set by label", ref + "by=label value=LABEL=BOOT\n" + set, "3.1 /etc/fstab label BOOT->BOOT-C1");
    row("a set whose labels stay", ref + "by=label value=LABEL=BOOT\nlabels as-origin\n" + set, "");
    row("a set by PARTUUID", ref + "by=partuuid value=PARTUUID=guid-3\n" + set,
        "3.1 /etc/fstab partuuid guid-3->" + QByteArray(secondGuid));
    row("a set by PARTLABEL", ref + "by=partlabel value=PARTLABEL=p.lxboot\n" + set,
        "3.1 /etc/fstab partlabel p.lxboot->p.lxbootclone1");
    row("a set by number", ref + "by=number value=/dev/sda2\n" + set, "");
    row("a set by number that changes", ref + "by=number value=/dev/sda3\n" + set,
        "3.1 /etc/fstab number /dev/sda3->/dev/sda4");
    row("what is shared stays", ref + "by=uuid value=UUID=d0\n" + set, "");
    row("what is shared follows its number", ref + "by=number value=/dev/sda4\n" + set,
        "3.1 /etc/fstab number /dev/sda4->/dev/sda6");
    row("a second clone without its like", ref + "by=uuid value=UUID=b0\nrefer\nclones 2 1\nclones 3 2\n",
        "3.1 /etc/fstab uuid b0" + id);
    row("both", ref + "by=number value=/dev/sda3\nfollow\n" + set,
        "3.1 /etc/fstab number /dev/sda3->/dev/sda4; 3 /etc/fstab number /dev/sda3->/dev/sda5");
    row("two spellings of one name",
        ref + "by=uuid value=UUID=b0\nreference in=3 file=/etc/fstab by=uuid value=UUID=B0\n" + set,
        "3.1 /etc/fstab uuid b0" + id);
    row("several files",
        ref + "by=uuid value=UUID=b0\nreference in=2 file=/grub/grub.cfg by=uuid value=UUID=c0\n" + set,
        "2.1 /grub/grub.cfg uuid c0->" + QByteArray(secondContent) + "; 3.1 /etc/fstab uuid b0" + id);
    row("contents that stay", ref + "by=uuid value=UUID=b0\nunchanged 2\n" + set, "");
}

void RewrittenReferencesTest::namesWhatItShall()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, expected);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived result = derive(parsed.inventory, parsed.design);
    QCOMPARE(textOf(result.rewritten), expected);
    for (const RewrittenSlot &slot : result.rewritten) {
        const auto isTold = [&](const Reference &one) { return rewrittenValue(one, slot).has_value(); };
        QVERIFY(std::ranges::any_of(parsed.inventory.references, isTold));
    }
}

void RewrittenReferencesTest::looksIntoContainers()
{
    auto parsed = test::parseScenario(std::string(gpt)
                                      + "part 5 size=1GiB name=p.lxhome kind=luks2 uuid=e0\n"
                                        "reference in=3 file=/etc/crypttab by=uuid value=UUID=e0\n"
                                        "reference in=3 file=/etc/fstab by=label value=LABEL=INNER\n");
    Content &luks = parsed.inventory.partitions.at(4).content;
    luks.inside = Inside::Known;
    luks.volumes = {{.name = {},
                     .uuid = {},
                     .size = Bytes(1 << 29),
                     .content = {.kind = ContentKind::Ext4, .uuid = "e1", .label = "INNER"}}};
    const UuidSource uuids = test::countingUuids();
    for (const Edit &edit :
         {Edit(edit::SetClones{.number = 3, .count = 1}), Edit(edit::SetClones{.number = 5, .count = 1}),
          Edit(edit::SetReferences{{.clonesReferToThemselves = true}})})
        parsed.design = apply(std::move(parsed.design), edit, uuids).value();
    const Derived result = derive(parsed.inventory, parsed.design);
    const Slot *const clone = findSlot(result.designed, 5, 1);
    QVERIFY(clone != nullptr && clone->content.volumes.size() == 1);
    QCOMPARE(textOf(result.rewritten),
             "3.1 /etc/crypttab uuid e0->" + QByteArray::fromStdString(clone->content.uuid)
                 + " /etc/fstab label INNER->"
                 + QByteArray::fromStdString(clone->content.volumes[0].content.label));
    QVERIFY(clone->content.volumes[0].content.label != "INNER");
}

/// Each file system in a group by itself; volumes keep their names.
void RewrittenReferencesTest::namesVolumeGroups()
{
    auto parsed = test::parseScenario(std::string(gpt) + "part 5 size=1GiB name=p.lxlvm kind=lvm\n");
    Content &group = parsed.inventory.partitions.at(4).content;
    group.inside = Inside::Known;
    group.uuid = "eeeeee-0000-0000-0000-0000-0000-000000";
    group.label = "gar-den";
    group.volumes = {{.name = "lv-root", .content = {.kind = ContentKind::Ext4, .uuid = "e1"}},
                     {.name = "other", .content = {.kind = ContentKind::Ext4, .uuid = "e2"}}};
    const auto add = [&](int volume, const char *value, const char *key) {
        parsed.inventory.references.push_back(
            {.inPartition = 5,
             .file = "/etc/fstab",
             .by = Reference::By::LogicalVolume,
             .value = value,
             .key = key,
             .inLayer = {{.container = ContentKind::LvmPv, .volume = volume}}});
    };
    add(0, "/dev/mapper/gar--den-lv--root", "gar-den/lv-root");
    add(0, "rd.lvm.vg=gar-den", "gar-den/");
    add(1, "/dev/gar-den/lv-root", "gar-den/lv-root");
    add(1, "/dev/meadow/lv-root", "meadow/lv-root");
    const UuidSource uuids = test::countingUuids();
    for (const Edit &edit : {Edit(edit::SetClones{.number = 5, .count = 1}),
                             Edit(edit::SetReferences{{.clonesReferToThemselves = true}})})
        parsed.design = apply(std::move(parsed.design), edit, uuids).value();
    const Derived result = derive(parsed.inventory, parsed.design);
    QCOMPARE(textOf(result.rewritten),
             "5.1 /etc/fstab logical-volume "
             "/dev/mapper/gar--den-lv--root->/dev/mapper/gar--den--C1-lv--root logical-volume "
             "rd.lvm.vg=gar-den->rd.lvm.vg=gar-den-C1; "
             "5.1 /etc/fstab logical-volume /dev/gar-den/lv-root->/dev/gar-den-C1/lv-root");
    QCOMPARE(result.rewritten.at(1).layer.at(0).volume, 1);
    // A group that stays the origin's is named as before.
    parsed.design.references = {.originsFollow = true};
    QVERIFY(derive(parsed.inventory, parsed.design).rewritten.empty());
}

void RewrittenReferencesTest::aCloneMayBeThereAlready()
{
    const Derived result = derived("disk size=8GiB table=gpt\n"
                                   "part 1 size=256MiB name=p.lxbootclone1 kind=ext4 uuid=b1\n"
                                   "part 2 size=256MiB name=p.lxboot kind=ext4 uuid=b0\n"
                                   "part 3 size=1GiB name=p.lxroot kind=ext4 uuid=c0\n"
                                   "reference in=3 file=/etc/fstab by=uuid value=UUID=b0\n"
                                   "refer\nclones 3 1\n");
    QCOMPARE(textOf(result.rewritten), QByteArray("3.1 /etc/fstab uuid b0->b1"));
}

void RewrittenReferencesTest::whatCannotBeWrittenIsTold_data()
{
    QTest::addColumn<QByteArray>("disk");
    QTest::addColumn<bool>("isWritten");
    QTest::newRow("a way into the root") << QByteArray("table=gpt") << true;
    QTest::newRow("no way into the root") << QByteArray("no-root-files") << false;
}

void RewrittenReferencesTest::whatCannotBeWrittenIsTold()
{
    QFETCH(const QByteArray, disk);
    QFETCH(const bool, isWritten);
    const Derived result = derived("disk size=8GiB " + disk
                                   + "\npart 1 size=256MiB name=p.lxboot kind=ext4 uuid=b0\n"
                                     "part 2 size=1GiB name=p.lxroot kind=ext4 uuid=c0\n"
                                     "reference in=2 file=/etc/fstab by=number value=/dev/sda2\n"
                                     "follow\nclones 1 1\n");
    const auto has = [&](const char *code) {
        return std::ranges::contains(result.findings, code, &Finding::code);
    };
    QCOMPARE(has("references-not-rewritten"), !isWritten);
    QCOMPARE(has("reference-by-number"), !isWritten);
    QCOMPARE(lastStep<step::RewriteReferences>(result.plan).has_value(), isWritten);
}

void RewrittenReferencesTest::clonesAreRewrittenBeforeTheyArePublished_data()
{
    QTest::addColumn<QByteArray>("placement");
    QTest::newRow("in free space") << QByteArray("free-space");
    QTest::newRow("beside their origin") << QByteArray("adjacent");
}

void RewrittenReferencesTest::clonesAreRewrittenBeforeTheyArePublished()
{
    QFETCH(const QByteArray, placement);
    const Derived result =
        derived(gpt + QByteArray("reference in=3 file=/etc/fstab by=number value=/dev/sda3\n")
                + "follow\nrefer\nplacement " + placement + "\nclones 2 1\nclones 3 1\n");
    const std::size_t published = *lastStep<step::WriteTable>(result.plan);
    bool isMoved = lastStep<step::MoveInPlace>(result.plan).has_value();
    int clones = 0;
    int origins = 0;
    for (std::size_t i = 0; i < result.plan.steps.size(); ++i) {
        const auto *const rewrite = std::get_if<step::RewriteReferences>(&result.plan.steps[i]);
        if (rewrite == nullptr)
            continue;
        ++(rewrite->isClone ? clones : origins);
        QCOMPARE(i < published, rewrite->isClone || isMoved);
    }
    QCOMPARE(clones, 1);
    QCOMPARE(origins, 1);
}

QTEST_APPLESS_MAIN(RewrittenReferencesTest)
#include "tst_rewritten_references.moc"
