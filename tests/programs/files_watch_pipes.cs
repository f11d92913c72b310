// FileSystemWatcher, named and anonymous pipes, drives, links, device facts.
using System.IO.Pipes;
using System.Collections.Concurrent;

string folder = Directory.CreateTempSubdirectory("ahead-watch").FullName;
try
{
    using (var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName })
    {
        var seen = new BlockingCollection<string>();
        watcher.Created += (_, e) => seen.Add($"created {e.Name}");
        watcher.Deleted += (_, e) => seen.Add($"deleted {e.Name}");
        watcher.Renamed += (_, e) => seen.Add($"renamed {e.OldName} {e.Name}");
        watcher.EnableRaisingEvents = true;
        string Next() => seen.TryTake(out string? text, 5000) ? text : "nothing came";
        File.WriteAllText(Path.Combine(folder, "a.txt"), "a");
        Console.WriteLine(Next());
        File.Move(Path.Combine(folder, "a.txt"), Path.Combine(folder, "b.txt"));
        Console.WriteLine(Next());
        File.Delete(Path.Combine(folder, "b.txt"));
        Console.WriteLine(Next());
    }
    using (var server = new AnonymousPipeServerStream(PipeDirection.Out))
    using (var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle))
    {
        server.Write("through a pipe"u8);
        server.Flush();
        var buffer = new byte[64];
        Console.WriteLine(client.Read(buffer) + " " + server.CanWrite + " " + client.CanWrite);
    }
    string name = "ahead-" + Environment.ProcessId;
    using (var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous))
    {
        Task talk = Task.Run(async () =>
        {
            using var client = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
            await client.ConnectAsync(5000);
            using var writer = new StreamWriter(client) { AutoFlush = true };
            using var reader = new StreamReader(client);
            await writer.WriteLineAsync("question");
            Console.WriteLine(await reader.ReadLineAsync());
        });
        await server.WaitForConnectionAsync();
        var serverReader = new StreamReader(server);
        Console.WriteLine(await serverReader.ReadLineAsync());
        var serverWriter = new StreamWriter(server) { AutoFlush = true };
        await serverWriter.WriteLineAsync("answer");
        await talk;
    }
    try { using var c = new NamedPipeClientStream("ahead-nobody"); c.Connect(10); } catch (TimeoutException e) { Console.WriteLine(e.Message); }

    var drive = new DriveInfo("/");
    Console.WriteLine($"{drive.IsReady} {drive.TotalSize > 0} {drive.AvailableFreeSpace <= drive.TotalSize} {drive.DriveFormat.Length > 0} {drive.Name}");
    File.CreateSymbolicLink(Path.Combine(folder, "link"), "target");
    Console.WriteLine(new FileInfo(Path.Combine(folder, "link")).LinkTarget + " " + File.ResolveLinkTarget(Path.Combine(folder, "link"), false)!.Name);
}
finally { Directory.Delete(folder, true); }
