// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/wait.h"

#include <QEventLoop>
#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <sys/eventfd.h>
#include <unistd.h>

namespace parterre {

namespace {

volatile std::sig_atomic_t wakeFd = -1;

void wake(int)
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t wrote = ::write(wakeFd, &one, sizeof one);
}

/// While it lives, SIGINT and SIGTERM make fd() readable instead of ending the program.
class InterruptWatch
{
public:
    InterruptWatch()
    {
        wakeFd = m_fd;
        struct sigaction action{};
        action.sa_handler = wake;
        action.sa_flags = SA_RESTART;
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals[i], &action, &m_before[i]);
    }
    InterruptWatch(const InterruptWatch &) = delete;
    InterruptWatch &operator=(const InterruptWatch &) = delete;
    ~InterruptWatch()
    {
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals[i], &m_before[i], nullptr);
        wakeFd = -1;
        ::close(m_fd);
    }

    [[nodiscard]] int fd() const { return m_fd; }

private:
    static constexpr std::array signals{SIGINT, SIGTERM};
    int m_fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::array<struct sigaction, signals.size()> m_before{};
};

}

std::vector<Outcome> runAndWait(const std::vector<Errand> &errands)
{
    QEventLoop loop;
    std::vector<Outcome> outcomes(errands.size(),
                                  fail(ErrorCode::NoHelper, {}, "the program was asked to quit"));
    std::size_t open = errands.size();
    const InterruptWatch interrupts;
    QSocketNotifier notifier(interrupts.fd(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &loop, [&] {
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t got = ::read(interrupts.fd(), &count, sizeof count);
        for (const Errand &errand : errands)
            errand.executor->cancel();
    });
    for (std::size_t i = 0; i < errands.size(); ++i) {
        const Errand &errand = errands[i];
        if (errand.onProgress)
            QObject::connect(errand.executor, &Executor::progressed, &loop, errand.onProgress);
        QObject::connect(errand.executor, &Executor::finished, &loop, [&, i](const Outcome &outcome) {
            outcomes[i] = outcome;
            if (--open == 0)
                loop.quit();
        });
    }
    for (const Errand &errand : errands)
        errand.executor->start(errand.request);
    if (open > 0)
        loop.exec();
    return outcomes;
}

Outcome runAndWait(Executor &executor, const wire::Request &request,
                   const std::function<void(const Progress &)> &onProgress)
{
    return runAndWait(std::vector{Errand{&executor, request, onProgress}}).front();
}

}
