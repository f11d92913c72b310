// RuntimeModule and RuntimeAssembly objects: one of each per compiled assembly, made when first asked for.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using RealModule = corelib::System.Reflection.RuntimeModule;
using RealAssembly = corelib::System.Reflection.RuntimeAssembly;

namespace Ahead
{
    internal static unsafe class Modules
    {
        internal static RealModule Of(void* module) => module == null ? null : Unsafe.As<RealModule>(RuntimeCalls.ModuleObject(module) ?? Create(module, false));
        internal static RealAssembly AssemblyOf(void* module) => module == null ? null : Unsafe.As<RealAssembly>(RuntimeCalls.AssemblyObject(module) ?? Create(module, true));

        private static object Create(void* module, bool assembly)
        {
            RealAssembly a = new RealAssembly();
            RealModule m = new RealModule();
            a.m_assembly = (nint)module;
            Unsafe.AsRef(in m.m_pData) = (nint)module;
            Unsafe.AsRef(in m.m_runtimeAssembly) = a;
            RuntimeCalls.PublishModule(module, m, a);
            return assembly ? RuntimeCalls.AssemblyObject(module) : RuntimeCalls.ModuleObject(module);
        }
    }
}

namespace Ahead
{
    internal static class ExecutingAssembly
    {
        public static corelib::System.Reflection.Assembly Of<T>() => typeof(T).Assembly;
    }
}

namespace System.Reflection
{
    internal class RuntimeModule
    {
        // CoreLib's constructor throws. The body is not empty, or the merge would take it for a skeleton's implicit constructor.
        internal RuntimeModule() => corelib::System.GC.KeepAlive(this);
    }

    internal class RuntimeAssembly
    {
        internal RuntimeAssembly() => corelib::System.GC.KeepAlive(this);
        internal static unsafe RealModule GetManifestModule(RealAssembly assembly) => Modules.Of((void*)assembly.m_assembly);
        internal corelib::System.Reflection.RuntimeModule GetManifestModule() => GetManifestModule(Unsafe.As<RealAssembly>(this));

        internal static RealAssembly InternalLoad(corelib::System.Reflection.AssemblyName assemblyName, ref corelib::System.Threading.StackCrawlMark stackMark,
            corelib::System.Runtime.Loader.AssemblyLoadContext assemblyLoadContext, RealAssembly requestingAssembly, bool throwOnFileNotFound) => AssemblyObjects.Find(assemblyName, throwOnFileNotFound);

        public virtual corelib::System.Reflection.Module GetModule(string name)
        {
            RealModule module = GetManifestModule(Unsafe.As<RealAssembly>(this));
            return string.Equals(name, module.ScopeName, corelib::System.StringComparison.OrdinalIgnoreCase) ? module : null;
        }

        private corelib::System.Reflection.RuntimeModule[] GetModulesInternal(bool loadIfNotFound, bool getResourceModules) => new RealModule[] { GetManifestModule(Unsafe.As<RealAssembly>(this)) };

        public virtual unsafe corelib::System.Reflection.MethodInfo get_EntryPoint()
        {
            nint method = RuntimeCalls.EntryMethod((void*)Unsafe.As<RealAssembly>(this).m_assembly);
            return method == 0 ? null : Unsafe.As<corelib::System.Reflection.MethodInfo>(corelib::System.RuntimeType.GetMethodBase((corelib::System.RuntimeType)null, new corelib::System.RuntimeMethodHandleInternal(method)));
        }

        public virtual unsafe corelib::System.Reflection.AssemblyName[] GetReferencedAssemblies()
        {
            void* module = (void*)Unsafe.As<RealAssembly>(this).m_assembly;
            int count = 0;
            while (RuntimeCalls.ReferencedAssembly(module, count) != null) count++;
            corelib::System.Reflection.AssemblyName[] names = new corelib::System.Reflection.AssemblyName[count];
            for (int i = 0; i < count; i++) names[i] = new corelib::System.Reflection.AssemblyName(RuntimeCalls.ReferencedAssembly(module, i));
            return names;
        }
    }

    internal class Assembly
    {
        public static unsafe corelib::System.Reflection.Assembly GetEntryAssembly() => Modules.AssemblyOf(RuntimeCalls.EntryModule());
        // CoreLib asks for the assembly that called it.
        internal static unsafe RealAssembly GetExecutingAssembly(ref corelib::System.Threading.StackCrawlMark stackMark) => Modules.AssemblyOf(AssemblyObjects.Calling(0));
        public static unsafe corelib::System.Reflection.Assembly GetCallingAssembly() => Modules.AssemblyOf(AssemblyObjects.Calling(1));
        // Only for calls that the compiler does not see: others become Ahead.ExecutingAssembly.Of.
        public static unsafe corelib::System.Reflection.Assembly GetExecutingAssembly() => Modules.AssemblyOf(AssemblyObjects.Calling(0));
    }
}
