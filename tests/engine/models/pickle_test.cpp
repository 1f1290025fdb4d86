#include "engine/models/pickle.hpp"

#include <doctest/doctest.h>

#include <string>

#include "core/error.hpp"
#include "engine/models/named_tensors.hpp"

using namespace ganscope;

namespace {

using namespace std::string_literals;

Pickle read(const std::string& body) { return read_pickle("\x80\x02"s + body, "x.pth"); }
PickleNode top(const std::string& body) { return read(body).top(); }

std::string global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}
std::string text(const std::string& value) {
  return "X"s + static_cast<char>(value.size()) + "\0\0\0"s + value;
}
/// A storage of so many floats, then _rebuild_tensor_v2 with these sizes and strides (below 128).
std::string tensor(int held, int offset, const std::string& sizes, const std::string& strides) {
  const auto tuple = [](const std::string& numbers) {
    std::string out = "(";
    for (const char c : numbers) out += "K"s + static_cast<char>(c - '0');
    return out + "t";
  };
  return global("torch._utils", "_rebuild_tensor_v2") + "((" + text("storage") +
         global("torch", "FloatStorage") + text("0") + text("cpu") + "K" + static_cast<char>(held) + "tQK" +
         static_cast<char>(offset) + tuple(sizes) + tuple(strides) + "\x89" +
         global("collections", "OrderedDict") + ")RtR";
}

}  // namespace

#define CHECK_REFUSED(body, part) \
  CHECK_THROWS_WITH_AS(static_cast<void>(read(body)), doctest::Contains(part), Error)

TEST_SUITE("pickle") {
  TEST_CASE("numbers and texts") {
    CHECK(top("N.").kind == PickleKind::none);
    CHECK(top("\x88.").integer == 1);
    CHECK(top("J\xfe\xff\xff\xff.").integer == -2);
    CHECK(top("M\x01\x02.").integer == 0x201);
    CHECK(top("\x8a\x01\xff.").integer == -1);
    CHECK(top("\x8a\x00."s).integer == 0);
    CHECK(top("\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f.").integer == INT64_MAX);
    CHECK(top("\x8a\x09zzzzzzzzz.").kind == PickleKind::long_integer);
    CHECK(top("G\x3f\xf8\0\0\0\0\0\0."s).real == 1.5);
    CHECK(top(text("ab") + ".").text == "ab");
    CHECK(top("\x8c\x02zz.").text == "zz");
    CHECK(top("U\x01q.").text == "q");
    CHECK(top("C\x02\0\1."s).kind == PickleKind::bytes);
  }

  TEST_CASE("containers, the memo and marks") {
    CHECK(top("(K\x01K\x02t.").items.size() == 2);
    CHECK(top("K\x01K\x02\x86.").items.size() == 2);
    CHECK(top("](K\x01K\x02\x65.").items.size() == 2);
    CHECK(top("]K\x01\x61.").items.size() == 1);
    CHECK(top("\x8f(K\x01\x90.").kind == PickleKind::set);
    CHECK(top("K\x07q\x05\x30h\x05.").integer == 7);
    CHECK(top("K\x07r\x05\x01\0\0\x30j\x05\x01\0\0."s).integer == 7);
    CHECK(top("K\x07\x94\x30h\0."s).integer == 7);
    CHECK(top("(K\x07\x31K\x08.").integer == 8);
    CHECK(top("K\x07(0.").integer == 7);
    const Pickle dict = read("}(" + text("a") + "K\x01" + text("a") + "K\x02u.");
    CHECK(dict.value_of(dict.top(), "a")->integer == 2);
    CHECK(dict.value_of(dict.top(), "b") == nullptr);
  }

  TEST_CASE("a tensor is described") {
    const Pickle pickle = read(tensor(12, 2, "23", "31") + ".");
    REQUIRE(pickle.tensors.size() == 1);
    const TorchTensor& made = pickle.tensors[static_cast<std::size_t>(pickle.top().integer)];
    CHECK(made.offset == 2);
    CHECK(made.sizes == TensorShape{2, 3});
    CHECK(made.strides == TensorShape{3, 1});
    CHECK(made.type == NumberType::f32);
    CHECK(pickle.storages[0].size == 12);
    CHECK(pickle.storages[0].key == "0");
  }

  TEST_CASE("a name that weights don't need is only a name, and what it would make an opaque object") {
    const std::string system = global("posix", "system");
    CHECK(top(system + ".").kind == PickleKind::foreign);
    CHECK(top(text("posix") + text("system") + "\x93.").text == "posix\nsystem");
    // REDUCE, NEWOBJ, NEWOBJ_EX, INST, OBJ, persistent ids of no kind that is known.
    for (const std::string& made :
         {system + text("touch executed") + "\x85R.", system + ")\x81.", system + ")}\x92.",
          "(" + text("touch executed") + "iposix\nsystem\n.", "(" + system + text("touch executed") + "o.",
          global("builtins", "getattr") + "(" + global("os", "system") + text("x") + "tR)R."}) {
      const Pickle pickle = read(made);
      CHECK(pickle.top().kind == PickleKind::object);
      CHECK(pickle.tensors.empty());
      CHECK(pickle.objects.size() >= 1);
    }
    CHECK(read(system + ")R.").objects.at("posix.system") == 1);
    CHECK(top("K\x01Q.").kind == PickleKind::object);
    CHECK(top("(" + text("mine") + "tQ.").kind == PickleKind::object);
    CHECK(top("Psome id\n.").kind == PickleKind::object);
    // The class that old containers keep its source beside.
    CHECK(top("(" + text("module") + system + text("a.py") + text("source") + "tQ.").text == "posix\nsystem");
    CHECK_REFUSED(global("torch", "FloatStorage") + ")R.", "no function");
    CHECK_REFUSED("K\x01)R.", "a call of what is no function");
    CHECK_REFUSED("(o.", "an object of no class");
  }

  TEST_CASE("objects take attributes, items and members without being asked what they are") {
    const std::string object = global("their.code", "Thing") + ")\x81";
    const Pickle pickle =
        read(object + "}" + text("a") + "K\x01sb(" + text("k") + "K\x02u(K\x03\x65(K\x04\x90.");
    CHECK(pickle.class_of(pickle.top()) == "their.code.Thing");
    REQUIRE(pickle.top().state.has_value());
    CHECK(pickle.value_of(pickle.nodes[*pickle.top().state], "a")->integer == 1);
    CHECK(pickle.top().items.size() == 2);  // as a dict's; members of a list are nobody's weights
    CHECK(top("}K\x01\x62.").kind == PickleKind::dict);
    CHECK(top(global("collections", "defaultdict") + global("builtins", "list") + "\x85R" + text("k") +
              "K\x02s.")
              .items.size() == 2);
  }

  TEST_CASE("numbers of types that aren't read are described by name") {
    const auto described = [](const std::string& body) {
      const Pickle pickle = read(body);
      REQUIRE(pickle.tensors.size() == 1);
      CHECK(pickle.tensors[0].type == NumberType::other);
      return pickle.tensors[0].other_type;
    };
    const auto of_storage = [](const std::string& module, const std::string& name) {
      std::string out = tensor(12, 0, "23", "31");
      const std::string usual = global("torch", "FloatStorage");
      return out.replace(out.find(usual), usual.size(), global(module, name)) + ".";
    };
    CHECK(described(of_storage("torch", "ComplexFloatStorage")) == "complex64");
    CHECK(described(of_storage("torch", "QInt8Storage")) == "qint8");
    CHECK(read(of_storage("torch.cuda", "FloatStorage")).tensors[0].type == NumberType::f32);
    CHECK_REFUSED(of_storage("os", "system"), "argument 2 is no type of storage");
    // _rebuild_tensor_v3 names the type itself.
    const std::string v3 = global("torch._utils", "_rebuild_tensor_v3") + "((" + text("storage") +
                           global("torch", "UntypedStorage") + text("0") + text("cpu") + "K\x06tQK" +
                           "\0(K\x06t(K\x01t"s + "\x89)" + global("torch", "float8_e4m3fn") + "}tR.";
    CHECK(described(v3) == "float8_e4m3fn");
  }

  TEST_CASE("a tensor of a class of its own is the tensor that its function rebuilds") {
    const std::string plain = tensor(12, 0, "23", "31");
    const std::string function = global("torch._utils", "_rebuild_tensor_v2");
    const std::string arguments = plain.substr(function.size(), plain.size() - function.size() - 1);
    const Pickle pickle = read(global("torch._tensor", "_rebuild_from_type_v2") + "(" + function +
                               global("their.code", "Tensor") + arguments + "}tR.");
    CHECK(pickle.top().kind == PickleKind::tensor);
    CHECK(pickle.tensors[0].sizes == TensorShape{2, 3});
  }

  TEST_CASE("opcodes that torch.save never writes") {
    CHECK_REFUSED("I3\n.", "opcode 73");
    CHECK_REFUSED("\x82\x01.", "opcode 130");  // EXT1
    CHECK_THROWS_AS(static_cast<void>(read_pickle("N.", "x")), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read_pickle("\x80\x07N.", "x")), doctest::Contains("protocol 7"),
                         Error);
    CHECK_THROWS_AS(static_cast<void>(read_pickle("", "x")), Error);
  }

  TEST_CASE("broken stacks, lengths and memos") {
    CHECK_REFUSED(".", "stops with 0 values");
    CHECK_REFUSED("NN.", "stops with 2 values");
    CHECK_REFUSED("(N.", "stops with");
    CHECK_REFUSED("0.", "the stack is empty");
    CHECK_REFUSED("t.", "no mark");
    CHECK_REFUSED("N(0t.", "no mark");
    CHECK_REFUSED("N(\x85.", "the stack is empty");
    CHECK_REFUSED("N(q\x01t.", "the stack is empty");
    CHECK_REFUSED("h\x01.", "nothing was kept under number 1");
    CHECK_REFUSED("}K\x01\x61.", "expected a list");
    CHECK_REFUSED("](K\x01u.", "a key without a value");
    CHECK_REFUSED("(K\x01\x64.", "a key without a value");
    CHECK_REFUSED("X\xff\xff\xff\x7fzz", "it ends early: 2147483647 bytes");
    CHECK_REFUSED("\x8d\xff\xff\xff\xff\xff\xff\xff\xffzz", "it ends early");
    CHECK_REFUSED("T\xff\xff\xff\xffzz", "a text of -1 bytes");
    CHECK_REFUSED("\x8b\xff\xff\xff\xffzz", "a number of -1 bytes");
    CHECK_REFUSED("\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", "a frame of");
    CHECK_REFUSED("cos", "a name has no end");
    CHECK_REFUSED("N", "it ends early");
  }

  TEST_CASE("tensors that contradict themselves") {
    CHECK_REFUSED(tensor(12, 0, "23", "3") + ".", "2 sizes but 1 strides");
    CHECK_REFUSED(tensor(12, 0, std::string(17, '1'), std::string(17, '1')) + ".", "17 dimensions");
    const std::string rebuild = global("torch._utils", "_rebuild_tensor_v2");
    CHECK_REFUSED(rebuild + ")R.", "lacks its argument 1");
    CHECK_REFUSED(rebuild + "K\x01\x85R.", "argument 1 is no storage");
  }

  TEST_CASE("copies of copies are bounded") {
    // A dict made of a dict, over and over: each call doubles what is held.
    std::string bomb = "}(";
    for (int i = 0; i < 60; ++i) bomb += "K"s + static_cast<char>(i) + "N";
    bomb += "uq\x01\x30";
    for (int i = 0; i < 60; ++i) bomb += global("collections", "OrderedDict") + "h\x01\x85R0";
    CHECK_REFUSED(bomb + "N.", "more than what the pickle can write out");
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_pickle("\x80\x02(" + std::string(100, 'N') + "t.", "x", {.nodes = 50})),
        doctest::Contains("more than 50 values"), Error);
  }
}

namespace {

std::vector<std::string> names_of(const TensorSelection& selection) {
  std::vector<std::string> names;
  for (const NamedTensor& tensor : selection.tensors) names.push_back(tensor.name);
  return names;
}
/// Selects from a flat list, as a safetensors file has it.
TensorSelection selected(const std::vector<std::string>& names, const std::string& prefix = {}) {
  return select_tensors(names, prefix, "x");
}
using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("names of tensors") {
  TEST_CASE("what wrappers put in front of every name is left out and said") {
    for (const std::string front : {"module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module.",
                                    "ema_model.module.", "_forward_module._orig_mod."}) {
      CAPTURE(front);
      const TensorSelection found = selected({front + "a.weight", front + "a.bias"});
      CHECK(names_of(found) == Names{"a.weight", "a.bias"});
      CHECK_FALSE(found.notes.empty());
    }
    CHECK(names_of(selected({"n_averaged", "module.a.weight"})) == Names{"n_averaged", "a.weight"});
    CHECK(names_of(selected({"a._orig_mod.b.weight"})) == Names{"a.b.weight"});
    CHECK(names_of(selected({"net.module.weight", "net.b.weight"})) ==
          Names{"net.module.weight", "net.b.weight"});
    CHECK(names_of(selected({"module.a.weight", "b.weight"})) == Names{"module.a.weight", "b.weight"});
    CHECK(names_of(selected({"module.weight"})) == Names{"weight"});
    CHECK(selected({"a.weight"}).notes.empty());
  }

  TEST_CASE("of an averaged model and the one it follows, the average") {
    const Names names{"initted", "step", "online_model.a.weight", "ema_model.a.weight"};
    const TensorSelection found = selected(names);
    CHECK(names_of(found) == Names{"initted", "step", "a.weight"});
    CHECK(found.tensors[2].index == 3);
    CHECK(selected(names, "online_model").tensors[0].index == 2);
  }

  TEST_CASE("a prefix is found wherever it stands in names") {
    const Names names{"netG.main.0.weight", "netG.main.0.bias", "netD.main.0.weight"};
    CHECK(names_of(selected(names, "netG")) == Names{"main.0.weight", "main.0.bias"});
    CHECK(names_of(selected(names, "netG.main.")) == Names{"0.weight", "0.bias"});
    CHECK_THROWS_WITH_AS(
        static_cast<void>(selected(names, "main")),
        doctest::Contains("stands in names of several beginnings; say which with --tensor-prefix: "
                          "netD.main, netG.main"),
        UsageError);
    CHECK_THROWS_WITH_AS(static_cast<void>(selected(names, "net")),
                         doctest::Contains("names begin with netG, netD"), UsageError);
    CHECK(names_of(selected({"module.netG.a.weight", "module.netD.a.weight"}, "netG")) == Names{"a.weight"});
    CHECK(names_of(selected({"netG._orig_mod.a.b.weight"}, "netG.a")) == Names{"b.weight"});
    CHECK(names_of(selected({"gen.a.weight", "ema.gen.a.weight"}, "gen")) == Names{"a.weight"});
  }

  TEST_CASE("behind the path of a state dict or not") {
    const std::string checkpoint = "}" + text("state_dict") + "}(" + text("netG.a.weight") +
                                   tensor(1, 0, "1", "1") + text("netD.a.weight") + tensor(1, 0, "1", "1") +
                                   "us.";
    for (const char* prefix : {"netG", "state_dict.netG"})
      CHECK(names_of(select_tensors(read(checkpoint), prefix, "x")) == Names{"a.weight"});
  }
}

TEST_SUITE("state dict in a pickle") {
  TEST_CASE("values that hold themselves or nest without end") {
    CHECK_THROWS_WITH_AS(
        static_cast<void>(select_tensors(read("}q\x01" + text("a") + "h\x01s."), "", "x.pth")),
        doctest::Contains("nested more than 32 deep"), Error);
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "]";
    for (int i = 0; i < 99999; ++i) deep += "a";
    CHECK_THROWS_WITH_AS(static_cast<void>(select_tensors(read(deep + "."), "", "x.pth")),
                         doctest::Contains("nested more than 32 deep"), Error);
    // Ten references to ten references ...: 10^20 values.
    std::string laughs = "]q\x01";
    for (int level = 2; level < 22; ++level) {
      laughs += "0](";
      for (int i = 0; i < 10; ++i) laughs += "h"s + static_cast<char>(level - 1);
      laughs += "eq"s + static_cast<char>(level);
    }
    CHECK_THROWS_WITH_AS(static_cast<void>(select_tensors(read(laughs + "."), "", "x.pth")),
                         doctest::Contains("refer to each other more than"), Error);
  }

  TEST_CASE("without tensors") {
    CHECK_THROWS_WITH_AS(static_cast<void>(select_tensors(read("}."), "", "x.pth")),
                         doctest::Contains("x.pth: it holds no state dict"), Error);
    CHECK_THROWS_AS(static_cast<void>(select_tensors(read(tensor(1, 0, "1", "1") + "."), "", "x.pth")),
                    Error);
  }

  TEST_CASE("two tensors of one name") {
    const std::string twice =
        "}(" + text("w") + tensor(1, 0, "1", "1") + text("w") + tensor(1, 0, "1", "1") + "u.";
    CHECK_THROWS_WITH_AS(static_cast<void>(select_tensors(read(twice), "", "x.pth")),
                         doctest::Contains("two tensors are named 'w'"), Error);
  }
}
