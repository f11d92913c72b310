// Nobody catches: the first exception is reported before finally blocks run; a filter that is false still ran.
static bool F(string s) { Console.WriteLine("filter " + s); return false; }
try { try { try { throw new ArgumentException("first", "param"); } finally { Console.WriteLine("inner finally"); } } catch (Exception) when (F("a")) { } } catch (FormatException) { } catch (Exception) when (F("b")) { } finally { Console.WriteLine("outer finally"); }
