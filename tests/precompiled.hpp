#pragma once
// What most tests include, precompiled: reading it is most of what compiling one costs. Nothing includes this
// file by name; each test still includes what it uses, which -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON shows.
#include <doctest/doctest.h>

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
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>
