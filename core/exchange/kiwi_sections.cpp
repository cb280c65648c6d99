// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/kiwi_sections.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <set>

namespace parterre::exchange {

namespace {

constexpr int includeDepthMax = 4;
constexpr int includesMax = 64;

std::unexpected<Error> wrong(const XmlElement &where, const QString &what)
{
    return fail(ErrorCode::Invalid, {}, "line " + std::to_string(where.line) + ": " + what.toStdString());
}

bool isListed(const QString &list, const QString &word)
{
    const QStringList words = list.split(QLatin1Char(','));
    return std::ranges::any_of(words, [&](const QString &one) { return one.trimmed() == word; });
}

bool isForArchitecture(const XmlElement &element, const KiwiChoice &choice)
{
    const QString list = element.attribute("arch");
    return list.isEmpty() || isListed(list, choice.architecture);
}

/// The profiles that a choice means, with all that they require.
class Profiles
{
public:
    Profiles(const XmlElement &image, const KiwiChoice &choice)
    {
        for (const XmlElement &section : image.children) {
            if (section.name != QLatin1StringView("profiles"))
                continue;
            for (const XmlElement &profile : section.children) {
                if (profile.name != QLatin1StringView("profile") || !isForArchitecture(profile, choice))
                    continue;
                if (m_known.emplace(profile.attribute("name"), &profile).second)
                    m_names.append(profile.attribute("name"));
            }
        }
    }

    Result<std::set<QString>> chosen(const KiwiChoice &choice) const
    {
        if (choice.profiles.isEmpty())
            return imported();
        std::set<QString> chosen;
        QStringList waiting = choice.profiles;
        while (!waiting.isEmpty()) {
            const QString name = waiting.takeLast();
            const auto found = m_known.find(name);
            if (found == m_known.end())
                return fail(ErrorCode::Invalid, {},
                            "there is no profile \"" + name.toStdString() + "\" for this architecture; "
                                + (m_known.empty() ? std::string("the description has none")
                                                   : "the description has "
                                           + m_names.join(QStringLiteral(", ")).toStdString()));
            if (!chosen.insert(name).second)
                continue;
            for (const XmlElement &required : found->second->children) {
                if (required.name == QLatin1StringView("requires"))
                    waiting.append(required.attribute("profile"));
            }
        }
        return chosen;
    }

private:
    [[nodiscard]] std::set<QString> imported() const
    {
        std::set<QString> chosen;
        for (const auto &[name, profile] : m_known) {
            if (profile->attribute("import") == QLatin1StringView("true"))
                chosen.insert(name);
        }
        return chosen;
    }

    std::map<QString, const XmlElement *> m_known;
    QStringList m_names;
};

bool isApplied(const XmlElement &section, const std::set<QString> &profiles)
{
    const QString list = section.attribute("profiles");
    const QStringList words = list.split(QLatin1Char(','));
    return list.isEmpty()
        || std::ranges::any_of(words, [&](const QString &one) { return profiles.contains(one.trimmed()); });
}

/// "oem in line 12, iso in line 40".
QString places(const std::vector<const XmlElement *> &types)
{
    QStringList list;
    for (const XmlElement *type : types)
        list.append(QStringLiteral("%1 in line %2").arg(type->attribute("image")).arg(type->line));
    return list.join(QStringLiteral(", "));
}

Result<XmlElement> theOne(const std::vector<const XmlElement *> &types, const KiwiChoice &choice)
{
    std::vector<const XmlElement *> fitting;
    const QString wanted = choice.type.isEmpty() ? QStringLiteral("oem") : choice.type;
    std::ranges::copy_if(types, std::back_inserter(fitting),
                         [&](const XmlElement *type) { return type->attribute("image") == wanted; });
    if (wanted != QLatin1StringView("oem") && !fitting.empty())
        return wrong(
            *fitting.front(),
            QStringLiteral("the type \"%1\" is no disk; KIWI's disks are of the type oem").arg(wanted));
    if (types.empty())
        return fail(ErrorCode::Invalid, {},
                    "no <type> belongs to these profiles; name others with --profile");
    if (fitting.empty())
        return wrong(*types.front(),
                     QStringLiteral("there is no type \"%1\", but %2; name another profile with --profile")
                         .arg(wanted, places(types)));
    const auto primary = std::ranges::find_if(fitting, [](const XmlElement *type) {
        return type->attribute("primary") == QLatin1StringView("true");
    });
    if (primary != fitting.end())
        return **primary;
    if (fitting.size() > 1)
        return wrong(
            *fitting.front(),
            QStringLiteral("several types are meant: %1; name a profile that only one of them belongs to "
                           "with --profile")
                .arg(places(fitting)));
    return *fitting.front();
}

class Includer
{
public:
    explicit Includer(const KiwiInclude &include)
        : m_include(include)
    {}

    Result<> resolve(XmlElement &image, int depth)
    {
        std::vector<XmlElement> children;
        for (XmlElement &child : image.children) {
            if (child.name != QLatin1StringView("include")) {
                children.push_back(std::move(child));
                continue;
            }
            TRY(XmlElement included, read(child, depth));
            std::ranges::move(included.children, std::back_inserter(children));
        }
        image.children = std::move(children);
        return {};
    }

private:
    Result<XmlElement> read(const XmlElement &element, int depth)
    {
        const QString from = element.attribute("from");
        static const QRegularExpression relative(QStringLiteral("^this://(?:\\./)?([^/\\\\:][^\\\\:]*)$"));
        const QRegularExpressionMatch match = relative.match(from);
        const QString name = match.captured(1);
        const QStringList parts = name.split(QLatin1Char('/'));
        if (!match.hasMatch() || parts.contains(QStringLiteral("..")) || name.contains(QChar(0)))
            return wrong(element,
                         QStringLiteral("only files beside the description are included, as this://NAME, "
                                        "not \"%1\"; put the file there")
                             .arg(from));
        if (depth >= includeDepthMax || ++m_count > includesMax)
            return wrong(element,
                         QStringLiteral("files include each other more than 4 levels deep, or more than 64 "
                                        "of them; put them together"));
        TRY(const QByteArray bytes, m_include(name));
        const auto inFile = [&](Error error) {
            error.detail = name.toStdString() + ": " + error.detail;
            return std::unexpected(std::move(error));
        };
        Result<XmlElement> image = readXml(bytes);
        if (!image)
            return inFile(image.error());
        if (image->name != QLatin1StringView("image"))
            return inFile(wrong(*image, QStringLiteral("an included file has an <image> around it")).error());
        if (auto resolved = resolve(*image, depth + 1); !resolved)
            return inFile(resolved.error());
        return image;
    }

    const KiwiInclude &m_include;
    int m_count = 0;
};

}

Result<XmlElement> chosenType(const XmlElement &image, const KiwiChoice &choice)
{
    TRY(const std::set<QString> profiles, Profiles(image, choice).chosen(choice));
    std::vector<const XmlElement *> types;
    for (const XmlElement &section : image.children) {
        const bool isMeant = section.name == QLatin1StringView("preferences")
            && isForArchitecture(section, choice) && isApplied(section, profiles);
        if (!isMeant)
            continue;
        for (const XmlElement &type : section.children) {
            if (type.name == QLatin1StringView("type"))
                types.push_back(&type);
        }
    }
    return theOne(types, choice);
}

Result<> resolveIncludes(XmlElement &image, const KiwiInclude &include)
{
    return Includer(include).resolve(image, 0);
}

}
