// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/envelope.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

using namespace parterre;

namespace {

FileDescriptor memory(unsigned flags = MFD_ALLOW_SEALING)
{
    return FileDescriptor(::memfd_create("test", MFD_CLOEXEC | flags));
}

ErrorCode codeOf(int fd)
{
    const auto envelope = Envelope::adopt(fd);
    return envelope ? ErrorCode::Cancelled : envelope.error().code;  // Cancelled: none of those expected here
}

Result<> sealed(const Envelope &envelope, const QByteArray &text)
{
    return envelope.seal(std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size()))));
}

QByteArray contentOf(int fd)
{
    QByteArray bytes(4096, '\0');
    bytes.resize(::pread(fd, bytes.data(), 4096, 0));
    return bytes;
}

}

/// Each refusal is a way by which a caller could make root's helper write where it should not, wait
/// for ever, or answer into something that still changes.
class TestEnvelope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyMemoryFileIsTakenWrittenAndSealed()
    {
        const FileDescriptor file = memory();
        const auto envelope = Envelope::adopt(file.value());
        QVERIFY(envelope);
        QVERIFY(sealed(*envelope, "the answer"));
        QCOMPARE(contentOf(file.value()), "the answer");
        QCOMPARE(::fcntl(file.value(), F_GET_SEALS),
                 F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
        QCOMPARE(::pwrite(file.value(), "x", 1, 0), -1);
        QCOMPARE(::ftruncate(file.value(), 0), -1);
    }

    void aMemoryFileThatCannotBeExecutedIsTaken()
    {
        const FileDescriptor file = memory(0x0008U /* MFD_NOEXEC_SEAL */);
        if (!file.isOpen())
            QSKIP("this kernel is older than 6.3");
        const auto envelope = Envelope::adopt(file.value());
        QVERIFY(envelope);
        QVERIFY(sealed(*envelope, "the answer"));
    }

    void moreThanOneCallOfWriteIsWrittenWhole()
    {
        const FileDescriptor file = memory();
        const QByteArray large(40 << 20, 'x');
        QVERIFY(sealed(*Envelope::adopt(file.value()), large));
        struct stat status{};
        QCOMPARE(::fstat(file.value(), &status), 0);
        QCOMPARE(status.st_size, large.size());
    }

    void anAnswerOver64MiBIsNotWritten()
    {
        const FileDescriptor file = memory();
        const auto envelope = Envelope::adopt(file.value());
        QCOMPARE(sealed(*envelope, QByteArray((64 << 20) + 1, 'x')).error().code, ErrorCode::OutOfRange);
        QVERIFY(contentOf(file.value()).isEmpty());
        QVERIFY(sealed(*envelope, QByteArray(64 << 20, 'x')));
    }

    void whatIsNotOpenForBothIsDenied()
    {
        const FileDescriptor file = memory();
        const std::string again = "/proc/self/fd/" + std::to_string(file.value());
        for (const int mode : {O_RDONLY, O_WRONLY, O_PATH}) {
            const FileDescriptor other(::open(again.c_str(), mode | O_CLOEXEC));
            QVERIFY(other.isOpen());
            QCOMPARE(codeOf(other.value()), ErrorCode::Denied);
        }
        const FileDescriptor both(::open(again.c_str(), O_RDWR | O_CLOEXEC));
        QCOMPARE(codeOf(both.value()), ErrorCode::Cancelled);
        QCOMPARE(codeOf(-1), ErrorCode::Io);
    }

    void whatIsNoMemoryFileIsUnsupported()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("file")).toStdString();
        const FileDescriptor onDisk(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        QVERIFY(onDisk.isOpen());
        QCOMPARE(codeOf(onDisk.value()), ErrorCode::Unsupported);
        const FileDescriptor device(::open("/dev/null", O_RDWR | O_CLOEXEC));
        QCOMPARE(codeOf(device.value()), ErrorCode::Unsupported);
        const std::string pipe = folder.filePath(QStringLiteral("pipe")).toStdString();
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        const FileDescriptor fifo(::open(pipe.c_str(), O_RDWR | O_CLOEXEC));
        QVERIFY(fifo.isOpen());
        QCOMPARE(codeOf(fifo.value()), ErrorCode::Unsupported);
    }

    void aFileInATmpfsIsUnsupportedWithAndWithoutAName()
    {
        const FileDescriptor nameless(::open("/dev/shm", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
        if (!nameless.isOpen())
            QSKIP("there is no /dev/shm here");
        QCOMPARE(codeOf(nameless.value()), ErrorCode::Unsupported);
        const std::string path = "/dev/shm/parterre-test-" + std::to_string(::getpid());
        const FileDescriptor named(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        QVERIFY(named.isOpen());
        ::unlink(path.c_str());
        QCOMPARE(codeOf(named.value()), ErrorCode::Unsupported);
    }

    void aMemoryFileThatIsNotAsItWasMadeIsUnsupported()
    {
        QCOMPARE(codeOf(memory(0).value()), ErrorCode::Unsupported);
        for (const int seal : {F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE, F_SEAL_FUTURE_WRITE}) {
            const FileDescriptor file = memory();
            QCOMPARE(::fcntl(file.value(), F_ADD_SEALS, seal), 0);
            QCOMPARE(codeOf(file.value()), ErrorCode::Unsupported);
        }
        const FileDescriptor full = memory();
        QCOMPARE(::ftruncate(full.value(), 1), 0);
        QCOMPARE(codeOf(full.value()), ErrorCode::Unsupported);
    }

    void hugePagesAreUnsupported()
    {
        const FileDescriptor file = memory(MFD_ALLOW_SEALING | MFD_HUGETLB);
        if (!file.isOpen())
            QSKIP("this kernel has no huge pages");
        QCOMPARE(codeOf(file.value()), ErrorCode::Unsupported);
    }

    /// A failure is told, and never looks like an answer.
    void aCallerWhoSpoilsTheFileGetsNoAnswer()
    {
        const FileDescriptor grown = memory();
        const auto first = Envelope::adopt(grown.value());
        QCOMPARE(::fcntl(grown.value(), F_ADD_SEALS, F_SEAL_GROW), 0);
        QCOMPARE(sealed(*first, "x").error().systemErrno, EPERM);
        QVERIFY((::fcntl(grown.value(), F_GET_SEALS) & F_SEAL_WRITE) == 0);

        const FileDescriptor mapped = memory();
        const auto second = Envelope::adopt(mapped.value());
        QCOMPARE(::ftruncate(mapped.value(), 4096), 0);
        void *map = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, mapped.value(), 0);
        QVERIFY(map != MAP_FAILED);
        QCOMPARE(sealed(*second, "x").error().systemErrno, EBUSY);
        QVERIFY((::fcntl(mapped.value(), F_GET_SEALS) & F_SEAL_WRITE) == 0);
        ::munmap(map, 4096);
    }
};

QTEST_GUILESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
