// Types as a debugger sees them: DWARF in the terms of C++, whose expressions gdb and lldb evaluate.
#pragma once
#include <llvm/IR/DIBuilder.h>
#include "import/context.h"

namespace ahead {

// Debug types of one LLVM module. A class is reached by a pointer to a structure that begins with its base; namespaces are namespaces, nested types are members,
// `List<int>` is the name of an instance. Arrays and strings are structures whose last member has as many elements as the object says.
class DebugTypes {
 public:
  DebugTypes(ModuleContext& m, llvm::DIBuilder& b, llvm::DIFile* f) : m_(m), b_(b), file_(f) {}
  llvm::DIType* location(Type*, unsigned depth = 0);                       // of a variable or field; null for void
  llvm::DIType* self(Type* owner) { return b_.createObjectPointerType(pointer(structure(owner, 0)->node)); }    // of `this`
  llvm::DISubroutineType* signature(Method*);
  // The declaration inside of its type, for the definition to refer to.
  llvm::DISubprogram* declare(Method*, llvm::StringRef symbol, llvm::DIFile*, unsigned line);
  void finish();                                                           // members of all types that were met

 private:
  struct Structure { llvm::DICompositeType* node; std::vector<llvm::Metadata*> members; };
  Structure* structure(Type*, unsigned depth);                             // the object or value itself
  llvm::DIScope* scope(TypeDef*);
  llvm::DIType* primitive(ElementKind);
  llvm::DIType* enumeration(Type*);
  llvm::DIType* pointer(llvm::DIType*);
  llvm::DIType* forward(Type*);
  void fill(Structure&, Type*, unsigned depth);
  void fill_elements(Structure&, Type* array, unsigned depth);
  void add(Structure&, llvm::StringRef name, llvm::DIType*, uint64_t offset, uint64_t size);
  llvm::DIType* elements(llvm::DIType* element, uint64_t size, uint64_t length_offset);

  ModuleContext& m_; llvm::DIBuilder& b_; llvm::DIFile* file_;
  std::map<ElementKind, llvm::DIType*> primitives_;
  std::unordered_map<Type*, Structure> structures_;
  std::unordered_map<Type*, llvm::DIType*> forwards_, enums_;
  std::vector<std::pair<Type*, unsigned>> waiting_;                        // structures whose members are not there yet
  std::map<TypeDef*, llvm::DIType*> enclosing_;
};

}  // namespace ahead
