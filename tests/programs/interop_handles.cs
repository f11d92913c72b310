//native: handles.c
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
// SafeHandle: results, arguments, ref and out; closed exactly once, never during a call.
using (MyHandle h = N.handle_open(5)) Console.WriteLine($"{N.handle_value(h)} {h.IsInvalid} {h.IsClosed} {N.handles_open()}");
Console.WriteLine(N.handles_open());
N.handle_open_out(7, out MyHandle o); Console.WriteLine(N.handle_value(o) + " " + N.handles_open());
MyHandle same = o; N.handle_change(ref o, 0); Console.WriteLine(ReferenceEquals(same, o)); N.handle_change(ref o, 1); Console.WriteLine(ReferenceEquals(same, o) + " " + N.handle_value(o)); o.Dispose(); same.Dispose(); Console.WriteLine(N.handles_open());
var bad = N.handle_open(-5); Console.WriteLine(bad.IsInvalid + " " + N.handle_value(bad)); bad.Dispose(); Console.WriteLine(N.handles_open());
var disposed = N.handle_open(1); disposed.Dispose();
try { N.handle_value(disposed); } catch (ObjectDisposedException e) { Console.WriteLine(e.Message.Split('\n')[0]); }
try { N.handle_value(null); } catch (ArgumentNullException e) { Console.WriteLine(e.Message); }
var during = N.handle_open(9); Console.WriteLine(N.handle_during(during, () => { during.Dispose(); Console.WriteLine("inside " + N.handles_open()); }) + " " + N.handles_open() + " " + during.IsClosed);
var outer = N.handle_open(2); Console.WriteLine(N.handle_in_struct(new WithHandle { A = 1, Handle = outer })); outer.Dispose();
// CriticalHandle, HandleRef, plain handles.
var c = N.critical_open(4); Console.WriteLine(N.critical_value(c) + " " + c.IsInvalid); c.Dispose(); Console.WriteLine(c.IsClosed);
Console.WriteLine(N.ref_value(new HandleRef(c, 77)) + " " + N.int_value(78));
// Built-in handle classes.
using (SafeFileHandle file = File.OpenHandle("/dev/null")) Console.WriteLine(N.dup(file) >= 0);
var made = new MyHandle(); Marshal.InitHandle(made, 55); Console.WriteLine(N.handle_value(made)); made.SetHandleAsInvalid();
// Reference counts by hand.
var counted = N.handle_open(6); bool added = false; counted.DangerousAddRef(ref added); counted.Dispose(); Console.WriteLine(added + " " + counted.IsClosed + " " + N.int_value((int)counted.DangerousGetHandle())); counted.DangerousRelease();
class MyHandle : SafeHandleMinusOneIsInvalid { public MyHandle() : base(true) { } protected override bool ReleaseHandle() { Console.WriteLine("closing " + handle); return N.close(handle) == 1; } }
class MyCritical : CriticalHandle { public MyCritical() : base(0) { } public override bool IsInvalid => handle == 0; protected override bool ReleaseHandle() { Console.WriteLine("critical " + handle); return N.close(handle) == 1; } }
struct WithHandle { public int A; public MyHandle Handle; }
static class N {
  const string H = "handles"; public delegate void Call();
  [DllImport(H)] public static extern MyHandle handle_open(int n); [DllImport(H)] public static extern void handle_open_out(int n, out MyHandle h); [DllImport(H, EntryPoint = "handle_close")] public static extern int close(nint h);
  [DllImport(H)] public static extern int handle_value(MyHandle h); [DllImport(H)] public static extern int handles_open(); [DllImport(H)] public static extern void handle_change(ref MyHandle h, int really);
  [DllImport(H)] public static extern int handle_during(MyHandle h, Call f); [DllImport(H)] public static extern int handle_in_struct(WithHandle w);
  [DllImport(H, EntryPoint = "handle_open")] public static extern MyCritical critical_open(int n); [DllImport(H, EntryPoint = "handle_value")] public static extern int critical_value(MyCritical h);
  [DllImport(H, EntryPoint = "handle_value")] public static extern int ref_value(HandleRef h); [DllImport(H, EntryPoint = "handle_value")] public static extern int int_value(nint h); [DllImport("libc")] public static extern int dup(SafeFileHandle h);
}
