// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/kiwi_file.h"

#include <QTest>

using namespace parterre;
using exchange::KiwiChoice;
using kiwi::Description;

/// What a description in XML says, and which are refused.
class KiwiFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverythingThatDecidesAboutADisk();
    void readsWhatIsNotThereAsKiwiDoes();
    void readsOneValue_data();
    void readsOneValue();
    void choosesAType_data();
    void choosesAType();
    void includesFiles_data();
    void includesFiles();
    void refuses_data();
    void refuses();
};

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(1048576) * count;
}

QByteArray image(const QByteArray &inside, const QByteArray &version = "8.5")
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<image schemaversion=\"" + version
        + "\" name=\"appliance\">\n" + inside + "\n</image>\n";
}

/// A type with these attributes and elements, in line 4.
QByteArray typed(const QByteArray &attributes, const QByteArray &inside = {})
{
    return image("<preferences>\n<type image=\"oem\" " + attributes + ">" + inside + "</type></preferences>");
}

Result<QByteArray> nothing(const QString &name)
{
    return fail(ErrorCode::Invalid, {}, name.toStdString() + ": not there");
}

Result<Description> read(const QByteArray &bytes, const KiwiChoice &choice = {})
{
    return exchange::readKiwiFile(bytes, choice, nothing);
}

QByteArray sentence(const Result<Description> &result)
{
    return result ? QByteArray("was read") : QByteArray::fromStdString(result.error().detail);
}

}

void KiwiFileTest::readsEverythingThatDecidesAboutADisk()
{
    const auto description = read(typed(
        R"(filesystem="btrfs" firmware="efi" efiparttable="msdos" eficsm="false" efipartsize="33"
           dosparttable_extended_layout="true" force_mbr="true" gpt_hybrid_mbr="true" target_blocksize="4096"
           disk_start_sector="4096" rootfs_label="SYSTEM" root_clone="2" mdraid="mirroring" luks="linux"
           luks_version="luks1" standalone_integrity="true" overlayroot="true"
           overlayroot_readonly_filesystem="erofs" overlayroot_write_partition="false"
           overlayroot_readonly_partsize="700" bootpartition="true" bootpartsize="400" bootfilesystem="fat32"
           boot_clone="1" spare_part="2G" spare_part_is_last="true" spare_part_mountpoint="/srv"
           spare_part_fs="xfs" eficsmpart_id="3" efipart_id="4" bootpart_id="5" rootpart_id="6"
           devicepersistency="by-label" kernelcmdline="quiet")",
        R"(<bootloader name="grub2" targettype="GPT"/>
           <size unit="G" additive="true" unpartitioned="1">3</size>
           <systemdisk preferlvm="true"><volume name="@root"/></systemdisk>
           <oemconfig><oem-resize>false</oem-resize><oem-systemsize>2048</oem-systemsize>
               <oem-swap>true</oem-swap><oem-swapsize>512</oem-swapsize></oemconfig>
           <partitions><partition name="data" size="1G" partition_name="home" partition_type="t.raid"
               mountpoint="/data" filesystem="ext4" label="STUFF" clone="3" part_id="9"/></partitions>)"));
    QVERIFY2(description.has_value(), sentence(description).constData());
    const Description expected{
        .architecture = "x86_64",
        .firmware = "efi",
        .efiTable = TableKind::Mbr,
        .hasCsm = false,
        .targetType = "GPT",
        .isExtendedLayout = true,
        .isMbrForced = true,
        .isHybrid = true,
        .sectorSize = Bytes(4096),
        .startSector = 4096,
        .size = kiwi::DiskSize{.size = mib(3072), .unpartitioned = mib(1024), .isAdditive = true},
        .filesystem = ContentKind::Btrfs,
        .rootLabel = "SYSTEM",
        .rootClones = 2,
        .isRaid = true,
        .hasIntegrity = true,
        .luks = ContentKind::Luks1,
        .volumes = kiwi::Volumes::Lvm,
        .overlay = kiwi::Overlay{.size = mib(700), .content = ContentKind::Erofs, .hasWritePartition = false},
        .hasBoot = true,
        .bootSize = mib(400),
        .bootContent = ContentKind::Fat32,
        .bootClones = 1,
        .efiSize = mib(33),
        .swapSize = mib(512),
        .spare =
            kiwi::Spare{.size = mib(2048), .isLast = true, .mountPoint = "/srv", .content = ContentKind::Xfs},
        .systemSize = mib(2048),
        .isResized = false,
        .numbers = {.csm = 3, .efi = 4, .boot = 5, .root = 6},
        .partitions = {{.name = "data",
                        .size = mib(1024),
                        .entryName = "home",
                        .isRaid = true,
                        .mountPoint = "/data",
                        .content = ContentKind::Ext4,
                        .label = "STUFF",
                        .clones = 3,
                        .number = 9,
                        .line = description->partitions.at(0).line}},
        .line = 4};
    QVERIFY(description->line >= 4);
    Description read = *description;
    read.line = 4;
    QVERIFY(read == expected);
    QVERIFY(description->partitions[0].line > 10);
}

void KiwiFileTest::readsWhatIsNotThereAsKiwiDoes()
{
    Description expected;
    expected.filesystem = ContentKind::Xfs;
    expected.line = 4;
    for (const char *version : {"7.4", "7.5", "7.6", "8.0", "8.1", "8.2", "8.3", "8.4", "8.5"}) {
        const auto description =
            read(image("<preferences>\n<type image=\"oem\" filesystem=\"xfs\"/></preferences>", version));
        QVERIFY2(description.has_value(), sentence(description).constData());
        QVERIFY(*description == expected);
    }
}

void KiwiFileTest::readsOneValue_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("isAsWritten");
    const auto row = [](const char *name, const QByteArray &xml, bool (*holds)(const Description &)) {
        const auto description = read(xml);
        QTest::newRow(name) << xml << (description && holds(*description));
    };
    const QByteArray ext4 = "filesystem=\"ext4\" ";
    row("a size in MiB without a unit", typed(ext4, "<size>4096</size>"), [](const Description &one) {
        return one.size == kiwi::DiskSize{.size = mib(4096), .unpartitioned = {}, .isAdditive = false};
    });
    row("swap of the usual size", typed(ext4, "<oemconfig><oem-swap>true</oem-swap></oemconfig>"),
        [](const Description &one) { return one.swapSize == mib(128); });
    row("a size of swap without swap", typed(ext4, "<oemconfig><oem-swapsize>9</oem-swapsize></oemconfig>"),
        [](const Description &one) { return !one.swapSize; });
    row("volumes on ext4 are LVM's", typed(ext4, "<systemdisk/>"),
        [](const Description &one) { return one.volumes == kiwi::Volumes::Lvm; });
    row("volumes on btrfs are subvolumes", typed("filesystem=\"btrfs\"", "<systemdisk/>"),
        [](const Description &one) { return one.volumes == kiwi::Volumes::Btrfs; });
    row("LUKS is the second kind", typed(ext4 + "luks=\"\" luks_version=\"luks\""),
        [](const Description &one) { return one.luks == ContentKind::Luks2; });
    row("spare in MiB", typed(ext4 + "spare_part=\"64M\""),
        [](const Description &one) { return one.spare && one.spare->size == mib(64) && !one.spare->isLast; });
    row("spare at the end without a size", typed(ext4 + "spare_part_is_last=\"true\""),
        [](const Description &one) { return one.spare && !one.spare->size && one.spare->isLast; });
    row("0 clones", typed(ext4 + "root_clone=\"0\" boot_clone=\"0\""),
        [](const Description &one) { return one.rootClones == 0 && one.bootClones == 0; });
    row("partitions in their order",
        typed(
            ext4,
            "<partitions><partition name=\"z\" size=\"1\"/><partition name=\"a\" size=\"2M\"/></partitions>"),
        [](const Description &one) {
            return one.partitions.size() == 2 && one.partitions[0].name == "z"
                && one.partitions[1].size == mib(2) && one.partitions[1].content == ContentKind::Unformatted;
        });
    row("entities that every XML has", typed(ext4 + "rootfs_label=\"A&amp;B\""),
        [](const Description &one) { return one.rootLabel == "A&B"; });
}

void KiwiFileTest::readsOneValue()
{
    QFETCH(const QByteArray, xml);
    const auto description = read(xml);
    QVERIFY2(description.has_value(), sentence(description).constData());
    QFETCH(const bool, isAsWritten);
    QVERIFY(isAsWritten);
}

void KiwiFileTest::choosesAType_data()
{
    QTest::addColumn<QByteArray>("sections");
    QTest::addColumn<QStringList>("profiles");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("outcome");  // the label of the root, or what is refused
    const auto row = [](const char *name, const QByteArray &sections, const QStringList &profiles,
                        const char *type, const char *outcome) {
        QTest::newRow(name) << sections << profiles << QString::fromLatin1(type) << QByteArray(outcome);
    };
    const auto type = [](const QByteArray &label, const QByteArray &more = "image=\"oem\"") {
        return "<type filesystem=\"ext4\" rootfs_label=\"" + label + "\" " + more + "/>\n";
    };
    const QByteArray one = "<preferences>" + type("A") + "</preferences>\n";
    const QByteArray two = "<preferences profiles=\"first, both\">" + type("A")
        + "</preferences>\n<preferences profiles=\"second\">" + type("B") + "</preferences>\n";
    const QByteArray profiles = "<profiles><profile name=\"first\"/><profile name=\"second\"/>"
                                "<profile name=\"more\"><requires profile=\"second\"/></profile>"
                                "<profile name=\"arm\" arch=\"aarch64,armv7l\"/>"
                                "<profile name=\"both\" arch=\"x86_64\"/></profiles>\n";
    const QByteArray imported =
        "<profiles><profile name=\"first\"/><profile name=\"second\" import=\"true\"/></profiles>\n";
    row("the only one", one, {}, "", "A");
    row("named as well", one, {}, "oem", "A");
    row("beside what is no disk", "<preferences>" + type("X", "image=\"iso\"") + type("A") + "</preferences>",
        {}, "", "A");
    row("no disk", "<preferences>" + type("X", "image=\"iso\"") + "</preferences>", {}, "iso",
        "line 3: the type \"iso\" is no disk; KIWI's disks are of the type oem");
    row("none of this kind", "<preferences>" + type("X", "image=\"iso\"") + "</preferences>", {}, "",
        "line 3: there is no type \"oem\", but iso in line 3; name another profile with --profile");
    row("several", "<preferences>" + type("A") + type("B") + "</preferences>", {}, "",
        "line 3: several types are meant: oem in line 3, oem in line 4; name a profile that only one of them "
        "belongs "
        "to with --profile");
    row("several, of which one is the primary",
        "<preferences>" + type("A") + type("B", "image=\"oem\" primary=\"true\"") + "</preferences>", {}, "",
        "B");
    row("by a profile", profiles + two, {QStringLiteral("second")}, "", "B");
    row("by a profile in a list", profiles + two, {QStringLiteral("both")}, "", "A");
    row("by a profile that is required", profiles + two, {QStringLiteral("more")}, "", "B");
    row("by a profile that the file imports", imported + two, {}, "", "B");
    row("without any profile", profiles + two, {}, "",
        "no <type> belongs to these profiles; name others with --profile");
    row("by an unknown profile", profiles + two, {QStringLiteral("third")}, "",
        "there is no profile \"third\" for this architecture; the description has first, second, more, both");
    row("by another architecture's", profiles + two, {QStringLiteral("arm")}, "",
        "there is no profile \"arm\" for this architecture; the description has first, second, more, both");
    QByteArray chain;
    for (int i = 0; i < 4000; ++i)
        chain += "<profile name=\"p" + QByteArray::number(i) + "\"><requires profile=\"p"
            + QByteArray::number(i + 1) + "\"/></profile>";
    row("profiles that require each other",
        "<profiles><profile name=\"a\"><requires profile=\"b\"/></profile><profile name=\"b\"><requires "
        "profile=\"a\"/></profile></profiles>"
            + one,
        {QStringLiteral("a")}, "", "A");
    row("a long way of requirements",
        "<profiles>" + chain + "<profile name=\"p4000\"/></profiles><preferences profiles=\"p4000\">"
            + type("B") + "</preferences>",
        {QStringLiteral("p0")}, "", "B");
    row("preferences of another architecture",
        "<preferences arch=\"aarch64\">" + type("X") + "</preferences>" + one, {}, "", "A");
}

void KiwiFileTest::choosesAType()
{
    QFETCH(const QByteArray, sections);
    KiwiChoice choice;
    QFETCH(const QStringList, profiles);
    QFETCH(const QString, type);
    choice.profiles = profiles;
    choice.type = type;
    const auto description = read(image(sections), choice);
    QTEST(description ? QByteArray::fromStdString(description->rootLabel) : sentence(description), "outcome");
}

void KiwiFileTest::includesFiles_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *from, const char *outcome) {
        QTest::newRow(from) << QByteArray(from) << QByteArray(outcome);
    };
    const char *const outside =
        "line 3: only files beside the description are included, as this://NAME, not \"%\"; "
        "put the file there";
    row("this://disk.xml", "A");
    row("this://./disk.xml", "A");
    row("this://sub/disk.xml", "A");
    row("this://through.xml", "A");
    row("this://../disk.xml", outside);
    row("this://sub/../../disk.xml", outside);
    row("this:///etc/passwd", outside);
    row("file:///etc/passwd", outside);
    row("https://example.org/disk.xml", outside);
    row("disk.xml", outside);
    row("", outside);
    row("this://missing.xml", "missing.xml: not there");
    row("this://list.xml", "list.xml: line 1: an included file has an <image> around it");
    row("this://broken.xml", "broken.xml: line 1: Premature end of document");
    row("this://hostile.xml",
        "hostile.xml: line 1: a document type and entities of one's own are not read; take them out");
    row("this://itself.xml",
        "itself.xml: itself.xml: itself.xml: itself.xml: line 1: files include each other more than 4 levels "
        "deep, or "
        "more than 64 of them; put them together");
}

void KiwiFileTest::includesFiles()
{
    const auto files = [](const QString &name) -> Result<QByteArray> {
        const QByteArray disk = "<image><preferences><type image=\"oem\" filesystem=\"ext4\" "
                                "rootfs_label=\"A\"/></preferences></image>";
        if (name == QLatin1StringView("disk.xml") || name == QLatin1StringView("sub/disk.xml"))
            return disk;
        if (name == QLatin1StringView("through.xml"))
            return QByteArray("<image><include from=\"this://disk.xml\"/></image>");
        if (name == QLatin1StringView("itself.xml"))
            return QByteArray("<image><include from=\"this://itself.xml\"/></image>");
        if (name == QLatin1StringView("list.xml"))
            return QByteArray("<packages/>");
        if (name == QLatin1StringView("broken.xml"))
            return QByteArray("<image>");
        if (name == QLatin1StringView("hostile.xml"))
            return QByteArray("<!DOCTYPE image SYSTEM \"file:///etc/passwd\"><image/>");
        return nothing(name);
    };
    QFETCH(const QByteArray, from);
    QFETCH(QByteArray, outcome);
    const auto description = exchange::readKiwiFile(image("<include from=\"" + from + "\"/>"), {}, files);
    QCOMPARE(description ? QByteArray::fromStdString(description->rootLabel) : sentence(description),
             outcome.replace('%', from));
}

void KiwiFileTest::refuses_data()
{
    QTest::addColumn<QByteArray>("wrong");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QByteArray &wrong, const QByteArray &right,
                        const char *said) { QTest::newRow(name) << wrong << right << QByteArray(said); };
    const auto attribute = [&](const char *wrong, const char *right, const char *said) {
        row(wrong, typed(QByteArray("filesystem=\"ext4\" ") + wrong),
            typed(QByteArray("filesystem=\"ext4\" ") + right), said);
    };
    const auto element = [&](const char *wrong, const char *right, const char *said) {
        row(wrong, typed("filesystem=\"ext4\"", wrong), typed("filesystem=\"ext4\"", right), said);
    };
    const QByteArray good = typed("filesystem=\"ext4\"");
    row("empty", "", good, "line 1: Premature end of document");
    row("no XML", "{\"image\": {}}", good, "line 1: Start tag expected");
    row("something else", "<html/>", good,
        "line 1: this is no KIWI description: it has <html> around it and not <image>");
    row("an old version", image("", "7.3"),
        image("<preferences><type image=\"oem\" filesystem=\"ext4\"/></preferences>", "7.4"),
        "line 2: the schemaversion is \"7.3\", and 7.4 to 8.5 are known; convert the description with KIWI");
    row("a later version", image("", "8.6"), good,
        "line 2: the schemaversion is \"8.6\", and 7.4 to 8.5 are known; convert the description with KIWI");
    row("a document type", "<!DOCTYPE image [<!ENTITY a \"b\">]><image/>", good,
        "line 1: a document type and entities of one's own are not read; take them out");
    row("deep", QByteArray("<a>").repeated(40), good,
        "line 1: elements lie in each other more than 32 levels deep");
    row("many elements", "<image>" + QByteArray("<a/>").repeated(20000), good,
        "line 1: there are more than 20000 elements");
    row("large", "<image>" + QByteArray(1 << 20, ' ') + "</image>", good, "the file is larger than 1 MiB");
    row("no filesystem", typed(""), good, "line 4: a disk's type says its filesystem; add that attribute");
    attribute("firmware=\"magic\"", "firmware=\"uefi\"",
              "line 4: firmware is bios or ec2 or efi or uefi or ofw or opal or custom, not \"magic\"");
    attribute("bootpartition=\"yes\"", "bootpartition=\"1\"",
              "line 4: bootpartition is \"true\" or \"false\", not \"yes\"");
    attribute("root_clone=\"1000\"", "root_clone=\"999\"",
              "line 4: root_clone is a number from 0 to 999, not \"1000\"");
    attribute("root_clone=\"-1\"", "root_clone=\"1\"",
              "line 4: root_clone is a number from 0 to 999, not \"-1\"");
    attribute("boot_clone=\"\"", "boot_clone=\"1\"",
              "line 4: boot_clone is a number from 0 to 999, not \"\"");
    attribute("bootpartsize=\"1G\"", "bootpartsize=\"1024\"",
              "line 4: bootpartsize is a number from 0 to 8589934592, not \"1G\"");
    attribute("spare_part=\"1T\"", "spare_part=\"1G\"",
              "line 4: spare_part is a number from 0 to 8589934592, not \"1T\"");
    attribute("target_blocksize=\"1024\"", "target_blocksize=\"512\"",
              "line 4: target_blocksize is 512 or 4096, not \"1024\"");
    element("<size>many</size>", "<size>1</size>",
            "line 4: size is a number from 0 to 8589934592, not \"many\"");
    element("<size unit=\"T\">1</size>", "<size unit=\"M\">1</size>", "line 4: unit is M or G, not \"T\"");
    element("<size unpartitioned=\"2\">1</size>", "<size unpartitioned=\"1\">1</size>",
            "line 4: unpartitioned is more than the whole size; make it less");
    element("<oemconfig><oem-swap>on</oem-swap></oemconfig>",
            "<oemconfig><oem-swap>true</oem-swap></oemconfig>",
            "line 4: oem-swap is \"true\" or \"false\", not \"on\"");
    element("<partitions>\n<partition size=\"1\"/></partitions>",
            "<partitions><partition name=\"a\" size=\"1\"/></partitions>",
            "line 5: a partition needs a name; add that attribute");
    element("<partitions><partition name=\"a\"/></partitions>",
            "<partitions><partition name=\"a\" size=\"1G\"/></partitions>",
            "line 4: a partition needs a size; add that attribute");
    element("<partitions><partition name=\"a\" size=\"1\" filesystem=\"ntfs\"/></partitions>",
            "<partitions><partition name=\"a\" size=\"1\" filesystem=\"fat32\"/></partitions>",
            "line 4: filesystem is btrfs or ext2 or ext3 or ext4 or squashfs or xfs or fat32 or fat16, not "
            "\"ntfs\"");
}

void KiwiFileTest::refuses()
{
    QFETCH(const QByteArray, wrong);
    QFETCH(const QByteArray, right);
    QTEST(sentence(read(wrong)), "said");
    QVERIFY2(read(right).has_value(), sentence(read(right)).constData());
}

QTEST_GUILESS_MAIN(KiwiFileTest)
#include "tst_kiwi_file.moc"
