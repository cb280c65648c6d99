// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/layout/reference_fate.h"
#include "helper/engine/former_files.h"
#include "helper/files/root_file.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/windowed_tool.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr const char *bootUuid = "b0000000-0000-4000-8000-0000000000b0";
constexpr const char *rootUuid = "c0000000-0000-4000-8000-0000000000c0";
constexpr const char *swapUuid = "d0000000-0000-4000-8000-0000000000d0";

using Tree = std::map<std::string, std::string>;

/// What stands in files, where ROOT, BOOT, SWAP, NUMBER and PLACE take the place of identifiers.
struct System
{
    Tree boot;
    Tree root;
};

std::string environment(const std::string &body)
{
    std::string text = "# GRUB Environment Block\n" + body;
    text.resize(1024, '#');
    return text;
}

System debian()
{
    return {.boot = {{"/grub/grub.cfg",
                      "# /boot was on UUID=BOOT\nif true; then\n"
                      "  search --no-floppy --fs-uuid --set=root --hint-bios=hd0,gpt1  BOOT\nelse\n"
                      "  search --no-floppy --fs-uuid --set=root BOOT\nfi\n"
                      "linux /vmlinuz root=UUID=ROOT ro quiet\n"}},
            .root = {{"/etc/fstab",
                      "# / was on UUID=ROOT during installation\n"
                      "UUID=ROOT /     ext4 errors=remount-ro 0 1\n"
                      "UUID=\"BOOT\" /boot ext4 defaults 0 2\n"
                      "NUMBER\tnone swap sw 0 0\n"
                      "UUID=ABCD-9999 /mnt/stick vfat noauto 0 0\n"},
                     {"/etc/crypttab", "swap NUMBER /dev/urandom swap\n"},
                     {"/etc/default/grub",
                      "GRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX=\"resume=UUID=SWAP\"\n"
                      "GRUB_CMDLINE_LINUX_DEFAULT=\"root=UUID=ROOT\"\n"},
                     {"/etc/kernel/cmdline", "root=UUID=ROOT ro"}}};
}

System suse()
{
    return {.boot = {{"/grub2/grub.cfg", "search --label --set=root BLBL\nlinux /vmlinuz root=LABEL=RLBL\n"},
                     {"/grub2/grubenv", environment("saved_entry=0\nkernelopts=root=UUID=ROOT ro\n")}},
            .root = {{"/etc/fstab",
                      "/dev/disk/by-uuid/ROOT / ext4 defaults 0 0\n"
                      "/dev/disk/by-label/BLBL /boot ext4 defaults 0 0\n"
                      "/dev/disk/by-uuid/SWAP swap swap defaults 0 0\n"},
                     {"/etc/lvm/devices/system.devices",
                      "VERSION=1.1.2\nIDTYPE=devname IDNAME=NUMBER DEVNAME=NUMBER PVID=x PART=PLACE\n"}}};
}

std::string filledIn(std::string text, const std::map<std::string, std::string> &names)
{
    for (const auto &[name, value] : names) {
        for (std::size_t at = text.find(name); at != std::string::npos;
             at = text.find(name, at + value.size()))
            text.replace(at, name.size(), value);
    }
    return text;
}

std::map<std::string, std::string> formerNames()
{
    return {{"BLBL", "BootFS"},      {"RLBL", "RootFS"}, {"BOOT", bootUuid}, {"ROOT", rootUuid},
            {"NUMBER", "/dev/sda2"}, {"SWAP", swapUuid}, {"PLACE", "2"}};
}

/// What `names` make of the text but for its comments, which stay.
std::string withNames(const std::string &text, std::map<std::string, std::string> names)
{
    std::string result;
    const bool isEnvironment = text.size() == 1024;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        result += filledIn(line, line.starts_with('#') ? formerNames() : names)
            + (lines.eof() && !text.ends_with('\n') ? "" : "\n");
    if (isEnvironment)
        result = environment(result.substr(25, result.rfind("\n", result.size() - 2) - 24));
    return result;
}

std::string madeTree(const QTemporaryDir &folder, const Tree &tree)
{
    for (const auto &[path, text] : tree) {
        const QString file = folder.path() + QString::fromStdString(path);
        QFile out(file);
        if (!QDir().mkpath(QFileInfo(file).path()) || !out.open(QIODevice::WriteOnly)
            || out.write(QByteArray::fromStdString(withNames(text, formerNames()))) < 0)
            qFatal("%s", qPrintable(file));
    }
    return folder.path().toStdString();
}

/// Boot, swap and root, with these files.
SparseBytes diskWith(const System &system)
{
    MemoryDevice disk(diskOf("label: gpt\n1 : start=2048, size=16384, name=\"p.lxboot\"\n"
                             "2 : start=18432, size=8192, name=\"p.swap\"\n"
                             "3 : start=26624, size=49152, name=\"p.lxroot\"\n",
                             128_MiB));
    const std::vector<Partition> partitions = inventoryOn(disk).partitions;
    const QTemporaryDir boot;
    const QTemporaryDir root;
    runInWindow(disk, partitions[0].extent,
                {"mkfs.ext4", "-q", "-F", "-L", "BootFS", "-U", bootUuid, "-d", madeTree(boot, system.boot)});
    runInWindow(disk, partitions[1].extent, {"mkswap", "-U", swapUuid});
    runInWindow(disk, partitions[2].extent,
                {"mkfs.ext4", "-q", "-F", "-L", "RootFS", "-U", rootUuid, "-d", madeTree(root, system.root)});
    return disk.content();
}

const SparseBytes &original(bool isDebian)
{
    static const SparseBytes first = diskWith(debian());
    static const SparseBytes second = diskWith(suse());
    return isDebian ? first : second;
}

/// A disk with a job that clones boot and root once, and rewrites all.
struct Bench
{
    explicit Bench(bool isDebian = true)
        : image(original(isDebian))
        , system(isDebian ? debian() : suse())
    {
        disk = FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value();
        job = Workbench::planned(
            probed(),
            {edit::SetReferences{{.originsFollow = true, .clonesReferToThemselves = true}},
             edit::SetClones{.number = 1, .count = 1}, edit::SetClones{.number = 3, .count = 1}});
    }

    [[nodiscard]] Inventory probed() const
    {
        Keys keys;
        return probe(*disk, disk->name(), keys).value();
    }
    [[nodiscard]] std::optional<std::string> text(const Slot &slot, const std::string &path) const
    {
        return readRootFile(*disk, slot.extent, slot.content.kind, path, smallFileMax).value();
    }
    [[nodiscard]] const Slot &slot(int source, int clone) const
    {
        return *findSlot(job->job.derived.designed, source, clone);
    }
    /// Identifiers as origins, or clones, call them in the end.
    [[nodiscard]] std::map<std::string, std::string> names(int clone) const
    {
        std::map<std::string, std::string> names = formerNames();
        names["NUMBER"] = "/dev/sda3";
        names["PLACE"] = "3";
        names["BOOT"] = slot(1, clone).content.uuid;
        names["BLBL"] = slot(1, clone).content.label;
        names["ROOT"] = slot(3, clone).content.uuid;
        names["RLBL"] = slot(3, clone).content.label;
        return names;
    }

    TableImage image;
    System system;
    std::unique_ptr<FileDevice> disk;
    std::unique_ptr<Workbench> job;
};

Slot formerRoot(const Bench &bench)
{
    return bench.job->job.derived.now.slots.at(2);
}

int cloneIndexOf(const Layout &layout, int number)
{
    return std::ranges::find(layout.slots, number, &Slot::number)->cloneIndex;
}

}

class TestRewriteReferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
    }

    void clonesAndOriginsNameWhatTheyShall_data()
    {
        QTest::addColumn<bool>("isDebian");
        QTest::newRow("like Debian") << true;
        QTest::newRow("like openSUSE") << false;
    }
    void clonesAndOriginsNameWhatTheyShall()
    {
        QFETCH(const bool, isDebian);
        Bench bench(isDebian);
        const Report report = bench.job->run(*bench.disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        verifyRewritten(bench);
        verifyChecks(bench);
    }

    void clonesBesideTheirOriginsDoSo()
    {
        Bench bench;
        const Inventory inventory = bench.probed();
        Design design =
            designWith(inventory,
                       {edit::SetPlacement{Placement::Adjacent},
                        edit::SetReferences{{.originsFollow = true, .clonesReferToThemselves = true}},
                        edit::SetClones{.number = 3, .count = 1}});
        bench.job = std::make_unique<Workbench>(inventory, design);
        QVERIFY(!bench.job->job.derived.plan.isEmpty());
        const Report report = bench.job->run(*bench.disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        std::map<std::string, std::string> names = formerNames();
        names["ROOT"] = bench.slot(3, 1).content.uuid;
        const std::string &fstab = bench.system.root.at("/etc/fstab");
        QCOMPARE(bench.text(bench.slot(3, 1), "/etc/fstab").value_or(""), withNames(fstab, names));
        QCOMPARE(bench.text(bench.slot(3, 0), "/etc/fstab").value_or(""), withNames(fstab, formerNames()));
        verifyChecks(bench);
    }

    void aFileThatSaysSomethingElseByNowIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("more lines") << QByteArray("tmpfs /tmp tmpfs defaults 0 0\n") << false;
        QTest::newRow("other names") << QByteArray() << true;
    }
    void aFileThatSaysSomethingElseByNowIsLeftAlone()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, isRefused);
        Bench bench;
        const Slot root = formerRoot(bench);
        const std::string former =
            isRefused ? "LABEL=RootFS / ext4\n" : *bench.text(root, "/etc/fstab") + text.toStdString();
        QVERIFY(writeRootFiles(*bench.disk, root.extent, root.content.kind,
                               {{.path = "/etc/fstab", .text = former}}));
        const SparseBytes before = bench.image.content();
        const Report report = bench.job->run(*bench.disk);
        QCOMPARE(report.error.has_value(), isRefused);
        if (!isRefused)
            return;
        QCOMPARE(report.error->code, ErrorCode::StaleLayout);
        QVERIFY2(report.error->subject.contains("/etc/fstab"), report.error->subject.c_str());
        QCOMPARE(report.disk, DiskState::Unchanged);
        QVERIFY(bench.image.content() == before);
    }

    void aStepMayRunAgain()
    {
        Bench bench;
        QVERIFY(bench.job->run(*bench.disk).isSuccess());
        // In a new folder, as on another machine: what lies beside the files tells.
        const std::size_t first = bench.job->job.derived.plan.steps.size() - 1;
        QCOMPARE(stepName(bench.job->job.derived.plan.steps[first]), std::string_view("rewrite-references"));
        const SparseBytes before = bench.image.content();
        const Report again = bench.job->run(*bench.disk, first);
        QVERIFY2(!again.error, wordsOf(again).c_str());
        QVERIFY(bench.image.content() == before);
        verifyRewritten(bench);
    }

    void anEarlierFormerFileGivesWay()
    {
        Bench bench;
        const Slot root = formerRoot(bench);
        const std::string path = std::string("/etc/fstab") + formerSuffix;
        QVERIFY(
            writeRootFiles(*bench.disk, root.extent, root.content.kind, {{.path = path, .text = "older\n"}}));
        QVERIFY(bench.job->run(*bench.disk).isSuccess());
        verifyRewritten(bench);
    }

    void isTakenUpWhereverItStopped_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("isStepDone");
        QTest::addColumn<Recovery>("way");
        QTest::addColumn<bool>("hasFormer");
        if (!canOpenWindows())
            return;
        const Bench bench;
        const std::size_t table = bench.job->stepAt("write-table");
        const std::size_t count = bench.job->job.derived.plan.steps.size();
        for (std::size_t step = table; step < count; ++step) {
            for (const bool isDone : {false, true}) {
                for (const Recovery way : {Recovery::Finish, Recovery::Undo}) {
                    if (step > table || isDone)
                        QTest::addRow("step %d %s, %s", static_cast<int>(step), isDone ? "done" : "begun",
                                      way == Recovery::Finish ? "finish" : "undo")
                            << static_cast<int>(step) << isDone << way << (step % 2 == 0);
                }
            }
        }
    }
    void isTakenUpWhereverItStopped()
    {
        QFETCH(const int, step);
        QFETCH(const bool, isStepDone);
        QFETCH(const Recovery, way);
        QFETCH(const bool, hasFormer);
        Bench bench;
        const Slot root = formerRoot(bench);
        const std::string beside = std::string("/etc/fstab") + formerSuffix;
        const auto former = hasFormer ? std::optional<std::string>("older\n") : std::nullopt;
        QVERIFY(
            writeRootFiles(*bench.disk, root.extent, root.content.kind, {{.path = beside, .text = former}}));
        bench.job->stopAt(*bench.disk, static_cast<std::size_t>(step), isStepDone);
        const Report report =
            recover(*bench.disk, {.path = bench.disk->name(), .jobRoot = bench.job->job.jobRoot, .way = way},
                    bench.job->listener, {});
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QVERIFY2(report.warnings.empty(), report.warnings.empty() ? "" : report.warnings.front().c_str());
        if (way == Recovery::Finish) {
            verifyRewritten(bench);
            return;
        }
        for (const auto &[path, text] : bench.system.root)
            QCOMPARE(bench.text(root, path).value_or(""), withNames(text, formerNames()));
        QVERIFY(bench.text(root, beside) == former);
        QVERIFY(bench.text(root, std::string("/etc/crypttab") + formerSuffix) == std::nullopt);
    }

private:
    static void verifyRewritten(const Bench &bench)
    {
        for (const int clone : {0, 1}) {
            for (const auto &[source, tree] :
                 {std::pair{1, bench.system.boot}, std::pair{3, bench.system.root}}) {
                const Slot &slot = bench.slot(source, clone);
                for (const auto &[path, text] : tree) {
                    const std::string wanted = withNames(text, bench.names(clone));
                    const std::string former = withNames(text, formerNames());
                    QCOMPARE(bench.text(slot, path).value_or(""), wanted);
                    if (wanted != former)
                        QCOMPARE(bench.text(slot, path + formerSuffix).value_or(""), former);
                }
            }
        }
        // Nothing in a clone leads to an origin that has a clone.
        const Inventory inventory = bench.probed();
        const Layout layout = layoutOf(inventory);
        int led = 0;
        for (const Reference &reference : inventory.references) {
            const int clone = cloneIndexOf(layout, reference.inPartition);
            for (const Slot *const named : namedBy(reference, layout)) {
                QVERIFY2(named->role == Role::Other || named->cloneIndex == clone, reference.value.c_str());
                ++led;
            }
        }
        QVERIFY(led >= 12);
    }

    static void verifyChecks(const Bench &bench)
    {
        Keys keys;
        const auto checks = verify(*bench.disk, bench.probed(), keys, bench.job->listener, {});
        QVERIFY(checks && !checks->empty());
        for (const Check &check : *checks)
            QVERIFY2(check.isPassed, english(check.message).c_str());
    }
};

QTEST_GUILESS_MAIN(TestRewriteReferences)
#include "tst_rewrite_references.moc"
