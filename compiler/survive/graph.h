// Private to survive/: the state of the walk.
#pragma once
#include <deque>
#include <random>
#include <set>

#include "support/diagnostics.h"
#include "support/options.h"
#include "survive/annotations.h"
#include "survive/bodies.h"

namespace ahead {

// Something that exists in the program: a method, a type in one of its roles, a slot, a field.
struct Node {
  enum Kind : uint8_t { Root, Code, Mentioned, Constructed, Statics, Slot, InterfaceSlot, StaticField } kind = Root;
  const void* entity = nullptr;  // Method*, Type*, Field*; Root: const char*
  bool operator==(const Node&) const = default;
};
struct NodeHash { size_t operator()(const Node& n) const { return std::hash<const void*>()(n.entity) * 31 + n.kind; } };

struct Reason { Node from; const char* how; };   // how: "calls", "constructs" … a literal
// Nothing asked for it by name or annotation: all of the program's own code is kept once it uses reflection.
inline constexpr const char* kKeptByPolicy = "is the program's own, which reflection may call";

struct Program::Impl {
  explicit Impl(Program& p) : bodies(p) {}
  Bodies bodies;
  std::unordered_map<Node, Reason, NodeHash> reasons;
  // Conditional edges, both ways round: a used slot and a constructed type meet here whichever comes first.
  std::unordered_map<Type*, std::vector<Method*>> slots_of_owner;          // used class slots by declaring type
  std::unordered_map<Type*, std::vector<Type*>> constructed_below;         // constructed types by each base, themselves included
  std::unordered_map<TypeDef*, std::vector<Method*>> interface_methods;    // used interface methods by interface definition
  std::unordered_map<TypeDef*, std::vector<Type*>> implementers;           // constructed types by interface definition
  std::unordered_map<Method*, std::unordered_set<Method*>> targets;
  std::map<std::pair<Method*, Type*>, Method*> unique_cache;
};

// The walk itself; lives only during survive().
using Pattern = std::vector<Type*>;   // type arguments, null where one is not known

// Definitions that are instantiated over arguments that are not all known.
template <class Definition> struct OpenDefinitions {
  std::vector<std::pair<Definition*, Pattern>> list;
  std::set<std::pair<Definition*, Pattern>> seen;
  bool add(Definition* d, const Pattern& p) {
    if (!seen.emplace(d, p).second) return false;
    list.emplace_back(d, p);
    return true;
  }
};

struct Walk {
  static bool by_id(Type* a, Type* b) { return a->id < b->id; }
  Walk(Program&, const Options&, Diagnostics&);
  Program& program; TypeSystem& types; Program::Impl& impl; Diagnostics& diag;
  // Methods, types in their roles whose own needs have not been looked at yet. Nothing recurses from one entity into the next: types name each other in
  // chains as long as a program likes.
  std::deque<Node> queue;
  uint64_t seed; std::mt19937_64 random;
  std::unordered_set<Method*> unboxing, address_taken, pinvokes, internal_calls, module_cctors;
  std::unordered_set<Module*> modules;
  std::unordered_set<std::string> warned;

  std::vector<Type*> value_arrays;    // constructed arrays of value types
  bool method_types_wanted = false;   // DeclaringType of stack traces' methods is reached
  bool elements_are_boxed = false;    // something like Array.GetValue is reached
  bool arrays_initialized = false;    // Array.Initialize is reached: it calls the elements' constructor

  bool add(Node, Reason);
  bool mention_method_owners();
  void implement_dynamically(Type*);
  void wake(const std::string& condition, Node from);
  // edges
  void reach(Method*, Node from, const char* how);
  void mention(Type*, Node from, const char* how);
  void construct(Type*, Node from, const char* how);
  void expand(Node);                       // what one entity of the queue needs
  void expand_mentioned(Type*);
  void expand_constructed(Type*);
  void use_slot(Method*, Node from);
  void use_interface_method(Method*, Node from);
  void use_statics(Type*, Node from);
  void use_static_field(Field*, Node from);
  void take_address(Method*, Node from);
  void call(const CallTarget&, Node from, const char* how);
  // `last` is the half of the pair that came last: it goes on record as the reason.
  void compared_fields(Type* value_type, Method* slot);
  void slot_target(Type* constructed, Method* slot, Node last);
  void interface_target(Type* constructed, Method* method, Node last);
  void implementation(Method* slot, Method* target, Node last);
  void module_of(Method*);
  // roots.cc
  void add_roots();
  void add_native_entries(Module*);
  void wake_exports(Method* reached);
  std::unordered_multimap<std::string, Method*> sleeping;  // exports that only matter once a certain method is reached, by that method's name
  // scan.cc
  void scan(Method*);
  void refuse(Method*);
  void scan_instruction(const MethodBodyInfo&, uint32_t i, Node from);
  bool scan_member_token(const Body&, const Instr&, Node from);
  void use_type_object(Type*, Node from);
  // crossings.cc: types whose values cross into native code, or may
  void crosses(Method* reached);
  void cross(Type* existing);
  void cross_delegate(Type*, bool from_native, Node from);
  void cross_struct(Type*, Node from);
  bool every_delegate_crosses = false, every_struct_crosses = false;
  std::vector<Type*> may_cross;
  // growth.cc
  size_t nested_bodies = 0, next_growth_check = 5000;   // reached methods whose type arguments nest
  bool grows_too_much();
  // makes.cc: objects that appear without an instruction that constructs them
  void make(Type*, Method* by, Node from);
  void box_elements(Node from);
  void box_elements_of(Type* array, Node from);
  void initialize_arrays(Node from);
  void initialize_elements(Type* array, Node from);
  // reflection.cc: members that reflection sees
  std::unordered_set<Type*> kept_types, kept_members;
  std::unordered_set<Method*> kept_methods;
  std::unordered_set<Field*> kept_fields;
  struct RowHash { size_t operator()(const Reflection::Row& r) const { return std::hash<const void*>()(r.module) * 31 + r.token.value; } };
  std::unordered_set<Reflection::Row, RowHash> kept_rows;
  void wake_reflection(Method* reached);
  void start_reflection(Node from);                  // the first code that reads members is reached
  void reflect_on_mentioned(Type*, Node from);
  // format_strings.cc
  void read_format(Type*, Node from);
  void keep_generic_method(Type* owner, const std::string& name, const std::vector<Type*>& args, Node from);
  void keep_type(Type*, Node from);
  void keep_members(Type*, Node from);
  void keep_method(Method*, Node from);
  void keep_field(Field*, Node from);
  void keep_property(Type*, uint32_t row, Node from);
  void keep_event(Type*, uint32_t row, Node from);
  void keep_attributes(Module*, Token parent, Node from);
  void keep_usage(Module*, Token parent, Node from);
  void keep_attribute(Module*, uint32_t row, Node from);
  void keep_attribute_values(Module*, Method* ctor, Blob, Node from);
  void keep_named_member(Type*, std::string_view name, bool is_field, Node from);
  void keep_generic_params(Module*, Token owner, Node from);
  void describe_type(Type*, Node from);              // types in descriptions are mentioned
  void describe_tokens(Module*, const std::vector<Token>&, Node from);
  void describe_signature(const Signature&, Node from);
  bool interface_maps = false;                       // Type.GetInterfaceMap is reached
  void keep_interfaces(Type*, Node from);
  void keep_pseudo_attributes(Node from);
  void start_interface_maps(Node from);
  void use_method_token(Method*, Node from);         // ldtoken
  void use_field_token(Field*, Node from);
  void finish_reflection();
  // members.cc: which members reflection may be asked for
  Annotations annotations{types};
  struct Request { Type* type; uint32_t mask; std::string name; Node from; };
  std::vector<Request> requests;                     // before reflection is used
  std::map<std::pair<Type*, std::string>, uint32_t> granted;
  std::unordered_map<const Module*, bool> frameworks, own;
  std::unordered_set<Type*> used_by_program, shown;  // library types that the program's own code names; those whose properties are kept
  std::unordered_set<Type*> wholly_kept;
  std::set<std::string> roots;                       // assemblies whose types may be listed
  std::vector<std::string> entry_assemblies;         // exported, besides the program's own
  std::set<std::string> packages;
  bool all_listed = false, delegates_reflected = false;
  bool is_framework(const Module*);
  bool is_own(const Module*);                        // the program, or a package that does not say it may be trimmed
  bool is_written(const Module*);                    // own, and not from a package
  std::vector<Module*> own_modules();
  void program_names(Type*, Node from);
  void reflect_on_constructed(Type*, Node from);
  void show(Type*, Node from);
  void keep_all(Type*, Node from);
  void keep_code(Method*, Node from, bool by_policy = false);
  void keep_storage(Field*, Node from);
  void keep_dynamic(Type*, uint32_t mask, const std::string& name, Node from);
  void keep_matching(Type*, Type* asked, uint32_t mask, const std::string& name, Node from);
  void keep_dependencies(Method*, Node from);
  void keep_same_arguments(Type*, const std::string& name, TypeList args, Node from);
  void keep_generic_arguments(MethodDef*, TypeDef*, TypeList method_args, TypeList type_args, Node from);
  void keep_invoke(Type* delegate, Node from);
  void reflect_on_delegates(Node from, bool bound);
  void make_proxy(Type* iface, Type* base, Node from);       // proxies.cc
  // object_delegates.cc: delegates over one function of object[]
  bool object_delegates = false;
  void make_object_delegates(Node from);
  void make_object_delegate(Type*, Node from);
  void unknown_type(uint32_t mask, Node from);
  void all_types_listed(Node from);
  void list_module(Module*, Node from);
  // late_binding.cc: members by name, on objects whose type only the running program knows
  std::set<std::string> late_names;
  std::set<Type*, bool (*)(Type*, Type*)> late_types{by_id};
  bool binds_late = false, operators_late = false;
  void bind_late(const MethodBodyInfo&, Node from);
  Method* lambda_maker = nullptr;                    // Expression.CreateLambda, once reached
  void make_lambdas(Type* delegate, Node from);
  void infer_late(Method*, Node from);
  void binder_names(Type*, Node from);
  void late_name(const std::string&, Node from);
  void late_type(Type*, Node from);
  void bind_operators(Node from);
  void bind_members(Type*, Node from);
  void start_late_binding();
  std::unordered_set<Method*> library_delegates;     // library methods that the program makes delegates of
  bool asks_for_delegate_methods(const MethodBodyInfo&);
  void delegate_method(Method*, bool asked, Node from);
  bool late_members();                               // true: something was added
  // instantiations.cc: generics over arguments that are not known here
  std::set<Type*, bool (*)(Type*, Type*)> candidates{by_id};
  OpenDefinitions<Type> open_types;
  OpenDefinitions<Method> open_methods;
  std::unordered_set<Type*> used_as_definition;        // open definitions whose type objects the program uses
  bool candidates_wanted = false, all_types_instantiated = false, all_methods_instantiated = false;
  Type* instantiation(TypeDef*, const std::vector<Type*>& args);       // null when the arguments do not fit
  Method* instantiation(Method* definition, const std::vector<Type*>& args);
  void make_known_instantiation(Type*, Node from);
  void unknown_instantiation(Type* definition, Node from) { unknown_instantiation(definition, Pattern(definition->args.size()), from); }
  void unknown_instantiation(Method* definition, Node from) { unknown_instantiation(definition, Pattern(definition->def->generic_count), from); }
  void unknown_instantiation(Type* definition, const Pattern&, Node from);
  void unknown_instantiation(Method* definition, const Pattern&, Node from);
  void unknown_type_instantiation(Node from);
  void unknown_method_instantiation(Method* caller, Node from);
  void program_uses_definition(Type*, Node from);
  void want_candidates(Node from);
  void add_candidate(Type*, Node from);
  bool services_made = false;
  std::unordered_set<Type*> offered_definitions;       // open definitions whose type objects code outside the class library uses
  std::unordered_map<TypeDef*, std::vector<std::pair<Type*, Type*>>> offered;   // base or interface -> definition, and how that names it
  void make_services(Node from);
  bool is_service(Type* definition, Type* pattern);
  void offer_definition(Type*, Node from);
  void named_for_services(Type*, Node from);
  void implement_behind(Type* named, Type* definition, Type* pattern, Node from);
  std::unordered_set<Type*> passed;                    // type arguments that the program's own code writes
  bool passes_arguments(Node from);
  void program_passes(TypeList arguments, Node from);
  void each_guess(const Pattern&, Type* argument, const std::function<void(const std::vector<Type*>&)>& visit);
  std::unordered_set<const TypeDef*> guessed_near;
  std::unordered_map<const TypeDef*, std::set<std::string>> texts_in;   // outermost class outside the class library -> words in its string literals
  void note_text(Method*, std::u16string_view);
  void guess_named();
  size_t guesses = 0;                                  // instantiations made for arguments that are not known
  bool may_guess();
  bool may_take(const Module* definer, Type* argument);
  void guess(Type* definition, const Pattern&, Type* argument, Node from);
  void guess(Method* definition, const Pattern&, Type* argument, Node from);
  void guess_instances(Method* kept, Node from);
  // descriptors.cc: ILLink.Descriptors.xml, --descriptor, --root-assembly
  void add_descriptors(const Options&);
  // type_flow.cc
  void follow_types(const MethodBodyInfo&, Node from);
  void finish();
  void warn(const char* code, const std::string& text, Method* place);
};

bool is_nested(const Method*);   // a type argument is an instantiation over another
// growth.cc: the definitions with the most bodies, a line each.
std::string most_instantiated(const Program&, size_t count);

}  // namespace ahead
