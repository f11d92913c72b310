// Internal to the importer's core: block and region state of one method and the per-family opcode functions.
#pragma once
#include <llvm/IR/Instructions.h>
#include <llvm/IR/Intrinsics.h>
#include "import/context.h"

namespace ahead {

// A basic block of IL. Its entry stack is fixed by the first predecessor; later ones are coerced to it.
struct BlockState {
  uint32_t begin = 0;
  llvm::BasicBlock* bb = nullptr;
  unsigned predecessors = 0;
  bool queued = false;
  std::vector<StackValue> entry;             // single predecessor: the values; otherwise their kinds
  std::vector<llvm::AllocaInst*> slots;      // several predecessors: where each entry is handed over
};

struct RegionState {
  int parent = -1;                           // next clause that sees an exception which this one does not handle
  llvm::BasicBlock *pad = nullptr, *dispatch = nullptr, *filter_entry = nullptr;
  llvm::AllocaInst *exception = nullptr, *selector = nullptr;      // landing pad values on their way outwards
  llvm::GlobalVariable* desc = nullptr;      // abi::ClauseDesc of catch and filter
  llvm::AllocaInst* object = nullptr;        // catch: the exception object, for rethrow
  llvm::AllocaInst* continuation = nullptr;  // finally: where endfinally goes; 0 resumes unwinding
  std::map<uint32_t, unsigned> targets;      // finally: leave target -> continuation number
  std::vector<llvm::BasicBlock*> ends;       // blocks that end in endfinally, patched when all is known
};

struct MethodState {
  std::map<uint32_t, BlockState> blocks;     // by first instruction
  std::vector<uint32_t> queue;
  std::vector<RegionState> regions;
  std::vector<llvm::Function*> filters;      // outlined; removed when the import fails
  std::set<Type*> initialised;               // class init dominated by the prolog
  std::set<Type*> initialised_here;          // ... by this block
  int region = -1;                           // innermost clause whose try covers the current block
  bool in_filter = false;
  bool in_prolog = false;
};

[[noreturn]] void invalid_il(const char* what);

// control.cc
void find_blocks(MethodImport&);
llvm::BasicBlock* enter_block(MethodImport&, uint32_t index);        // records the stack for the block; the caller branches
void enqueue_handler(MethodImport&, uint32_t index, const StackValue* exception);
llvm::BasicBlock* block_at(MethodImport&, uint32_t index);
void import_blocks(MethodImport&);
bool import_branch(MethodImport&, const Instr&);

// eh.cc
void prepare_regions(MethodImport&);
int region_at(MethodImport&, uint32_t index);                       // innermost clause protecting the instruction, or -1
llvm::BasicBlock* landing_pad(MethodImport&);                       // for the current block, made on first use; null outside
bool import_exception_op(MethodImport&, const Instr&);
void finish_regions(MethodImport&);
void escape_slots(MethodImport&);                                   // llvm.localescape for methods with filters

// families: false when the opcode is not theirs
bool import_arith(MethodImport&, const Instr&);
bool import_convert(MethodImport&, const Instr&);
bool import_memory(MethodImport&, const Instr&);
bool import_array(MethodImport&, const Instr&);
bool import_object(MethodImport&, const Instr&);
bool import_call(MethodImport&, const Instr&);
llvm::Value* compare(MethodImport&, Op, const StackValue& a, const StackValue& b);   // i1; Ceq … CltUn and Beq … BltUn

// calls.cc
void call_virtual(MethodImport&, Method* callee, std::vector<StackValue>& args, StackValue* result);
void push_result(MethodImport&, const Signature&, StackValue result);
Method* string_constructor(TypeSystem&, Method* ctor);
bool is_direct_native(TypeSystem&, Method*, bool* internal_call);
void new_delegate(MethodImport&, Method* ctor, std::vector<StackValue>& args);       // delegates.cc; pushes the delegate

// import.cc
void import_body(ModuleContext&, Method*, llvm::Function*);
// Bodies for InternalCalls, P/Invokes and delegate Invoke methods that sit in vtables or have their address taken.
void define_forwarder(ModuleContext&, Method*);

}  // namespace ahead
