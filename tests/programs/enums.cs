Console.WriteLine(Color.Red + " " + (int)Color.Blue + " " + (Color)1 + " " + (Color)99 + " " + Color.Green.ToString("D") + " " + Color.Green.ToString("X") + " " + $"{Color.Blue:G}");
Console.WriteLine((Perm.Read | Perm.Write) + " " + (Perm)0 + " " + (Perm)7 + " " + (Perm)8 + " " + (Perm.Read | Perm.Exec).HasFlag(Perm.Exec) + " " + Perm.All);
Console.WriteLine(Enum.Parse<Color>("Green") + " " + Enum.TryParse("blue", true, out Color c) + c + " " + Enum.TryParse("zzz", out Color _) + " " + Enum.IsDefined(Color.Red) + " " + Enum.IsDefined((Color)50));
Console.WriteLine(string.Join(",", Enum.GetNames<Color>()) + " " + string.Join(",", Enum.GetValues<Color>()) + " " + Enum.GetName(Color.Red));
Console.WriteLine(string.Join(",", Enum.GetValues<Small>().Select(x => (sbyte)x)) + " " + Small.Neg + " " + (Small)(-5)); 
var d = new Dictionary<Color, int> { [Color.Red] = 1, [Color.Blue] = 2 }; Console.WriteLine(d[Color.Blue] + " " + Color.Red.CompareTo(Color.Blue) + " " + Color.Red.Equals(Color.Red) + " " + Color.Red.GetHashCode());
object o = Color.Green; Console.WriteLine(o + " " + (Color)o + " " + (int)(Color)o + " " + o.Equals(Color.Green) + " " + o.Equals(1)); 
try { Enum.Parse<Color>("nope"); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
Console.WriteLine(Perm.Read.ToString().PadLeft(8) + ((Perm)6).ToString("F") + Enum.Parse<Perm>("Read, Exec") + Big.Huge + (ulong)Big.Huge);
Console.WriteLine(Color.Blue - Color.Red); Color cc = Color.Red; cc++; Console.WriteLine(cc); Console.WriteLine(cc switch { Color.Red => "r", Color.Green => "g", _ => "?" });
enum Color { Red, Green, Blue } [Flags] enum Perm { None = 0, Read = 1, Write = 2, Exec = 4, All = Read | Write | Exec } enum Small : sbyte { Neg = -1, Zero, One } enum Big : ulong { Huge = ulong.MaxValue }
