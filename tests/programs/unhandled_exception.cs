Console.WriteLine("before");
static void Thrower(string s) { throw new InvalidOperationException("boom " + s); }
try { Console.WriteLine("in try"); } finally { Console.WriteLine("finally runs"); }
Thrower("now");
