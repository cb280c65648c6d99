// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/snapshot.h"

namespace parterre::probed {

const std::vector<std::string> &kiwiRepartModules()
{
    static const std::vector<std::string> paths{"/usr/lib/dracut/modules.d/55kiwi-repart/module-setup.sh",
                                                "/usr/lib/dracut/modules.d/99kiwi-repart/module-setup.sh"};
    return paths;
}

}
