#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "app/files/progress.hpp"
#include "app/recover/recover_run.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/recovery/latent_search.hpp"
#include "engine/recovery/recovery_table.hpp"
#include "engine/recovery/recovery_targets.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProgressFile = "progress.jsonl";
constexpr std::uintmax_t kMostProgress = std::uintmax_t{1} << 30;
/// Targets of one search: what is lost when the table is cut.
constexpr int kAtOnce = 10;

/// What was found of one target with one criterion.
struct Entry {
  double error = 0;        ///< see latent_error()
  double pixel_error = 0;  ///< mean squared
};

/// Everything that was found, and the file it is kept in as it is found: a line of what is searched for, then
/// one a target and criterion.
class TableProgress {
 public:
  TableProgress(std::filesystem::path path, const Json& about) : path_(std::move(path)) {
    if (is_there(path_)) read(about);
    if (entries_.empty()) write_file_atomically(path_, about.dump() + "\n");
    file_.open(path_, std::ios::app);
    if (!file_) throw Error("cannot write " + path_.string());
  }

  [[nodiscard]] const Entry* find(const std::string& criterion, int target) const {
    const auto found = entries_.find({criterion, target});
    return found == entries_.end() ? nullptr : &found->second;
  }
  void add(const std::string& criterion, int target, const Entry& entry) {
    entries_[{criterion, target}] = entry;
    file_ << Json{{"criterion", criterion},
                  {"target", target},
                  {"error", entry.error},
                  {"pixel_error", entry.pixel_error}}
                 .dump()
          << "\n";
    file_.flush();
    if (!file_) throw Error("cannot write " + path_.string());
  }
  [[nodiscard]] std::size_t count() const { return entries_.size(); }

 private:
  /// A last line that was cut is searched for again.
  void read(const Json& about) {
    std::string text;
    try {
      text = read_whole_file(path_, kMostProgress);
    } catch (const Error& e) {
      throw Error(path_.string() + ": " + e.what());
    }
    const std::size_t whole = text.rfind('\n');
    if (whole == std::string::npos) return;
    std::string kept;
    bool first = true;
    for (const std::string& line : split(text.substr(0, whole), '\n')) {
      try {
        const Json json = Json::parse(line);
        if (first) {
          if (json != about)
            throw Error(path_.string() + ": it is of another search, " + json.dump() + "; expected " +
                        about.dump() + ", or another folder (--out)");
          first = false;
        } else {
          entries_[{json.at("criterion").get<std::string>(), json.at("target").get<int>()}] = {
              json.at("error").get<double>(), json.at("pixel_error").get<double>()};
        }
        kept += line + "\n";
      } catch (const nlohmann::json::exception&) {
        throw Error(path_.string() + ": '" + line +
                    "' is no line of a table's progress; expected what recover " + "--table wrote");
      }
    }
    if (kept.size() != text.size()) write_file_atomically(path_, kept);
  }

  std::filesystem::path path_;
  std::ofstream file_;
  std::map<std::pair<std::string, int>, Entry> entries_;
};

std::string percent(double share) { return three_digits(100 * share); }
std::string percent(const std::optional<double>& share) { return share ? percent(*share) : "-"; }

class TableRun {
 public:
  explicit TableRun(const RecoverRunOptions& options)
      : options_(options), generator_(open_for_recovery(options)), out_(options.out) {
    if (out_.empty()) out_ = std::filesystem::path(options.model.path).stem().string() + "-recovery-table";
    if (!options.images.empty() || !options.seeds.empty())
      throw UsageError(
          "recover --table makes its own pictures; expected no pictures and no --seeds beside it");
    if (!options.video.empty())
      throw UsageError("recover --table makes no video; expected no --record beside it");
    if (options.config.criterion.kind != CriterionKind::none)
      throw UsageError("recover --table goes through all criteria; expected no --criterion beside it");
    check_prior();
  }

  int run() {
    const InterruptGuard guard;
    make_folder(out_);
    TableProgress progress(out_ / kProgressFile, about());
    const bool whole = fill(progress);
    if (!whole) {
      std::fprintf(stderr, "ganscope: %s of %zu are found; the same command goes on\n",
                   counted(static_cast<std::int64_t>(progress.count()), "latent").c_str(),
                   table_criteria().size() * static_cast<std::size_t>(options_.targets));
      return 130;
    }
    write(progress);
    return 0;
  }

 private:
  void check_prior() const {
    if (generator_->card().latent.prior != LatentPrior::uniform) return;
    throw UsageError("recover --table: its criteria are for a normal prior, and this model's is '" +
                     prior_text(generator_->card().latent) +
                     "'; expected another model, or recover with --criterion " + "none or clip");
  }

  /// What the figures depend on.
  [[nodiscard]] Json about() const {
    RecoverRunOptions same = options_;
    same.out.clear();
    same.threads = 0;
    return {{"table", recover_command(same)}};
  }

  [[nodiscard]] RecoveryConfig config(const Criterion& criterion) const {
    RecoveryConfig out = options_.config;
    out.criterion = criterion;
    return out;
  }

  /// False when it was interrupted.
  bool fill(TableProgress& found) {
    const auto all = static_cast<std::int64_t>(table_criteria().size()) * options_.targets;
    Progress progress(all, "search", "searches", options_.progress_every);
    progress.update(static_cast<std::int64_t>(found.count()));
    for (int first = 0; first < options_.targets; first += kAtOnce)
      for (const Criterion& criterion : table_criteria()) {
        const int count = std::min(kAtOnce, options_.targets - first);
        const std::string name = to_text(criterion);
        bool missing = false;
        for (int i = first; i < first + count; ++i) missing = missing || found.find(name, i) == nullptr;
        if (!missing) continue;
        if (!search(criterion, first, count, found)) return false;
        progress.update(static_cast<std::int64_t>(found.count()), name);
      }
    return true;
  }

  bool search(const Criterion& criterion, int first, int count, TableProgress& found) {
    std::vector<std::uint64_t> seeds;
    for (int i = 0; i < count; ++i)
      seeds.push_back(options_.config.seed + static_cast<std::uint64_t>(first + i));
    const std::vector<RecoveryTarget> targets = targets_of_seeds(*generator_, seeds, options_.label);
    const std::vector<int> labels(generator_->card().latent.classes > 0 ? static_cast<std::size_t>(count) : 0,
                                  options_.label);
    LatentSearch search(*generator_, batch_of(targets, generator_->card().image), labels, config(criterion),
                        first);
    while (!search.finished()) {
      if (InterruptGuard::requested()) return false;
      search.step();
    }
    const std::vector<float> errors = search.measured_errors();
    const std::vector<int> best = search.best_rows(errors);
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const std::vector<float> known(targets[at].known.begin(), targets[at].known.end());
      found.add(to_text(criterion), first + i,
                {latent_error(search.latent(best[at]), known),
                 static_cast<double>(errors[static_cast<std::size_t>(best[at])])});
    }
    return true;
  }

  void write(const TableProgress& found) const {
    const auto errors_of = [&](const Criterion& criterion) {
      std::vector<double> errors;
      for (int i = 0; i < options_.targets; ++i) errors.push_back(found.find(to_text(criterion), i)->error);
      return errors;
    };
    const std::vector<double> disabled = errors_of(table_criteria().front());
    std::vector<RecoveryTableRow> rows;
    for (const Criterion& criterion : table_criteria())
      rows.push_back(
          recovery_table_row(criterion, errors_of(criterion),
                             criterion.kind == CriterionKind::none ? std::vector<double>() : disabled));
    const Json json = as_json(rows);
    write_file_atomically(out_ / "table.json", json.dump(2) + "\n");
    write_file_atomically(out_ / "table.csv", as_csv(rows));
    write_file_atomically(out_ / "table.md", as_markdown(rows));
    std::fprintf(stderr, "ganscope: wrote %s, .csv and .md\n", (out_ / "table.json").c_str());
    if (options_.json) std::printf("%s\n", json.dump().c_str());
  }

  [[nodiscard]] static Json row_json(const RecoveryTableRow& row) {
    Json out{{"criterion", to_text(row.criterion)},
             {"below", row.below},
             {"wins", nullptr},
             {"significant_wins", nullptr},
             {"mean_error", row.mean_error}};
    if (row.wins) out["wins"] = *row.wins;
    if (row.significant_wins) out["significant_wins"] = *row.significant_wins;
    return out;
  }

  [[nodiscard]] Json as_json(const std::vector<RecoveryTableRow>& rows) const {
    Json list = Json::array();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Json row = row_json(rows[i]);
      row["paper"] = row_json(paper_table()[i]);
      row["paper"].erase("criterion");
      list.push_back(std::move(row));
    }
    return {{"command", recover_command(options_)},
            {"targets", options_.targets},
            {"iterations", options_.config.iterations},
            {"thresholds", kTableThresholds},
            {"rows", list},
            {"out", out_.string()}};
  }

  static std::string as_csv(const std::vector<RecoveryTableRow>& rows) {
    std::string text =
        "criterion,below_1e-4,below_1e-3,below_1e-2,below_1e-1,below_1,wins,significant_wins,mean_error,"
        "paper_below_1e-4,paper_below_1e-3,paper_below_1e-2,paper_below_1e-1,paper_below_1,paper_wins,"
        "paper_significant_wins,paper_mean_error\n";
    const auto figures = [](const RecoveryTableRow& row) {
      std::string out;
      for (const double share : row.below) out += "," + exact_number(share);
      out += "," + (row.wins ? exact_number(*row.wins) : std::string());
      out += "," + (row.significant_wins ? exact_number(*row.significant_wins) : std::string());
      return out + "," + exact_number(row.mean_error);
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
      text += "\"" + to_text(rows[i].criterion) + "\"" + figures(rows[i]) + figures(paper_table()[i]) + "\n";
    return text;
  }

  /// Ours, and the paper's in brackets.
  static std::string as_markdown(const std::vector<RecoveryTableRow>& rows) {
    std::string text =
        "| criterion | < 1e-4 | < 1e-3 | < 1e-2 | < 1e-1 | < 1 | wins | sig. wins | mean error |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const RecoveryTableRow& ours = rows[i];
      const RecoveryTableRow& paper = paper_table()[i];
      text += "| " + to_text(ours.criterion);
      for (std::size_t k = 0; k < ours.below.size(); ++k)
        text += " | " + percent(ours.below[k]) + " (" + percent(paper.below[k]) + ")";
      text += " | " + percent(ours.wins) + " (" + percent(paper.wins) + ")";
      text += " | " + percent(ours.significant_wins) + " (" + percent(paper.significant_wins) + ")";
      text += " | " + three_digits(ours.mean_error) + " (" + three_digits(paper.mean_error) + ") |\n";
    }
    return text;
  }

  const RecoverRunOptions& options_;
  std::unique_ptr<DifferentiableGenerator> generator_;
  std::filesystem::path out_;
};

}  // namespace

int run_recovery_table(const RecoverRunOptions& options) {
  check_output_folder(options.out.empty() ? "." : options.out);
  TableRun run(options);
  return run.run();
}

}  // namespace ganscope
