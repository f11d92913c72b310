// Reflection over members: where CoreCLR's virtual machine makes CoreLib objects, they are made here over the runtime's records.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using IMethod = corelib::System.IRuntimeMethodInfo;
using MethodStub = corelib::System.RuntimeMethodInfoStub;
using MethodHandle = corelib::System.RuntimeMethodHandle;
using RealType = corelib::System.RuntimeType;
using RealModule = corelib::System.Reflection.RuntimeModule;
using RealAssembly = corelib::System.Reflection.RuntimeAssembly;
using RealAssemblyName = corelib::System.Reflection.AssemblyName;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace Ahead
{
    internal static unsafe partial class RuntimeExports
    {
        // Type names in attributes; null where the type is not in the program.
        public static object AttributeType(string name, void* module)
        {
            RealAssembly assembly = Modules.AssemblyOf(module);
            return corelib::System.Reflection.TypeNameResolver.GetTypeHelper(corelib::System.MemoryExtensions.AsSpan(name), assembly, false, false, 0);
        }

        public static object MethodObject(nint record) => corelib::System.RuntimeType.GetMethodBase((RealType)null, new corelib::System.RuntimeMethodHandleInternal(record));

        public static object FormatError() => new corelib::System.Reflection.CustomAttributeFormatException();
    }
}

namespace System
{
    internal struct RuntimeMethodHandle
    {
        internal static IMethod GetTypicalMethodDefinition(IMethod method)
        {
            nint record = method.Value.Value, typical = RuntimeCalls.TypicalMethod(record);
            return typical == record ? method : Unsafe.As<IMethod>(MethodStub.FromPtr(typical));
        }

        internal static IMethod StripMethodInstantiation(IMethod method)
        {
            nint record = method.Value.Value, definition = RuntimeCalls.MethodDefinition(record);
            return definition == record ? method : Unsafe.As<IMethod>(MethodStub.FromPtr(definition));
        }
    }

    internal struct ModuleHandle
    {
        private RealModule m_ptr;

        public unsafe corelib::System.RuntimeFieldHandle ResolveFieldHandle(int fieldToken, corelib::System.RuntimeTypeHandle[] typeInstantiationContext, corelib::System.RuntimeTypeHandle[] methodInstantiationContext)
        {
            nint field = RuntimeCalls.ResolveField((void*)m_ptr.m_pData, fieldToken);
            if (field == 0) RuntimeCalls.Throw(new corelib::System.ArgumentOutOfRangeException("fieldToken"));
            return new corelib::System.RuntimeFieldHandle(Unsafe.As<corelib::System.IRuntimeFieldInfo>(corelib::System.RuntimeFieldInfoStub.FromPtr(field)));
        }
    }
}

namespace System.Reflection
{
    internal class MethodBase
    {
        public static corelib::System.Reflection.MethodBase GetCurrentMethod()
        {
            object trace = RuntimeCalls.TraceExpand(RuntimeCalls.TraceCapture(0));
            for (int i = 0, n = RuntimeCalls.TraceCount(trace); i < n; i++)
            {
                int method = RuntimeCalls.TraceFrame(trace, i);
                if (method > 0 && !RuntimeCalls.FrameText(method).StartsWith("System.Reflection.MethodBase.GetCurrentMethod", corelib::System.StringComparison.Ordinal)) return NamedMethod.FromNumber(method);
            }
            return null;
        }
    }

    internal class AssemblyObjects
    {
        internal static unsafe corelib::System.Reflection.Assembly[] All()
        {
            corelib::System.Reflection.Assembly[] list = new corelib::System.Reflection.Assembly[RuntimeCalls.ModuleCount()];
            for (int i = 0; i < list.Length; i++) list[i] = Modules.AssemblyOf(RuntimeCalls.ModuleNumber(i));
            return list;
        }

        // The module of the n-th method outside of CoreLib that is being called; the program's where traces know no methods.
        internal static unsafe void* Calling(int n)
        {
            object trace = RuntimeCalls.TraceExpand(RuntimeCalls.TraceCapture(0));
            void* library = RuntimeCalls.ModuleOf((MethodTable*)typeof(object).TypeHandle.Value), overlay = RuntimeCalls.ModuleOf((MethodTable*)typeof(AssemblyObjects).TypeHandle.Value);
            void* last = null;
            for (int i = 0, count = RuntimeCalls.TraceCount(trace); i < count; i++)
            {
                int method = RuntimeCalls.TraceFrame(trace, i);
                void* module = method > 0 ? RuntimeCalls.MethodModule(method) : null;
                if (module == null || module == overlay || module == library && last == null) continue;
                last = module;
                if (n-- == 0) return module;
            }
            return last != null ? last : RuntimeCalls.EntryModule();
        }

        // The assembly with this simple name among those that were compiled.
        internal static unsafe RealAssembly Find(RealAssemblyName name, bool throws)
        {
            string culture = name.CultureName;
            void* module = string.IsNullOrEmpty(culture) ? RuntimeCalls.FindModule(name.Name) : RuntimeCalls.FindSatellite(name.Name, culture);
            if (module != null) return Modules.AssemblyOf(module);
            if (throws)
            {
                string full = Display(name);
                RuntimeCalls.Throw(new corelib::System.IO.FileNotFoundException(string.Concat("Could not load file or assembly '", full, "'. The system cannot find the file specified.\n"), full));
            }
            return null;
        }

        // As the binder writes a reference: what is not given is neutral or null.
        private static string Display(RealAssemblyName name)
        {
            string text = name.Name;
            if (name.Version != null) text = string.Concat(text, ", Version=", name.Version.ToString());
            text = string.Concat(text, ", Culture=", string.IsNullOrEmpty(name.CultureName) ? "neutral" : name.CultureName);
            byte[] token = name.GetPublicKeyToken();
            return string.Concat(text, ", PublicKeyToken=", token == null || token.Length == 0 ? "null" : corelib::System.Convert.ToHexStringLower(token));
        }
    }
}

namespace System.Runtime.Loader
{
    internal partial class AssemblyLoadContext
    {
        // Of a file only the assembly can be had that was compiled from it.
        internal unsafe RealAssembly InternalLoadFromPath(string assemblyPath, string nativeImagePath)
        {
            void* module = RuntimeCalls.FindModule(corelib::System.IO.Path.GetFileNameWithoutExtension(assemblyPath));
            if (module != null) return Modules.AssemblyOf(module);
            if (!corelib::System.IO.File.Exists(assemblyPath))
                RuntimeCalls.Throw(new corelib::System.IO.FileNotFoundException(string.Concat("Could not load file or assembly '", assemblyPath, "'. The system cannot find the file specified.\n"), assemblyPath));
            RuntimeCalls.Throw(new corelib::System.PlatformNotSupportedException(string.Concat("The assembly '", assemblyPath, "' was not compiled into this program.")));
            return null;
        }

        internal corelib::System.Reflection.Assembly InternalLoad(corelib::System.ReadOnlySpan<byte> arrAssembly, corelib::System.ReadOnlySpan<byte> arrSymbols)
        {
            RuntimeCalls.Throw(new corelib::System.PlatformNotSupportedException("Assemblies cannot be loaded from memory: this program was compiled ahead of time."));
            return null;
        }

        internal static corelib::System.Reflection.Assembly[] GetLoadedAssemblies() => System.Reflection.AssemblyObjects.All();
    }
}
