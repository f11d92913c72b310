// String.Intern: the program's literals are in the table from the first use on.
extern alias corelib;
using System.Collections.Generic;
using Ahead;

namespace Ahead
{
    internal static class InternTable
    {
        private static readonly Dictionary<string, string> s_strings = Create();

        private static Dictionary<string, string> Create()
        {
            Dictionary<string, string> strings = new Dictionary<string, string>();
            for (nint position = 0; RuntimeCalls.NextLiteral(ref position) is string literal;) strings.TryAdd(literal, literal);
            return strings;
        }

        internal static string Find(string str, bool add)
        {
            lock (s_strings)
            {
                if (s_strings.TryGetValue(str, out string known)) return known;
                if (!add) return null;
                s_strings.Add(str, str);
                return str;
            }
        }
    }
}

namespace System
{
    internal class String
    {
        public static string Intern(string str)
        {
            corelib::System.ArgumentNullException.ThrowIfNull(str, "str");
            return InternTable.Find(str, true);
        }

        public static string IsInterned(string str)
        {
            corelib::System.ArgumentNullException.ThrowIfNull(str, "str");
            return InternTable.Find(str, false);
        }
    }
}
