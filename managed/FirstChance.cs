// AppDomain.FirstChanceException: the first subscriber tells the runtime to announce every throw.
extern alias corelib;
using Ahead;
using Args = corelib::System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs;
using Handler = corelib::System.EventHandler<corelib::System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs>;
using RealDelegate = corelib::System.Delegate;

namespace Ahead
{
    internal static class FirstChance
    {
        internal static void Add(Handler handler)
        {
            Handler old, all;
            do
            {
                old = System.AppContext.FirstChanceException;
                all = (Handler)RealDelegate.Combine(old, handler);
            }
            while (corelib::System.Threading.Interlocked.CompareExchange(ref System.AppContext.FirstChanceException, all, old) != old);
            RuntimeCalls.WatchThrows();
        }

        internal static void Raise(corelib::System.Exception e) => System.AppContext.FirstChanceException?.Invoke(null, new Args(e));
    }
}

namespace System
{
    internal static partial class AppContext
    {
        internal static Handler FirstChanceException;        // the field behind CoreLib's event
    }

    internal class AppDomain
    {
        public void add_FirstChanceException(Handler value) => FirstChance.Add(value);
    }
}

namespace Internal.Runtime.CompilerHelpers
{
    internal static class ThrowHelpers
    {
        internal static void ThrowNullThisInDelegate() => corelib::System.MulticastDelegate.ThrowNullThisInDelegateToInstance();
    }
}
