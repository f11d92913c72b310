#include "import/debug_types.h"

#include <llvm/BinaryFormat/Dwarf.h>
#include "support/dwarf_names.h"

namespace ahead {

namespace {

namespace dw = llvm::dwarf;

// Types of the class library that a program's types and variables lead to are described so many steps deep; behind that they are names only.
constexpr unsigned kLibraryDepth = 3;

struct Primitive { ElementKind kind; const char* name; unsigned bits; dw::TypeKind encoding; };
constexpr Primitive kPrimitives[] = {
    {ElementKind::Boolean, "bool", 8, dw::DW_ATE_boolean}, {ElementKind::Char, "char16_t", 16, dw::DW_ATE_UTF},
    {ElementKind::I1, "sbyte", 8, dw::DW_ATE_signed},      {ElementKind::U1, "byte", 8, dw::DW_ATE_unsigned},
    {ElementKind::I2, "short", 16, dw::DW_ATE_signed},     {ElementKind::U2, "ushort", 16, dw::DW_ATE_unsigned},
    {ElementKind::I4, "int", 32, dw::DW_ATE_signed},       {ElementKind::U4, "uint", 32, dw::DW_ATE_unsigned},
    {ElementKind::I8, "long", 64, dw::DW_ATE_signed},      {ElementKind::U8, "ulong", 64, dw::DW_ATE_unsigned},
    {ElementKind::R4, "float", 32, dw::DW_ATE_float},      {ElementKind::R8, "double", 64, dw::DW_ATE_float},
    {ElementKind::I, "nint", 64, dw::DW_ATE_signed},       {ElementKind::U, "nuint", 64, dw::DW_ATE_unsigned},
};

const Primitive* primitive_of(ElementKind kind) {
  for (auto& p : kPrimitives)
    if (p.kind == kind) return &p;
  return nullptr;
}

std::string name_of(Type*);

std::string arguments(TypeList args) {
  std::string r;
  for (Type* a : args) r += (r.empty() ? "<" : ", ") + name_of(a);
  return r.empty() ? r : r + ">";
}

std::string own_name(Type* t) {
  std::string r(t->def->name.substr(0, t->def->name.find('`')));
  return r + arguments(t->args);
}

std::string name_of(Type* t) {
  if (auto* p = primitive_of(t->kind)) return t->kind == ElementKind::Char ? "char" : p->name;
  switch (t->kind) {
    case ElementKind::String: return "string";
    case ElementKind::Object: return "object";
    case ElementKind::Ptr: return name_of(t->element) + "*";
    case ElementKind::ByRef: return name_of(t->element) + "&";
    case ElementKind::SzArray: return name_of(t->element) + "[]";
    case ElementKind::Array: return name_of(t->element) + "[" + std::string(t->index - 1, ',') + "]";
    default: break;
  }
  if (!t->def) return "void";
  std::string r = own_name(t);
  for (TypeDef* d = t->def;; d = d->enclosing) {
    if (d != t->def) r = std::string(d->name.substr(0, d->name.find('`'))) + "::" + r;
    if (d->enclosing) continue;
    std::string prefix(d->name_space);
    for (size_t dot; (dot = prefix.find('.')) != std::string::npos;) prefix.replace(dot, 1, "::");
    return prefix.empty() ? r : prefix + "::" + r;
  }
}

std::string method_name(Method* m) {
  if (m->def->is_ctor()) return std::string(m->owner->def->name.substr(0, m->owner->def->name.find('`')));
  return std::string(m->def->name) + arguments(m->args);
}

}  // namespace

llvm::DIType* DebugTypes::pointer(llvm::DIType* to) { return b_.createPointerType(to, 64); }

llvm::DIType* DebugTypes::primitive(ElementKind kind) {
  auto& type = primitives_[kind];
  auto* p = primitive_of(kind);
  if (!type && p) type = b_.createBasicType(p->name, p->bits, p->encoding);
  return type;
}

llvm::DIScope* DebugTypes::scope(TypeDef* d) {
  if (d->enclosing) {
    if (!d->enclosing->generic_count) return structure(d->enclosing->open, m_.types.is_framework(d->module) ? kLibraryDepth : 0)->node;
    auto& outer = enclosing_[d->enclosing];
    if (!outer) outer = b_.createForwardDecl(dw::DW_TAG_structure_type, d->enclosing->name.substr(0, d->enclosing->name.find('`')), scope(d->enclosing), file_, 0);
    return outer;
  }
  llvm::DIScope* scope = nullptr;
  for (std::string_view rest = d->name_space; !rest.empty();) {
    size_t dot = std::min(rest.find('.'), rest.size());
    scope = b_.createNameSpace(scope, rest.substr(0, dot), false);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  return scope ? scope : file_;
}

llvm::DIType* DebugTypes::forward(Type* t) {
  auto& node = forwards_[t];
  if (node) return node;
  if (!t->def) return node = b_.createForwardDecl(dw::DW_TAG_structure_type, name_of(t), file_, file_, 0);
  return node = b_.createForwardDecl(dw::DW_TAG_structure_type, own_name(t), scope(t->def), file_, 0);
}

llvm::DIType* DebugTypes::enumeration(Type* t) {
  auto& node = enums_[t];
  if (node) return node;
  std::vector<llvm::Metadata*> values;
  for (FieldDef* f : t->def->fields) {
    auto constant = f->is_literal() ? f->module->constant(make_token(Table::Field, f->row)) : std::nullopt;
    if (!constant || constant->value.size() > 8) continue;
    uint64_t bits = 0;
    for (size_t i = 0; i < constant->value.size(); i++) bits |= uint64_t(constant->value[i]) << 8 * i;
    unsigned unused = 64 - 8 * unsigned(constant->value.size());
    values.push_back(b_.createEnumerator(f->name, uint64_t(int64_t(bits << unused) >> unused)));
  }
  Type* integer = m_.types.enum_underlying(t);
  uint64_t bits = m_.types.size_of(t) * 8;
  return node = b_.createEnumerationType(scope(t->def), own_name(t), file_, 0, bits, 0, b_.getOrCreateArray(values), primitive(integer->kind), 0, m_.types.type_name(t));
}

llvm::DIType* DebugTypes::location(Type* t, unsigned depth) {
  if (auto* p = primitive(t->kind)) return p;
  switch (t->kind) {
    case ElementKind::Void: case ElementKind::TypedByRef: return nullptr;
    case ElementKind::Ptr: return pointer(location(t->element, depth));
    case ElementKind::ByRef: return b_.createReferenceType(dw::DW_TAG_reference_type, location(t->element, depth), 64);
    case ElementKind::FnPtr: return pointer(nullptr);
    default: break;
  }
  if (t->is_enum) return enumeration(t);
  if (t->is_value_type) return structure(t, depth)->node;
  return pointer(depth > kLibraryDepth ? forward(t) : structure(t, depth)->node);
}

DebugTypes::Structure* DebugTypes::structure(Type* t, unsigned depth) {
  auto known = structures_.find(t);
  if (known != structures_.end()) return &known->second;
  uint64_t bytes = 0;
  try {
    bytes = t->is_value_type ? m_.types.size_of(t) : t->is_array() ? abi::kArrayDataOffset : 8 + (t->is_interface ? 0 : m_.types.layout(t).size);
  } catch (const LoadError&) {}
  llvm::DIScope* outer = t->def && !t->is_array() ? scope(t->def) : file_;
  auto* node = b_.createStructType(outer, t->is_array() ? name_of(t) : own_name(t), file_, 0, bytes * 8, 0, llvm::DINode::FlagZero, nullptr, {}, 0, nullptr,
                                   m_.types.type_name(t));
  waiting_.push_back({t, depth});
  return &structures_.emplace(t, Structure{node, {}}).first->second;       // nodes of the map stay where they are
}

void DebugTypes::add(Structure& s, llvm::StringRef name, llvm::DIType* type, uint64_t offset, uint64_t size) {
  if (type) s.members.push_back(b_.createMemberType(s.node, name, file_, 0, size * 8, 0, offset * 8, llvm::DINode::FlagZero, type));
}

// As many as the 32-bit integer `length_offset` bytes before the first one says.
llvm::DIType* DebugTypes::elements(llvm::DIType* element, uint64_t size, uint64_t length_offset) {
  auto* count = b_.createExpression({dw::DW_OP_push_object_address, dw::DW_OP_constu, length_offset, dw::DW_OP_minus, dw::DW_OP_deref_size, 4});
  auto* none = static_cast<llvm::Metadata*>(nullptr);
  auto* range = llvm::DISubrange::get(m_.llvm, count, none, none, none);
  return b_.createArrayType(size * 8, 0, element, b_.getOrCreateArray({range}));
}

void DebugTypes::fill_elements(Structure& s, Type* t, unsigned depth) {
  uint64_t data = abi::kArrayDataOffset + (t->kind == ElementKind::Array ? t->index * 8 : 0);
  add(s, "Length", primitive(ElementKind::U4), abi::kArrayLengthOffset, 4);
  if (auto* element = location(t->element, depth)) add(s, "Items", elements(element, 0, data - abi::kArrayLengthOffset), data, 0);
}

void DebugTypes::fill(Structure& s, Type* t, unsigned depth) {
  bool library = m_.types.is_framework(t->is_array() ? m_.types.corelib() : t->def->module);
  unsigned next = library ? depth + 1 : depth;
  if (t->is_array()) {
    add(s, "MethodTable", pointer(nullptr), 0, 8);
    return fill_elements(s, t, t->element->def && !m_.types.is_framework(t->element->def->module) ? depth : next);
  }
  if (!t->is_value_type) {
    Type* base = m_.types.base(t);
    if (base) s.members.push_back(b_.createInheritance(s.node, structure(base, next)->node, 0, 0, llvm::DINode::FlagZero));
    else add(s, "MethodTable", pointer(nullptr), 0, 8);
  }
  if (t->is_interface) return;
  for (Field* f : m_.types.layout(t).fields) {
    if (f->owner != t) continue;
    if (t->kind == ElementKind::String && f->name() == "_firstChar") {
      add(s, f->name(), elements(primitive(ElementKind::Char), 0, abi::kStringDataOffset - abi::kStringLengthOffset), f->offset, 0);
      continue;
    }
    llvm::DIType* type = location(f->type, next);
    uint64_t size = m_.types.size_of(f->type);
    if (type && t->def->is_inline_array) {
      size *= t->def->inline_array_length;
      type = b_.createArrayType(size * 8, 0, type, b_.getOrCreateArray({b_.getOrCreateSubrange(0, t->def->inline_array_length)}));
    }
    add(s, f->name(), type, f->offset, size);
  }
}

llvm::DISubroutineType* DebugTypes::signature(Method* m) {
  std::vector<llvm::Metadata*> types = {location(m->sig.ret)};
  if (m->sig.has_this) types.push_back(self(m->owner));
  for (Type* p : m->sig.params) types.push_back(location(p));
  return b_.createSubroutineType(b_.getOrCreateTypeArray(types));
}

llvm::DISubprogram* DebugTypes::declare(Method* m, llvm::StringRef symbol, llvm::DIFile* file, unsigned line) {
  auto& owner = *structure(m->owner, 0);
  auto flags = m->sig.has_this ? llvm::DINode::FlagZero : llvm::DINode::FlagStaticMember;
  auto text = [&](llvm::StringRef s) { return llvm::MDString::get(m_.llvm, s); };
  auto annotations = b_.getOrCreateArray({llvm::MDNode::get(m_.llvm, {text(kSymbolAnnotation), text(symbol)})});
  auto* declaration = b_.createFunction(owner.node, method_name(m), "", file, line, signature(m), 0, flags, llvm::DISubprogram::SPFlagZero, nullptr, nullptr, nullptr, annotations);
  owner.members.push_back(declaration);
  return declaration;
}

void DebugTypes::finish() {
  for (size_t i = 0; i < waiting_.size(); i++) {
    auto [t, depth] = waiting_[i];
    try {
      fill(structures_.at(t), t, depth);
    } catch (const LoadError&) {}
  }
  for (auto& [t, depth] : waiting_) {
    auto& s = structures_.at(t);
    b_.replaceArrays(s.node, b_.getOrCreateArray(s.members));
  }
}

}  // namespace ahead
