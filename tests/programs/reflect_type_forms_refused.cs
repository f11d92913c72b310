// Types that cannot be made: references to references, arrays of them, of void and of ref structs, too many dimensions, arguments that violate constraints.
Console.WriteLine(typeof(Any<>).GetMethods().Length);
Try("byref of byref", () => typeof(int).MakeByRefType().MakeByRefType());
Try("pointer to byref", () => typeof(int).MakeByRefType().MakePointerType());
Try("array of byref", () => typeof(string).MakeByRefType().MakeArrayType());
Try("array of void", () => typeof(void).MakeArrayType());
Try("array of span", () => typeof(Span<int>).MakeArrayType());
Try("table of span", () => typeof(Span<int>).MakeArrayType(2));
Try("own ref struct", () => typeof(Mine).MakeArrayType());
Try("33 dimensions", () => typeof(int).MakeArrayType(33));
Try("32 dimensions", () => typeof(int).MakeArrayType(32));
Try("0 dimensions", () => typeof(int).MakeArrayType(0));
Try("void pointer", () => typeof(void).MakePointerType());
Try("void byref", () => typeof(void).MakeByRefType());
Try("byref of typed reference", () => typeof(TypedReference).MakeByRefType());
Try("array of large values", () => typeof(Large).MakeArrayType());
Try("array of arrays of them", () => typeof(Large[]).MakeArrayType(3));
Try("void argument", () => typeof(List<>).MakeGenericType(typeof(void)));
Try("pointer argument", () => typeof(List<>).MakeGenericType(typeof(int*)));
Try("byref argument", () => typeof(List<>).MakeGenericType(typeof(int).MakeByRefType()));
Try("nullable string", () => typeof(Nullable<>).MakeGenericType(typeof(string)));
Try("nullable nullable", () => typeof(Nullable<>).MakeGenericType(typeof(int?)));
Try("needs a class", () => typeof(Box<,>).MakeGenericType(typeof(int), typeof(int)));
Try("needs comparison", () => typeof(Box<,>).MakeGenericType(typeof(object), typeof(object)));
Try("span to plain parameter", () => typeof(Box<,>).MakeGenericType(typeof(object), typeof(Span<int>)));
Try("span to permitting parameter", () => typeof(Any<>).MakeGenericType(typeof(Span<int>)));
Try("fits", () => typeof(Box<,>).MakeGenericType(typeof(string), typeof(string)));

static void Try(string name, Func<Type> f)
{
    try { Console.WriteLine(name + ": " + f()); }
    catch (Exception e) { Console.WriteLine(name + ": " + e.GetType() + ": " + e.Message + " / " + e.InnerException?.GetType() + " " + e.InnerException?.Message); }
}
ref struct Mine { public int A; }
[System.Runtime.CompilerServices.InlineArray(0x1000)] struct Large { byte a; }
class Box<T, U> where T : class where U : IComparable<U>;
class Any<T> where T : allows ref struct;
