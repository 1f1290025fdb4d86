#include "view/panels/image/window_words.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "engine/inference/open_generator.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::string refusal(const std::filesystem::path& path, const GeneratorOptions& how = {}) {
  try {
    static_cast<void>(open_generator(path, how));
  } catch (const Error& e) {
    return e.what();
  }
  FAIL(path.string() << " was opened");
  return {};
}

/// The engine's advice is for the command line, so that this test has something to mend.
void check_words(const std::string& text, const std::string& expected) {
  CAPTURE(text);
  CHECK(text.find("--") != std::string::npos);
  CHECK(window_words(text).find(expected) != std::string::npos);
  CHECK(window_words(text).find(" --card") == std::string::npos);
  CHECK(window_words(text).find("--tensor-prefix") == std::string::npos);
  CHECK(window_words(text).find("say --trust") == std::string::npos);
}

}  // namespace

TEST_CASE("window words: what the engine advises for the command line leads on in a window") {
  const TempDir dir;
  check_words(refusal(model_data("two.pt")), "PATH#NAME, typed in the list of models, with the name: 'netG'");
  check_words(refusal(model_data("two.pt"), {.tensor_prefix = "no"}), "begins with 'no.'; names begin with");
  check_words(refusal(model_data("script.pt")), "ganscope image FILE --trust");
  std::ofstream(dir / "some.card.json") << "{\"ganscope_card\": 1}";
  check_words(refusal(dir / "some.card.json"), "with the card beside it, or dropped on the window after it");
  std::filesystem::copy_file(model_data("views_legacy.pt"), dir / "no_card.pt");
  check_words(refusal(dir / "no_card.pt"), "then choose it under Model, or drop it on the window now");
}

TEST_CASE("window words: other texts stay as they are") {
  for (const char* text : {"", "faces.pt: no such file", "epochs is 0; expected more than 0"})
    CHECK(window_words(text) == text);
}
