// Deflate, GZip, ZLib, Brotli and zip archives: round trips, chunked input, broken data.
using System.IO.Compression;
using System.Text;

byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"line {i % 97} of some text that repeats, {i * 7919 % 1009}\n")));
var random = new byte[5000];
new Random(5).NextBytes(random);

static byte[] Pack(byte[] data, Func<Stream, Stream> wrap, int chunk)
{
    var to = new MemoryStream();
    using (Stream s = wrap(to))
        for (int i = 0; i < data.Length; i += chunk) s.Write(data, i, Math.Min(chunk, data.Length - i));
    return to.ToArray();
}
static byte[] Unpack(Stream s)
{
    var to = new MemoryStream();
    using (s) s.CopyTo(to, 77);
    return to.ToArray();
}

foreach (byte[] data in new[] { text, random, [], new byte[100000] })
    foreach (CompressionLevel level in Enum.GetValues<CompressionLevel>())
    {
        byte[] d = Pack(data, s => new DeflateStream(s, level), 1000), g = Pack(data, s => new GZipStream(s, level), 333), z = Pack(data, s => new ZLibStream(s, level), 5000), b = Pack(data, s => new BrotliStream(s, level), 999);
        bool same = Unpack(new DeflateStream(new MemoryStream(d), CompressionMode.Decompress)).AsSpan().SequenceEqual(data)
            & Unpack(new GZipStream(new MemoryStream(g), CompressionMode.Decompress)).AsSpan().SequenceEqual(data)
            & Unpack(new ZLibStream(new MemoryStream(z), CompressionMode.Decompress)).AsSpan().SequenceEqual(data)
            & Unpack(new BrotliStream(new MemoryStream(b), CompressionMode.Decompress)).AsSpan().SequenceEqual(data);
        bool smaller = data.Length < 6000 || level == CompressionLevel.NoCompression || (d.Length < data.Length / 3 && b.Length < data.Length / 3);
        Console.WriteLine($"{data.Length} {level} {same} {smaller}");
    }

var packed = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
Console.WriteLine(BrotliEncoder.TryCompress(text, packed, out int written, 5, 20) + " " + (written > 0));
var back = new byte[text.Length];
Console.WriteLine(BrotliDecoder.TryDecompress(packed.AsSpan(0, written), back, out int got) + " " + got + " " + back.AsSpan().SequenceEqual(text));

try { Unpack(new GZipStream(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), CompressionMode.Decompress)); } catch (InvalidDataException e) { Console.WriteLine(e.Message); }
try { Unpack(new DeflateStream(new MemoryStream([255, 255, 1]), CompressionMode.Decompress)); } catch (InvalidDataException e) { Console.WriteLine(e.Message); }
try { Unpack(new BrotliStream(new MemoryStream(random), CompressionMode.Decompress)); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }

var archive = new MemoryStream();
using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, true))
{
    foreach (string name in new[] { "a.txt", "folder/b.txt", "ü.bin" })
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero);
        using Stream s = entry.Open();
        s.Write(text, 0, 500 + name.Length);
    }
}
archive.Position = 0;
using (var zip = new ZipArchive(archive))
    foreach (ZipArchiveEntry e in zip.Entries)
        Console.WriteLine($"{e.FullName} {e.Length} {e.CompressedLength < e.Length} {e.Crc32:x8} {e.LastWriteTime:yyyy-MM-dd HH:mm:ss} {new StreamReader(e.Open()).ReadLine()}");
string folder = Directory.CreateTempSubdirectory("ahead-zip").FullName;
File.WriteAllBytes(folder + "/x.zip", archive.ToArray());
ZipFile.ExtractToDirectory(folder + "/x.zip", folder + "/out");
Console.WriteLine(string.Join(" ", Directory.GetFiles(folder + "/out", "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)));
Directory.Delete(folder, true);
