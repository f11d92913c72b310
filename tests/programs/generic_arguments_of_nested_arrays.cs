// Arrays of arrays many levels deep as type arguments are no endless generic recursion.
using System.Reflection;

Console.WriteLine(new Cell<int[][][][][][][][][]>().Name());
Console.WriteLine(new Cell<Cell<string[,,][][][,][][][][]>>().Name());
Console.WriteLine(Cell<Guid[][][][][][][][]>.Make().Length);
Console.WriteLine(Assembly.GetExecutingAssembly().GetName().Name);

class Cell<T>
{
    public string Name() => typeof(T).ToString();
    public static T[] Make() => new T[3];
}
