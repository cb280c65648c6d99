// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_options.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

namespace {

const char *const designOptionsElsewhere =
    "--clone, --size, --fresh-key, --design, --placement, --numbering, --labels, --clone-types, "
    "--auto-mount, "
    "--origin-references, --clone-references, --blocks, --rest, --digest, --on-read-error, --rate-limit and "
    "--io-priority belong to plan, apply, refs and render";

}

class TestCtlOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsBelongToTheirCommands_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("wrong");  // empty: permitted
        const auto row = [](const char *line, const char *wrong) {
            QTest::newRow(line) << QString::fromLatin1(line).split(u' ') << QString::fromLatin1(wrong);
        };
        row("verify disk --against report", "");
        row("verify disk --against=report --json", "");
        row("verify disk --against", "--against needs a value");
        row("apply disk --against report", "--against belongs to verify");
        row("probe disk --against report", "--against belongs to verify");
        for (const char *style : {"bar", "lines", "json", "none"})
            row(qPrintable(QStringLiteral("apply disk --progress %1").arg(QLatin1String(style))), "");
        row("verify disk --progress json", "");
        row("recover disk --finish --progress=json", "");
        row("plan disk --progress json", "--progress belongs to apply, build, verify and recover");
        row("apply disk other --clone root=1 --report folder", "");
        row("apply disk --partids file", "");
        row("apply disk other --partids file", "--partids names one file, and there are several targets");
        row("plan disk other", "\"other\" is one word too many; only apply takes several targets");
        row("verify disk other", "\"other\" is one word too many; only apply takes several targets");
        row("apply --yes", "the target is missing: a disk or an image file");
        row("apply disk --size home=3GiB", "");
        row("plan disk --size=#4=512MiB --size root=1.5GiB", "");
        row("render disk -o a.png --size home=1073741824", "");
        for (const char *value : {"home", "home=", "=3GiB", "home=3GB", "home=-1", "home=0.1KiB", "home=min"})
            row(qPrintable(QStringLiteral("plan disk --size %1").arg(QLatin1String(value))),
                qPrintable(
                    QStringLiteral("--size wants NAME=SIZE with a SIZE like 512MiB, 1.5GiB or 1073741824, "
                                   "not \"%1\"")
                        .arg(QLatin1String(value))));
        row("plan disk --size", "--size needs a value");
        row("apply disk --fresh-key home --fresh-key=#4 --key-file a", "");
        row("plan disk --fresh-key", "--fresh-key needs a value");
        row("import sfdisk a.dump --json --fresh-key home", designOptionsElsewhere);
        row("verify disk --size home=3GiB", designOptionsElsewhere);
        row("apply disk --labels as-origin --clone-types=generic --auto-mount never", "");
        row("plan disk --labels numbered --clone-types as-origin --auto-mount as-origin", "");
        row("refs disk --clone root=1 --json", "");
        row("refs", "the target is missing: a disk or an image file");
        row("plan disk --origin-references follow --clone-references=own", "");
        row("refs disk --origin-references keep --clone-references keep", "");
        row("plan disk --origin-references own", "--origin-references is keep or follow, not \"own\"");
        row("plan disk --clone-references follow", "--clone-references is keep or own, not \"follow\"");
        row("plan disk --labels funny", "--labels is numbered or as-origin, not \"funny\"");
        row("plan disk --clone-types none", "--clone-types is generic or as-origin, not \"none\"");
        row("plan disk --auto-mount yes", "--auto-mount is as-origin or never, not \"yes\"");
        row("import kiwi a.kiwi -o a.design", "");
        row("import kiwi a.kiwi --json --type oem --profile A --profile=B --arch aarch64 --disk-size 8GiB",
            "");
        row("import kiwi a.kiwi --json --root-size 900MiB --squashfs-size 1234567", "");
        row("import kiwi a.kiwi", "import needs -o DESIGN, or --json");
        row("import kiwi -o a.design",
            "the description is missing: import FORMAT FILE, of kiwi, sfdisk or repart");
        row("import parted a.kiwi --json",
            "\"parted\" is no format of import and export; kiwi, sfdisk and repart are");
        row("import sfdisk a.dump -o a.design --disk-size 8GiB", "");
        row("import sfdisk a.dump --json --root-size 8GiB",
            "--type, --profile, --root-size and --squashfs-size belong to import kiwi");
        row("export sfdisk disk -o a.dump", "");
        row("export sfdisk disk --disk-size 8GiB", "--disk-size belongs to import");
        row("import kiwi a b --json", "\"b\" is one word too many; only apply takes several targets");
        row("import kiwi a --json --disk-size 0",
            "--disk-size wants a size like 512MiB, 1.5GiB or 1073741824, up to 1024TiB, not \"0\"");
        row("import kiwi a --json --root-size big",
            "--root-size wants a size like 512MiB, 1.5GiB or 1073741824, up to 1024TiB, not \"big\"");
        row("import kiwi a --json --squashfs-size 1025TiB",
            "--squashfs-size wants a size like 512MiB, 1.5GiB or 1073741824, up to 1024TiB, not \"1025TiB\"");
        row("import kiwi a --json --clone root=1", designOptionsElsewhere);
        row("export kiwi disk", "");
        row("export kiwi a.design -o a.kiwi", "");
        row("export kiwi",
            "what to export is missing: export FORMAT DESIGN, or a disk or an image file; to kiwi, sfdisk or "
            "repart");
        row("export kiwi disk --json", "export writes what the other program reads, and takes no --json");
        row("export kiwi disk --arch x86_64", "--arch belongs to import kiwi and import repart");
        row("import repart defs -o a.design --disk-size 8GiB --seed "
            "12345678-1234-4234-8234-123456789abc --arch aarch64",
            "");
        row("import repart defs -o a.design", "import repart needs --disk-size");
        row("import repart defs -o a.design --disk-size 8GiB --seed x", "--seed wants a UUID, not \"x\"");
        row("import sfdisk a -o b --seed 12345678-1234-4234-8234-123456789abc",
            "--seed belongs to import repart");
        row("build a.design -o disk.img --content root=tree --content=#2=esp.img --report r --json", "");
        row("build a.design -o disk.img --partids file --progress lines", "");
        row("build -o disk.img", "the design is missing: build DESIGN -o IMAGE");
        row("build a.design", "build needs -o IMAGE, a file that is not there yet, or a blank disk");
        row("build a.design -o disk.img --content root=",
            "--content wants NAME=PATH of a folder or an image, not \"root=\"");
        row("build a.design -o /dev/sdb --yes", "");
        row("plan disk --yes", "--yes belongs to apply, build and recover");
        row("build a.design -o disk.img --key-file k",
            "--key-file and --ask-passphrase belong to commands that look at a target");
        row("apply disk --content root=tree", "--content belongs to build");
        row("verify disk --report file", "--report belongs to apply, build and recover");
        row("export repart disk -o defs", "");
        row("export repart disk", "export repart needs -o FOLDER");
        row("plan disk --type oem",
            "--type, --profile, --root-size and --squashfs-size belong to import kiwi");
        row("plan disk -o file", "-o belongs to render, build, import and export");
        row("apply disk --progress xml", "--progress is bar, lines, json or none, not \"xml\"");
    }
    void optionsBelongToTheirCommands()
    {
        QFETCH(const QStringList, words);
        QFETCH(const QString, wrong);
        const auto parsed = ctl::parseOptions(words);
        QCOMPARE(parsed ? QString() : parsed.error(), wrong);
    }

    void aSizeBecomesTheDesigns()
    {
        const Inventory inventory = test::appliance().inventory;
        const Bytes present = findPartition(inventory, 4)->extent.size;
        const auto sizeOf = [&](const QString &words) {
            return findDesign(*ctl::designFrom(*ctl::parseOptions(words.split(u' ')), inventory), 4)->size;
        };
        QVERIFY(!sizeOf(QStringLiteral("plan disk")));
        QVERIFY(sizeOf(QStringLiteral("plan disk --size home=1GiB")) == Bytes(1 << 30));
        QVERIFY(sizeOf(QStringLiteral("plan disk --size #4=256MiB")) == Bytes(256 << 20));
        QVERIFY(sizeOf(QStringLiteral("plan disk --size home=512MiB --size home=1GiB")) == Bytes(1 << 30));
        QVERIFY(!sizeOf(QStringLiteral("plan disk --size home=%1").arg(present.count())));
        const auto refused =
            ctl::designFrom(*ctl::parseOptions({QStringLiteral("plan"), QStringLiteral("disk"),
                                                QStringLiteral("--size"), QStringLiteral("nobody=1GiB")}),
                            inventory);
        QVERIFY(!refused);
        QCOMPARE(refused.error().subject, std::string("nobody"));
    }

    void theyAreKept()
    {
        const auto parsed = ctl::parseOptions({QStringLiteral("verify"), QStringLiteral("disk"),
                                               QStringLiteral("--against"), QStringLiteral("old.json"),
                                               QStringLiteral("--progress"), QStringLiteral("json")});
        QVERIFY(parsed);
        QCOMPARE(parsed->target(), QStringLiteral("disk"));
        QCOMPARE(parsed->against, QStringLiteral("old.json"));
        QCOMPARE(parsed->progress, ctl::ProgressStyle::Json);
        QVERIFY(!ctl::parseOptions({QStringLiteral("verify"), QStringLiteral("disk")})->progress);
    }
};

QTEST_GUILESS_MAIN(TestCtlOptions)
#include "tst_ctl_options.moc"
