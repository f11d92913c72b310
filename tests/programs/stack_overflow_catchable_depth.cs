static int Deep(int n) => n == 0 ? 0 : 1 + Deep(n - 1); Console.WriteLine(Deep(10000)); static string R(int n, string s) => n == 0 ? s : R(n - 1, s + (n % 10)); Console.WriteLine(R(500, "").Length);
