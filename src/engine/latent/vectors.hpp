#pragma once
#include <span>

#include "exchange/latent.hpp"

/// Plain arithmetic on latents of equal size.
namespace ganscope {

[[nodiscard]] double dot(const Latent& a, const Latent& b);
/// Euclidean length.
[[nodiscard]] double norm(const Latent& a);
/// Euclidean distance.
[[nodiscard]] double distance(const Latent& a, const Latent& b);
/// The distance over the length of `b`.
[[nodiscard]] double relative_distance(const Latent& a, const Latent& b);

[[nodiscard]] Latent scaled(const Latent& a, double by);
/// x a + y b.
[[nodiscard]] Latent combined(double x, const Latent& a, double y, const Latent& b);
/// Throws Error when there is none.
[[nodiscard]] Latent mean(std::span<const Latent> latents);

/// The angle between two latents, 0 to pi radians; 0 when one of them is the zero vector. Accurate at
/// both ends of the range, where the arc cosine of a rounded dot product is not (Kahan's half-angle form).
[[nodiscard]] double angle_between(const Latent& a, const Latent& b);

/// `a` over its length. Throws Error for the zero vector, which has no direction.
[[nodiscard]] Latent direction(const Latent& a);

/// The part of `a` that is orthogonal to all of `basis` (orthonormal vectors), by two passes of
/// Gram-Schmidt; one alone leaves what rounding put back.
[[nodiscard]] Latent rejected(Latent a, std::span<const Latent> basis);

/// A unit vector orthogonal to all of `basis` (orthonormal, fewer than its dimensions): the coordinate
/// axis that the basis covers least, made orthogonal. The same basis gives the same vector. Throws Error
/// when the basis leaves no room.
[[nodiscard]] Latent any_orthogonal(std::span<const Latent> basis);

/// Orthonormal vectors that span `latents`, in their order; those that add less than a part in 10^9 of
/// their own length to the span are left out.
[[nodiscard]] std::vector<Latent> orthonormal_basis(std::span<const Latent> latents);

}  // namespace ganscope
