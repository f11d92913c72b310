#include "survive/xml.h"

namespace ahead {

std::string_view xml_attribute(const XmlAttributes& a, const char* name) {
  auto it = a.find(name);
  return it == a.end() ? std::string_view() : std::string_view(it->second);
}

bool xml_applies(const Program& p, const XmlAttributes& a) {
  std::string_view feature = xml_attribute(a, "feature");
  if (feature.empty()) return true;
  bool wanted = xml_attribute(a, "featurevalue") == "true";
  auto it = p.features.find(feature);
  if (it == p.features.end()) return xml_attribute(a, "featuredefault") == "true";
  return it->second == wanted;
}

}  // namespace ahead
