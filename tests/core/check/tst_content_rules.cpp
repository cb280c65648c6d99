// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// What partitions hold and whether it may be cloned.
class ContentRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
};

void ContentRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("not unmounted",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 dirt=unclean\n"
        "clones 1 1\n",
        {"filesystem-not-clean", "error"});
    row("not unmounted and not cloned",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 dirt=unclean\n",
        {"filesystem-not-clean", ""});
    row("a journal",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=xfs dirt=journal\n"
        "clones 1 1\n",
        {"filesystem-journal", "error"});
    row("no journal",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=xfs \n"
        "clones 1 1\n",
        {"filesystem-journal", ""});
    row("marked as damaged",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 dirt=errors\n"
        "clones 1 1\n",
        {"filesystem-errors", "error"});
    row("not marked as damaged",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 \n"
        "clones 1 1\n",
        {"filesystem-errors", ""});
    row("a sleeping system anywhere",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1MiB kind=swap dirt=hibernated\n"
        "clones 1 1\n",
        {"hibernated", "error"});
    row("a sleeping system and nothing to do",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1MiB kind=swap dirt=hibernated\n",
        {"hibernated", ""});
    row("nothing gives ISO 9660 a new one",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=iso9660 \n"
        "clones 1 1\n",
        {"no-new-identifier", "error"});
    row("consent",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=iso9660 \n"
        "clones 1 1\n"
        "unchanged 1\n",
        {"no-new-identifier", ""});
    row("consent is remembered",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=iso9660 \n"
        "clones 1 1\n"
        "unchanged 1\n",
        {"cloned-unchanged", "warning"});
    row("no consent is needed",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 \n"
        "clones 1 1\n",
        {"cloned-unchanged", ""});
    row("consent where there is no identifier",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=squashfs \n"
        "clones 1 1\n"
        "unchanged 1\n",
        {"cloned-unchanged", ""});
    row("a tool is missing",
        "disk size=8GiB missing=xfs tool=xfs_admin\n"
        "part 1 size=1GiB name=p.lxroot kind=xfs\n"
        "clones 1 1\n",
        {"tool-missing", "error"});
    row("a tool for others is missing",
        "disk size=8GiB missing=xfs tool=xfs_admin\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n",
        {"tool-missing", ""});
    row("FUSE is missing",
        "disk size=8GiB missing=xfs\n"
        "part 1 size=1GiB name=p.lxroot kind=xfs\n"
        "clones 1 1\n",
        {"window-missing", "error"});
    row("FUSE is there",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=xfs \n"
        "clones 1 1\n",
        {"window-missing", ""});
    row("btrfs on two devices",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=btrfs devices=2\n"
        "clones 1 1\n",
        {"btrfs-many-devices", "error"});
    row("btrfs on one device",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=btrfs \n"
        "clones 1 1\n",
        {"btrfs-many-devices", ""});
    row("ZFS",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=zfs \n"
        "clones 1 1\n",
        {"content-refused", "error"});
    row("BitLocker",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=bitlocker \n"
        "clones 1 1\n",
        {"content-refused", "error"});
    row("bcachefs",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=bcachefs \n"
        "clones 1 1\n",
        {"content-refused", "error"});
    row("APFS",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=apfs \n"
        "clones 1 1\n",
        {"content-refused", "error"});
    row("dm-verity hashes",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=verity-hash \n"
        "clones 1 1\n",
        {"no-new-identifier", "error"});
    row("dm-verity hashes by consent",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=verity-hash \n"
        "clones 1 1\n"
        "unchanged 1\n",
        {"no-new-identifier", ""});
    row("dm-integrity",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=dm-integrity uuid=\n"
        "clones 1 1\n",
        {"no-new-identifier", "error"});
    row("dm-integrity by consent",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=dm-integrity uuid=\n"
        "clones 1 1\n"
        "unchanged 1\n",
        {"no-new-identifier", ""});
    row("a file system beside dm-verity hashes",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=erofs \n"
        "part 2 size=1GiB kind=verity-hash \n"
        "clones 1 1\n",
        {"verity-would-break", "warning"});
    row("a file system unchanged beside dm-verity hashes",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=erofs \n"
        "part 2 size=1GiB kind=verity-hash \n"
        "clones 1 1\n"
        "unchanged 1\n",
        {"verity-would-break", ""});
    row("a file system beside none",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=erofs \n"
        "clones 1 1\n",
        {"verity-would-break", ""});
    row("a log of NILFS2",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=nilfs2 dirt=journal\n"
        "clones 1 1\n",
        {"filesystem-journal", "error"});
    row("a clean NILFS2",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=nilfs2\n"
        "clones 1 1\n",
        {"filesystem-journal", ""});
    row("NTFS",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ntfs \n"
        "clones 1 1\n",
        {"content-refused", ""});
    row("nothing in it",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=unformatted \n"
        "clones 1 1\n",
        {"nothing-in-it", "info"});
    row("something in it",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 \n"
        "clones 1 1\n",
        {"nothing-in-it", ""});
    row("the container",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB extended\n"
        "clones 1 1\n",
        {"extended-not-cloned", "error"});
    row("no container",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 \n"
        "clones 1 1\n",
        {"extended-not-cloned", ""});
    row("two alike that were there",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 uuid=a\n"
        "part 2 size=1GiB kind=ext4 uuid=a\n",
        {"identifier-double", "warning"});
    row("two apart",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 uuid=a\n"
        "part 2 size=1GiB kind=ext4 uuid=b\n",
        {"identifier-double", ""});
    row("a clone that meets another",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1GiB kind=ext4 uuid=00000002-0000-4000-8000-000000000000\n"
        "clones 1 1\n",
        {"identifier-double", "error"});
    row("a clone beside an older unchanged one",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxrootclone1 kind=iso9660 uuid=a\n"
        "part 2 size=1GiB name=p.lxroot kind=iso9660 uuid=a\n"
        "clones 2 2\n"
        "unchanged 2\n",
        {"identifier-double", "warning"});
    row("one that another disk has",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 uuid=a\n"
        "foreign a /dev/sda1\n",
        {"identifier-on-machine", "warning"});
    row("a new one that another disk has",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "foreign 00000002-0000-4000-8000-000000000000 /dev/sda1\n"
        "clones 1 1\n",
        {"identifier-on-machine", "error"});
    row("one that no other disk has",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "foreign z /dev/sda1\n"
        "clones 1 1\n",
        {"identifier-on-machine", ""});
}

void ContentRulesTest::findsWhatIsThereAndNothingElse()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, severity);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived derived = derive(parsed.inventory, parsed.design);
    const auto found = std::ranges::find(derived.findings, code.toStdString(), &Finding::code);
    const std::string_view said =
        found == derived.findings.end() ? std::string_view() : severityName(found->severity);
    QCOMPARE(QByteArray(said.data(), static_cast<qsizetype>(said.size())), severity);
    if (found != derived.findings.end())
        QVERIFY(!english(found->message).contains('{'));
}

QTEST_GUILESS_MAIN(ContentRulesTest)
#include "tst_content_rules.moc"
