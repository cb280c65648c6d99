// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/child_process.h"

#include "helper/block/file_descriptor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <poll.h>
#include <signal.h>
#include <spawn.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parterre {

namespace {

using Clock = std::chrono::steady_clock;

struct Pipe
{
    FileDescriptor reader;
    FileDescriptor writer;
};

Result<Pipe> makePipe(const std::string &subject)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno(subject, errno, "pipe2");
    Pipe result{.reader = FileDescriptor(ends[0]), .writer = FileDescriptor(ends[1])};
    if (fcntl(result.reader.value(), F_SETFL, O_NONBLOCK) != 0)
        return failErrno(subject, errno, "fcntl");
    return result;
}

/// What the child begins with: its three streams and nothing else, no signal blocked or handled
/// otherwise than usual, and a process group of its own, so that its children end with it.
class Beginning
{
public:
    Beginning(const Pipe &out, const Pipe &err)
    {
        posix_spawn_file_actions_init(&m_files);
        posix_spawn_file_actions_addopen(&m_files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&m_files, out.writer.value(), 1);
        posix_spawn_file_actions_adddup2(&m_files, err.writer.value(), 2);
        posix_spawn_file_actions_addclosefrom_np(&m_files, 3);
        posix_spawn_file_actions_addchdir_np(&m_files, "/");
        sigset_t signals{};
        posix_spawnattr_init(&m_attributes);
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&m_attributes, &signals);
        sigfillset(&signals);
        posix_spawnattr_setsigdefault(&m_attributes, &signals);
        posix_spawnattr_setpgroup(&m_attributes, 0);
        posix_spawnattr_setflags(&m_attributes,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~Beginning()
    {
        posix_spawn_file_actions_destroy(&m_files);
        posix_spawnattr_destroy(&m_attributes);
    }
    Beginning(const Beginning &) = delete;
    Beginning &operator=(const Beginning &) = delete;

    [[nodiscard]] int spawn(pid_t &child, const std::string &path, const std::vector<std::string> &arguments)
    {
        std::vector<std::string> words{path};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char *> pointers;
        for (std::string &word : words)
            pointers.push_back(word.data());
        pointers.push_back(nullptr);
        std::string locale = "LC_ALL=C";
        std::string places = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
        const std::array<char *, 3> environment{locale.data(), places.data(), nullptr};
        return posix_spawn(&child, path.c_str(), &m_files, &m_attributes, pointers.data(),
                           environment.data());
    }

private:
    posix_spawn_file_actions_t m_files{};
    posix_spawnattr_t m_attributes{};
};

/// A process that has been started and not waited for. Ends it with its group if it must.
class Child
{
public:
    Child(pid_t id, FileDescriptor handle)
        : m_id(id)
        , m_handle(std::move(handle))
    {}
    ~Child()
    {
        if (m_id > 0)
            (void)wait();
    }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    [[nodiscard]] int handle() const { return m_handle.value(); }
    /// Ends what still runs of it and its children; its exit status.
    [[nodiscard]] int wait()
    {
        int status = 0;
        (void)kill(-m_id, SIGKILL);  // before it is waited for, while the number is still its own
        while (waitpid(m_id, &status, 0) < 0 && errno == EINTR) {}
        m_id = 0;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    pid_t m_id;
    FileDescriptor m_handle;
};

/// Takes what is in the pipe now. False once the other end is closed.
bool drain(const FileDescriptor &from, std::string &into, std::size_t limit, bool &isCut)
{
    std::array<char, 16384> chunk{};
    for (;;) {
        const ssize_t got = ::read(from.value(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 && errno == EAGAIN;
        const std::size_t kept = std::min(static_cast<std::size_t>(got), limit - into.size());
        into.append(chunk.data(), kept);
        isCut = isCut || kept < static_cast<std::size_t>(got);
    }
}

/// Collects the child's words until it ends. False when time is up.
bool listen(const Child &child, const FileDescriptor &out, const FileDescriptor &err, ToolLimits limits,
            ToolOutput &output)
{
    const Clock::time_point end = Clock::now() + limits.time;
    std::array<pollfd, 3> watched{pollfd{.fd = child.handle(), .events = POLLIN, .revents = 0},
                                  pollfd{.fd = out.value(), .events = POLLIN, .revents = 0},
                                  pollfd{.fd = err.value(), .events = POLLIN, .revents = 0}};
    bool isErrCut = false;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0)
            return false;
        if (poll(watched.data(), watched.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000))) < 0
            && errno != EINTR)
            return false;
        const bool hasEnded = watched[0].revents != 0;  // before the pipes, which hold its last words
        if (!drain(out, output.out, limits.output, output.isCut))
            watched[1].fd = -1;
        if (!drain(err, output.err, limits.output, isErrCut))
            watched[2].fd = -1;
        if (hasEnded)
            return true;
    }
}

}

Result<ToolOutput> runChild(const std::string &path, const std::vector<std::string> &arguments,
                            ToolLimits limits)
{
    const std::string name = path.substr(path.rfind('/') + 1);
    TRY(Pipe out, makePipe(path));
    TRY(Pipe err, makePipe(path));
    pid_t id = 0;
    if (const int wrong = Beginning(out, err).spawn(id, path, arguments); wrong != 0)
        return failErrno(path, wrong, "posix_spawn");
    Child child(id, FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, id, 0))));
    if (child.handle() < 0)
        return failErrno(path, errno, "pidfd_open");
    if (limits.largestFile) {
        const rlimit largest{.rlim_cur = *limits.largestFile, .rlim_max = *limits.largestFile};
        if (prlimit(id, RLIMIT_FSIZE, &largest, nullptr) != 0 && errno != ESRCH)
            return failErrno(path, errno, "prlimit");
    }
    (void)FileDescriptor(std::move(out.writer));
    (void)FileDescriptor(std::move(err.writer));
    ToolOutput output;
    if (!listen(child, out.reader, err.reader, limits, output))
        return fail(ErrorCode::ToolFailed, name, "did not end in time");
    output.status = child.wait();
    return output;
}

}
