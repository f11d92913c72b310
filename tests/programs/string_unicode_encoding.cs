using System.Text;
string s = "aé中😀";
byte[] u8 = Encoding.UTF8.GetBytes(s); Console.WriteLine(Convert.ToHexString(u8)); Console.WriteLine(Encoding.UTF8.GetString(u8) == s);
Console.WriteLine(Convert.ToHexString(Encoding.Unicode.GetBytes(s)) + " " + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("é")) + " " + Convert.ToHexString(Encoding.UTF32.GetBytes("😀")));
Console.WriteLine(Encoding.ASCII.GetString(Encoding.ASCII.GetBytes("aé")) + " " + Convert.ToHexString(Encoding.Latin1.GetBytes("é")));
Console.WriteLine(Encoding.UTF8.GetString(new byte[] { 0x61, 0xff, 0xc3, 0x28 }).Length);
foreach (Rune r in s.EnumerateRunes()) Console.Write(r.Value.ToString("X") + " "); Console.WriteLine();
Console.WriteLine(char.IsLetter('é') + " " + char.IsDigit('5') + " " + char.IsUpper('É') + " " + char.ToUpperInvariant('é') + " " + char.IsWhiteSpace('\u00a0') + " " + char.IsSurrogate(s[3]) + " " + char.GetUnicodeCategory('中'));
Console.WriteLine(Convert.ToBase64String(u8) + " " + Encoding.UTF8.GetString(Convert.FromBase64String("aGVsbG8=")));
try { new UTF8Encoding(false, true).GetString(new byte[] { 0xff }); } catch (DecoderFallbackException e) { Console.WriteLine(e.Message); }
try { Convert.FromBase64String("a"); } catch (FormatException e) { Console.WriteLine(e.Message); }
Console.WriteLine("ÀÉ".ToLowerInvariant() + "straße".ToUpperInvariant());
Console.WriteLine(Encoding.UTF8.GetByteCount("ñ") + " " + Encoding.UTF8.GetMaxByteCount(3));
Console.WriteLine(s);
