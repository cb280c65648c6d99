// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/render.h"

#include "app/canvas/block_painter.h"
#include "app/canvas/colours.h"
#include "app/canvas/scene_painter.h"
#include "app/scene/move_share.h"

#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace parterre {

namespace {

constexpr double titleRoom = 34;

struct Picture
{
    QString title;
    DiskScene scene;
    QSizeF size;
};

Picture pictureOf(const Derived &derived, const QString &title)
{
    SceneOptions options{.isPrinted = true, .move = moveOf(derived.plan)};
    options.size = sceneSizeMin(derived.now, derived.designed).expandedTo({1100, 380});
    Picture picture{.title = title,
                    .scene = buildScene(derived.now, derived.designed, derived.findings, options)};
    picture.size = options.size + QSizeF(0, titleRoom);
    return picture;
}

void paintPicture(QPainter &painter, const Picture &picture)
{
    Look look{.palette = colours::lightPalette()};
    look.font = QFont(QStringLiteral("Noto Sans"));
    look.font.setPixelSize(13);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF({}, picture.size), look.palette.color(QPalette::Base));
    painter.setFont(sized(look.font, 1.25, QFont::Bold));
    painter.setPen(look.palette.color(QPalette::Text));
    painter.drawText(QPointF(12, 25), picture.title);
    painter.translate(0, titleRoom - 8);
    paintScene(painter, picture.scene, look);
}

Result<> saved(QSaveFile &file)
{
    if (!file.commit())
        return fail(ErrorCode::Io, file.fileName().toStdString(), file.errorString().toStdString());
    return {};
}

void paintPng(QIODevice &device, const Picture &picture)
{
    QImage image((picture.size * 2).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintPicture(painter, picture);
    painter.end();
    image.save(&device, "PNG");
}

void paintSvg(QIODevice &device, const Picture &picture)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(picture.size.toSize());
    generator.setViewBox(QRectF({}, picture.size));
    generator.setTitle(picture.title);
    QPainter painter(&generator);
    paintPicture(painter, picture);
}

void paintPdf(QIODevice &device, const Picture &picture)
{
    QPdfWriter writer(&device);
    writer.setTitle(picture.title);
    writer.setCreator(QStringLiteral("Parterre"));
    writer.setPageSize(QPageSize(picture.size * 0.75, QPageSize::Point));
    writer.setPageMargins({});
    QPainter painter(&writer);
    const double factor = writer.width() / picture.size.width();
    painter.scale(factor, factor);
    paintPicture(painter, picture);
}

}

Result<> renderLayout(const Derived &derived, const QString &title, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending != QLatin1String("png") && ending != QLatin1String("svg") && ending != QLatin1String("pdf"))
        return fail(ErrorCode::Invalid, path.toStdString(), "a picture is a .png, .svg or .pdf file");
    const Picture picture = pictureOf(derived, title);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, path.toStdString(), file.errorString().toStdString());
    if (ending == QLatin1String("png"))
        paintPng(file, picture);
    else if (ending == QLatin1String("svg"))
        paintSvg(file, picture);
    else
        paintPdf(file, picture);
    return saved(file);
}

}
