#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/analysis/analysis_run.hpp"
#include "app/window/egl_context.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/analysis/principal_components.hpp"
#include "engine/images/image_statistics.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/threads.hpp"
#include "view/panels/classes/spectrum_figure.hpp"
#include "view/panels/common/labelled_sheet.hpp"
#include "view/scene/contact_sheet.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kShownComponents = 60;
constexpr int kShownImages = 10;
constexpr std::int64_t kMostNumbers = 250'000'000;  // of the images as floats: 1 GB

class PcaRun {
 public:
  explicit PcaRun(const PcaOptions& options) : options_(options), out_(options.out) {
    if (out_.empty()) out_ = as_file_name(options.data) + "-pca";
    check_output_folder(out_);
    set_ = open_image_set(options.data, {.size = options.size, .data_dir = options.data_dir});
    const auto most = std::min<std::int64_t>(set_->count - 1, static_cast<std::int64_t>(set_->image_size()));
    if (options.components.back() > most)
      throw UsageError("components is " + std::to_string(options.components.back()) + ", and data " +
                       set_->name + " has " + with_thousands(set_->count) + " images of " +
                       with_thousands(static_cast<std::int64_t>(set_->image_size())) +
                       " numbers; expected at most " + with_thousands(most));
    if (static_cast<std::int64_t>(set_->count) * static_cast<std::int64_t>(set_->image_size()) > kMostNumbers)
      throw Error("data " + set_->name + " has more than " + with_thousands(kMostNumbers) +
                  " numbers; expected fewer images, or smaller ones (--size)");
  }

  int run() {
    rows_.reserve(set_->values.size());
    for (const std::uint8_t value : set_->values) rows_.push_back(static_cast<float>(value) / 255.F);
    pca_ = principal_components(rows_, static_cast<int>(set_->image_size()), options_.components.back());
    measure();
    write();
    if (options_.json)
      std::printf("%s\n", summary().dump().c_str());
    else
      print();
    return 0;
  }

 private:
  static std::string as_file_name(const std::string& data) {
    return std::filesystem::path(data.substr(data.find(':') + 1)).stem().string();
  }
  [[nodiscard]] std::string command() const {
    std::string counts;
    for (const int n : options_.components) counts += (counts.empty() ? "" : ",") + std::to_string(n);
    return "ganscope pca --data " + shell_quoted(options_.data) + " --components " + counts;
  }

  /// The root mean square error of all images from so many components.
  void measure() {
    coefficients_ = project(pca_, rows_);
    for (const int k : options_.components) {
      const std::vector<float> back = reconstruct(pca_, coefficients_, k);
      double squares = 0;
      for (std::size_t i = 0; i < back.size(); ++i) {
        const double error = static_cast<double>(back[i]) - static_cast<double>(rows_[i]);
        squares += error * error;
      }
      errors_.push_back(std::sqrt(squares / static_cast<double>(back.size())));
    }
  }

  [[nodiscard]] Json summary() const {
    Json levels = Json::array();
    for (std::size_t i = 0; i < options_.components.size(); ++i)
      levels.push_back({{"components", options_.components[i]},
                        {"explained", pca_.explained(options_.components[i])},
                        {"error", errors_[i]}});
    return {{"command", command()},
            {"data", set_->name},
            {"images", set_->count},
            {"dimensions", pca_.dimensions},
            {"total_variance", pca_.total_variance},
            {"levels", levels},
            {"variances", pca_.variances},
            {"largest_over_smallest", pca_.variances.front() / pca_.variances.back()},
            {"out", out_.string()}};
  }

  void print() const {
    std::printf("%s images of %s numbers, variance %s in all\n\n", with_thousands(set_->count).c_str(),
                with_thousands(pca_.dimensions).c_str(), three_digits(pca_.total_variance).c_str());
    std::printf("%10s %10s %24s %24s\n", "components", "explained", "last variance", "error (rms, 0 to 1)");
    for (std::size_t i = 0; i < options_.components.size(); ++i)
      std::printf("%10d %8.2f %% %24s %24s\n", options_.components[i],
                  100 * pca_.explained(options_.components[i]),
                  three_digits(pca_.variances[static_cast<std::size_t>(options_.components[i]) - 1]).c_str(),
                  three_digits(errors_[i]).c_str());
    std::printf("\nThe first component varies %s times as much as the last of them.\n",
                three_digits(pca_.variances.front() / pca_.variances.back()).c_str());
  }

  void save(const std::string& name, const Image& image) const { save_figure(out_, name, image, command()); }

  void write() const {
    make_folder(out_);
    write_file_atomically(out_ / "pca.json", summary().dump(2) + "\n");
    std::string csv = "component,variance,share,cumulative_share\n";
    double sum = 0;
    std::vector<double> cumulative;
    for (std::size_t k = 0; k < pca_.variances.size(); ++k) {
      sum += pca_.variances[k];
      cumulative.push_back(sum / pca_.total_variance);
      csv += std::to_string(k + 1) + "," + exact_number(pca_.variances[k]) + "," +
             exact_number(pca_.variances[k] / pca_.total_variance) + "," + exact_number(cumulative.back()) +
             "\n";
    }
    write_file_atomically(out_ / "spectrum.csv", csv);
    const EglContext context;
    FigurePainter painter(options_.theme);
    save("spectrum",
         painter.draw({1100, 620}, "Spectrum of " + set_->name,
                      "blue: variance of each component, in decades; orange: the share that the first so "
                      "many explain",
                      spectrum_figure(pca_.variances, cumulative, options_.components)));
    save("components", contact_sheet(component_images(), {.columns = 10, .scale = set_->width < 48 ? 3 : 1}));
    save("reconstructions",
         labelled_sheet("Images of " + set_->name + " from their first components", rows(), options_.theme));
    std::fprintf(stderr, "ganscope: wrote %s (tables and three figures)\n", (out_ / "").c_str());
  }

  /// The mean, then components with grey for 0.
  [[nodiscard]] ImageStack component_images() const {
    const auto size = static_cast<std::size_t>(pca_.dimensions);
    ImageStack stack{0, set_->channels, set_->height, set_->width, {}};
    const auto add = [&](auto value_at) {
      for (std::size_t j = 0; j < size; ++j)
        stack.values.push_back(
            static_cast<std::uint8_t>(std::lround(255 * std::clamp(value_at(j), 0.0, 1.0))));
      ++stack.count;
    };
    add([&](std::size_t j) { return pca_.mean[j]; });
    const int shown = std::min(kShownComponents - 1, pca_.count());
    for (std::size_t k = 0; k < static_cast<std::size_t>(shown); ++k) {
      double most = 1e-12;
      for (std::size_t j = 0; j < size; ++j) most = std::max(most, std::abs(pca_.components[k * size + j]));
      add([&](std::size_t j) { return 0.5 + 0.5 * pca_.components[k * size + j] / most; });
    }
    return stack;
  }

  [[nodiscard]] std::vector<LabelledRow> rows() const {
    const std::vector<std::int64_t> shown = sample_of(*set_, kShownImages);
    const ImageShape shape{set_->channels, set_->height, set_->width};
    const auto k = static_cast<std::size_t>(pca_.count());
    std::vector<float> coefficients;
    LabelledRow real{"real", "", {}};
    for (const std::int64_t index : shown) {
      const auto at = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(index) * k);
      coefficients.insert(coefficients.end(), coefficients_.begin() + at,
                          coefficients_.begin() + at + static_cast<std::ptrdiff_t>(k));
      std::vector<float> values;
      for (const std::uint8_t value : set_->image(index)) values.push_back(static_cast<float>(value) / 255.F);
      real.pictures.push_back(picture_of(values, shape));
    }
    std::vector<LabelledRow> out;
    for (std::size_t i = 0; i < options_.components.size(); ++i) {
      const int used = options_.components[i];
      LabelledRow row{std::to_string(used) + (used == 1 ? " component" : " components"),
                      three_digits(100 * pca_.explained(used)) + " % explained",
                      {}};
      std::vector<float> back = reconstruct(pca_, coefficients, used);
      for (std::size_t n = 0; n < shown.size(); ++n) {
        const auto at = back.begin() + static_cast<std::ptrdiff_t>(n * set_->image_size());
        std::vector<float> values(at, at + static_cast<std::ptrdiff_t>(set_->image_size()));
        for (float& value : values) value = std::clamp(value, 0.F, 1.F);
        row.pictures.push_back(picture_of(values, shape));
      }
      out.push_back(std::move(row));
    }
    out.push_back(std::move(real));
    return out;
  }

  const PcaOptions& options_;
  std::filesystem::path out_;
  ImageSetPtr set_;
  std::vector<float> rows_;
  PrincipalComponents pca_;
  std::vector<float> coefficients_;
  std::vector<double> errors_;
};

}  // namespace

int run_pca(const PcaOptions& options) {
  use_threads(headless_threads(options.threads));
  PcaRun run(options);
  return run.run();
}

}  // namespace ganscope
