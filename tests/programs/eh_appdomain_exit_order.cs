// Order at the end of the process: ProcessExit handlers, finally blocks of Main, Environment.Exit from nested code, exit code, statics' finalizers do not run, background threads die, output flushed.
AppDomain.CurrentDomain.ProcessExit += (s, e) => Console.WriteLine("exit 1 " + Environment.ExitCode + " " + Environment.HasShutdownStarted);
AppDomain.CurrentDomain.ProcessExit += (s, e) => { Environment.ExitCode = 9; Console.WriteLine("exit 2"); };
AppDomain.CurrentDomain.DomainUnload += (s, e) => Console.WriteLine("never");
new Thread(() => { while (true) Thread.Sleep(10); }) { IsBackground = true }.Start();
Fin.Keep = new Fin(); Environment.ExitCode = 3; Console.Write("no newline at the end;");
try { try { Task.Run(() => Console.WriteLine("task")).Wait(); Nested(5); } finally { Console.WriteLine("finally never runs"); } } catch { Console.WriteLine("never"); }
static void Nested(int n) { try { if (n == 0) Environment.Exit(42); Nested(n - 1); } finally { Console.WriteLine("not this either"); } }
class Fin { public static Fin? Keep; ~Fin() => Console.WriteLine("no finalizer at exit"); }
