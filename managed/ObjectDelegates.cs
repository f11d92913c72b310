// Delegates of any type over one function of object[]: how interpreted expression trees become delegates.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using RealDelegate = corelib::System.Delegate;
using RealType = corelib::System.Type;
using RuntimeType = corelib::System.RuntimeType;

namespace Internal.Runtime.Augments
{
    internal static unsafe class DynamicDelegateAugments
    {
        internal static RealDelegate CreateObjectArrayDelegate(RealType delegateType, corelib::System.Func<object[], object> invoker)
        {
            RuntimeType type = delegateType as RuntimeType;
            object made = type == null ? null : RuntimeCalls.DelegateOverObjects(type.GetNativeTypeHandle().AsMethodTable(), invoker);
            if (made == null) RuntimeCalls.Throw(new corelib::System.PlatformNotSupportedException(string.Concat("Delegates of type '", delegateType.ToString(), "' cannot be made at run time in this program.")));
            return Unsafe.As<RealDelegate>(made);
        }
    }
}
