// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/quiet/desktop_shield.h"

#include "helper/identity/child_process.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <format>
#include <fstream>
#include <tuple>

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace parterre {

namespace {

namespace fs = std::filesystem;

/// udev reads its rules by itself within seconds; this is sooner.
void reload(const UdevPlaces &places)
{
    std::ignore =
        runChild(places.program, {"control", "--reload", "--timeout=5"}, {.time = std::chrono::seconds(10)});
}

Result<> putRule(const std::string &path, const std::string &text)
{
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    if (error)
        return failErrno(path, error.value(), "mkdir");
    std::ofstream file(path);
    file << text;
    file.close();
    if (!file)
        return failErrno(path, errno, "write");
    return {};
}

void announce(const fs::path &folder)
{
    std::ofstream(folder / "uevent") << "change";
}

/// The kernel's name of the disk is a word of udev's language here.
bool isPlainName(const std::string &name)
{
    const auto isPlain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    };
    return !name.empty() && std::ranges::all_of(name, isPlain);
}

}

std::string shieldRule(const std::string &name)
{
    // KERNELS is the device itself or any that it is part of: the disk and its partitions.
    return std::format("SUBSYSTEM==\"block\", KERNELS==\"{}\", ENV{{UDISKS_IGNORE}}=\"1\"\n", name);
}

Result<DesktopShield> DesktopShield::raise(int fd, const UdevPlaces &places)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return failErrno("the disk", errno, "fstat");
    if (!S_ISBLK(status.st_mode))
        return fail(ErrorCode::Unsupported, "the disk", "is an image");
    std::error_code error;
    if (!fs::exists(places.control, error))
        return fail(ErrorCode::Unsupported, places.control, "udev does not run");
    if (::geteuid() != 0)
        return fail(ErrorCode::Denied, places.rules, "rules are root's to make");
    const std::string number = std::format("{}:{}", major(status.st_rdev), minor(status.st_rdev));
    const fs::path disk = fs::canonical(places.devices + "/" + number, error);
    const std::string name = disk.filename();
    if (error || !isPlainName(name))
        return fail(ErrorCode::Unsupported, number, "the kernel's name of it is not plain");
    const std::string rule = places.rules + "/90-parterre-" + name + ".rules";
    CHECK(putRule(rule, shieldRule(name)));
    reload(places);
    return DesktopShield(places, rule, disk);
}

DesktopShield::DesktopShield(UdevPlaces places, std::string rule, std::string disk)
    : m_places(std::move(places))
    , m_rule(std::move(rule))
    , m_disk(std::move(disk))
{}

DesktopShield::DesktopShield(DesktopShield &&other) noexcept
    : m_places(std::move(other.m_places))
    , m_rule(std::exchange(other.m_rule, {}))
    , m_disk(std::move(other.m_disk))
{}

DesktopShield::~DesktopShield()
{
    if (m_rule.empty())
        return;
    std::error_code error;
    fs::remove(m_rule, error);
    reload(m_places);
    // Only a new event makes udev forget what the rule said.
    announce(m_disk);
    for (const auto &entry : fs::directory_iterator(m_disk, error))
        if (fs::exists(entry.path() / "partition", error))
            announce(entry.path());
}

}
