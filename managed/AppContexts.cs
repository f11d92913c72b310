// AppContext reads the program's knobs in place: nothing is copied at start.
extern alias corelib;
using System.Collections.Generic;
using Ahead;
using Real = corelib::System.AppContext;

namespace System
{
    internal static partial class AppContext
    {
        public static object GetData(string name)
        {
            corelib::System.ArgumentNullException.ThrowIfNull(name, "name");
            Dictionary<string, object> set = Real.s_dataStore;
            if (set != null)
            {
                lock (set)
                {
                    if (set.TryGetValue(name, out object value)) return value;
                }
            }
            return RuntimeCalls.FindKnob(name);
        }
    }
}
