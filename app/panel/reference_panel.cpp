// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/reference_panel.h"

#include <QHeaderView>

#include <array>

namespace parterre {

ReferencePanel::ReferencePanel(QWidget *parent)
    : QTableView(parent)
    , m_model(this)
{
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAccessibleName(tr("References"));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(26);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
}

void ReferencePanel::setReferences(const std::vector<Reference> &references, const Derived &derived)
{
    m_model.setReferences(references, derived);
}

void ReferencePanel::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    constexpr std::array shares{0.1, 0.16, 0.24, 0.13, 0.15, 0.22};
    for (int column = 0; column < ReferenceModel::ColumnCount; ++column)
        setColumnWidth(column,
                       static_cast<int>(viewport()->width() * shares[static_cast<std::size_t>(column)]));
}

}
