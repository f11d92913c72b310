// System.Enum: values and names come from the type's description in the image.
extern alias corelib;
using System.Numerics;
using System.Runtime.CompilerServices;
using Ahead;
using RealType = corelib::System.RuntimeType;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace System
{
    internal class Enum
    {
        internal sealed class EnumInfo<TStorage> where TStorage : struct, INumber<TStorage>
        {
            public static unsafe corelib::System.Enum.EnumInfo<TStorage> Create(RealType type, bool getNames)
            {
                MethodTable* mt = type.GetNativeTypeHandle().AsMethodTable();
                int count = RuntimeCalls.EnumCount(mt);
                TStorage[] values = new TStorage[count];
                string[] names = getNames ? new string[count] : null;
                for (int i = 0; i < count; i++)
                {
                    long value = RuntimeCalls.EnumValue(mt, i);
                    values[i] = Unsafe.As<long, TStorage>(ref value);
                    if (getNames) names[i] = RuntimeCalls.EnumName(mt, i);
                }
                return new corelib::System.Enum.EnumInfo<TStorage>(RuntimeCalls.EnumHasFlags(mt), values, names);
            }
        }
    }
}
