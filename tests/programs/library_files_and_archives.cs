// Files, mapped memory, zip, gzip and brotli, links, modes, pipes, binary readers, messages of errors.
//stress: 50
using System.IO.Compression; using System.IO.MemoryMappedFiles; using System.IO.Pipes; using System.Text;
var dir = Directory.CreateTempSubdirectory("ahead").FullName; Environment.CurrentDirectory = dir;
File.WriteAllText("a.txt", "hello\nworld\n"); File.AppendAllLines("a.txt", ["third"]); Console.WriteLine(string.Join("|", File.ReadLines("a.txt")));
using (var mm = MemoryMappedFile.CreateFromFile("a.txt", FileMode.Open)) using (var v = mm.CreateViewAccessor()) Console.WriteLine((char)v.ReadByte(1));
using (var z = ZipFile.Open("x.zip", ZipArchiveMode.Create)) { z.CreateEntryFromFile("a.txt", "in/a.txt"); using var w = new StreamWriter(z.CreateEntry("b.txt").Open()); w.Write("bee"); }
using (var z = ZipFile.OpenRead("x.zip")) foreach (var e in z.Entries) Console.WriteLine(e.FullName + " " + e.Length);
ZipFile.ExtractToDirectory("x.zip", "out"); Console.WriteLine(string.Join(",", Directory.EnumerateFiles("out", "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath("out", f)).Order()));
var ms = new MemoryStream(); using (var g = new GZipStream(ms, CompressionLevel.Optimal, true)) g.Write(Encoding.UTF8.GetBytes(new string('x', 10000))); ms.Position = 0; using (var g = new GZipStream(ms, CompressionMode.Decompress)) Console.WriteLine(new StreamReader(g).ReadToEnd().Length);
ms = new MemoryStream(); using (var g = new BrotliStream(ms, CompressionLevel.Fastest, true)) g.Write(new byte[5000]); ms.Position = 0; using (var g = new BrotliStream(ms, CompressionMode.Decompress)) { var o = new MemoryStream(); g.CopyTo(o); Console.WriteLine(o.Length); }
File.CreateSymbolicLink("ln", "a.txt"); Console.WriteLine(new FileInfo("ln").LinkTarget + " " + File.ResolveLinkTarget("ln", true)!.Name); File.SetUnixFileMode("a.txt", UnixFileMode.UserRead); Console.WriteLine(File.GetUnixFileMode("a.txt"));
foreach (Action a in new Action[] { () => File.ReadAllText("none"), () => Directory.Delete("out"), () => File.Move("a.txt", "nodir/x"), () => new FileStream("a.txt", FileMode.CreateNew), () => Path.GetFullPath("\0"), () => File.OpenRead(dir) }) try { a(); } catch (Exception e) { Console.WriteLine(e.GetType().Name + " " + e.Message.Replace(dir, "DIR")); }
using (var s = new AnonymousPipeServerStream(PipeDirection.Out)) using (var c = new AnonymousPipeClientStream(PipeDirection.In, s.ClientSafePipeHandle)) { s.Write("pipe"u8); var b = new byte[4]; c.ReadExactly(b); Console.WriteLine(Encoding.ASCII.GetString(b)); }
using (var f = new FileStream("r.bin", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.Asynchronous)) { await f.WriteAsync(new byte[] { 1, 2, 3 }); f.Seek(-1, SeekOrigin.End); Console.WriteLine(f.ReadByte() + " " + f.Length); f.SetLength(1); try { using var g = File.OpenRead("r.bin"); } catch (IOException e) { Console.WriteLine(e.Message.Replace(dir, "DIR")); } }
Console.WriteLine(RandomAccess.GetLength(File.OpenHandle("r.bin"))); Console.WriteLine(string.Join(",", Directory.GetFileSystemEntries(dir).Select(Path.GetFileName).Order()));
using (var br = new BinaryWriter(File.Create("b"))) { br.Write(1.5m); br.Write("str"); br.Write7BitEncodedInt(300); } using (var br = new BinaryReader(File.OpenRead("b"))) Console.WriteLine(br.ReadDecimal() + br.ReadString() + br.Read7BitEncodedInt());
Directory.Delete(dir, true); Console.WriteLine(Directory.Exists(dir));
