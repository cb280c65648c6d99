// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/codec.h"
#include "core/wire/keys.h"
#include "core/wire/request.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace parterre;

namespace {

std::string textOf(const Secret &key)
{
    return {key.data(), key.size()};
}

/// A file system in as many containers.
Content nested(int depth)
{
    if (depth == 0)
        return {.kind = ContentKind::Ext4};
    return {.kind = ContentKind::MdMember,
            .inside = Inside::Known,
            .volumes = {{.name = {}, .uuid = {}, .size = {}, .content = nested(depth - 1)}}};
}

}

class KeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysArriveAsTheyWereSent()
    {
        std::vector<Secret> keys;
        keys.emplace_back(std::string_view("one"));
        keys.emplace_back(std::string_view("t\0w\n", 4));
        const auto got = wire::decodeKeys(wire::encodeKeys(keys));
        QVERIFY(got);
        QCOMPARE(got->size(), std::size_t{2});
        QCOMPARE(textOf((*got)[0]), std::string("one"));
        QCOMPARE(textOf((*got)[1]), std::string("t\0w\n", 4));
    }

    void anythingElseIsInvalid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto cbor = [](const QCborValue &value) { return value.toCbor(); };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no list") << cbor(QCborMap());
        QTest::newRow("an empty list") << cbor(QCborArray());
        QTest::newRow("text") << cbor(QCborArray{QStringLiteral("one")});
        QTest::newRow("an empty key") << cbor(QCborArray{QByteArray()});
        QTest::newRow("a long key") << cbor(QCborArray{QByteArray((8 << 20) + 1, 'x')});
        QTest::newRow("more behind it") << cbor(QCborArray{QByteArray("one")}) + '\0';
        QTest::newRow("cut off") << cbor(QCborArray{QByteArray("one")}).chopped(1);
        QCborArray many;
        for (int i = 0; i < 65; ++i)
            many.append(QByteArray("one"));
        QTest::newRow("very many") << cbor(many);
    }

    void anythingElseIsInvalid()
    {
        QFETCH(const QByteArray, bytes);
        const auto got = wire::decodeKeys(bytes);
        QVERIFY(!got);
        QCOMPARE(got.error().code, ErrorCode::Invalid);
    }

    void aRequestNeverHasThem()
    {
        wire::Request request{.verb = wire::Request::Verb::Probe, .path = "/x"};
        const QByteArray without = wire::toBytes(wire::encode(request));
        request.keys = withKey(Secret(std::string_view("open sesame")), {});
        QCOMPARE(wire::toBytes(wire::encode(request)), without);
        QVERIFY(wire::decodeRequest(wire::encode(request))->keys == nullptr);
    }

    void theLastKeyComesFirst()
    {
        const KeySet keys =
            withKey(Secret(std::string_view("two")), withKey(Secret(std::string_view("one")), {}));
        QCOMPARE(keys->size(), std::size_t{2});
        QCOMPARE(textOf((*keys)[0]), std::string("two"));
        QCOMPARE(textOf((*keys)[1]), std::string("one"));
    }

    void aStackTravelsUpToItsLimit()
    {
        const auto sent = [](int depth) {
            wire::Request request{.verb = wire::Request::Verb::Apply, .path = "/x"};
            request.design.emplace();
            request.plan.emplace().steps = {step::WriteTable{.slots = {Slot{.content = nested(depth)}}}};
            return wire::fromBytes(wire::toBytes(wire::encode(request))).and_then(wire::decodeRequest);
        };
        const auto whole = sent(stackingMax);
        QVERIFY2(whole, whole ? "" : whole.error().detail.c_str());
        const auto *const table = std::get_if<step::WriteTable>(&whole->plan->steps.front());
        QVERIFY(table->slots.front().content == nested(stackingMax));
        QVERIFY(!sent(stackingMax + 1));
    }
};

QTEST_GUILESS_MAIN(KeysTest)
#include "tst_keys.moc"
