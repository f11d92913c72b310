// NativeLibrary: resolvers that a program registers for its assemblies.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using Real = corelib::System.Runtime.InteropServices.NativeLibrary;
using Assembly = corelib::System.Reflection.Assembly;
using Resolvers = corelib::System.Runtime.CompilerServices.ConditionalWeakTable<corelib::System.Reflection.Assembly, corelib::System.Runtime.InteropServices.DllImportResolver>;
using Handlers = corelib::System.Func<corelib::System.Reflection.Assembly, string, nint>;
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

namespace System.Runtime.Loader
{
    internal partial class AssemblyLoadContext
    {
        public void add_ResolvingUnmanagedDll(Handlers handler)
        {
            ref Handlers handlers = ref HandlersOf(Unsafe.As<corelib::System.Runtime.Loader.AssemblyLoadContext>(this));
            lock (this) handlers = (Handlers)corelib::System.Delegate.Combine(handlers, handler);
            RuntimeCalls.AskEvents();
        }

        // The event and its field share a name.
        [corelib::System.Runtime.CompilerServices.UnsafeAccessor(corelib::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "_resolvingUnmanagedDll")]
        private static extern ref Handlers HandlersOf(corelib::System.Runtime.Loader.AssemblyLoadContext context);
    }
}

namespace Ahead
{
    internal static partial class RuntimeExports
    {
        // `owner` declares the P/Invoke. 0: nobody knows better.
        public static unsafe nint ResolveLibrary(string name, MethodTable* owner, int hasSearchPath, int searchPath) =>
            Real.LoadLibraryCallbackStub(name, Modules.AssemblyOf(RuntimeCalls.ModuleOf(owner)), hasSearchPath != 0, (uint)searchPath);

        // After everything else failed.
        public static unsafe nint ResolveLibraryByEvent(string name, MethodTable* owner, object assembly) =>
            corelib::System.Runtime.Loader.AssemblyLoadContext.Default.GetResolvedUnmanagedDll(
                owner == null ? (Assembly)assembly : Modules.AssemblyOf(RuntimeCalls.ModuleOf(owner)), name);
    }
}
