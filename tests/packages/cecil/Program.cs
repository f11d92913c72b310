// Mono.Cecil: reads an assembly, makes one, changes IL, writes and reads it back.
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

var name = new AssemblyNameDefinition("Made", new Version(1, 2, 3, 4));
var assembly = AssemblyDefinition.CreateAssembly(name, "Made", ModuleKind.Dll);
var module = assembly.MainModule;
var type = new TypeDefinition("Space", "Maths", TypeAttributes.Public | TypeAttributes.Class | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
module.Types.Add(type);
var method = new MethodDefinition("Add", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Int32);
method.Parameters.Add(new ParameterDefinition("a", ParameterAttributes.None, module.TypeSystem.Int32));
method.Parameters.Add(new ParameterDefinition("b", ParameterAttributes.None, module.TypeSystem.Int32));
var il = method.Body.GetILProcessor();
il.Append(il.Create(OpCodes.Ldarg_0));
il.Append(il.Create(OpCodes.Ldarg_1));
var add = il.Create(OpCodes.Add);
il.Append(add);
il.Append(il.Create(OpCodes.Ret));
il.InsertBefore(add, il.Create(OpCodes.Nop));
type.Methods.Add(method);
var generic = new TypeDefinition("Space", "Box`1", TypeAttributes.Public, module.TypeSystem.Object);
var parameter = new GenericParameter("T", generic);
generic.GenericParameters.Add(parameter);
generic.Fields.Add(new FieldDefinition("value", FieldAttributes.Public, parameter));
generic.Fields.Add(new FieldDefinition("list", FieldAttributes.Private, new ArrayType(parameter)));
generic.Properties.Add(new PropertyDefinition("P", PropertyAttributes.None, module.TypeSystem.String));
module.Types.Add(generic);
module.Resources.Add(new EmbeddedResource("r", ManifestResourceAttributes.Public, [1, 2, 3]));
var memory = new MemoryStream();
assembly.Write(memory);
memory.Position = 0;
Console.WriteLine(memory.Length % 512 == 0);
using var back = AssemblyDefinition.ReadAssembly(memory);
Console.WriteLine(back.FullName + " " + back.MainModule.Kind + " " + back.MainModule.Types.Count);
foreach (var t in back.MainModule.Types) {
    Console.WriteLine(t.FullName + " " + t.Attributes + " base " + t.BaseType);
    foreach (var f in t.Fields) Console.WriteLine("  " + f.FullName);
    foreach (var m in t.Methods) { Console.WriteLine("  " + m.FullName); foreach (var i in m.Body.Instructions) Console.WriteLine("    " + i); }
}
Console.WriteLine(((EmbeddedResource)back.MainModule.Resources[0]).GetResourceData().Length);
var own = AssemblyDefinition.ReadAssembly(new MemoryStream(Convert.FromBase64String(Convert.ToBase64String(memory.ToArray()))), new ReaderParameters { ReadingMode = ReadingMode.Immediate });
var copy = own.MainModule.GetType("Space.Maths").Methods.Single(m => m.Name == "Add");
copy.Body.SimplifyMacros();
Console.WriteLine(string.Join(" ", copy.Body.Instructions.Select(i => i.OpCode.Name)));
copy.Body.OptimizeMacros();
Console.WriteLine(string.Join(" ", copy.Body.Instructions.Select(i => i.OpCode.Code)) + " " + copy.Body.MaxStackSize);
foreach (var m in own.MainModule.GetType("Space.Box`1").GetConstructors()) Console.WriteLine(m);
