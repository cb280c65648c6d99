// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"

#include <QByteArray>

namespace parterre::exchange {

/// A description in XML, schema 8.5, with what decides about the disk: readKiwiFile() gives it again, but for
/// its lines and the architecture, which is none of the file's. The rest of an image (packages, users) is its
/// author's to add. Requires that nothing is encrypted: a description would have to hold the passphrase.
[[nodiscard]] QByteArray writeKiwiFile(const kiwi::Description &description);

}
