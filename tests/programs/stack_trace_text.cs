class P { static void Main() { try { A(1); } catch (Exception e) { Console.WriteLine(e.StackTrace); Console.WriteLine(e); } }
 [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void A(int x) { B("s", new[] { 1.5 }); Console.Write(""); }
 [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void B(string s, double[] d) { C<int>(new List<string>()); Console.Write(""); }
 [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void C<T>(List<string> l) { new Inner().M(ref l); Console.Write(""); }
 class Inner { [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public void M(ref List<string> l) => throw new InvalidOperationException("traced"); } }
