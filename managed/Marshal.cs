// System.Runtime.InteropServices.Marshal: what asks the runtime for reflection or for code that it would generate.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using Real = corelib::System.Runtime.InteropServices.Marshal;
using Type = corelib::System.Type;
using RealType = corelib::System.RuntimeType;
using SR = corelib::System.SR;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace System.Runtime.InteropServices
{
    internal static unsafe class Marshal
    {
        // The exact type says which function native code needs.
        public static nint GetFunctionPointerForDelegate<TDelegate>(TDelegate d)
        {
            corelib::System.ArgumentNullException.ThrowIfNull(d, "d");
            return Real.GetFunctionPointerForDelegateInternal(Unsafe.As<corelib::System.Delegate>((object)d));
        }

        public static nint OffsetOf(Type t, string fieldName)
        {
            corelib::System.ArgumentNullException.ThrowIfNull(t, "t");
            if (t is RealType)
            {
                int offset = RuntimeCalls.NativeOffset(Unsafe.As<RealType>(t).GetNativeTypeHandle().AsMethodTable(), fieldName);
                if (offset >= 0) return offset;
                if (offset == -2) RuntimeCalls.Throw(new corelib::System.ArgumentException(string.Concat("Type '", t.FullName, "' cannot be marshaled as an unmanaged structure; no meaningful size or offset can be computed.")));
            }
            RuntimeCalls.Throw(new corelib::System.ArgumentException(SR.Format(SR.Argument_OffsetOfFieldNotFound, t.FullName), "fieldName"));
            return 0;
        }

        internal static corelib::System.Exception GetExceptionForHRInternal(int errorCode, nint errorInfo) => HResults.Create(errorCode);
    }
}
