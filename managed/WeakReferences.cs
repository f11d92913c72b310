// System.WeakReference<T>: its handle goes with it. The class library leaves that to its runtime, where the collector frees the handle; the finalizer there is empty.
extern alias corelib;
using System.Runtime.CompilerServices;
using GCHandle = corelib::System.Runtime.InteropServices.GCHandle;

namespace System
{
    internal sealed class WeakReference<T> where T : class
    {
        ~WeakReference()
        {
            var self = Unsafe.As<corelib::System.WeakReference<T>>(this);
            nint handle = self._taggedHandle & ~(nint)3;   // the low bits: what is tracked
            self._taggedHandle &= 1;
            if (handle != 0) GCHandle.InternalFree(handle);
        }
    }
}
