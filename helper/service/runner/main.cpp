// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/utf8_locale.h"
#include "helper/service/job_root.h"
#include "helper/service/key_file.h"
#include "helper/service/open_target.h"
#include "helper/service/runner/frame_pipe.h"
#include "helper/service/verbs.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <thread>
#include <tuple>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace parterre;

namespace {

class Reporter final : public Observer
{
public:
    explicit Reporter(FrameSink &sink)
        : m_sink(sink)
    {}
    void progressed(const Progress &progress) override { m_sink.send(progress); }

private:
    FrameSink &m_sink;
};

/// The caller's two streams, out of reach of the tools that the engine starts: their output goes
/// to standard error, and their input is empty.
struct Streams
{
    FileDescriptor in;
    FileDescriptor out;
};

Result<Streams> takeStreams()
{
    Streams streams{.in = FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)),
                    .out = FileDescriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3))};
    const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!streams.in.isOpen() || !streams.out.isOpen() || ::dup2(nothing.value(), STDIN_FILENO) < 0
        || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return failErrno("the standard streams", errno, "dup");
    return streams;
}

/// Scripts and tests may keep their jobs apart; the privileged helper knows no such door.
std::string chosenJobRoot()
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread has been started yet
    const char *chosen = std::getenv("PARTERRE_JOB_ROOT");
    return chosen && *chosen ? std::string(chosen) : jobRootOf(::geteuid());
}

Result<wire::Answer> serve(const wire::Request &request, const std::string &jobRoot, FrameSink &sink,
                           std::stop_token stop)
{
    if (request.verb == wire::Request::Verb::List)
        return listAnswer();
    CHECK(prepareJobRoot(jobRoot));
    Reporter reporter(sink);
    const Door door{.jobRoot = jobRoot, .observer = reporter, .stop = std::move(stop)};
    if (request.verb == wire::Request::Verb::Build)
        return buildDrawing(request, door);
    TRY(const std::unique_ptr<FileDevice> device, openForUser(request.path, accessFor(request.verb)));
    return perform(*device, request, door);
}

void sendResult(FrameSink &sink, Result<wire::Answer> result)
{
    if (result)
        sink.send(*std::move(result));
    else
        sink.send(std::move(result).error());
}

/// Hears the caller out while the engine works. When he says no more, or nonsense, the job is
/// finished all the same: only a clear "cancel" stops it.
void listen(FrameSource &source, int in, int done, std::stop_source &stop)
{
    for (bool isHeard = true;;) {
        std::array<pollfd, 2> ends{{{.fd = isHeard ? in : -1, .events = POLLIN, .revents = 0},
                                    {.fd = done, .events = POLLIN, .revents = 0}}};
        if (::poll(ends.data(), ends.size(), -1) < 0)
            continue;
        if (ends[1].revents != 0)
            return;
        const Result<std::optional<QCborMap>> message = source.read();
        if (message && *message && **message == wire::cancelMessage())
            stop.request_stop();
        else
            isHeard = false;
    }
}

Result<wire::Request> firstRequest(FrameSource &source)
{
    TRY(const std::optional<QCborMap> message, source.read());
    if (!message)
        return fail(ErrorCode::Invalid, "standard input", "ends before a request");
    return wire::decodeRequest(*message);
}

/// With what "--keys N" says: the descriptor of the file that they are in.
Result<wire::Request> withKeys(wire::Request request, const QStringList &arguments)
{
    if (arguments.size() == 1)
        return request;
    bool isNumber = false;
    const int fd = arguments.value(2).toInt(&isNumber);
    if (arguments.size() != 3 || arguments[1] != QStringLiteral("--keys") || !isNumber)
        return fail(ErrorCode::Invalid, "parterre-runner", "its only argument is --keys DESCRIPTOR");
    const FileDescriptor file(fd);
    TRY(request.keys, readKeyFile(file.value()));
    return request;
}

}

/// parterre-runner: does for its user, in a process of its own, what he may do himself. One request
/// comes on standard input, progress and one result go to standard output (docs/bus.md).
int main(int argc, char **argv)
{
    useUtf8Locale();
    const QCoreApplication application(argc, argv);  // QtDBus wants one
    // A caller who goes away, or a Ctrl+C meant for him, must not stop a job halfway.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
    const std::string jobRoot = chosenJobRoot();
    const Result<Streams> streams = takeStreams();
    const FileDescriptor done(::eventfd(0, EFD_CLOEXEC));
    if (!streams || !done.isOpen())
        return EXIT_FAILURE;
    FrameSource source(streams->in.value());
    FrameSink sink(streams->out.value());
    const Result<wire::Request> request = firstRequest(source).and_then(
        [&](wire::Request &&asked) { return withKeys(std::move(asked), QCoreApplication::arguments()); });
    if (!request) {
        sink.send(request.error());
        return EXIT_FAILURE;
    }
    std::stop_source stop;
    const std::jthread engine([&] {
        sendResult(sink, serve(*request, jobRoot, sink, stop.get_token()));
        std::ignore = ::eventfd_write(done.value(), 1);
    });
    listen(source, streams->in.value(), done.value(), stop);
    return EXIT_SUCCESS;
}
