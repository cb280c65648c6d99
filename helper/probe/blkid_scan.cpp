// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/blkid_scan.h"

#include <blkid/blkid.h>
#include <charconv>
#include <cstring>
#include <memory>
#include <type_traits>
#include <vector>

#include <errno.h>

namespace parterre {

namespace {

using Probe = std::unique_ptr<std::remove_pointer_t<blkid_probe>, decltype(&blkid_free_probe)>;

std::string valueOf(blkid_probe probe, const char *name)
{
    const char *data = nullptr;
    std::size_t size = 0;
    if (blkid_probe_lookup_value(probe, name, &data, &size) != 0 || data == nullptr)
        return {};
    return {data, ::strnlen(data, size)};
}

std::optional<std::int64_t> numberOf(blkid_probe probe, const char *name)
{
    const std::string text = valueOf(probe, name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

std::optional<Bytes> sizeIn(blkid_probe probe)
{
    const std::optional<std::int64_t> last = numberOf(probe, "FSLASTBLOCK");
    const std::optional<std::int64_t> block = numberOf(probe, "FSBLOCKSIZE");
    std::int64_t product = 0;
    if (last && block && !__builtin_mul_overflow(*last, *block, &product))
        return Bytes(product);
    if (const std::optional<std::int64_t> size = numberOf(probe, "FSSIZE"))
        return Bytes(*size);
    return std::nullopt;
}

/// Walks all superblocks that libblkid finds, for the names of those that contradict each other;
/// nullopt where there are not two, or where the walk ends in an error.
std::optional<std::string> contradictingTypes(blkid_probe probe)
{
    constexpr int enough = 16;
    std::vector<std::string> types;
    blkid_reset_probe(probe);
    int outcome = BLKID_PROBE_OK;
    for (int i = 0; i < enough && outcome == BLKID_PROBE_OK; ++i) {
        outcome = blkid_do_probe(probe);
        if (outcome == BLKID_PROBE_OK)
            types.push_back(valueOf(probe, "TYPE"));
    }
    if (outcome < 0 || types.size() < 2)
        return std::nullopt;
    std::string all;
    for (const std::string &type : types)
        all += (all.empty() ? "" : "+") + type;
    return all;
}

BlkidFindings findingsOf(blkid_probe probe)
{
    return {.outcome = BlkidFindings::Outcome::One,
            .type = valueOf(probe, "TYPE"),
            .version = valueOf(probe, "VERSION"),
            .uuid = valueOf(probe, "UUID"),
            .subUuid = valueOf(probe, "UUID_SUB"),
            .label = valueOf(probe, "LABEL"),
            .size = sizeIn(probe),
            .hasBadChecksum = valueOf(probe, "SBBADCSUM") == "1"};
}

Result<Probe> makeProbe(int fd, Extent where, const std::string &name)
{
    Probe probe(blkid_new_probe(), &blkid_free_probe);
    if (!probe)
        return failErrno(name, ENOMEM, "blkid_new_probe");
    constexpr int wanted = BLKID_SUBLKS_LABEL | BLKID_SUBLKS_UUID | BLKID_SUBLKS_TYPE | BLKID_SUBLKS_VERSION
        | BLKID_SUBLKS_FSINFO | BLKID_SUBLKS_BADCSUM;
    const bool isSet = blkid_probe_set_device(probe.get(), fd, where.begin.bytes(), where.size.count()) == 0
        && blkid_probe_enable_partitions(probe.get(), 0) == 0
        && blkid_probe_enable_superblocks(probe.get(), 1) == 0
        && blkid_probe_set_superblocks_flags(probe.get(), wanted) == 0;
    if (!isSet)
        return failErrno(name, errno, "blkid_probe_set_device");
    return probe;
}

}

Result<BlkidFindings> scanByBlkid(int fd, Extent where, const std::string &name)
{
    TRY(const Probe probe, makeProbe(fd, where, name));
    errno = 0;
    switch (blkid_do_safeprobe(probe.get())) {
    case BLKID_PROBE_OK: {
        BlkidFindings found = findingsOf(probe.get());
        return found.type.empty() ? BlkidFindings{} : found;
    }
    case BLKID_PROBE_NONE:
        return BlkidFindings{};
    default:
        break;
    }
    // Contradicting superblocks come as BLKID_PROBE_AMBIGUOUS or, from some releases, as plain errors.
    const int failure = errno;
    if (const std::optional<std::string> types = contradictingTypes(probe.get()))
        return BlkidFindings{.outcome = BlkidFindings::Outcome::Several, .type = *types};
    return failErrno(name, failure, "blkid_do_safeprobe");
}

}
