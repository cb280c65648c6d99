// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

namespace parterre::exchange {

/// An element of an XML file, with all that is in it.
struct XmlElement
{
    QString name;
    std::map<QString, QString> attributes;
    QString text;  ///< directly in it, without white space at its ends
    int line = 0;  ///< where it begins, from 1
    std::vector<XmlElement> children;

    /// Empty where it has none.
    [[nodiscard]] QString attribute(const char *key) const;
    [[nodiscard]] bool has(const char *key) const;
    /// The first child of this name, or nullptr.
    [[nodiscard]] const XmlElement *child(const char *key) const;
};

/// The whole file. Fails with Invalid ("line 3: ...") for what is no XML, and for what none of a person's
/// files need: a document type, entities of its own, more than 1 MiB, 32 levels or 20000 elements.
[[nodiscard]] Result<XmlElement> readXml(const QByteArray &bytes);

}
