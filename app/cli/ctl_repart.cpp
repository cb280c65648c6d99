// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_repart.h"

#include "core/exchange/repart_uuid.h"
#include "core/script/repart_export.h"
#include "core/script/repart_import.h"
#include "core/script/repart_types.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <utility>

namespace parterre::ctl {

namespace {

constexpr qint64 fileMax = 1 << 16;
constexpr qsizetype filesMax = 1024;

Result<> readFile(std::vector<script::RepartFile> &files, const QDir &folder, const QString &name)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Invalid, {}, name.toStdString() + ": " + file.errorString().toStdString());
    const QByteArray bytes = file.read(fileMax + 1);
    if (bytes.size() > fileMax || std::cmp_greater(files.size(), filesMax))
        return fail(ErrorCode::Invalid, {},
                    name.toStdString() + ": it is longer than any definition, or one file too many");
    files.push_back({.name = name.toStdString(), .text = bytes.toStdString()});
    return {};
}

/// In the order of their names by their bytes, as repart has them.
QStringList definitionsIn(const QDir &folder)
{
    QStringList names =
        folder.entryList({QStringLiteral("*.conf")}, QDir::Files | QDir::Hidden, QDir::NoSort);
    std::ranges::sort(names, {}, [](const QString &name) { return name.toUtf8(); });
    return names;
}

Result<std::vector<script::RepartFile>> readFolder(const QString &path)
{
    const QDir folder(path);
    if (!folder.exists())
        return fail(ErrorCode::Invalid, {}, "there is no such folder");
    std::vector<script::RepartFile> files;
    for (const QString &name : definitionsIn(folder)) {
        CHECK(readFile(files, folder, name));
        const QString beside = name + QStringLiteral(".d");
        for (const QString &part : definitionsIn(QDir(folder.filePath(beside))))
            CHECK(readFile(files, folder, beside + QLatin1Char('/') + part));
    }
    if (files.empty())
        return fail(ErrorCode::Invalid, {}, "there is no definition *.conf in it");
    return files;
}

bool writeInto(const QString &folder, const script::RepartDefinition &definition)
{
    QFile file(QDir(folder).filePath(QString::fromStdString(definition.file)));
    const QByteArray bytes = QByteArray::fromStdString(script::writeRepart(definition));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
}

}

Result<script::Imported> importedFromRepart(const Options &options)
{
    const std::string machine = options.kiwiChoice.architecture.toStdString();
    const auto architecture = script::repartArchitecture(machine);
    if (!architecture)
        return fail(ErrorCode::Invalid, {}, "repart knows no architecture " + machine);
    TRY(const std::vector<script::RepartFile> files, readFolder(options.target()));
    TRY(const script::RepartRead read, script::readRepart(files, *architecture));
    script::RepartGiven given{.diskSize = options.diskSize.value_or(Bytes()),
                              .sectorSize = Bytes(512),
                              .architecture = std::string(*architecture),
                              .derived = {}};
    if (options.seed)
        given.derived = [seed = *options.seed](const std::optional<Uuid> &type, std::uint64_t count) {
            return exchange::repartUuid(seed, type, count);
        };
    return script::importRepart(read, given);
}

Status writeDefinitions(const QString &folder, const std::vector<script::RepartDefinition> &definitions)
{
    if (QFile::exists(folder)) {
        complain(folder.toStdString() + ": it is there already; nothing was written");
        return Status::Failed;
    }
    QTemporaryDir temporary(folder + QStringLiteral(".XXXXXX"));
    bool isWritten = temporary.isValid();
    for (const script::RepartDefinition &one : definitions)
        isWritten = isWritten && writeInto(temporary.path(), one);
    const QFile::Permissions everybody = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
        | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    isWritten = isWritten && QFile::setPermissions(temporary.path(), everybody)
        && QDir().rename(temporary.path(), folder);
    if (!isWritten) {
        complain(folder.toStdString() + ": it cannot be written; nothing was");
        return Status::Failed;
    }
    temporary.setAutoRemove(false);
    return Status::Done;
}

}
