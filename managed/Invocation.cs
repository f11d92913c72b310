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
        public static void ThrowNullReturn() => RuntimeCalls.Throw(new NullReferenceException(SR.NullReference_InvokeNullRefReturned));
    }
}
