// Library code that runs over spans with vectors: searching, comparing, counting, replacing, transcoding, Base64, hex, sums. Lengths around every block size.
using System.Buffers;
using System.Buffers.Text;
using System.Text;

static class Program
{
    static ulong hash = 14695981039346656037;
    static void Mix(long x) { hash = (hash ^ (ulong)x) * 1099511628211; }
    static void Mix(ReadOnlySpan<byte> s) { foreach (byte b in s) Mix(b); }
    static void Mix(string s) { foreach (char c in s) Mix(c); }
    static void Report(string name) { Console.WriteLine($"{name} {hash:x16}"); }

    static T[] Make<T>(int n, Func<int, T> make) { var a = new T[n]; for (int i = 0; i < n; i++) a[i] = make(i); return a; }

    static void Search<T>(string name, Func<int, T> make, T needle, T other, T third) where T : IEquatable<T>, IComparable<T>
    {
        for (int n = 0; n < 140; n += n < 70 ? 1 : 9)
        {
            T[] a = Make(n, make);
            for (int at = -1; at < n; at += 1 + n / 6)
            {
                if (at >= 0) a[at] = needle;
                ReadOnlySpan<T> s = a;
                Mix(s.IndexOf(needle)); Mix(s.LastIndexOf(needle)); Mix(s.IndexOfAny(needle, other)); Mix(s.IndexOfAny(needle, other, third)); Mix(s.LastIndexOfAny(needle, third)); Mix(s.IndexOfAnyExcept(make(0))); Mix(s.LastIndexOfAnyExcept(make(0), make(1)));
                Mix(s.Count(needle)); Mix(s.Contains(other) ? 1 : 0); Mix(s.IndexOfAnyInRange(other, third)); Mix(s.SequenceCompareTo(Make(n, make)));
                T[] copy = (T[])a.Clone();
                Mix(s.SequenceEqual(copy) ? 1 : 0); Mix(s.CommonPrefixLength(Make(n, make)));
                if (n > 0) { copy[n / 2] = third; Mix(s.SequenceEqual(copy) ? 1 : 0); Mix(s.CommonPrefixLength(copy)); }
                ((Span<T>)copy).Replace(needle, third); foreach (T x in copy) Mix(x.GetHashCode());
                Array.Reverse(copy); Array.Fill(copy, needle, 0, n / 2); Mix(Array.IndexOf(copy, needle)); Mix(Array.LastIndexOf(copy, third));
                if (n > 3) Mix(s.IndexOf(s.Slice(n / 3, 2)));
            }
        }
        Report(name);
    }

    static void Text()
    {
        for (int n = 0; n < 150; n += n < 40 ? 1 : 7)
        {
            string ascii = new string(Make(n, i => (char)('a' + i % 26))), mixed = new string(Make(n, i => i % 17 == 16 ? 'é' : i % 31 == 30 ? '漢' : (char)('A' + i % 26)));
            foreach (string s in new[] { ascii, mixed, mixed + "😀", "ü" + ascii })
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(s);
                Mix(utf8); Mix(Encoding.UTF8.GetString(utf8)); Mix(Encoding.Latin1.GetBytes(s)); Mix(Encoding.ASCII.GetBytes(s)); Mix(Encoding.UTF8.GetCharCount(utf8)); Mix(Encoding.UTF8.GetByteCount(s)); Mix(Encoding.Unicode.GetBytes(s)); Mix(Encoding.UTF32.GetBytes(s));
                Mix(s.ToUpperInvariant()); Mix(s.ToLowerInvariant()); Mix(Ascii.IsValid(s) ? 1 : 0); Mix(Ascii.IsValid(utf8) ? 1 : 0); Mix(s.Equals(s.ToLowerInvariant(), StringComparison.OrdinalIgnoreCase) ? 1 : 0); Mix(s.IndexOf("xyz", StringComparison.Ordinal)); Mix(s.IndexOf("XYZ", StringComparison.OrdinalIgnoreCase));
                Mix(s.Replace('A', 'z')); Mix(s.Replace("CD", "--")); Mix(s.Split('e', 'F').Length); Mix(s.Trim('a', 'A')); Mix(s.LastIndexOf('b')); Mix(s.IndexOfAny(new[] { 'q', 'Z', '漢', 'é' })); Mix(string.CompareOrdinal(s, ascii)); Mix(s.GetHashCode() == new string(s.AsSpan()).GetHashCode() ? 1 : 0);
                if (utf8.Length > 4) { utf8[utf8.Length / 2] = 0xff; Mix(Encoding.UTF8.GetString(utf8)); }
                Mix(Uri.EscapeDataString(s)); Mix(System.Net.WebUtility.HtmlEncode(s + "<&>"));
            }
        }
        Report("text");
    }

    static void Encodings()
    {
        for (int n = 0; n < 200; n += n < 70 ? 1 : 13)
        {
            byte[] bytes = Make(n, i => (byte)(i * 37 + n));
            string base64 = Convert.ToBase64String(bytes), hex = Convert.ToHexString(bytes), lower = Convert.ToHexStringLower(bytes);
            Mix(base64); Mix(hex); Mix(lower); Mix(Convert.FromBase64String(base64)); Mix(Convert.FromHexString(hex)); Mix(Convert.FromHexString(lower)); Mix(Base64Url.EncodeToString(bytes)); Mix(Base64Url.DecodeFromChars(Base64Url.EncodeToString(bytes)));
            var utf8 = new byte[Base64.GetMaxEncodedToUtf8Length(n)]; Base64.EncodeToUtf8(bytes, utf8, out _, out int written); Mix(utf8); Mix(Base64.IsValid(utf8) ? 1 : 0); var back = new byte[n + 4]; Base64.DecodeFromUtf8(utf8.AsSpan(0, written), back, out _, out int read); Mix(read); Mix(back);
            Mix(bytes.AsSpan().IndexOfAnyInRange((byte)10, (byte)20)); Array.Reverse(bytes); Mix(bytes); Array.Sort(bytes); Mix(bytes);
            Mix(bytes.Sum(b => b)); Mix(Enumerable.Range(0, n).Sum()); if (n > 0) { Mix(Make(n, i => i * 7 % 50).Max()); Mix(Make(n, i => (long)(i * 7 % 50)).Min()); Mix((long)Make(n, i => (double)i).Average()); Mix((long)Make(n, i => (float)i).Max()); }
            Mix(new System.Collections.BitArray(bytes).Xor(new System.Collections.BitArray(bytes).Not()).Cast<bool>().Count(b => b));
            Mix(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff").ToString("N")); Mix(new System.Numerics.BigInteger(bytes).ToString().Length);
        }
        Report("encodings");
    }

    static void Values()
    {
        var values = SearchValues.Create("aeiou<>&\"'");
        var bytes = SearchValues.Create("\r\n\t :;,"u8);
        var wide = SearchValues.Create("äöüß漢字");
        var words = SearchValues.Create(new[] { "needle", "pin", "漢字" }, StringComparison.OrdinalIgnoreCase);
        for (int n = 0; n < 120; n++)
        {
            string s = new string('x', n) + (n % 3 == 0 ? "u" : n % 3 == 1 ? "ß" : "Needle") + new string('y', n % 19);
            Mix(s.AsSpan().IndexOfAny(values)); Mix(s.AsSpan().LastIndexOfAny(values)); Mix(s.AsSpan().IndexOfAny(wide)); Mix(s.AsSpan().IndexOfAnyExcept(values)); Mix(s.AsSpan().IndexOfAny(words)); Mix(Encoding.UTF8.GetBytes(s + "\n").AsSpan().IndexOfAny(bytes)); Mix(Encoding.UTF8.GetBytes(s).AsSpan().LastIndexOfAnyExcept(bytes));
        }
        Report("search values");
    }

    static void Main()
    {
        Search<byte>("bytes", i => (byte)(i % 2), 9, 200, 201);
        Search<char>("chars", i => (char)('a' + i % 2), 'z', '漢', '字');
        Search<short>("shorts", i => (short)(i % 2), -9, 20000, 20001);
        Search<int>("ints", i => i % 2, -9, 200000, 200001);
        Search<long>("longs", i => i % 2, -9, 1L << 40, (1L << 40) + 1);
        Search<double>("doubles", i => i % 2, -9.5, 1e10, 1e11);
        Text(); Encodings(); Values();
    }
}
