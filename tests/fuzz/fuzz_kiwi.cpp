// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"
#include "core/exchange/kiwi_file.h"
#include "core/exchange/kiwi_writer.h"
#include "core/kiwi/export.h"
#include "core/kiwi/import.h"
#include "core/plan/derive.h"

#include <cstdlib>

using namespace parterre;

namespace {

void demand(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

/// What is drawn can be saved, and what can be exported is drawn again as it is.
void followDesign(const kiwi::Imported &imported)
{
    const auto fixed = [] { return Uuid(); };
    const Result<Design> again = exchange::readDesignFile(exchange::writeDesignFile(imported.design), fixed);
    demand(again && *again == imported.design);
    const Layout layout = derive(inventoryOf(*imported.design.drawing), imported.design).designed;
    for (std::size_t i = 1; i < layout.slots.size(); ++i)
        demand(layout.slots[i - 1].number != layout.slots[i].number);
    const auto description = kiwi::exportLayout(layout);
    demand(!description || kiwi::importDescription(*description, {}, fixed).has_value());
}

}

/// A description is refused, or gives a disk; it can be written and read again. An included file is the whole
/// description again, which has to come to an end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto itself = [&](const QString &) { return Result<QByteArray>(bytes); };
    Result<kiwi::Description> read = exchange::readKiwiFile(bytes, {}, itself);
    if (!read)
        return 0;
    const kiwi::Given given{.diskSize = {}, .rootSize = Bytes(1 << 30), .squashfsSize = Bytes(1 << 28)};
    if (const auto imported = kiwi::importDescription(*read, given, Uuid::draw))
        followDesign(*imported);
    read->luks.reset();
    const auto again = exchange::readKiwiFile(exchange::writeKiwiFile(*read), {}, itself);
    demand(again && again->partitions.size() == read->partitions.size() && again->size == read->size);
    return 0;
}
