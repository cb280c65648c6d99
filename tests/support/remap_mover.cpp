// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/remap_mover.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace parterre::test {

namespace {

std::optional<Record> newestRecord(const ModelDisk &disk)
{
    std::optional<Record> newest;
    for (Sector slot = 0; slot < disk.slots(); ++slot) {
        const Record record = disk.record(slot);
        if (record.isValid() && (!newest || record.epoch > newest->epoch))
            newest = record;
    }
    return newest;
}

}

RemapMover::RemapMover(SectorEpochs epochs, Protocol protocol)
    : m_epochs(std::move(epochs))
    , m_protocol(protocol)
{
    for (Sector epoch = 0; epoch < m_epochs.size(); ++epoch) {
        m_starts.push_back(end());
        addEpoch(epoch);
    }
    m_starts.push_back(end());
    if (m_protocol.kind == Protocol::Kind::None)
        addFlush();
}

void RemapMover::addEpoch(Sector epoch)
{
    if (m_protocol.kind == Protocol::Kind::Lagged)
        m_actions.push_back({.kind = Kind::Record, .from = epoch, .to = 0});
    for (const SectorCopy &copy : m_epochs[epoch])
        m_actions.push_back({.kind = Kind::Copy, .from = copy.from, .to = copy.to});
    if (m_protocol.kind == Protocol::Kind::Synced) {
        if (m_protocol.flushesBeforeRecords)
            addFlush();
        m_actions.push_back({.kind = Kind::Record, .from = epoch + 1, .to = 0});
    }
    if (m_protocol.kind == Protocol::Kind::Digests)
        m_actions.push_back({.kind = Kind::Record, .from = epoch, .to = 0});
    if (m_protocol.kind != Protocol::Kind::None)
        addFlush();
}

void RemapMover::addFlush()
{
    if (m_flushes++ != m_protocol.omittedFlush)
        m_actions.push_back({.kind = Kind::Flush, .from = 0, .to = 0});
}

std::size_t RemapMover::actionsOfEpochAt(Position position) const
{
    const auto next = std::ranges::upper_bound(m_starts, position);
    return next == m_starts.begin() || next == m_starts.end() ? 1 : *next - *std::prev(next);
}

void RemapMover::perform(Position position, ModelDisk &disk) const
{
    const Action &action = m_actions[position];
    switch (action.kind) {
    case Kind::Copy:
        disk.write(action.to, disk.read(action.from));
        break;
    case Kind::Record:
        writeRecord(action.from, disk);
        break;
    case Kind::Flush:
        disk.flush();
        break;
    }
}

void RemapMover::performAll(Position from, Position to, ModelDisk &disk) const
{
    for (Position position = from; position < to; ++position)
        perform(position, disk);
}

RemapMover::Position RemapMover::resume(ModelDisk &disk) const
{
    if (m_protocol.flushesFirst)
        disk.flush();
    if (m_protocol.kind == Protocol::Kind::None)
        return 0;
    const std::optional<Record> newest = newestRecord(disk);
    if (!newest)
        return 0;
    const auto epoch = static_cast<Sector>(newest->epoch);
    if (m_protocol.kind != Protocol::Kind::Digests)
        return m_starts[epoch];
    const bool isDone = !m_protocol.comparesDigests || digest(epoch, disk) == newest->digest;
    return m_starts[isDone ? epoch + 1 : epoch];
}

void RemapMover::writeRecord(Sector epoch, ModelDisk &disk) const
{
    const Sector slot = epoch % slots;
    if (m_protocol.keepsRecords) {
        const Record there = disk.record(slot);
        if (there.isValid() && there.epoch == epoch)
            return;
    }
    const bool isDigested = m_protocol.kind == Protocol::Kind::Digests;
    disk.write(slot, Record::of(epoch, isDigested ? digest(epoch, disk) : 0));
}

Token RemapMover::digest(Sector epoch, const ModelDisk &disk) const
{
    Token digest = 0;
    for (const SectorCopy &copy : m_epochs[epoch])
        digest = mixed(digest ^ disk.read(copy.to)) + copy.to;
    return digest;
}

}
