int depth = 0;
static bool Log(string s, bool r) { Console.WriteLine("filter " + s); return r; }
try { try { throw new Exception("a"); } catch (Exception) when (Log("inner", false)) { Console.WriteLine("no"); } finally { Console.WriteLine("inner finally"); } } catch (Exception e) when (Log("outer", true)) { Console.WriteLine("caught " + e.Message); }
try { Thrower(3); } catch (Exception e) when (e.Message.Contains('3') && ++depth == 1) { Console.WriteLine("depth " + depth); }
static void Thrower(int n) { try { if (n > 0) Thrower(n - 1); else throw new Exception("d3"); } catch (Exception) when (Log("level " + n, false)) { } finally { Console.WriteLine("fin " + n); } }
try { try { throw new Exception("f"); } catch (Exception) when (Bad()) { Console.WriteLine("never"); } } catch (Exception e) { Console.WriteLine("outer got " + e.Message); } static bool Bad() => throw new InvalidOperationException("in filter");
string local = "before"; try { throw new Exception(); } catch when ((local = "changed in filter") != null) { Console.WriteLine(local); }
for (int i = 0; i < 4; i++) { try { if (i % 2 == 0) throw new ArgumentException(i.ToString()); else throw new FormatException(i.ToString()); } catch (Exception e) when (e is ArgumentException or FormatException && i > 1) { Console.WriteLine("A" + e.Message); } catch (ArgumentException e) { Console.WriteLine("B" + e.Message); } catch (FormatException e) { Console.WriteLine("C" + e.Message); } }
int Ret() { try { throw new Exception(); } catch when (local.Length > 0) { return 5; } finally { Console.WriteLine("ret fin"); } } Console.WriteLine(Ret());
