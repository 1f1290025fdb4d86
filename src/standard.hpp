#pragma once
// The standard library's headers that most files of the program include, precompiled for every target
// (engine's LibTorch files have engine/libtorch.hpp instead): reading them was most of what a small file
// cost. Nothing includes this file by name; each file still includes what it uses, which
// -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON shows.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>
