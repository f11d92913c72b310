Animal a = new Dog(); Console.WriteLine(a.Make().GetType().Name + " " + new Dog().Make().Bark() + " " + a.Self.Name()); I<object> i = new Impl(); Console.WriteLine(i.Get());
class Animal { public virtual Animal Make() => new Animal(); public virtual Animal Self => this; public virtual string Name() => "animal"; } class Dog : Animal { public override Dog Make() => new Dog(); public override Dog Self => this; public string Bark() => "woof"; public override string Name() => "dog"; }
interface I<out T> { T Get(); } class Impl : I<string> { public string Get() => "covariant"; }
