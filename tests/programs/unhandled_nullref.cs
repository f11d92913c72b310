class P { static void Main() { Console.WriteLine("start"); D(null!); } static void D(string s) { Console.WriteLine(s.Length); } }
