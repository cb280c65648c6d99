// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/model/layers.h"
#include "helper/engine/former_files.h"
#include "helper/files/layer_files.h"
#include "helper/luks/luks_volume.h"
#include "helper/stack/container.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/lvm/made_lvm.h"
#include "tests/helper/windowed_tool.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr std::string_view passphrase = "open sesame";
constexpr const char *bootUuid = "b0000000-0000-4000-8000-0000000000b0";

KeySet rightKey()
{
    return withKey(Secret(passphrase), {});
}

/// Device mapper has the hyphens of names twice.
std::string fstabOf(const std::string &group, const std::string &boot)
{
    const std::string mapped = group.ends_with("-C1") ? group.substr(0, group.size() - 3) + "--C1" : group;
    return "/dev/" + group + "/root / ext4 defaults 0 1\n/dev/mapper/" + mapped
        + "-swap none swap sw 0 0\nUUID=" + boot + " /boot ext4 defaults 0 2\n";
}

void write(const QString &path, const std::string &text)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(QByteArray::fromStdString(text)) < 0)
        qFatal("%s", qPrintable(path));
}

/// vg00 with a root and swap.
void fillGroup(BlockDevice &disk, Extent where)
{
    const SparseBytes made = test::MadeLvm{}.content();
    for (const Extent &data : made.dataIn(test::MadeLvm::where)) {
        if (!disk.write(where.begin + (data.begin - test::MadeLvm::where.begin), made.read(data)))
            qFatal("the group");
    }
    Keys none;
    const OpenContainer container = openContainer(disk, where, ContentKind::LvmPv, none).value();
    const QTemporaryDir tree;
    write(tree.filePath(QStringLiteral("etc/fstab")), fstabOf("vg00", bootUuid));
    write(tree.filePath(QStringLiteral("etc/kernel/cmdline")),
          "root=/dev/vg00/root rd.lvm.lv=vg00/root rd.lvm.lv=vg00/swap ro\n");
    BlockDevice &root = *container.volumes.at(0).device;
    runInWindow(root, {.begin = Offset(), .size = root.size()},
                {"mkfs.ext4", "-q", "-F", "-L", "DEEP", "-d", tree.path().toStdString()});
    BlockDevice &swap = *container.volumes.at(1).device;
    runInWindow(swap, {.begin = Offset(), .size = swap.size()}, {"mkswap", "-q", "-L", "SWAP"});
}

/// A boot partition, and one whose volume group holds the root; locked where that lies in an LUKS2.
SparseBytes diskWith(bool isLocked)
{
    const QByteArray sectors = isLocked ? "163840" : "131072";
    MemoryDevice disk(
        diskOf("label: gpt\n1 : start=2048, size=16384, name=\"p.lxboot\"\n2 : start=18432, size=" + sectors
                   + ", name=\"p.lxlvm\"\n",
               256_MiB));
    const std::vector<Partition> partitions = inventoryOn(disk).partitions;
    const Extent system = partitions[1].extent;
    runInWindow(disk, partitions[0].extent, {"mkfs.ext4", "-q", "-F", "-L", "BootFS", "-U", bootUuid});
    if (!isLocked) {
        fillGroup(disk, system);
        return disk.content();
    }
    runInWindow(disk, system,
                {"sh", "-c",
                 "printf %s 'open sesame' | cryptsetup -q luksFormat --type luks2 --pbkdf pbkdf2 "
                 "--pbkdf-force-iterations 1000 --key-file - $0"});
    Keys keys(rightKey());
    const auto volume = LuksVolume::open(disk, system, ContentKind::Luks2, keys).value();
    fillGroup(*volume, {.begin = Offset(), .size = test::MadeLvm::where.size});
    return disk.content();
}

const SparseBytes &original(bool isLocked)
{
    static const SparseBytes plain = diskWith(false);
    static const SparseBytes locked = diskWith(true);
    return isLocked ? locked : plain;
}

/// A disk with a job that clones boot and root once, so that the clones are a system of their own.
struct Bench
{
    explicit Bench(bool isLocked)
        : image(original(isLocked))
        , disk(FileDevice::open(image.path().toStdString(), FileDevice::Access::Exclusive).value())
        , job(Workbench::planned(
              probed(),
              {edit::SetReferences{{.originsFollow = true, .clonesReferToThemselves = true}},
               edit::SetClones{.number = 1, .count = 1}, edit::SetClones{.number = 2, .count = 1}}))
    {
        job->job.keys = keys;
    }

    [[nodiscard]] Inventory probed() const { return probe(*disk, disk->name(), *keys).value(); }
    [[nodiscard]] const Slot &slot(int source, int clone) const
    {
        return *findSlot(job->job.derived.designed, source, clone);
    }
    [[nodiscard]] std::optional<std::string> text(const Slot &slot, const std::string &path) const
    {
        const Layer root = rootLayersOf(slot.content).at(0);
        return readLayerFile(*disk, {.where = slot.extent, .layer = root.place, .kind = root.content->kind},
                             *keys, path, smallFileMax)
            .value();
    }
    [[nodiscard]] static std::string groupOf(const Slot &slot)
    {
        const std::vector<Layer> layers = layersOf(slot.content);
        return std::ranges::find(layers, ContentKind::LvmPv,
                                 [](const Layer &one) { return one.content->kind; })
            ->content->label;
    }

    TableImage image;
    std::unique_ptr<FileDevice> disk;
    std::shared_ptr<Keys> keys = std::make_shared<Keys>(rightKey());
    std::unique_ptr<Workbench> job;
};

void addBoth()
{
    QTest::addColumn<bool>("isLocked");
    QTest::newRow("a volume group") << false;
    QTest::newRow("one in an LUKS2") << true;
}

}

/// Files of systems that lie in volumes: found, written and given back like those of any other.
class RootsInContainersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED WITHOUT FUSE: an ext4 cannot be made on a window");
    }

    void clonesAreSystemsOfTheirOwn_data() { addBoth(); }
    void clonesAreSystemsOfTheirOwn()
    {
        QFETCH(const bool, isLocked);
        Bench bench(isLocked);
        const Report report = bench.job->run(*bench.disk);
        QVERIFY2(report.isSuccess(), wordsOf(report).c_str());
        const Slot &origin = bench.slot(2, 0);
        const Slot &clone = bench.slot(2, 1);
        QCOMPARE(Bench::groupOf(origin), std::string("vg00"));
        const std::string group = Bench::groupOf(clone);
        QCOMPARE(group, std::string("vg00-C1"));
        QCOMPARE(bench.text(origin, "/config.partids").value_or(""), report.partids);
        QCOMPARE(bench.text(clone, "/config.partids").value_or(""), report.partids);
        QVERIFY(report.partids.contains("kiwi_RootPart=\"4\""));
        QVERIFY(report.partids.contains("kiwi_rootPartClone1=\"3\""));
        QCOMPARE(bench.text(origin, "/etc/fstab").value_or(""), fstabOf("vg00", bootUuid));
        QCOMPARE(bench.text(clone, "/etc/fstab").value_or(""), fstabOf(group, bench.slot(1, 1).content.uuid));
        QCOMPARE(bench.text(clone, "/etc/kernel/cmdline").value_or(""),
                 "root=/dev/" + group + "/root rd.lvm.lv=" + group + "/root rd.lvm.lv=" + group
                     + "/swap ro\n");
        QCOMPARE(bench.text(clone, std::string("/etc/fstab") + formerSuffix).value_or(""),
                 fstabOf("vg00", bootUuid));
        verifyChecks(bench);
    }

    void whatIsLockedIsLeftAlone()
    {
        Bench bench(true);
        *bench.keys = Keys();
        const auto job = Workbench::planned(bench.probed(), {edit::SetClones{.number = 2, .count = 1}});
        QVERIFY(bench.probed().references.empty());
        QCOMPARE(job->stepAt("write-partids"), job->job.derived.plan.steps.size());
        QVERIFY(std::ranges::contains(job->job.derived.findings, "partids-not-written", &Finding::code));
    }

    void undoGivesTheFilesBack_data() { addBoth(); }
    void undoGivesTheFilesBack()
    {
        QFETCH(const bool, isLocked);
        Bench bench(isLocked);
        const Slot former = bench.job->job.derived.now.slots.at(1);
        const std::size_t last = bench.job->stepAt("write-partids", 1);
        bench.job->stopAt(*bench.disk, last, true);
        QVERIFY(bench.text(bench.slot(2, 0), "/config.partids").has_value());
        const Report report = recovered(bench, Recovery::Undo);
        QVERIFY2(!report.error, wordsOf(report).c_str());
        QVERIFY2(report.warnings.empty(), report.warnings.empty() ? "" : report.warnings.front().c_str());
        QVERIFY(bench.text(former, "/config.partids") == std::nullopt);
        QCOMPARE(bench.text(former, "/etc/fstab").value_or(""), fstabOf("vg00", bootUuid));
    }

    void aJobIsFinishedWithItsKeyAlone()
    {
        Bench bench(true);
        bench.job->stopAt(*bench.disk, bench.job->stepAt("write-partids"), false);
        const auto keys = std::exchange(bench.keys, std::make_shared<Keys>());
        const Report without = recovered(bench, Recovery::Finish);
        QVERIFY(without.error);
        QCOMPARE(without.error->code, ErrorCode::Denied);
        bench.keys = keys;
        const Report with = recovered(bench, Recovery::Finish);
        QVERIFY2(!with.error, wordsOf(with).c_str());
        verifyChecks(bench);
    }

    void filesAreRefusedWhereTheyAreNot_data()
    {
        QTest::addColumn<int>("volume");
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("another key") << 0 << false << ErrorCode::Denied;
        QTest::newRow("a volume that is not there") << 7 << true << ErrorCode::StaleLayout;
        QTest::newRow("a volume before the first") << -1 << true << ErrorCode::StaleLayout;
    }
    void filesAreRefusedWhereTheyAreNot()
    {
        QFETCH(const int, volume);
        QFETCH(const bool, hasKey);
        QFETCH(const ErrorCode, code);
        Bench bench(true);
        const SparseBytes before = bench.image.content();
        const FileSystem files{.where = bench.probed().partitions.at(1).extent,
                               .layer = {{.container = ContentKind::Luks2, .volume = 0},
                                         {.container = ContentKind::LvmPv, .volume = volume}},
                               .kind = ContentKind::Ext4};
        Keys none;
        Keys &keys = hasKey ? *bench.keys : none;
        const auto written =
            writeLayerFiles(*bench.disk, files, keys, {{.path = "/etc/fstab", .text = "changed"}});
        QVERIFY(!written);
        QCOMPARE(written.error().code, code);
        const auto read = readLayerFile(*bench.disk, files, keys, "/etc/fstab", smallFileMax);
        QVERIFY(!read);
        QCOMPARE(read.error().code, code);
        QVERIFY(bench.image.content() == before);
    }

private:
    static Report recovered(const Bench &bench, Recovery way)
    {
        return recover(
            *bench.disk,
            {.path = bench.disk->name(), .jobRoot = bench.job->job.jobRoot, .way = way, .keys = bench.keys},
            bench.job->listener, {});
    }

    static void verifyChecks(const Bench &bench)
    {
        const auto checks = verify(*bench.disk, bench.probed(), *bench.keys, bench.job->listener, {});
        QVERIFY(checks);
        int partids = 0;
        for (const Check &check : *checks) {
            QVERIFY2(check.isPassed, english(check.message).c_str());
            partids += check.code == "partids-true" ? 1 : 0;
        }
        QCOMPARE(partids, 2);
    }
};

QTEST_GUILESS_MAIN(RootsInContainersTest)
#include "tst_roots_in_containers.moc"
