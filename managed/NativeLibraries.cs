// NativeLibrary: resolvers that a program registers for its assemblies.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using Real = corelib::System.Runtime.InteropServices.NativeLibrary;
using Assembly = corelib::System.Reflection.Assembly;
using Resolvers = corelib::System.Runtime.CompilerServices.ConditionalWeakTable<corelib::System.Reflection.Assembly, corelib::System.Runtime.InteropServices.DllImportResolver>;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace System.Runtime.InteropServices
{
    internal static class NativeLibrary
    {
        public static void SetDllImportResolver(Assembly assembly, corelib::System.Runtime.InteropServices.DllImportResolver resolver)
        {
            corelib::System.ArgumentNullException.ThrowIfNull(assembly, "assembly");
            corelib::System.ArgumentNullException.ThrowIfNull(resolver, "resolver");
            if (!(assembly is corelib::System.Reflection.RuntimeAssembly))
                RuntimeCalls.Throw(new corelib::System.ArgumentException(corelib::System.SR.Argument_MustBeRuntimeAssembly));
            if (Real.s_nativeDllResolveMap == null) corelib::System.Threading.Interlocked.CompareExchange(ref Real.s_nativeDllResolveMap, new Resolvers(), null);
            if (!Real.s_nativeDllResolveMap.TryAdd(assembly, resolver))
                RuntimeCalls.Throw(new corelib::System.InvalidOperationException(corelib::System.SR.InvalidOperation_CannotRegisterSecondResolver));
            RuntimeCalls.AskResolvers();
        }
    }
}

namespace Ahead
{
    internal static partial class RuntimeExports
    {
        // `owner` declares the P/Invoke. 0: nobody knows better.
        public static unsafe nint ResolveLibrary(string name, MethodTable* owner, int hasSearchPath, int searchPath) =>
            Real.LoadLibraryCallbackStub(name, Modules.AssemblyOf(RuntimeCalls.ModuleOf(owner)), hasSearchPath != 0, (uint)searchPath);
    }
}
