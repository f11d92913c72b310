// Activator and Nullable<T>: the default of a nullable type is null, whoever makes it.
//stress: 20
Console.WriteLine(Activator.CreateInstance(typeof(int?)) is null);
Console.WriteLine(Activator.CreateInstance(typeof(DateTime?)) is null);
Console.WriteLine(Activator.CreateInstance<int?>() is null);
Console.WriteLine(Activator.CreateInstance(typeof(int)) + " " + Activator.CreateInstance(typeof(Point)) + " " + Activator.CreateInstance(typeof(DayOfWeek)));
Console.WriteLine(Activator.CreateInstance(typeof(int?), 5));
Console.WriteLine(Make<int?>() is null);
for (int i = 0; i < 3; i++) Console.Write(Activator.CreateInstance(i % 2 == 0 ? typeof(long?) : typeof(long)) ?? "null");
Console.WriteLine();
static object? Make<T>() where T : new() => new T();
struct Point { public int X = 3; public Point() { } public override string ToString() => "X" + X; }
