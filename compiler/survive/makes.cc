// Objects that come into being inside the library or the runtime, without newobj, box or newarr naming their type.
#include "survive/graph.h"

namespace ahead {

Makes makes_objects(TypeSystem& types, const Method* m) {
  static const std::unordered_map<std::string, Makes> table = {
#define MAKES(type, method, what) {std::string(type) + "::" + method, Makes::what},
#include "survive/makes.def"
#undef MAKES
  };
  if (!is_corelib(types, m) || !m->owner->def) return Makes::Nothing;
  auto it = table.find(m->owner->def->full_name + "::" + std::string(m->name()));
  return it == table.end() ? Makes::Nothing : it->second;
}

void Walk::make(Type* t, Method* by, Node from) {
  Makes what = makes_objects(types, by);
  bool with_arguments = by->sig.params.size() > 1;
  if (t->is_byref_like || t->is_pointer_like() || t->kind == ElementKind::Void) return;
  switch (what) {
    case Makes::Nothing: break;
    case Makes::Delegate: cross_delegate(t, false, from); break;
    case Makes::Initializer: use_statics(t, from); break;
    case Makes::Instance: construct(t, from, "makes an instance of"); break;
    case Makes::Array:
      construct(types.szarray_of(t), from, "makes an array of type");
      // One length per dimension, or a rank or array of lengths that could be anything.
      for (uint32_t rank = 1; rank <= 4; ++rank) {
        size_t lengths = by->name() == "CreateInstance" ? by->sig.params.size() - 1 : 0;
        bool any = by->name() == "MakeArrayType" ? with_arguments || by->sig.params.size() == 1 : lengths && by->sig.params[1]->is_array();
        if (rank == 1 && !any) continue;   // a vector; T[*] only comes from explicit bounds or an explicit rank
        if (any || lengths == rank) construct(types.array_of(t, rank), from, "makes an array of type");
      }
      break;
    case Makes::Object: {
      if (t->is_interface || !t->def || t->def->is_abstract) break;
      construct(t, from, "makes an instance of");
      for (MethodDef* d : t->def->methods)
        if (d->is_ctor()) {
          Method* ctor = types.method(t, d);
          if (with_arguments || ctor->sig.params.empty()) reach(ctor, from, "makes an instance through");
        }
      break;
    }
  }
}

// Array.GetValue and the non-generic collection interfaces of arrays box elements of whatever array there is.
void Walk::box_elements(Node from) {
  elements_are_boxed = true;
  for (size_t i = 0; i < value_arrays.size(); ++i) construct(value_arrays[i]->element, from, "boxes elements of arrays of");
}

void Walk::initialize_elements(Type* array, Node from) {
  if (Method* c = array->element->def ? types.default_ctor(array->element) : nullptr) reach(c, from, "initializes elements of arrays with");
}

void Walk::initialize_arrays(Node from) {
  arrays_initialized = true;
  for (size_t i = 0; i < value_arrays.size(); ++i) initialize_elements(value_arrays[i], from);
}

}  // namespace ahead
