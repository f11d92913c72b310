//gone: Both.Second
//gone: OnlyMentioned.First
//gone: ISecond
//kept: Both.First
// An interface method that nobody calls keeps no implementation; a class that is only tested for keeps none, either.
IFirst first = new Both();
Console.WriteLine(first is OnlyMentioned);
Console.WriteLine(first.First());

interface IFirst { int First(); }
interface ISecond { int Second(); }
class Both : IFirst, ISecond { public int First() => 1; public int Second() => 2; }
class OnlyMentioned : IFirst { public int First() => 3; }
