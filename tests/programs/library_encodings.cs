// Encodings with their fallbacks: code pages, UTF-16 and 32, decoders over split input, runes, normalization.
//stress: 50
//mode: skip-static
using System.Text;
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
foreach (var n in new[] { "windows-1252", "iso-8859-1", "utf-16", "utf-32BE", "shift_jis", "gb18030", "us-ascii", "ibm437", "koi8-r" }) { var e = Encoding.GetEncoding(n); var b = e.GetBytes("Aé€я漢字😀"); Console.WriteLine($"{n} {e.CodePage} {e.EncodingName} {Convert.ToHexString(b)} {e.GetString(b)}"); }
try { new UTF8Encoding(false, true).GetString([0xff, 0x41]); } catch (DecoderFallbackException e) { Console.WriteLine(e.Message); }
try { Encoding.GetEncoding("nope"); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
Console.WriteLine(Encoding.GetEncoding("us-ascii", new EncoderReplacementFallback("?!"), new DecoderExceptionFallback()).GetBytes("é").Length);
Console.WriteLine("ﬁ".Normalize(NormalizationForm.FormKD) + " " + "é".Normalize(NormalizationForm.FormD).Length);
foreach (var r in "a😀é".EnumerateRunes()) Console.Write(r.Value + " " + r.Utf8SequenceLength + ";"); Console.WriteLine();
var d = Encoding.UTF8.GetDecoder(); var cs = new char[10]; int k = d.GetChars([0xe2, 0x82], cs, false); k += d.GetChars([0xac], cs.AsSpan(k), true); Console.WriteLine(k + " " + cs[0]);
