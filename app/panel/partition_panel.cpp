// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/partition_panel.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <array>

namespace parterre {

PartitionPanel::PartitionPanel(QWidget *parent)
    : QTableView(parent)
    , m_model(this)
{
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Designed partition table"));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(26);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setFixedHeight(28);
    connect(&m_model, &PartitionModel::clonesWanted, this, [this](int number, int count) {
        Q_EMIT editsWanted({edit::SetClones{.number = number, .count = count}});
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                const auto key = m_model.keyAt(current.row());
                if (key && key != m_selected)
                    Q_EMIT selectionWanted(key);
            });
}

void PartitionPanel::setLayout(const Layout &layout)
{
    m_model.setLayout(layout);
    setSelected(m_selected);
}

void PartitionPanel::setSelected(std::optional<SlotKey> key)
{
    m_selected = key;
    const int row = key ? m_model.rowOf(*key) : -1;
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
    } else if (currentIndex().row() != row) {
        setCurrentIndex(m_model.index(row, 0));
    }
}

void PartitionPanel::keyPressEvent(QKeyEvent *event)
{
    const bool isPlus = event->key() == Qt::Key_Plus;
    if ((isPlus || event->key() == Qt::Key_Minus) && currentIndex().isValid()) {
        const QModelIndex clones = m_model.index(currentIndex().row(), PartitionModel::Clones);
        if (clones.flags().testFlag(Qt::ItemIsEditable))
            m_model.setData(clones, m_model.data(clones, Qt::EditRole).toInt() + (isPlus ? 1 : -1),
                            Qt::EditRole);
        return;
    }
    QTableView::keyPressEvent(event);
}

void PartitionPanel::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    // shares of the width, after what stands in the columns
    constexpr std::array shares{0.052, 0.145, 0.102, 0.082, 0.072, 0.078, 0.26, 0.209};
    for (int column = 0; column < PartitionModel::ColumnCount; ++column)
        setColumnWidth(column,
                       static_cast<int>(viewport()->width() * shares[static_cast<std::size_t>(column)]));
}

}
