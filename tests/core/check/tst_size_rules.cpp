// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/resizing.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// What may become of contents whose partition is wished another size.
class SizeRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
    void saysHowMuchIsUsed();
    void keepsTheSizeOfAClone();
    void keepsTheSizeByOneClick();
    void knowsEveryKind();
};

namespace {

/// One partition of 2 GiB, of which `more` says what it holds.
QByteArray disk(const char *more, const char *edits, const char *ofDisk = "")
{
    return QByteArray("disk size=8GiB table=gpt ") + ofDisk + "\npart 1 size=2GiB " + more + "\n" + edits;
}

}

void SizeRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const QByteArray &scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << scenario << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("half a sector", disk("kind=ext4", "size 1 1073741568\n"), {"size-no-sectors", "error"});
    row("nothing", disk("kind=ext4", "size 1 0\n"), {"size-no-sectors", "error"});
    row("a whole sector", disk("kind=ext4", "size 1 1073741312\n"), {"size-no-sectors", ""});
    row("no whole sector of 4 KiB", disk("kind=ext4", "size 1 1073741312\n", "sector=4096"),
        {"size-no-sectors", "error"});
    row("fewer bytes than are used", disk("kind=ext4 used=1025MiB", "size 1 1GiB\n"),
        {"size-below-used", "error"});
    row("as many bytes as are used", disk("kind=ext4 used=1024MiB", "size 1 1GiB\n"),
        {"size-below-used", ""});
    row("nobody knows how many are used", disk("kind=ext4", "size 1 1MiB\n"), {"size-below-used", ""});
    for (const char *const kind : {"xfs", "f2fs", "exfat", "luks2", "lvm", "squashfs", "unknown"})
        row(kind, disk((std::string("kind=") + kind).c_str(), "size 1 1GiB\n"),
            {"size-cannot-shrink", "error"});
    row("ext4 is made smaller", disk("kind=ext4", "size 1 1GiB\n"), {"size-cannot-shrink", ""});
    row("nothing is made smaller", disk("kind=unformatted", "size 1 1GiB\n"), {"size-cannot-shrink", ""});
    row("XFS is made larger", disk("kind=xfs", "size 1 3GiB\n"), {"size-cannot-shrink", ""});
    row("LUKS stays", disk("kind=luks2", "size 1 3GiB\n"), {"size-content-stays", "info"});
    row("ext4 does not stay", disk("kind=ext4", "size 1 3GiB\n"), {"size-content-stays", ""});
    row("nothing does not stay", disk("kind=unformatted", "size 1 3GiB\n"), {"size-content-stays", ""});
    for (const char *const kind : {"md", "zfs", "other"})
        row((std::string(kind) + " has an end").c_str(),
            disk((std::string("kind=") + kind).c_str(), "size 1 3GiB\n"), {"size-end-lost", "error"});
    row("LVM has none", disk("kind=lvm", "size 1 3GiB\n"), {"size-end-lost", ""});
    row("two devices", disk("kind=btrfs devices=2", "size 1 1GiB\n"), {"size-of-many-devices", "error"});
    row("one device", disk("kind=btrfs devices=1", "size 1 1GiB\n"), {"size-of-many-devices", ""});
    for (const char *const kind : {"ext4", "ntfs", "fat32"})
        row((std::string("no tool for ") + kind).c_str(),
            disk((std::string("kind=") + kind).c_str(), "size 1 1GiB\n",
                 (std::string("unresizable=") + kind).c_str()),
            {"size-tool-missing", "error"});
    row("no tool to grow f2fs", disk("kind=f2fs", "size 1 3GiB\n", "unresizable=f2fs"),
        {"size-tool-missing", "error"});
    row("no tool for another kind", disk("kind=ext4", "size 1 1GiB\n", "unresizable=ntfs"),
        {"size-tool-missing", ""});
    row("nobody may mount btrfs", disk("kind=btrfs", "size 1 1GiB\n", "unresizable=btrfs"),
        {"size-mount-missing", "error"});
    row("nobody may mount XFS", disk("kind=xfs", "size 1 3GiB\n", "unresizable=xfs"),
        {"size-mount-missing", "error"});
    row("btrfs can be mounted", disk("kind=btrfs", "size 1 1GiB\n"), {"size-mount-missing", ""});
    for (const char *const size : {"1GiB", "3GiB"})
        row((std::string("power fails under ext4 for ") + size).c_str(),
            disk("kind=ext4", (std::string("size 1 ") + size + "\n").c_str()), {"size-power-cut", "warning"});
    row("power fails under btrfs", disk("kind=btrfs", "size 1 1GiB\n"), {"size-power-cut", ""});
    row("power fails and nothing is resized", disk("kind=ext4", "size 1 2GiB\n"), {"size-power-cut", ""});
    row("power fails and the content stays", disk("kind=luks2", "size 1 3GiB\n"), {"size-power-cut", ""});
    const auto family = [](const char *edits) {
        return QByteArray(
                   "disk size=8GiB table=gpt\npart 1 size=1GiB name=p.lxhomeclone1 kind=ext4\n"
                   "part 2 size=1GiB name=p.lxhome kind=ext4\npart 3 size=1GiB name=p.lxroot kind=ext4\n")
            + edits;
    };
    row("an origin of clones on the disk", family("size 2 512MiB\n"), {"size-of-clones", "error"});
    row("neither", family("size 3 512MiB\n"), {"size-of-clones", ""});
    row("new clones", family("clones 3 2\nsize 3 512MiB\n"), {"size-of-clones", ""});
    const auto logical = [](const char *edits) {
        return QByteArray("disk size=8GiB table=mbr\npart 1 start=1MiB size=4GiB extended\n"
                          "part 5 start=2MiB size=1GiB logical kind=ext4\n")
            + edits;
    };
    row("the extended partition", logical("size 1 2GiB\n"), {"size-of-extended", "error"});
    row("a logical one", logical("size 5 512MiB\n"), {"size-of-extended", ""});
    row("an unclean one", disk("kind=ext4 dirt=unclean", "size 1 1GiB\n"), {"filesystem-not-clean", "error"});
    row("an unclean one that keeps its size", disk("kind=ext4 dirt=unclean", "size 1 2GiB\n"),
        {"filesystem-not-clean", ""});
    row("one with a journal", disk("kind=ext4 dirt=journal", "size 1 3GiB\n"),
        {"filesystem-journal", "error"});
    row("one in use", disk("kind=ext4 use=/home", "size 1 1GiB\n"), {"partition-in-use", "error"});
    row("one not in use", disk("kind=ext4", "size 1 1GiB\n"), {"partition-in-use", ""});
}

void SizeRulesTest::findsWhatIsThereAndNothingElse()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, code);
    const auto [inventory, design] = test::parseScenario(scenario.toStdString());
    const std::vector<Finding> findings = derive(inventory, design).findings;
    const auto said = std::ranges::find(findings, code.toStdString(), &Finding::code);
    QTEST(said == findings.end() ? QByteArray()
                                 : QByteArray::fromStdString(std::string(severityName(said->severity))),
          "severity");
    QVERIFY(std::ranges::count(findings, code.toStdString(), &Finding::code) <= 1);
}

void SizeRulesTest::saysHowMuchIsUsed()
{
    const auto [inventory, design] =
        test::parseScenario(disk("kind=ext4 used=1025MiB", "size 1 1GiB\n").toStdString());
    const std::vector<Finding> findings = derive(inventory, design).findings;
    const auto said = std::ranges::find(findings, "size-below-used", &Finding::code);
    QVERIFY(said != findings.end());
    QCOMPARE(QByteArray::fromStdString(english(said->message)),
             QByteArray("#1 cannot be made as small as 1 GiB: 1025 MiB of it are in use. Delete or move "
                        "files."));
}

/// Only a file can wish it: edits are of origins.
void SizeRulesTest::keepsTheSizeOfAClone()
{
    auto [inventory, design] =
        test::parseScenario("disk size=8GiB table=gpt\npart 1 size=1GiB name=p.lxhomeclone1 kind=ext4\n"
                            "part 2 size=1GiB name=p.lxhome kind=ext4\n");
    const auto isRefused = [&] {
        const std::vector<Finding> findings = derive(inventory, design).findings;
        return std::ranges::contains(findings, "size-of-clones", &Finding::code);
    };
    QVERIFY(!isRefused());
    design.partitions.push_back({.number = 1,
                                 .name = {},
                                 .clones = {},
                                 .isClonedUnchanged = false,
                                 .hasFreshKeys = false,
                                 .start = {},
                                 .size = Bytes(512 << 20)});
    QVERIFY(isRefused());
}

void SizeRulesTest::keepsTheSizeByOneClick()
{
    const auto [inventory, design] = test::parseScenario(disk("kind=xfs", "size 1 1GiB\n").toStdString());
    const std::vector<Finding> findings = derive(inventory, design).findings;
    const auto said = std::ranges::find(findings, "size-cannot-shrink", &Finding::code);
    QVERIFY(said != findings.end() && said->fix);
    const Design fixed = apply(design, said->fix->edits.at(0), test::countingUuids()).value();
    QVERIFY(!findDesign(fixed, 1)->size);
}

void SizeRulesTest::knowsEveryKind()
{
    for (const ContentKind kind : allContentKinds()) {
        QVERIFY(!canEverShrink(kind) || canEverGrow(kind));
        QVERIFY(!canEverGrow(kind) || !mayEndWithItsPlace(kind));
        if (survivesPowerCut(kind))
            QVERIFY(canEverGrow(kind));
    }
}

QTEST_GUILESS_MAIN(SizeRulesTest)
#include "tst_size_rules.moc"
