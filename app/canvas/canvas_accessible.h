// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace parterre {

class DiskCanvas;

/// Teaches assistive technology the canvas: a list with one item for each designed partition, its
/// name as in "Partition 5, home ◆1, ext4, 3.0 GiB, used 30 %, new". Once is enough; more is harmless.
void installCanvasAccessibility();
/// Tells assistive technology that another partition is selected now.
void announceSelection(DiskCanvas &canvas);

}
