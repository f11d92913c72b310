using System.Runtime.InteropServices;
static class com_interop {
  public static void Run() {
    try { Com(new object()); } catch (Exception) { }
    try { Fine("x"); } catch (Exception) { }
    try { Any(3); } catch (Exception) { }
  }
  [DllImport("x")] static extern void Com([MarshalAs(UnmanagedType.IUnknown)] object o);
  [DllImport("x")] static extern void Fine(string s);
  [DllImport("x")] static extern void Any([MarshalAs(UnmanagedType.Interface)] object o);
}
