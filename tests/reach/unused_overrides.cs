//gone: B.Never
//gone: A.Never
//gone: C.Called
//gone: C constructed
//kept: B.Called
//kept: A constructed
// Virtual methods that nobody calls have no body, whoever overrides them; overrides of classes that are never made do not, either.
A a = args.Length == 0 ? new B() : new A();
Console.WriteLine(a.Called());
if (args.Length > 5) Console.WriteLine(args[0].Equals(a as C));

class A { public virtual string Called() => "A"; public virtual string Never() => "never"; }
class B : A { public override string Called() => "B"; public override string Never() => "never B"; }
class C : A { public override string Called() => "C"; public override string Never() => "never C"; }
