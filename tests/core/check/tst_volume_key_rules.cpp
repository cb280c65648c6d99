// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

namespace {

/// A layer of this kind, with `innermost` in it.
Content around(ContentKind kind, const Content &innermost)
{
    return {.kind = kind,
            .uuid = std::string(contentKindName(kind)),
            .inside = Inside::Known,
            .volumes = {{.name = "one", .uuid = {}, .size = {}, .content = innermost}}};
}

Content with(Content content, Inside inside, const std::string &doubt = {})
{
    content.inside = inside;
    content.insideDoubt = doubt;
    return content;
}

}

Q_DECLARE_METATYPE(parterre::Content)

/// Who can read the clones of an LUKS.
class VolumeKeyRulesTest : public QObject
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
        using enum ContentKind;
        const Content plain{.kind = Ext4, .uuid = "fs"};
        const Content open = around(Luks2, plain);
        const Content shut = with({.kind = Luks2, .uuid = "luks"}, Inside::Locked);
        const Content odd =
            with({.kind = Luks2, .uuid = "luks"}, Inside::Unreadable, "it is being encrypted anew");
        const Content thin = with({.kind = LvmPv, .uuid = "pv"}, Inside::Unreadable, "root: thin");
        const char *const same = "clones 1 1\n";
        const char *const fresh = "clones 1 1\nfresh-keys 1\n";

        row("a key that is shared", open, same, {"volume-key-shared", "info"});
        row("of LUKS on LVM", around(LvmPv, around(Luks1, plain)), same, {"volume-key-shared", "info"});
        row("of what is locked", shut, same, {"volume-key-shared", "info"});
        row("of no LUKS", plain, same, {"volume-key-shared", ""});
        row("of what is not cloned", open, "", {"volume-key-shared", ""});
        row("a key that is not", open, fresh, {"volume-key-shared", ""});

        row("fresh keys", open, fresh, {"fresh-keys", "warning"});
        row("for LUKS in LUKS", around(Luks2, around(Luks1, plain)), fresh, {"fresh-keys", "warning"});
        row("for LVM in LUKS that is thin", around(Luks2, thin), fresh, {"fresh-keys", "warning"});
        row("for nothing", open, "fresh-keys 1\n", {"fresh-keys", ""});
        row("for what is locked", shut, fresh, {"fresh-keys", ""});

        row("locked", shut, fresh, {"fresh-keys-locked", "error"});
        row("not looked into", {.kind = Luks1, .uuid = "luks"}, fresh, {"fresh-keys-locked", "error"});
        row("locked further in", around(Luks2, shut), fresh, {"fresh-keys-locked", "error"});
        row("locked, and not asked for", shut, same, {"fresh-keys-locked", ""});
        row("open", open, fresh, {"fresh-keys-locked", ""});

        row("an odd one", odd, fresh, {"fresh-keys-unreadable", "error"});
        row("one that may be in a thin volume", with(around(LvmPv, open), Inside::Unreadable, "root: thin"),
            fresh, {"fresh-keys-unreadable", "error"});
        row("an odd one, and not asked for", odd, same, {"fresh-keys-unreadable", ""});
        row("none odd", open, fresh, {"fresh-keys-unreadable", ""});

        row("no LUKS at all", plain, fresh, {"fresh-keys-no-luks", "error"});
        row("no LUKS in LVM", around(LvmPv, plain), fresh, {"fresh-keys-no-luks", "error"});
        row("an LUKS in MD", around(MdMember, open), fresh, {"fresh-keys-no-luks", ""});

        row("read errors go on", open, "clones 1 1\nfresh-keys 1\non-read-error continue\n",
            {"fresh-keys-read-errors", "error"});
        row("read errors stop it", open, fresh, {"fresh-keys-read-errors", ""});
        row("read errors, and one key", open, "clones 1 1\non-read-error continue\n",
            {"fresh-keys-read-errors", ""});
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

    /// What a finding offers is the edit that ends it.
    void aFixMendsIt_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("shared") << QByteArray("kind=luks2 inside=ext4\nclones 1 1\n")
                                << QByteArray("volume-key-shared");
        QTest::newRow("locked") << QByteArray("kind=luks2 inside=locked\nclones 1 1\nfresh-keys 1\n")
                                << QByteArray("fresh-keys-locked");
        QTest::newRow("none") << QByteArray("kind=ext4\nclones 1 1\nfresh-keys 1\n")
                              << QByteArray("fresh-keys-no-luks");
        QTest::newRow("read errors") << QByteArray(
            "kind=luks2 inside=ext4\nclones 1 1\nfresh-keys 1\non-read-error continue\n")
                                     << QByteArray("fresh-keys-read-errors");
    }

    void aFixMendsIt()
    {
        QFETCH(const QByteArray, more);
        QFETCH(const QByteArray, code);
        auto scenario = test::parseScenario("disk size=8GiB table=gpt\npart 1 size=1GiB name=p.lxdata "
                                            + more.toStdString());
        const Derived derived = derive(scenario.inventory, scenario.design);
        const auto found = std::ranges::find(derived.findings, code.toStdString(), &Finding::code);
        QVERIFY(found != derived.findings.end() && found->fix);
        Design design = scenario.design;
        for (const Edit &edit : found->fix->edits)
            design = apply(std::move(design), edit, test::countingUuids()).value();
        const Derived mended = derive(scenario.inventory, design);
        QVERIFY(!std::ranges::contains(mended.findings, code.toStdString(), &Finding::code));
        QVERIFY(!hasErrors(mended.findings));
    }
};

QTEST_GUILESS_MAIN(VolumeKeyRulesTest)
#include "tst_volume_key_rules.moc"
