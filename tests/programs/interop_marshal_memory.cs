using System.Runtime.InteropServices;
// Memory and text functions of Marshal.
nint p = Marshal.AllocHGlobal(64); p = Marshal.ReAllocHGlobal(p, 128); for (int i = 0; i < 128; i++) Marshal.WriteByte(p, i, (byte)i);
Console.WriteLine($"{Marshal.ReadByte(p, 5)} {Marshal.ReadInt16(p, 2):x} {Marshal.ReadInt32(p, 4):x} {Marshal.ReadInt64(p, 8):x} {Marshal.ReadIntPtr(p, 16):x}");
Marshal.WriteInt16(p, 1, -2); Marshal.WriteInt32(p, 3, 0x12345678); Marshal.WriteInt64(p, 9, -1); Marshal.WriteIntPtr(p, 24, 7); Console.WriteLine($"{Marshal.ReadInt16(p, 1)} {Marshal.ReadInt32(p, 3):x} {Marshal.ReadInt64(p, 9)} {Marshal.ReadIntPtr(p, 24)}");
Marshal.WriteInt16(p, 'c'); Console.WriteLine((char)Marshal.ReadInt16(p));
Marshal.Copy(new[] { 1, 2, 3, 4 }, 1, p, 3); int[] ints = new int[4]; Marshal.Copy(p, ints, 1, 3); Console.WriteLine(string.Join(",", ints)); Marshal.Copy(new[] { 1.5, 2.5 }, 0, p, 2); double[] ds = new double[2]; Marshal.Copy(p, ds, 0, 2); Console.WriteLine(ds[1]);
Marshal.Copy("chars".ToCharArray(), 0, p, 5); Console.WriteLine(Marshal.PtrToStringUni(p, 5)); byte[] bs = new byte[4]; Marshal.Copy(p, bs, 0, 4); Console.WriteLine(Convert.ToHexString(bs)); Marshal.Copy(new nint[] { 9 }, 0, p, 1); Console.WriteLine(Marshal.ReadIntPtr(p));
try { Marshal.Copy(new int[2], 1, p, 2); } catch (ArgumentOutOfRangeException e) { Console.WriteLine(e.ParamName); } try { Marshal.Copy((int[])null, 0, p, 0); } catch (ArgumentNullException e) { Console.WriteLine(e.ParamName); }
Marshal.FreeHGlobal(p); Marshal.FreeHGlobal(0); nint c = Marshal.AllocCoTaskMem(8); c = Marshal.ReAllocCoTaskMem(c, 4096); Marshal.WriteInt64(c, 4088, 5); Console.WriteLine(Marshal.ReadInt64(c, 4088)); Marshal.FreeCoTaskMem(c);
foreach (string s in new[] { "plain", "", "é€😀", null }) {
  nint a = Marshal.StringToHGlobalAnsi(s), u = Marshal.StringToHGlobalUni(s), t = Marshal.StringToCoTaskMemUTF8(s), w = Marshal.StringToCoTaskMemUni(s), ca = Marshal.StringToCoTaskMemAnsi(s), b = Marshal.StringToBSTR(s), au = Marshal.StringToHGlobalAuto(s), ac = Marshal.StringToCoTaskMemAuto(s);
  Console.WriteLine($"{Marshal.PtrToStringAnsi(a)}|{Marshal.PtrToStringUni(u)}|{Marshal.PtrToStringUTF8(t)}|{Marshal.PtrToStringUni(w)}|{Marshal.PtrToStringAnsi(ca)}|{(b == 0 ? "null" : Marshal.PtrToStringBSTR(b))}|{Marshal.PtrToStringAuto(au)}|{Marshal.PtrToStringAuto(ac)}");
  if (s != null) Console.WriteLine($"{Marshal.PtrToStringAnsi(a, Math.Min(1, s.Length))}|{Marshal.PtrToStringUni(u, Math.Min(2, s.Length))}|{Marshal.PtrToStringUTF8(t, Math.Min(2, s.Length))}|{Marshal.ReadInt32(b, -4)}");
  Marshal.FreeHGlobal(a); Marshal.FreeHGlobal(u); Marshal.ZeroFreeCoTaskMemUTF8(t); Marshal.ZeroFreeCoTaskMemUnicode(w); Marshal.FreeCoTaskMem(ca); Marshal.ZeroFreeBSTR(b); Marshal.FreeHGlobal(au); Marshal.FreeCoTaskMem(ac);
}
Console.WriteLine((Marshal.PtrToStringAnsi(0) == null) + " " + (Marshal.PtrToStringUni(0) == null) + " " + Marshal.SystemDefaultCharSize + " " + Marshal.SystemMaxDBCSCharSize);
var pinned = GC.AllocateArray<int>(4, true); pinned[2] = 5; Console.WriteLine(Marshal.ReadInt32(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 2)) + " " + (Marshal.UnsafeAddrOfPinnedArrayElement((Array)pinned, 1) - Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0)));
unsafe { void* m = NativeMemory.AllocZeroed(4, 8); ((long*)m)[3] = 4; m = NativeMemory.Realloc(m, 64); Console.WriteLine(((long*)m)[3]); NativeMemory.Fill(m, 64, 0x11); Console.WriteLine(((int*)m)[1]); NativeMemory.Free(m); m = NativeMemory.AlignedAlloc(100, 64); Console.WriteLine((nuint)m % 64); NativeMemory.Clear(m, 100); NativeMemory.AlignedFree(m); }
Console.WriteLine(Marshal.GetTypeFromCLSID(Guid.Empty) == null ? "none" : "type");
