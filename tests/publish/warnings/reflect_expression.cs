using System.Linq.Expressions;
static class reflect_expression {
  public static void Run() {
    M(typeof(int));
    Expression<Func<C, int>> e = c => c.Code() + c.P;
    Console.Write(e.Body);
  }
  static void M(Type plain) {
    try { Expression.New(plain); } catch (Exception) { }
    try { Expression.Property(null, plain, "P"); } catch (Exception) { }
    try { Expression.Field(null, plain, "f"); } catch (Exception) { }
    try { Expression.Call(plain, "M", null); } catch (Exception) { }
    try { Expression.Property(null, typeof(C), "S"); } catch (Exception) { }
    try { Expression.Field(null, typeof(C), "f"); } catch (Exception) { }
    try { Expression.Call(typeof(C), "Static", null); } catch (Exception) { }
    try { Expression.PropertyOrField(Expression.Parameter(plain), "x"); } catch (Exception) { }
  }
  class C {
    public static int S => 1;
    public static int f = 2;
    [RequiresUnreferencedCode("code")] public int Code() => 1;
    public int P { [RequiresUnreferencedCode("get")] get => 1; }
    public static void Static() {}
  }
}
