// Exceptions in flight that are many but not too many: nested filters, finally blocks that throw anew at each of 200 levels, catch in catch.
using System.Runtime.CompilerServices;
int filters = 0, superseded = 0, finals = 0;
Console.WriteLine(Filter(60)); Console.WriteLine(filters);
try { Supersede(200); } catch (Exception e) { Console.WriteLine($"{e.Message} {superseded}"); }
try { Finally(60); } catch (Exception e) { Console.WriteLine($"{e.Message} {finals}"); }
Console.WriteLine(Catch(60));
var t = new Thread(() => { Console.WriteLine(Filter(20)); Console.WriteLine(Catch(20)); }, 1 << 20); t.Start(); t.Join();
for (int i = 0; i < 3000; i++) try { try { throw new Exception("a"); } finally { try { throw new Exception("b"); } catch { finals++; } } } catch { }
Console.WriteLine(finals);
[MethodImpl(MethodImplOptions.NoInlining)] int Filter(int n) { if (n == 0) return 1; try { throw new Exception("f" + n); } catch (Exception e) when (Filter(n - 1) > 0 && e.Message == "f" + n) { filters++; } return n; }
[MethodImpl(MethodImplOptions.NoInlining)] void Supersede(int n) { if (n == 0) throw new Exception("bottom"); try { Supersede(n - 1); } finally { superseded++; Throw("level " + n); } }
[MethodImpl(MethodImplOptions.NoInlining)] static void Throw(string s) => throw new Exception(s);
[MethodImpl(MethodImplOptions.NoInlining)] void Finally(int n) { if (n == 0) return; try { throw new Exception("l" + n); } finally { finals++; try { Finally(n - 1); } catch (Exception) { finals++; } } }
[MethodImpl(MethodImplOptions.NoInlining)] static int Catch(int n) { if (n == 0) return 0; try { throw new Exception("x"); } catch (Exception) { return Catch(n - 1) + 1; } }
