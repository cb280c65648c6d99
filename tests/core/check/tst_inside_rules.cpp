// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

namespace {

/// An LUKS with a volume group in it, of which the one volume holds `innermost`.
Content holding(const Content &innermost)
{
    const Content group{.kind = ContentKind::LvmPv,
                        .uuid = "pv",
                        .label = "garden",
                        .groupUuid = "vg",
                        .inside = Inside::Known,
                        .volumes = {{.name = "root", .uuid = "lv", .size = {}, .content = innermost}}};
    return {.kind = ContentKind::Luks2,
            .uuid = "luks",
            .inside = Inside::Known,
            .volumes = {{.name = {}, .uuid = {}, .size = {}, .content = group}}};
}

Content locked()
{
    return {.kind = ContentKind::Luks2, .uuid = "luks", .inside = Inside::Locked};
}

/// Of whose volumes one is thin.
Content unreadable()
{
    Content content = holding({.kind = ContentKind::Ext4, .uuid = "fs"});
    content.volumes[0].content.inside = Inside::Unreadable;
    content.volumes[0].content.insideDoubt = "root: thin";
    return content;
}

}

Q_DECLARE_METATYPE(parterre::Content)

/// What lies in containers is judged like what lies on a partition.
class InsideRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data()
    {
        QTest::addColumn<Content>("content");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
        const auto row = [](const char *what, const Content &content, const char *more,
                            std::array<const char *, 2> expected) {
            QTest::newRow(what) << content << QByteArray(more) << QByteArray(expected[0])
                                << QByteArray(expected[1]);
        };
        const Content whole = holding({.kind = ContentKind::Ext4, .uuid = "fs"});
        row("locked", locked(), "clones 1 1\n", {"inside-locked", "warning"});
        row("locked and not cloned", locked(), "", {"inside-locked", ""});
        row("open", whole, "clones 1 1\n", {"inside-locked", ""});
        row("thin", unreadable(), "clones 1 1\n", {"inside-unreadable", "error"});
        row("thin, by consent", unreadable(), "clones 1 1\nunchanged 1\n", {"inside-unreadable", ""});
        row("all is read", whole, "clones 1 1\n", {"inside-unreadable", ""});
        row("a journal inside",
            holding({.kind = ContentKind::Xfs, .uuid = "fs", .dirt = Dirt::JournalToReplay}), "clones 1 1\n",
            {"filesystem-journal", "error"});
        row("none inside", whole, "clones 1 1\n", {"filesystem-journal", ""});
        row("ZFS inside", holding({.kind = ContentKind::Zfs}), "clones 1 1\n", {"content-refused", "error"});
        row("ISO 9660 inside", holding({.kind = ContentKind::Iso9660, .uuid = "iso"}), "clones 1 1\n",
            {"no-new-identifier", "error"});
        row("squashfs inside", holding({.kind = ContentKind::Squashfs}), "clones 1 1\n",
            {"no-new-identifier", ""});
        row("a sleeping system inside",
            holding({.kind = ContentKind::Swap, .uuid = "swap", .dirt = Dirt::Hibernated}), "clones 1 1\n",
            {"hibernated", "error"});
    }

    void findsWhatIsThereAndNothingElse()
    {
        QFETCH(const Content, content);
        QFETCH(const QByteArray, more);
        QFETCH(const QByteArray, code);
        QFETCH(const QByteArray, severity);
        auto scenario = test::parseScenario(
            "disk size=8GiB table=gpt\npart 1 size=1GiB name=p.lxdata kind=ext4\n" + more.toStdString());
        scenario.inventory.partitions.front().content = content;
        const Derived derived = derive(scenario.inventory, scenario.design);
        const auto found = std::ranges::find(derived.findings, code.toStdString(), &Finding::code);
        QCOMPARE(found == derived.findings.end() ? std::string() : std::string(severityName(found->severity)),
                 severity.toStdString());
    }
};

QTEST_GUILESS_MAIN(InsideRulesTest)
#include "tst_inside_rules.moc"
