#include "view/scene/theme.hpp"

namespace ganscope {
namespace {

// Greys carry a little blue so that nothing on the ground competes with the latent hues. Blue,
// orange and green were chosen by search: the smallest CIE76 difference between any two of
// discriminator, generator, gradient, real sample and decision line stays above 20 under normal
// vision and the three dichromacies (tests/view/scene/theme_test.cpp holds it there). Green is the
// one hue that the latent map leaves out, so arrows are never taken for samples.
constexpr Theme kDark{
    .kind = ThemeKind::dark,
    .window = rgb(0x12161d),
    .panel = rgb(0x1a2029),
    .panel_raised = rgb(0x27303c),
    .hairline = rgb(0x354050),
    .text = rgb(0xe6ebf2),
    .text_muted = rgb(0x9ba7b7),
    .accent = rgb(0xa394ff),
    .picture = rgb(0x161b23),
    .tick = rgb(0x8a96a7),
    .real_sample = rgb(0xaeb8c6),
    .decision = rgb(0xf7f9fc),
    .discriminator = rgb(0x5aa7f7),
    .generator = rgb(0xef8a42),
    .gradient = rgb(0x5cf29a),
    .warning = rgb(0xf2d04f),
    .error = rgb(0xff7676),
    .recording = rgb(0xff4650),
};

constexpr Theme kLight{
    .kind = ThemeKind::light,
    .window = rgb(0xe6eaf0),
    .panel = rgb(0xf5f7fa),
    .panel_raised = rgb(0xffffff),
    .hairline = rgb(0xcdd4de),
    .text = rgb(0x1a212b),
    .text_muted = rgb(0x545f6e),
    .accent = rgb(0x6246d6),
    .picture = rgb(0xffffff),
    .tick = rgb(0x66707e),
    .real_sample = rgb(0x6b7481),
    .decision = rgb(0x12161c),
    .discriminator = rgb(0x1f6fd0),
    .generator = rgb(0xd2620a),
    .gradient = rgb(0x0a5a2a),
    .warning = rgb(0x8a6100),
    .error = rgb(0xb3202c),
    .recording = rgb(0xd4152a),
};

}  // namespace

const Theme& theme(ThemeKind kind) { return kind == ThemeKind::light ? kLight : kDark; }

}  // namespace ganscope
