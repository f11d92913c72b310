using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
// GCHandle of every kind, the typed handles, and what they refuse.
void T(string n, Action a) { try { a(); Console.WriteLine(n + " ok"); } catch (Exception e) { Console.WriteLine(n + " " + e.GetType().Name + ": " + e.Message); } }
var h = GCHandle.Alloc("text"); Console.WriteLine(h.Target + " " + h.IsAllocated); h.Target = new object(); Console.WriteLine(h.Target.GetType()); nint raw = GCHandle.ToIntPtr(h); Console.WriteLine(GCHandle.FromIntPtr(raw) == h); Console.WriteLine(((GCHandle)(IntPtr)h).Equals(h) + " " + (h.GetHashCode() == GCHandle.FromIntPtr(raw).GetHashCode())); h.Free(); Console.WriteLine(h.IsAllocated);
T("free twice", () => h.Free()); T("target", () => Console.WriteLine(h.Target)); T("from zero", () => GCHandle.FromIntPtr(0)); T("kind", () => GCHandle.Alloc("x", (GCHandleType)9));
var bytes = new byte[100]; bytes[3] = 42; var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned); nint address = pin.AddrOfPinnedObject(); GC.Collect(); GC.Collect(); Console.WriteLine(Marshal.ReadByte(address, 3) + " " + (address == pin.AddrOfPinnedObject())); pin.Free();
foreach (object o in new object[] { "str", new int[2], 5, new Point(), new Klass(), new bool[1], new char[1], new Point[2], new DateTime(1), new int[2, 2] }) T("pin " + o.GetType().Name, () => { var g = GCHandle.Alloc(o, GCHandleType.Pinned); Console.Write(g.AddrOfPinnedObject() != 0); g.Free(); });
foreach (object o in new object[] { new string[1], new Mixed(), new object[1], new Node() }) T("pin " + o.GetType().Name, () => GCHandle.Alloc(o, GCHandleType.Pinned));
var nul = GCHandle.Alloc(null, GCHandleType.Pinned); Console.WriteLine(nul.AddrOfPinnedObject()); nul.Free(); T("address of normal", () => { var n = GCHandle.Alloc(new object()); try { n.AddrOfPinnedObject(); } finally { n.Free(); } });
// Weak handles let go, normal ones do not.
[MethodImpl(MethodImplOptions.NoInlining)] static (GCHandle, GCHandle, GCHandle) Make() => (GCHandle.Alloc(new Node(), GCHandleType.Weak), GCHandle.Alloc(new Node(), GCHandleType.Normal), GCHandle.Alloc(new Node(), GCHandleType.WeakTrackResurrection));
[MethodImpl(MethodImplOptions.NoInlining)] static void Clobber(int depth) { Span<long> fill = stackalloc long[64]; fill.Fill(depth); if (depth > 0) Clobber(depth - 1); }
var (weak, strong, tracking) = Make(); Clobber(20); GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect(); Clobber(20); GC.Collect(); Console.WriteLine($"{strong.Target != null} {weak.IsAllocated} {tracking.IsAllocated}"); weak.Free(); strong.Free(); tracking.Free();
// Typed handles.
using (var typed = new GCHandle<string>("typed")) { Console.WriteLine(typed.Target.Length + " " + typed.IsAllocated); typed.Target = "changed"; Console.WriteLine(typed.Target + " " + GCHandle<string>.FromIntPtr(GCHandle<string>.ToIntPtr(typed)).Target); }
using (var w = new WeakGCHandle<Node>(new Node())) { Console.WriteLine(w.IsAllocated + " " + w.TryGetTarget(out _)); }
unsafe { using var array = new PinnedGCHandle<int[]>(new[] { 1, 2, 3 }); Console.WriteLine(((int*)array.GetAddressOfArrayData())[2]); using var str = new PinnedGCHandle<string>("pin"); Console.WriteLine(str.GetAddressOfStringData()[1]); using var obj = new PinnedGCHandle<Klass>(new Klass { X = 8 }); Console.WriteLine(*(int*)obj.GetAddressOfObjectData()); }
var dependent = new DependentHandle("key", new Node()); Console.WriteLine(dependent.Target + " " + (dependent.Dependent != null)); dependent.Dispose(); Console.WriteLine(dependent.IsAllocated);
var memory = new Memory<int>(new[] { 4, 5, 6 }); using (var mh = memory.Pin()) unsafe { Console.WriteLine(((int*)mh.Pointer)[1]); }
struct Point { public int X, Y; } [StructLayout(LayoutKind.Sequential)] class Klass { public int X; } struct Mixed { public string A; } class Node { public object Next; }
