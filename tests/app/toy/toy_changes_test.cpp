#include "app/toy/toy_changes.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("toy changes: named as panels name them, both sides at once, many of them in short") {
  ToyConfig to;
  CHECK(changes_text({}, to).empty());
  to.data = "spiral";
  to.seed = 9;
  CHECK(changes_text({}, to).empty());
  to.generator.rate = to.discriminator.rate = 0.01;
  to.discriminator.updates = 5;
  CHECK(changes_text({}, to) == "rate 0.01, discriminator steps 5");
  to.batch = 64;
  to.decay = 0.9;
  to.loss = Loss::wgan_clip;
  to.clip = 0.1;
  CHECK(changes_text({}, to) ==
        "loss wgan-clip, batch 64, decay 0.9, clip 0.1, rate 0.01, discriminator steps 5");
  to.generator.activation = Activation::relu;
  CHECK(changes_text({}, to) == "loss wgan-clip, batch 64, decay 0.9, clip 0.1, rate 0.01, and 2 more");
}

TEST_CASE("toy changes: a training that ran is said to be about there") {
  ToyConfig to;
  to.decay = 0.9;
  StepReport now;
  now.iteration = now.generator_steps = now.discriminator_steps = 12345;
  CHECK(not_repeated({}).empty());
  CHECK(not_repeated(live_changes({}, to, now, true, {})) ==
        "# not repeated: about iteration 12,345 decay 0.98 -> 0.9");
}
