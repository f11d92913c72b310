// Structs by value and by pointer, for interop_struct*.cs. The names of the shapes list their fields: i32, i64, f32, f64, i16, i8.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SHAPE(name, ...) typedef struct { __VA_ARGS__ } name;
SHAPE(I, int32_t a;) SHAPE(L, int64_t a;) SHAPE(F, float a;) SHAPE(D, double a;) SHAPE(B, int8_t a;)
SHAPE(II, int32_t a; int32_t b;) SHAPE(IF, int32_t a; float b;) SHAPE(FF, float a; float b;) SHAPE(FFF, float a; float b; float c;)
SHAPE(FFFF, float a; float b; float c; float d;) SHAPE(DD, double a; double b;) SHAPE(LD, int64_t a; double b;) SHAPE(DL, double a; int64_t b;)
SHAPE(FID, float a; int32_t b; double c;) SHAPE(BBB, int8_t a; int8_t b; int8_t c;) SHAPE(III, int32_t a; int32_t b; int32_t c;)
SHAPE(LLL, int64_t a; int64_t b; int64_t c;) SHAPE(DDD, double a; double b; double c;) SHAPE(SBI, int16_t a; int8_t b; int32_t c;) SHAPE(LB, int64_t a; int8_t b;)

#define ONE(S) S next_##S(S s) { s.a += 1; return s; } double sum_##S(S s) { return (double)s.a; }
#define TWO(S) S next_##S(S s) { s.a += 1; s.b += 1; return s; } double sum_##S(S s) { return (double)s.a + (double)s.b; }
#define THREE(S) S next_##S(S s) { s.a += 1; s.b += 1; s.c += 1; return s; } double sum_##S(S s) { return (double)s.a + (double)s.b + (double)s.c; }
ONE(I) ONE(L) ONE(F) ONE(D) ONE(B) TWO(II) TWO(IF) TWO(FF) THREE(FFF) TWO(DD) TWO(LD) TWO(DL) THREE(FID) THREE(BBB) THREE(III) THREE(LLL) THREE(DDD) THREE(SBI) TWO(LB)
FFFF next_FFFF(FFFF s) { s.a += 1; s.b += 1; s.c += 1; s.d += 1; return s; }

// More structs than registers: some go to the stack as a whole.
double crowd(II a, DD b, LD c, LLL d, int32_t e, LD f, LD g, LD h, FFF i, double j) {
  return a.a + a.b + b.a + b.b + c.a + c.b + d.a + d.b + d.c + e + f.a + f.b + g.a + g.b + h.a + h.b + i.a + i.b + i.c + j;
}
typedef LD (*change)(LD, LLL, float, II);
double call_back(change f) { LD r = f((LD){1, 2.5}, (LLL){3, 4, 5}, 6.5f, (II){7, 8}); return r.a + r.b; }
typedef LLL (*make_large)(FFF, int8_t);
int64_t call_large(make_large f) { LLL r = f((FFF){1, 2, 3}, 4); return r.a * 10000 + r.b * 100 + r.c; }

// Fields that are not the same on both sides.
typedef struct { int32_t flag; const char* name; char code; int32_t count; } Record;
typedef struct { int32_t on; unsigned char small; int16_t variant; int32_t tail; } Flags;
int32_t record_length(Record r) { return r.flag * 1000 + (r.name ? (int32_t)strlen(r.name) : -1) + r.code + r.count; }
void change_record(Record* r) { r->flag = !r->flag; free((char*)r->name); r->name = strdup("changed"); r->code++; r->count *= 2; }
void make_record(Record* r) { r->flag = 1; r->name = strdup("made"); r->code = 'M'; r->count = 7; }
Record return_record(int32_t n) { Record r = {n > 0, strdup("returned"), 'R', n}; return r; }
int32_t flags(Flags f) { return (f.on == 1) + (f.small == 1) * 10 + (f.variant == -1) * 100 + f.tail * 1000; }
Flags return_flags(int32_t all) { Flags f = {all ? 5 : 0, (unsigned char)all, (int16_t)-all, 9}; return f; }
typedef struct { int32_t id; Record inner; double weight; } Outer;
double outer(Outer* o) { double r = o->id + record_length(o->inner) + o->weight; o->id = 99; o->inner.count = 1; return r; }
typedef struct { int32_t count; int32_t values[4]; char name[8]; uint16_t wide[6]; int32_t flags[2]; } Arrays;
int32_t arrays(Arrays* a) {
  int32_t sum = a->count + (int32_t)strlen(a->name) * 100 + a->flags[0] * 1000 + a->flags[1] * 2000;
  for (int i = 0; i < 4; i++) { sum += a->values[i]; a->values[i] *= 10; }
  for (int i = 0; a->wide[i]; i++) sum += 10000;
  strcpy(a->name, "native!");
  a->wide[0] = 'W'; a->wide[1] = 0; a->flags[1] = 1;
  return sum;
}
int32_t arrays_size(void) { return (int32_t)sizeof(Arrays); }
typedef struct { int32_t id; char* name; } Person;
int32_t person(Person* p) { if (!p) return -1; int32_t r = p->id * 100 + (int32_t)strlen(p->name); p->id++; return r; }
void swap_person(Person** p) { Person* n = malloc(sizeof *n); n->id = *p ? (*p)->id + 1 : 1; n->name = strdup("new person"); if (*p) { free((*p)->name); free(*p); } *p = n; }
Person* make_person(int32_t id) { Person* n = malloc(sizeof *n); n->id = id; n->name = strdup("person"); return n; }
typedef union { int32_t i; float f; uint8_t bytes[8]; double d; } Any;
Any any(Any a) { a.i++; return a; }
int32_t any_byte(Any* a, int32_t n) { return a->bytes[n]; }
#pragma pack(push, 1)
typedef struct { int8_t a; int64_t b; int16_t c; } Packed;
#pragma pack(pop)
int64_t packed(Packed p) { return p.a + p.b + p.c + (int64_t)sizeof(Packed) * 1000; }
typedef int32_t (*operation)(int32_t);
typedef struct { operation apply; int32_t value; } Action;
int32_t act(Action a) { return a.apply ? a.apply(a.value) : -1; }
int32_t sum_records(Record* list, int32_t n) { int32_t s = 0; for (int i = 0; i < n; i++) { s += record_length(list[i]); list[i].count = i; } return s; }
int32_t sum_points(DD* list, int32_t n) { double s = 0; for (int i = 0; i < n; i++) { s += list[i].a * list[i].b; list[i].a = -1; } return (int32_t)s; }
int64_t date_bits(double d) { return (int64_t)(d * 1000); }
double next_day(double d) { return d + 1; }
typedef struct { int16_t reserved; uint8_t scale, sign; int32_t hi; uint64_t lo; } Decimal;
Decimal negate(Decimal d) { d.sign ^= 0x80; return d; }
void negate_at(Decimal* d) { d->sign ^= 0x80; }
int64_t currency(int64_t c) { return c * 2; }
int32_t guid_first(const uint8_t* g) { return g[0] | g[1] << 8 | g[2] << 16 | g[3] << 24; }
typedef struct { uint8_t b[16]; } Guid;
Guid guid_next(Guid g) { g.b[15]++; return g; }
