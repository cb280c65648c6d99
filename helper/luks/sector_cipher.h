// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/secret.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace parterre {

/// What dm-crypt makes of sectors, done here: no kernel device, so that nobody else sees what is opened.
class SectorCipher
{
public:
    /// "aes" with "xts-plain64", "cbc-plain64", "cbc-plain" or "cbc-essiv:sha256". Unsupported, naming it,
    /// for others; Invalid for a key of another size. `sectorSize`: a power of two from 512 to 4096.
    [[nodiscard]] static Result<SectorCipher> make(const std::string &cipher, const std::string &mode,
                                                   const Secret &key, std::size_t sectorSize);
    SectorCipher(SectorCipher &&other) noexcept;
    SectorCipher &operator=(SectorCipher &&other) noexcept;
    ~SectorCipher();

    /// Whole sectors in place; the first has this number, counted in units of 512 bytes whatever the size of
    /// a sector is (drivers/md/dm-crypt.c without iv_large_sectors, as LUKS2 has it).
    [[nodiscard]] Result<> encrypt(std::span<std::byte> sectors, std::uint64_t number);
    [[nodiscard]] Result<> decrypt(std::span<std::byte> sectors, std::uint64_t number);
    [[nodiscard]] std::size_t sectorSize() const;

private:
    class Engine;
    explicit SectorCipher(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

}
