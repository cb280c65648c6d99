// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_options.h"

#include "app/cli/ctl_rules.h"
#include "core/model/edit.h"
#include "core/text/size_text.h"

#include <QHash>

#include <deque>
#include <functional>

namespace parterre::ctl {

namespace {

using Parsed = std::expected<Options, QString>;

const QHash<QString, Command> &commands()
{
    static const QHash<QString, Command> words{
        {QStringLiteral("list"), Command::List},       {QStringLiteral("probe"), Command::Probe},
        {QStringLiteral("plan"), Command::Plan},       {QStringLiteral("apply"), Command::Apply},
        {QStringLiteral("verify"), Command::Verify},   {QStringLiteral("partids"), Command::Partids},
        {QStringLiteral("recover"), Command::Recover}, {QStringLiteral("render"), Command::Render},
        {QStringLiteral("refs"), Command::Refs},       {QStringLiteral("import"), Command::Import},
        {QStringLiteral("export"), Command::Export},   {QStringLiteral("help"), Command::Help},
        {QStringLiteral("--help"), Command::Help},     {QStringLiteral("-h"), Command::Help},
        {QStringLiteral("build"), Command::Build},     {QStringLiteral("--version"), Command::Version}};
    return words;
}

/// Reads the words of one command line; the first wrong one ends it.
class Reader
{
public:
    explicit Reader(const QStringList &words)
        : m_words(words.begin(), words.end())
    {}

    Parsed read()
    {
        if (m_words.empty())
            return std::unexpected(QStringLiteral("a command is missing"));
        const QString verb = take();
        const auto command = commands().find(verb);
        if (command == commands().end())
            return std::unexpected(QStringLiteral("there is no command \"%1\"").arg(verb));
        m_options.command = *command;
        while (!m_words.empty() && m_wrong.isEmpty())
            readWord(take());
        if (m_wrong.isEmpty())
            m_wrong = whatIsWrongWith(m_options);
        if (!m_wrong.isEmpty())
            return std::unexpected(m_wrong);
        return m_options;
    }

private:
    QString take()
    {
        QString word = m_words.front();
        m_words.pop_front();
        return word;
    }

    /// The value of an option: "--clone=root=1" or "--clone root=1".
    QString valueOf(const QString &option, const std::optional<QString> &attached)
    {
        if (attached)
            return *attached;
        if (m_words.empty()) {
            m_wrong = QStringLiteral("%1 needs a value").arg(option);
            return {};
        }
        return take();
    }

    void readWord(const QString &word)
    {
        if (!word.startsWith(QLatin1Char('-')) || word == QStringLiteral("-")) {
            readTarget(word);
            return;
        }
        const bool isLong = word.startsWith(QStringLiteral("--"));
        const qsizetype equals = isLong ? word.indexOf(QLatin1Char('=')) : -1;
        const QString option = equals < 0 ? word : word.left(equals);
        const std::optional<QString> attached =
            equals < 0 ? std::nullopt : std::optional(word.mid(equals + 1));
        if (!readFlag(option, attached) && !readOption(option, attached) && m_wrong.isEmpty())
            m_wrong = QStringLiteral("there is no option \"%1\"").arg(option);
    }

    void readTarget(const QString &word)
    {
        if (isExchange() && m_options.format.isEmpty()) {
            m_options.format = word;
            const QStringList formats{QStringLiteral("kiwi"), QStringLiteral("sfdisk"),
                                      QStringLiteral("repart")};
            if (!formats.contains(word))
                m_wrong =
                    QStringLiteral("\"%1\" is no format of import and export; kiwi, sfdisk and repart are")
                        .arg(word);
            return;
        }
        if (word.isEmpty())
            m_wrong = QStringLiteral("the target's name is empty");
        else if (!m_options.targets.isEmpty() && m_options.command != Command::Apply)
            m_wrong =
                QStringLiteral("\"%1\" is one word too many; only apply takes several targets").arg(word);
        m_options.targets.append(word);
    }

    [[nodiscard]] bool isExchange() const
    {
        return m_options.command == Command::Import || m_options.command == Command::Export;
    }

    bool readFlag(const QString &option, const std::optional<QString> &attached)
    {
        const QHash<QString, std::function<void()>> flags{
            {QStringLiteral("--json"), [this] { m_options.isJson = true; }},
            {QStringLiteral("--yes"), [this] { m_options.isYes = true; }},
            {QStringLiteral("--help"), [this] { m_options.command = Command::Help; }},
            {QStringLiteral("--ask-passphrase"), [this] { m_options.isPassphraseAsked = true; }},
            {QStringLiteral("--finish"), [this] { setRecovery(Recovery::Finish); }},
            {QStringLiteral("--undo"), [this] { setRecovery(Recovery::Undo); }}};
        const auto flag = flags.find(option);
        if (flag == flags.end())
            return false;
        if (attached)
            m_wrong = QStringLiteral("%1 takes no value").arg(option);
        (*flag)();
        return true;
    }

    void setRecovery(Recovery way)
    {
        if (m_options.recovery && *m_options.recovery != way)
            m_wrong = QStringLiteral("--finish and --undo are opposites; give one of them");
        m_options.recovery = way;
    }

    bool readOption(const QString &option, const std::optional<QString> &attached)
    {
        const auto value = [&] { return valueOf(option, attached); };
        if (option == QStringLiteral("--clone"))
            readClone(value());
        else if (option == QStringLiteral("--size"))
            readSize(value());
        else if (option == QStringLiteral("--fresh-key"))
            m_options.freshKeys.push_back(value().toStdString());
        else if (option == QStringLiteral("--design"))
            m_options.designFile = value();
        else if (option == QStringLiteral("--placement"))
            readWord(m_options.placement, placementNamed, option, value(), "free-space or adjacent");
        else if (option == QStringLiteral("--numbering"))
            readWord(m_options.numbering, numberingNamed, option, value(), "kiwi or keep");
        else if (option == QStringLiteral("--labels"))
            readWord(m_options.labels, cloneLabelsNamed, option, value(), "numbered or as-origin");
        else if (option == QStringLiteral("--clone-types"))
            readWord(m_options.types, cloneTypesNamed, option, value(), "generic or as-origin");
        else if (option == QStringLiteral("--auto-mount"))
            readWord(m_options.autoMount, autoMountNamed, option, value(), "as-origin or never");
        else if (option == QStringLiteral("--origin-references"))
            readWord(m_options.originsFollow, originReferencesNamed, option, value(), "keep or follow");
        else if (option == QStringLiteral("--clone-references"))
            readWord(m_options.clonesRefer, cloneReferencesNamed, option, value(), "keep or own");
        else if (option == QStringLiteral("--blocks"))
            readWord(m_options.blocks, blocksNamed, option, value(), "used or every");
        else if (option == QStringLiteral("--rest"))
            readWord(m_options.rest, restNamed, option, value(), "leave, discard or zero");
        else if (option == QStringLiteral("--digest"))
            readWord(m_options.digest, digestNamed, option, value(), "xxh3-128 or sha-256");
        else if (option == QStringLiteral("--on-read-error"))
            readWord(m_options.onReadError, onReadErrorNamed, option, value(), "stop or continue");
        else if (option == QStringLiteral("--rate-limit"))
            readRateLimit(value());
        else if (option == QStringLiteral("--io-priority"))
            readWord(m_options.ioPriority, ioPriorityNamed, option, value(), "normal or idle");
        else if (option == QStringLiteral("-o") || option == QStringLiteral("--output"))
            m_options.output = value();
        else if (option == QStringLiteral("--report"))
            m_options.reportFile = value();
        else if (option == QStringLiteral("--against"))
            m_options.against = value();
        else if (option == QStringLiteral("--progress"))
            readWord(m_options.progress, progressStyleNamed, option, value(), "bar, lines, json or none");
        else if (option == QStringLiteral("--partids"))
            m_options.partidsFile = value();
        else if (option == QStringLiteral("--key-file"))
            m_options.keyFiles.append(value());
        else if (option == QStringLiteral("--content"))
            readContent(value());
        else
            return readImportOption(option, value);
        return true;
    }

    bool readImportOption(const QString &option, const std::function<QString()> &value)
    {
        if (option == QStringLiteral("--type"))
            m_options.kiwiChoice.type = value();
        else if (option == QStringLiteral("--profile"))
            m_options.kiwiChoice.profiles.append(value());
        else if (option == QStringLiteral("--root-size"))
            readWholeSize(m_options.kiwiGiven.rootSize, option, value());
        else if (option == QStringLiteral("--squashfs-size"))
            readWholeSize(m_options.kiwiGiven.squashfsSize, option, value());
        else if (option == QStringLiteral("--disk-size"))
            readWholeSize(m_options.diskSize, option, value());
        else if (option == QStringLiteral("--arch"))
            readArchitecture(value());
        else if (option == QStringLiteral("--seed"))
            readSeed(value());
        else
            return false;
        return true;
    }

    void readArchitecture(const QString &value)
    {
        m_options.kiwiChoice.architecture = value;
        m_options.hasArchitecture = true;
    }

    void readSeed(const QString &value)
    {
        m_options.seed = Uuid::parse(value.toStdString());
        if (!m_options.seed && m_wrong.isEmpty())
            m_wrong = QStringLiteral("--seed wants a UUID, not \"%1\"").arg(value);
    }

    void readWholeSize(std::optional<Bytes> &into, const QString &option, const QString &value)
    {
        constexpr Bytes most{std::int64_t{1} << 50};
        into = sizeFromText(value.toStdString());
        if ((!into || *into > most || into->isZero()) && m_wrong.isEmpty())
            m_wrong =
                QStringLiteral("%1 wants a size like 512MiB, 1.5GiB or 1073741824, up to 1024TiB, not \"%2\"")
                    .arg(option, value);
    }

    void readClone(const QString &value)
    {
        const qsizetype equals = value.lastIndexOf(QLatin1Char('='));
        bool isNumber = false;
        const int count = value.mid(equals + 1).toInt(&isNumber);
        if (equals < 1 || !isNumber || count < 0 || count > clonesMax) {
            if (m_wrong.isEmpty())
                m_wrong = QStringLiteral("--clone wants NAME=N with N from 0 to %1, not \"%2\"")
                              .arg(clonesMax)
                              .arg(value);
            return;
        }
        m_options.clones.emplace_back(value.left(equals).toStdString(), count);
    }

    void readContent(const QString &value)
    {
        const qsizetype equals = value.indexOf(QLatin1Char('='));
        if (equals >= 1 && equals + 1 < value.size())
            m_options.contents.emplace_back(value.left(equals).toStdString(), value.mid(equals + 1));
        else if (m_wrong.isEmpty())
            m_wrong =
                QStringLiteral("--content wants NAME=PATH of a folder or an image, not \"%1\"").arg(value);
    }

    void readSize(const QString &value)
    {
        const qsizetype equals = value.lastIndexOf(QLatin1Char('='));
        const std::optional<Bytes> size = sizeFromText(value.mid(equals + 1).toStdString());
        if (equals >= 1 && size)
            m_options.sizes.emplace_back(value.left(equals).toStdString(), *size);
        else if (m_wrong.isEmpty())
            m_wrong = QStringLiteral(
                          "--size wants NAME=SIZE with a SIZE like 512MiB, 1.5GiB or 1073741824, not \"%1\"")
                          .arg(value);
    }

    void readRateLimit(const QString &value)
    {
        constexpr qlonglong most = rateLimitMax / rateLimitMin;
        bool isNumber = false;
        const qlonglong count = value.toLongLong(&isNumber);
        if (isNumber && count >= 0 && count <= most)
            m_options.rateLimit = rateLimitMin * count;
        else if (m_wrong.isEmpty())
            m_wrong = QStringLiteral(
                          "--rate-limit wants whole MiB per second from 1 to %1, or 0 for none, not \"%2\"")
                          .arg(most)
                          .arg(value);
    }

    template<typename T>
    void readWord(std::optional<T> &into, std::optional<T> (*named)(std::string_view), const QString &option,
                  const QString &value, const char *words)
    {
        into = named(value.toStdString());
        if (!into && m_wrong.isEmpty())
            m_wrong = QStringLiteral("%1 is %2, not \"%3\"").arg(option, QLatin1String(words), value);
    }

    std::deque<QString> m_words;
    Options m_options;
    QString m_wrong;
};

}

std::expected<Options, QString> parseOptions(const QStringList &words)
{
    return Reader(words).read();
}

}
