#include "app/commands/command_examples.hpp"

namespace ganscope {

const std::vector<std::pair<std::string, CommandExample>>& all_command_examples() {
  static const std::vector<std::pair<std::string, CommandExample>> examples{
      {"ganscope", {"ganscope", "A window in which a small GAN trains; without a display, a video of it."}},
      {"ganscope", {"ganscope --preset fig1d", "A square of latents folds into a spiral."}},
      {"ganscope", {"ganscope image", "Fly through the latent space of a generator that comes along."}},
      {"ganscope toy",
       {"ganscope toy --data file:heart.csv", "Points of one's own, or of an example, as the data."}},
      {"ganscope toy",
       {"ganscope toy --preset fig1d --iterations 5000 --record spiral.mp4", "A video, without a window."}},
      {"ganscope toy",
       {"ganscope toy --headless --iterations 2000 --metrics run.jsonl --json",
        "Losses and metrics as JSON lines, the summary on standard output."}},
      {"ganscope image", {"ganscope image faces.pt", "A generator that someone trained with PyTorch."}},
      {"ganscope image",
       {"ganscope image mnist-dcgan64 --explore 3", "An endless walk, always the same one."}},
      {"ganscope tour",
       {"ganscope tour mnist-dcgan64 --anchors seed:1,seed:2,seed:3 --seconds 12 --out tour.webm",
        "A flight that passes the latents of three seeds."}},
      {"ganscope grid",
       {"ganscope grid mnist-dcgan64 --rows 8 --cols 12 --out grid.png", "A plane through latent space."}},
      {"ganscope sample",
       {"ganscope sample mnist-dcgan64 --count 100 --out digits", "A folder of 100 pictures."}},
      {"ganscope sample",
       {"ganscope sample mnist-dcgan64 --seed 7 --count 16 --out digits.npy --latents used.npy",
        "Numbers for other programs, with the latents they come from."}},
      {"ganscope info", {"ganscope info faces.pt", "The layers, sizes and card of a model."}},
      {"ganscope info", {"ganscope info --system", "Libraries, OpenGL, encoders and cores, for a report."}},
      {"ganscope convert",
       {"ganscope convert faces.pt faces.safetensors --half", "One file at half the size, its card inside."}},
      {"ganscope guess",
       {"ganscope guess faces.pt --count 12",
        "What the model may draw, reading by reading, to choose from."}},
      {"ganscope recover",
       {"ganscope recover mnist-dcgan64 --seeds 1..8 --restarts 4 --out found",
        "Find pictures' latents again, and how sure that is."}},
      {"ganscope recover",
       {"ganscope recover faces.pt photo.jpg --record search.mp4",
        "The latent nearest to a photo, as a video."}},
      {"ganscope classes",
       {"ganscope classes mnist-dense --oracle mnist --samples 1000 --out digits",
        "Where the digits lie in latent space, in tables and figures."}},
      {"ganscope judge",
       {"ganscope judge mnist-dense mnist-dcgan64 --oracle mnist --out judged",
        "Which generator is better, and which more varied."}},
      {"ganscope adapt",
       {"ganscope adapt mnist-dense --oracle mnist --out adapted.json",
        "Where the best images of each digit come from."}},
      {"ganscope augment",
       {"ganscope augment mnist-dense --oracle mnist --per-class 1000 --out more",
        "Ten thousand labelled digits that nobody wrote."}},
      {"ganscope pca",
       {"ganscope pca --data mnist --components 10,50,200 --out digits-pca",
        "How few numbers a digit can be told by."}},
      {"ganscope train",
       {"ganscope train --data mnist --out runs/mnist --watch", "Train on MNIST and watch it learn."}},
      {"ganscope train",
       {"ganscope train --resume --out runs/mnist", "Go on with a training that was stopped."}},
      {"ganscope data",
       {"ganscope data folder:photos --out sheet.png", "What a folder of photographs holds."}},
      {"ganscope data", {"ganscope data mnist --get", "MNIST, put where it is looked for."}},
      {"ganscope neighbours",
       {"ganscope neighbours runs/mnist/generator.safetensors --data mnist",
        "Does it invent, or does it remember?"}},
      {"ganscope oracle train",
       {"ganscope oracle train --data mnist --out digits.safetensors", "A judge of digits."}},
      {"ganscope oracle evaluate",
       {"ganscope oracle evaluate digits.safetensors", "How often it is right, and what it confuses."}},
      {"ganscope oracle judge",
       {"ganscope oracle judge mnist-dcgan64 --oracle digits.safetensors",
        "How sure the judge is, class by class."}},
      {"ganscope bench toy", {"ganscope bench toy --seconds 20", "A longer, steadier measurement."}},
      {"ganscope bench view", {"ganscope bench view --json", "What a window costs the training."}},
      {"ganscope bench train", {"ganscope bench train --threads 2", "Image training with two threads."}},
      {"ganscope bench generator",
       {"ganscope bench generator mnist-dcgan64", "How fast a model draws, one image and many at once."}},
      {"ganscope bench recover",
       {"ganscope bench recover mnist-dcgan64", "How fast a latent is searched for."}},
  };
  return examples;
}

std::vector<CommandExample> command_examples(const std::string& name) {
  std::vector<CommandExample> found;
  for (const auto& [command, example] : all_command_examples())
    if (command == name) found.push_back(example);
  return found;
}

}  // namespace ganscope
