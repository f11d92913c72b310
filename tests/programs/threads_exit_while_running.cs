// Main returns while background threads compute, wait, hold locks, sleep in native code and allocate; a foreground thread delays the end; exit code from Environment.ExitCode set by another thread.
//mode: skip-static
using System.Runtime.InteropServices;
object gate = new(); var ready = new CountdownEvent(6);
void Bg(Action a) => new Thread(() => { ready.Signal(); a(); Console.WriteLine("never"); }) { IsBackground = true }.Start();
Bg(() => { double x = 1; while (true) x = Math.Sqrt(x + 1); }); Bg(() => { lock (gate) Thread.Sleep(-1); }); Bg(() => { while (true) GC.KeepAlive(new byte[5000]); }); Bg(() => new ManualResetEvent(false).WaitOne()); Bg(() => { while (true) { try { throw new Exception("again"); } catch (Exception) { } } }); Bg(() => { while (true) usleep(1000); });
ready.Wait(); Task.Run(async () => { await Task.Delay(-1); });
var go = new ManualResetEventSlim(); var fg = new Thread(() => { go.Wait(); Thread.Sleep(5); Console.WriteLine("foreground ends"); Environment.ExitCode = 23; }); fg.Start();
AppDomain.CurrentDomain.ProcessExit += (_, _) => { Console.WriteLine("exit " + Environment.ExitCode + " " + fg.IsAlive); Environment.ExitCode = 24; };
Console.WriteLine("main ends"); go.Set();
[DllImport("libc")] static extern int usleep(uint us);
