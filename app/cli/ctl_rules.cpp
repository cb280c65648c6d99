// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_rules.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace parterre::ctl {

namespace {

bool isOneOf(Command command, std::initializer_list<Command> commands)
{
    return std::ranges::find(commands, command) != commands.end();
}

bool isExchange(const Options &options)
{
    return isOneOf(options.command, {Command::Import, Command::Export});
}

bool hasDesign(const Options &options)
{
    return !options.clones.empty() || !options.sizes.empty() || !options.freshKeys.empty()
        || options.designFile || options.placement || options.numbering || options.labels || options.types
        || options.autoMount || options.originsFollow || options.clonesRefer || options.blocks || options.rest
        || options.digest || options.onReadError || options.rateLimit || options.ioPriority;
}

bool hasKeys(const Options &options)
{
    return !options.keyFiles.isEmpty() || options.isPassphraseAsked;
}

bool hasKiwiOption(const Options &options)
{
    return !options.kiwiChoice.type.isEmpty() || !options.kiwiChoice.profiles.isEmpty()
        || options.kiwiGiven.rootSize || options.kiwiGiven.squashfsSize;
}

QString wrongTarget(const Options &options)
{
    const bool isBare = options.command == Command::List;
    if (isBare)
        return options.targets.isEmpty() ? QString() : QStringLiteral("this command takes no target");
    if (!options.targets.isEmpty())
        return {};
    switch (options.command) {
    case Command::Import:
        return QStringLiteral("the description is missing: import FORMAT FILE, of kiwi, sfdisk or repart");
    case Command::Export:
        return QStringLiteral(
            "what to export is missing: export FORMAT DESIGN, or a disk or an image file; to "
            "kiwi, sfdisk or repart");
    case Command::Build:
        return QStringLiteral("the design is missing: build DESIGN -o IMAGE");
    case Command::List:
    case Command::Probe:
    case Command::Plan:
    case Command::Apply:
    case Command::Verify:
    case Command::Partids:
    case Command::Refs:
    case Command::Recover:
    case Command::Render:
    case Command::Help:
    case Command::Version:
        return QStringLiteral("the target is missing: a disk or an image file");
    }
    std::unreachable();
}

/// Options of a design, and of the jobs that carry it out.
QString wrongDesigning(const Options &options)
{
    const Command command = options.command;
    if (hasDesign(options)
        && !isOneOf(command, {Command::Plan, Command::Apply, Command::Render, Command::Refs}))
        return QStringLiteral(
            "--clone, --size, --fresh-key, --design, --placement, --numbering, --labels, --clone-types, "
            "--auto-mount, --origin-references, --clone-references, --blocks, --rest, --digest, "
            "--on-read-error, "
            "--rate-limit and --io-priority belong to plan, apply, refs and render");
    if (options.isYes && !isOneOf(command, {Command::Apply, Command::Recover, Command::Build}))
        return QStringLiteral("--yes belongs to apply, build and recover");
    if (options.reportFile && !isOneOf(command, {Command::Apply, Command::Recover, Command::Build}))
        return QStringLiteral("--report belongs to apply, build and recover");
    if (options.against && command != Command::Verify)
        return QStringLiteral("--against belongs to verify");
    if (options.progress
        && !isOneOf(command, {Command::Apply, Command::Verify, Command::Recover, Command::Build}))
        return QStringLiteral("--progress belongs to apply, build, verify and recover");
    if (options.partidsFile && !isOneOf(command, {Command::Apply, Command::Partids, Command::Build}))
        return QStringLiteral("--partids belongs to apply, build and partids");
    if (options.partidsFile && options.targets.size() > 1)
        return QStringLiteral("--partids names one file, and there are several targets");
    if (options.recovery && command != Command::Recover)
        return QStringLiteral("--finish and --undo belong to recover");
    return {};
}

QString wrongFiles(const Options &options)
{
    const Command command = options.command;
    if (options.output && command != Command::Render && command != Command::Build && !isExchange(options))
        return QStringLiteral("-o belongs to render, build, import and export");
    if (!options.output && command == Command::Render)
        return QStringLiteral("render needs -o FILE.png, .svg or .pdf");
    if (!options.output && command == Command::Build)
        return QStringLiteral("build needs -o IMAGE, a file that is not there yet, or a blank disk");
    if (!options.contents.empty() && command != Command::Build)
        return QStringLiteral("--content belongs to build");
    if (options.keyFiles.count(QStringLiteral("-")) > 1)
        return QStringLiteral("standard input can be one key file only");
    if (hasKeys(options) && isOneOf(command, {Command::List, Command::Import, Command::Build}))
        return QStringLiteral("--key-file and --ask-passphrase belong to commands that look at a target");
    return {};
}

QString wrongExchange(const Options &options)
{
    const bool isImport = options.command == Command::Import;
    const bool isExport = options.command == Command::Export;
    const bool isRepart = options.format == QStringLiteral("repart");
    const bool isKiwi = options.format == QStringLiteral("kiwi");
    if (hasKiwiOption(options) && !(isImport && isKiwi))
        return QStringLiteral("--type, --profile, --root-size and --squashfs-size belong to import kiwi");
    if (options.hasArchitecture && !(isImport && (isKiwi || isRepart)))
        return QStringLiteral("--arch belongs to import kiwi and import repart");
    if (options.seed && !(isImport && isRepart))
        return QStringLiteral("--seed belongs to import repart");
    if (options.diskSize && !isImport)
        return QStringLiteral("--disk-size belongs to import");
    if (isImport && isRepart && !options.diskSize)
        return QStringLiteral("import repart needs --disk-size");
    if (isImport && !options.output && !options.isJson)
        return QStringLiteral("import needs -o DESIGN, or --json");
    if (isExport && options.isJson)
        return QStringLiteral("export writes what the other program reads, and takes no --json");
    if (isExport && isRepart && !options.output)
        return QStringLiteral("export repart needs -o FOLDER");
    return {};
}

}

QString whatIsWrongWith(const Options &options)
{
    if (isOneOf(options.command, {Command::Help, Command::Version}))
        return {};
    for (const auto rule : {wrongTarget, wrongDesigning, wrongFiles, wrongExchange}) {
        if (QString wrong = rule(options); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

}
