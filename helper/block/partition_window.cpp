// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/partition_window.h"

#include "helper/block/window_folder.h"
#include "helper/block/window_server.h"

#include <utility>

namespace parterre {

class PartitionWindow::Session
{
public:
    Session(BlockDevice &disk, Access access, std::unique_ptr<WindowFolder> folder,
            std::unique_ptr<WindowServer> server)
        : m_disk(disk)
        , m_access(access)
        , m_folder(std::move(folder))
        , m_server(std::move(server))
    {}
    ~Session() { end(); }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const std::string &path() const { return m_folder->file(); }

    [[nodiscard]] Result<> close()
    {
        end();
        CHECK(m_outcome);
        return m_access == Access::ReadWrite ? m_disk.flush() : Result<>();
    }

private:
    /// Unmounts while the server still answers, for what the kernel has yet to write back.
    void end()
    {
        if (!m_server)
            return;
        m_server->unmount();
        m_outcome = m_server->stop();
        m_server.reset();
    }

    BlockDevice &m_disk;
    Access m_access;
    std::unique_ptr<WindowFolder> m_folder;
    std::unique_ptr<WindowServer> m_server;
    Result<> m_outcome;
};

PartitionWindow::PartitionWindow(std::unique_ptr<Session> session)
    : m_session(std::move(session))
{}

PartitionWindow::~PartitionWindow() = default;

Result<std::unique_ptr<PartitionWindow>> PartitionWindow::open(BlockDevice &disk, Extent extent,
                                                               Access access)
{
    if (!Extent{.begin = {}, .size = disk.size()}.contains(extent) || extent.isEmpty())
        return fail(ErrorCode::OutOfRange, disk.name(), "window past the end");
    TRY(auto folder, WindowFolder::make());
    TRY(auto server, WindowServer::start(disk, extent, access, folder->file()));
    return std::unique_ptr<PartitionWindow>(
        new PartitionWindow(std::make_unique<Session>(disk, access, std::move(folder), std::move(server))));
}

const std::string &PartitionWindow::path() const
{
    return m_session->path();
}

Result<> PartitionWindow::close()
{
    return m_session->close();
}

namespace {

/// A disk of zeros, for asking whether FUSE works.
class Nothing final : public BlockDevice
{
public:
    [[nodiscard]] std::string name() const override { return "nothing"; }
    [[nodiscard]] Bytes size() const override { return Bytes(4096); }
    [[nodiscard]] Bytes sectorSize() const override { return Bytes(512); }
    [[nodiscard]] Result<> read(Offset, std::span<std::byte> into) override
    {
        std::ranges::fill(into, std::byte());
        return {};
    }
    [[nodiscard]] Result<> write(Offset, std::span<const std::byte>) override { return {}; }
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }
};

bool tryWindow()
{
    Nothing nothing;
    auto window = PartitionWindow::open(nothing, {.begin = {}, .size = nothing.size()},
                                        PartitionWindow::Access::ReadOnly);
    return window && (*window)->close();
}

}

bool PartitionWindow::isAvailable()
{
    static const bool isIt = tryWindow();
    return isIt;
}

}
