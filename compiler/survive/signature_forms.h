// The native forms of a whole signature: of a P/Invoke, or of a delegate that crosses into native code.
#pragma once
#include "survive/native_form.h"

namespace ahead {

struct ParameterForm {
  NativeForm form; Type* type = nullptr;   // of a byref: of what it points to
  bool byref = false, in = true, out = false;
  Type* native() const;                    // as native code gets it
};

struct SignatureForms {
  std::vector<ParameterForm> params; ParameterForm ret;
  bool unicode = false, last_error = false, hresult = false;
  // Not empty: the call throws. kind: which exception.
  enum Exception { MarshalDirective, TypeLoad, InvalidProgram } exception = MarshalDirective;
  std::string refusal;
  bool all_as_is() const;
};

SignatureForms pinvoke_forms(TypeSystem&, Method* pinvoke);
SignatureForms delegate_forms(TypeSystem&, Type* delegate, Method* invoke);

}  // namespace ahead
