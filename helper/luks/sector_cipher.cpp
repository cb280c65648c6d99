// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/sector_cipher.h"

#include <algorithm>
#include <array>
#include <bit>
#include <openssl/evp.h>
#include <utility>

namespace parterre {

namespace {

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;
using Vector = std::array<unsigned char, 16>;

enum class Iv : std::uint8_t { Plain64, Plain, Essiv };

/// One way in which LUKS names what it encrypts with.
struct Mode
{
    std::string_view name;
    std::size_t keySize;
    const EVP_CIPHER *(*cipher)();
    Iv iv;
};

// The names of cryptsetup(8); key sizes in bytes. XTS has two keys in one.
constexpr std::array modes{
    Mode{.name = "xts-plain64", .keySize = 64, .cipher = EVP_aes_256_xts, .iv = Iv::Plain64},
    Mode{.name = "xts-plain64", .keySize = 32, .cipher = EVP_aes_128_xts, .iv = Iv::Plain64},
    Mode{.name = "cbc-plain64", .keySize = 32, .cipher = EVP_aes_256_cbc, .iv = Iv::Plain64},
    Mode{.name = "cbc-plain64", .keySize = 16, .cipher = EVP_aes_128_cbc, .iv = Iv::Plain64},
    Mode{.name = "cbc-plain", .keySize = 32, .cipher = EVP_aes_256_cbc, .iv = Iv::Plain},
    Mode{.name = "cbc-plain", .keySize = 16, .cipher = EVP_aes_128_cbc, .iv = Iv::Plain},
    Mode{.name = "cbc-essiv:sha256", .keySize = 32, .cipher = EVP_aes_256_cbc, .iv = Iv::Essiv},
    Mode{.name = "cbc-essiv:sha256", .keySize = 16, .cipher = EVP_aes_128_cbc, .iv = Iv::Essiv},
};

/// Of XTS, for which OpenSSL takes no such key, as it makes a weaker cipher of it.
bool areHalvesEqual(const Secret &key)
{
    const std::span<const std::byte> bytes = key.bytes();
    return std::ranges::equal(bytes.first(bytes.size() / 2), bytes.subspan(bytes.size() / 2));
}

const unsigned char *plain(const std::byte *bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes);
}

}

class SectorCipher::Engine
{
public:
    static Result<std::unique_ptr<Engine>> make(const Mode &mode, const Secret &key, std::size_t sectorSize)
    {
        auto engine = std::make_unique<Engine>();
        engine->m_iv = mode.iv;
        engine->m_sectorSize = sectorSize;
        engine->m_encrypt.reset(EVP_CIPHER_CTX_new());
        engine->m_decrypt.reset(EVP_CIPHER_CTX_new());
        const unsigned char *const bytes = plain(key.bytes().data());
        const bool isReady =
            EVP_CipherInit_ex(engine->m_encrypt.get(), mode.cipher(), nullptr, bytes, nullptr, 1) == 1
            && EVP_CipherInit_ex(engine->m_decrypt.get(), mode.cipher(), nullptr, bytes, nullptr, 0) == 1;
        if (!isReady || (mode.iv == Iv::Essiv && !engine->prepareEssiv(key)))
            return fail(ErrorCode::ToolFailed, "libcrypto", "AES in mode " + std::string(mode.name));
        return engine;
    }

    Result<> run(std::span<std::byte> sectors, std::uint64_t number, bool isEncrypting)
    {
        EVP_CIPHER_CTX *const context = isEncrypting ? m_encrypt.get() : m_decrypt.get();
        EVP_CIPHER_CTX_set_padding(context, 0);
        for (; !sectors.empty(); sectors = sectors.subspan(m_sectorSize), number += m_sectorSize / 512) {
            const Vector iv = vectorOf(number);
            auto *const data = reinterpret_cast<unsigned char *>(sectors.data());
            int size = 0;
            if (EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, iv.data(), -1) != 1
                || EVP_CipherUpdate(context, data, &size, data, static_cast<int>(m_sectorSize)) != 1
                || std::cmp_not_equal(size, m_sectorSize))
                return fail(ErrorCode::ToolFailed, "libcrypto", "a sector");
        }
        return {};
    }

    [[nodiscard]] std::size_t sectorSize() const { return m_sectorSize; }

private:
    /// ESSIV: the number of a sector, encrypted with a digest of the key.
    bool prepareEssiv(const Secret &key)
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        m_salted.reset(EVP_CIPHER_CTX_new());
        const bool isReady =
            EVP_Digest(key.data(), key.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1
            && EVP_EncryptInit_ex(m_salted.get(), EVP_aes_256_ecb(), nullptr, digest.data(), nullptr) == 1;
        wipe(std::as_writable_bytes(std::span(digest)));
        return isReady;
    }

    [[nodiscard]] Vector vectorOf(std::uint64_t number) const
    {
        Vector iv{};
        const std::size_t width = m_iv == Iv::Plain ? 4 : 8;
        for (std::size_t i = 0; i < width; ++i)
            iv[i] = static_cast<unsigned char>(number >> (8 * i));
        if (m_iv != Iv::Essiv)
            return iv;
        Vector salted{};
        int size = 0;
        EVP_CIPHER_CTX_set_padding(m_salted.get(), 0);
        (void)EVP_EncryptUpdate(m_salted.get(), salted.data(), &size, iv.data(), static_cast<int>(iv.size()));
        return salted;
    }

    Context m_encrypt;
    Context m_decrypt;
    Context m_salted;
    Iv m_iv = Iv::Plain64;
    std::size_t m_sectorSize = 512;
};

SectorCipher::SectorCipher(std::unique_ptr<Engine> engine)
    : m_engine(std::move(engine))
{}
SectorCipher::SectorCipher(SectorCipher &&other) noexcept = default;
SectorCipher &SectorCipher::operator=(SectorCipher &&other) noexcept = default;
SectorCipher::~SectorCipher() = default;

Result<SectorCipher> SectorCipher::make(const std::string &cipher, const std::string &mode, const Secret &key,
                                        std::size_t sectorSize)
{
    if (!std::has_single_bit(sectorSize) || sectorSize < 512 || sectorSize > 4096)
        return fail(ErrorCode::Invalid, cipher + "-" + mode, "sectors of " + std::to_string(sectorSize));
    bool isNameKnown = false;
    if (mode.starts_with("xts") && areHalvesEqual(key))
        return fail(ErrorCode::Unsupported, cipher + "-" + mode, "a key of two equal halves");
    for (const Mode &one : modes) {
        isNameKnown = isNameKnown || (cipher == "aes" && one.name == mode);
        if (cipher != "aes" || one.name != mode || one.keySize != key.size())
            continue;
        TRY(auto engine, Engine::make(one, key, sectorSize));
        return SectorCipher(std::move(engine));
    }
    return fail(isNameKnown ? ErrorCode::Invalid : ErrorCode::Unsupported, cipher + "-" + mode,
                "a key of " + std::to_string(key.size()) + " bytes");
}

Result<> SectorCipher::encrypt(std::span<std::byte> sectors, std::uint64_t number)
{
    return m_engine->run(sectors, number, true);
}

Result<> SectorCipher::decrypt(std::span<std::byte> sectors, std::uint64_t number)
{
    return m_engine->run(sectors, number, false);
}

std::size_t SectorCipher::sectorSize() const
{
    return m_engine->sectorSize();
}

}
