//gone: Dead.
//gone: <>c.<NeverMade>
//kept: Alive.Run
// Bodies of lambdas and iterators live only if the delegate or the enumerator is made.
Func<int> f = () => Alive.Run();
Console.WriteLine(f());
foreach (int i in Alive.Numbers()) Console.WriteLine(i);

static class Alive { public static int Run() { Console.WriteLine("runs"); return 1; } public static IEnumerable<int> Numbers() { yield return 1; yield return 2; } }
static class Dead { public static Func<int> NeverMade() => () => 5; public static IEnumerable<int> Numbers() { yield return Other(); } static int Other() => 3; }
