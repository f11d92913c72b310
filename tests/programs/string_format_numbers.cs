Console.WriteLine($"{1234567.891:N2}|{1234567.891:F1}|{1234567.891:E3}|{1234567.891:G5}|{0.5:P0}|{255:X}|{255:x8}|{255:B}|{42:D6}|{-42:D6}");
Console.WriteLine($"{12.3:0.00}|{12.3:#.##}|{1234.5:#,##0.00}|{0.5:0%}|{-5:pos;neg;zero}|{0:pos;neg;zero}|{5:pos;neg;zero}|{1234567:#,#}");
Console.WriteLine($"{1e-7}|{1.5e300}|{123456789012345}|{0.00001234}|{1f/3}|{1e10f}|{-0.0}");
Console.WriteLine($"{42,10}|{42,-10}|{"s",5}|{true}|{'c'}|{null}|{3.14159,8:F2}|");
Console.WriteLine(1234.ToString("N0") + " " + (-1234.5).ToString("N1") + " " + 0.ToString("D3") + " " + long.MinValue.ToString() + " " + ulong.MaxValue);
Console.WriteLine(((byte)200).ToString("X2") + ((sbyte)-1).ToString("x") + ((short)-1).ToString("X") + uint.MaxValue.ToString("N0"));
Console.WriteLine(double.Parse("1e3") + " " + double.Parse("-1.5E-2") + " " + int.Parse("  42 ") + " " + int.Parse("ff", System.Globalization.NumberStyles.HexNumber) + " " + long.Parse("-9223372036854775808"));
foreach (var t in new[] { "12", "abc", "", "99999999999", "1.5", "-3" }) Console.Write($"{int.TryParse(t, out int v)}:{v} ");
Console.WriteLine();
try { int.Parse("12x"); } catch (FormatException e) { Console.WriteLine(e.Message); }
try { int.Parse("99999999999"); } catch (OverflowException e) { Console.WriteLine(e.Message); }
try { int.Parse(null!); } catch (ArgumentNullException e) { Console.WriteLine(e.Message); }
try { Console.WriteLine(5.ToString("Q")); } catch (FormatException e) { Console.WriteLine(e.Message); }
Console.WriteLine(bool.Parse("True") + " " + bool.TryParse("x", out _) + " " + char.Parse("x"));
Console.WriteLine(float.MaxValue.ToString("R") + " " + Math.PI.ToString("F20") + " " + 1e22.ToString("F0") + " " + 123.456.ToString("C2", System.Globalization.CultureInfo.InvariantCulture));
