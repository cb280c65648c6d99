// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/inspector_panel.h"

#include "app/canvas/colours.h"
#include "app/panel/cloning_box.h"
#include "app/panel/copying_box.h"
#include "app/panel/form.h"
#include "app/panel/rewriting_box.h"
#include "app/panel/size_field.h"
#include "app/panel/stepper_box.h"
#include "app/panel/volume_box.h"
#include "app/scene/disk_scene.h"
#include "app/scene/words.h"
#include "core/model/resizing.h"

#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

namespace parterre {

namespace {

void setTextColour(QLabel &label, QColor colour)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, colour);
    label.setPalette(palette);
}

}

InspectorPanel::InspectorPanel(QWidget *parent)
    : Card(parent)
    , m_title(new QLabel)
    , m_subtitle(new QuietLabel)
    , m_details(new QWidget)
{
    setScaledFont(*m_title, 1.4, QFont::Bold);
    setScaledFont(*m_subtitle, 0.92);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subtitle->setWordWrap(true);

    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 0, 0, 0);
    details->setSpacing(6);
    details->addWidget(makeClones());
    details->addWidget(makeFacts());
    m_volumes = new VolumeBox;
    details->addWidget(m_volumes);
    connect(m_volumes, &VolumeBox::unlockWanted, this, &InspectorPanel::unlockWanted);
    details->addWidget(makeIdentifiers());
    details->addWidget(makeName());

    auto *sheet = new QWidget;
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(16, 12, 16, 14);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addWidget(m_details);
    column->addStretch(1);
    column->addWidget(makeDesign());

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(sheet);
    sheet->setAutoFillBackground(false);  // setWidget() has switched it on
    auto *frame = new QVBoxLayout(this);
    frame->setContentsMargins(1, 1, 1, 1);
    frame->addWidget(scroll);
    setContent({});
}

QWidget *InspectorPanel::makeClones()
{
    m_clones = new QWidget;
    auto *column = new QVBoxLayout(m_clones);
    column->setContentsMargins(0, 8, 0, 4);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("Clones"));
    setScaledFont(*label, 1.0, QFont::Bold);
    m_stepper = new StepperBox;
    m_stepper->setObjectName(QStringLiteral("cloneStepper"));
    row->addWidget(label);
    row->addStretch(1);
    row->addWidget(m_stepper);
    column->addLayout(row);
    m_room = new QLabel;
    setScaledFont(*m_room, 0.92);
    m_room->setWordWrap(true);
    column->addWidget(m_room);
    connect(m_stepper, &StepperBox::valueWanted, this, [this](int count) {
        Q_EMIT editsWanted({edit::SetClones{.number = m_content.slot->source, .count = count}});
    });
    return m_clones;
}

QLabel *InspectorPanel::addFact(QFormLayout *form, const QString &label)
{
    auto *name = new QuietLabel(label);
    name->setFixedWidth(92);
    setScaledFont(*name, 0.92);
    auto *value = new QLabel;
    setScaledFont(*value, 0.92);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    name->setBuddy(value);
    form->addRow(name, value);
    return value;
}

QWidget *InspectorPanel::makeFacts()
{
    auto *facts = new QWidget;
    QFormLayout *form = makeForm(facts);
    form->setContentsMargins(0, 6, 0, 0);
    m_start = addFact(form, tr("Start"));
    m_size = addFact(form, tr("Size"));
    m_wishedSize = new SizeField;
    m_wishedSize->setObjectName(QStringLiteral("wishedSize"));
    m_wishedSize->setAccessibleName(tr("Wanted size"));
    setScaledFont(*m_wishedSize, 0.92);
    addField(*form, m_wishedSize);
    connect(m_wishedSize, &SizeField::sizeWanted, this,
            [this](Bytes size) { Q_EMIT editsWanted({resizeTo(*m_content.partition, size)}); });
    m_kind = addFact(form, tr("Content"));
    m_mounted = addFact(form, tr("Mounted at"));
    m_used = addFact(form, tr("Used"));
    m_type = addFact(form, tr("Type"));
    return facts;
}

QWidget *InspectorPanel::makeIdentifiers()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHeading(tr("Identifiers")));
    auto *form = makeForm(nullptr);
    m_fileSystemId = addFact(form, tr("Filesystem"));
    m_guid = addFact(form, tr("GUID"));
    m_label = addFact(form, tr("Label"));
    column->addLayout(form);
    m_consent = new QCheckBox(tr("Clone it unchanged"));
    m_consent->setToolTip(tr("The clones keep the identifiers of their origin. Systems that search by "
                             "identifier may find the wrong copy."));
    setScaledFont(*m_consent, 0.92);
    connect(m_consent, &QCheckBox::clicked, this, [this](bool isAllowed) {
        Q_EMIT editsWanted(
            {edit::SetClonedUnchanged{.number = m_content.slot->source, .isAllowed = isAllowed}});
    });
    column->addWidget(m_consent);
    m_freshKeys = new QCheckBox(tr("Volume keys of their own"));
    m_freshKeys->setObjectName(QStringLiteral("freshKeys"));
    m_freshKeys->setToolTip(
        tr("Each LUKS in the clones is encrypted anew, and opened only by what opened its "
           "origin here. Otherwise whoever has the origin's volume key reads the clones, "
           "too."));
    setScaledFont(*m_freshKeys, 0.92);
    connect(m_freshKeys, &QCheckBox::clicked, this, [this](bool isWanted) {
        Q_EMIT editsWanted({edit::SetFreshKeys{.number = m_content.slot->source, .isWanted = isWanted}});
    });
    column->addWidget(m_freshKeys);
    return box;
}

QWidget *InspectorPanel::makeName()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    column->addWidget(makeHeading(tr("Name in config.partids")));
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("partidsName"));
    m_name->setAccessibleName(tr("Name in config.partids"));
    m_name->setToolTip(tr("The entry of a GPT is renamed to it as well."));
    m_name->setClearButtonEnabled(true);
    column->addWidget(m_name);
    m_key = new QuietLabel;
    setScaledFont(*m_key, 0.86);
    column->addWidget(m_key);
    m_remove = new QPushButton(tr("Remove from the drawing"));
    column->addWidget(m_remove);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_content.slot && m_name->text().toStdString() != m_content.name)
            Q_EMIT editsWanted(
                {edit::SetName{.number = m_content.slot->source, .name = m_name->text().toStdString()}});
    });
    connect(m_remove, &QPushButton::clicked, this,
            [this] { Q_EMIT editsWanted({edit::Remove{.number = m_content.slot->source}}); });
    return box;
}

QWidget *InspectorPanel::makeDesign()
{
    m_design = new QWidget;
    auto *column = new QVBoxLayout(m_design);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHeading(tr("Whole design")));
    QFormLayout *form = makeForm(nullptr);
    m_placement =
        makeChooser(tr("Placement"),
                    {{tr("In free space"), tr("Nothing that exists is moved; clones go where there is room")},
                     {tr("Beside their origin"), tr("Clones lie directly before their origin on the disk")}});
    m_numbering = makeChooser(
        tr("Numbering"),
        {{tr("Clones first (KIWI)"), tr("1 to n in table order, clones directly before their origin")},
         {tr("Keep numbers"), tr("What exists keeps its number, clones take free ones")}});
    for (QComboBox *const chooser : {m_placement, m_numbering})
        addField(*form, chooser);
    column->addLayout(form);
    connect(m_placement, &QComboBox::activated, this,
            [this](int row) { Q_EMIT editsWanted({edit::SetPlacement{static_cast<Placement>(row)}}); });
    connect(m_numbering, &QComboBox::activated, this,
            [this](int row) { Q_EMIT editsWanted({edit::SetNumbering{static_cast<Numbering>(row)}}); });
    m_cloning = new CloningBox;
    column->addWidget(m_cloning);
    connect(m_cloning, &CloningBox::cloningWanted, this,
            [this](const Cloning &cloning) { Q_EMIT editsWanted({edit::SetCloning{cloning}}); });
    m_rewriting = new RewritingBox;
    column->addWidget(m_rewriting);
    connect(m_rewriting, &RewritingBox::choiceWanted, this,
            [this](const ReferenceChoice &choice) { Q_EMIT editsWanted({edit::SetReferences{choice}}); });
    m_copying = new CopyingBox;
    column->addWidget(m_copying);
    connect(m_copying, &CopyingBox::copyingWanted, this,
            [this](const Copying &copying) { Q_EMIT editsWanted({edit::SetCopying{copying}}); });
    return m_design;
}

void InspectorPanel::setContent(const Content &content)
{
    m_content = content;
    m_details->setVisible(content.slot.has_value());
    m_design->setVisible(content.isOpen);
    if (content.slot) {
        showSlot(*content.slot);
        showClones();
        showIdentifiers(*content.slot);
    } else {
        m_title->setText(content.isOpen ? tr("Nothing selected") : QString());
        m_subtitle->setText(content.isOpen ? tr("Click a partition in the picture or in the table.")
                                           : QString());
    }
    showDesign();
}

void InspectorPanel::showSlot(const Slot &slot)
{
    QStringList parts;
    switch (slot.role) {
    case Role::Clone:
        parts << tr("clone %1 of %2").arg(slot.cloneIndex).arg(text(slot.cloneOf));
        break;
    case Role::Origin:
        parts << tr("origin");
        break;
    case Role::Other:
        break;
    }
    parts << tr("partition %1").arg(slot.number);
    if (!slot.name.empty())
        parts << text(slot.name);
    m_title->setText(slotWords(slot));
    m_subtitle->setText(parts.join(QStringLiteral(" · ")));
    m_start->setText(sizeWords(slot.extent.begin - Offset()));
    m_start->setToolTip(tr("byte %L1").arg(slot.extent.begin.bytes()));
    m_size->setText(sizeWords(slot.extent.size));
    m_size->setToolTip(tr("%L1 bytes").arg(slot.extent.size.count()));
    showWishedSize(slot);
    m_kind->setText(contentDetailWords(slot.content));
    const QString inUse = text(m_content.inUse);
    m_mounted->setText(!inUse.isEmpty()              ? tr("%1 (in use now)").arg(inUse)
                           : slot.mountPoint.empty() ? QStringLiteral("–")
                                                     : text(slot.mountPoint));
    m_used->setText(slot.content.used ? shareWords(*slot.content.used, slot.extent.size) : tr("not known"));
    m_type->setText(typeWords(slot.type));
    m_volumes->setContent(slot.content, !m_content.isDrawing);
    if (!m_name->hasFocus())
        m_name->setText(text(m_content.name));
    m_name->setPlaceholderText(slot.partidsName.empty() ? tr("none") : text(slot.partidsName));
    m_name->setEnabled(slot.role != Role::Clone);
    m_key->setText(text(slot.partidsKey));
    m_remove->setVisible(m_content.isDrawing && slot.role != Role::Clone);
}

void InspectorPanel::showWishedSize(const Slot &slot)
{
    const ContentKind kind = slot.content.kind;
    const QString content = contentWords(slot.content);
    const bool isClone = !m_content.partition;
    const bool isExtended = slot.entry == EntryKind::Extended;
    const bool mayChange = !isClone && !isExtended && !mayEndWithItsPlace(kind);
    QStringList hints;
    if (isClone)
        hints << tr("A clone has the size of its origin.");
    else if (isExtended)
        hints << tr("The extended partition is as large as what it holds needs.");
    else if (!mayChange)
        hints << tr("%1 may be found by what stands at its very end, so its partition keeps its size.")
                     .arg(content);
    else
        hints << tr("So much the partition and its new clones shall have, such as 512 MiB or 1.5 GiB.");
    if (mayChange && kind != ContentKind::Unformatted && !canEverShrink(kind))
        hints << tr("%1 cannot be made smaller.").arg(content);
    if (mayChange && kind != ContentKind::Unformatted && !canEverGrow(kind))
        hints << tr("%1 stays as large as it is in a larger partition.").arg(content);
    m_wishedSize->setEnabled(mayChange);
    m_wishedSize->setToolTip(hints.join(QLatin1Char(' ')));
    m_wishedSize->setSize(
        m_content.wishedSize.value_or(isClone ? slot.extent.size : m_content.partition->extent.size));
}

void InspectorPanel::showClones()
{
    m_clones->setVisible(m_content.canClone);
    if (!m_content.canClone)
        return;
    m_stepper->setValue(static_cast<int>(m_content.clones.size()));
    m_stepper->setCanAdd(true, {});
    m_room->setText(m_content.room == 0 ? tr("no further clone fits")
                                        : tr("up to %n more fit in free space", nullptr, m_content.room));
    setTextColour(*m_room, m_content.room == 0 ? colours::caution() : colours::good());
}

void InspectorPanel::showIdentifiers(const Slot &slot)
{
    const bool hasClones = slot.role != Role::Clone && !m_content.clones.empty();
    const QString own = shortId(slot.content.uuid);
    m_fileSystemId->setText(own.isEmpty()    ? tr("none")
                                : hasClones  ? tr("%1, kept\nnew on each clone").arg(own)
                                : slot.isNew ? tr("%1, new").arg(own)
                                             : tr("%1, kept").arg(own));
    m_fileSystemId->setToolTip(text(slot.content.uuid));
    m_guid->setText(shortId(slot.guid)
                    + (slot.isNew      ? tr(", new")
                           : hasClones ? tr(", kept\nnew on each clone")
                                       : tr(", kept")));
    m_guid->setToolTip(text(slot.guid));
    QStringList labels{slot.content.label.empty() ? QStringLiteral("–") : text(slot.content.label)};
    for (const Slot &clone : m_content.clones) {
        if (hasClones && !clone.content.label.empty() && !labels.contains(text(clone.content.label)))
            labels << text(clone.content.label);
    }
    m_label->setText(labels.join(QStringLiteral(" · ")));
    m_consent->setVisible(m_content.needsConsent || m_content.hasConsent);
    m_consent->setChecked(m_content.hasConsent);
    m_freshKeys->setVisible(m_content.canHaveFreshKeys || m_content.hasFreshKeys);
    m_freshKeys->setChecked(m_content.hasFreshKeys);
}

void InspectorPanel::showDesign()
{
    m_placement->setCurrentIndex(static_cast<int>(m_content.placement));
    m_numbering->setCurrentIndex(static_cast<int>(m_content.numbering));
    m_cloning->setCloning(m_content.cloning, m_content.isGpt);
    m_rewriting->setChoice(m_content.references);
    m_copying->setCopying(m_content.copying, m_content.isDevice);
}

}
