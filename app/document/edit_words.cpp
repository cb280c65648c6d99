// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/document/edit_words.h"

#include "app/scene/words.h"

#include <QCoreApplication>

#include <variant>

namespace parterre {

namespace {

class Wording
{
    Q_DECLARE_TR_FUNCTIONS(EditWords)

public:
    explicit Wording(const Layout &designed)
        : m_designed(designed)
    {}

    QString operator()(const edit::SetClones &edit) const
    {
        return tr("Set clones of %1 to %2").arg(name(edit.number)).arg(edit.count);
    }
    QString operator()(const edit::SetPlacement &) const { return tr("Change placement"); }
    QString operator()(const edit::SetCloning &) const { return tr("Change marks of clones"); }
    QString operator()(const edit::SetReferences &) const { return tr("Change which names follow"); }
    QString operator()(const edit::SetCopying &) const { return tr("Change copying"); }
    QString operator()(const edit::SetNumbering &) const { return tr("Change numbering"); }
    QString operator()(const edit::SetName &edit) const { return tr("Name %1").arg(name(edit.number)); }
    QString operator()(const edit::Reorder &edit) const
    {
        return tr("Move %1 in the table").arg(name(edit.number));
    }
    QString operator()(const edit::Place &edit) const { return tr("Place %1").arg(name(edit.number)); }
    QString operator()(const edit::SetClonedUnchanged &edit) const
    {
        return tr("Change consent for %1").arg(name(edit.number));
    }
    QString operator()(const edit::SetFreshKeys &edit) const
    {
        return tr("Change volume keys of clones of %1").arg(name(edit.number));
    }
    QString operator()(const edit::SetDisk &) const { return tr("Change the drawn disk"); }
    QString operator()(const edit::Add &edit) const { return tr("Add %1").arg(text(edit.name)); }
    QString operator()(const edit::Remove &edit) const { return tr("Remove %1").arg(name(edit.number)); }
    QString operator()(const edit::Resize &edit) const { return tr("Resize %1").arg(name(edit.number)); }

private:
    [[nodiscard]] QString name(int number) const
    {
        const Slot *slot = findSlot(m_designed, number, 0);
        return slot == nullptr ? QStringLiteral("#%1").arg(number) : nameWords(*slot);
    }

    const Layout &m_designed;
};

}

QString editWords(const Edit &edit, const Layout &designed)
{
    return std::visit(Wording(designed), edit);
}

}
