//native: structs.c
using System.Runtime.InteropServices;
// Every class of the System V convention, as argument and as result.
Console.WriteLine($"{N.next_I(new I { a = 1 }).a} {N.sum_I(new I { a = 5 })} {N.next_L(new L { a = 1L << 40 }).a} {N.next_F(new F { a = 1.5f }).a} {N.next_D(new D { a = 2.25 }).a} {N.next_B(new B { a = -3 }).a}");
var ii = N.next_II(new II { a = -1, b = 7 }); Console.WriteLine($"{ii.a} {ii.b} {N.sum_II(ii)}");
var f2 = N.next_IF(new IF { a = 3, b = 0.5f }); Console.WriteLine($"{f2.a} {f2.b} {N.sum_IF(f2)}");
var ff = N.next_FF(new FF { a = 1, b = 2 }); Console.WriteLine($"{ff.a} {ff.b} {N.sum_FF(ff)}");
var fff = N.next_FFF(new FFF { a = 1, b = 2, c = 3 }); Console.WriteLine($"{fff.a} {fff.b} {fff.c} {N.sum_FFF(fff)}");
var f4 = N.next_FFFF(new FFFF { a = 1, b = 2, c = 3, d = 4 }); Console.WriteLine($"{f4.a} {f4.b} {f4.c} {f4.d}");
var dd = N.next_DD(new DD { a = 1, b = 2 }); Console.WriteLine($"{dd.a} {dd.b} {N.sum_DD(dd)}");
var ld = N.next_LD(new LD { a = 1, b = 2 }); Console.WriteLine($"{ld.a} {ld.b} {N.sum_LD(ld)}");
var dl = N.next_DL(new DL { a = 1, b = 2 }); Console.WriteLine($"{dl.a} {dl.b} {N.sum_DL(dl)}");
var fid = N.next_FID(new FID { a = 1, b = 2, c = 3 }); Console.WriteLine($"{fid.a} {fid.b} {fid.c} {N.sum_FID(fid)}");
var bbb = N.next_BBB(new BBB { a = 1, b = 2, c = 127 }); Console.WriteLine($"{bbb.a} {bbb.b} {bbb.c} {N.sum_BBB(bbb)}");
var iii = N.next_III(new III { a = 1, b = 2, c = 3 }); Console.WriteLine($"{iii.a} {iii.b} {iii.c} {N.sum_III(iii)}");
var lll = N.next_LLL(new LLL { a = 1, b = 2, c = 3 }); Console.WriteLine($"{lll.a} {lll.b} {lll.c} {N.sum_LLL(lll)}");
var ddd = N.next_DDD(new DDD { a = 1, b = 2, c = 3 }); Console.WriteLine($"{ddd.a} {ddd.b} {ddd.c} {N.sum_DDD(ddd)}");
var sbi = N.next_SBI(new SBI { a = 1, b = 2, c = 3 }); Console.WriteLine($"{sbi.a} {sbi.b} {sbi.c} {N.sum_SBI(sbi)}");
var lb = N.next_LB(new LB { a = 1, b = 2 }); Console.WriteLine($"{lb.a} {lb.b} {N.sum_LB(lb)}");
// Wrapped in structs and generic structs the shapes are the same.
var w = N.next_wrapped(new Wrap { inner = new Wrap2 { a = new F { a = 1 }, b = new F { a = 2 } } }); Console.WriteLine($"{w.inner.a.a} {w.inner.b.a}");
var g = N.next_generic(new Pair<long, double> { A = 10, B = 20 }); Console.WriteLine($"{g.A} {g.B}");
Console.WriteLine(N.crowd(ii, dd, ld, lll, 5, ld, ld, ld, fff, 0.25));
// Callbacks with structs.
Console.WriteLine(N.call_back((x, y, z, q) => new LD { a = x.a + y.a + y.c + q.b, b = x.b + z }));
Console.WriteLine(N.call_large((x, y) => new LLL { a = (long)x.a + y, b = (long)x.b, c = (long)x.c }));
unsafe {
  Console.WriteLine(N.call_large_pointer(&Large));
  delegate* unmanaged[Cdecl]<LD, LD> next = (delegate* unmanaged[Cdecl]<LD, LD>)NativeLibrary.GetExport(NativeLibrary.Load("structs", typeof(N).Assembly, null), "next_LD");
  delegate* unmanaged[SuppressGCTransition]<II, II> quick = (delegate* unmanaged[SuppressGCTransition]<II, II>)NativeLibrary.GetExport(NativeLibrary.Load("structs", typeof(N).Assembly, null), "next_II");
  delegate* unmanaged[Cdecl, SuppressGCTransition]<LLL, LLL> both = (delegate* unmanaged[Cdecl, SuppressGCTransition]<LLL, LLL>)NativeLibrary.GetExport(NativeLibrary.Load("structs", typeof(N).Assembly, null), "next_LLL");
  delegate* unmanaged<FFF, FFF> plain = (delegate* unmanaged<FFF, FFF>)NativeLibrary.GetExport(NativeLibrary.Load("structs", typeof(N).Assembly, null), "next_FFF");
  Console.WriteLine($"{next(ld).b} {quick(ii).a} {both(lll).c} {plain(fff).c}");
}
[UnmanagedCallersOnly] static LLL Large(FFF x, sbyte y) => new LLL { a = (long)x.c, b = y, c = 1 };
struct I { public int a; } struct L { public long a; } struct F { public float a; } struct D { public double a; } struct B { public sbyte a; }
struct II { public int a, b; } struct IF { public int a; public float b; } struct FF { public float a, b; } struct FFF { public float a, b, c; }
struct FFFF { public float a, b, c, d; } struct DD { public double a, b; } struct LD { public long a; public double b; } struct DL { public double a; public long b; }
struct FID { public float a; public int b; public double c; } struct BBB { public sbyte a, b, c; } struct III { public int a, b, c; }
struct LLL { public long a, b, c; } struct DDD { public double a, b, c; } struct SBI { public short a; public sbyte b; public int c; } struct LB { public long a; public sbyte b; }
struct Wrap2 { public F a, b; } struct Wrap { public Wrap2 inner; } struct Pair<A_, B_> { public A_ A; public B_ B; }
static unsafe class N {
  const string S = "structs";
  [DllImport(S)] public static extern I next_I(I s); [DllImport(S)] public static extern double sum_I(I s);
  [DllImport(S)] public static extern L next_L(L s); [DllImport(S)] public static extern F next_F(F s); [DllImport(S)] public static extern D next_D(D s); [DllImport(S)] public static extern B next_B(B s);
  [DllImport(S)] public static extern II next_II(II s); [DllImport(S)] public static extern double sum_II(II s);
  [DllImport(S)] public static extern IF next_IF(IF s); [DllImport(S)] public static extern double sum_IF(IF s);
  [DllImport(S)] public static extern FF next_FF(FF s); [DllImport(S)] public static extern double sum_FF(FF s);
  [DllImport(S)] public static extern FFF next_FFF(FFF s); [DllImport(S)] public static extern double sum_FFF(FFF s); [DllImport(S)] public static extern FFFF next_FFFF(FFFF s);
  [DllImport(S)] public static extern DD next_DD(DD s); [DllImport(S)] public static extern double sum_DD(DD s);
  [DllImport(S)] public static extern LD next_LD(LD s); [DllImport(S)] public static extern double sum_LD(LD s);
  [DllImport(S)] public static extern DL next_DL(DL s); [DllImport(S)] public static extern double sum_DL(DL s);
  [DllImport(S)] public static extern FID next_FID(FID s); [DllImport(S)] public static extern double sum_FID(FID s);
  [DllImport(S)] public static extern BBB next_BBB(BBB s); [DllImport(S)] public static extern double sum_BBB(BBB s);
  [DllImport(S)] public static extern III next_III(III s); [DllImport(S)] public static extern double sum_III(III s);
  [DllImport(S)] public static extern LLL next_LLL(LLL s); [DllImport(S)] public static extern double sum_LLL(LLL s);
  [DllImport(S)] public static extern DDD next_DDD(DDD s); [DllImport(S)] public static extern double sum_DDD(DDD s);
  [DllImport(S)] public static extern SBI next_SBI(SBI s); [DllImport(S)] public static extern double sum_SBI(SBI s);
  [DllImport(S)] public static extern LB next_LB(LB s); [DllImport(S)] public static extern double sum_LB(LB s);
  [DllImport(S, EntryPoint = "next_FF")] public static extern Wrap next_wrapped(Wrap s);
  [DllImport(S, EntryPoint = "next_LD")] public static extern Pair<long, double> next_generic(Pair<long, double> s);
  [DllImport(S)] public static extern double crowd(II a, DD b, LD c, LLL d, int e, LD f, LD g, LD h, FFF i, double j);
  public delegate LD Change(LD x, LLL y, float z, II q);
  [DllImport(S)] public static extern double call_back(Change c);
  public delegate LLL MakeLarge(FFF x, sbyte y);
  [DllImport(S)] public static extern long call_large(MakeLarge c);
  [DllImport(S, EntryPoint = "call_large")] public static extern long call_large_pointer(delegate* unmanaged<FFF, sbyte, LLL> c);
}
