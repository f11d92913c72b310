// What calls by reflection need of CoreLib.
extern alias corelib;
using System;
using System.Reflection;
using Ahead;

namespace Ahead
{
    internal static unsafe partial class RuntimeExports
    {
        public static object BoxPointer(void* pointer, Type type) => Pointer.Box(pointer, type);

        // A static constructor that fails under a field's GetValue or SetValue.
        public static void InitializeForField(void* type)
        {
            try { RuntimeCalls.InitializeClass(type); }
            catch (Exception e)     // this assembly's, which is merged into the real one
            {
                object thrown = e;
                if (thrown is not TypeInitializationException) throw;
                RuntimeCalls.Throw(new TargetInvocationException(System.Runtime.CompilerServices.Unsafe.As<corelib::System.Exception>(thrown)));
            }
        }

        public static void ThrowNullReturn() => RuntimeCalls.Throw(new NullReferenceException(SR.NullReference_InvokeNullRefReturned));
    }
}
