// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/utf8_locale.h"

#include <clocale>
#include <langinfo.h>
#include <stdlib.h>
#include <string_view>

namespace parterre {

void useUtf8Locale()
{
    if (std::setlocale(LC_ALL, "") && std::string_view(nl_langinfo(CODESET)) == "UTF-8")
        return;
    // LC_ALL would go before LC_CTYPE; as LANG it still names the language.
    if (const char *all = getenv("LC_ALL"); all && *all) {
        setenv("LANG", all, 1);
        unsetenv("LC_ALL");
    }
    setenv("LC_CTYPE", "C.UTF-8", 1);
    (void)std::setlocale(LC_ALL, "");
}

}
