// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/bytes.h"

#include <memory>
#include <string>

namespace parterre {

/// A private folder for what is in between, which goes with this value, and all that is in it. An image is
/// made there before it has its name: on the same file system, so that it appears whole or not at all.
class BuildFolder
{
public:
    /// Invalid where `image` is there already; Denied or Io where its folder cannot be written to. Makes a
    /// file of `size` without any blocks.
    [[nodiscard]] static Result<std::unique_ptr<BuildFolder>> make(const std::string &image, Bytes size);
    /// Without an image, where temporary files go that may be large.
    [[nodiscard]] static Result<std::unique_ptr<BuildFolder>> scratch();
    ~BuildFolder();
    BuildFolder(const BuildFolder &) = delete;
    BuildFolder &operator=(const BuildFolder &) = delete;

    /// The image, until it is published.
    [[nodiscard]] std::string image() const { return m_folder + "/image"; }
    /// A path for something in between; nothing is there yet.
    [[nodiscard]] std::string file(const std::string &name) const { return m_folder + "/" + name; }
    /// Gives the image its name, which nothing must have got meanwhile (Invalid). Durable.
    [[nodiscard]] Result<> publish();

private:
    BuildFolder(std::string image, std::string folder);

    std::string m_image;
    std::string m_folder;
};

}
