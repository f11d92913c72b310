// System.ValueType.Equals and GetHashCode over the fields that the compiler described: value types without own Equals are flattened,
// so that only leaf fields are left.
extern alias corelib;
using System.Runtime.CompilerServices;
using Ahead;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;
using Helpers = corelib::System.Runtime.CompilerServices.RuntimeHelpers;

namespace System
{
    internal class ValueType
    {
        public override unsafe bool Equals(object obj)
        {
            object self = this;
            if (obj == null) return false;
            MethodTable* mt = Helpers.GetMethodTable(self);
            if (mt != Helpers.GetMethodTable(obj)) return false;
            int count;
            FieldFacts* fields = RuntimeCalls.ValueFields(mt, &count);
            ref byte a = ref Helpers.GetRawData(self);
            ref byte b = ref Helpers.GetRawData(obj);
            for (int i = 0; i < count; i++)
                if (!ValueFields.Same(ref Unsafe.AddByteOffset(ref a, fields[i].Offset), ref Unsafe.AddByteOffset(ref b, fields[i].Offset), fields + i)) return false;
            return true;
        }

        public override unsafe int GetHashCode()
        {
            object self = this;
            MethodTable* mt = Helpers.GetMethodTable(self);
            int count;
            FieldFacts* fields = RuntimeCalls.ValueFields(mt, &count);
            ref byte data = ref Helpers.GetRawData(self);
            corelib::System.HashCode hash = default;
            hash.Add((nint)mt);
            for (int i = 0; i < count; i++) hash.Add(ValueFields.Hash(ref Unsafe.AddByteOffset(ref data, fields[i].Offset), fields + i));
            return hash.ToHashCode();
        }
    }
}

namespace Ahead
{
    internal static unsafe class ValueFields
    {
        // abi::ValueFieldKind
        private const uint Bits = 0, Reference = 1, Single = 2, Double = 3, Boxed = 4;

        internal static bool Same(ref byte a, ref byte b, FieldFacts* field)
        {
            switch (field->Kind & 0xff)
            {
                case Reference: return object.Equals(Unsafe.As<byte, object>(ref a), Unsafe.As<byte, object>(ref b));
                case Single: return Unsafe.As<byte, float>(ref a).Equals(Unsafe.As<byte, float>(ref b));
                case Double: return Unsafe.As<byte, double>(ref a).Equals(Unsafe.As<byte, double>(ref b));
                case Boxed: return object.Equals(Helpers.Box(field->Type, ref a), Helpers.Box(field->Type, ref b));
                default:
                    for (uint i = 0, n = field->Kind >> 8; i < n; i++)
                        if (Unsafe.AddByteOffset(ref a, i) != Unsafe.AddByteOffset(ref b, i)) return false;
                    return true;
            }
        }

        internal static int Hash(ref byte a, FieldFacts* field)
        {
            switch (field->Kind & 0xff)
            {
                case Reference: return Unsafe.As<byte, object>(ref a)?.GetHashCode() ?? 0;
                case Single: return Unsafe.As<byte, float>(ref a).GetHashCode();
                case Double: return Unsafe.As<byte, double>(ref a).GetHashCode();
                case Boxed: return Helpers.Box(field->Type, ref a)?.GetHashCode() ?? 0;
                default:
                    int hash = 17;
                    for (uint i = 0, n = field->Kind >> 8; i < n; i++) hash = hash * 31 + Unsafe.AddByteOffset(ref a, i);
                    return hash;
            }
        }
    }
}
