// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/label_text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace parterre {

namespace {

using Unit = LabelRoom::Unit;

constexpr std::string_view notInFat = "\"*+,./:;<=>?[\\]|";  // mkfs.fat(8)
constexpr std::string_view notInExFat = "\"*/:<>?\\|";       // tune.exfat(8)
constexpr std::string_view notInLvm = " !\"#$%&'()*,/:;<=>?@[\\]^`{|}~";  // lvm(8), valid names
constexpr std::string_view notInXfs = " \"\\";                // xfs_db(8) cannot be told of them

/// A character of UTF-8 and what stands behind it; a byte that begins none stands for itself.
std::string_view firstCharacter(std::string_view text)
{
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U)
        ++size;
    return text.substr(0, size);
}

std::size_t unitsOf(std::string_view character, Unit unit)
{
    if (unit != Unit::Utf16)
        return character.size();
    return character.size() == 4 ? 2 : 1;  // a surrogate pair beyond the first 65536
}

bool isAllowed(std::string_view character, const LabelRoom &room)
{
    const auto first = static_cast<unsigned char>(character.front());
    if (first < 0x20U || first == 0x7fU || room.excluded.contains(character.front()))
        return false;
    return room.unit != Unit::Ascii || first < 0x80U;
}

/// The labels that a disk has, of all layers.
class Labels
{
public:
    void add(const Content &content)
    {
        m_taken.insert(content.label);
        for (const Volume &volume : content.volumes)
            add(volume.content);
    }

    /// Gives `content` of the clone in `slot`, which is labelled as its origin is, and what lies in it,
    /// others.
    void relabel(Content &content, const Slot &slot, CloneLabels labels)
    {
        const bool isWanted = labels == CloneLabels::Numbered || content.kind == ContentKind::LvmPv;
        if (isWanted && !content.label.empty() && labelRoom(content.kind).units > 0) {
            const std::string clone = "C" + std::to_string(slot.cloneIndex);
            std::string label = suffixedLabel(content.kind, content.label, "-" + clone);
            if (m_taken.contains(label))
                label =
                    suffixedLabel(content.kind, content.label, "-P" + std::to_string(slot.source) + clone);
            if (!label.empty())
                content.label = label;
            m_taken.insert(content.label);
        }
        for (Volume &volume : content.volumes)
            relabel(volume.content, slot, labels);
    }

private:
    std::set<std::string> m_taken;
};

}

LabelRoom labelRoom(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
        return {.units = 16, .unit = Unit::Byte};
    case ContentKind::Swap:
        return {.units = 15, .unit = Unit::Byte};
    case ContentKind::Xfs:
        return {.units = 12, .unit = Unit::Byte, .excluded = notInXfs};
    case ContentKind::Btrfs:
        return {.units = 255, .unit = Unit::Byte};
    case ContentKind::Luks2:
        return {.units = 47, .unit = Unit::Byte};
    case ContentKind::LvmPv:
        return {.units = 127, .unit = Unit::Ascii, .excluded = notInLvm};
    case ContentKind::MdMember:
        return {.units = 32, .unit = Unit::Byte};
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
        return {.units = 11, .unit = Unit::Ascii, .excluded = notInFat};
    case ContentKind::ExFat:
        return {.units = 11, .unit = Unit::Utf16, .excluded = notInExFat};
    case ContentKind::Ntfs:
        return {.units = 32, .unit = Unit::Utf16};  // what Windows shows and takes
    case ContentKind::F2fs:
        return {.units = 512, .unit = Unit::Utf16};
    case ContentKind::Erofs:
        return {.units = 15, .unit = Unit::Byte};  // without a zero behind it Linux does not mount it
    case ContentKind::Jfs:
    case ContentKind::ReiserFs:
        return {.units = 16, .unit = Unit::Byte};
    case ContentKind::Nilfs2:
        return {.units = 80, .unit = Unit::Byte};
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Squashfs:
    case ContentKind::Iso9660:
    case ContentKind::Luks1:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
    case ContentKind::Zfs:
    case ContentKind::BitLocker:
    case ContentKind::Other:
        return {};
    }
    std::unreachable();
}

std::string suffixedLabel(ContentKind kind, std::string_view label, std::string_view suffix)
{
    const LabelRoom room = labelRoom(kind);
    if (room.units <= suffix.size())
        return {};
    std::size_t left = room.units - suffix.size();
    std::string text;
    while (!label.empty()) {
        const std::string_view character = firstCharacter(label);
        label.remove_prefix(character.size());
        if (!isAllowed(character, room) || (text.empty() && character == "-"))
            continue;
        const std::size_t units = unitsOf(character, room.unit);
        if (units > left)
            break;
        left -= units;
        text += character;
    }
    text += suffix;
    return text.substr(std::min(text.find_first_not_of('-'), text.size()));
}

void labelClones(std::vector<Slot> &slots, const Inventory &inventory, CloneLabels labels)
{
    Labels taken;
    for (const Slot &slot : slots) {
        if (!slot.isNew)
            taken.add(slot.content);
    }
    for (Slot &slot : slots) {
        const Partition *const source = findPartition(inventory, slot.source);
        if (slot.isNew && source != nullptr && slot.content.uuid != source->content.uuid)
            taken.relabel(slot.content, slot, labels);
    }
}

}
