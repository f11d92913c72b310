// Exceptions that C++ bindings throw; numbers agreed with runtime/corelib/throw.h.
// RuntimeCalls.Throw instead of a throw statement: System.Exception of this assembly only shadows the real one.
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
                case 0: RuntimeCalls.Throw(new ArgumentNullException(text)); break;
                case 1: RuntimeCalls.Throw(new SynchronizationLockException()); break;
                case 2: RuntimeCalls.Throw(new ThreadInterruptedException()); break;
                case 3: RuntimeCalls.Throw(new OutOfMemoryException(text)); break;
                case 4: RuntimeCalls.Throw(new DllNotFoundException(text)); break;
                case 5: RuntimeCalls.Throw(new EntryPointNotFoundException(text)); break;
                case 6: RuntimeCalls.Throw(new ArgumentOutOfRangeException(text)); break;
                case 7: RuntimeCalls.Throw(new OutOfMemoryException()); break;
                case 8: RuntimeCalls.Throw(new NotSupportedException(text)); break;
                case 9: RuntimeCalls.Throw(new SemaphoreFullException()); break;
                case 47: RuntimeCalls.Throw(new MemberAccessException(text)); break;
                case 46: RuntimeCalls.Throw(new System.Security.VerificationException()); break;
                case 43: RuntimeCalls.Throw(new FieldAccessException(text)); break;
                case 45: RuntimeCalls.Throw(new InvalidCastException(text)); break;
                case 44: RuntimeCalls.Throw(new ArgumentException(null, text)); break;
                case 42: RuntimeCalls.Throw(text == null ? new TypeLoadException() : new TypeLoadException(text)); break;
                case 41: RuntimeCalls.Throw(new ArgumentException("The specified Type must not be a generic type.", text)); break;
                case 11: RuntimeCalls.Throw(new MissingMethodException(text)); break;
                case 16: RuntimeCalls.Throw(new ArgumentOutOfRangeException(null, text)); break;
                case 12: RuntimeCalls.Throw(new ThreadStateException(text)); break;
                case 13: RuntimeCalls.Throw(new DuplicateWaitObjectException()); break;
                case 14: RuntimeCalls.Throw(new ApplicationException(text)); break;
                case 15: RuntimeCalls.Throw(new PlatformNotSupportedException(text)); break;
                case 40: RuntimeCalls.Throw(new ArgumentException(text)); break;
                default: RuntimeCalls.Throw(new InvalidOperationException(text)); break;
            }
        }

        // First managed frame of a thread.
        public static void RunThread(Thread thread) => thread.StartCallback();
    }
}
