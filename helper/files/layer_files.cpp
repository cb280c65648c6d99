// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/layer_files.h"

#include "helper/stack/container.h"

#include <memory>

namespace parterre {

namespace {

/// Where the layer lies while it is open.
class OpenLayer
{
public:
    /// `disk` must outlive it.
    static Result<OpenLayer> open(BlockDevice &disk, const FileSystem &files, Keys &keys)
    {
        OpenLayer layer(disk, files.where);
        for (const InnerVolume &step : files.layer)
            CHECK(layer.enter(step, keys));
        return layer;
    }

    [[nodiscard]] BlockDevice &disk() const { return *m_disk; }
    [[nodiscard]] Extent where() const { return m_where; }

private:
    OpenLayer(BlockDevice &disk, Extent where)
        : m_disk(&disk)
        , m_where(where)
    {}

    Result<> enter(const InnerVolume &step, Keys &keys)
    {
        TRY(OpenContainer container, openContainer(*m_disk, m_where, step.container, keys));
        if (container.inside == Inside::Locked)
            return fail(ErrorCode::Denied, m_disk->name(), "what was given does not open the LUKS in it");
        if (step.volume < 0 || static_cast<std::size_t>(step.volume) >= container.volumes.size())
            return fail(ErrorCode::StaleLayout, m_disk->name(), container.doubt);
        OpenVolume &volume = container.volumes[static_cast<std::size_t>(step.volume)];
        if (!volume.device)
            return fail(ErrorCode::Unsupported, m_disk->name(), volume.doubt);
        m_devices.push_back(std::move(volume.device));
        m_disk = m_devices.back().get();
        m_where = {.begin = Offset(), .size = m_disk->size()};
        return {};
    }

    BlockDevice *m_disk;
    Extent m_where;
    std::vector<std::unique_ptr<BlockDevice>> m_devices;  ///< the outer before the inner
};

}

std::vector<Result<FoundFile>> readLayerFiles(BlockDevice &disk, const FileSystem &files, Keys &keys,
                                              const std::vector<std::string> &paths, std::size_t limit)
{
    const Result<OpenLayer> layer = OpenLayer::open(disk, files, keys);
    if (!layer)
        return std::vector<Result<FoundFile>>(paths.size(), std::unexpected(layer.error()));
    return readRootFiles(layer->disk(), layer->where(), files.kind, paths, limit);
}

Result<FoundFile> readLayerFile(BlockDevice &disk, const FileSystem &files, Keys &keys,
                                const std::string &path, std::size_t limit)
{
    return readLayerFiles(disk, files, keys, {path}, limit).front();
}

Result<> writeLayerFiles(BlockDevice &disk, const FileSystem &files, Keys &keys,
                         const std::vector<FileChange> &changes)
{
    TRY(const OpenLayer layer, OpenLayer::open(disk, files, keys));
    return writeRootFiles(layer.disk(), layer.where(), files.kind, changes);
}

}
