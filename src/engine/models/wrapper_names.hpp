#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/named_tensors.hpp"

namespace ganscope {

/// A tensor's name without what wrappers put into it: "module." in front, as often as it stands there
/// (DataParallel, AveragedModel), and "_orig_mod." (torch.compile), "_fsdp_wrapped_module.",
/// "_checkpoint_wrapped_module.", "_forward_module." anywhere.
[[nodiscard]] std::string without_wrappers(std::string_view name);

/// The name under which a tensor is found by a card that knows it otherwise: without wrappers, and as the
/// weight that a spectral or weight norm makes of its parts.
[[nodiscard]] std::string plain_name(std::string_view name);

/// Leaves out of all names what wrappers put in front of every one (wrappers in wrappers too); what stands
/// beside the wrapped model to count ("n_averaged") doesn't matter. Of a file with `ema_model` and
/// `online_model`, the averaged one is taken. Says so in `notes`.
void leave_out_wrappers(TensorSelection& selection);

}  // namespace ganscope
