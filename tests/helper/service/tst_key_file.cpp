// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/keys.h"
#include "helper/block/file_descriptor.h"
#include "helper/service/key_file.h"

#include <QTemporaryFile>
#include <QTest>

#include <array>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace parterre;

namespace {

constexpr int wholeSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

QByteArray someKeys()
{
    std::vector<Secret> keys;
    keys.emplace_back(std::string_view("open sesame"));
    return wire::encodeKeys(keys);
}

FileDescriptor memoryFile(const QByteArray &bytes, int seals)
{
    FileDescriptor file(::memfd_create("test-keys", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (::write(file.value(), bytes.constData(), static_cast<std::size_t>(bytes.size())) != bytes.size()
        || ::fcntl(file.value(), F_ADD_SEALS, seals) != 0)
        qFatal("memory file");
    return file;
}

}

class KeyFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSealedIsRead()
    {
        const FileDescriptor file = memoryFile(someKeys(), wholeSeals);
        const auto keys = readKeyFile(file.value());
        QVERIFY(keys);
        QCOMPARE((*keys)->size(), std::size_t{1});
        QCOMPARE(QByteArray((*keys)->front().data(), static_cast<qsizetype>((*keys)->front().size())),
                 QByteArray("open sesame"));
    }

    void whatMayChangeIsRefused()
    {
        for (const int seals : {0, F_SEAL_SHRINK | F_SEAL_GROW, F_SEAL_WRITE | F_SEAL_GROW}) {
            const FileDescriptor file = memoryFile(someKeys(), seals);
            QCOMPARE(readKeyFile(file.value()).error().code, ErrorCode::Unsupported);
        }
    }

    void whatIsNoMemoryFileIsRefused()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(someKeys());
        file.flush();
        QCOMPARE(readKeyFile(file.handle()).error().code, ErrorCode::Unsupported);
        // A pipe would make the helper wait.
        std::array<int, 2> ends{};
        QVERIFY(::pipe(ends.data()) == 0);
        const FileDescriptor out(ends[0]);
        const FileDescriptor in(ends[1]);
        QCOMPARE(readKeyFile(out.value()).error().code, ErrorCode::Unsupported);
        QCOMPARE(readKeyFile(-1).error().code, ErrorCode::Unsupported);
    }

    void whatHoldsNoKeysIsInvalid()
    {
        const FileDescriptor nonsense = memoryFile("nonsense", wholeSeals);
        QCOMPARE(readKeyFile(nonsense.value()).error().code, ErrorCode::Invalid);
        const FileDescriptor empty = memoryFile({}, wholeSeals);
        QCOMPARE(readKeyFile(empty.value()).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(KeyFileTest)
#include "tst_key_file.moc"
