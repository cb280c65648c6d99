// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/child.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <spawn.h>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace parterre::test {

Child::Child(pid_t pid, FileDescriptor watch)
    : m_pid(pid)
    , m_watch(std::move(watch))
{}

Result<Child> Child::start(const std::vector<std::string> &words)
{
    std::vector<char *> arguments;
    for (const std::string &word : words)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid = 0;
    const int failure = ::posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failure != 0)
        return failErrno(words[0], failure, "posix_spawn");
    FileDescriptor watch(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    return Child(pid, std::move(watch));
}

int Child::wait()
{
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::optional<int> Child::killAfter(std::chrono::nanoseconds delay)
{
    constexpr std::int64_t second = 1'000'000'000;
    const timespec limit{.tv_sec = delay.count() / second, .tv_nsec = delay.count() % second};
    pollfd ended{.fd = m_watch.value(), .events = POLLIN, .revents = 0};
    (void)::ppoll(&ended, 1, &limit, nullptr);
    ::kill(m_pid, SIGKILL);
    const int status = wait();
    return status == 128 + SIGKILL ? std::nullopt : std::optional(status);
}

}
