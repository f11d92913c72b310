// Native forms of values: one type for each kind of marshalling, all with the same four members. The compiler picks a type for a parameter, a
// field or an element (compiler/survive/native_form.cc) and calls it from P/Invoke stubs, callbacks and the struct functions of Marshal;
// arrays and struct fields are composed of the same types.
extern alias corelib;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stubs = corelib::System.StubHelpers;
using StringBuilder = corelib::System.Text.StringBuilder;
using Marshal = corelib::System.Runtime.InteropServices.Marshal;
using Buffer = corelib::System.Buffer;
using DateTime = corelib::System.DateTime;

namespace Ahead.Interop
{
    internal unsafe interface IMarshaller<T>
    {
        static abstract int Size { get; }                                 // bytes of the native form
        static abstract void ToNative(ref T managed, byte* native);       // `native` reads as zero before
        static abstract void ToManaged(ref T managed, byte* native);
        static abstract void Free(byte* native);                          // what the native form owns; zeros own nothing
    }

    // A pointer that is freed reads as null afterwards.
    internal static unsafe class Memory
    {
        internal static void Free(byte* pointer)
        {
            Marshal.FreeCoTaskMem(*(nint*)pointer);
            *(nint*)pointer = 0;
        }
        internal static void FreeBStr(byte* pointer)
        {
            Marshal.FreeBSTR(*(nint*)pointer);
            *(nint*)pointer = 0;
        }
    }

    // ---- numbers ----
    internal unsafe struct Copy<T> : IMarshaller<T>
    {
        public static int Size => Unsafe.SizeOf<T>();
        public static void ToNative(ref T managed, byte* native) => Unsafe.WriteUnaligned(native, managed);
        public static void ToManaged(ref T managed, byte* native) => managed = Unsafe.ReadUnaligned<T>(native);
        public static void Free(byte* native) { }
    }

    internal unsafe struct WinBool : IMarshaller<bool>
    {
        public static int Size => 4;
        public static void ToNative(ref bool managed, byte* native) => Unsafe.WriteUnaligned(native, managed ? 1 : 0);
        public static void ToManaged(ref bool managed, byte* native) => managed = Unsafe.ReadUnaligned<int>(native) != 0;
        public static void Free(byte* native) { }
    }

    internal unsafe struct CBool : IMarshaller<bool>
    {
        public static int Size => 1;
        public static void ToNative(ref bool managed, byte* native) => *native = managed ? (byte)1 : (byte)0;
        public static void ToManaged(ref bool managed, byte* native) => managed = *native != 0;
        public static void Free(byte* native) { }
    }

    internal unsafe struct AnsiChar : IMarshaller<char>
    {
        public static int Size => 1;
        public static void ToNative(ref char managed, byte* native) => *native = managed < 0x80 ? (byte)managed : Stubs.AnsiCharMarshaler.ConvertToNative(managed, false, false);
        public static void ToManaged(ref char managed, byte* native) => managed = *native < 0x80 ? (char)*native : Stubs.AnsiCharMarshaler.ConvertToManaged(*native);
        public static void Free(byte* native) { }
    }

    internal unsafe struct Date : IMarshaller<DateTime>
    {
        public static int Size => 8;
        public static void ToNative(ref DateTime managed, byte* native) => Unsafe.WriteUnaligned(native, managed.ToOADate());
        public static void ToManaged(ref DateTime managed, byte* native) => managed = DateTime.FromOADate(Unsafe.ReadUnaligned<double>(native));
        public static void Free(byte* native) { }
    }

    internal unsafe struct Currency : IMarshaller<decimal>
    {
        public static int Size => 8;
        public static void ToNative(ref decimal managed, byte* native) => Unsafe.WriteUnaligned(native, decimal.ToOACurrency(managed));
        public static void ToManaged(ref decimal managed, byte* native) => managed = decimal.FromOACurrency(Unsafe.ReadUnaligned<long>(native));
        public static void Free(byte* native) { }
    }

    // A pointer to a value: UnmanagedType.LPStruct.
    internal unsafe struct PointerTo<T> : IMarshaller<T>
    {
        public static int Size => 8;
        public static void ToNative(ref T managed, byte* native)
        {
            byte* memory = (byte*)Marshal.AllocCoTaskMem(Unsafe.SizeOf<T>());
            Unsafe.WriteUnaligned(memory, managed);
            *(byte**)native = memory;
        }
        public static void ToManaged(ref T managed, byte* native) => managed = *(byte**)native == null ? default : Unsafe.ReadUnaligned<T>(*(byte**)native);
        public static void Free(byte* native) => Memory.Free(native);
    }

    // ---- text ----
    internal unsafe struct AnsiString : IMarshaller<string>
    {
        public static int Size => 8;
        public static void ToNative(ref string managed, byte* native) => *(nint*)native = Marshal.StringToCoTaskMemUTF8(managed);
        public static void ToManaged(ref string managed, byte* native) => managed = Marshal.PtrToStringUTF8(*(nint*)native);
        public static void Free(byte* native) => Memory.Free(native);
    }

    internal unsafe struct WideString : IMarshaller<string>
    {
        public static int Size => 8;
        public static void ToNative(ref string managed, byte* native) => *(nint*)native = Marshal.StringToCoTaskMemUni(managed);
        public static void ToManaged(ref string managed, byte* native) => managed = Marshal.PtrToStringUni(*(nint*)native);
        public static void Free(byte* native) => Memory.Free(native);
    }

    internal unsafe struct BStr : IMarshaller<string>
    {
        public static int Size => 8;
        public static void ToNative(ref string managed, byte* native) => *(nint*)native = Marshal.StringToBSTR(managed);
        public static void ToManaged(ref string managed, byte* native) => managed = *(nint*)native == 0 ? null : Marshal.PtrToStringBSTR(*(nint*)native);
        public static void Free(byte* native) => Memory.FreeBStr(native);
    }

    internal unsafe struct AnsiBStr : IMarshaller<string>
    {
        public static int Size => 8;
        public static void ToNative(ref string managed, byte* native) => *(nint*)native = Stubs.AnsiBSTRMarshaler.ConvertToNative(0, managed);
        public static void ToManaged(ref string managed, byte* native) => managed = Stubs.AnsiBSTRMarshaler.ConvertToManaged(*(nint*)native);
        public static void Free(byte* native) => Memory.FreeBStr(native);
    }

    // Arrays of `count` characters inside of a struct.
    internal unsafe struct FixedAnsi
    {
        public static void ToNative(ref string managed, byte* native, int count) => Stubs.CSTRMarshaler.ConvertFixedToNative(0, managed, (nint)native, count);
        public static void ToManaged(ref string managed, byte* native, int count) => managed = Stubs.CSTRMarshaler.ConvertFixedToManaged((nint)native, count);
        public static void Free(byte* native, int count) { }
    }

    internal unsafe struct FixedWide
    {
        public static void ToNative(ref string managed, byte* native, int count) => Stubs.FixedWSTRMarshaler.ConvertToNative(managed, (nint)native, count);
        public static void ToManaged(ref string managed, byte* native, int count) => managed = Stubs.FixedWSTRMarshaler.ConvertToManaged((nint)native, count);
        public static void Free(byte* native, int count) { }
    }

    // Buffers of a StringBuilder's capacity. Native text replaces the builder's.
    internal unsafe struct AnsiBuilder : IMarshaller<StringBuilder>
    {
        public static int Size => 8;
        public static void ToNative(ref StringBuilder managed, byte* native)
        {
            if (managed == null) return;
            string text = managed.ToString();
            int bytes = (managed.Capacity + 1) * 3 + 1;
            byte* memory = (byte*)Marshal.AllocCoTaskMem(bytes);
            *(byte**)native = memory;
            int used = corelib::System.Text.Encoding.UTF8.GetBytes(text, new corelib::System.Span<byte>(memory, bytes - 1));
            new corelib::System.Span<byte>(memory + used, bytes - used).Clear();
        }
        public static void ToManaged(ref StringBuilder managed, byte* native) => Builders.Replace(ref managed, *(nint*)native, Marshal.PtrToStringUTF8(*(nint*)native));
        // Back into the buffer of a native caller, who knows that it is large enough.
        public static void Update(ref StringBuilder managed, byte* native)
        {
            byte* memory = *(byte**)native;
            if (memory == null || managed == null) return;
            byte[] bytes = corelib::System.Text.Encoding.UTF8.GetBytes(managed.ToString());
            for (int i = 0; i < bytes.Length; i++) memory[i] = bytes[i];
            memory[bytes.Length] = 0;
        }
        public static void Free(byte* native) => Memory.Free(native);
    }

    internal unsafe struct WideBuilder : IMarshaller<StringBuilder>
    {
        public static int Size => 8;
        public static void ToNative(ref StringBuilder managed, byte* native)
        {
            if (managed == null) return;
            int room = managed.Capacity + 2;
            char* memory = (char*)Marshal.AllocCoTaskMem(room * 2);
            *(char**)native = memory;
            int length = managed.Length;
            managed.CopyTo(0, new corelib::System.Span<char>(memory, length), length);
            new corelib::System.Span<char>(memory + length, room - length).Clear();
        }
        public static void ToManaged(ref StringBuilder managed, byte* native) => Builders.Replace(ref managed, *(nint*)native, Marshal.PtrToStringUni(*(nint*)native));
        public static void Update(ref StringBuilder managed, byte* native)
        {
            char* memory = *(char**)native;
            if (memory == null || managed == null) return;
            for (int i = 0; i < managed.Length; i++) memory[i] = managed[i];
            memory[managed.Length] = '\0';
        }
        public static void Free(byte* native) => Memory.Free(native);
    }

    internal static class Builders
    {
        internal static void Replace(ref StringBuilder builder, nint native, string text)
        {
            if (native == 0) return;
            if (builder == null) builder = new StringBuilder(text, text.Length);
            else builder.Clear().Append(text);
        }
    }

    // ---- handles and delegates ----
    internal unsafe struct DelegatePointer<T> : IMarshaller<T> where T : class
    {
        public static int Size => 8;
        public static void ToNative(ref T managed, byte* native) => *(nint*)native = managed == null ? 0 : Marshal.GetFunctionPointerForDelegateInternal(Unsafe.As<corelib::System.Delegate>(managed));
        public static void ToManaged(ref T managed, byte* native) => managed = *(nint*)native == 0 ? null : Marshal.GetDelegateForFunctionPointer<T>(*(nint*)native);
        public static void Free(byte* native) { }
    }

    internal unsafe struct CriticalPointer<T> : IMarshaller<T> where T : CriticalHandle
    {
        public static int Size => 8;
        public static void ToNative(ref T managed, byte* native) => *(nint*)native = managed.handle;
        public static void ToManaged(ref T managed, byte* native)
        {
            T made = corelib::System.Activator.CreateInstance<T>();
            made.SetHandle(*(nint*)native);
            managed = made;
        }
        public static void Free(byte* native) { }
    }

    // A handle in a struct: it lives as long as the struct that holds it. Native code cannot change it.
    internal unsafe struct SafeHandleField<T> : IMarshaller<T> where T : SafeHandle
    {
        public static int Size => 8;
        public static void ToNative(ref T managed, byte* native) => *(nint*)native = SafeHandles.Value(managed);
        public static void ToManaged(ref T managed, byte* native)
        {
            if (managed == null || managed.handle != *(nint*)native) Stubs.HandleMarshaler.ThrowSafeHandleFieldChanged();
        }
        public static void Free(byte* native) { }
    }

    internal unsafe struct HandleReference : IMarshaller<HandleRef>
    {
        public static int Size => 8;
        public static void ToNative(ref HandleRef managed, byte* native) => *(nint*)native = managed.Handle;
        public static void ToManaged(ref HandleRef managed, byte* native) => managed = new HandleRef(null, *(nint*)native);
        public static void Free(byte* native) { }
    }

    internal static class SafeHandles
    {
        internal static nint Value(SafeHandle handle)
        {
            if (handle == null) RuntimeCalls.Throw(new corelib::System.ArgumentNullException("pHandle", corelib::System.SR.ArgumentNull_SafeHandle));
            return handle.handle;
        }
        internal static nint AddRef(SafeHandle handle, ref bool added)
        {
            Value(handle);
            handle.DangerousAddRef(ref added);
            return handle.handle;
        }
        internal static void Release(SafeHandle handle, bool added)
        {
            if (added) handle.DangerousRelease();
        }
        // Made before the call, so that no handle is lost when there is no memory for the object.
        internal static T Create<T>() => corelib::System.Activator.CreateInstance<T>();
        internal static void Set(SafeHandle handle, nint value) => handle.SetHandle(value);
    }

    // ---- structs and classes with layout ----
    // The compiler writes these bodies: one call for each field.
    internal unsafe struct Fields<T> : IMarshaller<T>
    {
        public static int Size => 0;
        public static void ToNative(ref T managed, byte* native) { }
        public static void ToManaged(ref T managed, byte* native) { }
        public static void Free(byte* native) { }
    }

    internal unsafe struct ClassPointer<T> : IMarshaller<T> where T : class
    {
        public static int Size => 8;
        public static void ToNative(ref T managed, byte* native)
        {
            if (managed == null) return;
            byte* memory = (byte*)Marshal.AllocCoTaskMem(Fields<T>.Size);
            new corelib::System.Span<byte>(memory, Fields<T>.Size).Clear();
            *(byte**)native = memory;
            Fields<T>.ToNative(ref managed, memory);
        }
        public static void ToManaged(ref T managed, byte* native)
        {
            byte* memory = *(byte**)native;
            if (memory == null) { managed = null; return; }
            managed ??= (T)corelib::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));
            Fields<T>.ToManaged(ref managed, memory);
        }
        public static void Update(ref T managed, byte* native)
        {
            byte* memory = *(byte**)native;
            if (memory == null || managed == null) return;
            Fields<T>.Free(memory);
            Fields<T>.ToNative(ref managed, memory);
        }
        public static void Free(byte* native)
        {
            byte* memory = *(byte**)native;
            if (memory == null) return;
            Fields<T>.Free(memory);
            Marshal.FreeCoTaskMem((nint)memory);
        }
    }

    internal unsafe struct ClassInline<T> : IMarshaller<T> where T : class
    {
        public static int Size => Fields<T>.Size;
        public static void ToNative(ref T managed, byte* native)
        {
            if (managed == null) new corelib::System.Span<byte>(native, Fields<T>.Size).Clear();
            else Fields<T>.ToNative(ref managed, native);
        }
        public static void ToManaged(ref T managed, byte* native)
        {
            T made = (T)corelib::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));
            Fields<T>.ToManaged(ref made, native);
            managed = made;
        }
        public static void Free(byte* native) => Fields<T>.Free(native);
    }

    // What Marshal.StructureToPtr and its inverses call through TypeExtra.struct_stub; the numbers are Marshal's own.
    internal static unsafe class StructStub<T>
    {
        internal static void Run(ref byte managed, byte* native, int operation, void* cleanup)
        {
            if (typeof(T).IsValueType) { Run(ref Unsafe.As<byte, T>(ref managed), native, operation); return; }
            nint start = (nint)Unsafe.AsPointer(ref managed) - sizeof(nint);    // a class: `managed` is the object's first field
            T self = Unsafe.As<nint, T>(ref start);
            Run(ref self, native, operation);
        }
        private static void Run(ref T managed, byte* native, int operation)
        {
            if (operation == 0)
            {
                new corelib::System.Span<byte>(native, Fields<T>.Size).Clear();
                Fields<T>.ToNative(ref managed, native);
            }
            else if (operation == 1) Fields<T>.ToManaged(ref managed, native);
            else Fields<T>.Free(native);
        }
    }

    // ---- arrays; `count` comes from the array itself, from SizeConst and from the parameter that SizeParamIndex names ----
    internal unsafe struct ArrayPointer<T, K> where K : IMarshaller<T>
    {
        public static void ToNative(ref T[] managed, byte* native, int count)
        {
            if (managed == null) return;
            nint bytes = (nint)managed.Length * K.Size;
            byte* memory = (byte*)Marshal.AllocCoTaskMem((int)(bytes == 0 ? 1 : bytes));
            new corelib::System.Span<byte>(memory, (int)bytes).Clear();
            *(byte**)native = memory;
            for (int i = 0; i < managed.Length; i++) K.ToNative(ref managed[i], memory + i * K.Size);
        }
        // Room without contents, for [Out] arrays.
        public static void Allocate(ref T[] managed, byte* native)
        {
            if (managed == null) return;
            nint bytes = (nint)managed.Length * K.Size;
            *(byte**)native = (byte*)Marshal.AllocCoTaskMem((int)(bytes == 0 ? 1 : bytes));
            new corelib::System.Span<byte>(*(byte**)native, (int)bytes).Clear();
        }
        public static void ToManaged(ref T[] managed, byte* native, int count)
        {
            byte* memory = *(byte**)native;
            if (memory == null) { managed = null; return; }
            managed ??= new T[count];
            for (int i = 0; i < managed.Length; i++) K.ToManaged(ref managed[i], memory + i * K.Size);
        }
        public static void Update(ref T[] managed, byte* native)
        {
            byte* memory = *(byte**)native;
            if (memory == null || managed == null) return;
            for (int i = 0; i < managed.Length; i++) K.ToNative(ref managed[i], memory + i * K.Size);
        }
        public static void Free(byte* native, int count)
        {
            byte* memory = *(byte**)native;
            if (memory == null) return;
            for (int i = 0; i < count; i++) K.Free(memory + i * K.Size);
            Marshal.FreeCoTaskMem((nint)memory);
        }
    }

    internal unsafe struct ByValArray<T, K> where K : IMarshaller<T>
    {
        public static void ToNative(ref T[] managed, byte* native, int count)
        {
            if (managed == null) { new corelib::System.Span<byte>(native, count * K.Size).Clear(); return; }
            if (managed.Length < count) RuntimeCalls.Throw(new corelib::System.ArgumentException(corelib::System.SR.Argument_WrongSizeArrayInNativeStruct));
            for (int i = 0; i < count; i++) K.ToNative(ref managed[i], native + i * K.Size);
        }
        public static void ToManaged(ref T[] managed, byte* native, int count)
        {
            T[] made = new T[count];
            for (int i = 0; i < count; i++) K.ToManaged(ref made[i], native + i * K.Size);
            managed = made;
        }
        public static void Free(byte* native, int count)
        {
            for (int i = 0; i < count; i++) K.Free(native + i * K.Size);
        }
    }

    // Memory of the collector that native code sees in place; the stub keeps the object alive and pinned by holding the pointer.
    internal static unsafe class Pins
    {
        internal static nint Chars(string text) => text == null ? 0 : (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in text.GetPinnableReference()));
        internal static nint Array(corelib::System.Array array) => array == null ? 0 : (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        internal static nint Object(object o) => o == null ? 0 : (nint)Unsafe.AsPointer(ref corelib::System.Runtime.CompilerServices.RuntimeHelpers.GetRawData(o));
        internal static int Length(corelib::System.Array array) => array == null ? 0 : array.Length;
    }

    // ---- ICustomMarshaler ----
    internal unsafe struct Custom<T, M> where T : class
    {
        public static void ToNative(ref T managed, byte* native, string cookie)
        {
            object o = managed;
            Stubs.MngdRefCustomMarshaler.ConvertContentsToNative(Customs<M>.Get(cookie), ref o, (nint*)native);
        }
        public static void ToManaged(ref T managed, byte* native, string cookie)
        {
            object o = managed;
            Stubs.MngdRefCustomMarshaler.ConvertContentsToManaged(Customs<M>.Get(cookie), ref o, (nint*)native);
            managed = Unsafe.As<T>(o);
        }
        // A `ref` argument is given up for what native code made of it.
        public static void GiveUp(ref T managed, string cookie)
        {
            object o = managed;
            nint none = 0;
            Stubs.MngdRefCustomMarshaler.ClearManaged(Customs<M>.Get(cookie), ref o, &none);
        }
        public static void Free(byte* native, string cookie)
        {
            object o = null;
            Stubs.MngdRefCustomMarshaler.ClearNative(Customs<M>.Get(cookie), ref o, (nint*)native);
        }
    }

    internal static class Customs<M>
    {
        private static readonly corelib::System.Collections.Generic.Dictionary<string, ICustomMarshaler> s_made = new corelib::System.Collections.Generic.Dictionary<string, ICustomMarshaler>();

        internal static ICustomMarshaler Get(string cookie)
        {
            lock (s_made)
            {
                if (s_made.TryGetValue(cookie, out ICustomMarshaler known)) return known;
                ICustomMarshaler made = GetInstance(cookie);
                if (made == null) RuntimeCalls.Throw(new corelib::System.ApplicationException("A call to GetInstance() for custom marshaler '" + typeof(M).FullName + "' returned null, which is not allowed."));
                s_made.Add(cookie, made);
                return made;
            }
        }
        // The compiler writes it: M.GetInstance(cookie).
        private static ICustomMarshaler GetInstance(string cookie) => null;
    }
}
