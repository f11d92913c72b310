static class framework_expression {
  public static void Run() => Console.WriteLine(System.Linq.Expressions.Expression.Lambda<Func<int>>(System.Linq.Expressions.Expression.Constant(1)).Compile()());
}
