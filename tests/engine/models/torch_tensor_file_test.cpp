#include "engine/models/torch_tensor_file.hpp"

#include <doctest/doctest.h>
#include <zip.h>

#include <fstream>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "support/files.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

std::unique_ptr<TensorFile> open_data(const std::string& name, const std::string& prefix = {}) {
  return open_tensor_file(test::model_data(name), {.tensor_prefix = prefix, .limits = {}});
}

std::unique_ptr<TensorFile> open_content(std::string content, const TensorFileLimits& limits = {}) {
  return open_tensor_file(bytes_of(std::move(content), "x.pth"), {.tensor_prefix = {}, .limits = limits});
}

void read_all(const TensorFile& file) {
  for (std::size_t i = 0; i < file.tensors().size(); ++i) static_cast<void>(file.read(i).floats());
}

std::vector<std::string> names_of(const TensorFile& file) {
  std::vector<std::string> names;
  for (const TensorInfo& info : file.tensors()) names.push_back(info.name);
  return names;
}

/// An archive of these entries, stored or deflated.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries, bool deflate = false) {
  const test::TempDir folder;
  const auto path = folder / "made.zip";
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &code);
  REQUIRE(archive != nullptr);
  for (const auto& [name, content] : entries) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index),
                             deflate ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 9);
  }
  REQUIRE(zip_close(archive) == 0);
  return test::content_of(path);
}

/// The entries of an archive, to make another one of them.
std::vector<std::pair<std::string, std::string>> entries_of(const std::string& name) {
  int code = 0;
  zip_t* archive = zip_open(test::model_data(name).c_str(), ZIP_RDONLY, &code);
  REQUIRE(archive != nullptr);
  std::vector<std::pair<std::string, std::string>> entries;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t stat;
    REQUIRE(zip_stat_index(archive, index, 0, &stat) == 0);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, index, 0);
    REQUIRE(zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size()));
    zip_fclose(file);
    entries.emplace_back(stat.name, content);
  }
  zip_discard(archive);
  return entries;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

#define CHECK_REFUSED(content, part) \
  CHECK_THROWS_WITH_AS(read_all(*open_content(content)), doctest::Contains(std::string(part).c_str()), Error)

TEST_SUITE("PyTorch files") {
  TEST_CASE("every type of number in both containers") {
    const std::vector<std::pair<std::string, NumberType>> types{
        {"f16", NumberType::f16},     {"bf16", NumberType::bf16}, {"f32", NumberType::f32},
        {"f64", NumberType::f64},     {"i8", NumberType::i8},     {"i16", NumberType::i16},
        {"i32", NumberType::i32},     {"i64", NumberType::i64},   {"u8", NumberType::u8},
        {"bool", NumberType::boolean}};
    for (const char* container : {"zip", "legacy"}) {
      CAPTURE(container);
      const auto file = open_data(std::string("types_") + container + ".pt");
      CHECK(file->container() == (std::string(container) == "zip" ? "PyTorch zip" : "PyTorch legacy stream"));
      REQUIRE(file->tensors().size() == types.size());
      for (std::size_t i = 0; i < types.size(); ++i) {
        CAPTURE(types[i].first);
        const RawTensor tensor = file->read(i);
        CHECK(tensor.name == types[i].first);
        CHECK(tensor.type == types[i].second);
        CHECK(tensor.shape == TensorShape{3, 4});
        for (int n = 0; n < 12; ++n) {
          float expected = static_cast<float>(n - 4);
          if (tensor.type == NumberType::u8) expected = std::abs(expected);
          if (tensor.type == NumberType::boolean) expected = expected != 0 ? 1 : 0;
          CHECK(tensor.floats()[static_cast<std::size_t>(n)] == expected);
          CHECK(tensor.doubles()[static_cast<std::size_t>(n)] == static_cast<double>(expected));
        }
      }
    }
  }

  TEST_CASE("views, shared storages, parameters in both containers") {
    const auto reference = open_data("views.reference.safetensors");
    for (const char* name : {"views_zip.pt", "views_legacy.pt"}) {
      CAPTURE(name);
      const auto file = open_data(name);
      CHECK(names_of(*file) == names_of(*reference));
      for (std::size_t i = 0; i < file->tensors().size(); ++i) {
        CAPTURE(file->tensors()[i].name);
        CHECK(file->read(i).shape == reference->read(i).shape);
        CHECK(file->read(i).floats() == reference->read(i).floats());
      }
    }
  }

  TEST_CASE("a checkpoint that nests one state dict, in protocols 2 to 5") {
    const std::vector<std::string> expected{"0.weight", "0.bias", "2.weight", "2.bias"};
    for (int protocol = 2; protocol <= 5; ++protocol) {
      CAPTURE(protocol);
      const std::string name = "nested_" + std::to_string(protocol) + ".pt";
      const auto found = open_data(name);
      CHECK(names_of(*found) == expected);
      REQUIRE(found->notes().size() == 1);
      CHECK(found->notes()[0] == "took the only state dict in it, 'model.netG'");
      CHECK(names_of(*open_data(name, "model.netG.")) == expected);
      CHECK(names_of(*open_data(name, "model.netG.2")) == std::vector<std::string>{"weight", "bias"});
    }
  }

  TEST_CASE("several state dicts are listed") {
    CHECK_THROWS_WITH_AS(
        static_cast<void>(open_data("two.pt")),
        doctest::Contains(
            "2 state dicts; say which with --tensor-prefix: 'netG' (4 tensors), 'netD' (2 tensors)"),
        Error);
    CHECK(names_of(*open_data("two.pt", "netD")) == std::vector<std::string>{"0.weight", "0.bias"});
    CHECK_THROWS_WITH_AS(static_cast<void>(open_data("two.pt", "net")),
                         doctest::Contains("names begin with netG, netD"), Error);
  }

  TEST_CASE("programs are not run, and said") {
    for (const char* name : {"command_zip.pt", "command_legacy.pt"}) {
      const auto file = open_data(name);
      CHECK(names_of(*file) == std::vector<std::string>{"weight"});
      REQUIRE(file->notes().size() == 2);
      CHECK(file->notes()[0].find("would run a command where Python loads this file") != std::string::npos);
      CHECK(file->notes()[1] == "left aside what is no weight; none of it was run: posix.system");
    }
    CHECK_FALSE(std::filesystem::exists("executed"));
    CHECK_THROWS_WITH_AS(static_cast<void>(open_data("script.pt")), doctest::Contains("a program"),
                         TorchScriptError);
  }

  TEST_CASE("objects of any class beside the weights are left aside") {
    for (int protocol = 2; protocol <= 5; ++protocol) {
      CAPTURE(protocol);
      const auto file = open_data("objects_" + std::to_string(protocol) + ".pt");
      CHECK(names_of(*file) == std::vector<std::string>{"0.weight", "0.bias", "2.weight", "2.bias"});
      read_all(*file);
      REQUIRE(file->notes().size() == 2);
      CHECK(file->notes()[0] == "took the only state dict in it, 'netG'");
      for (const char* part : {"argparse.Namespace", "numpy.core.multiarray.scalar (2)", " more"})
        CHECK(file->notes()[1].find(part) != std::string::npos);
    }
  }

  TEST_CASE("modules pickled whole have the names of their state dict") {
    const std::vector<std::string> expected{"steps", "net.0.weight", "net.0.bias", "net.2.weight",
                                            "net.2.bias"};
    for (const char* name : {"whole.pt", "whole_parallel_legacy.pt", "whole_in_trainer.pt"}) {
      CAPTURE(name);
      const auto file = open_data(name);
      CHECK(names_of(*file) == expected);
      read_all(*file);
      bool said = false;
      for (const std::string& note : file->notes())
        said |= note.find("nothing of their classes was run: their_code.Generator") != std::string::npos;
      CHECK(said);
    }
    CHECK(names_of(*open_data("whole_in_trainer.pt", "netG.net")).size() == 4);
    CHECK(names_of(*open_data("module.pt")) == std::vector<std::string>{"weight", "bias"});
  }

  TEST_CASE("a tensor of a type that isn't read leaves the others alone") {
    for (const char* name : {"other_types.pt", "other_types_legacy.pt"}) {
      CAPTURE(name);
      const auto file = open_data(name);
      CHECK(file->read(0).floats().size() == 24);
      CHECK(file->read(3).floats().size() == 16);
      const std::size_t fft = file->find("fft").value();
      CHECK(file->tensors()[fft].type_text() == "complex64");
      CHECK(file->tensors()[file->find("small").value()].type_text() == "qint8");
      CHECK_THROWS_WITH_AS(static_cast<void>(file->read(fft)),
                           doctest::Contains("tensor 'fft' holds numbers of the type complex64"), Error);
    }
  }

  TEST_CASE("big-endian numbers are refused in both containers") {
    CHECK_THROWS_WITH_AS(static_cast<void>(open_data("big_endian.pt")), doctest::Contains("'big'-endian"),
                         Error);
    const std::string legacy = test::content_of(test::model_data("types_legacy.pt"));
    const std::size_t key = legacy.find("little_endian");
    const std::size_t value = legacy.find('\x88', key);
    REQUIRE(value < key + 32);
    std::string big = legacy;
    big[value] = '\x89';
    CHECK_REFUSED(big, "big-endian; expected little-endian");
  }

  TEST_CASE("files that are no models") {
    CHECK_REFUSED(zip_of({{"readme.txt", "hello"}}), "a zip archive without data.pkl (it holds readme.txt)");
    CHECK_REFUSED(zip_of({{"a/G.pth", "hello"}}), "it is a zip archive around a/G.pth; unpack it");
    CHECK_REFUSED(zip_of({{"arr_0.npy", "hello"}}), "NumPy arrays (.npz)");
    CHECK_REFUSED(zip_of({{"config.json", "{}"}, {"model.weights.h5", "x"}}), "Keras model (.keras)");
    CHECK_REFUSED(std::string("PK\x03\x04 and nothing", 15), "broken or cut zip archive");
    const test::TempDir folder;
    CHECK_THROWS_WITH_AS(static_cast<void>(open_tensor_file(folder / "none.pth")),
                         doctest::Contains("none.pth"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(open_tensor_file(folder.path())), doctest::Contains("not a file"),
                         Error);
  }

  TEST_CASE("cut anywhere they are refused") {
    for (const char* name : {"views_zip.pt", "views_legacy.pt"}) {
      const std::string whole = test::content_of(test::model_data(name));
      CAPTURE(name);
      read_all(*open_content(whole));
      for (std::size_t length = 0; length < whole.size(); length += length % 7 + 1) {
        CAPTURE(length);
        CHECK_THROWS_AS(read_all(*open_content(whole.substr(0, length))), Error);
      }
    }
  }

  TEST_CASE("bits that flip give an error or other numbers, never a crash") {
    for (const char* name : {"views_zip.pt", "views_legacy.pt", "nested_4.pt"}) {
      const std::string whole = test::content_of(test::model_data(name));
      Rng rng(1, name);
      int refused = 0;
      for (int round = 0; round < 2000; ++round) {
        std::string flipped = whole;
        char& byte = flipped[rng.below(flipped.size())];
        byte = static_cast<char>(byte ^ (1 << rng.below(8)));
        try {
          read_all(*open_content(flipped, {.spare = 1U << 20}));
        } catch (const Error&) {
          ++refused;
        }
      }
      CHECK(refused > 100);
    }
  }

  TEST_CASE("a flipped bit of a zip's numbers is told by its checksum") {
    std::string content = test::content_of(test::model_data("types_zip.pt"));
    // The f32 numbers -4, -3: their bytes stand in the archive as they are.
    const std::string numbers("\0\0\x80\xc0\0\0\x40\xc0", 8);
    const std::size_t at = content.find(numbers);
    REQUIRE(at != std::string::npos);
    content[at] = '\1';
    CHECK_REFUSED(content, "CRC error");
  }

  TEST_CASE("archives that lie about sizes") {
    auto entries = entries_of("types_zip.pt");
    const std::string root = entries[0].first.substr(0, entries[0].first.find('/'));
    const auto with = [&](const std::string& name, const std::string& content) {
      auto out = entries;
      for (auto& [entry, bytes] : out)
        if (entry == root + "/" + name) bytes = content;
      return out;
    };
    read_all(*open_content(zip_of(entries)));
    read_all(*open_content(zip_of(entries, true)));
    CHECK_REFUSED(zip_of(with("data/0", "short")), "storage '0' has 5 bytes; expected 24");
    // Eight megabytes of zeros in eight kilobytes, against a spare of one.
    const std::string bomb = zip_of(with("data/0", std::string(8U << 20, '\0')), true);
    CHECK(bomb.size() < 32768);
    CHECK_THROWS_WITH_AS(static_cast<void>(open_content(bomb, {.spare = 1U << 20})),
                         doctest::Contains("bytes unpacked; expected weights"), Error);
    auto missing = entries;
    std::erase_if(missing, [&](const auto& entry) { return entry.first == root + "/data/3"; });
    CHECK_REFUSED(zip_of(missing), "storage '3' is not in the archive");
  }

  TEST_CASE("an archive with many ends is refused before its directory is read for each") {
    const std::string whole = test::content_of(test::model_data("types_zip.pt"));
    const std::size_t end = whole.rfind("PK\5\6");
    REQUIRE(end != std::string::npos);
    std::string many = whole.substr(0, end);
    for (int i = 0; i < 2000; ++i) many += whole.substr(end);
    CHECK_REFUSED(many, "2000 marks of its end");
    read_all(*open_content(whole));
  }

  TEST_CASE("names of entries stay in the archive") {
    for (const char* name : {"../../etc/x", "/etc/x", "a/../../x", ".."}) {
      CAPTURE(name);
      CHECK_REFUSED(zip_of({{name, "content"}}), "expected a name inside it");
    }
    CHECK_REFUSED(zip_of({{"a/..b/data.txt", "content"}}), "without data.pkl");
  }

  TEST_CASE("an archive's folder may be named with any characters") {
    for (const char* root : {"G_2021-05-01 12:30:05", "a\\b", "C:x", "\xc3\xa9t\xc3\xa9 #%?*\"'", "..x"}) {
      CAPTURE(root);
      auto entries = entries_of("types_zip.pt");
      for (auto& [name, content] : entries) name = root + name.substr(name.find('/'));
      read_all(*open_content(zip_of(entries)));
    }
  }

  TEST_CASE("tensors that look beyond their storage") {
    const std::string content = test::content_of(test::model_data("views_legacy.pt"));
    // whole: 4 x 6 with strides 6, 1. A stride of 7 reaches number 26 of 24.
    const std::string strides = "K\x06K\x01\x86";
    CHECK_REFUSED(replaced(content, strides, "K\x07K\x01\x86"),
                  "tensor 'whole' looks at number 26 of a storage of 24");
  }

  TEST_CASE("a view that repeats one number without end is refused") {
    const std::string content = test::content_of(test::model_data("views_legacy.pt"));
    // expanded: 5 numbers with stride 0; made 65535 it is 262 kB of 4 bytes.
    const std::size_t at = content.find("expanded");
    const std::size_t size = content.find("K\x05\x85", at);
    REQUIRE(size < at + 200);
    std::string huge = content;
    huge.replace(size, 3, "M\xff\xff\x85");
    CHECK_THROWS_WITH_AS(
        read_all(*open_content(huge, {.spare = 1U << 10})),
        doctest::Contains("tensor 'expanded' (65535) makes what is read larger than four times the file"),
        Error);
    read_all(*open_content(huge));
  }

  TEST_CASE("legacy storages that announce too much") {
    const std::string content = test::content_of(test::model_data("types_legacy.pt"));
    // The file ends with a count of 12 and as many numbers, of whichever type comes last.
    std::size_t width = 8;
    std::size_t count = 0;
    for (; width > 0; width /= 2) {
      count = content.size() - 12 * width - 8;
      if (content.substr(count, 8) == std::string("\x0c\0\0\0\0\0\0\0", 8)) break;
    }
    REQUIRE(width > 0);
    for (const char* number :
         {"\x0d\0\0\0\0\0\0\0", "\xff\xff\xff\xff\xff\xff\xff\xff", "\0\0\0\0\0\0\0\x7f"}) {
      std::string broken = content;
      broken.replace(count, 8, std::string(number, 8));
      CHECK_REFUSED(broken, std::to_string(12 * width) + " bytes are left");
    }
    std::string fewer = content;
    fewer.replace(count, 8, std::string("\x0b\0\0\0\0\0\0\0", 8));
    CHECK_REFUSED(fewer, "has " + std::to_string(11 * width) + " bytes; expected at least 0 + " +
                             std::to_string(12 * width));
  }
}
