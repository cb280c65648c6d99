// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/xml_tree.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <utility>

namespace parterre::exchange {

namespace {

constexpr qsizetype fileLimit = 1 << 20;
constexpr int depthLimit = 32;
constexpr int elementsLimit = 20000;

class TreeReader
{
public:
    explicit TreeReader(const QByteArray &bytes)
        : m_xml(bytes)
    {
        m_xml.setEntityExpansionLimit(0);
    }

    Result<XmlElement> read()
    {
        while (!m_xml.atEnd()) {
            m_xml.readNext();
            if (m_xml.isDTD() || m_xml.isEntityReference())
                return wrong("a document type and entities of one's own are not read; take them out");
            if (m_xml.isStartElement())
                CHECK(begin());
            else if (m_xml.isEndElement())
                end();
            else if (m_xml.isCharacters() && !m_open.empty())
                m_open.back().text += m_xml.text();
        }
        if (m_xml.hasError()) {
            QString said = m_xml.errorString();
            if (said.endsWith(QLatin1Char('.')))
                said.chop(1);
            return wrong(said.toStdString());
        }
        return std::move(m_root);
    }

private:
    std::unexpected<Error> wrong(const std::string &what) const
    {
        return fail(ErrorCode::Invalid, {}, "line " + std::to_string(m_xml.lineNumber()) + ": " + what);
    }

    Result<> begin()
    {
        if (std::cmp_greater_equal(m_open.size(), depthLimit))
            return wrong("elements lie in each other more than 32 levels deep");
        if (++m_count > elementsLimit)
            return wrong("there are more than 20000 elements");
        XmlElement element;
        element.name = m_xml.name().toString();
        element.line = static_cast<int>(m_xml.lineNumber());
        for (const QXmlStreamAttribute &attribute : m_xml.attributes())
            element.attributes.emplace(attribute.name().toString(), attribute.value().toString());
        m_open.push_back(std::move(element));
        return {};
    }

    void end()
    {
        XmlElement element = std::move(m_open.back());
        m_open.pop_back();
        element.text = element.text.trimmed();
        if (m_open.empty())
            m_root = std::move(element);
        else
            m_open.back().children.push_back(std::move(element));
    }

    QXmlStreamReader m_xml;
    std::vector<XmlElement> m_open;
    XmlElement m_root;
    int m_count = 0;
};

}

QString XmlElement::attribute(const char *key) const
{
    const auto found = attributes.find(QLatin1StringView(key));
    return found == attributes.end() ? QString() : found->second;
}

bool XmlElement::has(const char *key) const
{
    return attributes.contains(QLatin1StringView(key));
}

const XmlElement *XmlElement::child(const char *key) const
{
    const auto found = std::ranges::find(children, QLatin1StringView(key), &XmlElement::name);
    return found == children.end() ? nullptr : &*found;
}

Result<XmlElement> readXml(const QByteArray &bytes)
{
    if (bytes.size() > fileLimit)
        return fail(ErrorCode::Invalid, {}, "the file is larger than 1 MiB");
    return TreeReader(bytes).read();
}

}
