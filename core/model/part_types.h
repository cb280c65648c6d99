// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/model/partition.h"
#include "core/model/table.h"

#include <string>
#include <string_view>

namespace parterre {

/// Partition types that mean something to Parterre: GPT GUIDs (UEFI 2.10 section 5.3.3, the
/// Discoverable Partitions Specification) and MBR codes.
namespace type {
inline constexpr std::string_view biosBoot = "21686148-6449-6E6F-744E-656564454649";
inline constexpr std::string_view esp = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
inline constexpr std::string_view prep = "9E1A2D38-C612-4316-AA26-8B49521E5A8B";
inline constexpr std::string_view linuxData = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
inline constexpr std::string_view xbootldr = "BC13C2FF-59E6-4262-A352-B275FD6F7172";
inline constexpr std::string_view rootX86 = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709";
inline constexpr std::string_view home = "933AC7E1-2EB4-4F13-B844-0E14E2AEF915";
inline constexpr std::string_view linuxSwap = "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F";
inline constexpr std::string_view microsoftData = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";
inline constexpr std::string_view lvm = "E6D6D379-F507-44C2-A23C-238F2A3DF928";
/// Of our own: what lies there is being moved, and is nobody's to mount (docs/in-place-move.md).
inline constexpr std::string_view inMotion = "5B2A6F0E-7C1D-4E43-9F55-2D1C0B8A7E31";
inline constexpr std::string_view inMotionMbr = "da";  ///< "Non-FS data": no system mounts it
inline constexpr std::string_view raid = "A19D880F-05FC-4D3B-A006-743F0F84911E";
}

/// A word for a type: "Linux filesystem", "EFI system", or the type itself where it is unknown.
[[nodiscard]] std::string typeText(TableKind table, std::string_view type);

/// The type that a clone gets beside `origin`.
///
/// As in KIWI a clone is of a generic type where its origin's has a meaning to boot: a second
/// root, /home or EFI system partition would be found by firmware and systemd before the origin. That
/// generic type is LVM's or RAID's where KIWI's name for the origin says so.
[[nodiscard]] std::string cloneType(TableKind table, const Partition &origin);
/// The type of the root partition of this machine (the Discoverable Partitions Specification): "x86_64",
/// "aarch64". Generic Linux data for others.
[[nodiscard]] std::string_view rootType(std::string_view architecture);

/// The partids name that a type alone gives: "efi", "efi_csm", "prep", "swap"; else empty.
[[nodiscard]] std::string_view nameOfType(std::string_view type);

/// The type that a partition of this content gets where the user does not say.
[[nodiscard]] std::string usualType(TableKind table, ContentKind kind);

}
