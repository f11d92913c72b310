// System.Exception: everything that CoreLib answers by reflection over the stack trace's methods.
extern alias corelib;
using Real = corelib::System.Exception;
using System.Runtime.CompilerServices;

namespace System
{
    internal class Exception
    {
        private string GetStackTrace() => Ahead.RuntimeCalls.TraceText(Unsafe.As<Real>(this)._stackTrace);

        private corelib::System.Reflection.MethodBase GetExceptionMethodFromStackTrace() => Ahead.NamedMethod.FromTrace(Unsafe.As<Real>(this)._stackTrace);

        public virtual string get_Source()
        {
            Real e = Unsafe.As<Real>(this);
            if (e._source == null && e._stackTrace != null) e._source = Ahead.NamedMethod.FromTrace(e._stackTrace)?.Module?.Assembly.GetName().Name ?? "<unknown>";
            return e._source;
        }

        internal void SetCurrentStackTrace()
        {
            Real e = Unsafe.As<Real>(this);
            if (!e.CanSetRemoteStackTrace()) return;
            string trace = Ahead.RuntimeCalls.TraceText(Ahead.RuntimeCalls.TraceCapture(1));
            e._remoteStackTraceString = string.Concat(trace, "\n", corelib::System.SR.Exception_EndStackTraceFromPreviousThrow, "\n");
        }
    }
}
