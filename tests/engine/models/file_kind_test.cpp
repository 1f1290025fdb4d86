#include "engine/models/file_kind.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

using namespace std::string_literals;

std::string what(const std::string& content, const std::string& name = "x.pth") {
  return what_it_is(*bytes_of(content, name));
}

}  // namespace

#define CHECK_SAYS(content, part) CHECK_MESSAGE(what(content).find(part) != std::string::npos, what(content))

TEST_SUITE("what a file is that is no model") {
  TEST_CASE("downloads that went wrong") {
    CHECK_SAYS("", "empty; the download or the copy failed");
    CHECK_SAYS("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n",
               "Git LFS pointer, not the file of 12345 bytes");
    CHECK_SAYS("<!DOCTYPE html><html><head><title>Sign in</title>", "web page ('Sign in')");
    CHECK_SAYS("\xef\xbb\xbf\n <HTML>", "web page, not");
    CHECK_SAYS("<?xml version=\"1.0\"?><Error>AccessDenied</Error>", "web page");
    CHECK_SAYS(std::string(5000, '\0'), "never filled");
    CHECK(what("PK", "G.pth.crdownload").find("hasn't ended") != std::string::npos);
    CHECK_SAYS("Entry not found",
               "it is text ('Entry not found') and no model that ganscope knows; expected safetensors");
  }

  TEST_CASE("weights of other programs") {
    CHECK_SAYS("\x89HDF\r\n\x1a\nxx"s, "HDF5 file, as Keras");
    CHECK_SAYS(
        "\x08\x07\x12\x07pytorch\x1a\x04"
        "1.13"s,
        "ONNX");
    CHECK(what("\x08\x07zzzz\x01"s, "a.onnx").find("ONNX") != std::string::npos);
    CHECK(what("\x0a\x01\x02"s, "saved_model.pb").find("TensorFlow") != std::string::npos);
    CHECK_SAYS("\x01" + std::string(60, '\3') + "\x57\xfb\x80\x8b\x24\x75\x47\xdb", "TensorFlow");
    CHECK_SAYS("\1\0\0\0TFL3\1"s, "TensorFlow");
    CHECK_SAYS("\x93NUMPY\x01\0"s, "NumPy array");
    CHECK_SAYS("GGUF\3\0"s, "GGUF");
  }

  TEST_CASE("pickles of somebody's own, by what they hold") {
    CHECK_SAYS(
        "\x80\x04\x8c\x11"
        "dnnlib.tflib.netw\x8c\x07Network\x93)\x81.",
        "of dnnlib.tflib.netw.Network; it was not run");
    CHECK_SAYS("\x80\x02N.", "a Python pickle that torch.save didn't write; it was not run");
    CHECK_SAYS("\x80\x02zzzz", "a Python pickle");
  }

  TEST_CASE("archives, pictures, texts") {
    CHECK_SAYS("\x1f\x8b\x08\0"s, "gzip; unpack");
    CHECK_SAYS(
        "\xfd"
        "7zXZ\0"s,
        "xz; unpack");
    std::string tar(257, 'a');
    tar += "ustar";
    CHECK_SAYS(tar, "tar archive");
    CHECK_SAYS("\x89PNG\r\n\x1a\n"s, "PNG picture");
    CHECK_SAYS("RIFF\1\2\3\4WEBP\1", "WebP picture");
    CHECK_SAYS("{\"ganscope_card\": 1}", "model card");
    CHECK_SAYS("{\"a\": 1}", "JSON, no model");
    CHECK_SAYS("import torch\n", "a program's source");
    CHECK_SAYS("\1\2\3\4\5", "it is no model that ganscope knows; expected safetensors");
  }

  TEST_CASE("folders") {
    const test::TempDir folder;
    CHECK(what_folder_is(folder.path()).find("not a file but a folder; expected a model") !=
          std::string::npos);
    std::ofstream(folder / "G.pth") << "x";
    CHECK(what_folder_is(folder.path()).find("such as G.pth in it") != std::string::npos);
    std::ofstream(folder / "saved_model.pb") << "x";
    CHECK(what_folder_is(folder.path()).find("TensorFlow") != std::string::npos);
  }
}
