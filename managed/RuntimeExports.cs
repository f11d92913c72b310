// Methods that the C++ runtime calls: roots, exported as managed_<Name>.
extern alias corelib;
using System;
using System.IO;
using System.Threading;
using System.Runtime.CompilerServices;
using Exception = corelib::System.Exception;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;
using AppContext = corelib::System.AppContext;
using AppDomain = corelib::System.AppDomain;
using Environment = corelib::System.Environment;

namespace Ahead;

[System.Diagnostics.StackTraceHidden]
internal static unsafe partial class RuntimeExports
{
    private static void Raise(Exception e) => RuntimeCalls.Throw(e);

    public static void ThrowNullReference() => Raise(new NullReferenceException());
    // The allocator's own exception is reported without a trace: there may be no memory for one.
    private static object s_outOfMemory;
    public static void ThrowOutOfMemory()
    {
        var e = new OutOfMemoryException();
        s_outOfMemory = e;
        Raise(Unsafe.As<Exception>(e));
    }
    public static void ThrowArrayTooLarge() => Raise(Unsafe.As<Exception>(new OutOfMemoryException("Array dimensions exceeded supported range.")));
    public static void ThrowWrapped(object thrown) => Raise(Unsafe.As<Exception>(new RuntimeWrappedException(thrown)));
    public static object Unwrap(object exception) => exception is RuntimeWrappedException wrapped ? wrapped.WrappedException : exception;
    public static void ThrowAmbiguousImplementation() => Raise(Unsafe.As<Exception>(new System.Runtime.AmbiguousImplementationException()));
    public static void ThrowNoImplementation() => Raise(new TypeLoadException("Method does not have an implementation."));
    public static void ThrowIndexOutOfRange() => Raise(new IndexOutOfRangeException());
    public static void ThrowOverflow() => Raise(new OverflowException());
    public static void ThrowArrayTypeMismatch() => Raise(new ArrayTypeMismatchException());
    public static void ThrowDllNotFound(string message) => Raise(new DllNotFoundException(message));
    public static void ThrowEntryPointNotFound(string message) => Raise(new EntryPointNotFoundException(message));

    public static void ThrowInvalidCast(MethodTable* from, MethodTable* to)
    {
        const int Unnested = 0x101;
        string source = RuntimeCalls.TypeName(from, Unnested), target = RuntimeCalls.TypeName(to, Unnested);
        Raise(new InvalidCastException(string.Concat(string.Concat("Unable to cast object of type '", source, "' to type '"), target, "'.")));
    }

    // IDynamicInterfaceCastable. 0: is; 1: cast, throws; 2: the interface whose methods run, throws.
    public static MethodTable* DynamicInterface(object self, object interfaceType, int mode)
    {
        var castable = Unsafe.As<corelib::System.Runtime.InteropServices.IDynamicInterfaceCastable>(self);
        var type = Unsafe.As<corelib::System.RuntimeType>(interfaceType);
        if (mode < 2)
        {
            if (castable.IsInterfaceImplemented(new corelib::System.RuntimeTypeHandle(type), mode == 1)) return type.GetNativeTypeHandle().AsMethodTable();
            if (mode == 1) Raise(new InvalidCastException(string.Concat(string.Concat("Invalid cast from '", self.GetType().ToString(), "' to '"), type.ToString(), "'.")));
            return null;
        }
        corelib::System.RuntimeType found = castable.GetInterfaceImplementation(new corelib::System.RuntimeTypeHandle(type)).GetRuntimeType();
        if (found == null) Raise(new InvalidCastException(string.Concat(string.Concat("Invalid cast from '", self.GetType().ToString(), "' to '"), type.ToString(), "'.")));
        MethodTable* implementation = found.GetNativeTypeHandle().AsMethodTable();
        if (!RuntimeCalls.CanCast(implementation, type.GetNativeTypeHandle().AsMethodTable()))
            Raise(new InvalidOperationException(string.Concat(string.Concat("Type '", found.ToString(), "' returned by IDynamicInterfaceCastable does not implement the requested interface '"), type.ToString(), "'.")));
        return implementation;
    }

    // Kinds as in types/types.h, LoadError::Kind.
    public static void ThrowLoadError(int kind, string message)
    {
        switch (kind)
        {
            case 0: Raise(new TypeLoadException(message)); break;
            case 1: Raise(new MissingMethodException(message)); break;
            case 2: Raise(new MissingFieldException(message)); break;
            case 3: Raise(new FileNotFoundException(message)); break;
            case 4: Raise(new BadImageFormatException(message)); break;
            case 6: Raise(new EntryPointNotFoundException(message)); break;
            default: Raise(new InvalidProgramException(message)); break;
        }
    }

    public static object CreateTypeInitialization(string typeName, object inner) => new TypeInitializationException(typeName, Unsafe.As<Exception>(inner));

    public static void FirstChanceException(object exception) => FirstChance.Raise(Unsafe.As<Exception>(exception));

    public static void UnhandledException(object exception)
    {
        AppContext.OnUnhandledException(exception);
        if (exception == s_outOfMemory)
        {
            RuntimeCalls.WriteError("Out of memory.\n");
            return;
        }
        RuntimeCalls.WriteError(string.Concat("Unhandled exception. ", Unsafe.As<Exception>(exception).ToString(), "\n"));
    }

    // argv[0] is the program. Returns what Main gets.
    public static object CreateArguments(byte** argv, int count)
    {
        string[] all = new string[count], args = new string[count > 0 ? count - 1 : 0];
        for (int i = 0; i < count; i++)
        {
            all[i] = RuntimeCalls.Utf8ToString(argv[i]);
            if (i > 0) args[i - 1] = all[i];
        }
        Environment.s_commandLineArgs = all;
        return args;
    }

    public static void OnProcessExit() => AppDomain.OnProcessExit();
}
