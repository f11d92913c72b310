// Delegates that take and return delegates of their own type.
Step step = Twice;
Console.WriteLine(step(3, step));
Console.WriteLine(step(1, (n, next) => n + 100));
Chain chain = null;
int left = 3;
chain = () => { left--; return left > 0 ? chain : null; };
int links = 0;
for (Chain c = chain; c != null; c = c()) links++;
Console.WriteLine(links);
Console.WriteLine(new Fix(f => f is null ? "none" : "some")(null));

static int Twice(int n, Step next) => n > 50 ? n : next(n * 2, next);
delegate int Step(int n, Step next);
delegate Chain Chain();
delegate string Fix(Fix f);
