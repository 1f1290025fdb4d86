#include "view/panels/train/train_commands.hpp"

#include "view/panels/common/time_entries.hpp"

namespace ganscope {

const CommandTable<TrainViewCommand>& train_commands() {
  using Entry = CommandEntry<TrainViewCommand>;
  using namespace train_command;
  static const CommandTable<TrainViewCommand> table(
      together<Entry>(
          {{command_entry<TrainViewCommand, ToggleRun>("toggle-run", "runs or pauses the training"),
            command_entry<TrainViewCommand, Step>("step", "one iteration, then pause"),
            command_entry<TrainViewCommand>("train-on", "EPOCHS",
                                            "a training that has finished goes on for so many more epochs",
                                            &TrainOn::epochs),
            command_entry<TrainViewCommand>("enlarge", "SAMPLE",
                                            "shows a generated sample large, from 0; -1 shows all again",
                                            &Enlarge::sample)},
           time_entries<TrainViewCommand>(),
           window_entries<TrainViewCommand>()}),
      together<CommandLine>({{{{"Space", "Training", "run / pause"}, "toggle-run"},
                              {{".", "Training", "one iteration, then pause"}, "step", KeyHeld::again},
                              {{"Left", "Time", "the sheet before"}, "look-beside -1", KeyHeld::again},
                              {{"Right", "Time", "the sheet after"}, "look-beside 1", KeyHeld::again},
                              {{"Home", "Time", "the first sheet"}, "look-at-start"},
                              {{"End", "Time", "follow the training"}, "follow-training"},
                              {{"S", "Picture", "save the images"}, "save-picture"},
                              {{"C", "Picture", "copy as command"}, "copy-command"}},
                             window_lines("see the generator", "stop and quit")}));
  return table;
}

}  // namespace ganscope
