// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/exchange/kiwi_file.h"
#include "core/model/design.h"
#include "core/plan/recovery.h"
#include "core/units/secret.h"

#include <QStringList>

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parterre::ctl {

enum class Command : std::uint8_t {
    List,
    Probe,
    Plan,
    Apply,
    Verify,
    Partids,
    Refs,
    Recover,
    Render,
    Import,
    Export,
    Build,
    Help,
    Version
};

/// How progress is shown, on standard error.
enum class ProgressStyle : std::uint8_t {
    Bar,    ///< a line that is rewritten
    Lines,  ///< one for each step
    Json,   ///< an object in a line, for programs
    None
};
[[nodiscard]] std::optional<ProgressStyle> progressStyleNamed(std::string_view name);
/// ReferenceChoice::originsFollow: "follow", "keep".
[[nodiscard]] std::optional<bool> originReferencesNamed(std::string_view name);
/// ReferenceChoice::clonesReferToThemselves: "own", "keep".
[[nodiscard]] std::optional<bool> cloneReferencesNamed(std::string_view name);

/// A command line of parterrectl, taken apart and checked as far as words can be.
struct Options
{
    Command command = Command::Help;
    QStringList targets;  ///< one, and for apply one or more; none where the command takes none
    std::vector<std::pair<std::string, int>> clones;  ///< NAME or #N, count; in the given order
    std::vector<std::pair<std::string, Bytes>> sizes;  ///< NAME or #N, wished size; in the given order
    std::vector<std::pair<std::string, QString>> contents;  ///< build: NAME or #N, a folder or an image
    std::vector<std::string> freshKeys;  ///< NAME or #N
    std::optional<QString> designFile;
    std::optional<Placement> placement;
    std::optional<Numbering> numbering;
    std::optional<CloneLabels> labels;
    std::optional<CloneTypes> types;
    std::optional<AutoMount> autoMount;
    std::optional<bool> originsFollow;
    std::optional<bool> clonesRefer;  ///< to themselves
    std::optional<Blocks> blocks;
    std::optional<Rest> rest;
    std::optional<DigestKind> digest;
    std::optional<OnReadError> onReadError;
    std::optional<Bytes> rateLimit;
    std::optional<IoPriority> ioPriority;
    std::optional<QString> output;       ///< render, import, export, build
    std::optional<QString> reportFile;   ///< with several targets the folder for their reports
    std::optional<QString> against;      ///< verify: an old report
    std::optional<ProgressStyle> progress;
    std::optional<QString> partidsFile;  ///< where config.partids goes besides the roots
    std::optional<Recovery> recovery;
    QString format;                      ///< import, export: "kiwi", "sfdisk", "repart"
    exchange::KiwiChoice kiwiChoice;     ///< import: which disk of a description
    bool hasArchitecture = false;        ///< it was given, and is not the usual one
    kiwi::Given kiwiGiven;               ///< import: what decides about sizes besides, but for diskSize
    std::optional<Uuid> seed;            ///< import repart: what UUIDs are derived of
    std::optional<Bytes> diskSize;       ///< import: instead of what the description says
    QStringList keyFiles;                ///< "-": standard input
    bool isPassphraseAsked = false;
    KeySet keys;                         ///< what those give, see readKeys()
    bool isJson = false;
    bool isYes = false;

    /// Requires a command that takes one.
    [[nodiscard]] const QString &target() const { return targets.front(); }
};

/// The options, or a sentence that says what is wrong with the words.
[[nodiscard]] std::expected<Options, QString> parseOptions(const QStringList &words);

/// The text of --help.
[[nodiscard]] QString usage();

}
