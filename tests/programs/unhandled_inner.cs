class P { static void Main() { try { A.B(1); } catch (Exception e) { throw new ApplicationException("wrapped", e); } } }
class A { public static void B(int x) { int[] a = new int[x]; a[x] = 1; } }
