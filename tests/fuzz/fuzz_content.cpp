// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/content.h"
#include "helper/probe/config_sources.h"
#include "helper/probe/efi_entry.h"
#include "helper/probe/naming.h"
#include "helper/probe/probe.h"
#include "helper/probe/super_facts.h"
#include "tests/support/memory_device.h"

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

void readNames(std::span<const std::byte> input)
{
    const std::string text(reinterpret_cast<const char *>(input.data()), input.size());
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs) {
            for (const std::string &source : config.sources(text))
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
    readNames(input);
    return 0;
}
