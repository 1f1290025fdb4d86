#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "exchange/clustering.hpp"
#include "exchange/square_matrix.hpp"

namespace ganscope {

/// How far apart two clusters are: the nearest members, the farthest, the mean over all pairs, or what Ward's
/// criterion (the growth of the sum of squares) makes of it.
enum class LinkageKind { single, complete, average, ward };
/// Throws UsageError for a name that linkage_names() doesn't have.
[[nodiscard]] LinkageKind linkage_kind(std::string_view name);
[[nodiscard]] const std::vector<std::string>& linkage_names();

/// Agglomerative clustering of the things with these distances: size - 1 merges, heights rising.
/// Nearest-neighbour chain with Lance and Williams's updates (Muellner 2011): n² steps. Of equal distances
/// the first counts: where some are equal another tree than SciPy's can be as right, single's with the same
/// heights, the others' sometimes with others. Throws Error for fewer than two things and what is not finite.
[[nodiscard]] std::vector<Merge> linkage(const SquareMatrix& distances, LinkageKind kind);

/// For each pair of things the height at which they come together.
[[nodiscard]] SquareMatrix cophenetic_distances(const std::vector<Merge>& merges);
/// Pearson's correlation of those with the distances themselves, over all pairs: how true the tree is. Where
/// it isn't defined: 1 of distances that are all equal (but for rounding), of which no tree loses anything,
/// and else 0 of a tree whose heights are, which shows nothing of them.
[[nodiscard]] double cophenetic_correlation(const std::vector<Merge>& merges, const SquareMatrix& distances);

/// The things from left to right below the tree, so that no branches cross.
[[nodiscard]] std::vector<int> leaf_order(const std::vector<Merge>& merges);

}  // namespace ganscope
