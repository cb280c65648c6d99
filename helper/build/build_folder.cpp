// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/build/build_folder.h"

#include "helper/block/file_descriptor.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>

namespace parterre {

namespace {

std::unexpected<Error> failedOn(const std::string &path, int code, const char *call)
{
    const bool isDenied = code == EACCES || code == EPERM || code == EROFS;
    return std::unexpected(Error{.code = isDenied ? ErrorCode::Denied : ErrorCode::Io,
                                 .subject = path,
                                 .systemErrno = code,
                                 .detail = call});
}

std::unexpected<Error> isThere(const std::string &path)
{
    return fail(ErrorCode::Invalid, path,
                "there is a file of this name already; a new image needs a name that nothing has");
}

std::string parentOf(const std::string &path)
{
    const std::string parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

Result<> syncFolder(const std::string &path)
{
    const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(folder.value()) != 0)
        return failedOn(path, errno, "fsync");
    return {};
}

/// Without taking anything's place, also on file systems that know no RENAME_NOREPLACE.
int renameToFree(const std::string &from, const std::string &to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    if (::link(from.c_str(), to.c_str()) != 0)
        return errno;
    ::unlink(from.c_str());
    return 0;
}

}

BuildFolder::BuildFolder(std::string image, std::string folder)
    : m_image(std::move(image))
    , m_folder(std::move(folder))
{}

BuildFolder::~BuildFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

Result<std::unique_ptr<BuildFolder>> BuildFolder::make(const std::string &image, Bytes size)
{
    struct stat status{};
    if (::lstat(image.c_str(), &status) == 0)
        return isThere(image);
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(image, error);
    if (error)
        return failedOn(image, error.value(), "working folder");
    std::string pattern = whole.string() + ".building-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
        return failedOn(parentOf(image), errno, "make a folder");
    std::unique_ptr<BuildFolder> folder(new BuildFolder(whole.string(), pattern));
    const FileDescriptor file(::open(folder->image().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen())
        return failedOn(image, errno, "create");
    if (::ftruncate(file.value(), size.count()) != 0)
        return failedOn(image, errno, "make it as large as the disk");
    return folder;
}

Result<std::unique_ptr<BuildFolder>> BuildFolder::scratch()
{
    std::string pattern = "/var/tmp/parterre-build-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
        return failedOn("/var/tmp", errno, "make a folder");
    return std::unique_ptr<BuildFolder>(new BuildFolder({}, pattern));
}

Result<> BuildFolder::publish()
{
    const int failure = renameToFree(image(), m_image);
    if (failure == EEXIST)
        return isThere(m_image);
    if (failure != 0)
        return failedOn(m_image, failure, "rename");
    return syncFolder(parentOf(m_image));
}

}
