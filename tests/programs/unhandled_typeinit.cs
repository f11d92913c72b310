Console.WriteLine(Bad.X);
static class Bad { public static int X = int.Parse("zz"); }
