// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>

#include <map>
#include <string>
#include <utility>

namespace parterre::test {

/// A loop device that shows the partitions of an image, for as long as it lives.
class LoopDevice
{
public:
    LoopDevice(const QString &image, int sectorSize)
    {
        QProcess losetup;
        losetup.start(QStringLiteral("losetup"),
                      {QStringLiteral("--find"), QStringLiteral("--show"), QStringLiteral("--partscan"),
                       QStringLiteral("--sector-size"), QString::number(sectorSize), image});
        if (losetup.waitForFinished() && losetup.exitCode() == 0)
            m_path = QString::fromLocal8Bit(losetup.readAllStandardOutput()).trimmed();
    }
    ~LoopDevice()
    {
        if (!m_path.isEmpty())
            QProcess::execute(QStringLiteral("losetup"), {QStringLiteral("--detach"), m_path});
    }
    Q_DISABLE_COPY_MOVE(LoopDevice)

    [[nodiscard]] std::string path() const { return m_path.toStdString(); }
    /// Number to first sector and count, in sectors of 512 bytes, as the kernel says in sysfs.
    [[nodiscard]] std::map<int, std::pair<qint64, qint64>> partitions() const
    {
        std::map<int, std::pair<qint64, qint64>> found;
        const QString name = QFileInfo(m_path).fileName();
        const QDir folder(QStringLiteral("/sys/block/") + name);
        for (const QString &entry : folder.entryList({name + QStringLiteral("p*")}, QDir::Dirs))
            found[entry.mid(name.size() + 1).toInt()] = {
                number(folder.filePath(entry) + QStringLiteral("/start")),
                number(folder.filePath(entry) + QStringLiteral("/size"))};
        return found;
    }

private:
    static qint64 number(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : -1;
    }

    QString m_path;
};

}
