#include "exchange/layers.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/error.hpp"

using namespace ganscope;

namespace {

LayerSet only(std::initializer_list<LayerId> ids) {
  LayerSet set = LayerSet::none();
  for (const LayerId id : ids) set.set(id, true);
  return set;
}

}  // namespace

TEST_SUITE("layers") {
  TEST_CASE("the list has every layer once, with its own name and key") {
    std::set<LayerId> ids;
    std::set<std::string> names;
    std::set<char> keys;
    for (const LayerInfo& layer : layer_list()) {
      ids.insert(layer.id);
      names.insert(layer.name);
      keys.insert(layer.key);
      CHECK_FALSE(layer.label.empty());
      CHECK_FALSE(layer.description.empty());
      CHECK(LayerSet().has(layer.id) == layer.shown_at_start);
    }
    CHECK(layer_list().size() == kLayerCount);
    CHECK(ids.size() == kLayerCount);
    CHECK(names.size() == kLayerCount);
    CHECK(keys.size() == kLayerCount);
  }

  TEST_CASE("set and toggle touch one layer") {
    LayerSet set = LayerSet::none();
    CHECK(set == only({}));
    set.toggle(LayerId::trails);
    CHECK(set == only({LayerId::trails}));
    set.set(LayerId::trails, true);
    CHECK(set == only({LayerId::trails}));
    set.toggle(LayerId::trails);
    CHECK(set == LayerSet::none());
  }

  TEST_CASE("parse_layers reads lists and changes") {
    CHECK(parse_layers("real,generated") == only({LayerId::real, LayerId::generated}));
    CHECK(parse_layers(" real , field ") == only({LayerId::real, LayerId::field}));
    CHECK(parse_layers("none") == LayerSet::none());
    CHECK(parse_layers("none,inset") == only({LayerId::inset}));
    LayerSet changed;
    changed.set(LayerId::trails, true);
    changed.set(LayerId::mesh, false);
    CHECK(parse_layers("+trails,-mesh") == changed);
    LayerSet all = parse_layers("all");
    for (const LayerInfo& layer : layer_list()) CHECK(all.has(layer.id));
    all.set(LayerId::mesh, false);
    CHECK(parse_layers("all,-mesh") == all);
    CHECK(parse_layers("-all,+real") == only({LayerId::real}));
  }

  TEST_CASE("an unknown layer is refused with the valid names") {
    for (const char* text : {"reel", "+reel", "real,reel", "-reel"}) {
      CAPTURE(text);
      try {
        static_cast<void>(parse_layers(text));
        FAIL_CHECK("not refused");
      } catch (const UsageError& e) {
        CHECK(std::string(e.what()) ==
              "unknown layer 'reel'; did you mean 'real'? Valid: field, decision, mesh, real, generated, "
              "gradients, trails, inset, all, none");
      }
    }
    for (const char* text : {",", "real,", "+", "-none"})
      CHECK_THROWS_AS(static_cast<void>(parse_layers(text)), UsageError);
  }

  TEST_CASE("layers_text is short") {
    CHECK(layers_text(LayerSet()).empty());
    CHECK(layers_text(LayerSet::none()) == "none");
    CHECK(layers_text(parse_layers("all")) == "all");
    CHECK(layers_text(only({LayerId::real})) == "real");
    LayerSet changed;
    changed.toggle(LayerId::trails);
    CHECK(layers_text(changed) == "+trails");
  }

  TEST_CASE("parse_layers reads back every set of layers that layers_text prints") {
    for (unsigned bits = 0; bits < 1U << kLayerCount; ++bits) {
      LayerSet set = LayerSet::none();
      for (const LayerInfo& layer : layer_list())
        set.set(layer.id, (bits >> static_cast<unsigned>(layer.id) & 1U) != 0);
      const std::string text = layers_text(set);
      CAPTURE(text);
      REQUIRE((text.empty() ? LayerSet() : parse_layers(text)) == set);
    }
  }
}
