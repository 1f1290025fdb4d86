#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace ganscope {

/// What is known of a data set that is kept in IDX files.
struct IdxSetInfo {
  std::string name;                      ///< as it is asked for: "emnist-letters"
  std::vector<std::string> folders;      ///< what its folder may be called, ours first
  std::filesystem::path system_folder;   ///< where a distribution's package puts it; empty: none
  std::string prefix;                    ///< of its files: "emnist-letters-"
  std::string test_stem;                 ///< of the test files: "t10k" or "test"
  std::vector<std::string> class_names;  ///< in the order of the labels
  int first_label = 0;                   ///< the file's label of the first class
  bool transposed = false;               ///< rows and columns are swapped in the files
  bool fetched = false;                  ///< `data NAME --get` gets it; of others it says where they are
};

/// MNIST, Fashion-MNIST, KMNIST and the six splits of EMNIST.
[[nodiscard]] const std::vector<IdxSetInfo>& idx_sets();

/// The two files of one split.
struct IdxFiles {
  std::filesystem::path images;
  std::filesystem::path labels;
};

/// Finds them below `data_dir`: in a folder of the set's name (ours or torchvision's), there or in its raw/
/// or gzip/, in such a folder of `data_dir` itself, or in `data_dir` where its own name isn't another set's;
/// with the names train-images-idx3-ubyte or train-images.idx3-ubyte, plain or .gz. Both are of one folder.
/// Throws Error that says which names were looked for where.
[[nodiscard]] IdxFiles find_idx_files(const IdxSetInfo& info, bool train,
                                      const std::filesystem::path& data_dir);

}  // namespace ganscope
