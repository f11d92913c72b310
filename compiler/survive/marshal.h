// Calls between managed and native code. A P/Invoke that passes everything as it is has no body and is called directly; any other gets a *stub*:
// IL that the compiler writes, which brings arguments into native form, calls, and brings results back. Delegates get two such methods beside
// Invoke: one that native code calls and one that calls native code. Reachability and import treat stubs as any other method.
#pragma once
#include "survive/native_form.h"

namespace ahead {

struct Bodies; struct Body;

bool passes_as_is(TypeSystem&, Method* pinvoke);
// Why a P/Invoke throws when it is called; empty: it works.
std::string pinvoke_refusal(TypeSystem&, Method* pinvoke);

// Methods of a delegate type for the way from and to native code. Null for generic delegates, which have no native form.
Method* delegate_from_native(TypeSystem&, Type* delegate);   // instance; parameters and result in native form
Method* delegate_to_native(TypeSystem&, Type* delegate);     // signature of Invoke; calls the function in _methodPtrAux

// The struct function behind Marshal.StructureToPtr and its inverses, null if the type is copied or has no native form.
Method* struct_stub(TypeSystem&, Type*);

// Body of a stub, of a delegate's companion, of Ahead.Interop.Fields and Customs; null for other methods.
std::unique_ptr<Body> interop_body(Bodies&, Method*);

// The delegate type of which Marshal.GetDelegateForFunctionPointer<T> makes instances; null for other methods.
Type* delegate_made_by(Method*);

// Symbol that a P/Invoke calls directly (QCalls, the framework's native libraries); empty: looked up at run time.
std::string pinvoke_symbol(TypeSystem&, Method* pinvoke);

}  // namespace ahead
