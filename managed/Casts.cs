// CastHelpers for what reflection boxes: a MethodTable has the type argument of Nullable<T> where CoreCLR has a table of arguments.
extern alias corelib;
using MethodTable = corelib::System.Runtime.CompilerServices.MethodTable;

namespace System.Runtime.CompilerServices
{
    internal static unsafe class CastHelpers
    {
        internal static bool IsNullableForType(MethodTable* typeMT, MethodTable* boxedMT) => typeMT->IsNullable && (MethodTable*)typeMT->ElementType == boxedMT;
    }
}
