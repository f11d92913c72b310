// Delegate.Method and Exception.TargetSite without metadata: a MethodInfo that knows what stack traces know, its name and its type.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using Real = corelib::System.Delegate;
using Reflection = corelib::System.Reflection;

namespace Ahead
{
    internal sealed class NamedMethod : Reflection.MethodInfo
    {
        private readonly int _method;      // number in the table of methods
        private readonly bool _isStatic;

        private NamedMethod(int method, bool isStatic)
        {
            _method = method;
            _isStatic = isStatic;
        }

        // The method's own MethodInfo where reflection knows it.
        internal static Reflection.MethodInfo FromCode(nint code, bool isStatic, object target)
        {
            if (RuntimeCalls.MethodOfCode(code, target) is Reflection.MethodInfo known) return known;
            int method = RuntimeCalls.MethodAt(code);
            return method == 0 ? null : new NamedMethod(method, isStatic);
        }

        internal static Reflection.MethodInfo OfManaged(Real self)
        {
            bool isStatic = self._methodPtrAux != 0;
            return FromCode(isStatic ? self._methodPtrAux : self._methodPtr, isStatic, self._target);
        }

        // Over a function of native code, the delegate's own Invoke is all there is.
        internal static Reflection.MethodInfo OfNative(Real self) => RuntimeCalls.InvokeMethod(self) is Reflection.MethodInfo known ? known : FromCode(self._methodPtr, false, null);

        internal static Reflection.MethodBase FromNumber(int method)
        {
            if (method <= 0) return null;
            return RuntimeCalls.MethodOfNumber(method) is Reflection.MethodBase known ? known : new NamedMethod(method, false);
        }

        internal static Reflection.MethodBase FromTrace(object trace)
        {
            trace = RuntimeCalls.TraceExpand(trace);
            for (int i = 0, n = RuntimeCalls.TraceCount(trace); i < n; i++)
            {
                int method = RuntimeCalls.TraceFrame(trace, i);
                if (method > 0) return FromNumber(method);
            }
            return null;
        }

        public override string Name => RuntimeCalls.MethodName(_method);
        public override corelib::System.Type DeclaringType => RuntimeCalls.MethodType(_method);
        public override corelib::System.Type ReflectedType => DeclaringType;
        public override unsafe Reflection.Module Module => Modules.Of(RuntimeCalls.MethodModule(_method));
        public override Reflection.MethodAttributes Attributes => Reflection.MethodAttributes.Public | (_isStatic ? Reflection.MethodAttributes.Static : 0);
        public override Reflection.ICustomAttributeProvider ReturnTypeCustomAttributes => null;
        public override corelib::System.RuntimeMethodHandle MethodHandle { get { Unsupported(); return default; } }
        public override Reflection.MethodInfo GetBaseDefinition() => this;
        public override Reflection.MethodImplAttributes GetMethodImplementationFlags() => 0;
        public override Reflection.ParameterInfo[] GetParameters() { Unsupported(); return null; }
        public override object[] GetCustomAttributes(bool inherit) => new object[0];
        public override object[] GetCustomAttributes(corelib::System.Type attributeType, bool inherit) => new object[0];
        public override bool IsDefined(corelib::System.Type attributeType, bool inherit) => false;

        public override object Invoke(object obj, Reflection.BindingFlags invokeAttr, Reflection.Binder binder, object[] parameters, corelib::System.Globalization.CultureInfo culture)
        {
            Unsupported();
            return null;
        }

        public override bool Equals(object obj) => obj is NamedMethod other && other._method == _method;
        public override int GetHashCode() => _method;
        public new string ToString() => RuntimeCalls.FrameText(_method);

        private static void Unsupported() => RuntimeCalls.Throw(new corelib::System.PlatformNotSupportedException("This method's metadata was not compiled into the program."));
    }
}

namespace System
{
    internal class Delegate
    {
        protected virtual Reflection.MethodInfo GetMethodImpl()
        {
            Real self = Unsafe.As<Real>(this);
            if (self._methodBase is Reflection.MethodInfo known) return known;
            Reflection.MethodInfo method = RuntimeCalls.CallsNative(self) ? NamedMethod.OfNative(self) : NamedMethod.OfManaged(self);
            if (self._methodBase == null) self._methodBase = method;     // else it holds the delegate's function pointer
            return method;
        }
    }
}
