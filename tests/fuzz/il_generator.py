"""Random programs in IL, valid and deterministic: arithmetic on every stack type, structs, pointers, arrays, branches with values on the stack, loops,
switches, calls, and protected regions of all four kinds nested in each other.

Every method is called with several arguments; its result, or the exception that left it, and a hash of the marks that it passed are printed on one line.
What CoreCLR leaves open is not generated: shift counts are masked, divisors are not negative, NaN has one name.
"""
import random

INTS = ("i4", "i8", "i")
NAMES = {"i4": "int32", "i8": "int64", "i": "native int", "r4": "float32", "r8": "float64", "o": "object", "a": "int32[]",
         "P": "valuetype Pair", "Q": "valuetype Quad", "U": "valuetype Union", "B": "valuetype Big", "T": "valuetype Tiny"}
# fields: (type on the stack, type in metadata, name)
FIELDS = {"P": [("i4", "int32", "a"), ("i8", "int64", "b")],
          "Q": [("r8", "float64", "a"), ("i4", "int8", "b"), ("i4", "uint16", "c"), ("o", "object", "d")],
          "U": [("i4", "int32", "a"), ("i4", "int16", "b"), ("i8", "int64", "c")],
          "B": [("P", "valuetype Pair", "a"), ("Q", "valuetype Quad", "b"), ("i4", "int32", "c")],
          "T": [("i4", "uint8", "a")]}
STRUCTS = tuple(FIELDS)
SCALARS = ("i4", "i4", "i4", "i8", "i8", "i", "r4", "r8")
ANY = SCALARS + STRUCTS + ("o", "a")
CATCHABLE = ("DivideByZeroException", "OverflowException", "IndexOutOfRangeException", "NullReferenceException", "InvalidCastException", "ArithmeticException",
             "FormatException", "Exception")

PROLOG = """.assembly extern System.Runtime { .publickeytoken = (B0 3F 5F 7F 11 D5 0A 3A) .ver 10:0:0:0 }
.assembly extern System.Console { .publickeytoken = (B0 3F 5F 7F 11 D5 0A 3A) .ver 10:0:0:0 }
.assembly fuzz {}
.class private sequential sealed Pair extends [System.Runtime]System.ValueType { .field public int32 a .field public int64 b }
.class private sequential sealed Quad extends [System.Runtime]System.ValueType { .field public float64 a .field public int8 b .field public uint16 c .field public object d }
.class private explicit sealed Union extends [System.Runtime]System.ValueType { .field [0] public int32 a .field [2] public int16 b .field [0] public int64 c }
.class private sequential sealed Big extends [System.Runtime]System.ValueType { .field public valuetype Pair a .field public valuetype Quad b .field public int32 c }
.class private sequential sealed Tiny extends [System.Runtime]System.ValueType { .field public uint8 a }
.class private abstract sealed beforefieldinit F extends [System.Runtime]System.Object
{
  .field public static int64 hash
  .field public static int32 fuel
  .method static void Mark(int32 k) cil managed noinlining
  { ldsfld int64 F::hash ldc.i8 31 mul ldarg.0 conv.i8 add stsfld int64 F::hash ret }
  .method static string Show(object v) cil managed
  { ldarg.0 brtrue.s SOME ldstr "null" ret SOME: ldarg.0 isinst [System.Runtime]System.Double brfalse.s OTHER
    ldarg.0 unbox.any [System.Runtime]System.Double dup ceq brtrue.s OTHER ldstr "NaN" ret
    OTHER: ldarg.0 callvirt instance string [System.Runtime]System.Object::ToString() ret }
  .method static void Line(string a, string b) cil managed
  { ldarg.0 ldstr " " ldarg.1 ldstr " #" call string [System.Runtime]System.String::Concat(string, string, string, string)
    ldsflda int64 F::hash call instance string [System.Runtime]System.Int64::ToString() call string [System.Runtime]System.String::Concat(string, string)
    call void [System.Console]System.Console::WriteLine(string) ret }
"""


class Method:
    """One method as lines of IL. Expressions leave one value of the asked type; statements leave the stack as it was."""

    def __init__(self, program, index, rng):
        self.program, self.r = program, rng
        self.name = f"M{index}"
        self.params = [rng.choice(ANY) for _ in range(rng.choice((0, 1, 2, 2, 3, 4, 7)))]
        self.ret = rng.choice(ANY)
        self.locals = [rng.choice(ANY) for _ in range(rng.randint(3, 8))] + ["i4", "i8", "o", "P", "a"]
        self.lines, self.labels, self.marks, self.size = [], 0, 0, 0
        self.filtering = self.inside = False   # in a filter; where nothing may leave the method
        self.tries = 0                         # protected blocks around here: what throws outside of all ends the method early
        self.frozen = set()                # locals that loops count in
        self.locals += [t for t in dict.fromkeys(ANY) if t not in self.locals]
        self.result = self.new_local(self.ret)

    def new_local(self, t):
        self.locals.append(t)
        return len(self.locals) - 1

    def risky(self, chance):
        return self.r.random() < (chance if self.tries else chance / 20)

    def label(self):
        self.labels += 1
        return f"L{self.labels}"

    def e(self, text):
        self.lines.append(text)
        self.size += 1

    def pick(self, t):
        """Where a value of this type lives: ("loc", n) or ("arg", n)."""
        places = [("loc", n) for n, x in enumerate(self.locals) if x == t and n not in self.frozen] + [("arg", n) for n, x in enumerate(self.params) if x == t]
        return self.r.choice(places)

    # -- expressions --
    def expr(self, t, depth):
        if depth <= 0 or self.size > 260:
            return self.leaf(t)
        getattr(self, "expr_" + (t if t in ("i4", "i8", "i", "r4", "r8", "o", "a") else "struct"))(*((t, depth) if t in STRUCTS else (depth,)))

    def constant(self, t):
        v = self.r.choice((0, 1, -1, 2, 7, 8, 255, 256, 65535, -32768, 0x7fffffff, -0x80000000, self.r.randint(-1000, 1000), self.r.getrandbits(31)))
        if t == "i4":
            self.e(f"ldc.i4 {v}")
        elif t == "i8":
            self.e(f"ldc.i8 {self.r.choice((v, v << 32 | 5, 0x7fffffffffffffff, -0x8000000000000000)) if self.r.random() < .4 else v}")
        elif t == "i":
            self.e(f"ldc.i4 {v}")
            self.e(self.r.choice(("conv.i", "conv.u")))
        else:
            self.e(f"ldc.{t} {self.r.choice((0.0, 1.0, -1.5, 3.25, 1e10, -1e-3, 2147483648.0, 9.3e18, -4e9))!r}")

    def leaf(self, t):
        if t in ("i4", "i8", "i", "r4", "r8") and self.r.random() < .35:
            return self.constant(t)
        if t == "o" and self.r.random() < .2:
            return self.e("ldnull")
        kind, n = self.pick(t)
        self.e(f"ld{kind} {n}")

    def choose(self, options, depth):
        self.r.choice(options)(depth - 1)

    def ternary(self, t, depth):
        other, done = self.label(), self.label()
        self.condition(depth, other)
        self.expr(t, depth)
        self.e(f"br {done}")
        self.e(f"{other}:")
        self.expr("i4" if t == "i" and self.r.random() < .3 else t, depth)
        self.e(f"{done}:")

    def condition(self, depth, target):
        """Branches to target or falls through."""
        t = self.r.choice(("i4", "i4", "i8", "r8", "r4", "i", "o"))
        if t == "o" or self.r.random() < .3:
            self.expr(self.r.choice(("o", "i4", "i8", "i")), depth - 1)
            return self.e(self.r.choice(("brtrue ", "brfalse ")) + target)
        self.expr(t, depth - 1)
        self.expr(t, depth - 1)
        self.e(self.r.choice(("beq", "bne.un", "blt", "blt.un", "bgt", "bgt.un", "ble", "ble.un", "bge", "bge.un")) + " " + target)

    def binary(self, t, depth):
        self.expr(t, depth)
        op = self.r.choice(("add", "sub", "mul", "and", "or", "xor", "div", "rem", "div.un", "rem.un", "shl", "shr", "shr.un", "add.ovf", "sub.ovf", "mul.ovf",
                            "add.ovf.un", "sub.ovf.un", "mul.ovf.un")[: (19 if self.risky(.5) else 13) if t in INTS else 3] + (("div", "rem") if t not in INTS else ()))
        if op.startswith("sh"):
            self.expr("i4", depth)
            self.e("ldc.i4 31")
            self.e("and")
        else:
            self.expr("i4" if t == "i" and self.r.random() < .2 and "un" not in op and "div" not in op and "rem" not in op else t, depth)
            if op[:3] in ("div", "rem") and t in INTS:
                self.e({"i4": "ldc.i4 0x7fffffff", "i8": "ldc.i8 0x7fffffffffffffff", "i": "ldc.i4 0x7fffffff\n    conv.i"}[t])
                self.e("and")
                if not self.risky(.3):
                    self.e({"i4": "ldc.i4.1", "i8": "ldc.i8 1", "i": "ldc.i4.1"}[t])
                    self.e("or")
        self.e(op)

    def unary(self, t, depth):
        self.expr(t, depth)
        self.e(self.r.choice(("neg", "not")) if t in INTS else "neg")

    def compare(self, depth):
        t = self.r.choice(("i4", "i8", "r8", "r4", "i"))
        self.expr(t, depth)
        self.expr(t, depth)
        self.e(self.r.choice(("ceq", "cgt", "cgt.un", "clt", "clt.un")))

    def convert(self, t, depth):
        source = self.r.choice(("i4", "i8", "i", "r8", "r4"))
        self.expr(source, depth)
        checked = self.risky(.2)
        if t == "i4":
            to = self.r.choice(("i1", "u1", "i2", "u2", "i4", "u4"))
        elif t in ("i8", "i"):
            to = self.r.choice((t, "u8" if t == "i8" else "u"))
        else:
            return self.e(f"conv.r.un\n    conv.{t}" if source in INTS and self.r.random() < .2 else f"conv.{t}")
        self.e(f"conv.ovf.{to}{self.r.choice(('', '.un'))}" if checked else f"conv.{to}")

    def field(self, t, depth):
        owners = [(s, f) for s in STRUCTS for f in FIELDS[s] if f[0] == t]
        if not owners:
            return self.leaf(t)
        s, (_, stored, name) = self.r.choice(owners)
        way = self.r.random()
        if way < .3:
            self.expr(s, depth)
        else:
            kind, n = self.pick(s)
            self.e(f"ld{kind}a {n}")
            if way > .8:
                self.e("conv.u")
        self.e(f"ldfld {stored} {NAMES[s].split()[1]}::{name}")

    def call(self, t, depth):
        found = [m for m in self.program.methods if m.ret == t]
        if not found or self.filtering:
            return self.leaf(t)
        m = self.r.choice(found)
        for p in m.params:
            self.expr(p, depth - 1)
        signature = f"({', '.join(NAMES[p] for p in m.params)})"
        if self.r.random() < .2:
            self.e(f"ldftn {NAMES[m.ret]} F::{m.name}{signature}")
            self.e(f"calli {NAMES[m.ret]}{signature}")
        else:
            self.e(f"call {NAMES[m.ret]} F::{m.name}{signature}")

    def through_dup(self, t, depth):
        self.expr(t, depth)
        self.e("dup")
        kind, n = self.pick(t)
        self.e(f"st{kind} {n}")

    def element(self, depth):
        self.expr("a", depth)
        self.index(depth)
        self.e("ldelem.i4")

    def index(self, depth):
        self.expr("i4", depth)
        if not self.risky(.1):
            self.e("ldc.i4 3")
            self.e("and")

    def pointer(self, t, depth):
        kind, n = self.pick(t)
        self.e(f"ld{kind}a {n}")
        if self.r.random() < .5:
            self.e(self.r.choice(("conv.u", "conv.i")))
            self.expr("i4", depth - 1)
            self.e("ldc.i4 0")
            self.e("and")
            self.e("add")
        prefix = self.r.choice(("", "", "volatile. ", "unaligned. 1 "))
        self.e(prefix + "ldind." + t)

    def narrow_pointer(self, depth):
        kind, n = self.pick(self.r.choice(("i4", "i8")))
        self.e(f"ld{kind}a {n}")
        self.e("ldind." + self.r.choice(("i1", "u1", "i2", "u2", "i4", "u4")))

    def unbox(self, t, depth):
        if not self.risky(.1):
            self.expr(t, depth)
            self.e(f"box {BOXES[t]}")
        else:
            self.expr("o", depth)
        self.e(self.r.choice((f"unbox.any {BOXES[t]}", f"unbox {BOXES[t]}\n    ldobj {BOXES[t]}")))

    def common(self, t):
        return [lambda d: self.ternary(t, d), lambda d: self.field(t, d), lambda d: self.call(t, d), lambda d: self.through_dup(t, d), self.leaf_of(t)]

    def leaf_of(self, t):
        return lambda d: self.leaf(t)

    def number(self, t, depth):
        self.choose(self.common(t) + [lambda d: self.binary(t, d)] * 4 + [lambda d: self.unary(t, d), lambda d: self.convert(t, d), lambda d: self.convert(t, d),
                                                                         lambda d: self.pointer(t, d), lambda d: self.unbox(t, d)] +
                    ([self.compare, self.compare, self.element, self.narrow_pointer, self.is_type] if t == "i4" else []), depth)

    def expr_i4(self, depth): self.number("i4", depth)
    def expr_i8(self, depth): self.number("i8", depth)
    def expr_i(self, depth): self.number("i", depth)
    def expr_r4(self, depth): self.number("r4", depth)
    def expr_r8(self, depth): self.number("r8", depth)

    def is_type(self, depth):
        self.expr("o", depth)
        self.e(f"isinst {self.r.choice(tuple(BOXES.values()))}")
        self.e("ldnull")
        self.e("cgt.un")

    def expr_o(self, depth):
        def box(d):
            t = self.r.choice(("i4", "i8", "r8") + STRUCTS)
            self.expr(t, d)
            self.e(f"box {BOXES[t]}")
        self.choose(self.common("o") + [box, box], depth)

    def expr_a(self, depth):
        def make(d):
            self.e("ldc.i4 4")
            self.e("newarr [System.Runtime]System.Int32")
        self.choose(self.common("a") + [make], depth)

    def expr_struct(self, t, depth):
        self.choose(self.common(t) + [lambda d: self.unbox(t, d), lambda d: self.load_object(t)], depth)

    def load_object(self, t):
        kind, n = self.pick(t)
        self.e(f"ld{kind}a {n}")
        self.e(f"{self.r.choice(('', 'volatile. ', 'unaligned. 1 '))}ldobj {NAMES[t].split()[1]}")

    # -- statements --
    def block(self, depth, count=None):
        for _ in range(count or self.r.randint(1, 4)):
            if self.size < 160:
                self.statement(depth)

    def statement(self, depth):
        simple = [self.mark, self.assign, self.assign, self.assign_field, self.assign_element, self.assign_indirect, self.drop]
        nested = [self.branch, self.branch, self.loop, self.switch, self.protect, self.protect, self.raise_]
        self.r.choice(simple + nested if depth > 0 and not self.filtering else simple)(depth - 1)

    def mark(self, depth=0):
        self.marks += 1
        self.e(f"ldc.i4 {self.marks}")
        self.e("call void F::Mark(int32)")

    def assign(self, depth):
        t = self.r.choice(ANY)
        kind, n = self.pick(t)
        self.expr(t, 3)
        self.e(f"st{kind} {n}")

    def assign_field(self, depth):
        s = self.r.choice(STRUCTS)
        t, stored, name = self.r.choice(FIELDS[s])
        kind, n = self.pick(s)
        self.e(f"ld{kind}a {n}")
        self.expr(t, 3)
        self.e(f"stfld {stored} {NAMES[s].split()[1]}::{name}")

    def assign_element(self, depth):
        self.expr("a", 1)
        self.index(2)
        self.expr("i4", 3)
        self.e("stelem.i4")

    def assign_indirect(self, depth):
        t = self.r.choice(("i4", "i8", "r8", "r4") + STRUCTS)
        kind, n = self.pick(t)
        self.e(f"ld{kind}a {n}")
        if t in STRUCTS and self.r.random() < .3:
            return self.e(f"initobj {NAMES[t].split()[1]}")
        if t in STRUCTS and self.r.random() < .3:
            other, k = self.pick(t)
            self.e(f"ld{other}a {k}")
            return self.e(f"cpobj {NAMES[t].split()[1]}")
        self.expr(t, 3)
        self.e(f"{self.r.choice(('', '', 'volatile. ', 'unaligned. 2 '))}" + (f"stobj {NAMES[t].split()[1]}" if t in STRUCTS else f"stind.{t}"))

    def drop(self, depth):
        self.expr(self.r.choice(ANY), 3)
        self.e("pop")

    def branch(self, depth):
        other, done = self.label(), self.label()
        self.condition(3, other)
        self.block(depth)
        if self.r.random() < .5:
            self.e(f"br {done}")
            self.e(f"{other}:")
            self.block(depth)
            self.e(f"{done}:")
        else:
            self.e(f"{other}:")

    def loop(self, depth):
        n, again, done = self.new_local("i4"), self.label(), self.label()
        self.frozen.add(n)
        self.e("ldc.i4.0")
        self.e(f"stloc {n}")
        self.e(f"{again}:")
        self.e("ldsfld int32 F::fuel")
        self.e("ldc.i4.1")
        self.e("sub")
        self.e("dup")
        self.e("stsfld int32 F::fuel")
        self.e("ldc.i4.0")
        self.e(f"blt {done}")
        self.block(depth)
        self.e(f"ldloc {n}")
        self.e("ldc.i4.1")
        self.e("add")
        self.e("dup")
        self.e(f"stloc {n}")
        self.e(f"ldc.i4 {self.r.randint(1, 5)}")
        self.e(f"blt {again}")
        self.e(f"{done}:")

    def switch(self, depth):
        cases = [self.label() for _ in range(self.r.randint(1, 5))]
        done = self.label()
        self.expr("i4", 3)
        self.e(f"switch ({', '.join(self.r.choice(cases + [done]) for _ in range(self.r.randint(1, 7)))})")
        self.mark()
        self.e(f"br {self.r.choice(cases + [done])}")
        for c in cases:
            self.e(f"{c}:")
            self.block(depth, 1)
            if self.r.random() < .6:
                self.e(f"br {done}")
        self.e(f"{done}:")

    def raise_(self, depth):
        if not self.tries and self.r.random() < .9:
            return
        skip = self.label()
        self.condition(2, skip)
        self.mark()
        if self.r.random() < .15:
            self.e("ldnull")
        else:
            self.e(f"newobj instance void [System.Runtime]System.{self.r.choice(CATCHABLE)}::.ctor()")
        self.e("throw")
        self.e(f"{skip}:")

    def protect(self, depth):
        kind = self.r.choice(("catch", "catch", "finally", "finally", "fault", "filter"))
        done = self.label()
        self.e(".try {")
        self.tries += kind not in ("finally", "fault")
        self.block(depth)
        self.leave(done)
        self.e("}")
        self.tries -= kind not in ("finally", "fault")
        if kind in ("finally", "fault"):
            self.e(kind + " {")
            outer, self.inside = self.inside, True
            self.block(depth, self.r.randint(0, 2))
            self.inside = outer
            self.mark()
            self.e("endfinally")
            self.e("}")
        else:
            for _ in range(self.r.randint(1, 3)):
                self.catch(kind if self.r.random() < .7 else "catch", depth, done)
        self.e(f"{done}:")

    def catch(self, kind, depth, done):
        if kind == "filter":
            self.e("filter {")
            self.e("pop")
            self.filtering = True
            self.mark()
            self.block(0, self.r.randint(0, 2))
            self.expr("i4", 2)
            self.e("ldc.i4 1")
            self.e("and")
            self.filtering = False
            self.e("endfilter")
            self.e("}")
            self.e("{")
        else:
            self.e(f"catch [System.Runtime]System.{self.r.choice(CATCHABLE)} {{")
        self.e("callvirt instance class [System.Runtime]System.Type [System.Runtime]System.Object::GetType()")
        self.e("callvirt instance string [System.Runtime]System.Object::ToString()")
        self.e("callvirt instance int32 [System.Runtime]System.String::get_Length()")
        self.e("call void F::Mark(int32)")
        self.block(depth, self.r.randint(0, 2))
        if self.risky(.4):
            self.e("rethrow")
        else:
            self.leave(done)
        self.e("}")

    def leave(self, done):
        if self.r.random() < .15 and not self.inside:
            out = self.label()
            self.condition(2, out)
            self.e("leave END")
            self.e(f"{out}:")
        self.e(f"leave {done}")

    def text(self):
        start = self.label()
        self.e("ldsfld int32 F::fuel")
        self.e("ldc.i4.1")
        self.e("sub")
        self.e("dup")
        self.e("stsfld int32 F::fuel")
        self.e("ldc.i4.0")
        self.e(f"bge {start}")
        self.e("br END")
        self.e(f"{start}:")
        for n, t in enumerate(self.locals):
            if t == "a":
                self.e("ldc.i4 4\n    newarr [System.Runtime]System.Int32")
            elif t in ("i4", "i8", "i", "r4", "r8") and self.r.random() < .7:
                self.constant(t)
            else:
                continue
            self.e(f"stloc {n}")
        self.size = 0
        self.block(3, self.r.randint(3, 7))
        if self.r.random() < .3:
            tail = [m for m in self.program.methods if m.ret == self.ret]
            if tail:
                m = self.r.choice(tail)
                for p in m.params:
                    self.expr(p, 1)
                self.e("tail. call " + f"{NAMES[m.ret]} F::{m.name}({', '.join(NAMES[p] for p in m.params)})")
                self.e("ret")
        self.expr(self.ret, 3)
        self.e(f"stloc {self.result}")
        self.e("END:")
        for n in [n for n, t in enumerate(self.locals) if t in ("i4", "i8", "i", "a")][:8]:
            self.e(f"ldloc {n}" + ("\n    ldc.i4.2\n    ldelem.i4" if self.locals[n] == "a" else "\n    conv.i4"))
            self.e("call void F::Mark(int32)")
        self.e(f"ldloc {self.result}")
        self.e("ret")
        locals_ = ", ".join(NAMES[t] for t in self.locals)
        body = "\n".join("    " + line for line in self.lines)
        head = f"  .method static {NAMES[self.ret]} {self.name}({', '.join(NAMES[p] for p in self.params)}) cil managed{self.r.choice((' noinlining', '', ' aggressiveinlining'))}"
        return f"{head}\n  {{\n    .maxstack 200\n    .locals init ({locals_})\n{body}\n  }}\n"

    def driver(self, number):
        """Calls the method with arguments of its own and prints what came of it."""
        self.lines = []
        for p in self.params:
            if p in ("i4", "i8", "i", "r4", "r8"):
                self.constant(p)
            elif p == "o":
                self.e(self.r.choice(("ldnull", 'ldstr "x"', "ldc.i4 5\n    box [System.Runtime]System.Int32")))
            elif p == "a":
                self.e("ldc.i4 4\n    newarr [System.Runtime]System.Int32" if self.r.random() < .97 else "ldnull")
            else:
                self.e(f"ldsfld {NAMES[p]} F::s{p}")
        self.e(f"call {NAMES[self.ret]} F::{self.name}({', '.join(NAMES[p] for p in self.params)})")
        if self.ret in STRUCTS:
            self.e("stloc.1")
            for path, t in leaves(self.ret):
                self.e('ldloc.0 ldstr " " ldloca.s 1 ' + " ".join(path))
                self.shown(t)
                self.e("call string [System.Runtime]System.String::Concat(string, string, string) stloc.0")
        else:
            self.shown(self.ret)
            self.e("stloc.0")
        body = "\n".join("    " + line for line in self.lines)
        return f"""  .method static void D{number}() cil managed
  {{
    .locals init (string text, {NAMES[self.ret]} result)
    ldc.i4 300 stsfld int32 F::fuel ldc.i8 0 stsfld int64 F::hash
    .try {{
{body}
    leave.s DONE }}
    catch [System.Runtime]System.Exception {{ callvirt instance class [System.Runtime]System.Type [System.Runtime]System.Object::GetType() callvirt instance string [System.Runtime]System.Object::ToString() stloc.0 leave.s DONE }}
    DONE: ldstr "{self.name}.{number}" ldloc.0 call void F::Line(string, string) ret
  }}
"""

    def shown(self, t):
        """The value on the stack as a string: floats as doubles."""
        if t in BOXES:
            self.e(f"conv.r8 box {BOXES['r8']}" if t == "r4" else f"box {BOXES[t]}")
        self.e("call string F::Show(object)")


def leaves(struct):
    """(path of instructions from the address of a struct, type) of everything in it that is no struct."""
    for t, stored, name in FIELDS[struct]:
        field = f"{stored} {NAMES[struct].split()[1]}::{name}"
        if t in STRUCTS:
            for path, leaf in leaves(t):
                yield [f"ldflda {field}"] + path, leaf
        else:
            yield [f"ldfld {field}"], t


BOXES = {"i4": "[System.Runtime]System.Int32", "i8": "[System.Runtime]System.Int64", "i": "[System.Runtime]System.IntPtr", "r4": "[System.Runtime]System.Single",
         "r8": "[System.Runtime]System.Double", "P": "Pair", "Q": "Quad", "U": "Union", "B": "Big", "T": "Tiny"}


class Program:
    def __init__(self, seed, methods=40, calls=2):
        self.methods = []
        rng = random.Random(seed)
        parts, drivers = [PROLOG], []
        parts += [f"  .field public static {NAMES[s]} s{s}\n" for s in STRUCTS]
        for k in range(methods):
            m = Method(self, k, rng)
            parts.append(m.text())
            for _ in range(calls):
                parts.append(m.driver(len(drivers)))
                drivers.append(f"    call void F::D{len(drivers)}()")
            self.methods.append(m)
        parts.append("  .method static void Main() cil managed\n  {\n    .entrypoint\n" + "\n".join(drivers) + "\n    ret\n  }\n}\n")
        self.text = "".join(parts)
