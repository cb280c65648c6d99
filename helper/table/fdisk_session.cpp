// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/fdisk_session.h"

#include <cerrno>
#include <utility>

namespace parterre {

namespace {

int answer(fdisk_context *, fdisk_ask *ask, void *words)
{
    switch (fdisk_ask_get_type(ask)) {
    case FDISK_ASKTYPE_INFO:
    case FDISK_ASKTYPE_WARN:
    case FDISK_ASKTYPE_WARNX:
        *static_cast<std::string *>(words) = fdisk_ask_print_get_mesg(ask);
        return 0;
    default:
        return -ECANCELED;
    }
}

}

FdiskSession::FdiskSession(Context context, std::string name)
    : m_name(std::move(name))
    , m_words(std::make_unique<std::string>())
    , m_context(std::move(context))
{}

Result<FdiskSession> FdiskSession::open(const DiskCopy &copy, const Topology &topology,
                                        const std::string &name)
{
    FdiskSession session(Context(fdisk_new_context()), name);
    fdisk_context *context = session.context();
    if (context == nullptr)
        return failErrno(name, ENOMEM, "libfdisk");
    fdisk_set_ask(context, answer, session.m_words.get());
    fdisk_disable_dialogs(context, 1);
    const auto sector = static_cast<unsigned int>(topology.sectorSize.count());
    const auto physical = static_cast<unsigned int>(topology.physicalSectorSize.count());
    if (const int status = fdisk_save_user_sector_size(context, physical, sector); status != 0)
        return session.failed(ErrorCode::Unsupported, status, "sector size");
    if (const int status = fdisk_assign_device_by_fd(context, copy.fd(), name.c_str(), 0); status != 0)
        return session.failed(ErrorCode::Corrupt, status, "open");
    return session;
}

std::unexpected<Error> FdiskSession::failed(ErrorCode code, int status, const char *call) const
{
    return std::unexpected(Error{.code = code,
                                 .subject = m_name,
                                 .systemErrno = status < 0 ? -status : 0,
                                 .detail = m_words->empty() ? std::string("libfdisk: ") + call : *m_words});
}

}
