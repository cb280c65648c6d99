// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cmake/precompiled/tests.h"

int main() {}
