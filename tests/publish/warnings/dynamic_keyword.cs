static class dynamic_keyword {
  public static void Run() {
    dynamic d = new C();
    d.M(1);
    Console.Write(d.P);
  }
  class C { public void M(int n) => Console.Write(n); public int P => 1; }
}
