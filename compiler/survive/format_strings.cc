// F#'s printf: its format string is a type, and at the first use the library makes generic methods of that type's parts.
//
//     printfn "%s is %d" name age        PrintfFormat<string -> int -> unit, TextWriter, unit, unit>
//
// The printer's type is a chain of FSharpFunc<argument, rest>. FormatParser takes one to three arguments from it at a time and asks for
// Specializations<state, residue, result>.CaptureN<arguments, rest>, or CaptureFinalN<arguments> at the end of the chain; OneStepWithArg and TwoStepWithArg take
// the arguments of short formats; %a takes a function and its argument; %A converts by ObjectPrinter.GenericToString<argument>. Everything that it can ask for follows from the type, so all of it is compiled.
#include "survive/graph.h"

namespace ahead {

namespace {

constexpr size_t kMostTogether = 3;   // arguments of one Capture method

bool is_fsharp(const Type* t, std::string_view name) { return t->def && t->def->full_name == name && t->def->module->name() == "FSharp.Core"; }

}  // namespace

void Walk::keep_generic_method(Type* owner, const std::string& name, const std::vector<Type*>& args, Node from) {
  for (MethodDef* d : owner->def->methods)
    if (d->name == name && d->generic_count == args.size())
      if (Method* made = instantiation(types.method(owner, d), args)) {
        keep_method(types.method(owner, d), from);
        keep_code(made, from);
      }
}

void Walk::read_format(Type* format, Node from) {
  if (format->open || !is_fsharp(format, "Microsoft.FSharp.Core.PrintfFormat`4")) return;
  TypeDef* captures = types.find_type(format->def->module, "Microsoft.FSharp.Core.PrintfImpl/Specializations`3");
  TypeDef* printer = types.find_type(format->def->module, "Microsoft.FSharp.Core.PrintfImpl/ObjectPrinter");
  if (!captures || !printer) return;
  Type* owner = instantiation(captures, {format->args[1], format->args[2], format->args[3]});
  if (!owner) return;
  use_type_object(owner, from);
  std::vector<Type*> arguments, rest;
  for (Type* t = format->args[0]; is_fsharp(t, "Microsoft.FSharp.Core.FSharpFunc`2"); t = t->args[1]) arguments.push_back(t->args[0]), rest.push_back(t->args[1]);
  if (arguments.size() == 1) keep_generic_method(owner, "OneStepWithArg", arguments, from);
  if (arguments.size() == 2) keep_generic_method(owner, "TwoStepWithArg", arguments, from);
  for (size_t i = 0; i < arguments.size(); i++) {
    keep_generic_method(printer->open, "GenericToString", {arguments[i]}, from);
    if (i + 1 < arguments.size() && is_fsharp(arguments[i], "Microsoft.FSharp.Core.FSharpFunc`2")) keep_generic_method(owner, "CaptureLittleA", {arguments[i + 1], rest[i + 1]}, from);
    for (size_t n = 1; n <= kMostTogether && i + n <= arguments.size(); n++) {
      std::vector<Type*> together(arguments.begin() + i, arguments.begin() + i + n);
      if (i + n == arguments.size()) keep_generic_method(owner, "CaptureFinal" + std::to_string(n), together, from);
      else {
        together.push_back(rest[i + n - 1]);
        keep_generic_method(owner, "Capture" + std::to_string(n), together, from);
      }
    }
  }
}

}  // namespace ahead
