// Type arguments that the author nested eight levels deep are no endless recursion.
using Deep = Box<Box<Box<Box<Box<Box<Box<Box<string>>>>>>>>;

Deep deep = new();
Console.WriteLine(deep.GetType().ToString().Length);
Console.WriteLine(new Box<Deep>().Wrap().GetType().ToString().Length);
try { throw new Failed<Failed<Failed<Failed<Failed<Failed<Failed<Failed<int>>>>>>>>(); }
catch (Failed<Failed<Failed<Failed<Failed<Failed<Failed<Failed<int>>>>>>>> e) { Console.WriteLine(e.Depth()); }

class Box<T> { public object Wrap() => new Box<Box<T>>(); }
class Failed<T> : Exception { public int Depth() => typeof(T).ToString().Split('[').Length; }
