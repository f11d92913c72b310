// System.Reflection.DispatchProxy: the classes were made when the program was compiled (survive/proxies.cc).
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using Type = corelib::System.Type;
using RuntimeType = corelib::System.RuntimeType;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace Ahead
{
    internal static unsafe class Proxies
    {
        // The names are those of Create's type or value parameters.
        internal static object Create(Type baseType, Type interfaceType, string interfaceParameter, string proxyParameter)
        {
            if (!interfaceType.IsInterface) Refuse("The type '", interfaceType, "' must be an interface, not a class.", interfaceParameter);
            if (baseType.IsSealed) Refuse("The base type '", baseType, "' cannot be sealed.", proxyParameter);
            if (baseType.IsAbstract) Refuse("The base type '", baseType, "' cannot be abstract.", proxyParameter);
            if (baseType.GetConstructor(corelib::System.Type.EmptyTypes) == null) Refuse("The base type '", baseType, "' must have a public parameterless constructor.", proxyParameter);
            RuntimeType proxy = RuntimeCalls.FindProxy(Table(baseType), Table(interfaceType));
            if (proxy == null)
                RuntimeCalls.Throw(new corelib::System.PlatformNotSupportedException(string.Concat(string.Concat("No proxy of '", interfaceType.ToString(), "' with '"),
                    baseType.ToString(), "' was compiled into this program: its types are only known when it runs.")));
            return corelib::System.Activator.CreateInstance(proxy);
        }

        private static MethodTable* Table(Type type) => Unsafe.As<RuntimeType>(type).GetNativeTypeHandle().AsMethodTable();

        private static void Refuse(string before, Type type, string after, string parameter) =>
            RuntimeCalls.Throw(new corelib::System.ArgumentException(string.Concat(before, type.FullName, after), parameter));
    }
}
