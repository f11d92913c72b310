using System; struct D1 { public double d; } struct D2 { public double d; public int x; } struct D3 { public double d; public string s; } struct D4 { public decimal m; } struct D5 { public decimal m; public string s; } struct D6 { public float f; public byte b; public int i; } struct N { public int a; public override bool Equals(object o) => true; public override int GetHashCode() => 1; } struct D7 { public N n; } struct D8 { public D7 n; public object o; } struct D9 { public byte b; public int i; public D1 d; } struct D10 { public D1 d; public string s; } struct D11 { public DateTime t; public int? n; public string s; } struct Em { }
static class P { static void Main() {
 double nz = -0.0; Console.WriteLine(BitConverter.DoubleToInt64Bits(nz));
 Console.WriteLine(new D1 { d = 0.0 }.Equals(new D1 { d = nz })); Console.WriteLine(new D2 { d = 0.0 }.Equals(new D2 { d = nz })); Console.WriteLine(new D3 { d = 0.0 }.Equals(new D3 { d = nz }));
 Console.WriteLine(new D4 { m = 1.0m }.Equals(new D4 { m = 1.00m })); Console.WriteLine(new D5 { m = 1.0m }.Equals(new D5 { m = 1.00m }));
 Console.WriteLine(new D6 { f = 0f }.Equals(new D6 { f = -0f })); Console.WriteLine(new D7 { n = new N { a = 1 } }.Equals(new D7())); Console.WriteLine(new D8 { n = new D7 { n = new N { a = 1 } } }.Equals(new D8()));
 Console.WriteLine(new D9 { d = new D1 { d = 0.0 } }.Equals(new D9 { d = new D1 { d = nz } })); Console.WriteLine(new D10 { d = new D1 { d = 0.0 } }.Equals(new D10 { d = new D1 { d = nz } }));
 Console.WriteLine(new D11 { n = 1 }.Equals(new D11 { n = 1 })); Console.WriteLine(new D11 { n = 1 }.Equals(new D11 { n = null })); Console.WriteLine(new Em().Equals(new Em()));
 Console.WriteLine(new D3{d=1,s="a"}.GetHashCode() == new D3{d=1,s="a"}.GetHashCode()); Console.WriteLine(new D7().GetHashCode() == new D7{n=new N{a=4}}.GetHashCode());
}}
