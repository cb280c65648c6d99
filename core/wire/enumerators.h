// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/check/finding.h"
#include "core/plan/recovery.h"
#include "core/wire/design_enumerators.h"

#include <concepts>

namespace parterre::wire {

/// Whether a number read from a wire is an enumerator. Switches without a default, so that a new
/// enumerator does not compile until it is listed here.

[[nodiscard]] constexpr bool isKnown(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
    case ContentKind::Xfs:
    case ContentKind::Btrfs:
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
    case ContentKind::ExFat:
    case ContentKind::Ntfs:
    case ContentKind::F2fs:
    case ContentKind::Swap:
    case ContentKind::Squashfs:
    case ContentKind::Erofs:
    case ContentKind::Iso9660:
    case ContentKind::Luks1:
    case ContentKind::Luks2:
    case ContentKind::LvmPv:
    case ContentKind::MdMember:
    case ContentKind::Zfs:
    case ContentKind::BitLocker:
    case ContentKind::Jfs:
    case ContentKind::Nilfs2:
    case ContentKind::ReiserFs:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
    case ContentKind::Other:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Io:
    case ErrorCode::OutOfRange:
    case ErrorCode::Corrupt:
    case ErrorCode::Busy:
    case ErrorCode::StaleLayout:
    case ErrorCode::Refused:
    case ErrorCode::Unsupported:
    case ErrorCode::Invalid:
    case ErrorCode::ToolMissing:
    case ErrorCode::ToolFailed:
    case ErrorCode::Mismatch:
    case ErrorCode::Clash:
    case ErrorCode::Denied:
    case ErrorCode::Dismissed:
    case ErrorCode::NoHelper:
    case ErrorCode::Cancelled:
    case ErrorCode::HelperBusy:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(Dirt dirt)
{
    switch (dirt) {
    case Dirt::None:
    case Dirt::NotUnmounted:
    case Dirt::JournalToReplay:
    case Dirt::Errors:
    case Dirt::Hibernated:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(Inside inside)
{
    return inside == Inside::Nothing || inside == Inside::Known || inside == Inside::Locked
        || inside == Inside::Unreadable;
}

[[nodiscard]] constexpr bool isKnown(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Primary:
    case EntryKind::Extended:
    case EntryKind::Logical:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(Use::Kind kind)
{
    switch (kind) {
    case Use::Kind::Mounted:
    case Use::Kind::Swap:
    case Use::Kind::DeviceMapper:
    case Use::Kind::Md:
    case Use::Kind::Loop:
    case Use::Kind::Other:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(TableKind kind)
{
    switch (kind) {
    case TableKind::None:
    case TableKind::Gpt:
    case TableKind::Mbr:
    case TableKind::Sun:
    case TableKind::Sgi:
    case TableKind::Bsd:
    case TableKind::Dasd:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(Target::Kind kind)
{
    switch (kind) {
    case Target::Kind::BlockDevice:
    case Target::Kind::ImageFile:
    case Target::Kind::Drawing:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(Reference::By by)
{
    switch (by) {
    case Reference::By::DeviceNumber:
    case Reference::By::Uuid:
    case Reference::By::Label:
    case Reference::By::PartUuid:
    case Reference::By::PartLabel:
    case Reference::By::EfiBootEntry:
    case Reference::By::LogicalVolume:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(Role role)
{
    return role == Role::Clone || role == Role::Origin || role == Role::Other;
}

[[nodiscard]] constexpr bool isKnown(StepReport::State state)
{
    switch (state) {
    case StepReport::State::NotReached:
    case StepReport::State::Done:
    case StepReport::State::Failed:
    case StepReport::State::Cancelled:
        return true;
    }
    return false;
}

[[nodiscard]] constexpr bool isKnown(DiskState state)
{
    switch (state) {
    case DiskState::Unchanged:
    case DiskState::Done:
    case DiskState::Incomplete:
    case DiskState::Moving:
    case DiskState::Unknown:
        return true;
    }
    return false;
}

}
