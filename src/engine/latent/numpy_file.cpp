#include "engine/latent/numpy_file.hpp"

#include <zip.h>

#include <algorithm>
#include <bit>
#include <memory>

#include "core/error.hpp"
#include "engine/latent/numpy_header.hpp"

namespace ganscope {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::string_view kEnding = ".npy";

/// An array of a type that isn't read; an .npz may hold such ones beside others.
struct OtherType : Error {
  using Error::Error;
};

/// How the numbers of an array are written.
struct NumberForm {
  std::size_t bytes = 0;  ///< 4 or 8
  bool big_endian = false;
};

/// "an array of complex128" and its like: the type in NumPy's own words where it has a short one.
std::string type_text(const std::string& type) {
  if (type.size() < 2) return "'" + type + "'";
  const std::string bits =
      type.size() == 3 && type[2] >= '1' && type[2] <= '9' ? std::to_string(8 * (type[2] - '0')) : "";
  switch (type[1]) {
    case 'O':
      return "Python objects, which are not run";
    case 'i':
      return "int" + bits + " numbers";
    case 'u':
      return "uint" + bits + " numbers";
    case 'f':
      return "f" + bits + " numbers";
    case 'b':
      return "truth values";
    case 'c':
      return "complex numbers";
    case 'U':
    case 'S':
      return "text";
    default:
      return "'" + type.substr(0, 20) + "'";
  }
}

NumberForm form_of(const std::string& type) {
  const std::string_view body = std::string_view(type).substr(std::min<std::size_t>(1, type.size()));
  const bool known_order = type.starts_with('<') || type.starts_with('>') || type.starts_with('=');
  if (!known_order || (body != "f4" && body != "f8"))
    throw OtherType("it holds " + type_text(type) + "; expected f32 or f64");
  const bool big = type[0] == '>' || (type[0] == '=' && std::endian::native == std::endian::big);
  return {body == "f4" ? std::size_t{4} : std::size_t{8}, big};
}

std::uint64_t number_bits(std::string_view bytes, bool big_endian) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::size_t at = big_endian ? i : bytes.size() - 1 - i;
    bits = bits << 8U | static_cast<unsigned char>(bytes[at]);
  }
  return bits;
}

double number_at(std::string_view data, std::size_t index, const NumberForm& form) {
  const std::uint64_t bits = number_bits(data.substr(index * form.bytes, form.bytes), form.big_endian);
  if (form.bytes == 8) return std::bit_cast<double>(bits);
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
}

/// How many numbers a shape has; throws when there are more than `most`, which the data can't hold.
std::size_t count_of(const std::vector<std::size_t>& shape, std::size_t most) {
  if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return 0;
  std::size_t count = 1;
  for (const std::size_t size : shape) {
    if (size > most / count)
      throw Error("its shape " + shape_text(shape) + " needs more numbers than the file has");
    count *= size;
  }
  return count;
}

/// The values in C order of an array in Fortran order, whose first index runs fastest.
std::vector<double> from_fortran(std::string_view data, const NumberForm& form,
                                 const std::vector<std::size_t>& shape, std::size_t count) {
  std::vector<double> out(count);
  std::vector<std::size_t> index(shape.size(), 0);
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t place = 0;
    for (std::size_t k = 0; k < shape.size(); ++k) place = place * shape[k] + index[k];
    out[place] = number_at(data, i, form);
    for (std::size_t k = 0; k < shape.size() && ++index[k] == shape[k]; ++k) index[k] = 0;
  }
  return out;
}

/// The header's text, and where the numbers begin.
std::pair<std::string_view, std::size_t> header_of(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) throw Error("it does not begin as a NumPy array does");
  if (bytes.size() < 8) throw Error("it ends within its header");
  const int version = static_cast<unsigned char>(bytes[6]);
  if (version < 1 || version > 3)
    throw Error("it is of NumPy's format " + std::to_string(version) + "; expected 1, 2 or 3");
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  if (bytes.size() < 8 + length_bytes) throw Error("it ends within its header");
  const std::uint64_t length = number_bits(bytes.substr(8, length_bytes), false);
  const std::size_t begin = 8 + length_bytes;
  if (length > bytes.size() - begin) throw Error("it ends within its header");
  return {bytes.substr(begin, length), begin + length};
}

NumpyArray read_array(std::string_view bytes) {
  const auto [text, begin] = header_of(bytes);
  NumpyHeader header = parse_numpy_header(text);
  const NumberForm form = form_of(header.type);
  const std::string_view data = bytes.substr(begin);
  const std::size_t count = count_of(header.shape, data.size() / form.bytes);
  if (data.size() != count * form.bytes)
    throw Error("it has " + std::to_string(data.size()) + " bytes of numbers; expected " +
                std::to_string(count * form.bytes) + " for its shape " + shape_text(header.shape));
  NumpyArray array{{}, std::move(header.shape), {}};
  if (header.fortran_order && array.shape.size() > 1) {
    array.values = from_fortran(data, form, array.shape, count);
  } else {
    array.values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) array.values.push_back(number_at(data, i, form));
  }
  return array;
}

/// `why` may quote the file, which may hold anything: what can't stand in one line becomes '?'.
Error refusal(const std::string& name, std::string why) {
  for (char& c : why)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return Error("cannot read numbers from " + name + ": " + why);
}

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseMember {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::unique_ptr<zip_t, CloseZip> open_zip(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  const auto reason = [&error] {
    std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
  };
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) throw Error("broken .npz: " + reason());
  std::unique_ptr<zip_t, CloseZip> archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive) {
    zip_source_free(source);
    throw Error("broken .npz: " + reason());
  }
  zip_error_fini(&error);
  return archive;
}

/// The member's unpacked bytes, at most `most`: what a header promises is not believed.
std::string unpacked(zip_t* archive, zip_uint64_t index, std::uintmax_t most) {
  const std::unique_ptr<zip_file_t, CloseMember> file(zip_fopen_index(archive, index, 0));
  if (!file) throw Error(std::string("it cannot be unpacked: ") + zip_strerror(archive));
  constexpr std::size_t kPart = std::size_t{1} << 16;
  std::string out;
  while (true) {
    const std::size_t before = out.size();
    if (before > most)
      throw Error("it unpacks to more than the " + std::to_string(most) + " bytes left for it");
    out.resize(before + kPart);
    const zip_int64_t got = zip_fread(file.get(), out.data() + before, kPart);
    if (got < 0) throw Error(std::string("it cannot be unpacked: ") + zip_file_strerror(file.get()));
    out.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return out;
  }
}

std::string member_name(zip_t* archive, zip_uint64_t index) {
  const char* name = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
  return name != nullptr ? name : "";
}

}  // namespace

std::string shape_text(const std::vector<std::size_t>& shape) {
  if (shape.empty()) return "of a single number";
  std::string text;
  for (const std::size_t size : shape) text += (text.empty() ? "" : "x") + std::to_string(size);
  return text;
}

NumpyArray parse_npy(std::string_view bytes, const std::string& name) {
  try {
    return read_array(bytes);
  } catch (const Error& error) {
    throw refusal(name, error.what());
  }
}

std::vector<NumpyArray> parse_npz(std::string_view bytes, const std::string& name,
                                  const NumpyLimits& limits) {
  std::vector<NumpyArray> out;
  std::string left_out;
  try {
    const auto archive = open_zip(bytes);
    const zip_int64_t members = zip_get_num_entries(archive.get(), 0);
    if (members < 0 || static_cast<std::uint64_t>(members) > limits.arrays)
      throw Error("it has " + std::to_string(members) + " members; expected at most " +
                  std::to_string(limits.arrays));
    std::uintmax_t left = limits.bytes;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(members); ++i) {
      std::string member = member_name(archive.get(), i);
      if (!member.ends_with(kEnding)) continue;
      member.resize(member.size() - kEnding.size());
      try {
        const std::string content = unpacked(archive.get(), i, left);
        left -= content.size();
        NumpyArray array = read_array(content);
        array.name = member;
        out.push_back(std::move(array));
      } catch (const OtherType& error) {
        if (left_out.empty()) left_out = "array '" + member + "': " + error.what();
      } catch (const Error& error) {
        throw Error("array '" + member + "': " + error.what());
      }
    }
    if (out.empty()) throw Error(left_out.empty() ? "it holds no arrays" : left_out);
  } catch (const Error& error) {
    throw refusal(name, error.what());
  }
  return out;
}

}  // namespace ganscope
