// Internal calls that CoreLib does not have: C++ symbols ic_Ahead_RuntimeCalls_<Method>.
extern alias corelib;
using System.Runtime.CompilerServices;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;
using RuntimeType = corelib::System.RuntimeType;
using RuntimeModule = corelib::System.Reflection.RuntimeModule;
using RuntimeAssembly = corelib::System.Reflection.RuntimeAssembly;

namespace Ahead;

internal static unsafe class RuntimeCalls
{
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void Throw(object exception);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void WatchThrows();     // every throw calls RuntimeExports.FirstChanceException from now on
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void WriteError(string text);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string FindKnob(string name);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string Utf8ToString(byte* zeroTerminated);

    // The next string literal of the image; position starts at 0. Null at the end.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string NextLiteral(ref nint position);

    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void InitializeClass(void* classInit);

    // Type names by TypeNameFormatFlags.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string TypeName(MethodTable* type, int format);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string TypeNamespace(MethodTable* type);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern bool CanCast(MethodTable* from, MethodTable* to);

    // Stack traces: an opaque object of return addresses.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string TraceText(object trace);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object TraceCapture(int skip);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object TraceExpand(object trace);                     // with an entry for each inlined method
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern int TraceCount(object trace);                         // this and the following: of an expanded trace
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern int TraceFrame(object trace, int index);       // number of the method, 0: not managed or hidden
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern bool TraceBoundary(object trace, int index);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern bool FrameListed(int method);                 // has a line in a trace's text
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string FrameText(int method);                  // "Type.Method(args)"

    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string TraceFile(object trace, int index, out int line);

    // Methods by their number, counted from 1.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern int MethodAt(nint code);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string MethodName(int method);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern RuntimeType MethodType(int method);            // keeps the types of the program's own methods
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void* MethodModule(int method);

    // Marshalling: a field's offset in the native form; -1 no such field, -2 no native form.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern int NativeOffset(MethodTable* type, string field);
    // From now on the runtime asks ResolveLibrary before it looks for a library.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void AskResolvers();
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void AskEvents();   // ResolveLibraryByEvent, when it found none

    // Enums.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern int EnumCount(MethodTable* type);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern bool EnumHasFlags(MethodTable* type);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern long EnumValue(MethodTable* type, int index);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string EnumName(MethodTable* type, int index);

    // Fields of value types, nested value types without own Equals flattened.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern FieldFacts* ValueFields(MethodTable* type, int* count);

    // Methods as reflection's records; null where there is none.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object MethodOfCode(nint code, object target);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern bool CallsNative(object aDelegate);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object InvokeMethod(object aDelegate);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object MethodOfNumber(int method);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern nint TypicalMethod(nint method);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern nint MethodDefinition(nint method);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern nint MethodOfVariable(MethodTable* variable);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern nint ResolveField(void* module, int token);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern MethodTable* ExactBase(MethodTable* type);

    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern nint EntryMethod(void* module);

    // A delegate of this type that calls a Func<object[], object>; null where the compiler has no code for it.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object DelegateOverObjects(MethodTable* delegateType, object function);

    // The class that DispatchProxy makes below a class for an interface; null: none was compiled.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern RuntimeType FindProxy(MethodTable* proxyClass, MethodTable* interfaceType);

    // Modules and assemblies.
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern int ModuleCount();
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void* ModuleNumber(int index);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void* FindModule(string name);
        [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void* FindSatellite(string name, string culture);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern string ReferencedAssembly(void* module, int index);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void* ModuleOf(MethodTable* type);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern void* EntryModule();
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object ModuleObject(void* module);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object AssemblyObject(void* module);
    [MethodImpl(MethodImplOptions.InternalCall)] internal static extern object PublishModule(void* module, object moduleObject, object assemblyObject);
}

// abi::ValueField
internal unsafe struct FieldFacts
{
    internal uint Offset;
    internal uint Kind;          // FieldKind; for Bits: byte count in the upper 24 bits
    internal MethodTable* Type;  // Boxed: type to box
}
