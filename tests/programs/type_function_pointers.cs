// Function pointer, pointer and by-reference types as Type objects: names, kinds, modules, signatures; attributes of arrays.
unsafe class P { static void Main() {
foreach (var t in new[] { typeof(delegate*<int, void>), typeof(delegate*<string, List<int>, ref int>), typeof(delegate* unmanaged<int*, N.In[]>), typeof(delegate* unmanaged[Cdecl]<void>[]), typeof(int*), typeof(int**), typeof(void*), typeof(int).MakeByRefType() })
 { Console.WriteLine($"{t}|{t.Name}|{t.FullName ?? "null"}|{t.Namespace ?? "null"}|{t.Attributes}|{t.IsFunctionPointer}|{t.IsUnmanagedFunctionPointer}|{t.BaseType}|{t.IsClass}{t.IsValueType}{t.Module.Name}{t.Assembly.GetName().Name}"); try { Console.WriteLine(t.GetFunctionPointerReturnType() + " " + string.Join(",", (object[])t.GetFunctionPointerParameterTypes())); } catch (Exception e) { Console.WriteLine(e.GetType().Name); } }
Console.WriteLine(typeof(int[]).Attributes + " " + typeof(N.In[,]).Attributes + typeof(List<int>[]).IsSerializable);
} class N { public class In { } } }
