// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <QAbstractSpinBox>

#include <optional>

namespace parterre {

/// A size to the byte, typed with its unit ("1.5 GiB") or changed in steps of a MiB by the arrow keys.
class SizeField : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit SizeField(QWidget *parent = nullptr);

    /// Says nothing to anybody, and leaves alone what somebody is typing.
    void setSize(Bytes size);
    [[nodiscard]] Bytes size() const { return m_size; }

    void stepBy(int steps) override;
    [[nodiscard]] QValidator::State validate(QString &input, int &pos) const override;
    void fixup(QString &input) const override;

Q_SIGNALS:
    void sizeWanted(parterre::Bytes size);

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    [[nodiscard]] std::optional<Bytes> typed(const QString &input) const;
    void present(Bytes size);
    void ask();

    Bytes m_size;
};

}
