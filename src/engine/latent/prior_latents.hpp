#pragma once
#include <cstdint>
#include <vector>

#include "core/rng.hpp"
#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

/// Latents as a generator's prior makes them.
namespace ganscope {

/// The latent that `seed:N` writes: always the same numbers for the same seed and space.
[[nodiscard]] Latent seeded_latent(const LatentSpace& space, std::uint64_t seed);

/// One draw from the prior.
[[nodiscard]] Latent draw_latent(const LatentSpace& space, Rng& rng);
/// `count` draws as a generator takes them, row-major.
[[nodiscard]] std::vector<float> draw_latents(const LatentSpace& space, int count, Rng& rng);

/// A unit vector of `size` numbers in a random direction orthogonal to all of `basis` (orthonormal, fewer
/// than `size`). Throws Error when the basis leaves no room.
[[nodiscard]] Latent seeded_orthogonal(const std::vector<Latent>& basis, int size, Rng& rng);

/// The root mean square length of the prior's latents: for a normal prior the deviation of its numbers (less
/// where it is truncated) times sqrt(n), where in many dimensions nearly all of them lie; sqrt(n (low² +
/// low high + high²) / 3) for a uniform one; the sphere's radius.
[[nodiscard]] double typical_radius(const LatentSpace& space);

/// `latent` at the prior's typical radius; sums and differences leave it, and generators have seen
/// little elsewhere. Throws Error for the zero vector.
[[nodiscard]] Latent at_typical_radius(const LatentSpace& space, const Latent& latent);

/// `x` folded back into [low, high] as a ball bounces between two walls.
[[nodiscard]] double reflected(double x, double low, double high);
/// Every number of `latent` reflected at a uniform prior's bounds; a normal prior's latent as it is.
[[nodiscard]] Latent reflected(const LatentSpace& space, Latent latent);

}  // namespace ganscope
