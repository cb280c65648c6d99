// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/layer_place.h"
#include "core/model/partition.h"
#include "core/model/table.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// The disk, image or drawing that an inventory describes.
struct Target
{
    enum class Kind : std::uint8_t { BlockDevice, ImageFile, Drawing };
    Kind kind = Kind::ImageFile;
    std::string path;    ///< as the user gave it; empty for a drawing
    std::string model;   ///< as the drive says; empty for images
    std::string serial;  ///< as the drive says; empty where it does not
    Bytes size;
    bool isReadOnly = false;
    bool isSystemDisk = false;   ///< the running system's root, /boot, /usr or swap lies on it
    bool isRemovable = false;
    int kernelNumberMax = 255;   ///< the highest partition number that this kernel can name on it
    std::vector<Use> uses;       ///< holders of the whole disk

    friend bool operator==(const Target &, const Target &) = default;
};

/// An identifier that exists elsewhere on this machine, on a disk other than the target.
struct ForeignIdentifier
{
    std::string value;  ///< lower case, as Content::uuid and Partition::guid
    std::string where;  ///< e.g. "/dev/sda2"

    friend bool operator==(const ForeignIdentifier &, const ForeignIdentifier &) = default;
};

/// A place that names a partition in a way that renumbering or copying may break.
struct Reference
{
    enum class By : std::uint8_t {
        DeviceNumber,
        Uuid,
        Label,
        PartUuid,
        PartLabel,
        EfiBootEntry,
        LogicalVolume,  ///< by the names of a volume group and of a volume in it
    };
    int inPartition = 0;  ///< the root file system it was read from; 0 for firmware variables
    std::string file;     ///< "/etc/fstab"
    By by = By::DeviceNumber;
    std::string value;    ///< as it stands there: "/dev/sda5", "LABEL=ROOT"
    /// What is compared: the UUID, the label, the number "5", the boot entry's PARTUUID, "GROUP/VOLUME"; of a
    /// whole group "GROUP/".
    std::string key;
    LayerPlace inLayer = {};  ///< which file system of `inPartition`

    friend bool operator==(const Reference &, const Reference &) = default;
};

/// "number", "uuid", "label", "partuuid", "partlabel", "efi-boot-entry", "logical-volume".
[[nodiscard]] std::string_view referenceByName(Reference::By by);

/// What this machine and this door (root or not) can do, so that a missing tool is a finding
/// before anything is written and never an error halfway.
struct Capabilities
{
    std::vector<ContentKind> renewable;  ///< kinds whose identifiers can be renewed here
    std::vector<ContentKind> shrinkable;  ///< kinds that can be made smaller in place here
    std::vector<ContentKind> growable;  ///< ... and larger
    std::vector<std::string> missingTools;  ///< by name, e.g. "xfs_admin", for the message
    std::vector<ContentKind> partidsWritable;  ///< kinds into which files can be written

    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

/// What is there: the answer to a probe. An immutable value.
struct Inventory
{
    Target target;
    Table table;
    std::vector<Partition> partitions;  ///< by number; an extended container is one of them
    std::vector<ForeignIdentifier> foreign;
    std::vector<Reference> references;
    Capabilities capabilities;
    std::string partids;  ///< text of /config.partids in the (first) root file system; empty: none
    bool isInMotion = false;  ///< a move in place was begun on it, here or elsewhere, and is not finished
    std::string fingerprint;  ///< changes whenever the table, the size or the disk does; hex

    friend bool operator==(const Inventory &, const Inventory &) = default;
};

/// The partition with this number, or nullptr.
[[nodiscard]] const Partition *findPartition(const Inventory &inventory, int number);

/// Where else on this machine `value` is an identifier, or nullptr.
[[nodiscard]] const ForeignIdentifier *findForeign(const Inventory &inventory, std::string_view value);

/// Space that no entry covers, by position; inside an extended container too (but never both the
/// container and what is in it). Not aligned.
[[nodiscard]] std::vector<Extent> freeSpace(const Inventory &inventory);

}
