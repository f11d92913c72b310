var log = new List<string>();
void L(string s) => log.Add(s);
try { try { L("1"); try { throw new Exception("A"); } finally { L("2"); try { throw new Exception("B"); } catch (Exception e) { L("3" + e.Message); } finally { L("4"); } } } catch (Exception e) { L("5" + e.Message); try { throw; } finally { L("6"); } } } catch (Exception e) { L("7" + e.Message); }
for (int i = 0; i < 3; i++) try { try { if (i == 1) throw new Exception("it" + i); L("i" + i); } catch (Exception e) { L("c" + e.Message); if (i == 1) continue; } finally { L("f" + i); } L("after" + i); } finally { L("o" + i); }
int X(int n) { try { try { if (n == 0) return 1; throw new Exception(); } catch { if (n == 1) return 2; throw; } finally { L("xf" + n); } } catch { return 3; } finally { L("xo" + n); } } L(X(0) + "" + X(1) + X(2));
try { try { throw new Exception("1"); } catch { try { throw new Exception("2"); } catch (Exception e) { L("in" + e.Message); } throw; } } catch (Exception e) { L("out" + e.Message); }
try { new Exception("lambda").Let(e => throw e); } catch (Exception e) { L(e.Message); } 
try { Rec(50); } catch (Exception e) { L(e.Message); } static int Rec(int n) { try { return n == 0 ? throw new Exception("deep") : Rec(n - 1) + 1; } finally { cnt.C++; } } L(cnt.C.ToString());
int total = 0; for (int i = 0; i < 1000; i++) { try { if (i % 3 == 0) throw new Exception(); total++; } catch { total += 2; } finally { total += 3; } } L(total.ToString());
Lock(); void Lock() { var o = new object(); try { lock (o) { throw new Exception("in lock"); } } catch (Exception e) { L(e.Message + Monitor.IsEntered(o)); } } using (var d = new D(L)) { try { using var d2 = new D(L); throw new Exception("using"); } catch (Exception e) { L(e.Message); } }
try { throw new Exception("stack"); } catch (Exception e) { L((e.StackTrace != null).ToString()); L(e.StackTrace!.Contains("Main").ToString()); } foreach (var s in log) Console.WriteLine(s);
static class cnt { public static int C; } static class Ext { public static void Let<T>(this T t, Action<T> a) => a(t); } class D(Action<string> l) : IDisposable { public void Dispose() => l("disposed"); }
