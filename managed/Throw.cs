// Exceptions that C++ bindings throw; numbers agreed with runtime/corelib/throw.h.
using System;
using System.Threading;

namespace Ahead
{
    internal static partial class RuntimeExports
    {
        public static void Throw(int kind, string text)
        {
            switch (kind)
            {
                case 0: throw new ArgumentNullException(text);
                case 1: throw new SynchronizationLockException();
                case 2: throw new ThreadInterruptedException();
                case 3: throw new OutOfMemoryException(text);
                case 4: throw new DllNotFoundException(text);
                case 5: throw new EntryPointNotFoundException(text);
                case 6: throw new ArgumentOutOfRangeException(text);
                case 7: throw new OutOfMemoryException();
                case 8: throw new NotSupportedException(text);
                case 9: throw new SemaphoreFullException();
                default: throw new InvalidOperationException(text);
            }
        }

        // First managed frame of a thread.
        public static void RunThread(Thread thread) => thread.StartCallback();
    }
}
