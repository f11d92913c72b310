// Resource strings. Every framework assembly has a class SR with one property per message: `ldstr "Key"; call SR.GetResourceString`. Looking the key up at run
// time drags in ResourceManager, culture fallback and reflection (hello world: 4,200 bodies more); the text is known, so the
// property becomes `ldstr "text"`.
#include "survive/bodies.h"

namespace ahead {

namespace {

bool is_resource_property(Method* m) {
  const MethodDef* d = m->def;
  return d && d->is_static() && d->owner->name == "SR" && m->sig.params.empty() && m->sig.ret->kind == ElementKind::String && !m->owner->is_generic();
}

// FxResources.System.Collections.SR.resources and the like; an application may have classes called SR of another make.
std::unordered_map<std::string, std::u16string> read_module_strings(Module* m) {
  std::unordered_map<std::string, std::u16string> result;
  for (uint32_t row = 1; row <= m->rows(Table::ManifestResource); ++row) {
    ManifestResourceRow r = m->manifest_resource(row);
    if (!r.name.ends_with("SR.resources") && !r.name.ends_with("Strings.resources")) continue;
    std::optional<Blob> data = m->resource(r.name);
    if (!data) continue;
    for (auto& [key, text] : read_resource_strings(*data)) result.emplace(key, text);
  }
  return result;
}

// The key, if the body is `ldstr key; (ldnull or ldstr) call string …GetResourceString(…); ret`.
std::optional<std::u16string> resource_key(TypeSystem& types, const Body& body) {
  size_t n = body.code.size();
  if (n < 3 || n > 5 || body.code[0].op != Op::Ldstr || body.code[n - 1].op != Op::Ret || body.code[n - 2].op != Op::Call) return std::nullopt;
  if (body.callee(types, body.code[n - 2])->name() != "GetResourceString") return std::nullopt;
  return std::u16string(body.string(body.code[0]));
}

}  // namespace

const std::u16string* Bodies::resource_text(Method* m) {
  if (!is_resource_property(m)) return nullptr;
  auto [it, added] = texts.try_emplace(m);
  if (!added) return it->second.get();
  std::optional<std::u16string> key = resource_key(types, decode(types, m));
  if (!key) return nullptr;
  if (auto f = program.features.find("System.Resources.UseSystemResourceKeys"); f != program.features.end() && f->second)
    return (texts[m] = std::make_unique<std::u16string>(*key)).get();
  auto [strings, first] = resources.try_emplace(m->def->module);
  if (first) strings->second = read_module_strings(m->def->module);
  auto text = strings->second.find(std::string(key->begin(), key->end()));
  if (text == strings->second.end()) return nullptr;
  return (texts[m] = std::make_unique<std::u16string>(text->second)).get();
}

}  // namespace ahead
