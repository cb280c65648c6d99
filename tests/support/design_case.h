// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"

#include <string>
#include <vector>

namespace parterre::test {

/// One disk with one design and what follows, to be held against what must always be true.
class Case
{
public:
    Case(const Inventory &inventory, Design design);
    Case(const Case &) = delete;  // m_slots is a part of it
    Case &operator=(const Case &) = delete;
    Case(Case &&) = delete;
    Case &operator=(Case &&) = delete;
    ~Case() = default;

    [[nodiscard]] bool hasPlan() const { return !m_derived.plan.isEmpty(); }
    /// The disk once the plan has been run.
    [[nodiscard]] Inventory after() const;
    /// Before, after, findings and plan, for a person to look at.
    [[nodiscard]] std::string text() const;
    /// What is wrong with the case, or nothing.
    [[nodiscard]] std::string run();

private:
    void expect(bool isRight, const std::string &otherwise);
    [[nodiscard]] bool isKept(const Partition &partition) const;
    /// Whether a finding's fix is permitted, and is not the design as it is.
    [[nodiscard]] bool canFix(const Fix &fix) const;
    [[nodiscard]] Extent container() const;
    [[nodiscard]] bool isByHand(const Slot &slot) const;
    void checkExtents();
    void checkNumbers();
    void checkOrder();
    void checkIdentifiers();
    void checkSimulation();
    /// Told apart from simulate() on purpose: nothing but the copies' extents.
    void checkReads();
    /// Where it puts journal and scratch; adds what it writes.
    void checkMove(const InPlaceMove &move, std::vector<Extent> &written);
    /// New entries lie where a copy went, or on the old place of their origin.
    void checkSource(const Slot &slot, const std::vector<Extent> &written);
    /// Who applies the plan and looks again has nothing to do, and finds the clones as clones.
    void checkAgain();

    Inventory m_inventory;
    Design m_design;
    Derived m_derived;
    const std::vector<Slot> &m_slots;
    std::string m_wrong;
};

}
