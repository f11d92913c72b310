int z = 0; long lz = 0; uint uz = 0;
try { Console.WriteLine(1 / z); } catch (DivideByZeroException e) { Console.WriteLine(e.Message); }
try { Console.WriteLine(1 % z); } catch (DivideByZeroException e) { Console.WriteLine(e.Message); }
try { Console.WriteLine(1L / lz); } catch (DivideByZeroException) { Console.WriteLine("long"); }
try { Console.WriteLine(1u % uz); } catch (DivideByZeroException) { Console.WriteLine("uint"); }
int m = int.MinValue, n = -1;
try { Console.WriteLine(m / n); } catch (OverflowException e) { Console.WriteLine(e.Message); }
long lm = long.MinValue, ln = -1;
try { Console.WriteLine(lm / ln); } catch (OverflowException e) { Console.WriteLine(e.Message); }
Console.WriteLine($"{-7 / 2} {-7 % 2} {7 / -2} {7 % -2} {7u / 2} {-7.5 % 2} {7.5 % -2}");
Console.WriteLine($"{1.0 / 0} {-1.0 / 0} {0.0 / 0} {5 % double.NaN}");
decimal dz = 0m; try { Console.WriteLine(1m / dz); } catch (DivideByZeroException e) { Console.WriteLine(e.Message); }
Console.WriteLine(Math.DivRem(17, 5) + " " + Math.DivRem(-17L, 5L));
