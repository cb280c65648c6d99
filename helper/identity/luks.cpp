// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

#include <libcryptsetup.h>
#include <memory>

namespace parterre {

namespace {

struct Free
{
    void operator()(crypt_device *device) const { crypt_free(device); }
};

std::unexpected<Error> failed(const Renewal &renewal, int error, const char *call)
{
    return std::unexpected(Error{.code = ErrorCode::ToolFailed,
                                 .subject = "libcryptsetup",
                                 .systemErrno = -error,
                                 .detail = renewal.disk.name() + ": " + call});
}

}

/// The outer UUID and label only; what is inside needs a key to be changed.
Result<> renewLuks(const Renewal &renewal, const std::string &window)
{
    crypt_device *opened = nullptr;
    if (const int error = crypt_init(&opened, window.c_str()); error < 0)
        return failed(renewal, error, "crypt_init");
    const std::unique_ptr<crypt_device, Free> device(opened);
    // Words come back as errors; the helper's streams are for its own.
    crypt_set_log_callback(device.get(), [](int, const char *, void *) {}, nullptr);
    const char *version = renewal.kind == ContentKind::Luks1 ? CRYPT_LUKS1 : CRYPT_LUKS2;
    if (const int error = crypt_load(device.get(), version, nullptr); error < 0)
        return failed(renewal, error, "crypt_load");
    if (const int error = crypt_set_uuid(device.get(), renewal.text.c_str()); error < 0)
        return failed(renewal, error, "crypt_set_uuid");
    if (renewal.label.empty())
        return {};
    // A copy: the library writes over the one it hands out.
    const char *const kept = crypt_get_subsystem(device.get());
    const std::string subsystem = kept == nullptr ? "" : kept;
    if (const int error = crypt_set_label(device.get(), renewal.label.c_str(), subsystem.c_str()); error < 0)
        return failed(renewal, error, "crypt_set_label");
    return {};
}

}
