// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/reference_fate.h"
#include "helper/probe/snapshot.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <format>

using namespace parterre;

namespace {

constexpr Bytes mebi{1 << 20};

constexpr DeviceNumber disk{.major = 8, .minor = 0};
constexpr DeviceNumber bootNode{.major = 8, .minor = 2};
constexpr DeviceNumber rootNode{.major = 8, .minor = 3};
constexpr DeviceNumber mapping{.major = 253, .minor = 0};
constexpr DeviceNumber raid{.major = 9, .minor = 0};
constexpr DeviceNumber raidPart{.major = 259, .minor = 1};
constexpr DeviceNumber other{.major = 8, .minor = 16};

Partition partition(int number, int beginMebi, int sizeMebi, const std::string &name)
{
    return {.number = number,
            .extent = {.begin = Offset() + mebi * beginMebi, .size = mebi * sizeMebi},
            .name = name,
            .guid = std::format("cccccccc-0000-4000-8000-{:012}", number)};
}

KernelDevice kernelDevice(DeviceNumber number, const std::string &name)
{
    return {.number = number, .name = name, .title = "/dev/" + name, .size = mebi * 100};
}

KernelDevice node(DeviceNumber number, const std::string &name, int beginMebi, int sizeMebi)
{
    KernelDevice device = kernelDevice(number, name);
    device.disk = disk;
    device.start = Offset() + mebi * beginMebi;
    device.size = mebi * sizeMebi;
    device.identifiers = {"own-identifier"};
    return device;
}

/// ESP, boot, root; nothing in use.
Snapshot appliance()
{
    Snapshot snapshot;
    snapshot.target = {.kind = Target::Kind::BlockDevice, .path = "/dev/sda", .size = mebi * 100};
    snapshot.identity = {.device = disk, .file = {}, .size = mebi * 100};
    snapshot.reading.table.kind = TableKind::Gpt;
    snapshot.reading.partitions = {partition(1, 1, 9, "p.UEFI"), partition(2, 10, 20, "p.lxboot"),
                                   partition(3, 30, 60, "p.lxroot")};
    snapshot.contents = {{.kind = ContentKind::Fat32, .uuid = "ABCD-1234", .label = "EFI"},
                         {.kind = ContentKind::Ext4, .uuid = "b", .label = "BOOT"},
                         {.kind = ContentKind::Xfs, .uuid = "r", .label = "ROOT"}};
    snapshot.machine.devices = {kernelDevice(disk, "sda"), node({.major = 8, .minor = 1}, "sda1", 1, 9),
                                node(bootNode, "sda2", 10, 20), node(rootNode, "sda3", 30, 60),
                                kernelDevice(other, "sdb")};
    snapshot.machine.devices.back().identifiers = {"elsewhere"};
    snapshot.files[3][probed::fstab] = "UUID=r / xfs defaults 0 0\nLABEL=BOOT /boot ext4 defaults 0 0\n"
                                       "/dev/sda1 /boot/efi vfat defaults 0 0\ntmpfs /tmp tmpfs defaults\n";
    snapshot.fingerprint = "f";
    return snapshot;
}

KernelDevice &deviceNumbered(Snapshot &snapshot, DeviceNumber number)
{
    return *std::ranges::find(snapshot.machine.devices, number, &KernelDevice::number);
}

void use(Snapshot &snapshot, DeviceNumber device, Use::Kind kind, const std::string &what)
{
    snapshot.machine.uses.push_back({.device = device, .use = {.kind = kind, .what = what}});
}

Snapshot encrypted()
{
    Snapshot snapshot = appliance();
    deviceNumbered(snapshot, rootNode).holders = {mapping};
    KernelDevice device = kernelDevice(mapping, "dm-0");
    device.title = "luks-root";
    device.identifiers = {"inside-luks"};
    device.holders = {raid};
    snapshot.machine.devices.push_back(device);
    snapshot.machine.devices.push_back(kernelDevice(raid, "md0"));
    KernelDevice part = kernelDevice(raidPart, "md0p1");
    part.disk = raid;
    snapshot.machine.devices.push_back(part);
    use(snapshot, raidPart, Use::Kind::Mounted, "/usr");
    return snapshot;
}

Snapshot imageUnderLoops()
{
    Snapshot snapshot = appliance();
    const FileIdentity file{.device = 7, .inode = 42};
    snapshot.target.kind = Target::Kind::ImageFile;
    snapshot.target.path = "disk.img";
    snapshot.identity = {.device = {}, .file = file, .size = mebi * 100};
    snapshot.machine.devices.resize(1);
    KernelDevice whole = kernelDevice({.major = 7, .minor = 0}, "loop0");
    whole.loop = LoopBacking{.file = file, .device = {}, .extent = {}};
    KernelDevice part = kernelDevice({.major = 259, .minor = 2}, "loop0p2");
    part.disk = whole.number;
    part.start = Offset() + mebi * 10;
    part.size = mebi * 20;
    KernelDevice piece = kernelDevice({.major = 7, .minor = 1}, "loop1");
    piece.loop =
        LoopBacking{.file = file, .device = {}, .extent = {.begin = Offset() + mebi * 30, .size = mebi * 60}};
    KernelDevice stranger = kernelDevice({.major = 7, .minor = 2}, "loop2");
    stranger.loop = LoopBacking{.file = {.device = 7, .inode = 43}, .device = {}, .extent = {}};
    stranger.identifiers = {"other-image"};
    use(snapshot, part.number, Use::Kind::Mounted, "/mnt/boot");
    use(snapshot, stranger.number, Use::Kind::Mounted, "/mnt/other");
    for (const KernelDevice &device : {whole, part, piece, stranger})
        snapshot.machine.devices.push_back(device);
    return snapshot;
}

/// A clone whose fstab still names its origin, and everything that can make a root grow.
Snapshot cloned()
{
    Snapshot snapshot = appliance();
    snapshot.reading.partitions.push_back(partition(4, 90, 5, "p.lxrootclone1"));
    snapshot.contents.push_back({.kind = ContentKind::Xfs, .uuid = "c", .label = "ROOT"});
    snapshot.files[4] = snapshot.files[3];
    snapshot.files[4][probed::cloudConfig] = "cloud_init_modules:\n - growpart\n";
    snapshot.files[3][probed::partids] = "";
    snapshot.files[3][probed::kiwiRepartModules()[0]] = "";
    snapshot.files[3][probed::fstab] += "PARTLABEL=p.lxboot /boot ext4 x-systemd.growfs 0 0\n";
    snapshot.files[2]["/grub2/grub.cfg"] = "linux /vmlinuz root=/dev/sda3 quiet\n";
    return snapshot;
}

std::string words(const std::vector<Use> &uses)
{
    constexpr std::array kinds{"mounted", "swap", "mapping", "raid", "loop", "other"};
    std::string text;
    for (const Use &one : uses)
        text += std::format(" [{} {}]", kinds[static_cast<std::size_t>(one.kind)], one.what);
    return text;
}

/// An inventory as a person would read it aloud.
std::string describe(const Inventory &inventory)
{
    std::string text = std::format("{}{}{}\n", inventory.target.path,
                                   inventory.target.isSystemDisk ? " is the system's own disk" : "",
                                   words(inventory.target.uses));
    for (const Partition &one : inventory.partitions) {
        text += std::format("  {} {} {} at {}{}{}{}\n", one.number, contentKindName(one.content.kind),
                            one.name, one.mountPoint.empty() ? "nowhere" : one.mountPoint,
                            one.content.osMarks.empty() ? "" : " has an " + one.content.osMarks,
                            one.isGrownAtFirstBoot ? " grows" : "", words(one.uses));
    }
    const Layout now = layoutOf(inventory);
    for (const Reference &one : inventory.references) {
        const std::vector<const Slot *> named = namedBy(one, now);
        text += std::format("  {} of {}: {} is {}\n", one.file, one.inPartition, one.value,
                            named.empty() ? 0 : named.front()->number);
    }
    for (const ForeignIdentifier &one : inventory.foreign)
        text += std::format("  foreign {} on {}\n", one.value, one.where);
    return text;
}

}

/// What follows from hand-made snapshots; the answers are in golden/ beside this file.
class InventoryOfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatTheSnapshotMeans_data()
    {
        QTest::addColumn<Snapshot>("snapshot");
        QTest::newRow("appliance") << appliance();
        Snapshot mounted = appliance();
        use(mounted, rootNode, Use::Kind::Mounted, "/");
        use(mounted, bootNode, Use::Kind::Swap, "/dev/sda2");
        use(mounted, other, Use::Kind::Mounted, "/mnt");
        QTest::newRow("mounted") << mounted;
        QTest::newRow("encrypted") << encrypted();
        QTest::newRow("image") << imageUnderLoops();
        QTest::newRow("cloned") << cloned();
    }

    void tellsWhatTheSnapshotMeans()
    {
        QFETCH(const Snapshot, snapshot);
        const QString name = QStringLiteral(PARTERRE_TEST_DATA "/helper/probe/golden/%1.txt")
                                 .arg(QString::fromUtf8(QTest::currentDataTag()));
        QFile golden(name);
        QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(name));
        QCOMPARE(QString::fromStdString(describe(inventoryOf(snapshot))),
                 QString::fromUtf8(golden.readAll()));
    }

    void tellsWhatTheFirstPartidsSays()
    {
        Snapshot snapshot = appliance();
        QCOMPARE(inventoryOf(snapshot).partids, std::string());
        snapshot.files[3][probed::partids] = "kiwi_RootPart=\"3\"\n";
        snapshot.files[4][probed::partids] = "kiwi_RootPart=\"4\"\n";
        QCOMPARE(inventoryOf(snapshot).partids, std::string("kiwi_RootPart=\"3\"\n"));
    }

    void namesFirmwareEntriesOfThisDiskOnly()
    {
        Snapshot snapshot = appliance();
        const QByteArray start = QByteArray::fromHex("07000000"
                                                     "01000000"
                                                     "2e00"
                                                     "6f000000"
                                                     "04012a00"
                                                     "01000000"
                                                     "0008000000000000"
                                                     "0010000000000000");
        const auto entry = [&](const char *guid) {
            const QByteArray raw = start + QByteArray::fromHex(guid)
                + QByteArray::fromHex("0202"
                                      "7fff0400");
            const auto bytes =
                std::as_bytes(std::span(raw.constData(), static_cast<std::size_t>(raw.size())));
            return std::vector<std::byte>(bytes.begin(), bytes.end());
        };
        snapshot.firmware["Boot0001"] = entry("cccccccc000000408000000000000001");
        snapshot.firmware["Boot0002"] = entry("dddddddd000000408000000000000001");
        const Inventory inventory = inventoryOf(snapshot);
        std::vector<Reference> found;
        std::ranges::copy_if(inventory.references, std::back_inserter(found),
                             [](const Reference &one) { return one.by == Reference::By::EfiBootEntry; });
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].file, std::string("Boot0001"));
        QCOMPARE(found[0].key, inventory.partitions.at(0).guid);
    }
};

QTEST_GUILESS_MAIN(InventoryOfTest)
#include "tst_inventory_of.moc"
