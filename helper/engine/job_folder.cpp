// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/job_folder.h"

#include "helper/block/file_descriptor.h"
#include "helper/engine/job_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parterre {

namespace {

constexpr std::size_t fileMax = std::size_t{256} << 20U;
constexpr std::int64_t savedMax = std::int64_t{64} << 20U;
const std::string noneSuffix = ".none";
const std::string unreadName = "unread.";

/// "20261121T103005.012345Z": sorts by time, and names one.
std::string timeName()
{
    std::timespec now{};
    (void)std::timespec_get(&now, TIME_UTC);
    std::tm broken{};
    ::gmtime_r(&now.tv_sec, &broken);
    std::array<char, 32> text{};
    (void)std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%S", &broken);
    const std::string fraction = std::to_string(1'000'000 + now.tv_nsec / 1000);
    return std::string(text.data()) + "." + fraction.substr(1) + "Z";
}

/// "etc%fstab.2", of the second volume in it "etc%fstab.2.1": no path that is saved has a percent sign.
std::string formerName(const SavedFile &file)
{
    std::string name = file.path.substr(1);
    std::ranges::replace(name, '/', '%');
    name += "." + std::to_string(file.number);
    for (const InnerVolume &step : file.layer)
        name += "." + std::to_string(step.volume);
    return name;
}

Result<> writeAll(int fd, std::string_view bytes, const std::string &path)
{
    while (!bytes.empty()) {
        const ssize_t done = ::write(fd, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return failErrno(path, errno, "write");
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
    return {};
}

Result<> syncFolder(const std::string &path)
{
    const FileDescriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen() || ::fsync(folder.value()) != 0)
        return failErrno(path, errno, "fsync");
    return {};
}

Result<> makeFolder(const std::string &path)
{
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        return failErrno(path, errno, "mkdir");
    return {};
}

/// "20261121T103005.012345Z-1234" -> the time it names, to the second.
std::string startedOf(const std::string &folder)
{
    const std::string name = std::filesystem::path(folder).filename().string();
    if (name.size() < 16)
        return name;
    return name.substr(0, 4) + "-" + name.substr(4, 2) + "-" + name.substr(6, 2) + "T" + name.substr(9, 2)
        + ":" + name.substr(11, 2) + ":" + name.substr(13, 2) + "Z";
}

}

JobFolder::JobFolder(std::string path, std::string started)
    : m_path(std::move(path))
    , m_started(std::move(started))
{}

Result<JobFolder> JobFolder::create(const std::string &root, const Job &job)
{
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(root).parent_path(), error);
    CHECK(makeFolder(root));
    const std::string path = root + "/" + timeName() + "-" + std::to_string(::getpid());
    std::string unique = path;
    for (int i = 2; ::mkdir(unique.c_str(), 0700) != 0; ++i) {
        if (errno != EEXIST || i > 1000)
            return failErrno(unique, errno, "mkdir");
        unique = path + "-" + std::to_string(i);
    }
    JobFolder folder(unique, startedOf(unique));
    CHECK(folder.writeFile("job.cbor", encodeJob(job)));
    CHECK(syncFolder(root));
    return folder;
}

Result<JobFolder> JobFolder::open(const std::string &path)
{
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0)
        return failErrno(path, errno, "lstat");
    if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid())
        return fail(ErrorCode::Denied, path, "not a folder of this user");
    return JobFolder(path, startedOf(path));
}

std::vector<std::string> JobFolder::list(const std::string &root)
{
    std::vector<std::string> result;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(root, error)) {
        if (entry.is_directory(error) && !entry.is_symlink(error))
            result.push_back(entry.path().string());
    }
    std::ranges::sort(result, std::ranges::greater());
    return result;
}

Result<> JobFolder::mark(const JobMark &mark) const
{
    const std::string text = std::string(mark.state == JobMark::State::Ended ? "ended" : "running") + " "
        + std::to_string(mark.step) + " " + (mark.isTableTouched ? "touched" : "untouched") + "\n";
    return writeFile("mark", text);
}

Result<JobMark> JobFolder::readMark() const
{
    TRY(const std::string text, readFile("mark"));
    std::istringstream words(text);
    std::string state;
    std::string touched;
    std::int64_t step = -1;
    words >> state >> step >> touched;
    if (step < 0 || (state != "ended" && state != "running")
        || (touched != "touched" && touched != "untouched"))
        return fail(ErrorCode::Corrupt, m_path + "/mark", "not a mark");
    return JobMark{.state = state == "ended" ? JobMark::State::Ended : JobMark::State::Running,
                   .step = static_cast<std::size_t>(step),
                   .isTableTouched = touched == "touched"};
}

Result<> JobFolder::saveTable(BlockDevice &disk, const TableReading &reading) const
{
    CHECK(writeFile("table.sfdisk", reading.script));
    std::string bytes;
    for (const Extent &extent : reading.metadata) {
        std::vector<std::byte> sectors(static_cast<std::size_t>(extent.size.count()));
        CHECK(disk.read(extent.begin, sectors));
        bytes += std::to_string(extent.begin.bytes()) + " " + std::to_string(extent.size.count()) + "\n";
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as characters
        bytes.append(reinterpret_cast<const char *>(sectors.data()), sectors.size());
    }
    return writeFile("sectors.bin", bytes);
}

Result<std::vector<TableWrite>> JobFolder::savedSectors() const
{
    TRY(const std::string bytes, readFile("sectors.bin"));
    std::vector<TableWrite> result;
    if (bytes.empty())
        return fail(ErrorCode::Corrupt, m_path + "/sectors.bin", "it is empty");
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        std::int64_t at = -1;
        std::int64_t size = -1;
        std::istringstream head{std::string(rest.substr(0, end))};
        const bool isRead =
            end != std::string_view::npos && end < 64 && static_cast<bool>(head >> at >> size);
        if (!isRead || at < 0 || size <= 0 || size > savedMax)
            return fail(ErrorCode::Corrupt, m_path + "/sectors.bin", "a head is not \"offset length\"");
        rest.remove_prefix(end + 1);
        if (std::cmp_less(rest.size(), size))
            return fail(ErrorCode::Corrupt, m_path + "/sectors.bin", "it ends too early");
        const auto *const data = std::as_bytes(std::span(rest)).data();
        result.push_back({.at = Offset(at), .bytes = {data, data + size}});
        rest.remove_prefix(static_cast<std::size_t>(size));
    }
    return result;
}

Result<> JobFolder::saveFormer(const SavedFile &file, const std::optional<std::string> &text) const
{
    const std::string name = formerName(file);
    return text ? writeFile(name, *text) : writeFile(name + noneSuffix, {});
}

Result<std::optional<std::string>> JobFolder::savedFormer(const SavedFile &file) const
{
    const std::string name = formerName(file);
    if (readFile(name + noneSuffix))
        return std::nullopt;
    TRY(std::string text, readFile(name));
    return text;
}

std::string JobFolder::formerPath(const SavedFile &file) const
{
    return m_path + "/" + formerName(file);
}

Result<> JobFolder::saveUnread(std::size_t step, const std::vector<UnreadRange> &unread) const
{
    std::string text;
    for (const UnreadRange &one : unread)
        text += std::to_string(one.partition) + " " + std::to_string(one.where.begin.bytes()) + " "
            + std::to_string(one.where.size.count()) + "\n";
    return writeFile(unreadName + std::to_string(step), text);
}

Result<std::vector<UnreadRange>> JobFolder::savedUnread(std::size_t step) const
{
    const std::string name = unreadName + std::to_string(step);
    const Result<std::string> text = readFile(name);
    if (!text && text.error().systemErrno == ENOENT)
        return std::vector<UnreadRange>();
    if (!text)
        return std::unexpected(text.error());
    std::vector<UnreadRange> unread;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        int partition = -1;
        std::int64_t begin = -1;
        std::int64_t size = -1;
        const bool isRead = static_cast<bool>(words >> partition >> begin >> size);
        if (!isRead || partition < 0 || begin < 0 || size <= 0 || unread.size() >= unreadRangesMax)
            return fail(ErrorCode::Corrupt, m_path + "/" + name, "not a list of ranges");
        unread.push_back({.partition = partition, .where = {.begin = Offset(begin), .size = Bytes(size)}});
    }
    return unread;
}

Result<Job> JobFolder::readJob() const
{
    TRY(const std::string bytes, readFile("job.cbor"));
    return decodeJob(bytes);
}

Result<> JobFolder::writeFile(const std::string &name, std::string_view bytes) const
{
    const std::string path = m_path + "/" + name;
    const std::string next = path + ".new";
    {
        const FileDescriptor file(
            ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!file.isOpen())
            return failErrno(next, errno, "open");
        CHECK(writeAll(file.value(), bytes, next));
        if (::fsync(file.value()) != 0)
            return failErrno(next, errno, "fsync");
    }
    if (::rename(next.c_str(), path.c_str()) != 0)
        return failErrno(path, errno, "rename");
    return syncFolder(m_path);
}

Result<std::string> JobFolder::readFile(const std::string &name) const
{
    const std::string path = m_path + "/" + name;
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file.isOpen())
        return failErrno(path, errno, "open");
    std::string bytes;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t done = ::read(file.value(), buffer.data(), buffer.size());
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return failErrno(path, errno, "read");
        if (done == 0)
            return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(done));
        if (bytes.size() > fileMax)
            return fail(ErrorCode::Corrupt, path, "larger than any job");
    }
}

}
