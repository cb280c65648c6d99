// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define FUSE_USE_VERSION 312
#include "helper/block/window_server.h"

#include "helper/block/window_folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fuse_lowlevel.h>
#include <poll.h>
#include <signal.h>
#include <utility>

#include <errno.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace parterre {

namespace {

/// Nobody else changes the file, so the kernel may remember what it looks like.
constexpr double forAnHour = 3600;

WindowServer &server(fuse_req_t request)
{
    return *static_cast<WindowServer *>(fuse_req_userdata(request));
}

void initialise(void *, fuse_conn_info *connection)
{
    // Write-through, so that a tool's write() has reached the disk object when it returns.
    connection->want &= ~static_cast<unsigned>(FUSE_CAP_WRITEBACK_CACHE);
}

struct stat statusOf(const WindowServer &window)
{
    struct stat status{};
    status.st_ino = FUSE_ROOT_ID;
    status.st_mode = S_IFREG | (window.isWritable() ? 0600U : 0400U);
    status.st_nlink = 1;
    status.st_uid = geteuid();
    status.st_gid = getegid();
    status.st_size = window.size().count();
    status.st_blksize = 4096;
    status.st_blocks = window.size().count() / 512;
    return status;
}

void getAttributes(fuse_req_t request, fuse_ino_t, fuse_file_info *)
{
    const struct stat status = statusOf(server(request));
    fuse_reply_attr(request, &status, forAnHour);
}

/// Times and modes may be asked for and mean nothing; the size is the partition's and stays.
void setAttributes(fuse_req_t request, fuse_ino_t, struct stat *wanted, int which, fuse_file_info *)
{
    const struct stat status = statusOf(server(request));
    if ((which & FUSE_SET_ATTR_SIZE) != 0 && wanted->st_size != status.st_size)
        fuse_reply_err(request, EPERM);
    else
        fuse_reply_attr(request, &status, forAnHour);
}

void openFile(fuse_req_t request, fuse_ino_t, fuse_file_info *info)
{
    if ((info->flags & O_ACCMODE) != O_RDONLY && !server(request).isWritable()) {
        fuse_reply_err(request, EROFS);
        return;
    }
    info->keep_cache = 0;
    fuse_reply_open(request, info);
}

void readFile(fuse_req_t request, fuse_ino_t, std::size_t size, off_t at, fuse_file_info *)
{
    WindowServer &window = server(request);
    const std::int64_t whole = window.size().count();
    const auto count =
        static_cast<std::size_t>(std::clamp<std::int64_t>(whole - at, 0, static_cast<std::int64_t>(size)));
    AlignedBuffer buffer(std::max<std::size_t>(count, 1));
    if (const int wrong = count == 0 ? 0 : window.read(Bytes(at), buffer.first(count)); wrong != 0)
        fuse_reply_err(request, wrong);
    else
        fuse_reply_buf(request, reinterpret_cast<const char *>(buffer.bytes().data()), count);
}

void writeFile(fuse_req_t request, fuse_ino_t, const char *data, std::size_t size, off_t at, fuse_file_info *)
{
    const std::span from(reinterpret_cast<const std::byte *>(data), size);
    if (const int wrong = server(request).write(Bytes(at), from); wrong != 0)
        fuse_reply_err(request, wrong);
    else
        fuse_reply_write(request, size);
}

void syncFile(fuse_req_t request, fuse_ino_t, int, fuse_file_info *)
{
    fuse_reply_err(request, server(request).flush());
}

void controlFile(fuse_req_t request, fuse_ino_t, unsigned, void *, fuse_file_info *, unsigned, const void *,
                 std::size_t, std::size_t)
{
    fuse_reply_err(request, ENOTTY);
}

fuse_lowlevel_ops operations()
{
    fuse_lowlevel_ops table{};
    table.init = initialise;
    table.getattr = getAttributes;
    table.setattr = setAttributes;
    table.open = openFile;
    table.read = readFile;
    table.write = writeFile;
    table.fsync = syncFile;
    table.ioctl = controlFile;
    return table;
}

void beSilent(fuse_log_level, const char *, va_list) {}

/// Blocks all signals while it lives: a thread made then never runs a handler of the program.
class SignalsBlocked
{
public:
    SignalsBlocked()
    {
        sigset_t all{};
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &m_before);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsBlocked(const SignalsBlocked &) = delete;
    SignalsBlocked &operator=(const SignalsBlocked &) = delete;

private:
    sigset_t m_before{};
};

}

void WindowServer::EndSession::operator()(fuse_session *session) const
{
    // The mount is gone already, which the library sees; this frees what it keeps of it.
    fuse_session_unmount(session);
    fuse_session_destroy(session);
}

WindowServer::WindowServer(BlockDevice &disk, Extent extent, PartitionWindow::Access access,
                           std::string mountPoint)
    : m_disk(disk)
    , m_extent(extent)
    , m_access(access)
    , m_mountPoint(std::move(mountPoint))
    , m_wake(eventfd(0, EFD_CLOEXEC))
{}

WindowServer::~WindowServer()
{
    unmount();
    (void)stop();
}

Result<std::unique_ptr<WindowServer>> WindowServer::start(BlockDevice &disk, Extent extent,
                                                          PartitionWindow::Access access,
                                                          const std::string &mountPoint)
{
    std::unique_ptr<WindowServer> result(new WindowServer(disk, extent, access, mountPoint));
    if (!result->m_wake.isOpen())
        return failErrno(mountPoint, errno, "eventfd");
    CHECK(result->mount());
    const SignalsBlocked blocked;
    result->m_thread = std::jthread([&window = *result] { window.serve(); });
    return result;
}

Result<> WindowServer::mount()
{
    fuse_set_log_func(beSilent);
    const fuse_lowlevel_ops table = operations();
    const std::string options = std::string("fsname=parterre,subtype=window") + (isWritable() ? "" : ",ro");
    std::array<std::string, 3> words{"parterre", "-o", options};
    std::array<char *, 4> pointers{words[0].data(), words[1].data(), words[2].data(), nullptr};
    fuse_args arguments{.argc = 3, .argv = pointers.data(), .allocated = 0};
    m_session.reset(fuse_session_new(&arguments, &table, sizeof table, this));
    fuse_opt_free_args(&arguments);
    if (!m_session || fuse_session_mount(m_session.get(), m_mountPoint.c_str()) != 0)
        return fail(ErrorCode::ToolMissing, "FUSE", "no file system can be mounted for this user");
    m_isMounted = true;
    const int fd = fuse_session_fd(m_session.get());
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != 0)
        return failErrno(m_mountPoint, errno, "fcntl");
    return {};
}

void WindowServer::serve()
{
    std::array<pollfd, 2> watched{
        pollfd{.fd = fuse_session_fd(m_session.get()), .events = POLLIN, .revents = 0},
        pollfd{.fd = m_wake.value(), .events = POLLIN, .revents = 0}};
    fuse_buf buffer{};
    while (fuse_session_exited(m_session.get()) == 0) {
        if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR)
            break;
        // An error is the end of the mount, of which the library would complain on the standard error.
        if (watched[1].revents != 0 || (watched[0].revents & POLLERR) != 0)
            break;
        const int got = fuse_session_receive_buf(m_session.get(), &buffer);
        if (got == -EINTR || got == -EAGAIN)
            continue;
        if (got <= 0)
            break;
        fuse_session_process_buf(m_session.get(), &buffer);
    }
    std::free(buffer.mem);
}

void WindowServer::unmount()
{
    if (std::exchange(m_isMounted, false))
        unmountWindow(m_mountPoint);
}

Result<> WindowServer::stop()
{
    if (m_thread.joinable()) {
        (void)eventfd_write(m_wake.value(), 1);
        m_thread.join();
    }
    m_session.reset();
    if (m_firstError)
        return std::unexpected(*m_firstError);
    return {};
}

int WindowServer::answer(const Result<> &outcome)
{
    if (outcome)
        return 0;
    if (!m_firstError)
        m_firstError = outcome.error();
    return outcome.error().systemErrno != 0 ? outcome.error().systemErrno : EIO;
}

int WindowServer::read(Bytes from, std::span<std::byte> into)
{
    return answer(m_disk.read(m_extent.begin + from, into));
}

int WindowServer::write(Bytes to, std::span<const std::byte> from)
{
    if (to > m_extent.size || m_extent.size - to < Bytes(static_cast<std::int64_t>(from.size()))) {
        (void)answer(fail(ErrorCode::OutOfRange, m_disk.name(), "a tool wrote past the partition's end"));
        return ENOSPC;
    }
    if (!isWritable())
        return EROFS;
    return answer(m_disk.write(m_extent.begin + to, from));
}

int WindowServer::flush()
{
    return isWritable() ? answer(m_disk.flush()) : 0;
}

}
