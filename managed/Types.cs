// RuntimeType, RuntimeTypeHandle, TypeHandle: answers from the type descriptors instead of reflection over metadata.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using Real = corelib::System.RuntimeType;
using RealModule = corelib::System.Reflection.RuntimeModule;
using RealAssembly = corelib::System.Reflection.RuntimeAssembly;
using TypeHandle = corelib::System.Runtime.CompilerServices.TypeHandle;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace System
{
    internal class RuntimeType
    {
        internal class RuntimeTypeCache
        {
            internal unsafe string GetNamespace()
            {
                Real.RuntimeTypeCache self = Unsafe.As<Real.RuntimeTypeCache>(this);
                return self.m_namespace ??= RuntimeCalls.TypeNamespace(self.m_runtimeType.GetNativeTypeHandle().AsMethodTable());
            }
        }

        // The base of an open definition is over its own variables: it may have to be made first.
        internal unsafe Real GetParentType()
        {
            MethodTable* parent = RuntimeCalls.ExactBase(Unsafe.As<Real>(this).GetNativeTypeHandle().AsMethodTable());
            return parent == null ? null : corelib::System.RuntimeTypeHandle.GetRuntimeType(parent);
        }

        // What [Guid] says. Others' depend on how metadata is laid out, which is not known here.
        public virtual corelib::System.Guid get_GUID()
        {
            Real self = Unsafe.As<Real>(this);
            if (self.HasElementType || self.IsGenericParameter || self.IsFunctionPointer) return default;
            foreach (object attribute in self.GetCustomAttributes(typeof(corelib::System.Runtime.InteropServices.GuidAttribute), false))
                return new corelib::System.Guid(Unsafe.As<corelib::System.Runtime.InteropServices.GuidAttribute>(attribute).Value);
            RuntimeCalls.Throw(new corelib::System.PlatformNotSupportedException(string.Concat("Type '", self.ToString(), "' has no GuidAttribute.")));
            return default;
        }

        // A type parameter that is constrained to value types counts as one.
        protected virtual unsafe bool IsValueTypeImpl()
        {
            Real self = Unsafe.As<Real>(this);
            return self.GetNativeTypeHandle().AsMethodTable()->IsValueType || self.IsGenericParameter && self.IsSubclassOf(typeof(corelib::System.ValueType));
        }

        public unsafe corelib::System.Type[] GetInterfaces()
        {
            return corelib::System.RuntimeTypeHandle.GetInterfaces(Unsafe.As<Real>(this));
        }
    }

    internal struct RuntimeTypeHandle
    {
        internal static unsafe corelib::System.IRuntimeMethodInfo GetDeclaringMethodForGenericParameter(Real type)
        {
            nint method = RuntimeCalls.MethodOfVariable(type.GetNativeTypeHandle().AsMethodTable());
            return method == 0 ? null : Unsafe.As<corelib::System.IRuntimeMethodInfo>(corelib::System.RuntimeMethodInfoStub.FromPtr(method));
        }

        internal static unsafe RealModule GetModule(Real type) => Modules.Of(RuntimeCalls.ModuleOf(type.GetNativeTypeHandle().AsMethodTable()));
        internal static unsafe RealAssembly GetAssembly(Real type) => Modules.AssemblyOf(RuntimeCalls.ModuleOf(type.GetNativeTypeHandle().AsMethodTable()));
    }
}

namespace System.Runtime.CompilerServices
{
    internal unsafe struct TypeHandle
    {
        private void* m_asTAddr;

        public bool CanCastTo(corelib::System.Runtime.CompilerServices.TypeHandle destTH) =>
            RuntimeCalls.CanCast((MethodTable*)m_asTAddr, destTH.AsMethodTable());

        // Reflection also assigns T to Nullable<T>.
        public static bool CanCastToForReflection(corelib::System.Runtime.CompilerServices.TypeHandle srcTH, corelib::System.Runtime.CompilerServices.TypeHandle destTH)
        {
            MethodTable* from = srcTH.AsMethodTable(), to = destTH.AsMethodTable();
            return RuntimeCalls.CanCast(from, to) || to->IsNullable && (MethodTable*)to->ElementType == from;
        }
    }
}
