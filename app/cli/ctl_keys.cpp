// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_keys.h"

#include "app/run/key_input.h"
#include "core/wire/keys.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <termios.h>
#include <tuple>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace parterre::ctl {

namespace {

constexpr std::size_t passphraseMax = 512;  // as cryptsetup(8) reads from a terminal

Result<Secret> readKeyFile(const QString &name)
{
    QFile file(name);
    const bool isOpen = name == QStringLiteral("-") ? file.open(STDIN_FILENO, QIODevice::ReadOnly)
                                                    : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail(ErrorCode::Invalid, name.toStdString(), file.errorString().toStdString());
    Secret key = readKey(file);
    if (key.size() == 0 || key.size() > wire::keyMax)
        return fail(ErrorCode::Invalid, name.toStdString(),
                    key.size() == 0 ? "the key file is empty" : "the key file is longer than 8 MiB");
    return key;
}

/// The terminal without echo, for as long as it lives.
class Hush
{
public:
    explicit Hush(int fd)
        : m_fd(fd)
        , m_isHushed(::tcgetattr(fd, &m_before) == 0)
    {
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (m_isHushed)
            ::tcsetattr(fd, TCSAFLUSH, &quiet);
    }
    Hush(const Hush &) = delete;
    Hush &operator=(const Hush &) = delete;
    ~Hush()
    {
        if (m_isHushed)
            ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
    }

private:
    int m_fd;
    termios m_before{};
    bool m_isHushed;
};

/// Up to the end of the line.
std::size_t readLine(int fd, std::span<char> into)
{
    std::size_t size = 0;
    while (size < into.size()) {
        const ssize_t got = ::read(fd, &into[size], 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || into[size] == '\n')
            break;
        ++size;
    }
    return size;
}

Result<Secret> askPassphrase(const QStringList &targets)
{
    const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail(ErrorCode::Invalid, "--ask-passphrase", "there is no terminal to ask on; use --key-file");
    const std::string question = "Passphrase for " + targets.join(QStringLiteral(", ")).toStdString() + ": ";
    std::array<char, passphraseMax> line{};
    std::size_t size = 0;
    {
        const Hush hush(fd);
        std::ignore = ::write(fd, question.data(), question.size());
        size = readLine(fd, line);
        std::ignore = ::write(fd, "\n", 1);
    }
    ::close(fd);
    Secret passphrase(std::string_view(line.data(), size));
    wipe(std::as_writable_bytes(std::span(line)));
    if (size == 0)
        return fail(ErrorCode::Invalid, "--ask-passphrase", "the passphrase is empty");
    return passphrase;
}

}

Result<KeySet> readKeys(const Options &options)
{
    std::vector<Secret> keys;
    for (const QString &name : options.keyFiles) {
        TRY(Secret key, readKeyFile(name));
        keys.push_back(std::move(key));
    }
    if (options.isPassphraseAsked) {
        TRY(Secret passphrase, askPassphrase(options.targets));
        keys.push_back(std::move(passphrase));
    }
    if (keys.empty())
        return KeySet();
    return std::make_shared<const std::vector<Secret>>(std::move(keys));
}

}
