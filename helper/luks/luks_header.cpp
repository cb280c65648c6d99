// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/luks_header.h"

#include "helper/block/memory_file.h"
#include "helper/luks/luks_segment.h"

#include <algorithm>
#include <libcryptsetup.h>
#include <string_view>
#include <utility>
#include <vector>

#include <errno.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr Bytes chunkSize{std::int64_t{1} << 20};

constexpr const char *memoryName = "parterre-luks";
constexpr const char *library = "libcryptsetup";

Result<FileDescriptor> memoryOf(Bytes size)
{
    FileDescriptor memory = openMemoryFile(memoryName);
    if (!memory.isOpen() || ::ftruncate(memory.value(), size.count()) != 0)
        return failErrno(memoryName, errno, "memfd_create");
    return memory;
}

Result<CryptDevice> deviceOn(const FileDescriptor &memory)
{
    const std::string path = "/proc/self/fd/" + std::to_string(memory.value());
    crypt_device *opened = nullptr;
    if (const int error = crypt_init(&opened, path.c_str()); error < 0)
        return failErrno(library, -error, "crypt_init");
    // Words come back as errors; the helper's streams are for its own.
    crypt_set_log_callback(opened, [](int, const char *, void *) {}, nullptr);
    return CryptDevice(opened);
}

/// Of a call of libcryptsetup's, which gives what it wants or a negative errno.
Result<> succeeded(int outcome, const char *call)
{
    if (outcome >= 0)
        return {};
    return std::unexpected(
        Error{.code = ErrorCode::ToolFailed, .subject = library, .systemErrno = -outcome, .detail = call});
}

/// A file in memory of the size of the whole, with its begin.
Result<FileDescriptor> copyOf(BlockDevice &disk, Extent where)
{
    TRY(FileDescriptor memory, memoryOf(where.size));
    std::vector<std::byte> buffer(static_cast<std::size_t>(chunkSize.count()));
    const Bytes all = std::min(where.size, LuksHeader::sizeMax);
    for (Bytes done; done < all;) {
        const Bytes size = std::min(chunkSize, all - done);
        const std::span chunk = std::span(buffer).first(static_cast<std::size_t>(size.count()));
        CHECK(disk.read(where.begin + done, chunk));
        if (!isZero(chunk)
            && ::pwrite(memory.value(), chunk.data(), chunk.size(), done.count()) != size.count())
            return failErrno(disk.name(), errno, "write to memory file");
        done += size;
    }
    return memory;
}

/// What deriving the key of the keyslot `slot` costs.
Result<crypt_pbkdf_type> costOf(crypt_device *device, int slot)
{
    crypt_pbkdf_type cost{};
    CHECK(succeeded(crypt_keyslot_get_pbkdf(device, slot, &cost), "crypt_keyslot_get_pbkdf"));
    cost.flags = CRYPT_PBKDF_NO_BENCHMARK;
    return cost;
}

Result<> formatLuks1(crypt_device *made, crypt_device *origin, const crypt_pbkdf_type &cost)
{
    crypt_params_luks1 parameters{.hash = cost.hash, .data_alignment = 0, .data_device = nullptr};
    return succeeded(crypt_format(made, CRYPT_LUKS1, crypt_get_cipher(origin), crypt_get_cipher_mode(origin),
                                  crypt_get_uuid(origin), nullptr,
                                  static_cast<std::size_t>(crypt_get_volume_key_size(origin)), &parameters),
                     "crypt_format");
}

Result<> formatLuks2(crypt_device *made, crypt_device *origin, const crypt_pbkdf_type &cost, int slot)
{
    std::uint64_t metadata = 0;
    std::uint64_t keyslots = 0;
    CHECK(succeeded(crypt_get_metadata_size(origin, &metadata, &keyslots), "crypt_get_metadata_size"));
    CHECK(succeeded(crypt_set_metadata_size(made, metadata, keyslots), "crypt_set_metadata_size"));
    crypt_params_luks2 parameters{.pbkdf = &cost,
                                  .integrity = nullptr,
                                  .integrity_params = nullptr,
                                  .data_alignment = 0,
                                  .data_device = nullptr,
                                  .sector_size = static_cast<std::uint32_t>(crypt_get_sector_size(origin)),
                                  .label = crypt_get_label(origin),
                                  .subsystem = crypt_get_subsystem(origin)};
    CHECK(succeeded(crypt_format(made, CRYPT_LUKS2, crypt_get_cipher(origin), crypt_get_cipher_mode(origin),
                                 crypt_get_uuid(origin), nullptr,
                                 static_cast<std::size_t>(crypt_get_volume_key_size(origin)), &parameters),
                    "crypt_format"));
    std::uint32_t flags = 0;
    CHECK(succeeded(crypt_persistent_flags_get(origin, CRYPT_FLAGS_ACTIVATION, &flags),
                    "crypt_persistent_flags_get"));
    CHECK(succeeded(crypt_persistent_flags_set(made, CRYPT_FLAGS_ACTIVATION, flags),
                    "crypt_persistent_flags_set"));
    std::size_t keySize = 0;
    const char *const cipher = crypt_keyslot_get_encryption(origin, slot, &keySize);
    return cipher == nullptr
        ? Result<>()
        : succeeded(crypt_keyslot_set_encryption(made, cipher, keySize), "crypt_keyslot_set_encryption");
}

}

void FreeCryptDevice::operator()(crypt_device *device) const
{
    crypt_free(device);
}

LuksHeader::LuksHeader(FileDescriptor copy, CryptDevice device)
    : m_copy(std::move(copy))
    , m_device(std::move(device))
{}

Result<LuksHeader> LuksHeader::read(BlockDevice &disk, Extent where, ContentKind kind)
{
    TRY(FileDescriptor copy, copyOf(disk, where));
    TRY(CryptDevice device, deviceOn(copy));
    const char *version = kind == ContentKind::Luks1 ? CRYPT_LUKS1 : CRYPT_LUKS2;
    if (crypt_load(device.get(), version, nullptr) < 0)
        return fail(ErrorCode::Corrupt, disk.name(), "the header of " + std::string(contentKindName(kind)));
    return LuksHeader(std::move(copy), std::move(device));
}

Result<LuksHeader> LuksHeader::successorOf(const LuksHeader &origin, const Keys::Opener &opener, Bytes size)
{
    if (origin.dataBegin() > sizeMax)
        return fail(ErrorCode::Unsupported, library, "its data begins too far behind its header");
    if (origin.dataSize())
        return fail(ErrorCode::Unsupported, library, "its data has a size of its own");
    TRY(FileDescriptor memory, memoryOf(size));
    TRY(CryptDevice device, deviceOn(memory));
    crypt_device *const made = device.get();
    TRY(const crypt_pbkdf_type cost, costOf(origin.get(), opener.slot));
    CHECK(succeeded(crypt_set_pbkdf_type(made, &cost), "crypt_set_pbkdf_type"));
    CHECK(
        succeeded(crypt_set_data_offset(made, crypt_get_data_offset(origin.get())), "crypt_set_data_offset"));
    CHECK(origin.kind() == ContentKind::Luks1 ? formatLuks1(made, origin.get(), cost)
                                              : formatLuks2(made, origin.get(), cost, opener.slot));
    CHECK(succeeded(crypt_keyslot_add_by_volume_key(made, CRYPT_ANY_SLOT, nullptr, 0, opener.secret.data(),
                                                    opener.secret.size()),
                    "crypt_keyslot_add_by_volume_key"));
    LuksHeader successor(std::move(memory), std::move(device));
    if (successor.dataBegin() != origin.dataBegin())
        return fail(ErrorCode::Mismatch, library, "where the data of an LUKS begins");
    return successor;
}

ContentKind LuksHeader::kind() const
{
    return std::string_view(crypt_get_type(m_device.get())) == CRYPT_LUKS1 ? ContentKind::Luks1
                                                                           : ContentKind::Luks2;
}

Bytes LuksHeader::dataBegin() const
{
    constexpr std::uint64_t sector = 512;
    constexpr std::uint64_t most = std::uint64_t{1} << 50U;  // more than any disk has
    return Bytes(static_cast<std::int64_t>(std::min(crypt_get_data_offset(m_device.get()), most) * sector));
}

std::optional<Bytes> LuksHeader::dataSize() const
{
    const char *json = nullptr;
    if (kind() == ContentKind::Luks1 || crypt_dump_json(m_device.get(), &json, 0) < 0 || json == nullptr)
        return std::nullopt;
    return luksSegmentSize(json);
}

Result<> LuksHeader::copy(Bytes at, std::span<std::byte> into) const
{
    const ssize_t read = ::pread(m_copy.value(), into.data(), into.size(), at.count());
    if (!std::cmp_equal(read, into.size()))
        return failErrno(memoryName, read < 0 ? errno : EIO, "read from memory file");
    return {};
}

}
