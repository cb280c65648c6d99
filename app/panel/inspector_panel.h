// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panel/card.h"
#include "core/check/finding.h"
#include "core/layout/layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

#include <optional>

namespace parterre {

class CloningBox;
class RewritingBox;
class CopyingBox;
class SizeField;
class StepperBox;
class VolumeBox;

/// What there is to know about the selected partition and about the design as a whole.
class InspectorPanel : public Card
{
    Q_OBJECT

public:
    struct Content
    {
        std::optional<Slot> slot;        ///< as designed; none: nothing is selected
        std::vector<Slot> clones;        ///< of its origin, in order
        int room = 0;                    ///< how many more clones fit
        bool canClone = false;
        std::optional<Partition> partition;  ///< of the disk as it is; none for clones
        std::optional<Bytes> wishedSize;
        std::string name;                ///< the partids name given by the user
        std::string inUse;               ///< by whom
        bool needsConsent = false;       ///< a finding asks whether clones may keep identifiers
        bool hasConsent = false;
        bool canHaveFreshKeys = false;   ///< there is an LUKS in it, and clones are wanted
        bool hasFreshKeys = false;
        Placement placement{};
        Numbering numbering{};
        Cloning cloning;
        ReferenceChoice references;
        Copying copying;
        bool isGpt = true;
        bool isDevice = false;           ///< a disk, not an image file
        bool isOpen = false;
        bool isDrawing = false;

        friend bool operator==(const Content &, const Content &) = default;
    };

    explicit InspectorPanel(QWidget *parent = nullptr);

    void setContent(const Content &content);

    [[nodiscard]] QSize sizeHint() const override { return {292, 600}; }

Q_SIGNALS:
    void editsWanted(const std::vector<parterre::Edit> &edits);
    void unlockWanted();

private:
    QWidget *makeClones();
    QWidget *makeFacts();
    QWidget *makeIdentifiers();
    QWidget *makeName();
    QWidget *makeDesign();
    QLabel *addFact(QFormLayout *form, const QString &label);
    void showSlot(const Slot &slot);
    void showWishedSize(const Slot &slot);
    void showClones();
    void showIdentifiers(const Slot &slot);
    void showDesign();

    Content m_content;
    QLabel *m_title;
    QLabel *m_subtitle;
    QWidget *m_details;
    QWidget *m_clones = nullptr;
    StepperBox *m_stepper = nullptr;
    QLabel *m_room = nullptr;
    QLabel *m_start = nullptr;
    QLabel *m_size = nullptr;
    SizeField *m_wishedSize = nullptr;
    QLabel *m_kind = nullptr;
    QLabel *m_mounted = nullptr;
    QLabel *m_used = nullptr;
    QLabel *m_type = nullptr;
    VolumeBox *m_volumes = nullptr;
    QLabel *m_fileSystemId = nullptr;
    QLabel *m_guid = nullptr;
    QLabel *m_label = nullptr;
    QLineEdit *m_name = nullptr;
    QLabel *m_key = nullptr;
    QCheckBox *m_consent = nullptr;
    QCheckBox *m_freshKeys = nullptr;
    QPushButton *m_remove = nullptr;
    QWidget *m_design = nullptr;
    QComboBox *m_placement = nullptr;
    QComboBox *m_numbering = nullptr;
    CloningBox *m_cloning = nullptr;
    RewritingBox *m_rewriting = nullptr;
    CopyingBox *m_copying = nullptr;
};

}
