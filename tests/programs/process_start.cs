// Child processes: output, input, exit codes, environment, working directory, signals, failures to start.
using System.Diagnostics;

static (int code, string output, string error) Run(string file, string[] arguments, string? input = null, Action<ProcessStartInfo>? more = null)
{
    var info = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = input != null };
    foreach (string a in arguments) info.ArgumentList.Add(a);
    more?.Invoke(info);
    using Process p = Process.Start(info)!;
    if (input != null) { p.StandardInput.Write(input); p.StandardInput.Close(); }
    Task<string> error = p.StandardError.ReadToEndAsync();
    string output = p.StandardOutput.ReadToEnd();
    p.WaitForExit();
    return (p.ExitCode, output.Trim(), error.Result.Trim());
}

Console.WriteLine(Run("/bin/echo", ["one", "two words", "", "q\"q"]));
Console.WriteLine(Run("/bin/sh", ["-c", "echo out; echo err >&2; exit 7"]));
Console.WriteLine(Run("/bin/cat", [], "line 1\nline 2\nüñí\n"));
Console.WriteLine(Run("/usr/bin/env", [], null, i => { i.Environment.Clear(); i.Environment["A"] = "1"; i.Environment["B"] = "zwei"; }));
Console.WriteLine(Run("/bin/pwd", [], null, i => i.WorkingDirectory = "/usr"));
Console.WriteLine(Run("sh", ["-c", "kill -9 $$"]).code);
Console.WriteLine(Run("sh", ["-c", "kill -TERM $$"]).code);

try { Process.Start("/no/such/file"); } catch (Exception e) { Console.WriteLine($"{e.GetType().Name}: {e.Message}"); }
try { Process.Start(new ProcessStartInfo("echo") { WorkingDirectory = "/no/such/folder" }); } catch (Exception e) { Console.WriteLine($"{e.GetType().Name}: {e.Message}"); }
try { Process.Start("/etc/passwd"); } catch (Exception e) { Console.WriteLine($"{e.GetType().Name}: {e.Message}"); }

// Waiting, killing, events.
using (Process sleeper = Process.Start("sleep", "30"))
{
    Console.WriteLine(sleeper.WaitForExit(20) + " " + sleeper.HasExited + " " + sleeper.ProcessName);
    sleeper.Kill();
    sleeper.WaitForExit();
    Console.WriteLine(sleeper.HasExited + " " + sleeper.ExitCode);
}
var done = new TaskCompletionSource<int>();
var watched = new Process { StartInfo = new ProcessStartInfo("sh", "-c \"exit 5\""), EnableRaisingEvents = true };
watched.Exited += (_, _) => done.SetResult(watched.ExitCode);
watched.Start();
Console.WriteLine(await done.Task);
await watched.WaitForExitAsync();

// Lines as they come.
var lines = new List<string>();
using (var p = new Process { StartInfo = new ProcessStartInfo("sh", ["-c", "for i in 1 2 3; do echo line $i; done"]) { RedirectStandardOutput = true } })
{
    p.OutputDataReceived += (_, e) => { if (e.Data != null) lines.Add(e.Data); };
    p.Start();
    p.BeginOutputReadLine();
    p.WaitForExit();
}
Console.WriteLine(string.Join("|", lines));

// A pipeline of three.
string text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i % 7} {i}\n"));
string counted = Run("sh", ["-c", "sort -n | uniq -c | wc -l"], text).output;
Console.WriteLine(counted);
// Many at once.
var many = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Run("sh", ["-c", $"exit {i}"]).code)));
Console.WriteLine(string.Join(",", many));

using (Process tree = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 30 & wait"])))
{
    Thread.Sleep(50);
    tree.Kill(entireProcessTree: true);
    Console.WriteLine(tree.WaitForExit(5000) + " " + tree.ExitCode);
}
using Process self = Process.GetCurrentProcess();
Console.WriteLine((self.Id == Environment.ProcessId) + " " + (self.Threads.Count > 0) + " " + (self.WorkingSet64 > 0) + " " + (self.StartTime <= DateTime.Now));
Console.WriteLine(Process.GetProcesses().Any(p => p.Id == Environment.ProcessId));
try { Process.GetProcessById(int.MaxValue); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
