// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/content.h"
#include "helper/identity/renew.h"
#include "helper/probe/config_sources.h"
#include "helper/probe/efi_entry.h"
#include "helper/probe/naming.h"
#include "helper/probe/probe.h"
#include "helper/probe/super_facts.h"
#include "tests/support/memory_device.h"

#include <array>
#include <cstdlib>
#include <string>

using namespace parterre;

namespace {

/// What the input lies on reaches further than it, so that far structures have a place.
constexpr Bytes padding{256 << 10};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void readContent(MemoryDevice &device)
{
    const Extent whole{.begin = Offset(), .size = device.size()};
    const Result<Content> content = probeContent(device, whole);
    require(content.has_value());
    require(!content->used || (content->size && *content->used <= *content->size));
    const RawView view(device, whole);
    for (const ContentKind kind : allContentKinds()) {
        const Result<SuperFacts> facts = readSuperFacts(view, kind);
        require(facts.has_value());
        require(!facts->used || (facts->size && *facts->used <= *facts->size));
    }
}

/// What is admitted can be written and is admitted again; what is not is left alone.
void renewContent(MemoryDevice &device)
{
    struct Writer
    {
        ContentKind kind;
        Result<> (*admit)(const Renewal &);
        Result<> (*write)(const Renewal &);
    };
    constexpr std::array writers{
        Writer{.kind = ContentKind::Erofs, .admit = admitErofs, .write = writeErofs},
        Writer{.kind = ContentKind::F2fs, .admit = admitF2fs, .write = writeF2fs},
        Writer{.kind = ContentKind::Jfs, .admit = admitJfs, .write = writeJfsCopy},
        Writer{.kind = ContentKind::Nilfs2, .admit = admitNilfs2, .write = nullptr},
        Writer{.kind = ContentKind::ReiserFs, .admit = admitReiserFs, .write = nullptr},
    };
    const Toolbox tools;
    const Uuid uuid = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");
    for (const Writer &writer : writers) {
        const Renewal renewal{.tools = tools,
                              .disk = device,
                              .where = {.begin = Offset(), .size = device.size()},
                              .kind = writer.kind,
                              .uuid = uuid,
                              .text = uuid.toString()};
        const SparseBytes before = device.content();
        const bool isAdmitted = writer.admit(renewal).has_value();
        require(device.content() == before);
        if (!isAdmitted || writer.write == nullptr)
            continue;
        require(writer.write(renewal).has_value());
        require(writer.admit(renewal).has_value());
    }
}

void readNames(std::span<const std::byte> input)
{
    const std::string text(reinterpret_cast<const char *>(input.data()), input.size());
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs) {
            for (const std::string &source : config.sources(text))
                (void)parseNaming(source);
        }
    }
    for (const auto &folders : {rootConfigFolders(), bootConfigFolders()}) {
        for (const ConfigFolder &folder : folders) {
            (void)filesOf(folder, {text});
            for (const std::string &source : folder.sources(text))
                (void)parseNaming(source);
        }
    }
    (void)parseEfiEntry(input);
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto input = std::as_bytes(std::span(data, size));
    MemoryDevice device(roundUp(Bytes(static_cast<std::int64_t>(size)) + padding, Bytes(4096)));
    require(device.write(Offset(), input).has_value());
    readContent(device);
    renewContent(device);
    readNames(input);
    return 0;
}
